// 0.c: against sorting and counting on small boxes, on simulated noise, and the VRS numbers (docs/checks/0.c.md).
#include "core/products/background.hpp"

#include "core/fourier/transform.hpp"
#include "core/mask/morphology.hpp"
#include "core/stats/tests.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

using namespace test;

// n_b of a 1024^3 virus map whose constructed mask has 48 885 144 voxels; mean and sigma as printed.
TEST(Background, ReproducesAPublishedTStatisticFromItsParts) {
  const std::int64_t n = std::int64_t{1024} * 1024 * 1024 - 48885144;
  EXPECT_EQ(n, 1024856680);
  EXPECT_NEAR(std::sqrt(static_cast<double>(n)), 32013.383, 5e-4);
  const TTest test = oneSampleT(-0.287014, 1, n);
  EXPECT_NEAR(test.t, -9188.29, 0.02);
  EXPECT_EQ(test.pValue, 0);
  EXPECT_NEAR(1881.044429 * kGaussianBeyond5Sigma * static_cast<double>(n), 1105214, 1);
  EXPECT_NEAR(kGaussianBeyond5Sigma * static_cast<double>(n), 587.6, 0.1);
  EXPECT_NEAR(kGaussianBeyond5Sigma, std::erfc(5 / std::sqrt(2.0)), 1e-20);
}

/// The definitions spelled out: every background voxel in one list.
struct Listed {
  std::vector<double> values;
  double mean = 0, sigma = 0, median = 0, mad = 0;

  explicit Listed(std::vector<double> list) : values(std::move(list)) {
    for (const double v : values) mean += v / static_cast<double>(values.size());
    for (const double v : values) sigma += (v - mean) * (v - mean) / static_cast<double>(values.size());
    sigma = std::sqrt(sigma);
    median = middle(values);
    std::vector<double> distance;
    for (const double v : values) distance.push_back(std::abs(v - median));
    mad = middle(distance);
  }
  static double middle(std::vector<double> v) {
    std::ranges::sort(v);
    const double low = v[(v.size() - 1) / 2], high = v[v.size() / 2];
    return low + (high - low) / 2;
  }
};

struct Case {
  Volume volume;
  Mask hard, vrs;
  double threshold;
};

/// A ball in noise, heavy tails, a box that is no multiple of anything; optionally flat outside a sphere.
Case oddCase(bool isMasked) {
  Grid grid = gridOf({71, 45, 38}, 1);
  grid.voxelSize = {1.1, 1.3, 0.9};
  Case result{Volume(grid), Mask(grid), Mask(grid), 3.0};
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const double g = randomNormal(31, static_cast<std::uint64_t>(i));
    result.volume.data[i] = static_cast<float>(0.4 + g + 0.08 * g * g * g);
  }
  if (isMasked) {
    const Mask sphere = ballMask(grid, {35, 22, 19}, 21);
    for (std::int64_t i = 0; i < grid.voxels(); ++i) {
      const Index3 v = grid.voxelOf(i);
      if (!sphere.at(v[0], v[1], v[2])) result.volume.data[i] = -0.25F;
    }
  }
  const Mask ball = ballMask(grid, {30, 20, 15}, 7);
  SerialExecutor executor;
  result.hard = dilateEuclidean(ball, 2, executor, Progress());
  result.vrs = dilateSteps(ball, Neighbourhood::FacesEdges18, 2, true, executor, Progress());
  return result;
}

std::vector<double> outsideOf(const Case& c, const Mask& mask, bool withFlat) {
  std::vector<double> values;
  for (std::int64_t i = 0; i < c.volume.grid.voxels(); ++i) {
    const Index3 v = c.volume.grid.voxelOf(i);
    if (mask.at(v[0], v[1], v[2]) || (!withFlat && c.volume.data[i] == -0.25F)) continue;
    values.push_back(c.volume.data[i]);
  }
  return values;
}

