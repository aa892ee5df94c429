// 1.g on phantom B, whose numbers were found with Xmipp's program (docs/checks/1.g.md), and on halves of known FSC.
#include "core/checks/fso/fso.hpp"

#include "core/checks/fso/figures.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/direction_spread.hpp"
#include "core/resolution/directions.hpp"
#include "tests/support/cut_noise.hpp"
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

using namespace fso;

constexpr PairPassOptions kOccupancyOnly{.cones = false, .occupancy = true};

using test::lowPassed;
using test::phantomNoise;
using test::raisedCosine;

/// 1 to 32 voxels from the centre, 0 from 40 on.
Volume phantomMask(const Grid& grid) {
  Volume mask(grid);
  const int n = grid.size[0];
  for (int z = 0; z < n; ++z)
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        const double r = std::sqrt(std::pow(x - n / 2, 2) + std::pow(y - n / 2, 2) + std::pow(z - n / 2, 2));
        mask.at(x, y, z) = static_cast<float>(raisedCosine((r - 32) / 8));
      }
  return mask;
}

template <class Cut>
std::array<Volume, 2> phantomHalves(Cut cut, double sigma, Executor& executor) {
  const Grid grid = test::gridOf({96, 96, 96});
  const Volume signal = lowPassed(phantomNoise(grid, 1), cut, executor);
  std::array<Volume, 2> halves = {phantomNoise(grid, 2), phantomNoise(grid, 3)};
  for (Volume& half : halves)
    for (std::int64_t i = 0; i < grid.voxels(); ++i)
      half.data[i] = static_cast<float>(signal.data[i] + sigma * half.data[i]);
  return halves;
}

PairSums sumsOf(const Volume& half1, const Volume& half2, Executor& executor) {
  Progress progress;
  return pairPass(forward(half1, executor, progress), forward(half2, executor, progress), kOccupancyOnly, executor,
                  progress);
}

struct PhantomB {
  std::array<float, 3> head{};
  PairSums masked;

  PhantomB() {
    test::ThreadExecutor executor(2);
    auto halves = phantomHalves([](double c) { return 0.40 * (1 - c * c) + 0.20 * c * c; }, 0.5, executor);
    for (std::size_t i = 0; i < 3; ++i) head[i] = halves[0].data[static_cast<std::int64_t>(i)];
    const Volume mask = phantomMask(halves[0].grid);
    for (Volume& half : halves) test::multiply(half, mask);
    masked = sumsOf(halves[0], halves[1], executor);
  }
};

const PhantomB& phantomB() {
  static const PhantomB phantom;
  return phantom;
}

TEST(Fso, PhantomBIsTheOneXmippWasRunOn) {
  EXPECT_NEAR(phantomB().head[0], -0.07437702, 2e-6);
  EXPECT_NEAR(phantomB().head[1], 0.26516076, 2e-6);
  EXPECT_NEAR(phantomB().head[2], 0.16112052, 2e-6);
}

TEST(Fso, CrossingsOfPhantomBAreThoseOfXmipp) {
  const Occupancy found = occupancy(phantomB().masked, 48);
  EXPECT_NEAR(*found.crossing(0.9).resolutionA(), 3.3416, 5e-4);
  EXPECT_NEAR(*found.crossing(0.5).resolutionA(), 2.5141, 5e-4);
  EXPECT_NEAR(*found.crossing(0.1).resolutionA(), 2.2876, 5e-4);
  EXPECT_NEAR(*findCrossing(found.globalFsc, kThreshold, found.width, 1, 48).resolutionA(), 2.4023, 5e-4);
}

