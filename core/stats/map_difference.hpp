// Two maps on one grid, subtracted: one is first brought to the scale of the other.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace vitrine {

/// One sentence saying why voxel (x, y, z) of one map is not the same place in the other; empty if it is. Voxel sizes
/// may differ by what moves no voxel of the box by more than a quarter of its edge, origins by half an edge.
/// @param useOrigins  false: boxes are laid on each other whatever origins their files state
std::string gridMismatch(const Grid& a, const Grid& b, bool useOrigins = true);

/// How B is laid over A and what is left. D = scale B + offset - A: positive where B has more density.
///
/// The line carries the background of B to that of A (mean of the voxels below both levels); its slope is that of least
/// squares over {A >= levelA and B >= levelB}, where both have density. A line through the union alone would be bent by
/// whatever only one of them has, which is what the difference is to show. Voxels that are no numbers in either map
/// count nowhere.
struct MapDifference {
  double levelA = 0, levelB = 0;
  double scale = 1, offset = 0;
  std::int64_t inside = 0;       ///< voxels of the union
  double correlation = 0;        ///< of A and B inside (Pearson)
  double rmsInside = 0;          ///< of D
  double rmsOutside = 0;         ///< of D in the rest of the box; 0 if there is no rest
  double deviationInsideA = 0;   ///< standard deviation of A inside: what rmsInside is to be held against
  double largest = 0;            ///< value of D with the largest magnitude inside; ties: the first in raster order
  Index3 largestVoxel{0, 0, 0};  ///< where
  double limit = 0;              ///< 4 x the larger rms: limits for colours
  bool operator==(const MapDifference&) const = default;
};

/// Two passes over both maps. The same numbers for any number of threads. @pre a.grid.sameSize(b.grid)
/// @throws NotMeasurable  the levels leave no density, no common density or no background; a map is constant; Cancelled
MapDifference compareMaps(const Volume& a, double levelA, const Volume& b, double levelB, Executor& executor,
                          Progress& progress);

/// D itself, on the grid of A: one more map in memory, one pass. A voxel that is no number in either map is 0.
/// @throws MemoryError, Cancelled
Volume differenceVolume(const Volume& a, const Volume& b, const MapDifference& fit, Executor& executor,
                        Progress& progress);

}  // namespace vitrine
