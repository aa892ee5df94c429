// Which of several map files is the map, which are half maps and which the mask. For core/run only.
#pragma once

#include "core/run/file_roles.hpp"
#include "core/run/gather.hpp"

#include <vector>

namespace vitrine {

/// Chooses by name, then by what must agree: box and voxel size of map, half maps and mask, and the iteration. Reads
/// headers; where two maps stay equally likely and no mask is known, a sample of their values (a mask has values of 0
/// to 1, more than half of them 0).
/// @param files  of the kinds Map, Half1, Half2, Mask, in the order in which they were given
void addMaps(const std::vector<NamedFile>& files, Gathered& gathered, const Progress& progress);

}  // namespace vitrine
