#include "core/resolution/significance.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/pair_pass.hpp"
#include "core/resolution/phase_replicates.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/noise_pairs.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace vitrine {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A curve of given FSC with 4 pi s^2 degrees of freedom.
FscCurve curveOf(std::vector<double> fsc) {
  FscCurve curve;
  curve.width = 0.01;
  curve.last = static_cast<int>(fsc.size()) - 1;
  for (std::size_t s = 0; s < fsc.size(); ++s) {
    const double m = 12.6 * static_cast<double>(s * s);
    curve.nullFreedom.push_back(m);
    curve.errorFreedom.push_back(m);
    curve.error.push_back(standardError(fsc[s], m));
  }
  curve.fsc = std::move(fsc);
  return curve;
}

std::vector<double> stepCurve(std::size_t shells, std::size_t signal) {
  std::vector<double> fsc(shells, 0.0);
  for (std::size_t s = 0; s < signal; ++s) fsc[s] = 0.95;
  return fsc;
}

TEST(Significance, EndsWhereTheUnbrokenRunEnds) {
  std::vector<double> fsc = stepCurve(30, 11);
  fsc[20] = 0.5;
  const Significance s = testShells(curveOf(fsc));
  EXPECT_EQ(s.firstTested, 1);
  EXPECT_EQ(s.tests, 29);
  EXPECT_EQ(s.initialRun, 10);
  EXPECT_EQ(s.initialHochberg, 10);
  EXPECT_EQ(s.lastSignificant, 20);
  EXPECT_TRUE(std::isnan(s.p[0]));
  EXPECT_GT(s.criticalP, s.p[20]);
  EXPECT_LT(s.criticalP, 0.01);
  EXPECT_EQ(selfCheckShells(curveOf(fsc), s), (std::vector<int>{1, 5, 10}));
}

TEST(Significance, OfNoiseIsNoneNotTheBox) {
  const Significance s = testShells(curveOf(stepCurve(30, 0)));
  EXPECT_EQ(s.initialRun, 0);
  EXPECT_EQ(s.lastSignificant, 0);
  EXPECT_EQ(s.firstTested, 1);
  EXPECT_EQ(selfCheckShells(curveOf(stepCurve(30, 0)), s), (std::vector<int>{1, 15, 29}));
}

TEST(Significance, AFirstShellThatFailsLeavesNothing) {
  std::vector<double> fsc = stepCurve(30, 11);
  fsc[1] = 0;
  const Significance s = testShells(curveOf(fsc));
  EXPECT_EQ(s.initialRun, 0);
  EXPECT_EQ(s.lastSignificant, 10);
}

TEST(Significance, ShellsWithFewCoefficientsAreNotTested) {
  FscCurve curve = curveOf(stepCurve(30, 11));
  curve.nullFreedom[1] = 5.9;
  curve.nullFreedom[4] = 2;  // untested, but 0.95 passes
  Significance s = testShells(curve);
  EXPECT_EQ(s.firstTested, 2);
  EXPECT_EQ(s.tests, 27);
  EXPECT_EQ(s.initialRun, 10);
  curve.fsc[4] = 0.7;
  s = testShells(curve);
  EXPECT_EQ(s.initialRun, 3);
}

TEST(Significance, AShellWithoutPowerEndsTheRun) {
  FscCurve curve = curveOf(stepCurve(30, 11));
  curve.fsc[6] = kNan;
  const Significance s = testShells(curve);
  EXPECT_EQ(s.initialRun, 5);
  EXPECT_TRUE(std::isnan(s.p[6]));
}

TEST(Significance, WithoutAnyTestableShellThereIsNoAnswer) {
  FscCurve curve = curveOf({1, 0.9});
  curve.nullFreedom[1] = 3;
  const Significance s = testShells(curve);
  EXPECT_EQ(s.tests, 0);
  EXPECT_EQ(s.firstTested, 0);
  EXPECT_EQ(s.initialRun, 0);
  EXPECT_TRUE(selfCheckShells(curve, s).empty());
}

