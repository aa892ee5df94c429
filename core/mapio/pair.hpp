// Whether a second map (half map, mask, colour map) fits the first.
#pragma once

#include "core/mapio/map_info.hpp"

#include <vector>

namespace vitrine {

/// What keeps `other` from being compared with `map` voxel by voxel, as diagnostics of `other`'s file:
/// E-SIZEPAIR (different numbers of voxels), E-VOXELPAIR (voxel sizes differ by more than 0.1 % or one is unknown),
/// W-PLACEMENT (different positions; comparison is by index all the same). Empty: they fit.
std::vector<Diagnostic> comparePair(const MapInfo& map, const MapInfo& other);

/// The answer to E-VOXELPAIR: hints that read `other` with the map's voxel size.
ReadHints adoptVoxelSize(const MapInfo& map, ReadHints hints);

}  // namespace vitrine
