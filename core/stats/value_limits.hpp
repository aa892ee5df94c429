// What has a value in a map that colours another one, and between which limits.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <cstdint>

namespace vitrine {

/// Of the finite voxels of a volume.
struct ValueLimits {
  std::int64_t count = 0;
  double minimum = 0, maximum = 0;
  double low = 0, high = 0;  ///< the percentiles asked for; relative error below 1/8192
};

/// @param tail  share of the values below `low`, and above `high`: 0.02 gives percentiles 2 and 98
/// All 0 if no voxel is finite. One pass; 32 MiB per thread. @throws MemoryError, Cancelled
ValueLimits valueLimits(const Volume& volume, double tail, Executor& executor, const Progress& progress);

/// Which values of a map of another program stand for "no value". Programs that measure local resolution fill what
/// they left out with 0 (cryoSPARC, blocres), with a large number (ResMap: 100) or with NaN.
struct PlaceHolders {
  bool zero = false, maximum = false;
  bool isMask = false;  ///< nothing but 0 and one other value: a mask, all of which is meant
};

/// 0 stands for "no value" if at least 0.5 % of the voxels are exactly 0; the largest value if at least 0.5 % have it
/// and 0 does not, or if the next smaller value is less than 0.9 of it (100 beside 4). One pass. @throws Cancelled
/// @param maximum  of the finite voxels
PlaceHolders findPlaceHolders(const Volume& volume, double maximum, Executor& executor, const Progress& progress);

/// Writes NaN where there is no value. One pass. @throws Cancelled
void blankPlaceHolders(Volume& volume, const PlaceHolders& holders, double maximum, Executor& executor,
                       const Progress& progress);

}  // namespace vitrine
