// 1.h on halves whose directional FSC is known (docs/checks/1.h.md).
#include "core/checks/fsc3d/directional_fsc.hpp"

#include "core/base/random.hpp"
#include "core/checks/fsc3d/anisotropy.hpp"
#include "core/checks/fsc3d/figures.hpp"
#include "core/checks/fsc3d/sphericity.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/direction_spread.hpp"
#include "core/resolution/directions.hpp"
#include "core/resolution/sphere_map.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/run_check.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

using namespace fsc3d;

constexpr PairPassOptions kConesOnly{.cones = true, .occupancy = false};
constexpr double kHighPassA = 200;
constexpr double kVoxelA = 1.5;

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

double length(const Vector3& a) { return std::sqrt(dot(a, a)); }

/// Angle between two axes, degrees.
double between(const Vector3& a, const Vector3& b) {
  return std::acos(std::min(1.0, std::abs(dot(a, b)) / length(a) / length(b))) * 180 / std::numbers::pi;
}

PairSums sumsOf(const Grid& grid, const test::OfFrequency& rho, std::uint64_t seed) {
  test::ThreadExecutor executor(2);
  const auto halves = test::halfSpectraWithFsc(grid, rho, seed, executor);
  return pairPass(halves[0], halves[1], kConesOnly, executor, Progress());
}

DirectionalFsc curvesOf(const PairSums& sums) { return directionalFsc(sums, sums.shells.count() - 1, kHighPassA); }

std::optional<double> roundnessOf(const DirectionalFsc& fsc, double threshold) {
  const auto all = crossings(fsc, threshold);
  return sphericity(std::span(all).subspan(ConeAxes::kIcosphere, ConeAxes::kIcosphereCount), fsc.frequency(fsc.last));
}

double along(const DirectionalFsc& fsc, int axis, double threshold) {
  return crossings(fsc, threshold)[static_cast<std::size_t>(axis)].resolutionA().value();
}

/// One shell's width at resolution d, in A.
double oneShell(const DirectionalFsc& fsc, double d) { return d * d * fsc.width; }

/// The anisotropic recipe about any axis: k0 = 0.25 N (1 - 0.4 cos^2).
test::OfFrequency anisotropicAbout(const Grid& grid, const Vector3& axis) {
  const double voxel = grid.voxelSize[0];
  return [=](const Vector3& g) {
    const double r = length(g), cosine = r > 0 ? dot(g, axis) / r / length(axis) : 0;
    return 1 / (1 + std::exp((r * voxel - 0.25 * (1 - 0.4 * cosine * cosine)) / 0.03));
  };
}

/// Spectra whose coefficients have exactly this correlation and unit power: cones then hold the mean of rho, without
/// noise.
PairSums exactSums(const Grid& grid, const test::OfFrequency& rho) {
  std::array<Spectrum, 2> halves{paddedFor(grid), paddedFor(grid)};
  const auto [nx, ny, nz] = grid.size;
  for (int l = 0; l < nz; ++l)
    for (int k = 0; k < ny; ++k)
      for (int h = 0; h <= nx / 2; ++h) {
        const double r = rho({h / grid.edge(0), signedIndex(k, ny) / grid.edge(1), signedIndex(l, nz) / grid.edge(2)});
        halves[0].row(k, l)[h] = 1;
        halves[1].row(k, l)[h] = {static_cast<float>(r), static_cast<float>(std::sqrt(1 - r * r))};
      }
  test::ThreadExecutor executor(2);
  return pairPass(halves[0], halves[1], kConesOnly, executor, Progress());
}

test::OfFrequency constant(double rho) {
  return [rho](const Vector3&) { return rho; };
}

/// By quadrature over the cones, a = 1.5 A.
struct Truth {
  double threshold, x, z, sphericity;
};
constexpr Truth kAnisotropicTruth[] = {{kThreshold, 4.986, 7.15, 0.982}, {kHalf, 6.07, 9.62, 0.971}};

