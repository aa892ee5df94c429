// Where to look for a component: one of its voxels, not the middle of nothing.
#pragma once

#include "core/mask/components.hpp"

namespace vitrine {

/// A voxel of `mask` near the geometric centre of one of its components: the centre of a ring or a bent thread lies
/// outside of it. Of the set voxels in the component's box, one of the smallest cube about the centre that holds any,
/// the nearest to the centre; in raster order the first of equally near ones. Cost: the cube.
/// @pre the component is of this mask
Index3 placeOf(const Mask& mask, const Component& component);

}  // namespace vitrine
