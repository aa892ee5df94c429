#include "core/resolution/fsc_curve.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/pair_pass.hpp"
#include "core/resolution/randomise.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

ShellSums sumsOf(const std::array<Spectrum, 2>& halves, Executor& executor) {
  Progress progress;
  return pairPass(halves[0], halves[1], {.cones = false, .occupancy = false}, executor, progress).shells;
}

TEST(FscCurve, StopsAtTheLastUsableShellAndNeverJudgesTheOutermost) {
  const Grid grid = test::gridOf({32, 32, 32});
  test::ThreadExecutor executor(2);
  const ShellSums sums = sumsOf(test::halfSpectraWithFsc(
                                    grid, [](const Vector3&) { return 0.5; }, 1, executor),
                                executor);
  ASSERT_EQ(sums.count(), 17);
  EXPECT_EQ(fscCurve(sums, {}, 16).last, 15);
  const FscCurve cut = fscCurve(sums, {}, 9);
  EXPECT_EQ(cut.last, 9);
  EXPECT_EQ(cut.count(), 17);
  EXPECT_EQ(cut.fsc[9], sums.fsc(9));
  EXPECT_TRUE(std::isnan(cut.fsc[10]));
  EXPECT_TRUE(std::isnan(cut.error[10]));
}

TEST(FscCurve, AShellWithoutPowerHasNoFsc) {
  const Grid grid = test::gridOf({24, 24, 24});
  test::ThreadExecutor executor(2);
  ShellSums sums = sumsOf(test::halfSpectraWithFsc(
                              grid, [](const Vector3&) { return 0.5; }, 1, executor),
                          executor);
  sums.full.power2[5] = 0;
  EXPECT_TRUE(std::isnan(fscCurve(sums, {}, 12).fsc[5]));
}

/// Masked, randomised and corrected curves of two half maps.
struct Corrected {
  FscCurve masked, randomised, corrected;
};
Corrected correctedOf(std::array<Volume, 2> halves, const Volume& mask, int from, Executor& executor) {
  Progress progress;
  std::array<Spectrum, 2> masked, randomised;
  for (std::size_t i = 0; i < 2; ++i) {
    randomised[i] = forward(halves[i], executor, progress);
    randomisePhases(randomised[i], from, 100 + i, executor, progress);
    Volume back = inverse(std::move(randomised[i]), executor, progress);
    test::multiply(back, mask);
    randomised[i] = forward(back, executor, progress);
    test::multiply(halves[i], mask);
    masked[i] = forward(halves[i], executor, progress);
  }
  Volume squared(mask.grid);
  std::ranges::transform(mask.data, squared.data.begin(), [](float w) { return w * w; });
  const Freedom freedom{.inflation = varianceInflation(squared, executor, progress), .symmetry = 1};
  Corrected result;
  const int last = mask.grid.size[0] / 2;
  result.masked = fscCurve(sumsOf(masked, executor), freedom, last);
  result.randomised = fscCurve(sumsOf(randomised, executor), freedom, last);
  result.corrected = correctedCurve(result.masked, result.randomised, from);
  return result;
}

TEST(CorrectedCurve, OfNoiseUnderATightSharedMaskIsNoise) {
  const Grid grid = test::gridOf({48, 48, 48});
  test::ThreadExecutor executor(2);
  const Volume mask = test::softSphere(grid, 10);
  double squares = 0, count = 0;
  for (std::uint64_t seed = 0; seed < 20; seed += 2) {
    std::array<Volume, 2> halves{test::whiteNoise(grid, seed, executor), test::whiteNoise(grid, seed + 1, executor)};
    for (Volume& half : halves)
      for (float& v : half.data) v += 3;  // an offset that the mask turns into a common shape
    const Corrected c = correctedOf(std::move(halves), mask, 1, executor);
    EXPECT_GT(c.masked.fsc[3], 0.3) << "the mask's own correlation";
    for (int s = firstCorrected(1); s <= c.corrected.last; ++s) {
      const auto i = static_cast<std::size_t>(s);
      EXPECT_DOUBLE_EQ(c.corrected.nullFreedom[i], c.masked.nullFreedom[i] / 2);
      if (c.randomised.fsc[i] > 0.1) continue;  // the division widens the spread there
      squares += c.corrected.fsc[i] * c.corrected.fsc[i] * c.corrected.nullFreedom[i];
      count += 1;
    }
  }
  EXPECT_NEAR(squares / count, 1, 0.3);
}

TEST(CorrectedCurve, OfASignalUnderAWideMaskIsTheMaskedOne) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor(2);
  const Volume mask = test::constantVolume(grid, 1);
  const Corrected c = correctedOf(test::halfMapsWithFsc(grid, test::logisticFsc(grid), 3, executor), mask, 9, executor);
  for (int s = 1; s <= c.corrected.last; ++s) {
    const auto i = static_cast<std::size_t>(s);
    if (s < firstCorrected(9))
      EXPECT_EQ(c.corrected.fsc[i], c.masked.fsc[i]);
    else
      EXPECT_NEAR(c.corrected.fsc[i], c.masked.fsc[i], 5 / std::sqrt(c.masked.nullFreedom[i]));
  }
}

}  // namespace
}  // namespace vitrine
