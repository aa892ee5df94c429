// What is left of a map when only some components and a part of the box are shown.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

namespace vitrine {

/// Takes away the voxels outside [low, high] (inclusive; nothing stays where low > high). One pass over the bits.
void cropMask(Mask& mask, const Index3& low, const Index3& high, Executor& executor, const Progress& progress);

/// The map inside the mask, 0 outside; 4 bytes per voxel. @pre same size @throws MemoryError, Cancelled
Volume maskedVolume(const Volume& volume, const Mask& mask, Executor& executor, const Progress& progress);

}  // namespace vitrine
