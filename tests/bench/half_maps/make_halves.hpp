// Two half maps of any size, made faster than they can be written.
#pragma once

#include "core/base/parallel.hpp"

#include <filesystem>

namespace vitrine::bench {

struct HalfMapFiles {
  std::filesystem::path map, half1, half2, mask;
};

/// Files of an EDGE^3 box of 1.1 A voxels in `folder`; those that are there stay. half_j = s + n_j: n_j white noise of
/// unit variance, s white noise blurred by a binomial kernel and multiplied by a soft sphere of radius 0.32 EDGE, so
/// that the FSC falls smoothly and passes 0.143 near 4.6 A whatever the edge (unmasked); map = their mean; mask = 1
/// inside 0.36 EDGE with a cosine edge of 6 voxels. One map in memory at a time.
HalfMapFiles makeHalves(int edge, const std::filesystem::path& folder, Executor& executor);

}  // namespace vitrine::bench
