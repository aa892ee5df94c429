// Half maps whose two sides have different known resolution: the phantom of the local-resolution checks.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <cstdint>
#include <optional>

namespace vitrine::test {

/// Left of the plane x = n/2 - 8 the common signal is white noise cut at 4 A, right of x = n/2 + 8 the same noise cut
/// at 8 A, a raised cosine between. Both cuts are 0.02 1/A wide. In-band signal-to-noise ratio: 4 for sigma 0.5 (FSC
/// 0.8), 100 for sigma 0.1. The mask is a ball about voxel n/2.
struct LocalPhantomRecipe {
  int n = 64;           ///< edge of the cubic box
  int ballRadius = 20;  ///< voxels
  std::optional<double> sigma =
      0.5;                 ///< standard deviation of each half's own noise; empty: two halves of nothing but noise
  double voxelSize = 1.5;  ///< A; the cuts are at these A
};

struct LocalPhantom {
  std::array<Volume, 2> half;
  Volume mask;  ///< 0 and 1
};

/// All of it: 4 times the map at most. The same voxels for any number of threads.
LocalPhantom localPhantom(const LocalPhantomRecipe& recipe, Executor& executor);

/// The parts, for boxes too large to hold all of it at once.
/// Number `index` of a stream of independent standard normal values, the same for every box.
double phantomNormal(int stream, std::int64_t index);
/// The common signal; 2.00 x map while it is made.
Volume phantomSignal(const LocalPhantomRecipe& recipe, Executor& executor);
/// Half 0 or 1 of a signal (ignored without sigma).
Volume phantomHalf(const LocalPhantomRecipe& recipe, const Volume& signal, int half, Executor& executor);
Volume phantomMask(const LocalPhantomRecipe& recipe);

}  // namespace vitrine::test
