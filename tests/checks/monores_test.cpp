// 1.e on phantom A, whose numbers were found with Xmipp's program (docs/checks/1.e.md), and on maps of known answer.
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "core/mask/threshold.hpp"
#include "core/resolution/monogenic/final_map.hpp"
#include "core/resolution/monogenic/level_plan.hpp"
#include "core/resolution/monogenic/mono_res.hpp"
#include "tests/checks/monores_phantom.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/run_check.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <stop_token>
#include <string>
#include <vector>

namespace vitrine {
namespace {

using namespace half_map_phantom;
using namespace monogenic;

MonoRes run(const Halves& halves, const MonoResOptions& options, int threads = 2) {
  test::ThreadExecutor executor(threads);
  Progress progress;
  return monoResOfHalves(halves.padded(), {}, halves.mask, options, executor, progress);
}

LocalResolution finalOf(const MonoRes& found) {
  test::ThreadExecutor executor(2);
  return finalResolution(found, executor, {});
}

/// Linear interpolation between order statistics.
std::vector<double> percentiles(std::vector<float> values) {
  std::ranges::sort(values);
  std::vector<double> result;
  for (const double q : {2.5, 25.0, 50.0, 75.0, 97.5}) {
    const double place = q / 100 * static_cast<double>(values.size() - 1);
    const auto i = static_cast<std::size_t>(place);
    const double next = values[std::min(i + 1, values.size() - 1)];
    result.push_back(values[i] + (place - static_cast<double>(i)) * (next - values[i]));
  }
  return result;
}

template <class Keep>
std::vector<float> valuesWhere(const LocalResolution& local, Keep keep) {
  std::vector<float> values;
  std::int64_t i = 0;
  for (int z = 0; z < local.grid.size[2]; ++z)
    for (int y = 0; y < local.grid.size[1]; ++y)
      for (int x = 0; x < local.grid.size[0]; ++x) {
        if (!local.determined.at(x, y, z)) continue;
        const float value = local.resolutionA[i++];
        if (keep(x - local.grid.centre(0), y - local.grid.centre(1), z - local.grid.centre(2))) values.push_back(value);
      }
  return values;
}
std::vector<float> allValues(const LocalResolution& local) {
  return valuesWhere(local, [](int, int, int) { return true; });
}

MonoResOptions optionsA(Mode mode) {
  MonoResOptions options;
  options.coarsestA = 20;
  options.mode = mode;
  return options;
}

/// As Xmipp computes it.
MonoResOptions xmippOptions() {
  MonoResOptions options = optionsA(Mode::FullGrid);
  options.nyquistFails = true;
  options.amplitude.nyquist = NyquistPlane::Positive;
  return options;
}

const MonoRes& fullA() {
  static const MonoRes found = run(phantomA(), optionsA(Mode::FullGrid));
  return found;
}

bool isFineSide(int x, int y, int z) { return x > 4 && std::hypot(x, y, z) < 24; }
bool isCoarseSide(int x, int y, int z) { return x < -4 && std::hypot(x, y, z) < 24; }

void expectNear(const std::vector<double>& found, const std::vector<double>& expected, double tolerance) {
  ASSERT_EQ(found.size(), expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) EXPECT_NEAR(found[i], expected[i], tolerance) << "number " << i;
}

std::string text(const std::vector<double>& values) {
  std::string all;
  for (const double value : values) all += std::to_string(value) + " ";
  return all;
}

TEST(MonoRes, PhantomAIsTheRecordedOne) {
  const Halves& a = phantomA();
  EXPECT_EQ(a.mask.count, 91965);
  EXPECT_FLOAT_EQ(a.half[0].data[0], 0.02473269F);
  EXPECT_FLOAT_EQ(a.half[0].data[1], 0.41467373F);
  EXPECT_FLOAT_EQ(a.half[0].data[2], 0.1520403F);
  EXPECT_NEAR(a.half[0].at(48, 48, 48), -0.43053682, 2e-6);
}

TEST(MonoRes, LevelsLieOnFourierIndices) {
  std::vector<double> found;
  for (const Level& level : resolutionLevels(phantomA().mask.grid, 20, 0.5)) found.push_back(level.resolutionA);
  expectNear(found, {19.2, 16, 13.714, 12,    10.667, 9.6, 8.727, 8, 7.385, 6.857,
                     6.4,  6,  5.647,  5.053, 4.571,  4,   3.556, 3, 2.526, 2},
             5e-4);
  EXPECT_TRUE(resolutionLevels(phantomA().mask.grid, 1.5, 0.5).empty());
}

TEST(MonoRes, GivesTheNumbersOfXmippWithItsConventions) {
  const MonoRes found = run(phantomA(), xmippOptions());
  EXPECT_EQ(found.levels.size(), 20U);
  const LocalResolution local = finalOf(found);
  expectNear(percentiles(allValues(local)), {3.000, 4.000, 4.434, 6.738, 7.831}, 2e-3);
  expectNear(percentiles(valuesWhere(local, isFineSide)), {3.000, 4.000, 4.247, 4.365, 4.501}, 2e-3);
  expectNear(percentiles(valuesWhere(local, isCoarseSide)), {4.571, 6.958, 7.385, 7.604, 8.063}, 2e-3);
  // r: mean of signal and noise, threshold, voxels tested; recorded with another sign at Nyquist.
  for (const auto& [resolution, signal, noise, threshold, tested] :
       {std::tuple{19.2, 1.2825, 0.46295, 0.47925, 91965.0}, std::tuple{8.0, 0.98324, 0.46184, 0.51143, 91716.0},
        std::tuple{4.0, 0.58711, 0.44944, 0.57322, 52063.0}, std::tuple{3.0, 0.48293, 0.42897, 0.59497, 26730.0}}) {
    const auto record = std::ranges::find_if(
        found.levels, [&](const LevelRecord& l) { return std::abs(l.level.resolutionA - resolution) < 1e-3; });
    ASSERT_NE(record, found.levels.end());
    EXPECT_NEAR(record->signal.mean, signal, 5e-3 * signal) << resolution;
    EXPECT_NEAR(record->noise.mean, noise, 5e-3 * noise) << resolution;
    EXPECT_NEAR(record->threshold, threshold, 5e-3 * threshold) << resolution;
    EXPECT_NEAR(double(record->signal.count), tested, 1e-2 * tested) << resolution;
  }
}

/// Xmipp's other conventions, but the last level evaluated as it is defined.
TEST(MonoRes, TestsTheLevelAtNyquist) {
  MonoResOptions options = xmippOptions();
  options.nyquistFails = false;
  const MonoRes found = run(phantomA(), options);
  ASSERT_EQ(found.levels.size(), 20U);
  const auto finest = std::ranges::count(found.lastPassed, std::uint16_t{20});
  EXPECT_NEAR(100.0 * static_cast<double>(finest) / static_cast<double>(found.mask.count), 1.0, 0.1);
  EXPECT_NEAR(percentiles(allValues(finalOf(found)))[0], 2.526, 2e-3);
}

TEST(MonoRes, ComplementAgreesWithTheFullGrid) {
  const MonoRes fast = run(phantomA(), optionsA(Mode::Complement));
  ASSERT_EQ(fast.levels.size(), fullA().levels.size());
  int complements = 0;
  for (std::size_t i = 0; i < fast.levels.size(); ++i) {
    const LevelRecord &a = fast.levels[i], &b = fullA().levels[i];
    complements += a.way == Way::Complement;
    EXPECT_NEAR(a.threshold, b.threshold, 1e-3 * b.threshold) << b.level.resolutionA;
    EXPECT_NEAR(a.signal.mean, b.signal.mean, 1e-3 * b.signal.mean) << b.level.resolutionA;
    EXPECT_NEAR(a.noise.mean, b.noise.mean, 1e-3 * b.noise.mean) << b.level.resolutionA;
  }
  EXPECT_GE(complements, 14);
  const auto expected = percentiles(allValues(finalOf(fullA())));
  const auto found = percentiles(allValues(finalOf(fast)));
  expectNear(found, expected, 0.02);
  std::int64_t differ = 0;
  for (std::int64_t i = 0; i < fast.lastPassed.size(); ++i) differ += fast.lastPassed[i] != fullA().lastPassed[i];
  EXPECT_LT(static_cast<double>(differ), 0.01 * static_cast<double>(fast.lastPassed.size()));
}

/// A box with a margin, in a map that is larger than both.
TEST(MonoRes, TheBoxAroundTheMaskAgreesWithTheFullGrid) {
  const Halves halves = phantom(test::gridOf({112, 112, 112}), 12, 14);
  const MonoRes fast = run(halves, optionsA(Mode::Complement)), full = run(halves, optionsA(Mode::FullGrid));
  EXPECT_FALSE(fast.box.isWhole());
  EXPECT_TRUE(full.box.isWhole());
  ASSERT_EQ(fast.levels.size(), full.levels.size());
  const auto expected = percentiles(allValues(finalOf(full))), found = percentiles(allValues(finalOf(fast)));
  expectNear(found, expected, 0.02);
  RecordProperty("full", text(expected));
  RecordProperty("box", text(found));
}

/// A spectrum as steep as that of unsharpened half maps: what is subtracted is a hundred times what is left.
TEST(MonoRes, ComplementFollowsSteepSpectra) {
  const Halves halves = phantom(test::gridOf({64, 64, 64}), 18, 20, 120);
  const MonoRes fast = run(halves, optionsA(Mode::Complement)), full = run(halves, optionsA(Mode::FullGrid));
  EXPECT_GT(fast.bases, 1);
  ASSERT_EQ(fast.levels.size(), full.levels.size());
  for (std::size_t i = 0; i < fast.levels.size(); ++i)
    EXPECT_NEAR(fast.levels[i].threshold, full.levels[i].threshold, 2e-3 * full.levels[i].threshold);
  expectNear(percentiles(allValues(finalOf(fast))), percentiles(allValues(finalOf(full))), 0.02);
}

/// What the plan for these halves with so much memory is.
LevelPlan planFor(const Halves& halves, const MonoResOptions& options) {
  const AmplitudeBox box = boxAround(halves.mask, options.margin);
  return planLevels(resolutionLevels(halves.mask.grid, options.coarsestA, options.stepA), halves.mask.grid, box,
                    options, 2, true);
}

/// The most memory with which the plan is as wanted.
template <class Wanted>
MonoResOptions shortOfMemory(const Halves& halves, MonoResOptions options, Wanted wanted) {
  options.mostBytes = 20 * transformBytes(halves.mask.grid);
  while (options.mostBytes > transformBytes(halves.mask.grid) && !wanted(planFor(halves, options)))
    options.mostBytes -= options.mostBytes / 50;
  EXPECT_TRUE(wanted(planFor(halves, options))) << "no amount of memory asks for it";
  return options;
}

bool isComplement(const LevelPlan& plan) { return std::ranges::count(plan.ways, Way::Complement) >= 14; }

/// The average of the halves, as the check reads it again from its files, counted.
struct ReadAgain {
  const Halves& halves;
  int times = 0;
  Spectrum operator()(Progress&) {
    ++times;
    auto pair = halves.padded();
    for (std::int64_t i = 0; i < pair[0].data.size(); ++i) pair[0].data[i] = 0.5F * (pair[0].data[i] + pair[1].data[i]);
    return std::move(pair[0]);
  }
};

MonoRes runShort(const Halves& halves, const MonoResOptions& options, ReadAgain& again, int threads = 2) {
  test::ThreadExecutor executor(threads);
  Progress progress;
  return monoResOfHalves(halves.padded(), std::ref(again), halves.mask, options, executor, progress);
}

void expectNearOracle(const MonoRes& found, const MonoRes& full) {
  ASSERT_EQ(found.levels.size(), full.levels.size());
  const double near = found.box.isWhole() ? 2e-3 : 4e-3;  // a small margin
  for (std::size_t i = 0; i < full.levels.size(); ++i) {
    const LevelRecord &a = found.levels[i], &b = full.levels[i];
    EXPECT_NEAR(a.threshold, b.threshold, near * b.threshold) << b.level.resolutionA;
    EXPECT_NEAR(a.signal.mean, b.signal.mean, near * b.signal.mean) << b.level.resolutionA;
    EXPECT_NEAR(a.noise.mean, b.noise.mean, near * b.noise.mean) << b.level.resolutionA;
  }
  expectNear(percentiles(allValues(finalOf(found))), percentiles(allValues(finalOf(full))), 0.02);
}

void expectSame(const MonoRes& a, const MonoRes& b) {
  ASSERT_EQ(a.levels.size(), b.levels.size());
  for (std::size_t i = 0; i < a.levels.size(); ++i) {
    EXPECT_EQ(a.levels[i].threshold, b.levels[i].threshold);
    EXPECT_EQ(a.levels[i].signal.mean, b.levels[i].signal.mean);
  }
  ASSERT_EQ(a.lastPassed.size(), b.lastPassed.size());
  EXPECT_TRUE(std::ranges::equal(a.lastPassed, b.lastPassed));
}

/// A phantom with the oracle, which has the whole map's grid at every level, and what plenty of memory gives.
struct Reference {
  static constexpr int kSmallMargin = 16;  // so that boxes that are nearly the map fit a small one
  explicit Reference(double radius)
      : halves(phantom(test::gridOf({64, 64, 64}), radius - 2, radius)),
        full(run(halves, optionsA(Mode::FullGrid))),
        plenty(run(halves, small())) {}
  static MonoResOptions small() {
    MonoResOptions options = optionsA(Mode::Complement);
    options.margin = kSmallMargin;
    return options;
  }
  Halves halves;
  MonoRes full, plenty;
};

/// Boxes that are all of the map, and nearly: what a limit on memory leads to.
class MonoResShortOfMemory : public testing::TestWithParam<double> {
protected:
  static const Reference& reference(double radius) {
    static std::map<double, Reference> made;
    return made.try_emplace(radius, radius).first->second;
  }
  const Halves& m_halves = reference(GetParam()).halves;
  const MonoRes& m_full = reference(GetParam()).full;
  const MonoRes& m_plenty = reference(GetParam()).plenty;
};

TEST_P(MonoResShortOfMemory, BoxesAreAsMeant) {
  EXPECT_EQ(m_plenty.box.size[0], GetParam() < 16 ? 60 : 64);
  EXPECT_EQ(m_plenty.slabs, 1);
  EXPECT_FALSE(m_plenty.isCompact || m_plenty.wasReadAgain);
  EXPECT_TRUE(m_full.box.isWhole());
}

TEST_P(MonoResShortOfMemory, SlabsChangeNoBit) {
  const MonoResOptions options = shortOfMemory(m_halves, Reference::small(), [](const LevelPlan& plan) {
    return plan.slabs > 1 && plan.keepsAll && !plan.amplitude.isCompact && isComplement(plan);
  });
  ReadAgain again{m_halves};
  const MonoRes found = runShort(m_halves, options, again);
  EXPECT_GT(found.slabs, 1);
  EXPECT_EQ(again.times, 0);
  expectSame(found, m_plenty);
  expectNearOracle(found, m_full);
}

TEST_P(MonoResShortOfMemory, TheAverageIsReadAgain) {
  const MonoResOptions options = shortOfMemory(m_halves, Reference::small(), [](const LevelPlan& plan) {
    return !plan.keepsAll && !plan.amplitude.isCompact && isComplement(plan);
  });
  ReadAgain again{m_halves};
  const PeakWatch watch(MemoryBudget::process());
  const Bytes before = MemoryBudget::process().used();
  const MonoRes found = runShort(m_halves, options, again);
  EXPECT_TRUE(found.wasReadAgain);
  EXPECT_EQ(again.times, 1);
  expectSame(found, m_plenty);
  expectNearOracle(found, m_full);
  // Both maps come in and are read again, each time before there is anything else but the lists.
  const Bytes lists = 7 * m_halves.mask.count + 3 * m_halves.mask.grid.voxels() / 8;
  EXPECT_LE(watch.peak() - before, std::max(options.mostBytes, 3 * transformBytes(m_halves.mask.grid)) + lists);
}

TEST_P(MonoResShortOfMemory, TheAverageIsReadAgainBeforeBothPassTheirOwnLimit) {
  MonoResOptions options = Reference::small();
  options.mostBytesOfBoth = 2 * transformBytes(m_halves.mask.grid);  // nothing left for components
  const LevelPlan plan = planFor(m_halves, options);
  EXPECT_FALSE(plan.keepsAll || plan.amplitude.isCompact);
  EXPECT_EQ(plan.slabs, 1);
  EXPECT_EQ(plan.ways, planFor(m_halves, Reference::small()).ways);
  ReadAgain again{m_halves};
  expectSame(runShort(m_halves, options, again), m_plenty);
  EXPECT_EQ(again.times, 1);
}

TEST_P(MonoResShortOfMemory, CompactComponentsAreAlmostTheSame) {
  const MonoResOptions options = shortOfMemory(m_halves, Reference::small(), [](const LevelPlan& plan) {
    return !plan.keepsAll && plan.amplitude.isCompact && isComplement(plan);
  });
  ReadAgain again{m_halves};
  const MonoRes found = runShort(m_halves, options, again);
  EXPECT_TRUE(found.isCompact);
  EXPECT_EQ(again.times, 1);
  expectNearOracle(found, m_full);
  std::int64_t differ = 0;
  for (std::int64_t i = 0; i < found.lastPassed.size(); ++i) differ += found.lastPassed[i] != m_plenty.lastPassed[i];
  EXPECT_LT(static_cast<double>(differ), 1e-3 * static_cast<double>(found.lastPassed.size()));
  expectSame(found, runShort(m_halves, options, again, 3));
}

// Radii of the mask: 12 leaves a box of 60 of the 64 voxels, 20 none but the whole map.
INSTANTIATE_TEST_SUITE_P(Radii, MonoResShortOfMemory, testing::Values(12.0, 20.0));

TEST(MonoRes, WithoutRoomForComponentsLevelsAreDirect) {
  const Halves halves = phantom(test::gridOf({64, 64, 64}), 18, 20);
  MonoResOptions options = optionsA(Mode::Complement);
  options.mostBytes = 0;
  ReadAgain again{halves};
  const MonoRes found = runShort(halves, options, again), full = run(halves, optionsA(Mode::FullGrid));
  for (const LevelRecord& level : found.levels) EXPECT_EQ(level.way, Way::Direct);
  expectNearOracle(found, full);
}

TEST(MonoRes, BothSidesReadTheirOwnResolution) {
  const LocalResolution local = finalOf(fullA());
  EXPECT_NEAR(percentiles(valuesWhere(local, isFineSide))[2], 4.0, 0.5);
  EXPECT_NEAR(percentiles(valuesWhere(local, isCoarseSide))[2], 8.0, 1.0);
}

TEST(MonoRes, BandLimitedReadsTheCoarseSideFiner) {
  const LocalResolution local = finalOf(run(phantomA(), optionsA(Mode::Band)));
  EXPECT_NEAR(percentiles(valuesWhere(local, isFineSide))[2], 4.00, 0.1);  // as recorded for c = 2
  EXPECT_NEAR(percentiles(valuesWhere(local, isCoarseSide))[2], 6.72, 0.15);
}

TEST(MonoRes, PureNoiseHasNoSignal) {
  const Grid grid = test::gridOf({48, 48, 48});
  for (const std::uint64_t seed : {4, 6, 8, 10, 12}) {
    const Halves noise{{phantomNoise(grid, seed), phantomNoise(grid, seed + 1)}, ball(grid, 15)};
    const MonoRes found = run(noise, optionsA(Mode::Complement));
    EXPECT_FALSE(found.foundSignal()) << seed << ": " << found.levels.front().independentZ;
  }
  EXPECT_TRUE(fullA().foundSignal());
  EXPECT_GT(fullA().levels.front().independentZ, 10);
}

TEST(MonoRes, RefusesIdenticalHalvesAndEmptyMasks) {
  const Grid grid = test::gridOf({32, 32, 32});
  const Halves same{{phantomNoise(grid, 4), phantomNoise(grid, 4)}, ball(grid, 10)};
  EXPECT_THROW(run(same, optionsA(Mode::Complement)), NotMeasurable);
  const Halves empty{{phantomNoise(grid, 4), phantomNoise(grid, 5)}, Mask(grid)};
  EXPECT_THROW(run(empty, optionsA(Mode::Complement)), NotMeasurable);
}

TEST(MonoRes, OneMapIsTestedAgainstItsSurroundings) {
  test::ThreadExecutor executor(2);
  const Halves& a = phantomA();
  Progress progress;
  const MonoRes found =
      monoResOfMap(std::move(a.padded()[0]), a.mask, {}, optionsA(Mode::Complement), executor, progress);
  EXPECT_TRUE(found.isSingleMap);
  EXPECT_LE(found.mask.count, a.mask.count);
  EXPECT_GT(found.mask.count, a.mask.count / 2);
  const LocalResolution local = finalResolution(found, executor, {});
  EXPECT_NEAR(percentiles(valuesWhere(local, isFineSide))[2], 4.2, 0.6);
  EXPECT_NEAR(percentiles(valuesWhere(local, isCoarseSide))[2], 7.5, 1.5);
  // A mask that leaves nothing outside has no noise to compare with.
  const Mask all = ball(a.mask.grid, 100);
  EXPECT_THROW(monoResOfMap(std::move(a.padded()[0]), all, {}, optionsA(Mode::Complement), executor, progress),
               NotApplicable);
}

/// The same molecule in a box that is no cube, and with voxels that are finer along one axis.
TEST(MonoRes, OtherBoxesAndVoxelsGiveTheSameResolutions) {
  const Halves oblong = phantom(test::gridOf({72, 64, 80}), 20, 22);
  const LocalResolution local = finalOf(run(oblong, optionsA(Mode::Complement)));
  EXPECT_NEAR(percentiles(valuesWhere(local, isFineSide))[2], 4.25, 0.35);
  EXPECT_NEAR(percentiles(valuesWhere(local, isCoarseSide))[2], 7.4, 0.7);
  Halves fine = phantom(test::gridOf({64, 64, 64}), 18, 20);
  const double before = percentiles(allValues(finalOf(run(fine, optionsA(Mode::Complement)))))[2];
  for (Volume& half : fine.half) half.grid.voxelSize = {1, 1, 0.98};
  fine.mask.grid.voxelSize = {1, 1, 0.98};
  const auto values = percentiles(allValues(finalOf(run(fine, optionsA(Mode::Complement)))));
  EXPECT_NEAR(values[2], before, 0.05 * before);
}

TEST(MonoRes, TheMapEndsWhereItsVarianceFalls) {
  test::ThreadExecutor executor(2);
  const Grid grid = test::gridOf({64, 64, 64});
  Volume map = phantomNoise(grid, 7);
  for (int z = 0; z < 64; ++z)
    for (int y = 0; y < 64; ++y)
      for (int x = 0; x < 64; ++x)
        if (std::hypot(x - 32, y - 32, z - 32) >= 25) map.at(x, y, z) *= 0.01F;
  const Halves cut{{std::move(map), phantomNoise(grid, 8)}, ball(grid, 15)};
  auto padded = cut.padded();
  EXPECT_EQ(noiseRadius(padded[0], cut.mask, executor, {}), 24);
  EXPECT_EQ(noiseRadius(padded[1], cut.mask, executor, {}), 32);
}

/// Voxel sizes whose multiples, divided by them, are no whole numbers any more: a voxel a hair inside the last shell's
/// end must not be counted beyond it. (A sanitizer sees it; it once brought the program down on EMD-6824.)
TEST(MonoRes, ShellsOfTheMapEndWhereItDoes) {
  test::ThreadExecutor executor(2);
  for (const Vector3& voxel : {Vector3{184.8F / 70, 184.8F / 70, 184.8F / 70}, Vector3{1.1, 1.1, 1.1 * 35 / 36}}) {
    Grid grid = test::gridOf({70, 70, 72});
    grid.voxelSize = voxel;
    const Halves halves{{phantomNoise(grid, 7), phantomNoise(grid, 8)}, ball(grid, 20)};
    auto padded = halves.padded();
    EXPECT_NEAR(noiseRadius(padded[0], halves.mask, executor, {}), voxel[2] < voxel[0] ? 35 : 36, 1e-9);
  }
}

TEST(MonoRes, IsTheSameForAnyNumberOfThreads) {
  const Halves halves = phantom(test::gridOf({60, 60, 60}), 12, 14);
  const MonoRes one = run(halves, optionsA(Mode::Complement), 1);
  const LocalResolution localOne = finalOf(one);
  for (const int threads : {2, 4}) {
    const MonoRes more = run(halves, optionsA(Mode::Complement), threads);
    ASSERT_EQ(more.levels.size(), one.levels.size());
    for (std::size_t i = 0; i < one.levels.size(); ++i) {
      EXPECT_EQ(more.levels[i].threshold, one.levels[i].threshold);
      EXPECT_EQ(more.levels[i].signal.mean, one.levels[i].signal.mean);
    }
    const LocalResolution local = finalOf(more);
    ASSERT_EQ(local.resolutionA.size(), localOne.resolutionA.size());
    EXPECT_EQ(std::memcmp(local.resolutionA.data(), localOne.resolutionA.data(),
                          static_cast<std::size_t>(local.resolutionA.bytes())),
              0);
  }
}

/// Lends the calling thread only, listens to the progress, and asks for a stop at one report. What a block is to the
/// loops is a job to it.
class StopAtReport final : public Executor, public ProgressSink {
public:
  explicit StopAtReport(std::int64_t report) : m_report(report) {}
  int width() const override { return 1; }
  void run(std::int64_t count, const std::function<void(std::int64_t)>& job) override {
    for (std::int64_t i = 0; i < count; ++i) {
      job(i);
      m_endedAfter += m_stop.stop_requested();
    }
  }
  void progress(double fraction, std::string_view stage) noexcept override {
    fractions.push_back(fraction);
    stages.emplace_back(stage);
    if (std::ssize(fractions) > m_report) m_stop.request_stop();
  }
  Progress listen() { return {this, m_stop.get_token()}; }
  /// Blocks that were finished although a stop had been asked for, that of the report included.
  std::int64_t endedAfter() const { return m_endedAfter; }

