// 1.b on half maps of known correlation (docs/checks/1.b.md).
#include "core/checks/fsc_permutation/permutation.hpp"

#include "core/fourier/transform.hpp"
#include "tests/support/half_map_shells.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

using namespace fsc_permutation;
using test::gridOf;
using test::MapEntry;

Volume meanOf(const std::array<Volume, 2>& halves) {
  Volume mean(halves[0].grid);
  for (std::int64_t i = 0; i < mean.data.size(); ++i) mean.data[i] = (halves[0].data[i] + halves[1].data[i]) / 2;
  return mean;
}

struct HalfEntry {
  HalfEntry(const std::array<Volume, 2>& halves, double resolutionA) : entry(meanOf(halves)) {
    entry.halves(halves[0], halves[1]).threshold(0).resolution(resolutionA);
  }
  MapEntry entry;
};

std::array<Volume, 2> logisticHalves(const Grid& grid, std::uint64_t seed = 7) {
  test::ThreadExecutor executor(2);
  return test::halfMapsWithFsc(grid, test::logisticFsc(grid), seed, executor);
}

TestedCurve tested(const HalfMapShells& shells, const Freedom& freedom = {}) {
  return {fscCurve(shells.unmasked.shells, freedom, shells.lastUsable), freedom};
}

/// Shell at which the true FSC equals the threshold that the shells' counts allow.
double expectedLimitA(const TestedCurve& curve, const Grid& grid) {
  const auto rho = test::logisticFsc(grid);
  const auto thresholds = curve.thresholds();
  for (int s = 5; s < curve.curve.count(); ++s)
    if (rho({curve.curve.frequency(s), 0, 0}) < thresholds[static_cast<std::size_t>(s)])
      return 1 / curve.curve.frequency(s);
  return 0;
}

TEST(FscPermutation, EndsWhereTheFscMeetsItsThreshold) {
  test::ThreadExecutor executor(2);
  for (const int n : {64, 128}) {
    const Grid grid = gridOf({n, n, n}, 1.5);
    const auto shells =
        test::shellsOfSpectra(test::halfSpectraWithFsc(grid, test::logisticFsc(grid), 2, executor), executor);
    const TestedCurve curve = tested(shells);
    const auto found = curve.resolutionA(curve.significance.initialRun);
    ASSERT_TRUE(found);
    // The end of the run is decided by single shells near the threshold: within four of them.
    const double expected = expectedLimitA(curve, grid);
    EXPECT_NEAR(1 / *found, 1 / expected, 4 * curve.curve.width) << n;
    // SPOC printed 4.57 and 4.17 A for another draw; its rule predicts 4.08 A at 128^3.
    const auto spoc = spocShell(shells.unmasked.shells);
    ASSERT_TRUE(spoc);
    EXPECT_NEAR(*spoc * curve.curve.width, 1 / (n == 64 ? 4.57 : 4.12), 4 * curve.curve.width) << n;
  }
}

TEST(FscPermutation, ReportsTheLastShellOfTheRun) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  HalfEntry half(logisticHalves(grid), 5.0);
  half.entry.mask(test::softSphere(grid, 20));
  const CheckResult result = half.entry.run("1.b");
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  const double limit = test::valueOf(result, "fdr_resolution_A");
  EXPECT_GT(limit, 4.0);
  EXPECT_LT(limit, 4.9);
  EXPECT_NEAR(96 / limit, std::round(96 / limit), 1e-9) << "a shell's own resolution, not interpolated";
  EXPECT_LE(test::valueOf(result, "fdr_last_significant_A"), limit);
  EXPECT_LE(test::valueOf(result, "fdr_hochberg_A"), limit);
  EXPECT_GE(test::valueOf(result, "fdr_fsc"), test::valueOf(result, "fdr_threshold_fsc"));
  EXPECT_LT(test::valueOf(result, "fdr_threshold_fsc"), 0.1);
  EXPECT_EQ(test::valueOf(result, "permutations"), 999);
  EXPECT_EQ(test::valueOf(result, "shells_tested"), 31);
  EXPECT_NEAR(test::valueOf(result, "fdr_masked_resolution_A"), limit, 0.8);
  EXPECT_GT(test::valueOf(result, "mask_inflation"), 1.5);
  EXPECT_EQ(result.mask->name, "mask.mrc");

  const auto table = std::ranges::find(result.tables, std::string("self_check"), &Table::key);
  ASSERT_NE(table, result.tables.end());
  EXPECT_EQ(table->rows.size(), 3U);
  for (const std::string& agrees : table->words[0].cells) EXPECT_EQ(agrees, "yes");
  EXPECT_FALSE(test::observes(result, "self_check_disagrees"));

  const auto& series = result.plot("significant_shells")->series;
  EXPECT_EQ(series[0].key, "fsc");
  EXPECT_EQ(result.plot("probabilities")->series[0].key, "p_value");
  const auto last = static_cast<std::size_t>(std::lround(96 / limit)) - 1;
  EXPECT_FALSE(std::isnan(series[1].y[last])) << "marked as significant";
  EXPECT_EQ(result.resolutionEstimates.size(), 1U);
}

