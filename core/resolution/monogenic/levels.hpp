// The resolutions that MonoRes tries, and what is measured at each.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/parallel.hpp"
#include "core/volume/grid.hpp"

#include <vector>

namespace vitrine::monogenic {

/// A level lies on an index of the longest axis' transform.
struct Level {
  int index = 0;
  double u = 0;            ///< cycles per voxel (of the coarsest axis)
  double resolutionA = 0;  ///< box edge / index
};

/// From coarsestA in steps of stepA, each moved to the nearest Fourier index, each index once, down to Nyquist. Empty
/// if even the first is finer than Nyquist. @pre grid.hasVoxelSize(), both > 0
std::vector<Level> resolutionLevels(const Grid& grid, double coarsestA, double stepA);

/// Of the smoothed amplitude over a set of voxels.
struct AmplitudeStatistics {
  std::int64_t count = 0;
  double mean = 0, variance = 0;  ///< population variance
};

/// Value number `rank` (0: the smallest) of non-negative finite values; exact, values are not moved. Three passes.
/// @pre 0 <= rank < values.size() @throws Cancelled
float orderStatistic(const Buffer<float>& values, std::int64_t rank, Executor& executor, const Progress& progress);

/// Of all values. @throws Cancelled
AmplitudeStatistics statisticsOf(const Buffer<float>& values, Executor& executor, const Progress& progress);

}  // namespace vitrine::monogenic