TEST(Fso, OccupancyAndAnisotropyOfPhantomBAreThoseOfXmippInEveryShell) {
  struct Row {
    int shell;
    double fso, vrsAnisotropy;
  };
  const Occupancy found = occupancy(phantomB().masked, 48);
  for (const Row& row :
       {Row{24, 0.9938, 0}, Row{25, 1, 0}, Row{26, 0.9626, 0.3712}, Row{27, 0.9439, 0.9450}, Row{30, 0.8785, 1},
        Row{35, 0.7134, 1}, Row{38, 0.5109, 1}, Row{40, 0.3458, 1}, Row{42, 0.0966, 1}}) {
    const auto s = static_cast<std::size_t>(row.shell);
    EXPECT_NEAR(found.fso[s], row.fso, 5.1e-5) << row.shell;
    EXPECT_NEAR(vrsAnisotropy(found.bingham[s]), row.vrsAnisotropy, 5.1e-5) << row.shell;
  }
}

TEST(Fso, DirectionalResolutionsOfPhantomBAreThoseOfXmipp) {
  const DirectionSpread spread = directionSpread(occupancy(phantomB().masked, 48).ends);
  EXPECT_EQ(spread.never, 0);
  EXPECT_NEAR(*spread.min, 2.182, 5e-4);
  EXPECT_NEAR(*spread.max, 4.174, 5e-4);
  EXPECT_NEAR(*spread.median, 2.462, 5e-4);
}

TEST(Fso, BinghamsProbabilityHasFiveDegreesOfFreedom) {
  EXPECT_NEAR(anisotropy(11.0705), 0.95, 1e-5);
  EXPECT_NEAR(anisotropy(9.15), 0.897, 5e-4);
  EXPECT_EQ(anisotropy(0), 0);
  EXPECT_NEAR(vrsAnisotropy(11.07), 0.98490, 1e-5);  // at 11 of its table
  EXPECT_NEAR(vrsAnisotropy(1000), 0.99998, 1e-5);   // its table ends at 20
}

PairSums sumsOfFsc(const Grid& grid, const test::OfFrequency& rho, std::uint64_t seed) {
  test::ThreadExecutor executor(2);
  const auto halves = test::halfSpectraWithFsc(grid, rho, seed, executor);
  return pairPass(halves[0], halves[1], kOccupancyOnly, executor, Progress());
}

Occupancy occupancyOf(const PairSums& sums) { return occupancy(sums, sums.shells.count() - 1); }

TEST(Fso, DirectionsBeyondNyquistAreCensored) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  const auto rho = [](const Vector3& g) {
    const double r = std::hypot(g[0], g[1], g[2]), cosine = r > 0 ? g[2] / r : 0;
    return 1 / (1 + std::exp((r * 1.5 - 0.8 * (1 - 0.7 * cosine * cosine)) / 0.02));
  };
  const Occupancy found = occupancyOf(sumsOfFsc(grid, rho, 4));
  const DirectionSpread spread = directionSpread(found.ends);
  EXPECT_GT(spread.never, 150);
  EXPECT_LT(spread.never, 315);
  EXPECT_FALSE(spread.min);
  ASSERT_TRUE(spread.max);
  const SpherePlot plot = resolutionSphere(found, 3);
  EXPECT_EQ(plot.azimuths, 360);
  EXPECT_EQ(plot.tilts, 91);
  EXPECT_FALSE(std::isnan(plot.value.front()));
  EXPECT_TRUE(std::isnan(plot.value.back()));
  for (const double value : plot.value) EXPECT_FALSE(value < 3);  // no -1 A is averaged in
}

TEST(Fso, HalvesThatNeverFallHaveNoCrossing) {
  const Grid grid = test::gridOf({32, 32, 32}, 1.5);
  const Occupancy found = occupancyOf(sumsOfFsc(
      grid, [](const Vector3&) { return 0.999; }, 4));
  for (const double level : {0.9, 0.5, 0.1}) EXPECT_EQ(found.crossing(level).state, CrossingState::Never);
  EXPECT_EQ(directionSpread(found.ends).never, 321);
  EXPECT_NEAR(found.bingham.back(), 0, 1e-9);  // all directions: even
}

