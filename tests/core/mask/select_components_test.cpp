#include "core/mask/select_components.hpp"
#include "core/base/error.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <queue>

namespace vitrine {
namespace {

using namespace test;

/// Voxels of the component of `start` by flood fill over 26 neighbours, in raster order.
std::vector<std::int64_t> flood(const Mask& mask, const Index3& start) {
  const Grid& grid = mask.grid;
  std::vector<char> seen(static_cast<std::size_t>(grid.voxels()), 0);
  std::vector<std::int64_t> found;
  std::queue<Index3> front;
  const auto visit = [&](const Index3& v) {
    char& done = seen[static_cast<std::size_t>(grid.index(v[0], v[1], v[2]))];
    if (done != 0 || !mask.at(v[0], v[1], v[2])) return;
    done = 1;
    found.push_back(grid.index(v[0], v[1], v[2]));
    front.push(v);
  };
  for (visit(start); !front.empty(); front.pop()) {
    const Index3 v = front.front();
    for (int z = std::max(0, v[2] - 1); z <= std::min(grid.size[2] - 1, v[2] + 1); ++z)
      for (int y = std::max(0, v[1] - 1); y <= std::min(grid.size[1] - 1, v[1] + 1); ++y)
        for (int x = std::max(0, v[0] - 1); x <= std::min(grid.size[0] - 1, v[0] + 1); ++x) visit({x, y, z});
  }
  std::ranges::sort(found);
  return found;
}

std::vector<std::int64_t> voxelsOf(const Mask& mask) {
  std::vector<std::int64_t> voxels;
  for (std::int64_t i = 0; i < mask.grid.voxels(); ++i) {
    const Index3 v = mask.grid.voxelOf(i);
    if (mask.at(v[0], v[1], v[2])) voxels.push_back(i);
  }
  return voxels;
}

Mask select(const Mask& mask, const ComponentChoice& choice, int threads = 1) {
  ThreadExecutor executor(threads);
  Progress progress;
  return selectComponents(mask, choice, executor, progress);
}

std::optional<Component> pick(const Mask& mask, const Index3& voxel) {
  SerialExecutor executor;
  Progress progress;
  return componentAt(mask, voxel, executor, progress);
}

const Index3 kSizes[] = {{70, 9, 20}, {1, 20, 50}, {130, 3, 18}, {20, 20, 35}};

TEST(SelectComponents, SmallOnesGoAndOnlyThey) {
  std::uint64_t seed = 1;
  for (const Index3& size : kSizes)
    for (const std::int64_t smallest : {1, 2, 5, 40}) {
      const Mask mask = randomMask(gridOf(size), 0.07, seed++);
      std::vector<std::int64_t> expected;
      for (const std::int64_t voxel : voxelsOf(mask))
        if (static_cast<std::int64_t>(flood(mask, mask.grid.voxelOf(voxel)).size()) >= smallest)
          expected.push_back(voxel);
      for (const int threads : {1, 2, 7}) {
        const Mask kept = select(mask, {.smallest = smallest, .only = {}}, threads);
        ASSERT_EQ(voxelsOf(kept), expected);
        ASSERT_EQ(kept.count, static_cast<std::int64_t>(expected.size()));
      }
    }
}

TEST(SelectComponents, OnlyThePickedOneStaysWhateverItsSize) {
  std::uint64_t seed = 100;
  for (const Index3& size : kSizes) {
    const Mask mask = randomMask(gridOf(size), 0.06, seed++);
    for (std::int64_t i = 0; i < mask.grid.voxels(); i += 31) {
      const Index3 voxel = mask.grid.voxelOf(i);
      const Mask kept = select(mask, {.smallest = 1000, .only = voxel});
      const std::vector<std::int64_t> expected = flood(mask, voxel);
      ASSERT_EQ(voxelsOf(kept), expected);
      ASSERT_EQ(kept.count, static_cast<std::int64_t>(expected.size()));
    }
  }
}

TEST(SelectComponents, ThePickedOneIsDescribed) {
  const Mask mask = randomMask(gridOf({66, 20, 33}), 0.08, 9);
  for (std::int64_t i = 0; i < mask.grid.voxels(); i += 11) {
    const Index3 voxel = mask.grid.voxelOf(i);
    const std::vector<std::int64_t> expected = flood(mask, voxel);
    const std::optional<Component> component = pick(mask, voxel);
    ASSERT_EQ(component.has_value(), !expected.empty());
    if (!component) continue;
    Index3 low = mask.grid.size, high{0, 0, 0};
    Vector3 sum{0, 0, 0};
    for (const std::int64_t index : expected)
      for (std::size_t axis = 0; axis < 3; ++axis) {
        const int at = mask.grid.voxelOf(index)[axis];
        low[axis] = std::min(low[axis], at);
        high[axis] = std::max(high[axis], at);
        sum[axis] += at;
      }
    EXPECT_EQ(component->voxels, static_cast<std::int64_t>(expected.size()));
    EXPECT_EQ(component->firstVoxel, expected.front());
    EXPECT_EQ(component->low, low);
    EXPECT_EQ(component->high, high);
    for (std::size_t axis = 0; axis < 3; ++axis)
      EXPECT_NEAR(component->centroid[axis], sum[axis] / static_cast<double>(expected.size()), 1e-9);
  }
}

TEST(SelectComponents, NothingStaysOfNothing) {
  const Mask empty(gridOf({10, 10, 10}));
  EXPECT_EQ(select(empty, {}).count, 0);
  EXPECT_FALSE(pick(empty, {3, 3, 3}));
  const Mask ball = ballMask(gridOf({20, 20, 20}), {9, 9, 9}, 4);
  EXPECT_EQ(select(ball, {.smallest = 1, .only = Index3{0, 0, 0}}).count, 0);
  EXPECT_EQ(select(ball, {.smallest = 1, .only = Index3{-1, 9, 9}}).count, 0);  // outside the box
  EXPECT_FALSE(pick(ball, {9, 9, 20}));
  EXPECT_TRUE(equalMasks(select(ball, {}), ball));
}

TEST(SelectComponents, StopsWhenAsked) {
  const Mask mask = randomMask(gridOf({64, 64, 64}), 0.1, 2);
  std::stop_source source;
  source.request_stop();
  Progress progress(nullptr, source.get_token());
  SerialExecutor executor;
  EXPECT_THROW(selectComponents(mask, {.smallest = 5, .only = {}}, executor, progress), Cancelled);
  EXPECT_THROW(componentAt(mask, {1, 1, 1}, executor, progress), Cancelled);
}

}  // namespace
}  // namespace vitrine