TEST(FscPermutation, OfNoiseIsAWarningNeverZero) {
  const Grid grid = gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor(2);
  const std::array<Volume, 2> noise{test::whiteNoise(grid, 1, executor), test::whiteNoise(grid, 2, executor)};
  const CheckResult result = HalfEntry(noise, 3).entry.run("1.b");
  EXPECT_EQ(result.status, Status::Warnings) << result.reason;
  EXPECT_TRUE(test::warnsOf(result, "no_significant_correlation"));
  EXPECT_FALSE(result.find("fdr_resolution_A")->value);
  EXPECT_FALSE(result.find("b_factor_A2")->value);
  EXPECT_TRUE(result.resolutionEstimates.empty());
}

TEST(FscPermutation, WarnsOfAResolutionBeyondTheLimit) {
  HalfEntry half(logisticHalves(gridOf({64, 64, 64}, 1.5)), 3.1);
  CheckResult result = half.entry.run("1.b");
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_fdr"));
  half.entry.resolution(3.9);
  EXPECT_EQ(half.entry.run("1.b").status, Status::Ok);
}

TEST(FscPermutation, SymmetryRaisesTheThreshold) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  HalfEntry half(logisticHalves(grid), 5);
  const double plain = test::valueOf(half.entry.run("1.b"), "fdr_resolution_A");
  half.entry.symmetry("I");
  const CheckResult symmetric = half.entry.run("1.b");
  EXPECT_EQ(test::valueOf(symmetric, "symmetry_units"), 60);
  EXPECT_GT(test::valueOf(symmetric, "fdr_resolution_A"), plain + 0.2);
}

/// Sum over the four rotations about z through voxel 0 of the periodic box.
Volume fourfold(const Volume& volume) {
  const int n = volume.grid.size[0];
  const auto minus = [n](int i) { return (n - i) % n; };
  Volume out(volume.grid);
  for (int z = 0; z < n; ++z)
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x)
        out.at(x, y, z) = volume.at(x, y, z) + volume.at(minus(y), x, z) + volume.at(minus(x), minus(y), z) +
                          volume.at(y, minus(x), z);
  return out;
}

TEST(FscPermutation, SuggestsTheSymmetryThatWasImposed) {
  const Grid grid = gridOf({96, 96, 96}, 1.5);
  test::ThreadExecutor executor(2);
  const auto halves = test::halfMapsWithFsc(grid, test::logisticFsc(grid, 0.12, 0.02), 9, executor);
  HalfEntry half({fourfold(halves[0]), fourfold(halves[1])}, 10);
  CheckResult result = half.entry.run("1.b");
  const double found = test::valueOf(result, "noise_inflation");  // 4 x the mean of 31 squared normals, and some signal
  EXPECT_GT(found, 3);
  EXPECT_LT(found, 8);
  EXPECT_TRUE(test::observes(result, "variance_inflated"));
  half.entry.symmetry("C4");
  result = half.entry.run("1.b");
  EXPECT_FALSE(test::observes(result, "variance_inflated"));
}