TEST(Fso, OccupancyOfNoiseIsTheOneExpected) {
  const Grid grid = test::gridOf({48, 48, 48});
  constexpr int kPairs = 12;
  std::vector<double> mean(25);
  PairSums sums;
  for (int pair = 0; pair < kPairs; ++pair) {
    sums = sumsOfFsc(
        grid, [](const Vector3&) { return 0.0; }, 30 + static_cast<std::uint64_t>(pair));
    const Occupancy found = occupancyOf(sums);
    for (std::size_t s = 0; s < mean.size(); ++s) mean[s] += found.fso[s] / kPairs;
    EXPECT_EQ(found.fso[4], 1);
    EXPECT_LT(found.fso[5], 1);
  }
  for (const int s : {8, 12, 16, 20, 23}) {
    const NoiseLevel noise = noiseLevel(sums, s, Freedom{});
    EXPECT_NEAR(mean[static_cast<std::size_t>(s)], noise.occupancy, 0.05) << s;
    EXPECT_GT(noise.fsc, 0) << s;
  }
  EXPECT_GT(noiseLevel(sums, 8, Freedom{}).fsc, noiseLevel(sums, 20, Freedom{}).fsc);
}

TEST(Fso, MaskAndSymmetryRaiseTheNoiseLevel) {
  const Grid grid = test::gridOf({48, 48, 48});
  const PairSums sums = sumsOfFsc(
      grid, [](const Vector3&) { return 0.0; }, 30);
  const double plain = noiseLevel(sums, 20, Freedom{}).fsc;
  EXPECT_NEAR(noiseLevel(sums, 20, Freedom{4, 1}).fsc, 2 * plain, 1e-12);
  EXPECT_EQ(noiseLevel(sums, 20, Freedom{1, 2}).fsc, plain);  // the cone does not repeat itself
  EXPECT_GT(noiseLevel(sums, 20, Freedom{1, 60}).fsc, plain);
  EXPECT_EQ(noiseLevel(sums, 1, Freedom{}).fsc, 1);
}

