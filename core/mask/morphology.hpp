// Dilation of hard masks, 64 voxels at a time.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"

namespace vitrine {

/// All voxels whose centre lies within `radiusA` (inclusive, anisotropic voxels allowed) of a set voxel's centre; the
/// box faces included, nothing wraps around. Rows are ORed per half width and spread once, so the cost is
/// O(radius^2) word operations per 64 voxels. Peak: the result. @throws MemoryError, Cancelled
Mask dilateEuclidean(const Mask& mask, double radiusA, Executor& executor, const Progress& progress);

enum class Neighbourhood { Faces6, FacesEdges18, All26 };

/// One step of voxel neighbours, `steps` times. With `keepFacesEmpty` the outermost plane on each side of the box is
/// never written and so ends empty, even where `mask` was set, as after Xmipp's transform_morphology.
/// Peak: the result and one more mask. @throws MemoryError, Cancelled
Mask dilateSteps(const Mask& mask, Neighbourhood neighbourhood, int steps, bool keepFacesEmpty, Executor& executor,
                 const Progress& progress);

}  // namespace vitrine
