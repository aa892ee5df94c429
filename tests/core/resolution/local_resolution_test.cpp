#include "core/resolution/local_resolution.hpp"

#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

const Progress kQuiet;

/// What the voxel (x, y, z) of the sample holds.
float truth(int x, int y, int z) { return static_cast<float>(2 + 0.01 * x + 0.1 * y + z); }

/// A ball in a box whose rows end within a word, with a value that tells the place.
std::shared_ptr<const LocalResolution> sample(const Index3& size = {70, 9, 7}) {
  auto local = std::make_shared<LocalResolution>();
  local->grid = test::gridOf(size, 1.5);
  local->grid.origin = {10, 20, 30};
  local->determined = test::randomMask(local->grid, 0.3, 5);
  local->resolutionA = Buffer<float>(local->determined.count);
  std::int64_t at = 0;
  for (int z = 0; z < size[2]; ++z)
    for (int y = 0; y < size[1]; ++y)
      for (int x = 0; x < size[0]; ++x)
        if (local->determined.at(x, y, z)) local->resolutionA[at++] = truth(x, y, z);
  EXPECT_EQ(at, local->determined.count);
  return local;
}

TEST(LocalResolution, ExpandsToTheVolume) {
  const auto local = sample();
  test::ThreadExecutor executor(3);
  for (const float noValue : {NAN, kNoValueInFiles}) {
    const Volume volume = expand(*local, noValue, executor, kQuiet);
    ASSERT_EQ(volume.grid, local->grid);
    for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
      const auto [x, y, z] = volume.grid.voxelOf(i);
      if (local->determined.at(x, y, z))
        ASSERT_EQ(volume.data[i], truth(x, y, z));
      else if (std::isnan(noValue))
        ASSERT_TRUE(std::isnan(volume.data[i]));
      else
        ASSERT_EQ(volume.data[i], 0);
    }
  }
}

TEST(LocalResolution, ReducesToTheMeansOfTheValuesThereAre) {
  const auto local = sample();
  test::ThreadExecutor executor(2);
  constexpr int kFactor = 4;
  const Volume reduced = reduce(*local, kFactor, executor, kQuiet);
  ASSERT_EQ(reduced.grid.size, (Index3{18, 3, 2}));
  EXPECT_DOUBLE_EQ(reduced.grid.voxelSize[0], 6);
  EXPECT_DOUBLE_EQ(reduced.grid.origin[2], 32.25);
  for (std::int64_t i = 0; i < reduced.grid.voxels(); ++i) {
    const Index3 block = reduced.grid.voxelOf(i);
    double sum = 0;
    int count = 0;
    for (int z = 4 * block[2]; z < std::min(7, 4 * block[2] + 4); ++z)
      for (int y = 4 * block[1]; y < std::min(9, 4 * block[1] + 4); ++y)
        for (int x = 4 * block[0]; x < std::min(70, 4 * block[0] + 4); ++x)
          if (local->determined.at(x, y, z)) sum += truth(x, y, z), ++count;
    if (count == 0)
      EXPECT_TRUE(std::isnan(reduced.data[i]));
    else
      EXPECT_NEAR(reduced.data[i], sum / count, 1e-6);
  }
}

TEST(LocalResolution, ABlockWithoutValuesHasNone) {
  LocalResolution local;
  local.grid = test::gridOf({8, 8, 8});
  local.determined = Mask(local.grid);
  local.determined.set(1, 1, 1);
  local.determined.count = 1;
  local.resolutionA = Buffer<float>(1);
  local.resolutionA[0] = 3.5F;
  SerialExecutor executor;
  const Volume reduced = reduce(local, 4, executor, kQuiet);
  EXPECT_EQ(reduced.at(0, 0, 0), 3.5F);
  EXPECT_TRUE(std::isnan(reduced.at(1, 0, 0)));
  EXPECT_TRUE(std::isnan(reduced.at(1, 1, 1)));
}

TEST(LocalResolution, FindsSingleValues) {
  const auto local = sample();
  const LocalResolutionLookup lookup(local);
  for (std::int64_t i = 0; i < local->grid.voxels(); ++i) {
    const Index3 v = local->grid.voxelOf(i);
    const std::optional<float> found = lookup.at(v);
    ASSERT_EQ(found.has_value(), local->determined.at(v[0], v[1], v[2]));
    if (found) {
      ASSERT_EQ(*found, truth(v[0], v[1], v[2]));
    }
  }
  EXPECT_FALSE(lookup.at({70, 0, 0}));
  EXPECT_FALSE(lookup.at({0, -1, 0}));
}

TEST(LocalResolution, SelectsARangeOfValues) {
  const auto local = sample();
  test::ThreadExecutor executor(2);
  const float low = truth(3, 2, 1), high = truth(5, 4, 4);
  for (const bool withHigh : {false, true}) {
    const Volume volume = expandBetween(*local, {low, high, withHigh}, executor, kQuiet);
    std::int64_t count = 0;
    for (std::int64_t i = 0; i < local->grid.voxels(); ++i) {
      const auto [x, y, z] = local->grid.voxelOf(i);
      const float value = truth(x, y, z);
      const bool inside =
          local->determined.at(x, y, z) && value >= low && (value < high || (withHigh && value == high));
      if (inside)
        ASSERT_EQ(volume.data[i], value);
      else
        ASSERT_TRUE(std::isnan(volume.data[i]));
      count += inside ? 1 : 0;
    }
    EXPECT_GT(count, 0);
  }
}

}  // namespace
}  // namespace vitrine
