#include "core/mask/morphology.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

using namespace test;

Mask steps(const Mask& mask, Neighbourhood neighbourhood, int count, bool keepFacesEmpty = false) {
  SerialExecutor executor;
  return dilateSteps(mask, neighbourhood, count, keepFacesEmpty, executor, Progress());
}

Mask ball(const Mask& mask, double radiusA, int threads = 1) {
  ThreadExecutor executor(threads);
  return dilateEuclidean(mask, radiusA, executor, Progress());
}

TEST(Morphology, OneVoxelGrowsByTheKnownCounts) {
  const Mask voxel = ballMask(gridOf({21, 21, 21}), {10, 10, 10}, 0);
  const std::int64_t faces[] = {7, 25, 63, 129}, edges[] = {19, 93, 263, 569}, all[] = {27, 125, 343, 729};
  for (int m = 1; m <= 4; ++m) {
    EXPECT_EQ(steps(voxel, Neighbourhood::Faces6, m).count, faces[m - 1]);
    EXPECT_EQ(steps(voxel, Neighbourhood::FacesEdges18, m).count, edges[m - 1]);
    EXPECT_EQ(steps(voxel, Neighbourhood::All26, m).count, all[m - 1]);
  }
}

TEST(Morphology, IntegerBallsHaveTheKnownSizes) {
  const std::pair<int, std::int64_t> balls[] = {{5, 515}, {10, 4169}, {18, 24405}, {20, 33401}, {30, 113081}};
  for (const auto& [radius, voxels] : balls) {
    EXPECT_EQ(ballMask(gridOf({64, 64, 64}), {32, 32, 32}, radius).count, voxels);
    // A single voxel dilated by r is that ball.
    EXPECT_EQ(ball(ballMask(gridOf({64, 64, 64}), {32, 32, 32}, 0), radius).count, voxels);
  }
}

TEST(Morphology, ABallOfTenGrowsByTheKnownCounts) {
  const Mask ten = ballMask(gridOf({48, 48, 48}), {24, 24, 24}, 10);
  EXPECT_EQ(steps(ten, Neighbourhood::FacesEdges18, 1).count, 5995);
  EXPECT_EQ(steps(ten, Neighbourhood::FacesEdges18, 2).count, 8253);
  EXPECT_EQ(ball(ten, 1.05).count, 5287);
  EXPECT_EQ(ball(ten, 2).count, 6721);
  EXPECT_EQ(ball(ten, 3.03).count, 8955);
}

TEST(Morphology, TwoAngstromsAddTheKnownVoxels) {
  const std::pair<double, std::int64_t> reach[] = {{0.5, 257}, {1.05, 27}, {1.5, 7}, {1.9, 7}, {3.63, 1}};
  for (const auto& [voxelSize, voxels] : reach)
    EXPECT_EQ(ball(ballMask(gridOf({15, 15, 15}, voxelSize), {7, 7, 7}, 0), 2).count, voxels) << voxelSize;
}

/// The definition, voxel by voxel.
Mask slowBall(const Mask& mask, double radiusA) {
  const Grid& grid = mask.grid;
  Mask result(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 p = grid.voxelOf(i);
    bool isNear = false;
    for (std::int64_t j = 0; j < grid.voxels() && !isNear; ++j) {
      const Index3 q = grid.voxelOf(j);
      if (!mask.at(q[0], q[1], q[2])) continue;
      double d2 = 0;
      for (int axis = 0; axis < 3; ++axis) {
        const double d = (p[axis] - q[axis]) * grid.voxelSize[axis];
        d2 += d * d;
      }
      isNear = d2 <= radiusA * radiusA * (1 + 1e-9);
    }
    if (isNear) result.set(p[0], p[1], p[2]);
  }
  recount(result);
  return result;
}

TEST(Morphology, EuclideanDilationIsExactOnAnisotropicVoxelsAndAtTheFaces) {
  Grid grid = gridOf({70, 9, 11});
  grid.voxelSize = {0.4, 1.3, 0.9};
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const Mask mask = randomMask(grid, 0.004, seed);
    for (const double radius : {0.3, 0.4, 2.0, 3.7}) {
      const Mask expected = slowBall(mask, radius);
      EXPECT_TRUE(equalMasks(ball(mask, radius), expected)) << seed << " " << radius;
      EXPECT_TRUE(equalMasks(ball(mask, radius, 7), expected)) << seed << " " << radius;
    }
  }
}

TEST(Morphology, ALongReachCrossesManyWords) {
  const Grid grid = gridOf({300, 3, 3}, 1);
  const Mask result = ball(ballMask(grid, {150, 1, 1}, 0), 140);
  for (int x = 0; x < 300; ++x) EXPECT_EQ(result.at(x, 1, 1), std::abs(x - 150) <= 140) << x;
}

TEST(Morphology, FacesStayEmptyWhereXmippLeavesThem) {
  const Grid grid = gridOf({12, 12, 12});
  Mask mask(grid);
  mask.set(0, 5, 5);    // on a face: lost
  mask.set(10, 10, 6);  // next to two faces
  recount(mask);
  const Mask result = steps(mask, Neighbourhood::FacesEdges18, 1, true);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    bool isFace = false;
    for (int axis = 0; axis < 3; ++axis) isFace = isFace || v[axis] == 0 || v[axis] == 11;
    if (isFace) {
      EXPECT_FALSE(result.at(v[0], v[1], v[2]));
    }
  }
  EXPECT_TRUE(result.at(1, 5, 5));  // the voxel on the face still grew inwards
  EXPECT_TRUE(result.at(10, 10, 6));
  std::int64_t bits = 0;
  for (const std::uint64_t word : result.words) bits += std::popcount(word);
  EXPECT_EQ(bits, result.count);
}

TEST(Morphology, NoBitIsSetBeyondTheBox) {
  const Mask result = ball(randomMask(gridOf({70, 5, 5}), 0.5, 9), 30);
  EXPECT_EQ(result.count, result.grid.voxels());
  EXPECT_EQ(result.row(2, 2)[1], (std::uint64_t{1} << 6) - 1);
}

}  // namespace
}  // namespace vitrine
