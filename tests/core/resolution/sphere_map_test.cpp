// Values over axes laid on a regular hemisphere.
#include "core/resolution/sphere_map.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double squaredZ(const Vector3& u) { return u[2] * u[2]; }

std::vector<double> overAxes(const Axes& axes, double (*value)(const Vector3&)) {
  std::vector<double> values;
  for (const Vector3& axis : axes) values.push_back(value(axis));
  return values;
}

TEST(SphereMap, AnglesAreThoseOfTheUpperEnd) {
  EXPECT_NEAR(tiltDegrees({0, 0, -1}), 0, 1e-12);
  EXPECT_NEAR(azimuthDegrees({0, 0, -1}), 0, 1e-12);
  EXPECT_NEAR(tiltDegrees({1, 0, 0}), 90, 1e-12);
  EXPECT_NEAR(azimuthDegrees({0, -1, 0}), 90, 1e-12);
  EXPECT_NEAR(azimuthDegrees({0, -1, 1e-9}), 270, 1e-5);
  EXPECT_NEAR(tiltDegrees({-1, -1, -std::sqrt(2.0)}), 45, 1e-12);
  EXPECT_NEAR(azimuthDegrees({-1, -1, -std::sqrt(2.0)}), 45, 1e-12);
  EXPECT_EQ(upperEnd({-1, 0, 0}), (Vector3{1, 0, 0}));
}

TEST(SphereMap, GridRunsFromThePoleToTheEquator) {
  const SphereGrid grid{.azimuths = 4, .tilts = 3};
  EXPECT_NEAR(grid.direction(0, 3)[2], 1, 1e-12);
  EXPECT_NEAR(grid.direction(1, 0)[2], std::sqrt(0.5), 1e-12);
  EXPECT_NEAR(grid.direction(2, 1)[1], 1, 1e-12);
  EXPECT_NEAR(grid.direction(2, 2)[0], -1, 1e-12);
}

TEST(SphereMap, SmoothFunctionOfTheAxisIsMet) {
  const SphereGrid grid;
  const Axes& axes = icosphere().axes;
  const auto nearest = nearestThree(grid, axes, overAxes(axes, squaredZ));
  const auto means = coneMeans(grid, axes, overAxes(axes, squaredZ), 17);
  for (int t = 0; t < grid.tilts; ++t)
    for (int a = 0; a < grid.azimuths; ++a) {
      const double truth = squaredZ(grid.direction(t, a));
      EXPECT_NEAR(nearest[grid.index(t, a)], truth, 0.07);
      EXPECT_NEAR(means[grid.index(t, a)], truth, 0.05);
    }
  EXPECT_NEAR(nearest[0], 1, 1e-4);  // +z is an axis: its own value
}

TEST(SphereMap, AxisAndItsOppositeAreTheSame) {
  const SphereGrid grid{.azimuths = 36, .tilts = 10};
  Axes axes = icosphere().axes;
  const std::vector<double> values = overAxes(axes, squaredZ);
  const auto before = nearestThree(grid, axes, values);
  for (Vector3& axis : axes) axis = {-axis[0], -axis[1], -axis[2]};
  EXPECT_EQ(nearestThree(grid, axes, values), before);
}

TEST(SphereMap, MissingValuesAreLeftOutUntilTheyOutweighTheOthers) {
  const SphereGrid grid{.azimuths = 36, .tilts = 10};
  const Axes& axes = icosphere().axes;
  std::vector<double> values(axes.size(), 5.0);
  for (std::size_t i = 0; i < axes.size(); ++i)
    if (axes[i][2] < 0.5) values[i] = kNone;
  for (const auto& map : {nearestThree(grid, axes, values), coneMeans(grid, axes, values, 17)}) {
    EXPECT_NEAR(map[grid.index(0, 0)], 5, 1e-12);
    EXPECT_NEAR(map[grid.index(4, 20)], 5, 1e-12);
    EXPECT_TRUE(std::isnan(map[grid.index(9, 0)]));
    for (const double value : map) EXPECT_TRUE(std::isnan(value) || std::abs(value - 5) < 1e-12);
  }
}

TEST(SphereMap, ColoursOfAnEvenSphereSpanAQuarter) {
  EXPECT_FALSE(resolutionLimits({kNone, kNone}));
  EXPECT_EQ(resolutionLimits({4, kNone, 4.2})->low, 4);
  EXPECT_EQ(resolutionLimits({4, kNone, 4.2})->high, 5);
  EXPECT_EQ(resolutionLimits({8, 4, 6})->high, 8);
}

}  // namespace
}  // namespace vitrine
