// 1.d on the phantom of the local-resolution checks, against the published program's numbers (docs/checks/1.d.md).
#include "tests/checks/resmap_support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace vitrine {
namespace {

using namespace resmap;
using PhantomRun = test::ResmapRun;

/// One wavelength as the published program reported it.
struct Golden {
  double single, threshold, variance;
  std::int64_t blocks, resolved;
  double tailError = 0;    ///< how much too high the program's tail is, where it matters
  std::int64_t above = 0;  ///< values above `single`, where told: one may lie there within rounding
};

/// The program's series is cut off at 1e-5, in single precision. At 4.3 A both strong phantoms stop where they did if
/// that makes the tail too high by 1.6e-6 to 3.3e-6; without it the larger one would stop one step of 54 voxels
/// earlier.
constexpr double kTail43 = 2.5e-6;

/// Where the program's walk ends. It looks at every s-th of the k values above `single`, s = ceil(k / 500), always at
/// the next larger value than the one it counts; if none passes, the last it looked at remains.
double publishedThreshold(std::vector<float> values, const WeightedChiSquares& null, const Golden& golden) {
  std::ranges::sort(values);
  const double single = null.quantile(0.05);
  const auto tested = std::ssize(values);
  std::int64_t above = values.end() - std::ranges::upper_bound(values, single);
  if (golden.above > 0) {
    EXPECT_NEAR(static_cast<double>(above), static_cast<double>(golden.above), 2);
    above = golden.above;
  }
  const std::int64_t step = (above + 499) / 500;
  double harmonic = 0, threshold = 0;
  for (std::int64_t i = 1; i < tested; ++i) harmonic += 1.0 / static_cast<double>(i);
  for (std::int64_t j = 1; j < above; j += step) {
    threshold = values[static_cast<std::size_t>(tested - above + j)];
    const double bound = 0.05 * static_cast<double>(above - j) / (static_cast<double>(tested) * harmonic);
    if (null.upperTail(threshold) + golden.tailError < bound) break;
  }
  return threshold;
}

/// Our statistic and variance with the program's walk: all its figures, to the voxel but for rounding.
void expectProgram(const PhantomRun& run, const std::vector<Golden>& expected) {
  test::ThreadExecutor executor(2);
  const std::vector<double> tested = wavelengths(test::kResmapVoxel[0]);
  ASSERT_EQ(tested.size(), expected.size());
  auto levels = Buffer<std::uint8_t>::zeroed(run.voxels.count());
  Buffer<float> values(run.voxels.count());
  for (std::size_t s = 0; s < tested.size(); ++s) {
    const Golden& golden = expected[s];
    const ScaleModel model = scaleModel(tested[s], run.whitened[0].grid.voxelSize, Weight::Published);
    const NoiseVariance noise = noiseVariance(run.whitened[1], model, run.voxels.mask, executor, {});
    EXPECT_EQ(noise.blocks, golden.blocks) << tested[s];
    EXPECT_NEAR(noise.value / golden.variance, 1, 1e-4) << tested[s];
    windowStatistic(run.whitened[0], model, noise.value, run.voxels, levels.data(), values.data(), executor, {});
    std::vector<float> open;
    for (std::int64_t i = 0; i < run.voxels.count(); ++i)
      if (levels[i] == 0) open.push_back(values[i]);
    const WeightedChiSquares null(nullWeights(model, Weight::Published));
    EXPECT_NEAR(null.quantile(0.05), golden.single, 2e-4) << tested[s];
    const double threshold = publishedThreshold(std::move(open), null, golden);
    EXPECT_NEAR(threshold / golden.threshold, 1, 2e-4) << tested[s];
    std::int64_t resolved = 0;
    for (std::int64_t i = 0; i < run.voxels.count(); ++i)
      if (levels[i] == 0 && static_cast<double>(values[i]) > threshold) {
        levels[i] = 1;
        ++resolved;
      }
    EXPECT_NEAR(static_cast<double>(resolved), static_cast<double>(golden.resolved), 3) << tested[s];
  }
}

/// Our own walk looks at every value with exact tails, so it takes a few voxels more at the finer wavelengths, which
/// the next then lacks: thresholds, and voxels resolved up to each wavelength, agree to 1 %.
void expectGolden(const Levels& levels, const std::vector<Golden>& expected) {
  ASSERT_EQ(levels.scales.size(), expected.size());
  std::int64_t resolved = 0, goldenResolved = 0;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const ScaleFigures& scale = levels.scales[i];
    EXPECT_EQ(scale.noise.blocks, expected[i].blocks) << scale.wavelengthA;
    EXPECT_NEAR(scale.noise.value / expected[i].variance, 1, 1e-4) << scale.wavelengthA;
    EXPECT_NEAR(scale.found.single, expected[i].single, 2e-4) << scale.wavelengthA;
    resolved += scale.found.count;
    goldenResolved += expected[i].resolved;
    EXPECT_NEAR(static_cast<double>(resolved), static_cast<double>(goldenResolved),
                std::max(0.01 * static_cast<double>(goldenResolved), 12.0))
        << scale.wavelengthA;
    if (expected[i].resolved < 10) continue;  // its walk ended without passing
    ASSERT_TRUE(scale.found.threshold) << scale.wavelengthA;
    EXPECT_NEAR(*scale.found.threshold / expected[i].threshold, 1, 0.01) << scale.wavelengthA;
  }
}

