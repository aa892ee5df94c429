#include "core/mask/components.hpp"
#include "core/base/error.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <queue>

namespace vitrine {
namespace {

using namespace test;

ComponentList label(const Mask& mask, Mask& largest, int threads = 1) {
  ThreadExecutor executor(threads);
  Progress progress;
  return labelComponents(mask, largest, executor, progress);
}

/// Flood fill over 26 neighbours: the definition, spelled out.
std::vector<Component> floodFill(const Mask& mask) {
  const Grid& grid = mask.grid;
  std::vector<char> done(static_cast<std::size_t>(grid.voxels()), 0);
  std::vector<Component> components;
  for (std::int64_t start = 0; start < grid.voxels(); ++start) {
    const Index3 s = grid.voxelOf(start);
    if (!mask.at(s[0], s[1], s[2]) || done[static_cast<std::size_t>(start)]) continue;
    Component component;
    component.firstVoxel = start;
    component.low = component.high = s;
    Vector3 sum{0, 0, 0};
    std::queue<std::int64_t> front;
    front.push(start);
    done[static_cast<std::size_t>(start)] = 1;
    for (; !front.empty(); front.pop()) {
      const Index3 v = grid.voxelOf(front.front());
      ++component.voxels;
      for (int axis = 0; axis < 3; ++axis) {
        sum[axis] += v[axis];
        component.low[axis] = std::min(component.low[axis], v[axis]);
        component.high[axis] = std::max(component.high[axis], v[axis]);
      }
      for (int z = std::max(0, v[2] - 1); z <= std::min(grid.size[2] - 1, v[2] + 1); ++z)
        for (int y = std::max(0, v[1] - 1); y <= std::min(grid.size[1] - 1, v[1] + 1); ++y)
          for (int x = std::max(0, v[0] - 1); x <= std::min(grid.size[0] - 1, v[0] + 1); ++x) {
            const std::int64_t index = grid.index(x, y, z);
            if (!mask.at(x, y, z) || done[static_cast<std::size_t>(index)]) continue;
            done[static_cast<std::size_t>(index)] = 1;
            front.push(index);
          }
    }
    for (int axis = 0; axis < 3; ++axis) component.centroid[axis] = sum[axis] / static_cast<double>(component.voxels);
    components.push_back(component);
  }
  std::ranges::sort(components, [](const Component& a, const Component& b) {
    return a.voxels != b.voxels ? a.voxels > b.voxels : a.firstVoxel < b.firstVoxel;
  });
  return components;
}

TEST(Components, AgreeWithAFloodFillOnRandomMasks) {
  const Index3 sizes[] = {{64, 9, 40}, {70, 33, 35}, {1, 20, 50}, {130, 1, 18}, {65, 17, 1}, {20, 20, 20}};
  std::uint64_t seed = 1;
  for (const Index3& size : sizes)
    for (const double density : {0.02, 0.08, 0.15, 0.5, 0.97}) {
      const Mask mask = randomMask(gridOf(size), density, seed++);
      const std::vector<Component> expected = floodFill(mask);
      Mask largest;
      const ComponentList list = label(mask, largest);
      ASSERT_EQ(list.count, static_cast<std::int64_t>(expected.size()));
      ASSERT_EQ(list.totalVoxels, mask.count);
      ASSERT_EQ(list.components.size(), std::min<std::size_t>(expected.size(), ComponentList::kDetailed));
      for (std::size_t i = 0; i < list.components.size(); ++i) {
        ASSERT_EQ(list.components[i].voxels, expected[i].voxels);
        ASSERT_EQ(list.components[i].firstVoxel, expected[i].firstVoxel);
        ASSERT_EQ(list.components[i].low, expected[i].low);
        ASSERT_EQ(list.components[i].high, expected[i].high);
        for (int axis = 0; axis < 3; ++axis)
          ASSERT_NEAR(list.components[i].centroid[axis], expected[i].centroid[axis], 1e-9);
      }
      std::int64_t counted = 0;
      for (const auto& [voxels, count] : list.countsBySize) counted += voxels * count;
      EXPECT_EQ(counted, mask.count);
      // The largest component as a mask: its voxels, all of them set in the original.
      ASSERT_EQ(largest.count, expected.front().voxels);
      const Index3 first = mask.grid.voxelOf(expected.front().firstVoxel);
      EXPECT_TRUE(largest.at(first[0], first[1], first[2]));
      std::int64_t bits = 0;
      for (std::int64_t i = 0; i < mask.words.size(); ++i) {
        EXPECT_EQ(largest.words[i] & ~mask.words[i], 0U);
        bits += std::popcount(largest.words[i]);
      }
      EXPECT_EQ(bits, largest.count);
    }
}

TEST(Components, DoNotDependOnThreads) {
  const Mask mask = randomMask(gridOf({90, 61, 83}), 0.12, 77);
  Mask largest;
  const ComponentList one = label(mask, largest);
  for (const int threads : {2, 7}) {
    Mask again;
    const ComponentList list = label(mask, again, threads);
    EXPECT_TRUE(equalMasks(largest, again));
    EXPECT_EQ(list.countsBySize, one.countsBySize);
    ASSERT_EQ(list.components.size(), one.components.size());
    for (std::size_t i = 0; i < list.components.size(); ++i) {
      EXPECT_EQ(list.components[i].firstVoxel, one.components[i].firstVoxel);
      EXPECT_EQ(list.components[i].centroid, one.components[i].centroid);
    }
  }
}

TEST(Components, TouchingAtACornerAreOne) {
  Mask mask(gridOf({8, 8, 40}));
  for (int i = 0; i < 8; ++i) mask.set(i, i, i);           // inside one slab of planes
  for (int i = 0; i < 8; ++i) mask.set(7 - i, i, 12 + i);  // across the face of a slab
  recount(mask);
  Mask largest;
  EXPECT_EQ(label(mask, largest).count, 2);
}

TEST(Components, TieGoesToTheOneThatStartsFirst) {
  Mask mask(gridOf({16, 16, 16}));
  mask.set(9, 3, 3);
  mask.set(2, 5, 3);
  recount(mask);
  Mask largest;
  const ComponentList list = label(mask, largest);
  EXPECT_EQ(list.components[0].firstVoxel, mask.grid.index(9, 3, 3));
  EXPECT_TRUE(largest.at(9, 3, 3));
  EXPECT_FALSE(largest.at(2, 5, 3));
}

TEST(Components, OfAnEmptyMaskAreNone) {
  Mask largest;
  const ComponentList list = label(Mask(gridOf({10, 10, 10})), largest);
  EXPECT_EQ(list.count, 0);
  EXPECT_TRUE(list.components.empty());
  EXPECT_EQ(largest.count, 0);
}

TEST(Components, OfAFullMaskAreOne) {
  const Mask mask = randomMask(gridOf({64, 20, 20}), 2.0, 1);
  Mask largest;
  const ComponentList list = label(mask, largest);
  EXPECT_EQ(list.count, 1);
  EXPECT_EQ(list.components[0].voxels, 64 * 20 * 20);
  EXPECT_TRUE(equalMasks(mask, largest));
}

TEST(Components, TooManyRunsAreRefusedWithTheShareSelected) {
  const Mask mask = randomMask(gridOf({32, 32, 32}), 0.5, 5);
  Mask largest;
  SerialExecutor executor;
  Progress progress;
  try {
    labelComponents(mask, largest, executor, progress, 1000);
    FAIL() << "not refused";
  } catch (const NotMeasurable& error) {
    const std::string text = error.what();
    EXPECT_NE(text.find("the threshold lies inside the noise ("), std::string::npos) << text;
    EXPECT_NE(text.find(" % of the voxels are selected); raise it"), std::string::npos) << text;
  }
}

TEST(Components, SharesAndRanksFollowTheSizes) {
  ComponentList list;
  list.countsBySize = {{1, 4}, {6, 1}, {90, 1}};
  list.count = 6;
  list.totalVoxels = 100;
  EXPECT_EQ(largestHolding(list, 0.95).components, 2);
  EXPECT_EQ(largestHolding(list, 0.95).voxels, 96);
  EXPECT_EQ(largestHolding(list, 0.90).components, 1);
  EXPECT_EQ(largestHolding(list, 1.0).components, 6);
  EXPECT_EQ(sizeOfRank(list, 0), 90);
  EXPECT_EQ(sizeOfRank(list, 1), 6);
  EXPECT_EQ(sizeOfRank(list, 5), 1);
}

TEST(Components, DensitySumsRunOverTheLargestOnly) {
  Volume volume = constantVolume(gridOf({70, 12, 20}), -1);
  volume.at(65, 3, 4) = 2;
  volume.at(66, 3, 4) = 3;
  volume.at(66, 4, 17) = 100;  // elsewhere
  Mask mask(volume.grid);
  mask.set(65, 3, 4);
  mask.set(66, 3, 4);
  mask.set(66, 4, 17);
  recount(mask);
  Mask largest;
  ComponentList list = label(mask, largest);
  SerialExecutor executor;
  sumLargestDensity(volume, largest, list, executor, Progress());
  EXPECT_DOUBLE_EQ(list.largestDensity, 5);
  EXPECT_DOUBLE_EQ(list.largestDensityMoment[0], 2 * 65 + 3 * 66);
  EXPECT_DOUBLE_EQ(list.largestDensityMoment[1], 15);
  EXPECT_DOUBLE_EQ(list.largestDensityMoment[2], 20);
}

}  // namespace
}  // namespace vitrine
