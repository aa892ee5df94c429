#include "core/mask/soft_mask.hpp"
#include "core/mask/mask_slices.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

using namespace test;

TEST(SoftMask, IsATrueGaussianAlongAnEdge) {
  // A half space: the edge is the cumulative Gaussian with the full sigma, not sigma over the root of 2.
  const Grid grid = gridOf({64, 40, 40}, 1.5);
  auto mask = std::make_shared<Mask>(grid);
  for (int z = 0; z < 40; ++z)
    for (int y = 0; y < 40; ++y)
      for (int x = 20; x < 45; ++x) mask->set(x, y, z);
  recount(*mask);
  const SoftMask soft(mask);
  EXPECT_NEAR(soft.sigmaA(), 3.0, 1e-12);
  const GrayImage plane = soft.plane(2, 20);
  for (int x = 8; x < 32; ++x) {
    const double u = (x - 19.5) / 2.0;  // the edge lies between voxels
    EXPECT_NEAR(plane.at(x, 20), 0.5 * std::erfc(-u / std::sqrt(2.0)), 4e-3) << x;
  }
}

TEST(SoftMask, PlanesAreThoseOfTheVolume) {
  const Grid grid = gridOf({37, 45, 70}, 1.2);
  const auto mask = std::make_shared<const Mask>(ballMask(grid, {15, 20, 64}, 9));  // wraps around in z
  const SoftMask soft(mask, 2.0);
  ThreadExecutor executor(3);
  const Volume volume = soft.volume(executor, Progress());
  for (int axis = 0; axis < 3; ++axis)
    for (int index = 0; index < grid.size[axis]; index += 5) {
      const GrayImage whole = slice(volume, axis, index), plane = soft.plane(axis, index);
      ASSERT_EQ(whole.values.size(), plane.values.size());
      for (std::size_t i = 0; i < whole.values.size(); ++i) ASSERT_NEAR(whole.values[i], plane.values[i], 1e-6);
    }
  double sum = 0;
  for (const float value : volume.data) {
    ASSERT_GE(value, 0);
    ASSERT_LE(value, 1);
    sum += value;
  }
  EXPECT_NEAR(sum, static_cast<double>(mask->count), 1e-3 * static_cast<double>(mask->count));
}

TEST(SoftMask, FindsThePlanesOfLargestVarianceForAnyNumberOfThreads) {
  const auto mask = std::make_shared<const Mask>(ballMask(gridOf({50, 60, 70}), {20, 31, 42}, 8));
  const SoftMask soft(mask);
  for (const int threads : {1, 2, 7}) {
    ThreadExecutor executor(threads);
    EXPECT_EQ(soft.maximumVariancePlanes(executor, Progress()), (Index3{20, 31, 42}));
  }
}

}  // namespace
}  // namespace vitrine