double percentileOf(const std::vector<float>& sorted, double q) {
  return sorted[static_cast<std::size_t>(std::lround(q / 100 * static_cast<double>(sorted.size() - 1)))];
}

const PhantomRun& weakRun() {
  static const PhantomRun run({.sigma = 0.5});
  return run;
}
const PhantomRun& strongRun() {
  static const PhantomRun run({.sigma = 0.1});
  return run;
}

TEST(ResmapGolden, WeakSignalWithThePublishedWeight) {
  const std::vector<Golden> golden = {{1.0026, 4.7415, 1.5548, 171, 2, 0, 4351},
                                      {2.3077, 11.907, 1.5648, 171, 2, kTail43, 7024},
                                      {3.1036, 6.3339, 1.5661, 171, 2864, 0, 13153},
                                      {3.3239, 5.8968, 1.7704, 45, 4600, 0, 12688}};
  expectProgram(weakRun(), golden);
  const Levels levels = weakRun().levels(Weight::Published);
  expectGolden(levels, golden);
  EXPECT_NEAR(static_cast<double>(levels.scales[0].found.aboveSingle), 4351, 5);
  EXPECT_NEAR(static_cast<double>(levels.scales[1].found.aboveSingle), 7024, 5);
  EXPECT_LE(levels.scales[0].found.count + levels.scales[1].found.count, 8);
  const std::vector<float> found = weakRun().smoothed(levels);
  const std::array<double, 5> q = {2.5, 25, 50, 75, 97.5}, expected = {5.765, 5.864, 5.905, 5.939, 5.995};
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(percentileOf(found, q[i]), expected[i], 0.005) << q[i];
}

TEST(ResmapGolden, StrongSignalWithThePublishedWeight) {
  const std::vector<Golden> golden = {{1.0026, 2.1232, 0.06219, 171, 17335},
                                      {2.3077, 6.1155, 0.06259, 171, 945, kTail43},
                                      {3.1036, 5.0772, 0.06264, 171, 7800},
                                      {3.3239, 4.9535, 0.07082, 45, 4846}};
  expectProgram(strongRun(), golden);
  const Levels levels = strongRun().levels(Weight::Published);
  expectGolden(levels, golden);
  const std::vector<float> found = strongRun().smoothed(levels);
  const std::array<double, 5> q = {2.5, 25, 50, 75, 97.5}, expected = {3.309, 3.404, 3.819, 5.192, 5.596};
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(percentileOf(found, q[i]), expected[i], 0.005) << q[i];
  const auto below = std::ranges::lower_bound(found, 4.0F) - found.begin();
  EXPECT_NEAR(100.0 * static_cast<double>(below) / static_cast<double>(found.size()), 53.73, 0.2);
}