TEST(Fso, EigenvectorsShowTheEmptiedAxis) {
  const Grid grid = test::gridOf({64, 64, 64}, 1.5);
  for (const Vector3& axis : {Vector3{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {0.48, -0.6, 0.64}}) {
    const auto rho = [&](const Vector3& g) {
      const double r = std::hypot(g[0], g[1], g[2]);
      const double cosine = r > 0 ? (g[0] * axis[0] + g[1] * axis[1] + g[2] * axis[2]) / r : 0;
      return 1 / (1 + std::exp((r * 1.5 - 0.3 * (1 - 0.5 * cosine * cosine)) / 0.01));
    };
    const PairSums sums = sumsOfFsc(grid, rho, 8);
    const Occupancy found = occupancyOf(sums);
    const auto tensor = directionTensor(sums, found.crossing(0.5).shell);
    ASSERT_TRUE(tensor);
    EXPECT_NEAR(tensor->value[0] + tensor->value[1] + tensor->value[2], 1, 1e-9);
    EXPECT_LT(tensor->value[0], 0.15);
    const Vector3& emptied = tensor->axis[0];
    EXPECT_GT(std::abs(emptied[0] * axis[0] + emptied[1] * axis[1] + emptied[2] * axis[2]),
              std::cos(10 * std::numbers::pi / 180));
    EXPECT_GT(anisotropy(found.bingham[static_cast<std::size_t>(found.crossing(0.5).shell)]), 0.999);
  }
}

TEST(Fso, WorksInOddAndUnequalBoxes) {
  Grid grid = test::gridOf({45, 40, 57});
  grid.voxelSize = {1.5, 1.8, 1.3};
  const auto rho = [](const Vector3& g) { return 1 / (1 + std::exp((std::hypot(g[0], g[1], g[2]) - 0.16) / 0.01)); };
  const Occupancy found = occupancyOf(sumsOfFsc(grid, rho, 2));
  const double truth = 1 / (0.16 + 0.01 * std::log((1 - kThreshold) / kThreshold));
  EXPECT_NEAR(*found.crossing(0.5).resolutionA(), truth, 1.5 * truth * truth * found.width);
}

TEST(Fso, IsTheSameForAnyNumberOfThreads) {
  const Grid grid = test::gridOf({40, 40, 40});
  std::vector<Occupancy> found;
  for (const int threads : {1, 2, 7}) {
    test::ThreadExecutor executor(threads);
    const auto halves = test::halfSpectraWithFsc(grid, test::logisticFsc(grid), 6, executor);
    found.push_back(occupancyOf(pairPass(halves[0], halves[1], kOccupancyOnly, executor, Progress())));
  }
  for (const Occupancy& other : found) {
    EXPECT_EQ(other.fso, found[0].fso);
    EXPECT_EQ(other.bingham, found[0].bingham);
    EXPECT_EQ(other.mean, found[0].mean);
  }
}

// ---- the whole check, through files

constexpr std::string_view kId = "1.g";

Volume meanOf(const std::array<Volume, 2>& halves) {
  Volume mean(halves[0].grid);
  for (std::int64_t i = 0; i < mean.grid.voxels(); ++i) mean.data[i] = (halves[0].data[i] + halves[1].data[i]) / 2;
  return mean;
}

std::array<Volume, 2> halvesOf(const Grid& grid, const test::OfFrequency& rho) {
  test::ThreadExecutor executor(2);
  return test::halfMapsWithFsc(grid, rho, 7, executor);
}

/// Map, half maps and a soft ball as mask.
struct HalfEntry : test::MapEntry {
  explicit HalfEntry(const std::array<Volume, 2>& maps, bool withMask = true) : test::MapEntry(meanOf(maps)) {
    halves(maps[0], maps[1]);
    if (withMask)
      mask(test::softSphere(maps[0].grid, 18));
    else
      threshold(1e6);  // no voxel reaches it: no mask can be made
  }
  HalfEntry(const Grid& grid, const test::OfFrequency& rho, bool withMask = true)
      : HalfEntry(halvesOf(grid, rho), withMask) {}
};

TEST(FsoCheck, ReportsOccupancyOfTheHalvesAsGivenWithTheMaskedOnesBeside) {
  const Grid grid = test::gridOf({64, 64, 64}, 1.5);
  const CheckResult result = HalfEntry(grid, test::logisticFsc(grid)).resolution(5).run(kId);
  ASSERT_EQ(result.status, Status::Ok) << result.reason;
  const double truth = test::logisticCrossingA(grid, kThreshold);
  EXPECT_NEAR(test::valueOf(result, "fso_05_A"), truth, 2 * truth * truth / grid.edge(0));
  EXPECT_NEAR(test::valueOf(result, "vrs_fso_05_A"), truth, 4 * truth * truth / grid.edge(0));
  EXPECT_GT(test::valueOf(result, "fso_09_A"), test::valueOf(result, "fso_05_A"));
  EXPECT_LT(test::valueOf(result, "fso_01_A"), test::valueOf(result, "fso_05_A"));
  ASSERT_EQ(result.resolutionEstimates.size(), 1U);
  EXPECT_EQ(result.resolutionEstimates[0].second, test::valueOf(result, "fso_05_A"));
  EXPECT_TRUE(result.mask);
  const CurvePlot* plot = result.plot("fso");
  ASSERT_NE(plot, nullptr);
  ASSERT_EQ(plot->shaded.size(), 1U);
  EXPECT_NEAR(1 / plot->shaded[0].low, test::valueOf(result, "fso_09_A"), 1e-9);
  EXPECT_NEAR(1 / plot->shaded[0].high, test::valueOf(result, "fso_01_A"), 1e-9);
  ASSERT_EQ(result.tables.size(), 1U);
  EXPECT_EQ(result.tables[0].rows.size(), 321U);
  EXPECT_EQ(result.spheres.size(), 1U);
}

TEST(FsoCheck, LeavesOutTheMaskedFiguresWhereNoMaskCanBeMade) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  const CheckResult result = HalfEntry(grid, test::logisticFsc(grid), false).resolution(5).run(kId);
  ASSERT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_FALSE(result.mask);
  EXPECT_EQ(result.find("vrs_fso_05_A"), nullptr);
  EXPECT_NE(std::ranges::find_if(result.notes,
                                 [](const std::string& note) { return note.find("left out") != std::string::npos; }),
            result.notes.end());
}