/// Sum over the rotations of the group about voxel 0 in the periodic box: exact on the grid.
Volume symmetrised(const Volume& volume, const std::string& group) {
  const int n = volume.grid.size[0];
  const auto minus = [n](int i) { return (n - i) % n; };
  Volume out(volume.grid);
  for (int z = 0; z < n; ++z)
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        float sum = volume.at(x, y, z);
        if (group != "C1") sum += volume.at(minus(x), minus(y), z);
        if (group == "C4") sum += volume.at(minus(y), x, z) + volume.at(y, minus(x), z);
        if (group == "D2") sum += volume.at(minus(x), y, minus(z)) + volume.at(x, minus(y), minus(z));
        out.at(x, y, z) = sum;
      }
  return out;
}

TEST(NoiseTail, ShowsSymmetryThatWasImposed) {
  const Grid grid = test::gridOf({48, 48, 48});
  test::ThreadExecutor executor(2);
  Progress progress;
  constexpr std::uint64_t kPairs = 20;
  for (const std::string group : {"C1", "C4", "D2"}) {
    double inflation = 0, naiveInflation = 0;
    int rejected = 0, tests = 0;
    for (std::uint64_t pair = 0; pair < kPairs; ++pair) {
      std::array<Spectrum, 2> halves;
      for (std::uint64_t half = 0; half < 2; ++half)
        halves[half] =
            forward(symmetrised(test::whiteNoise(grid, 900 + 2 * pair + half, executor), group), executor, progress);
      const PairSums sums = pairPass(halves[0], halves[1], {.cones = false, .occupancy = false}, executor, progress);
      const int last = sums.shells.count() - 1;
      const Freedom known{.inflation = 1, .symmetry = asymmetricUnits(group)};
      const FscCurve curve = fscCurve(sums.shells, known, last);
      const NoiseTail tail = noiseTail(curve, testShells(curve), known);
      ASSERT_TRUE(tail.inflation) << group;
      inflation += *tail.inflation / kPairs;
      const Significance significance = testShells(curve);
      tests += significance.tests;
      for (const double p : significance.p) rejected += p <= 0.01 ? 1 : 0;
      naiveInflation += *noiseTail(fscCurve(sums.shells, {}, last), {}, {}).inflation / kPairs;
      EXPECT_LT(std::abs(tail.meanFsc), tail.limit);
    }
    // 20 pairs x 20 shells. Below the order of the group: coefficients on its axes and planes repeat less often.
    const double units = asymmetricUnits(group);
    EXPECT_NEAR(inflation, units > 1 ? 3.6 : 1.0, 0.1 * units) << group;
    EXPECT_NEAR(naiveInflation, units > 1 ? 3.6 : 1.0, 0.1 * units) << group;
    EXPECT_LE(rejected, 0.03 * tests) << group;
  }
}

TEST(NoiseTail, ShowsNoiseThatIsShared) {
  const Grid grid = test::gridOf({48, 48, 48});
  test::ThreadExecutor executor(2);
  Progress progress;
  const auto halves = test::halfSpectraWithFsc(
      grid, [](const Vector3&) { return 0.03; }, 4, executor);
  const PairSums sums = pairPass(halves[0], halves[1], {.cones = false, .occupancy = false}, executor, progress);
  const FscCurve curve = fscCurve(sums.shells, {}, sums.shells.count() - 1);
  Significance nothing;  // with its four coarsest shells called significant
  nothing.qYekutieli.assign(curve.fsc.size(), 1.0);
  nothing.lastSignificant = 4;
  const NoiseTail tail = noiseTail(curve, nothing, {});
  EXPECT_EQ(tail.first, 5);
  EXPECT_NEAR(tail.meanFsc, 0.03, 0.01);
  EXPECT_GT(tail.meanFsc, tail.limit);
  nothing.lastSignificant = 20;
  EXPECT_EQ(noiseTail(curve, nothing, {}).first, 1) << "a lone significant shell far out does not hide the noise";
  for (std::size_t s = 13; s < 16; ++s) nothing.qYekutieli[s] = 0.001;
  EXPECT_EQ(noiseTail(curve, nothing, {}).first, 16);
  EXPECT_FALSE(noiseTail(curve, nothing, {}).inflation) << "too few shells";
}