TEST(Fsc3d, FindsTheTruthOfTheAnisotropicRecipeWithoutNoise) {
  const Grid grid = test::gridOf({96, 96, 96}, kVoxelA);
  const DirectionalFsc fsc = curvesOf(exactSums(grid, test::anisotropicFsc(grid)));
  for (const Truth& truth : kAnisotropicTruth) {
    EXPECT_NEAR(along(fsc, ConeAxes::kX, truth.threshold), truth.x, oneShell(fsc, truth.x) / 2);
    EXPECT_NEAR(along(fsc, ConeAxes::kY, truth.threshold), truth.x, oneShell(fsc, truth.x) / 2);
    EXPECT_NEAR(along(fsc, ConeAxes::kZ, truth.threshold), truth.z, oneShell(fsc, truth.z) / 2);
    EXPECT_NEAR(*roundnessOf(fsc, truth.threshold), truth.sphericity, 0.002);
  }
}

TEST(Fsc3d, FindsTheAnisotropicRecipeInNoise) {
  // One pair scatters by sigma / slope: 0.2 to 0.4 A along X and Z at 0.143. The mean of four pairs must be right.
  const Grid grid = test::gridOf({96, 96, 96}, kVoxelA);
  constexpr int kPairs = 4;
  double x = 0, z = 0;
  for (int pair = 0; pair < kPairs; ++pair) {
    const PairSums sums = sumsOf(grid, test::anisotropicFsc(grid), 50 + static_cast<std::uint64_t>(pair));
    const DirectionalFsc fsc = curvesOf(sums);
    x += (along(fsc, ConeAxes::kX, kThreshold) + along(fsc, ConeAxes::kY, kThreshold)) / 2 / kPairs;
    z += along(fsc, ConeAxes::kZ, kThreshold) / kPairs;
    const auto all = crossings(fsc, kThreshold);
    const auto ends = extremes(fsc, all);
    ASSERT_TRUE(ends);
    EXPECT_LT(between(coneAxes()[static_cast<std::size_t>(ends->worst)], {0, 0, 1}), 30);
    EXPECT_GT(between(coneAxes()[static_cast<std::size_t>(ends->best)], {0, 0, 1}), 45);
    EXPECT_LT(*areaRatio(fsc, all), 0.75);
    EXPECT_LT(anisotropyTest(sums, fsc, Freedom{})->pValue, 1e-6);
  }
  const double width = 1 / grid.edge(0);
  EXPECT_NEAR(x, 4.986, 4.986 * 4.986 * width);
  EXPECT_NEAR(z, 7.15, 7.15 * 7.15 * width);
  // 3DFSC printed 5.067 and 5.048 A along X and Y, 6.963 A along Z for another draw.
  EXPECT_NEAR(x, (5.067 + 5.048) / 2, 5 * 5 * width);
  EXPECT_NEAR(z, 6.963, 7 * 7 * width);
}

TEST(Fsc3d, IsotropicHalvesAreASphere) {
  const Grid grid = test::gridOf({64, 64, 64}, kVoxelA);
  const DirectionalFsc exact = curvesOf(exactSums(grid, test::logisticFsc(grid)));
  EXPECT_NEAR(*roundnessOf(exact, kHalf), 1, 1e-3);
  EXPECT_NEAR(*roundnessOf(exact, kThreshold), 1, 1e-3);
  EXPECT_GT(*areaRatio(exact, crossings(exact, kThreshold)), 0.95);
  const DirectionalFsc noisy = curvesOf(sumsOf(grid, test::logisticFsc(grid), 3));
  EXPECT_GT(*roundnessOf(noisy, kHalf), 0.95);
}

