// What one pass over the voxels tells: moments, odd values, per-plane sums, projections. Filled while the file is read.
#pragma once

#include "core/base/parallel.hpp"
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

  /// Population variance of every plane perpendicular to `axis`.
  std::vector<double> planeVariance(int axis) const;
  /// Plane of largest population variance perpendicular to `axis`; ties within 1e-6 (relative) go to the lowest index.
  int maximumVariancePlane(int axis) const;
};

/// Index of the largest value, where values within relative 1e-6 of it count as tied and the lowest index wins.
int firstOfLargest(const std::vector<double>& values);

/// Gathers a MapScan while the rows of a map come in. The box is cut along y into bands (a function of the size only);
/// each band takes its rows in ascending (z, y) order, different bands may be fed by different threads at once, and
/// partial sums are combined in band order: the result does not depend on the number of threads or on how rows were
/// grouped. Non-finite voxels enter the counts only; in sums they stand for 0.
class ScanAccumulator {
public:
  explicit ScanAccumulator(const Grid& grid);
  ~ScanAccumulator();
  ScanAccumulator(ScanAccumulator&&) noexcept;

  int bands() const { return m_bands; }
  int bandBegin(int band) const;  ///< first y of the band
  int bandEnd(int band) const { return bandBegin(band + 1); }
  /// @param rows       yEnd - yBegin rows of nx values; they lie inside `band` and follow those added to it before
  /// @param rowStride  floats from one row to the next, at least nx
  void addRows(int band, int z, int yBegin, int yEnd, const float* rows, std::int64_t rowStride);
  /// Combines what bands finished so far and frees their scratch (nx doubles per band and plane). Call it now and then
  /// while no rows are being added; calling it more or less often changes nothing in the result.
  void settle();
  /// @pre every row of every plane was added
  MapScan finish();

private:
  struct Band;
  Grid m_grid;
  int m_bands = 1;
  std::vector<Band> m_state;
  MapScan m_scan;
};

/// Scans a map that is already in memory: one read of its bytes. @throws Cancelled
MapScan scanVolume(const Grid& grid, const float* voxels, Executor& executor, const Progress& progress);
/// The same of rows that lie further apart. @param rowStride  floats from one row to the next, at least nx
MapScan scanRows(const Grid& grid, const float* voxels, std::int64_t rowStride, Executor& executor,
                 const Progress& progress);

}  // namespace vitrine