// Nominal 1 %. Neighbouring shells under a mask are correlated, so the limits are wider than binomial ones for 200
// pairs x 22 shells (0.6 to 1.4 % once in a hundred).
TEST(FalsePositives, StayAtTheirRateUnderAnyMask) {
  test::ThreadExecutor executor(2);
  for (const test::NoiseRates& rates : test::noiseRates(48, {0, 20, 12, 9}, 200, 40000, executor)) {
    const double rate = double(rates.rejected) / double(rates.tests);
    EXPECT_GE(rates.tests, 200 * 20);
    EXPECT_GT(rate, 0.005) << rates.radius;
    EXPECT_LT(rate, 0.016) << rates.radius;
    EXPECT_LE(rates.discoveries, 4) << rates.radius;  // 1 % of 200 are 2; more than 4 once in 20 times at that rate
  }
}

TEST(PhaseReplicates, AgreeWithTheFormula) {
  const Grid grid = test::gridOf({64, 60, 52}, 1.5);
  test::ThreadExecutor executor(2);
  Progress progress;
  const auto amplitude = [](const Vector3& g) {
    const double square = g[0] * g[0] + g[1] * g[1] + g[2] * g[2];
    return square > 0 ? std::exp(1.5 * g[2] * g[2] / square) : 1.0;
  };
  const auto halves = test::halfSpectraWithFsc(
      grid, [](const Vector3&) { return 0.02; }, 6, executor, amplitude);
  const PairSums sums = pairPass(halves[0], halves[1], {.cones = false, .occupancy = false}, executor, progress);
  const std::vector<int> shells{2, 9, 18, 24};
  const auto samples = sampleShells(halves[0], halves[1], shells, 100000, 1, executor, progress);
  ASSERT_EQ(samples.size(), shells.size());
  for (const ShellSample& sample : samples) {
    const auto s = static_cast<std::size_t>(sample.shell);
    // All coefficients but the few that are their own mates.
    EXPECT_EQ(sample.coefficients, static_cast<std::int64_t>(sample.product.size()));
    EXPECT_NEAR(2.0 * static_cast<double>(sample.coefficients), sums.shells.full.count[s], 8);
    EXPECT_NEAR(sample.fsc, sums.shells.fsc(sample.shell), sample.shell < 5 ? 0.1 : 2e-3);
    EXPECT_NEAR(sample.freedom / Freedom{}.ofNull(sums.shells, sample.shell), 1, sample.shell < 5 ? 0.1 : 0.01);
    const PhaseReplicates replicates = replicatePhases(sample, 999, 3, executor, progress);
    EXPECT_EQ(replicates.replicates, 999);
    EXPECT_TRUE(replicates.agree()) << sample.shell << " " << replicates.probability << " " << replicates.analytic
                                    << " " << replicates.belowFivePercent;
    EXPECT_NEAR(replicates.probability, (replicates.exceeding + 1) / 1000.0, 1e-15);
    ShellSample wrong = sample;
    wrong.freedom *= 2;  // as if amplitudes were not conditioned on
    EXPECT_FALSE(replicatePhases(wrong, 999, 3, executor, progress).agree()) << sample.shell;
  }
}

TEST(PhaseReplicates, OfASampleAreTheSameForAnyNumberOfThreads) {
  const Grid grid = test::gridOf({40, 40, 40});
  test::ThreadExecutor many(7);
  SerialExecutor one;
  Progress progress;
  const auto halves = test::halfSpectraWithFsc(
      grid, [](const Vector3&) { return 0.1; }, 8, one);
  const auto a = sampleShells(halves[0], halves[1], {12, 19}, 500, 1, one, progress);
  const auto b = sampleShells(halves[0], halves[1], {12, 19}, 500, 1, many, progress);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_NEAR(static_cast<double>(a[i].product.size()), 500, 100);
    EXPECT_EQ(a[i].product, b[i].product);
    EXPECT_EQ(a[i].fsc, b[i].fsc);
    EXPECT_EQ(replicatePhases(a[i], 199, 3, one, progress).exceeding,
              replicatePhases(b[i], 199, 3, many, progress).exceeding);
  }
}

}  // namespace
}  // namespace vitrine