TEST(Fsc3d, FollowsTheAxisOfTheAnisotropy) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  for (const Vector3& axis : {Vector3{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.6, -0.5, 0.62}, {-0.3, 0.8, -0.4}}) {
    const DirectionalFsc fsc = curvesOf(exactSums(grid, anisotropicAbout(grid, axis)));
    const auto all = crossings(fsc, kThreshold);
    const auto ends = extremes(fsc, all);
    ASSERT_TRUE(ends);
    EXPECT_LT(between(coneAxes()[static_cast<std::size_t>(ends->worst)], axis), 9);
    EXPECT_GT(between(coneAxes()[static_cast<std::size_t>(ends->best)], axis), 60);
    EXPECT_NEAR(*roundnessOf(fsc, kHalf), 0.971, 0.005);

    const SpherePlot plot = resolutionSphere(fsc, all, ends, 2 * kVoxelA);
    const SphereGrid sphere{plot.azimuths, plot.tilts};
    const auto coarsest = std::ranges::max_element(plot.value) - plot.value.begin();
    const Vector3 direction =
        sphere.direction(static_cast<int>(coarsest / plot.azimuths), static_cast<int>(coarsest % plot.azimuths));
    EXPECT_LT(between(direction, axis), 9);
  }
}

TEST(Fsc3d, ShellsAreOfPhysicalFrequencyInAnyBox) {
  Grid grid = test::gridOf({45, 40, 57});
  grid.voxelSize = {1.5, 1.8, 1.3};
  // The same in all directions although rows, columns and planes differ.
  const auto rho = [](const Vector3& g) { return 1 / (1 + std::exp((length(g) - 0.16) / 0.02)); };
  const DirectionalFsc fsc = curvesOf(exactSums(grid, rho));
  const double half = 1 / 0.16;
  for (const Crossing& crossing : crossings(fsc, kHalf))
    EXPECT_NEAR(crossing.resolutionA().value(), half, oneShell(fsc, half) / 2);
  EXPECT_NEAR(*roundnessOf(fsc, kHalf), 1, 0.005);
  EXPECT_NEAR(fsc.width, 1 / (45 * 1.5), 1e-12);
}

TEST(Fsc3d, SmallConesTakeTheValueOfTheWholeShell) {
  const Grid grid = test::gridOf({32, 32, 32}, kVoxelA);
  const PairSums sums = sumsOf(grid, test::logisticFsc(grid), 5);
  const DirectionalFsc fsc = curvesOf(sums);
  int small = 0, large = 0;
  for (int s = 1; s <= fsc.last; ++s)
    for (int axis = 0; axis < ConeAxes::kCount; ++axis) {
      const double value = fsc.along[static_cast<std::size_t>(axis)][static_cast<std::size_t>(s)];
      const bool isSmall = sums.cones.weight[sums.cones.index(s, axis)] < 30;
      (isSmall ? small : large) += 1;
      EXPECT_EQ(value, isSmall ? sums.shells.fsc(s) : sums.cones.correlation(s, axis));
    }
  EXPECT_GT(small, 4 * ConeAxes::kCount);
  EXPECT_GT(large, 4 * ConeAxes::kCount);
}

TEST(Fsc3d, CrossingsStartAtTheHighPass) {
  EXPECT_EQ(firstShell(1.0 / 100, 200), 3);
  EXPECT_EQ(firstShell(1.0 / 1000, 200), 5);
  EXPECT_EQ(firstShell(1.0 / 1001, 200), 6);
}

TEST(Fsc3d, CurvesThatNeverFallHaveNoResolution) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const DirectionalFsc fsc = curvesOf(exactSums(grid, constant(0.9)));
  const auto all = crossings(fsc, kThreshold);
  const DirectionSpread spread = directionSpread(evenDirections(all));
  EXPECT_EQ(spread.never, 500);
  EXPECT_FALSE(spread.min || spread.max || spread.mean || spread.median);
  EXPECT_FALSE(roundnessOf(fsc, kThreshold));
  EXPECT_FALSE(extremes(fsc, all));
  EXPECT_NEAR(*areaRatio(fsc, all), 1, 1e-6);
  const SpherePlot plot = resolutionSphere(fsc, all, {}, 2 * kVoxelA);
  EXPECT_TRUE(std::ranges::all_of(plot.value, [](double v) { return std::isnan(v); }));
}

