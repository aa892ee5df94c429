// What one pass over the voxels tells: moments, odd values, per-plane sums, projections. Filled while the file is read.
#pragma once

#include "core/base/buffer.hpp"
#include "core/volume/grid.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace vitrine {

/// Statistics over all finite voxels. Sums in double, per z plane, combined in plane order.
struct MapStatistics {
  std::int64_t count = 0;  ///< finite voxels
  double minimum = 0, maximum = 0, mean = 0;
  double rms = 0;       ///< population standard deviation about the mean
  double skewness = 0;  ///< third standardised moment; its sign tells inverted contrast
  std::int64_t nan = 0, plusInfinity = 0, minusInfinity = 0, zeros = 0;
  std::optional<Index3> firstNonFinite;  ///< in raster order

  std::int64_t nonFinite() const { return nan + plusInfinity + minusInfinity; }
  bool isConstant() const { return count > 0 && minimum == maximum; }
};

/// Everything the input section of the report needs from the voxels, from one pass. About 3 N^2 doubles.
struct MapScan {
  MapStatistics statistics;
  /// Sum and sum of squares of every plane perpendicular to axis 0 (x), 1, 2; planeSum[a].size() == size[a].
  std::array<std::vector<double>, 3> planeSum, planeSumOfSquares;
  /// Plain sums along axis a, stored as the plane's image: a = 2: nx x ny (x fastest); a = 1: nx x nz; a = 0: ny x nz.
  std::array<std::vector<double>, 3> projection;

  /// Plane of largest population variance perpendicular to `axis`; ties within 1e-6 (relative) go to the lowest index.
  int maximumVariancePlane(int axis) const;
};

/// Index of the largest value, where values within relative 1e-6 of it count as tied and the lowest index wins.
int firstOfLargest(const std::vector<double>& values);

/// Accumulates a MapScan z plane by z plane. Planes may be added from several threads at once as long as each plane is
/// added once; the result does not depend on the order. Non-finite voxels enter the counts only.
/// The per-plane y and projection sums need (nx + ny) doubles per z plane plus nx*ny per lane; see addPlane.
class ScanAccumulator {
public:
  explicit ScanAccumulator(const Grid& grid);
  /// @param plane  nx * ny values of plane z
  void addPlane(int z, const float* plane);
  MapScan finish();

private:
  Grid m_grid;
  struct PlaneResult;
  std::vector<PlaneResult> m_planes;
};

}  // namespace vitrine