  std::vector<double> fractions;
  std::vector<std::string> stages;

private:
  std::int64_t m_report, m_endedAfter = 0;
  std::stop_source m_stop;
};

/// First, middle and last report of every stage, and some between.
std::vector<std::int64_t> reportsToStopAt(const std::vector<std::string>& stages) {
  std::map<std::string, std::vector<std::int64_t>> places;
  for (std::int64_t i = 0; i < std::ssize(stages); ++i) places[stages[static_cast<std::size_t>(i)]].push_back(i);
  std::vector<std::int64_t> reports;
  for (const auto& [stage, at] : places)
    for (const std::size_t i : {std::size_t{0}, at.size() / 2, at.size() - 1}) reports.push_back(at[i]);
  constexpr int kBetween = 16;
  for (std::int64_t i = 1; i < kBetween; ++i) reports.push_back(i * std::ssize(stages) / kBetween);
  return reports;
}

/// `work` looks at the stop in every stage, and often: no block is finished after it was asked for but the one that was
/// at work, and none holds more than a small share of the whole.
template <class Work>
void expectStopsAnywhere(Work work) {
  constexpr double kMostBetween = 0.03;
  StopAtReport never(std::numeric_limits<std::int64_t>::max());
  work(never, never.listen());
  ASSERT_GT(never.fractions.size(), 1000U);
  for (std::size_t i = 1; i + 1 < never.fractions.size(); ++i)
    EXPECT_LT(never.fractions[i] - never.fractions[i - 1], kMostBetween)
        << never.stages[i] << " " << never.fractions[i];
  for (const std::int64_t report : reportsToStopAt(never.stages)) {
    if (report + 1 == std::ssize(never.stages)) continue;  // nothing is left to stop
    StopAtReport stop(report);
    const std::string stage = never.stages[static_cast<std::size_t>(report)];
    EXPECT_THROW(work(stop, stop.listen()), Cancelled) << "asked at report " << report << " of " << stage;
    EXPECT_LE(stop.endedAfter(), 1) << "asked at report " << report << " of " << stage;
  }
}

MonoResOptions fewLevels(Mode mode = Mode::Complement) {
  MonoResOptions options = optionsA(mode);
  options.stepA = 2;
  return options;
}

TEST(MonoRes, StopsAtAnyBlockWhenAsked) {
  const Halves halves = phantom(test::gridOf({40, 36, 48}), 12, 13);
  for (const Mode mode : {Mode::Complement, Mode::FullGrid, Mode::Band})
    expectStopsAnywhere([&](Executor& executor, Progress progress) {
      monoResOfHalves(halves.padded(), {}, halves.mask, fewLevels(mode), executor, progress);
    });
  expectStopsAnywhere([&](Executor& executor, Progress progress) {
    monoResOfMap(std::move(halves.padded()[0]), halves.mask, {}, fewLevels(), executor, progress);
  });
}

TEST(MonoRes, MakingTheMapsStopsWhenAsked) {
  const MonoRes found = run(phantom(test::gridOf({48, 44, 40}), 14, 16), fewLevels());
  for (const bool isFilled : {false, true}) {
    StopAtReport never(std::numeric_limits<std::int64_t>::max());
    const auto make = [&](StopAtReport& sink) {
      return isFilled ? filledResolution(found, sink, sink.listen()).data.size()
                      : finalResolution(found, sink, sink.listen()).resolutionA.size();
    };
    make(never);
    ASSERT_GT(never.fractions.size(), 50U);
    for (const std::int64_t report : reportsToStopAt(never.stages)) {
      if (report + 1 == std::ssize(never.fractions)) continue;  // nothing is left to stop
      StopAtReport stop(report);
      EXPECT_THROW(make(stop), Cancelled) << report;
      EXPECT_LE(stop.endedAfter(), 1) << report;
    }
  }
}

TEST(MonoRes, FilledMapHasTheMedianOutside) {
  test::ThreadExecutor executor(2);
  const MonoRes& found = fullA();
  const LocalResolution local = finalResolution(found, executor, {});
  const Volume filled = filledResolution(found, executor, {});
  EXPECT_EQ(filled.at(0, 0, 0), filled.at(95, 95, 95));
  EXPECT_NEAR(filled.at(0, 0, 0), percentiles(allValues(local))[2], 0.7);
  std::int64_t i = 0;
  for (std::int64_t v = 0; v < filled.data.size(); ++v) {
    const Index3 at = filled.grid.voxelOf(v);
    EXPECT_TRUE(std::isfinite(filled.data[v]));
    if (!local.determined.at(at[0], at[1], at[2])) continue;
    EXPECT_EQ(filled.data[v], local.resolutionA[i++]);
  }
}

TEST(MonoRes, OrderStatisticIsExact) {
  test::ThreadExecutor executor(2);
  Buffer<float> values(3'000'001);
  for (std::int64_t i = 0; i < values.size(); ++i)
    values[i] = static_cast<float>(std::pow(randomUniform(9, static_cast<std::uint64_t>(i)), 3));
  std::vector<float> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  for (const std::int64_t rank : {std::int64_t{0}, std::int64_t{2'850'000}, values.size() - 1})
    EXPECT_EQ(orderStatistic(values, rank, executor, {}), sorted[static_cast<std::size_t>(rank)]);
}

}  // namespace
}  // namespace vitrine
