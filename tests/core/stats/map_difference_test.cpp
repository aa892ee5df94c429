#include "core/stats/map_difference.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace vitrine {
namespace {

Grid cube(int edge, double voxelSize = 2) { return {{edge, edge, edge}, {voxelSize, voxelSize, voxelSize}, {}}; }

/// A soft ball of height 1.
Volume ball(int edge, double radius) {
  Volume volume(cube(edge));
  const double c = edge / 2;
  for (int z = 0; z < edge; ++z)
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x)
        volume.at(x, y, z) = static_cast<float>(1 / (1 + std::exp(2 * (std::hypot(x - c, y - c, z - c) - radius))));
  return volume;
}

MapDifference compared(const Volume& a, double levelA, const Volume& b, double levelB, int threads = 1) {
  test::ThreadExecutor executor(threads);
  Progress progress;
  return compareMaps(a, levelA, b, levelB, executor, progress);
}

TEST(MapDifference, OfALinearCopyIsNothing) {
  const Volume a = ball(24, 6);
  Volume b(a.grid);
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) b.data[i] = 3 * a.data[i] - 0.5F;
  const MapDifference fit = compared(a, 0.5, b, 1);
  EXPECT_NEAR(fit.correlation, 1, 1e-9);
  EXPECT_NEAR(fit.scale, 1 / 3.0, 1e-6);
  EXPECT_NEAR(fit.offset, 0.5 / 3, 1e-6);
  EXPECT_LT(fit.rmsInside, 1e-6);
  EXPECT_LT(std::abs(fit.largest), 1e-6);
  SerialExecutor executor;
  Progress progress;
  const Volume difference = differenceVolume(a, b, fit, executor, progress);
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) ASSERT_LT(std::abs(difference.data[i]), 1e-6);
}

TEST(MapDifference, OfTwoBallsIsLargestInTheShellBetweenThem) {
  const Volume a = ball(40, 8), b = ball(40, 12);
  const MapDifference fit = compared(a, 0.5, b, 0.5);
  const Index3& at = fit.largestVoxel;
  const double r = std::hypot(at[0] - 20, at[1] - 20, at[2] - 20);
  EXPECT_NEAR(fit.scale, 1, 0.15);  // the common core decides, its soft rim a little
  EXPECT_GT(fit.largest, 0.8);      // B has more there
  EXPECT_GT(r, 8);
  EXPECT_LT(r, 12);
  EXPECT_LT(compared(b, 0.5, a, 0.5).largest, -0.8);
}

/// Everything by brute force in long double, on maps with an offset and noise.
TEST(MapDifference, IsTheLeastSquaresLineThroughTheBackgrounds) {
  Volume a = ball(20, 6), b = ball(20, 7);
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) {
    a.data[i] += static_cast<float>(100 + 0.1 * randomNormal(1, static_cast<std::uint64_t>(i)));
    b.data[i] = 5 * b.data[i] + static_cast<float>(0.3 * randomNormal(2, static_cast<std::uint64_t>(i)));
  }
  const double levelA = 100.4, levelB = 2;
  long double outside = 0, zeroA = 0, zeroB = 0;
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i)
    if (a.data[i] < levelA && b.data[i] < levelB) ++outside, zeroA += a.data[i], zeroB += b.data[i];
  zeroA /= outside;
  zeroB /= outside;
  long double n = 0, sa = 0, sb = 0, saa = 0, sbb = 0, sab = 0, products = 0, squares = 0;
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) {
    const long double x = a.data[i] - zeroA, y = b.data[i] - zeroB;
    if (a.data[i] < levelA && b.data[i] < levelB) continue;
    ++n, sa += x, sb += y, saa += x * x, sbb += y * y, sab += x * y;
    if (a.data[i] >= levelA && b.data[i] >= levelB) products += x * y, squares += y * y;
  }
  const long double slope = products / squares;
  const long double covariance = sab / n - sa / n * sb / n;
  const long double va = saa / n - sa / n * sa / n, vb = sbb / n - sb / n * sb / n;
  const MapDifference fit = compared(a, levelA, b, levelB);
  EXPECT_EQ(fit.inside, static_cast<std::int64_t>(n));
  EXPECT_NEAR(fit.scale, static_cast<double>(slope), 1e-9);
  EXPECT_NEAR(fit.offset, static_cast<double>(zeroA - slope * zeroB), 1e-7);
  EXPECT_NEAR(fit.correlation, static_cast<double>(covariance / std::sqrt(va * vb)), 1e-9);
  EXPECT_NEAR(fit.rmsInside, static_cast<double>(std::sqrt((slope * slope * sbb - 2 * slope * sab + saa) / n)), 1e-6);
}

TEST(MapDifference, IsTheSameForAnyNumberOfThreads) {
  Volume a = ball(96, 20), b = ball(96, 22);  // more than one block
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i)
    b.data[i] += static_cast<float>(0.1 * randomNormal(3, static_cast<std::uint64_t>(i)));
  const MapDifference one = compared(a, 0.5, b, 0.5, 1);
  EXPECT_TRUE(one == compared(a, 0.5, b, 0.5, 2));
  EXPECT_TRUE(one == compared(a, 0.5, b, 0.5, 7));
}

TEST(MapDifference, LeavesOutVoxelsThatAreNoNumbers) {
  Volume a = ball(24, 6);
  const Volume b = ball(24, 7);
  const MapDifference before = compared(a, 0.5, b, 0.5);
  a.at(12, 12, 12) = std::numeric_limits<float>::quiet_NaN();
  a.at(12, 12, 13) = std::numeric_limits<float>::infinity();
  const MapDifference fit = compared(a, 0.5, b, 0.5);
  EXPECT_EQ(fit.inside, before.inside - 2);
  EXPECT_TRUE(std::isfinite(fit.rmsInside));
  SerialExecutor executor;
  Progress progress;
  EXPECT_EQ(differenceVolume(a, b, fit, executor, progress).at(12, 12, 12), 0.0F);
}

TEST(MapDifference, SaysWhyItCannotBe) {
  const Volume a = ball(16, 4);
  EXPECT_THROW(compared(a, 5, a, 5), NotMeasurable);
  EXPECT_THROW(compared(a, -5, a, -5), NotMeasurable);
  EXPECT_THROW(compared(a, 0.5, a, 5), NotMeasurable);
  Volume constant(a.grid);
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) constant.data[i] = 1;
  EXPECT_THROW(compared(a, 0.5, constant, 0.5), NotMeasurable);
}

TEST(GridMismatch, NamesTheFirstThingThatDiffers) {
  const Grid grid = cube(64, 1.06);
  EXPECT_EQ(gridMismatch(grid, grid), "");
  Grid other = grid;
  other.voxelSize = {1.061, 1.061, 1.061};  // 0.06 voxels over the box
  EXPECT_EQ(gridMismatch(grid, other), "");
  other.voxelSize = {1.06, 1.08, 1.06};
  EXPECT_NE(gridMismatch(grid, other).find("along Y measure 1.06 A and 1.08 A"), std::string::npos);
  EXPECT_EQ(gridMismatch(grid, cube(65, 1.06)), "The boxes have 64 x 64 x 64 and 65 x 65 x 65 voxels.");
  other = grid;
  other.origin = {0, 0, -33.92};
  EXPECT_EQ(gridMismatch(grid, other), "The origins in the files are 33.92 A apart along Z.");
  EXPECT_EQ(gridMismatch(grid, other, false), "");
  other.origin = {0.3, 0, 0};
  EXPECT_EQ(gridMismatch(grid, other), "");
}

}  // namespace
}  // namespace vitrine