TEST(Fsc3d, DirectionsBeyondNyquistAreCensored) {
  // Falls at 0.36 cycles per voxel along z, beyond Nyquist in the plane.
  const Grid grid = test::gridOf({64, 64, 64}, kVoxelA);
  const auto rho = [](const Vector3& g) {
    const double r = length(g), cosine = r > 0 ? g[2] / r : 0;
    return 1 / (1 + std::exp((r * kVoxelA - 0.6 * (1 - 0.4 * cosine * cosine)) / 0.03));
  };
  const DirectionalFsc fsc = curvesOf(exactSums(grid, rho));
  const auto all = crossings(fsc, kHalf);
  const DirectionSpread spread = directionSpread(evenDirections(all));
  EXPECT_GT(spread.never, 100);
  EXPECT_LT(spread.never, 490);
  EXPECT_FALSE(spread.min || spread.mean || spread.sd || spread.percentile5);
  ASSERT_TRUE(spread.max);
  EXPECT_NEAR(*spread.max, kVoxelA / 0.37, 0.2);
  EXPECT_TRUE(roundnessOf(fsc, kHalf));
  const SpherePlot plot = resolutionSphere(fsc, all, {}, 2 * kVoxelA);
  EXPECT_FALSE(std::isnan(plot.value.front()));  // +z
  EXPECT_TRUE(std::isnan(plot.value.back()));    // in the plane
}

TEST(Fsc3d, NoiseHasNoResolutionInAnyDirection) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const PairSums sums = sumsOf(grid, constant(0), 11);
  const DirectionalFsc fsc = curvesOf(sums);
  const DirectionSpread spread = directionSpread(evenDirections(crossings(fsc, kThreshold)));
  EXPECT_EQ(fsc.globalCrossing(kThreshold).state, CrossingState::BelowFirst);
  EXPECT_EQ(spread.belowFirst, 500);  // the first shells hold few coefficients: their cones have the global value
  EXPECT_FALSE(spread.min || spread.max || spread.mean);
  EXPECT_FALSE(roundnessOf(fsc, kThreshold));
  EXPECT_FALSE(anisotropyTest(sums, fsc, Freedom{}));
}

TEST(Fsc3d, CorrectionTakesOutWhatTheMaskAdds) {
  DirectionalFsc masked{.width = 0.01, .first = 3, .last = 9, .global = std::vector<double>(10, 0.5), .along = {}};
  masked.along.assign(2, std::vector<double>(10, 0.6));
  DirectionalFsc randomised = masked;
  randomised.global.assign(10, 0.2);
  randomised.along = {std::vector<double>(10, 0.2), std::vector<double>(10, 1.0)};
  const DirectionalFsc corrected = correctedFsc(masked, randomised, 5);
  for (std::size_t s = 0; s < 10; ++s) {
    EXPECT_NEAR(corrected.global[s], s < 7 ? 0.5 : 0.375, 1e-12) << s;
    EXPECT_NEAR(corrected.along[0][s], s < 7 ? 0.6 : 0.5, 1e-12) << s;
    EXPECT_NEAR(corrected.along[1][s], s < 7 ? 0.6 : 0, 1e-12) << s;
  }
}

TEST(Fsc3d, SphericityOfASpheroidIsAnalytic) {
  // Prolate, 1 : 1 : c. Area 2 pi (1 + c^2 / sqrt(c^2 - 1) asin(sqrt(c^2 - 1) / c)).
  for (const double c : {1.0, 1.5, 2.0}) {
    std::vector<double> radius;
    for (const Vector3& u : icosphere().axes)
      radius.push_back(1 / std::sqrt(u[0] * u[0] + u[1] * u[1] + u[2] * u[2] / (c * c)));
    const double e = std::sqrt(c * c - 1);
    const double area = 2 * std::numbers::pi * (1 + (e > 0 ? c * c / e * std::asin(e / c) : 1));
    const double volume = 4 * std::numbers::pi / 3 * c;
    const double truth = std::cbrt(std::numbers::pi * 36 * volume * volume) / area;
    EXPECT_NEAR(sphericity(std::span<const double>(radius)), truth, 0.002) << c;
    for (double& r : radius) r *= 0.01;
    EXPECT_NEAR(sphericity(std::span<const double>(radius)), truth, 0.002) << "scaled, " << c;
  }
}

