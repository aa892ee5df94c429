// Places in a map worth jumping to.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <optional>

namespace vitrine {

struct Landmarks {
  std::optional<Index3> largest;  ///< voxel of the largest value, the first in raster order; empty without numbers
  std::optional<Vector3> centreOfMass;  ///< in voxels; of the voxels at or above the level, weighted by their values;
                                        ///< empty if there are none or they weigh nothing
};

/// One pass; the same bits for any number of threads. @throws Cancelled
Landmarks findLandmarks(const Volume& volume, double level, Executor& executor, const Progress& progress);

}  // namespace vitrine