void expectAsListed(const Case& c, bool isMasked) {
  ThreadExecutor executor(3);
  Progress progress;
  const BackgroundMoments moments = measureBackground(c.volume, c.hard, c.vrs, 0.3, executor, progress);
  const Listed all(outsideOf(c, c.hard, true)), used(outsideOf(c, c.hard, !isMasked)), vrs(outsideOf(c, c.vrs, true));
  EXPECT_EQ(moments.outside, static_cast<std::int64_t>(all.values.size()));
  EXPECT_EQ(moments.count, static_cast<std::int64_t>(used.values.size()));
  EXPECT_EQ(moments.flatValue.has_value(), isMasked);
  EXPECT_EQ(moments.flatVoxels, moments.outside - moments.count);
  EXPECT_NEAR(moments.mean, used.mean, 1e-12);
  EXPECT_NEAR(moments.sigma, used.sigma, 1e-12);
  EXPECT_EQ(moments.vrsCount, static_cast<std::int64_t>(vrs.values.size()));
  EXPECT_NEAR(moments.vrsMean, vrs.mean, 1e-12);
  EXPECT_NEAR(moments.vrsSigma, vrs.sigma, 1e-12);
  EXPECT_EQ(moments.countInside + moments.countCorners, moments.count);
  EXPECT_FALSE(moments.isConstant);

  const BackgroundTails tails = measureTails(c.volume, c.hard, c.vrs, moments, c.threshold, executor, progress);
  EXPECT_EQ(tails.median, used.median);
  EXPECT_EQ(tails.mad, used.mad);
  const double lower = used.median - 5 * 1.4826 * used.mad, upper = used.median + 5 * 1.4826 * used.mad;
  const Mask near = dilateEuclidean(c.hard, 10, executor, progress);
  std::int64_t above = 0, below = 0, reach = 0, close = 0, vrsBeyond = 0;
  double strongest = 0;
  const Grid& grid = c.volume.grid;
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    const double value = c.volume.data[i];
    const bool isOutlier =
        !c.hard.at(v[0], v[1], v[2]) && !(isMasked && value == -0.25) && (value > upper || value < lower);
    ASSERT_EQ(tails.outliers.at(v[0], v[1], v[2]), isOutlier) << i;
    if (isOutlier) {
      ++(value > upper ? above : below);
      if (value > upper && value >= c.threshold) ++reach;
      if (value > upper && near.at(v[0], v[1], v[2])) ++close;
      strongest = std::max(strongest, std::abs(value - used.median));
    }
    if (!c.vrs.at(v[0], v[1], v[2]) && std::abs(value) > 5 * moments.vrsSigma) ++vrsBeyond;
  }
  EXPECT_GT(above, 10);
  EXPECT_GT(below, 10);
  EXPECT_EQ(tails.above, above);
  EXPECT_EQ(tails.below, below);
  EXPECT_EQ(tails.aboveThreshold, reach);
  EXPECT_EQ(*tails.nearMask, close);
  EXPECT_EQ(tails.vrsBeyond, vrsBeyond);
  EXPECT_DOUBLE_EQ(std::abs(tails.strongestValue - used.median), strongest);

  // Shells: every background voxel and every outlier in exactly one.
  std::vector<std::int64_t> voxels(BackgroundTails::kShells, 0), outliers(BackgroundTails::kShells, 0);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    if (c.hard.at(v[0], v[1], v[2]) || (isMasked && c.volume.data[i] == -0.25F)) continue;
    double r2 = 0;
    for (int axis = 0; axis < 3; ++axis) r2 += std::pow((v[axis] - grid.centre(axis)) * grid.voxelSize[axis], 2);
    const auto shell = static_cast<std::size_t>(
        std::min<double>(BackgroundTails::kShells - 1, std::floor(std::sqrt(r2) / tails.shellWidthA)));
    ++voxels[shell];
    if (tails.outliers.at(v[0], v[1], v[2])) ++outliers[shell];
  }
  std::int64_t differ = 0;  // rounding may move a voxel that lies on a bound
  for (std::size_t s = 0; s < voxels.size(); ++s)
    differ += std::abs(voxels[s] - tails.shellVoxels[s]) + std::abs(outliers[s] - tails.shellOutliers[s]);
  EXPECT_LE(differ, 4);
}

TEST(Background, IsWhatSortingAndCountingGive) { expectAsListed(oddCase(false), false); }
TEST(Background, LeavesOutTheFlatPartOfAMaskedMap) { expectAsListed(oddCase(true), true); }

TEST(Background, BlockMeansAreMeansOfWholeCubes) {
  const Case c = oddCase(false);
  SerialExecutor executor;
  const BackgroundMoments moments = measureBackground(c.volume, c.hard, c.vrs, 0.3, executor, Progress());
  ASSERT_GE(moments.blockMeans.size(), 3U);
  for (const BlockMeans& level : moments.blockMeans) {
    std::vector<double> means;
    const Index3 n = c.volume.grid.size;
    for (int z = 0; z + level.edge <= n[2]; z += level.edge)
      for (int y = 0; y + level.edge <= n[1]; y += level.edge)
        for (int x = 0; x + level.edge <= n[0]; x += level.edge) {
          double sum = 0;
          bool isWhole = true;
          for (int dz = 0; dz < level.edge; ++dz)
            for (int dy = 0; dy < level.edge; ++dy)
              for (int dx = 0; dx < level.edge; ++dx) {
                isWhole = isWhole && !c.hard.at(x + dx, y + dy, z + dz);
                sum += c.volume.at(x + dx, y + dy, z + dz);
              }
          if (isWhole) means.push_back(sum / std::pow(level.edge, 3));
        }
    double mean = 0, squares = 0;
    for (const double m : means) mean += m / static_cast<double>(means.size());
    for (const double m : means) squares += (m - mean) * (m - mean);
    const auto j = static_cast<double>(means.size());
    EXPECT_EQ(level.blocks, static_cast<std::int64_t>(means.size())) << level.edge;
    EXPECT_NEAR(level.standardError, std::sqrt(squares / (j - 1) / j), 1e-12) << level.edge;
  }
}