TEST(FsoCheck, WarnsOfAResolutionThatIsTooFine) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  HalfEntry entry(grid, test::logisticFsc(grid));
  const double found = test::valueOf(entry.run(kId), "fso_05_A");
  EXPECT_TRUE(test::warnsOf(entry.resolution(0.79 * found).run(kId), "resolution_overestimated"));
  EXPECT_FALSE(test::warnsOf(entry.resolution(0.81 * found).run(kId), "resolution_overestimated"));
}

TEST(FsoCheck, SaysThatTheOccupancyNeverFalls) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  const CheckResult result = HalfEntry(grid, [](const Vector3&) { return 0.98; }).resolution(4).run(kId);
  EXPECT_TRUE(test::observes(result, "no_crossing"));
  EXPECT_FALSE(result.find("fso_05_A")->value);
  EXPECT_TRUE(result.resolutionEstimates.empty());
  EXPECT_TRUE(result.plot("fso")->shaded.empty());
}

TEST(FsoCheck, NoiseIsWarnedOfAndCalledNoise) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  const CheckResult result = HalfEntry(grid, [](const Vector3&) { return 0.0; }).resolution(4).run(kId);
  EXPECT_TRUE(test::warnsOf(result, "resolution_overestimated"));
  EXPECT_TRUE(test::observes(result, "noise_dominated"));
}

TEST(Fso, RangeOfIsotropicPairsIsNarrowAndOfUnevenOnesWide) {
  const auto range = [](const Grid& grid, const test::OfFrequency& rho, std::uint64_t seed) {
    const Occupancy found = occupancyOf(sumsOfFsc(grid, rho, seed));
    return *found.crossing(0.9).resolutionA() / *found.crossing(0.1).resolutionA();
  };
  for (const int n : {64, 96})
    for (const std::uint64_t seed : {1, 2, 3}) {
      const Grid grid = test::gridOf({n, n, n}, 1.5);
      EXPECT_LT(range(grid, test::logisticFsc(grid), seed), 1.25);
      EXPECT_GT(range(grid, test::anisotropicFsc(grid), seed), 1.3);
    }
}

TEST(FsoCheck, SaysThatDirectionsAreUnevenAndWhere) {
  const Grid grid = test::gridOf({64, 64, 64}, 1.5);
  EXPECT_FALSE(test::observes(HalfEntry(grid, test::logisticFsc(grid)).resolution(5).run(kId), "uneven_directions"));
  const CheckResult result = HalfEntry(grid, test::anisotropicFsc(grid)).resolution(5).run(kId);
  ASSERT_TRUE(test::observes(result, "uneven_directions"));
  EXPECT_FALSE(test::observes(result, "noise_dominated"));
}

TEST(FsoCheck, DoesNotApplyWithoutHalves) {
  EXPECT_EQ(test::MapEntry(test::symmetricBall()).run(kId).status, Status::DoesNotApply);
}

TEST(FsoCheck, IsTheSameForAnyNumberOfThreads) {
  const Grid grid = test::gridOf({40, 36, 45}, 1.5);
  const HalfEntry entry(grid, test::logisticFsc(grid));
  const CheckResult one = entry.run(kId, 1);
  for (const int threads : {2, 7}) test::expectSameResult(one, entry.run(kId, threads));
}

}  // namespace
}  // namespace vitrine
