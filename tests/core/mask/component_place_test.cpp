#include "core/mask/component_place.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

Mask maskOf(const Grid& grid, const std::function<bool(int, int, int)>& isInside) {
  Mask mask(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x)
        if (isInside(x, y, z)) {
          mask.row(y, z)[x >> 6] |= std::uint64_t{1} << (x & 63);
          ++mask.count;
        }
  return mask;
}

Component firstOf(const Mask& mask) {
  test::ThreadExecutor executor(2);
  Progress progress;
  Mask largest;
  return labelComponents(mask, largest, executor, progress).components.at(0);
}

TEST(ComponentPlace, IsTheCentreOfWhatFillsIt) {
  const Grid grid{{80, 24, 20}, {1, 1, 1}, {}};
  const Mask ball = maskOf(grid, [](int x, int y, int z) { return std::hypot(x - 66, y - 12, z - 9) <= 5; });
  EXPECT_EQ(placeOf(ball, firstOf(ball)), (Index3{66, 12, 9}));
  const Mask voxel = maskOf(grid, [](int x, int y, int z) { return x == 79 && y == 23 && z == 19; });
  EXPECT_EQ(placeOf(voxel, firstOf(voxel)), (Index3{79, 23, 19}));
}

TEST(ComponentPlace, LiesOnARingWhoseCentreIsEmpty) {
  const Grid grid{{40, 40, 9}, {1, 1, 1}, {}};
  const Mask ring = maskOf(grid, [](int x, int y, int z) {
    const double r = std::hypot(x - 20, y - 20);
    return z == 4 && r >= 9.5 && r <= 11.5;
  });
  const Component component = firstOf(ring);
  EXPECT_EQ(std::lround(component.centroid[0]), 20);
  const Index3 place = placeOf(ring, component);
  EXPECT_TRUE(ring.at(place[0], place[1], place[2]));
  // No voxel of it is nearer to the centre by more than the corner of a cube is.
  EXPECT_LE(std::hypot(place[0] - 20, place[1] - 20), 9.5 * std::sqrt(2.0));
}

TEST(ComponentPlace, IsAlwaysAVoxelOfTheMask) {
  // Threads bent at random: the middle of their box is empty.
  const Grid grid{{30, 30, 30}, {1, 1, 1}, {}};
  for (int seed = 1; seed <= 40; ++seed) {
    const Mask thread = maskOf(grid, [&](int x, int y, int z) {
      const double t = z / 29.0 * 6.28;
      return std::abs(x - 15 - 12 * std::cos(t * seed * 0.3)) < 1 && std::abs(y - 15 - 12 * std::sin(t)) < 1;
    });
    if (thread.count == 0) continue;
    const Index3 place = placeOf(thread, firstOf(thread));
    EXPECT_TRUE(thread.at(place[0], place[1], place[2])) << seed;
  }
}

}  // namespace
}  // namespace vitrine