TEST(Background, OfFiveObjects) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).run("0.c");
  EXPECT_EQ(valueOf(result, "vrs_background_voxels"), 104597);
  EXPECT_NEAR(valueOf(result, "vrs_mean"), 0.00140762, 5e-9);
  EXPECT_NEAR(valueOf(result, "vrs_sigma"), 0.02258599, 5e-9);
  EXPECT_NEAR(valueOf(result, "vrs_t_statistic"), 20.1560, 5e-5);
  EXPECT_NEAR(valueOf(result, "vrs_p_value") / 3.54e-90, 1, 2e-3);
  EXPECT_NEAR(valueOf(result, "vrs_outlier_ratio"), 717.08, 5e-3);
  EXPECT_EQ(valueOf(result, "background_voxels"), 110592 - 5287);
  EXPECT_EQ(valueOf(result, "outliers_above"), 43);
  EXPECT_EQ(valueOf(result, "outliers_below"), 0);
  EXPECT_EQ(valueOf(result, "outliers_above_threshold_percent"), 100);
  EXPECT_NEAR(valueOf(result, "robust_sigma"), 0.01, 2e-4);
  EXPECT_NEAR(valueOf(result, "median"), 0.001, 1e-4);
  ASSERT_TRUE(warnsOf(result, "background_outliers"));
  EXPECT_FALSE(warnsOf(result, "background_mean"));  // 0.0014 over 0.0226
  const Warning& warning = result.warnings.front();
  ASSERT_TRUE(warning.location.has_value());
  const Index3 v = warning.location->voxel;
  EXPECT_EQ(fiveObjects().at(v[0], v[1], v[2]), 1);
  // The ball of 33 voxels, not the strongest voxel.
  EXPECT_NE(warning.text.find("The largest cluster of them has 33 voxels."), std::string::npos) << warning.text;
  EXPECT_EQ(result.plots.size(), 2U);
  EXPECT_EQ(result.figures.size(), 1U);
}

Volume noise(const Grid& grid, double mean, double sigma, std::uint64_t seed) {
  Volume volume(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i)
    volume.data[i] = static_cast<float>(mean + sigma * randomNormal(seed, static_cast<std::uint64_t>(i)));
  return volume;
}

TEST(Background, TheSizeOfTheMeanDecidesNotItsSignificance) {
  for (const double mean : {0.05, 0.2}) {
    Volume volume = noise(gridOf({64, 64, 64}, 1.5), mean, 1, 3);
    setBall(volume, {32, 32, 32}, 12, 20);
    const CheckResult result = MapEntry(volume).threshold(10).run("0.c");
    EXPECT_NEAR(valueOf(result, "effect_size"), mean, 0.01);
    EXPECT_LT(valueOf(result, "vrs_p_value"), 0.001);
    EXPECT_LT(valueOf(result, "p_value"), 0.001);
    EXPECT_EQ(result.status, mean < 0.1 ? Status::Ok : Status::Warnings);
    EXPECT_EQ(warnsOf(result, "background_mean"), mean > 0.1);
    EXPECT_NEAR(valueOf(result, "effective_voxels") / valueOf(result, "background_voxels"), 1, 0.35);  // white
  }
}

TEST(Background, AMaskedMapDoesNotApply) {
  Volume volume = noise(gridOf({48, 48, 48}, 1.5), 0, 1, 4);
  const Mask sphere = ballMask(volume.grid, {24, 24, 24}, 14);
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
    const Index3 v = volume.grid.voxelOf(i);
    volume.data[i] = sphere.at(v[0], v[1], v[2]) ? 30 + volume.data[i] : 0.0F;
  }
  const CheckResult result = MapEntry(volume).threshold(10).run("0.c");
  EXPECT_EQ(result.status, Status::DoesNotApply);
  EXPECT_NE(result.reason.find("the background is constant (value 0"), std::string::npos) << result.reason;
  EXPECT_NE(result.reason.find("the map has been masked; its noise cannot be assessed"), std::string::npos);
}

TEST(Background, AMaskThatFillsTheBoxCannotBeMeasured) {
  Volume volume = noise(gridOf({24, 24, 24}, 1), 10, 1, 4);
  volume.at(0, 0, 0) = 0;
  const CheckResult result = MapEntry(volume).threshold(1).run("0.c");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("the mask covers the box"), std::string::npos) << result.reason;
}

