#include "core/resolution/crossing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr double kWidth = 0.01;
const double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Crossing, IsInterpolatedBetweenTheShellsAroundIt) {
  const Crossing c = findCrossing({1, 0.9, 0.7, 0.3, 0.1}, 0.5, kWidth, 1, 4);
  EXPECT_EQ(c.state, CrossingState::Crossed);
  EXPECT_EQ(c.shell, 3);
  ASSERT_TRUE(c.frequency);
  EXPECT_NEAR(*c.frequency, 0.025, 1e-15);
  EXPECT_NEAR(*c.resolutionA(), 40, 1e-12);
  EXPECT_EQ(c.lastAbove, 0);
  EXPECT_EQ(c.shellsAboveAfter, 0);
}

TEST(Crossing, BelowFromTheStartIsNotTheSameAsNever) {
  const Crossing below = findCrossing({1, 0.1, 0.9}, 0.5, kWidth, 1, 2);
  EXPECT_EQ(below.state, CrossingState::BelowFirst);
  EXPECT_EQ(below.shell, 1);
  EXPECT_FALSE(below.frequency);
  EXPECT_EQ(below.lastAbove, 2);
  const Crossing never = findCrossing({0, 0.9, 0.8}, 0.5, kWidth, 1, 2);
  EXPECT_EQ(never.state, CrossingState::Never);
  EXPECT_FALSE(never.resolutionA());
}

TEST(Crossing, ASampleAtTheThresholdHasNotFailed) {
  const Crossing c = findCrossing({1, 1, 0.5, 0.25}, 0.5, kWidth, 1, 3);
  EXPECT_EQ(c.shell, 3);
  EXPECT_NEAR(*c.frequency, 0.02, 1e-15);
}

TEST(Crossing, OfARisingCurveIsFoundFromAbove) {
  const Crossing c = findCrossing({0, 10, 30, 70}, 50, kWidth, 1, 3, Fails::Above);
  EXPECT_EQ(c.shell, 3);
  EXPECT_NEAR(*c.frequency, 0.025, 1e-15);
}

TEST(Crossing, SamplesThatAreNotNumbersEndTheSearch) {
  const Crossing c = findCrossing({1, 0.9, kNan, 0.1}, 0.5, kWidth, 1, 3);
  EXPECT_EQ(c.state, CrossingState::Invalid);
  EXPECT_EQ(c.shell, 2);
  EXPECT_FALSE(c.frequency);
  EXPECT_EQ(findCrossing({1, 0.9, INFINITY, 0.1}, 0.5, kWidth, 1, 3).state, CrossingState::Invalid);
  EXPECT_EQ(findCrossing({1, 0.9, 0.1, kNan}, 0.5, kWidth, 1, 3).shell, 2) << "behind the crossing they do not matter";
}

TEST(Crossing, ThresholdCurvesDecideOnlyWhereTheyExist) {
  const std::vector<double> y{1, 0.9, 0.8, 0.6, 0.2};
  const Crossing c = findCrossing(y, {kNan, kNan, kNan, 0.5, 0.4}, kWidth, 1, 4);
  EXPECT_EQ(c.shell, 4);
  EXPECT_NEAR(*c.frequency, 0.03 + 0.01 * 0.1 / 0.3, 1e-15);
  EXPECT_EQ(findCrossing(y, {kNan, kNan, kNan, 0.7, 0.4}, kWidth, 1, 4).state, CrossingState::BelowFirst);
}

TEST(Crossing, RemembersACurveThatComesBack) {
  const std::vector<double> y{1, 0.9, 0.1, 0.3, 0.1, 0.4, 0.5, 0.4, 0.1};
  const Crossing c = findCrossing(y, 0.2, kWidth, 1, 8);
  EXPECT_EQ(c.shell, 2);
  EXPECT_EQ(c.lastAbove, 7);
  EXPECT_EQ(c.shellsAboveAfter, 4);
  const std::vector<double> threshold(9, 0.2), small(9, 0.05), large(9, 0.08);
  const ShellRun run = comesBack(y, threshold, small, c, 8);
  EXPECT_EQ(run.first, 5);
  EXPECT_EQ(run.count, 3);
  EXPECT_EQ(comesBack(y, threshold, large, c, 8).count, 1);
  EXPECT_EQ(comesBack(y, threshold, small, findCrossing(y, 0.05, kWidth, 1, 8), 8).count, 0);
}

TEST(Crossing, ErrorIsThatOfTheCurveOverItsSlope) {
  std::vector<double> y, sigma;
  for (int s = 0; s <= 20; ++s) {
    y.push_back(1 - 0.05 * s);
    sigma.push_back(0.01);
  }
  const Crossing c = findCrossing(y, 0.52, kWidth, 1, 20);
  const auto error = crossingErrorA(y, sigma, c, kWidth, 1, 20);
  ASSERT_TRUE(error);
  const double g = *c.frequency;
  EXPECT_NEAR(*error, 0.01 / (0.05 / kWidth) / (g * g), 1e-9);
  EXPECT_FALSE(crossingErrorA(y, sigma, findCrossing(y, -1.0, kWidth, 1, 20), kWidth, 1, 20));
}

}  // namespace
}  // namespace vitrine
