// How the values of a map are cut into ranges that are worked on one after the other.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/tree_bins.hpp"
#include "core/volume/volume.hpp"

#include <vector>

namespace vitrine::tree {

/// Ranges from the highest keys to the lowest, without NaN, each with at most `voxelsAtOnce` voxels or of one value
/// (low == high). A bin of the histogram (the upper half of the key) that holds much is counted again key by key: one
/// more pass over the map if there is such a bin, at most 64 KB x 8 x 8 for the counts of each. @throws Cancelled
std::vector<KeyRange> cutRanges(const Volume& volume, const std::vector<std::int64_t>& histogram,
                                std::int64_t voxelsAtOnce, Executor& executor, const Progress& progress);

}  // namespace vitrine::tree