TEST(Background, WithoutAMaskItIsTheWholeBox) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(7).run("0.c");
  EXPECT_EQ(valueOf(result, "background_voxels"), 110592);
  EXPECT_TRUE(observes(result, "no_mask"));
  EXPECT_EQ(valueOf(result, "outliers_above"), 4212);
  EXPECT_EQ(valueOf(result, "outliers_above_threshold_percent"), 0);
  EXPECT_FALSE(result.find("outliers_near_mask_percent")->value.has_value());
}

TEST(Background, QuantisedMapsFallBackToSigma) {
  Volume volume = constantVolume(gridOf({40, 40, 40}, 1), 0);
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i)
    if (randomUniform(6, static_cast<std::uint64_t>(i)) < 0.3)
      volume.data[i] = randomUniform(7, static_cast<std::uint64_t>(i)) < 0.5 ? -1.0F : 1.0F;
  for (const int x : {0, 39})  // corners that are not the frequent value
    for (const int y : {0, 39})
      for (const int z : {0, 39}) volume.at(x, y, z) = 0.5F + static_cast<float>(x + 2 * y + 3 * z);
  setBall(volume, {20, 20, 20}, 8, 300);
  const CheckResult result = MapEntry(volume).threshold(280).run("0.c");
  EXPECT_TRUE(observes(result, "quantised_background"));
  EXPECT_EQ(valueOf(result, "median"), 0);
  EXPECT_EQ(valueOf(result, "robust_sigma"), valueOf(result, "sigma"));
}

/// Zero-mean noise low-passed at 0.25 cycles per voxel, cut out of a larger box so that it does not wrap around.
Volume correlatedNoise(std::uint64_t seed, int size, int larger) {
  SerialExecutor executor;
  Progress progress;
  Spectrum spectrum = forward(noise(gridOf({larger, larger, larger}), 0, 1, seed), executor, progress);
  for (int l = 0; l < larger; ++l)
    for (int k = 0; k < larger; ++k)
      for (int h = 0; h < spectrum.rowLength(); ++h) {
        const double fy = signedIndex(k, larger), fz = signedIndex(l, larger);
        if (std::sqrt(h * h + fy * fy + fz * fz) > 0.25 * larger) spectrum.row(k, l)[h] = 0;
      }
  const Volume whole = inverse(std::move(spectrum), executor, progress);
  Volume part(gridOf({size, size, size}));
  for (int z = 0; z < size; ++z)
    for (int y = 0; y < size; ++y)
      for (int x = 0; x < size; ++x) part.at(x, y, z) = whole.at(x, y, z);
  return part;
}

TEST(Background, BlockMeansAreHonestWhereTheClassicalTestIsNot) {
  constexpr int kMaps = 60;
  int naive = 0, honest = 0;
  double independent = 0;
  for (int i = 0; i < kMaps; ++i) {
    const Volume volume = correlatedNoise(1000 + static_cast<std::uint64_t>(i), 48, 64);
    const Mask none(volume.grid);
    ThreadExecutor executor(2);
    const BackgroundMoments m = measureBackground(volume, none, none, 0, executor, Progress());
    naive += oneSampleT(m.vrsMean, m.vrsSampleSd, m.vrsCount).pValue < 0.001;
    ASSERT_TRUE(m.blockTest.has_value());
    EXPECT_EQ(m.blockTest->edge, 8);
    const double t = m.mean / m.blockTest->standardError;
    honest += studentT(t, static_cast<double>(m.blockTest->blocks - 1)).pValue < 0.001;
    independent += static_cast<double>(m.count) / std::pow(m.sigma / m.blockTest->standardError, 2) / kMaps;
  }
  EXPECT_NEAR(naive / static_cast<double>(kMaps), 0.41, 0.17);  // 41 % of many; 2.6 standard errors of 60
  EXPECT_LE(honest, 1);
  // Theory: n / n_eff = 1 / (4/3 pi f^3) = 15.3; cubes of 8 voxels see most of it.
  EXPECT_NEAR(independent, 15.3, 4);
}

TEST(Background, DoesNotDependOnThreads) {
  Case c = oddCase(true);
  setBall(c.volume, {30, 20, 15}, 7, 40);
  MapEntry entry(c.volume);
  entry.threshold(20);
  const CheckResult one = entry.run("0.c", 1);
  EXPECT_EQ(one.status, Status::Warnings) << one.reason;
  expectSameResult(one, entry.run("0.c", 2));
  expectSameResult(one, entry.run("0.c", 7));
}

}  // namespace
}  // namespace vitrine