/// Fraction of isotropic pairs that the test of anisotropy rejects at 5 %.
double rejected(int pairs, const Freedom& freedom, bool fourfold) {
  const Grid grid = test::gridOf({32, 32, 32}, kVoxelA);
  test::ThreadExecutor executor(2);
  Progress progress;
  int count = 0;
  for (int pair = 0; pair < pairs; ++pair) {
    auto halves =
        test::halfMapsWithFsc(grid, test::logisticFsc(grid), 100 + static_cast<std::uint64_t>(pair), executor);
    for (Volume& half : halves) {
      if (!fourfold) break;
      Volume once;
      once.grid = grid;
      once.data = half.data.copy();
      const int n = grid.size[0];
      for (int z = 0; z < n; ++z)
        for (int y = 0; y < n; ++y)
          for (int x = 0; x < n; ++x)
            half.at(x, y, z) = once.at(x, y, z) + once.at((n - y) % n, x, z) + once.at((n - x) % n, (n - y) % n, z) +
                               once.at(y, (n - x) % n, z);
    }
    const PairSums sums = pairPass(forward(halves[0], executor, progress), forward(halves[1], executor, progress),
                                   kConesOnly, executor, progress);
    const auto test = anisotropyTest(sums, curvesOf(sums), freedom);
    EXPECT_TRUE(test);
    count += test && test->pValue < 0.05 ? 1 : 0;
  }
  return static_cast<double>(count) / pairs;
}

TEST(Fsc3d, TestOfAnisotropyRejectsIsotropicPairsAtItsNominalRate) {
  const double rate = rejected(200, Freedom{}, false);
  EXPECT_GE(rate, 0.02);
  EXPECT_LE(rate, 0.09);
}

TEST(Fsc3d, ImposedSymmetryEntersTheTestOfAnisotropy) {
  const double known = rejected(60, Freedom{1, 4}, true), unknown = rejected(60, Freedom{}, true);
  EXPECT_LE(known, 0.12);
  EXPECT_GT(unknown, known);
}

TEST(Fsc3d, TableHoldsXyzAndTheEvenDirections) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const DirectionalFsc fsc = curvesOf(exactSums(grid, test::anisotropicFsc(grid)));
  const Table table = directionTable(crossings(fsc, kThreshold), crossings(fsc, kHalf));
  ASSERT_EQ(table.rows.size(), 503U);
  EXPECT_EQ(table.rows[0][0], 0.0);  // X
  EXPECT_EQ(table.rows[0][1], 90.0);
  EXPECT_EQ(table.rows[1][0], 90.0);  // Y
  EXPECT_EQ(table.rows[2][1], 0.0);   // Z
  EXPECT_EQ(table.rows[2][2], along(fsc, ConeAxes::kZ, kThreshold));
}

// ---- the whole check, through files

constexpr std::string_view kId = "1.h";

/// Half maps with the anisotropic recipe inside a soft ball, and their mean as the map.
struct Halves {
  Volume half1, half2, full;
};

Halves halvesOf(const Grid& grid, const test::OfFrequency& rho, std::uint64_t seed) {
  test::ThreadExecutor executor(2);
  auto pair = test::halfMapsWithFsc(grid, rho, seed, executor);
  Halves halves{std::move(pair[0]), std::move(pair[1]), Volume(grid)};
  for (std::int64_t i = 0; i < grid.voxels(); ++i)
    halves.full.data[i] = (halves.half1.data[i] + halves.half2.data[i]) / 2;
  return halves;
}

