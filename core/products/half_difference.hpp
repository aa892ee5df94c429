// The difference of the half maps as a volume to look at.
#pragma once

#include "core/products/half_maps.hpp"
#include "core/volume/volume.hpp"

namespace vitrine {

/// Half 1 - half 2, voxel by voxel, on the map's grid: the noise of the reconstruction, twice over.
/// Peak: the pair (2 maps, let go afterwards) and the result. @throws what HalfMapPair throws, MemoryError, Cancelled
Volume halfMapDifference(const ValidationContext& context, Progress& progress);

}  // namespace vitrine
