// The phantom of the local-resolution checks is the one whose figures were published with it.
#include "tests/support/local_phantom.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace vitrine::test {
namespace {

double deviation(const Volume& volume) {
  double sum = 0, squares = 0;
  for (const float value : volume.data) {
    sum += value;
    squares += double{value} * value;
  }
  const auto n = static_cast<double>(volume.data.size());
  return std::sqrt(squares / n - sum / n * (sum / n));
}

TEST(LocalPhantom, NormalsAreTheSameForEveryBox) {
  const double first[] = {-1.83223621, -1.90528378, -0.48977567, -0.26049838};
  for (int i = 0; i < 4; ++i) EXPECT_NEAR(phantomNormal(1, i), first[i], 5e-9);
}

TEST(LocalPhantom, SmallBoxHasItsCheckValues) {
  ThreadExecutor threads(2);
  const LocalPhantomRecipe recipe;
  const Volume signal = phantomSignal(recipe, threads);
  EXPECT_NEAR(deviation(signal), 0.338408, 5e-7);
  const LocalPhantom phantom = localPhantom(recipe, threads);
  EXPECT_NEAR(deviation(phantom.half[0]), 0.603669, 5e-7);
  const double expected[2][3] = {{-1.91086729, -0.97753208, -0.27957071}, {-1.04976215, -0.88055361, -0.24321106}};
  for (std::size_t half = 0; half < 2; ++half)
    for (int x = 0; x < 3; ++x)
      EXPECT_NEAR(phantom.half[half].at(x, 0, 0), expected[half][x], 3e-7) << half << " " << x;
  EXPECT_EQ(std::ranges::count(phantom.mask.data, 1.0F), 33401);
}

TEST(LocalPhantom, LargerBoxHasItsCheckValues) {
  ThreadExecutor threads(2);
  const LocalPhantomRecipe recipe{.n = 96, .ballRadius = 36};
  EXPECT_NEAR(deviation(phantomSignal(recipe, threads)), 0.342127, 6e-7);  // 0.3421265 before rounding
  EXPECT_EQ(std::ranges::count(phantomMask(recipe).data, 1.0F), 195269);
}

TEST(LocalPhantom, NoiseHasNothingInCommon) {
  SerialExecutor serial;
  const LocalPhantom phantom = localPhantom({.n = 32, .ballRadius = 10, .sigma = {}}, serial);
  double sum = 0;
  for (std::int64_t i = 0; i < phantom.mask.data.size(); ++i) sum += phantom.half[0].data[i] * phantom.half[1].data[i];
  EXPECT_LT(std::abs(sum / static_cast<double>(phantom.mask.data.size())), 4 / std::sqrt(32.0 * 32 * 32));
}

}  // namespace
}  // namespace vitrine::test