/// Map, half maps and a soft ball as mask.
struct HalfEntry : test::MapEntry {
  explicit HalfEntry(const Halves& maps) : test::MapEntry(maps.full) {
    halves(maps.half1, maps.half2).mask(test::softSphere(maps.full.grid, 18));
  }
};

TEST(Fsc3dCheck, ReportsAllThreeStatesAndThePreferredAxis) {
  const Grid grid = test::gridOf({64, 64, 64}, kVoxelA);
  const Halves halves = halvesOf(grid, test::anisotropicFsc(grid), 7);
  const CheckResult result = HalfEntry(halves).resolution(5).run(kId);
  ASSERT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_GT(test::valueOf(result, "fsc3d_z_A"), 1.15 * test::valueOf(result, "fsc3d_x_A"));
  EXPECT_GT(test::valueOf(result, "fsc3d_ratio"), 1.5);
  EXPECT_LT(test::valueOf(result, "worst_axis_tilt_deg"), 35);
  EXPECT_TRUE(test::observes(result, "anisotropic"));
  EXPECT_LT(test::valueOf(result, "anisotropy_p_value"), 1e-3);
  for (const char* state : {"", "masked_", "corrected_"})
    for (const char* end : {"x_A", "y_A", "z_A", "global_A"})
      EXPECT_NE(result.find(std::string("fsc3d_") + state + end), nullptr) << state << end;
  EXPECT_EQ(test::valueOf(result, "vrs_fsc3d_global_A"), test::valueOf(result, "fsc3d_masked_global_A"));
  EXPECT_TRUE(result.mask);
  ASSERT_EQ(result.spheres.size(), 1U);
  EXPECT_EQ(result.spheres[0].value.size(), 180U * 46U);
  EXPECT_EQ(result.spheres[0].marks.size(), 5U);
  ASSERT_NE(result.plot("directional_fsc"), nullptr);
  EXPECT_EQ(result.plot("directional_fsc")->series.size(), 5U);
  EXPECT_NE(result.plot("directional_fsc_masked"), nullptr);
  EXPECT_NE(result.plot("directional_fsc_corrected"), nullptr);
  double shares = 0;
  for (const double share : result.plot("direction_histogram")->series[0].y) shares += share;
  EXPECT_NEAR(shares, 1, 1e-9);
}

TEST(Fsc3dCheck, WarnsOfAResolutionThatIsTooFine) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const Halves halves = halvesOf(grid, test::logisticFsc(grid), 7);
  HalfEntry entry(halves);
  const double found = test::valueOf(entry.run(kId), "fsc3d_masked_global_A");
  EXPECT_TRUE(test::warnsOf(entry.resolution(0.79 * found).run(kId), "resolution_overestimated"));
  EXPECT_FALSE(test::warnsOf(entry.resolution(0.81 * found).run(kId), "resolution_overestimated"));
  entry.parameter("1.h.resolution_factor", "0.9");
  EXPECT_TRUE(test::warnsOf(entry.run(kId), "resolution_overestimated"));
}

TEST(Fsc3dCheck, WithoutReportedResolutionThereIsNoVerdict) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const CheckResult result = HalfEntry(halvesOf(grid, test::logisticFsc(grid), 7)).run(kId);
  EXPECT_EQ(result.status, Status::Ok);
  EXPECT_FALSE(result.scored);
  EXPECT_TRUE(test::observes(result, "no_resolution"));
}

TEST(Fsc3dCheck, HalvesThatNeverFallAreWarnedOf) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const CheckResult result = HalfEntry(halvesOf(grid, constant(0.95), 7)).resolution(4).run(kId);
  EXPECT_TRUE(test::warnsOf(result, "never_crosses"));
  for (const char* key : {"fsc3d_x_A", "fsc3d_global_A", "fsc3d_min_A", "fsc3d_max_A", "fsc3d_mean_A"}) {
    ASSERT_NE(result.find(key), nullptr);
    EXPECT_FALSE(result.find(key)->value) << key;
  }
  EXPECT_EQ(test::valueOf(result, "never_crossing_directions"), 500);
}