TEST(ResmapGolden, ABoxBeyond160TakesTheNoiseFromACubeInsideTheMask) {
  const PhantomRun run({.n = 176, .ballRadius = 30, .sigma = 0.1});
  EXPECT_EQ(run.whitening.cubeEdge, 30);
  EXPECT_EQ(run.whitening.cubeCentre, (Index3{88, 88, 88}));
  const std::vector<Golden> golden = {{1.0026, 2.1662, 0.046057, 657, 58482},
                                      {2.3077, 6.6764, 0.048228, 657, 1797, kTail43},
                                      {3.1036, 5.1020, 0.050120, 657, 29324},
                                      {3.3239, 4.9088, 0.051900, 199, 18773}};
  expectProgram(run, golden);
  const Levels levels = run.levels(Weight::Published);
  expectGolden(levels, golden);
  const std::vector<float> found = run.smoothed(levels);
  const std::array<double, 5> q = {2.5, 25, 50, 75, 97.5}, expected = {3.307, 3.370, 3.887, 5.381, 5.716};
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(percentileOf(found, q[i]), expected[i], 0.01) << q[i];
}

TEST(ResmapGolden, TheIntendedWeightFindsCoarserPatternsByTheirName) {
  // The published program with its weight corrected, but with the eigenvalues above a tenth only: 2, 4009, 9927, 1534
  // and 20786, 6053, 5836, 714 voxels.
  const std::array<std::array<double, 4>, 2> expected = {{{2, 4009, 9927, 1534}, {20786, 6053, 5836, 714}}};
  const std::array<const PhantomRun*, 2> runs = {&weakRun(), &strongRun()};
  for (std::size_t r = 0; r < 2; ++r) {
    const Levels levels = runs[r]->levels(Weight::Intended);
    ASSERT_EQ(levels.scales.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_NEAR(static_cast<double>(levels.scales[i].found.count), expected[r][i],
                  std::max(20.0, 0.05 * expected[r][i]))
          << levels.scales[i].wavelengthA;
  }
}

TEST(ResmapGolden, TheSidesOfThePhantomReadAsTheyWereMade) {
  // Made with 4 A left and 8 A right; the test's own range ends at 6.3 A.
  const PhantomRun& run = strongRun();
  const Levels levels = run.levels(Weight::Intended);
  std::array<std::vector<double>, 2> sides;
  std::int64_t number = 0;
  const Grid& grid = run.voxels.mask.grid;
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    if (!run.voxels.mask.at(v[0], v[1], v[2])) continue;
    const int level = levels.level[number++];
    if (level == 0 || (v[0] >= 20 && v[0] <= 44)) continue;
    sides[v[0] > 44 ? 1 : 0].push_back(levels.scales[static_cast<std::size_t>(level - 1)].wavelengthA);
  }
  for (auto& side : sides) std::ranges::sort(side);
  EXPECT_GT(sides[0].size() + sides[1].size(), 6100U);  // of 6144
  EXPECT_EQ(sides[0][sides[0].size() / 2], 3.3);
  EXPECT_GE(sides[1][sides[1].size() / 2], 4.3);
}

TEST(ResmapGolden, PureNoiseIsNotResolved) {
  const PhantomRun run({.sigma = std::nullopt});
  for (const Weight weight : {Weight::Published, Weight::Intended}) {
    const Levels levels = run.levels(weight);
    ASSERT_EQ(levels.scales.size(), 4U);
    EXPECT_LT(levels.determined, 34);  // 0.1 % of the mask
    for (const ScaleFigures& scale : levels.scales)
      EXPECT_NEAR(static_cast<double>(scale.found.aboveSingle) / static_cast<double>(scale.found.tested), 0.05, 0.03);
  }
  const std::vector<Golden> golden = {{1.0026, 3.1914, 5.8644, 171, 3, 0, 1629},
                                      {2.3077, 6.6704, 5.9740, 171, 2, kTail43, 1836},
                                      {3.1036, 6.8036, 5.9221, 171, 1, 0, 1679},
                                      {3.3239, 7.0109, 5.3020, 45, 5, 0, 2527}};
  expectProgram(run, golden);
  expectGolden(run.levels(Weight::Published), golden);
}

TEST(ResmapGolden, DoesNotDependOnThreads) {
  const Levels one = strongRun().levels(Weight::Intended, 1), four = strongRun().levels(Weight::Intended, 4);
  ASSERT_EQ(one.level.size(), four.level.size());
  EXPECT_TRUE(std::equal(one.level.begin(), one.level.end(), four.level.begin()));
  for (std::size_t i = 0; i < one.scales.size(); ++i) {
    EXPECT_EQ(one.scales[i].found.threshold, four.scales[i].found.threshold);
    EXPECT_EQ(one.scales[i].noise.value, four.scales[i].noise.value);
  }
}

}  // namespace
}  // namespace vitrine
