// What the tests of 1.d share: padded maps, and the phantom of the local-resolution checks after whitening.
#pragma once

#include "core/checks/resmap/resmap.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace vitrine::test {

inline constexpr Vector3 kResmapVoxel = {1.5, 1.5, 1.5};

/// Padded real maps whose voxels come from `value(index)`.
template <class Value>
Spectrum paddedMap(const Grid& grid, Value value) {
  Spectrum padded = paddedFor(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x)
        paddedRow(padded, y, z)[x] = static_cast<float>(value(grid.index(x, y, z)));
  return padded;
}

inline Spectrum paddedOf(const Volume& volume) {
  return paddedMap(volume.grid, [&](std::int64_t i) { return volume.data[i]; });
}

inline Mask fullMask(const Grid& grid) { return randomMask(grid, 2, 1); }

/// A phantom as 1.d sees it once its halves are whitened.
struct ResmapRun {
  resmap::MaskVoxels voxels;
  resmap::Whitening whitening;
  std::array<Spectrum, 2> whitened;

  explicit ResmapRun(const LocalPhantomRecipe& recipe, int threads = 2) {
    ThreadExecutor executor(threads);
    const LocalPhantom made = localPhantom(recipe, executor);
    Mask mask(made.mask.grid);
    for (std::int64_t i = 0; i < made.mask.grid.voxels(); ++i)
      if (made.mask.data[i] >= 0.5F) {
        const Index3 v = made.mask.grid.voxelOf(i);
        mask.set(v[0], v[1], v[2]);
      }
    recount(mask);
    voxels = resmap::maskVoxels(mask, executor, {});
    whitened = {paddedOf(made.half[0]), paddedOf(made.half[1])};
    Progress progress;
    whitening = resmap::whitenHalves(whitened, voxels.mask, executor, progress);
  }

  resmap::Levels levels(resmap::Weight weight, int threads = 2) const {
    ThreadExecutor executor(threads);
    Progress progress;
    Buffer<float> values(voxels.count());
    return resmap::testScales(whitened, voxels, {.weight = weight}, values, executor, progress);
  }
  std::vector<float> smoothed(const resmap::Levels& levels) const {
    ThreadExecutor executor(2);
    Buffer<float> values(voxels.count());
    const Buffer<float> found = resmap::smoothLevels(voxels, levels, values, executor, {});
    std::vector<float> sorted(found.begin(), found.end());
    std::ranges::sort(sorted);
    return sorted;
  }
};

}  // namespace vitrine::test