TEST(BFactorOfTheSignal, IsTheOneItWasMadeWith) {
  // Signal amplitude exp(-B g^2 / 4), noise as rho says: the FSC weight leaves the signal.
  const Grid grid = gridOf({96, 96, 96}, 1.2);
  test::ThreadExecutor executor(2);
  for (const double b : {0.0, -80.0, 120.0}) {
    const auto rho = [](const Vector3& g) { return 1 / (1 + std::exp((std::hypot(g[0], g[1], g[2]) - 0.22) / 0.03)); };
    // Power of the shared part is rho a^2: a^2 = exp(-B g^2 / 2) / rho.
    const auto amplitude = [&](const Vector3& g) {
      const double square = g[0] * g[0] + g[1] * g[1] + g[2] * g[2];
      return std::exp(b * square / 4) / std::sqrt(rho(g));
    };
    const auto shells = test::shellsOfSpectra(test::halfSpectraWithFsc(grid, rho, 4, executor, amplitude), executor);
    const TestedCurve curve = tested(shells);
    const BFactor found = weightedBFactor(shells.unmasked.shells, curve.curve, 1 / 0.27);
    ASSERT_TRUE(found.value);
    EXPECT_NEAR(*found.value, b, 6) << b;
    EXPECT_GT(*found.error, 0);
    EXPECT_LT(*found.error, 6);
    const BFactor plain = plainBFactor(shells.unmasked.shells, curve.curve, 1 / 0.35);
    EXPECT_GT(*plain.value, *found.value + 10) << "without the weight noise flattens the fall";
  }
}

TEST(BFactorOfTheSignal, NeedsFiveShells) {
  const Grid grid = gridOf({32, 32, 32}, 1.5);
  test::ThreadExecutor executor(2);
  const auto shells = test::shellsOfSpectra(test::halfSpectraWithFsc(
                                                grid, [](const Vector3&) { return 0.9; }, 4, executor),
                                            executor);
  const TestedCurve curve = tested(shells);
  const BFactor few = weightedBFactor(shells.unmasked.shells, curve.curve, 48 / 8.5);
  EXPECT_EQ(few.shells, 4);  // 5 .. 8
  EXPECT_FALSE(few.value);
  EXPECT_TRUE(weightedBFactor(shells.unmasked.shells, curve.curve, 48 / 9.5).value);
}

TEST(Spoc, StopsBeforeTheFirstShellThatFails) {
  ShellSums sums;
  sums.width = 0.01;
  sums.stored = CrossPower(8);
  for (std::size_t s = 0; s < 8; ++s) {
    sums.stored.count[s] = 1000;
    sums.stored.power1[s] = sums.stored.power2[s] = 1;
    sums.stored.cross[s] = 0.5;
  }
  sums.full = sums.stored;
  EXPECT_EQ(spocShell(sums), 7);
  sums.stored.cross[5] = 2.75 / std::sqrt(1400) - 1e-6;  // n' = 700
  EXPECT_EQ(spocShell(sums), 4);
  sums.stored.cross[5] += 2e-6;
  EXPECT_EQ(spocShell(sums), 7);
  sums.stored.count[2] = 13;  // n' = 9: decided by FSC 0.75
  EXPECT_EQ(spocShell(sums), 1);
  sums.stored.cross[1] = 0;
  EXPECT_FALSE(spocShell(sums)) << "SPOC would say 0 A";
}

TEST(FscPermutation, DoesNotApplyWithoutHalfMaps) {
  EXPECT_EQ(MapEntry(test::fiveObjects()).run("1.b").status, Status::DoesNotApply);
}

TEST(FscPermutation, IsTheSameForAnyNumberOfThreadsAndEitherOrder) {
  const Grid grid = gridOf({40, 36, 44}, 1.5);
  auto halves = logisticHalves(grid);
  HalfEntry half(halves, 5);
  const CheckResult one = half.entry.run("1.b", 1);
  test::expectSameResult(one, half.entry.run("1.b", 2));
  test::expectSameResult(one, half.entry.run("1.b", 7));
  std::swap(halves[0], halves[1]);
  const CheckResult swapped = HalfEntry(halves, 5).entry.run("1.b");
  EXPECT_EQ(swapped.find("fdr_resolution_A")->value, one.find("fdr_resolution_A")->value);
  const auto& before = one.plot("probabilities")->series[0].y;
  const auto& after = swapped.plot("probabilities")->series[0].y;
  for (std::size_t i = 0; i < before.size(); ++i)
    EXPECT_TRUE(before[i] == after[i] || (std::isnan(before[i]) && std::isnan(after[i])));
}

}  // namespace
}  // namespace vitrine