TEST(Fsc3dCheck, MaskedHalvesThatReachNyquistAreNotHeldAgainstTheMap) {
  // A signal inside a ball that fades with frequency, and noise in all of the box: 15 times less of it inside the mask.
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  test::ThreadExecutor executor(2);
  const Volume ball = test::softSphere(grid, 12, 1);
  const double nyquist = 1 / (2 * kVoxelA);
  const auto fading = [&](const Vector3& g) { return std::sqrt(75 * std::exp(-std::log(100) * length(g) / nyquist)); };
  const Volume signal = std::move(test::halfMapsWithFsc(grid, constant(1), 6, executor, fading)[0]);
  Halves halves = halvesOf(grid, constant(0), 5);
  for (Volume* half : {&halves.half1, &halves.half2})
    for (std::int64_t i = 0; i < grid.voxels(); ++i) half->data[i] += ball.data[i] * signal.data[i];
  HalfEntry entry(halves);
  entry.mask(test::softSphere(grid, 13));

  const CheckResult allowed = entry.resolution(2.5 * kVoxelA).run(kId);
  EXPECT_EQ(allowed.status, Status::Ok) << allowed.warnings.at(0).text;
  EXPECT_TRUE(test::observes(allowed, "masked_never_crosses"));
  EXPECT_TRUE(allowed.find("fsc3d_global_A")->value);
  EXPECT_FALSE(allowed.find("fsc3d_masked_global_A")->value);
  EXPECT_TRUE(test::warnsOf(entry.resolution(1.5 * kVoxelA).run(kId), "resolution_overestimated"));
}

TEST(Fsc3dCheck, NoiseIsWarnedOf) {
  const Grid grid = test::gridOf({48, 48, 48}, kVoxelA);
  const CheckResult result = HalfEntry(halvesOf(grid, constant(0), 11)).resolution(4).run(kId);
  EXPECT_EQ(result.status, Status::Warnings);
  EXPECT_FALSE(result.find("fsc3d_global_A")->value);
}

TEST(Fsc3dCheck, DoesNotApplyWithoutHalvesOrToSmallBoxes) {
  const Grid grid = test::gridOf({31, 40, 40}, kVoxelA);
  const Halves halves = halvesOf(grid, test::logisticFsc(grid), 1);
  EXPECT_EQ(test::MapEntry(halves.full).run(kId).status, Status::DoesNotApply);
  const CheckResult small = test::MapEntry(halves.full).halves(halves.half1, halves.half2).run(kId);
  EXPECT_EQ(small.status, Status::DoesNotApply);
  EXPECT_NE(small.reason.find("31 voxels"), std::string::npos) << small.reason;
}

TEST(Fsc3dCheck, IdenticalHalvesCannotBeMeasured) {
  const Grid grid = test::gridOf({40, 40, 40}, kVoxelA);
  const Halves halves = halvesOf(grid, test::logisticFsc(grid), 1);
  const CheckResult result = test::MapEntry(halves.full).halves(halves.half1, halves.half1).run(kId);
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
}

TEST(Fsc3dCheck, IsTheSameForAnyNumberOfThreads) {
  const Grid grid = test::gridOf({40, 36, 45}, kVoxelA);
  const HalfEntry entry(halvesOf(grid, test::logisticFsc(grid), 9));
  const CheckResult one = entry.run(kId, 1);
  for (const int threads : {2, 7}) {
    const CheckResult other = entry.run(kId, threads);
    test::expectSameResult(one, other);
    for (std::size_t i = 0; i < one.spheres[0].value.size(); ++i) {
      const double a = one.spheres[0].value[i], b = other.spheres[0].value[i];
      ASSERT_TRUE(a == b || (std::isnan(a) && std::isnan(b)));
    }
  }
}

}  // namespace
}  // namespace vitrine
