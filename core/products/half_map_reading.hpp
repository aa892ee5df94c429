// Reading half maps, for the products of half_maps.hpp only.
#pragma once

#include "core/mapio/reader.hpp"
#include "core/products/half_maps.hpp"

#include <string>

namespace vitrine {

/// What identifies the pair: both files as read, the voxel size in force.
std::string halfPairKey(const Inputs& inputs);

/// Reads half map 0 or 1 into the padded rows of `into`, which is made if it is empty. @param onlyVoxels  as loadRows()
LoadedRows readHalfMap(const ValidationContext& context, int half, bool onlyVoxels, Spectrum& into, Progress& progress);

}  // namespace vitrine
