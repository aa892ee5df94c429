// The pair of half maps: read as any map, compared, and its sums equal to those taken step by step.
#include "core/products/half_maps.hpp"

#include "core/base/error.hpp"
#include "core/fourier/transform.hpp"
#include "core/mask/soft_mask.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/resolution/freedom.hpp"
#include "core/resolution/randomise.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stop_token>
#include <thread>

namespace vitrine {
namespace {

using test::gridOf;
using test::MapEntry;

Volume copyOf(const Volume& volume) {
  Volume copy;
  copy.grid = volume.grid;
  copy.data = volume.data.copy();
  return copy;
}

Volume meanOf(const Volume& a, const Volume& b) {
  Volume mean(a.grid);
  for (std::int64_t i = 0; i < mean.data.size(); ++i) mean.data[i] = 0.5F * (a.data[i] + b.data[i]);
  return mean;
}

/// Halves of the logistic FSC with a ball in the middle.
std::array<Volume, 2> ballHalves(const Grid& grid, Executor& executor) {
  auto halves = test::halfMapsWithFsc(grid, test::logisticFsc(grid), 5, executor);
  const Volume ball = test::softSphere(grid, grid.size[0] / 5.0);
  for (Volume& half : halves)
    for (std::int64_t i = 0; i < ball.data.size(); ++i) half.data[i] += 4 * ball.data[i];
  return halves;
}

/// An entry of two such halves, and what it was made from.
struct Phantom {
  explicit Phantom(const Grid& grid, int threads = 2)
      : executor(threads), halves(ballHalves(grid, executor)), map(meanOf(halves[0], halves[1])), entry(map) {
    entry.halves(halves[0], halves[1]).threshold(2.5);
  }
  ValidationContext context() { return {entry.inputs(), executor, std::make_shared<ProductCache>()}; }
  template <class P>
  std::shared_ptr<const P> get() {
    return context().get<P>(progress);
  }

  test::ThreadExecutor executor;
  std::array<Volume, 2> halves;
  Volume map;
  MapEntry entry;
  Progress progress;
};

void expectSame(const PairSums& a, const PairSums& b) {
  EXPECT_EQ(a.shells.full.cross, b.shells.full.cross);
  EXPECT_EQ(a.shells.full.power1, b.shells.full.power1);
  EXPECT_EQ(a.shells.full.power2, b.shells.full.power2);
  EXPECT_EQ(a.shells.phaseError, b.shells.phaseError);
  EXPECT_EQ(a.cones.cross, b.cones.cross);
  EXPECT_EQ(a.occupancy.cross, b.occupancy.cross);
}

std::array<Spectrum, 2> transforms(const Phantom& phantom, const Volume* mask, Executor& executor) {
  std::array<Spectrum, 2> spectra;
  for (std::size_t half = 0; half < 2; ++half) {
    Volume volume = copyOf(phantom.halves[half]);
    if (mask != nullptr) test::multiply(volume, *mask);
    Progress progress;
    spectra[half] = forward(volume, executor, progress);
  }
  return spectra;
}

TEST(HalfMapPair, HoldsBothFilesInPaddedRows) {
  for (const Index3& size : {Index3{16, 12, 10}, Index3{15, 9, 11}}) {
    Phantom phantom(gridOf(size, 1.5));
    const auto pair = phantom.get<HalfMapPair>();
    for (std::size_t half = 0; half < 2; ++half) {
      const Volume& volume = phantom.halves[half];
      std::int64_t wrong = 0;
      for (int z = 0; z < size[2]; ++z)
        for (int y = 0; y < size[1]; ++y) {
          const auto* row = reinterpret_cast<const float*>(pair->padded[half].row(y, z));
          for (int x = 0; x < size[0]; ++x) wrong += row[x] != volume.at(x, y, z);
        }
      EXPECT_EQ(wrong, 0);
      EXPECT_EQ(pair->info[half].sha256.size(), 64u);
      EXPECT_EQ(pair->scan[half].statistics.count, volume.grid.voxels());
    }
  }
}

TEST(HalfMapFacts, MeasureHalvesAndDifference) {
  Phantom phantom(gridOf({20, 18, 16}, 1.5));
  const auto facts = phantom.get<HalfMapFacts>();
  EXPECT_EQ(facts->problem, "");
  EXPECT_FALSE(facts->identical);
  EXPECT_TRUE(facts->info[0].diagnostics.empty()) << facts->info[0].diagnostics.front().line();
  EXPECT_TRUE(facts->info[1].diagnostics.empty());

  Volume difference = copyOf(phantom.halves[0]);
  double product = 0;
  for (std::int64_t i = 0; i < difference.data.size(); ++i) {
    difference.data[i] -= phantom.halves[1].data[i];
    product += static_cast<double>(phantom.halves[0].data[i]) * phantom.halves[1].data[i];
  }
  const MapScan scan = scanVolume(difference.grid, difference.data.data(), phantom.executor, {});
  EXPECT_DOUBLE_EQ(facts->difference.rms, scan.statistics.rms);
  EXPECT_EQ(facts->difference.minimum, scan.statistics.minimum);
  for (int axis = 0; axis < 3; ++axis) {
    const auto a = static_cast<std::size_t>(axis);
    const GrayImage expected = slice(difference, axis, scan.maximumVariancePlane(axis));
    EXPECT_EQ(facts->slices[2][a].index, expected.index);
    EXPECT_EQ(facts->slices[2][a].values, expected.values);
    EXPECT_EQ(facts->slices[1][a].values, slice(phantom.halves[1], axis, facts->slices[1][a].index).values);
    EXPECT_FALSE(facts->runnerUp[2][a]);
  }
  const MapStatistics &s1 = *facts->info[0].measured, &s2 = *facts->info[1].measured;
  const double n = static_cast<double>(difference.grid.voxels());
  EXPECT_NEAR(*facts->correlation, (product / n - s1.mean * s2.mean) / (s1.rms * s2.rms), 1e-9);
}

TEST(HalfMapFacts, NameTheRunnerUpOfSymmetricMaps) {
  Phantom phantom(gridOf({16, 16, 16}, 1.5));
  for (Volume& half : phantom.halves)  // z and 15 - z alike
    for (int z = 8; z < 16; ++z)
      for (std::int64_t i = 0; i < half.grid.planeVoxels(); ++i) half.plane(z)[i] = half.plane(15 - z)[i];
  phantom.entry.halves(phantom.halves[0], phantom.halves[1]);
  const auto facts = phantom.get<HalfMapFacts>();
  for (std::size_t half = 0; half < 3; ++half) {
    ASSERT_TRUE(facts->runnerUp[half][2]);
    EXPECT_EQ(*facts->runnerUp[half][2], 15 - facts->slices[half][2].index);
    EXPECT_LT(facts->slices[half][2].index, 8);  // the first of a tie
    EXPECT_FALSE(facts->runnerUp[half][0]);
  }
}

TEST(HalfMapShells, EqualWhatIsDoneStepByStep) {
  Phantom phantom(gridOf({32, 28, 30}, 1.5));
  const ValidationContext context = phantom.context();
  const auto shells = context.get<HalfMapShells>(phantom.progress);
  Executor& executor = phantom.executor;
  auto spectra = transforms(phantom, nullptr, executor);
  const PairPassOptions all;
  const PairSums unmasked = pairPass(spectra[0], spectra[1], all, executor, {});
  expectSame(shells->unmasked, unmasked);
  EXPECT_EQ(shells->lastUsable, unmasked.shells.count() - 1);
  EXPECT_TRUE(shells->findings.empty()) << shells->findings.front().line();

  int from = 1;
  while (unmasked.shells.fsc(from) >= 0.8) ++from;
  EXPECT_EQ(shells->randomisedFrom, from);

  const auto constructed = context.get<ConstructedMask>(phantom.progress);
  const SoftMask soft(std::shared_ptr<const Mask>(constructed, &constructed->mask));
  const Volume mask = soft.volume(executor, {});
  spectra = transforms(phantom, &mask, executor);
  ASSERT_TRUE(shells->masked);
  expectSame(*shells->masked, pairPass(spectra[0], spectra[1], all, executor, {}));
  EXPECT_EQ(shells->maskSha256, constructed->sha256);
  EXPECT_EQ(shells->maskName, "constructed mask, soft edge of 3.00 A");
  Volume squared = copyOf(mask);
  test::multiply(squared, mask);
  EXPECT_NEAR(shells->maskInflation, varianceInflation(squared, executor, phantom.progress), 1e-6);
  EXPECT_GT(shells->maskInflation, 1.5);

  // The contrast, summed directly.
  ASSERT_TRUE(shells->contrast);
  std::array<double, 2> count{}, sum{}, squares{};
  for (std::int64_t i = 0; i < mask.data.size(); ++i) {
    const std::size_t side = mask.data[i] >= 0.5F ? 1 : 0;
    const double d = static_cast<double>(phantom.halves[0].data[i]) - phantom.halves[1].data[i];
    count[side] += 1;
    sum[side] += d;
    squares[side] += d * d;
  }
  const auto variance = [&](std::size_t side) {
    return squares[side] / count[side] - sum[side] / count[side] * (sum[side] / count[side]);
  };
  EXPECT_NEAR(shells->contrast->varianceRatio, variance(1) / variance(0), 1e-9);
  EXPECT_NEAR(shells->contrast->inside, 0, 0.1);  // the noise does not follow the structure

  // Randomised: another seed gives other phases, so only the level is compared, and the amplitudes exactly.
  ASSERT_TRUE(shells->randomised);
  EXPECT_TRUE(shells->randomised->occupancy.cross.empty());
  EXPECT_GT(shells->masked->shells.fsc(from + 1) - shells->randomised->shells.fsc(from + 3), 0.3);
  for (int s = 1; s < from - 2; ++s) EXPECT_NEAR(shells->randomised->shells.fsc(s), shells->masked->shells.fsc(s), 0.1);
}

TEST(HalfMapShells, TakeTheUsersMaskWithItsSoftValues) {
  Phantom phantom(gridOf({32, 28, 30}, 1.5));
  Volume mask = test::softSphere(phantom.map.grid, 8);
  phantom.entry.mask(mask);
  const auto shells = phantom.get<HalfMapShells>();
  const auto spectra = transforms(phantom, &mask, phantom.executor);
  ASSERT_TRUE(shells->masked) << shells->maskedOmitted;
  expectSame(*shells->masked, pairPass(spectra[0], spectra[1], {}, phantom.executor, {}));
  EXPECT_EQ(shells->maskName, "mask.mrc");
  EXPECT_EQ(shells->maskSha256,
            load(phantom.entry.folder() / "mask.mrc", {}, phantom.executor, phantom.progress)->info.sha256);
}

TEST(HalfMapShells, MeasureAnisotropicVoxelsWithAMask) {
  Grid grid = gridOf({24, 24, 21}, 1.5);
  grid.voxelSize[2] = 1.8;
  Phantom phantom(grid);
  phantom.entry.mask(test::softSphere(grid, 6));
  const Inputs inputs = phantom.entry.inputs();
  EXPECT_EQ(inputs.halfMapsProblem, "");
  EXPECT_TRUE(inputs.half1->info.has("E-ANISO"));
  const auto shells = phantom.get<HalfMapShells>();
  EXPECT_EQ(shells->maskedOmitted, "");
  EXPECT_TRUE(shells->masked);
  EXPECT_GT(shells->unmasked.shells.fsc(2), 0.9);
}

TEST(HalfMapShells, LeaveTheMaskedStatesOutWithTheReason) {
  Phantom phantom(gridOf({24, 24, 24}, 1.5));
  phantom.entry.threshold(1e6);
  auto shells = phantom.get<HalfMapShells>();
  EXPECT_FALSE(shells->masked);
  EXPECT_EQ(shells->maskedOmitted, "no voxel reaches the contour level 1e+06");
  EXPECT_EQ(shells->randomisedOmitted, shells->maskedOmitted);
  EXPECT_GT(shells->unmasked.shells.fsc(2), 0.9);

  Phantom other(gridOf({24, 24, 24}, 1.5));
  other.entry.mask(test::softSphere(gridOf({20, 24, 24}, 1.5), 8));
  shells = other.get<HalfMapShells>();
  EXPECT_FALSE(shells->masked);
  EXPECT_NE(shells->maskedOmitted.find("20 x 24 x 24"), std::string::npos) << shells->maskedOmitted;
}

TEST(HalfMapComparison, IsThatOfTheShellsWithoutTheirOtherStates) {
  Phantom phantom(gridOf({32, 28, 30}, 1.5));
  // Half 2 displaced by two voxels, so that there is a finding to compare.
  Volume displaced(phantom.map.grid);
  for (int z = 0; z < 30; ++z)
    for (int y = 0; y < 28; ++y)
      for (int x = 0; x < 32; ++x) displaced.at((x + 2) % 32, y, z) = phantom.halves[1].at(x, y, z);
  phantom.entry.halves(phantom.halves[0], displaced);
  const ValidationContext context = phantom.context();
  const auto alone = context.get<HalfMapComparison>(phantom.progress);
  EXPECT_FALSE(context.cache().isResident(HalfMapShells::key(context.inputs())));
  EXPECT_TRUE(alone->unmasked.cones.cross.empty());
  const auto shells = phantom.get<HalfMapShells>();
  EXPECT_EQ(alone->unmasked.shells.full.cross, shells->unmasked.shells.full.cross);
  EXPECT_EQ(alone->unmasked.shells.phaseError, shells->unmasked.shells.phaseError);
  EXPECT_EQ(alone->lastUsable, shells->lastUsable);
  EXPECT_EQ(alone->mapCorrelation, shells->mapCorrelation);
  ASSERT_FALSE(alone->findings.empty());
  ASSERT_EQ(alone->findings.size(), shells->findings.size());
  for (std::size_t i = 0; i < alone->findings.size(); ++i)
    EXPECT_EQ(alone->findings[i].line(), shells->findings[i].line());
}

TEST(HalfMapComparison, CostsNothingOnceTheShellsAreThere) {
  Phantom phantom(gridOf({24, 20, 22}, 1.5));
  const ValidationContext context = phantom.context();
  const auto shells = context.get<HalfMapShells>(phantom.progress);
  EXPECT_TRUE(context.cache().isResident(HalfMapComparison::key(context.inputs())));
  const auto left = context.get<HalfMapComparison>(phantom.progress);
  EXPECT_EQ(left->unmasked.shells.full.cross, shells->unmasked.shells.full.cross);
  EXPECT_EQ(left->mapCorrelation, shells->mapCorrelation);
}

TEST(HalfMapComparison, WaitsForShellsThatAreBeingBuilt) {
  Phantom phantom(gridOf({32, 32, 32}, 1.5));
  const ValidationContext context = phantom.context();
  /// Asks for the comparison on another thread as soon as the shells are begun, which it sees in a stage of theirs.
  struct Asker final : ProgressSink {
    explicit Asker(const ValidationContext& where) : context(where) {}
    void progress(double, std::string_view stage) noexcept override {
      if (stage != "mask for the half maps" || thread.joinable()) return;
      thread = std::jthread([this] {
        Progress own;
        comparison = context.get<HalfMapComparison>(own);
        hasShells = context.cache().isResident(HalfMapShells::key(context.inputs()));
      });
      // The shells go on only once the other thread has asked.
      while (!context.cache().isComing(HalfMapComparison::key(context.inputs()))) std::this_thread::yield();
    }
    const ValidationContext& context;
    std::shared_ptr<const HalfMapComparison> comparison;
    bool hasShells = false;
    std::jthread thread;
  } asker(context);
  Progress progress(&asker, {});
  const auto shells = context.get<HalfMapShells>(progress);
  ASSERT_TRUE(asker.thread.joinable());
  asker.thread.join();
  EXPECT_TRUE(asker.hasShells);
  EXPECT_EQ(asker.comparison->unmasked.shells.full.cross, shells->unmasked.shells.full.cross);
}

TEST(HalfMapComparison, ChargesNoMoreThanPredicted) {
  Phantom phantom(gridOf({84, 80, 82}, 1.5));
  const ValidationContext context = phantom.context();
  phantom.map = Volume();
  phantom.halves = {};
  const Inputs& inputs = context.inputs();
  const auto reduced = context.get<ReducedMap>(phantom.progress);
  const auto facts = context.get<HalfMapFacts>(phantom.progress);
  context.cache().clearUnpinned();  // the pair, too
  const Bytes before = MemoryBudget::process().used();
  const PeakWatch watch(MemoryBudget::process());
  context.get<HalfMapComparison>(phantom.progress);
  const Bytes predicted =
      HalfMapPair::bytes(inputs) + HalfMapComparison::bytes(inputs) + HalfMapComparison::buildPeak(inputs);
  EXPECT_LE(watch.peak() - before, predicted);
  EXPECT_GT(watch.peak() - before, predicted / 3);  // not a wild guess either
  EXPECT_LT(HalfMapComparison::buildPeak(inputs), HalfMapShells::buildPeak(inputs));
}

TEST(HalfMapShells, LeaveTheRandomisedStateOutIfTheFscNeverFalls) {
  test::ThreadExecutor executor(2);
  const Grid grid = gridOf({24, 24, 24}, 1.5);
  const auto halves = test::halfMapsWithFsc(
      grid, [](const Vector3&) { return 0.9; }, 3, executor);
  MapEntry entry(meanOf(halves[0], halves[1]));
  entry.halves(halves[0], halves[1]).threshold(0.3);
  const ValidationContext context(entry.inputs(), executor, std::make_shared<ProductCache>());
  Progress progress;
  const auto shells = context.get<HalfMapShells>(progress);
  EXPECT_EQ(shells->randomisedFrom, 0);
  EXPECT_FALSE(shells->randomised);
  EXPECT_EQ(shells->randomisedOmitted, "the FSC never falls below 0.8");
  EXPECT_TRUE(shells->masked);
}

TEST(HalfMapShells, DoNotDependOnTheNumberOfThreads) {
  Phantom one(gridOf({31, 28, 30}, 1.5), 1);
  const auto expected = one.get<HalfMapShells>();
  for (const int threads : {2, 7}) {
    Phantom other(gridOf({31, 28, 30}, 1.5), threads);
    const auto shells = other.get<HalfMapShells>();
    expectSame(shells->unmasked, expected->unmasked);
    expectSame(*shells->masked, *expected->masked);
    expectSame(*shells->randomised, *expected->randomised);
    EXPECT_EQ(shells->maskInflation, expected->maskInflation);
    EXPECT_EQ(shells->contrast->varianceRatio, expected->contrast->varianceRatio);
    EXPECT_EQ(shells->contrast->inside, expected->contrast->inside);
    EXPECT_EQ(*shells->mapCorrelation, *expected->mapCorrelation);
  }
}

TEST(HalfMapShells, ChargeNoMoreThanPredicted) {
  for (const bool hasMask : {false, true}) {
    Phantom phantom(gridOf({84, 80, 82}, 1.5));
    if (hasMask) phantom.entry.mask(test::softSphere(phantom.map.grid, 24));
    const ValidationContext context = phantom.context();
    phantom.map = Volume();
    phantom.halves = {};
    const Inputs& inputs = context.inputs();
    const Bytes before = MemoryBudget::process().used();
    Bytes predicted = 0, transient = 0;
    for (const ProductNeed& need : halfMapNeeds(inputs)) {
      predicted += need.bytes;
      transient = std::max(transient, need.buildPeak);
    }
    predicted += transient;
    // Only as much memory as predicted: what is not needed any more must leave in time.
    const Bytes limit = MemoryBudget::process().limit();
    MemoryBudget::process().setLimit(before + predicted);
    {
      const PeakWatch watch(MemoryBudget::process());
      const auto shells = context.get<HalfMapShells>(phantom.progress);
      EXPECT_TRUE(shells->masked && shells->randomised);
      EXPECT_LE(watch.peak() - before, predicted);
      EXPECT_GT(watch.peak() - before, predicted / 3);  // not a wild guess either
    }
    MemoryBudget::process().setLimit(limit);
  }
}

TEST(HalfMapShells, AreTheSameWhenTheFilesAreReadAgain) {
  Phantom phantom(gridOf({96, 90, 94}, 1.5));
  const auto expected = phantom.get<HalfMapShells>();
  phantom.map = Volume();
  phantom.halves = {};
  const ValidationContext context = phantom.context();
  const Bytes limit = MemoryBudget::process().limit(), map = FullMap::bytes(context.inputs());
  const Bytes withCopies = HalfMapShells::buildPeak(context.inputs());
  MemoryBudget::process().setLimit(12 * map - 1);  // too little for copies
  EXPECT_NE(HalfMapShells::buildPeak(context.inputs()), withCopies);
  const auto shells = context.get<HalfMapShells>(phantom.progress);
  MemoryBudget::process().setLimit(limit);
  expectSame(*shells->masked, *expected->masked);
  expectSame(*shells->randomised, *expected->randomised);
}

TEST(HalfMapShells, LeaveThePairToWhoeverHoldsIt) {
  Phantom phantom(gridOf({24, 20, 22}, 1.5));
  const ValidationContext context = phantom.context();
  const auto held = context.get<HalfMapPair>(phantom.progress);
  const auto shells = context.get<HalfMapShells>(phantom.progress);
  expectSame(shells->unmasked, phantom.get<HalfMapShells>()->unmasked);
  EXPECT_EQ(reinterpret_cast<const float*>(held->padded[0].row(3, 2))[4], phantom.halves[0].at(4, 3, 2));
}

TEST(HalfMapShells, StopWhenAsked) {
  Phantom phantom(gridOf({32, 32, 32}, 1.5));
  const ValidationContext context = phantom.context();
  std::stop_source stop;
  /// Asks for a stop in the named stage.
  struct Stopper final : ProgressSink {
    explicit Stopper(std::stop_source& source) : stop(source) {}
    void progress(double, std::string_view stage) noexcept override {
      if (stage == "correlations of the randomised") stop.request_stop();
    }
    std::stop_source& stop;
  } sink(stop);
  Progress progress(&sink, stop.get_token());
  EXPECT_THROW(context.get<HalfMapShells>(progress), Cancelled);
  EXPECT_FALSE(context.cache().isResident(HalfMapShells::key(context.inputs())));
  EXPECT_TRUE(context.get<HalfMapShells>(phantom.progress)->masked);  // and may be asked for again
}

TEST(HalfMapShells, KeysHoldWhatTheyDependOn) {
  Phantom phantom(gridOf({16, 16, 16}, 1.5));
  const Inputs inputs = phantom.entry.inputs();
  const auto differs = [&](auto change) {
    Inputs other = inputs;
    change(other);
    return std::array{HalfMapPair::key(other) != HalfMapPair::key(inputs),
                      HalfMapFacts::key(other) != HalfMapFacts::key(inputs),
                      HalfMapShells::key(other) != HalfMapShells::key(inputs)};
  };
  constexpr std::array kAll{true, true, true}, kShells{false, false, true};
  EXPECT_EQ(differs([](Inputs& i) { i.half2->path = "other.mrc"; }), kAll);
  EXPECT_EQ(differs([](Inputs& i) { i.half1->hints.nonFinite = NonFinitePolicy::Zero; }), kAll);
  EXPECT_EQ(differs([](Inputs& i) { i.map.info.grid.voxelSize = {2, 2, 2}; }), kAll);
  EXPECT_EQ(differs([](Inputs& i) { i.map.path = "other.mrc"; }), (std::array{false, true, true}));
  EXPECT_EQ(differs([](Inputs& i) { i.threshold = 0.5; }), kShells);
  EXPECT_EQ(differs([](Inputs& i) { i.seed = 1; }), kShells);
  EXPECT_EQ(differs([](Inputs& i) { i.symmetry = "C2"; }), kShells);
  EXPECT_EQ(differs([](Inputs& i) { i.parameters["0.b.soft_sigma_A"] = "5"; }), kShells);
  EXPECT_EQ(differs([](Inputs& i) { i.parameters["0.b.dilation_A"] = "5"; }), kShells);
  EXPECT_EQ(differs([](Inputs& i) { i.mask = i.half1; }), kShells);
}

TEST(HalfMapPair, SaysWhatIsMissing) {
  Phantom phantom(gridOf({16, 16, 16}, 1.5));
  Inputs inputs = phantom.entry.inputs();
  EXPECT_EQ(halfMapsMissing(inputs), "");
  EXPECT_FALSE(halfMapNeeds(inputs).empty());
  inputs.halfMapsProblem = "boxes differ";
  EXPECT_EQ(halfMapsMissing(inputs), "");
  const ValidationContext problem(inputs, phantom.executor, std::make_shared<ProductCache>());
  try {
    problem.get<HalfMapShells>(phantom.progress);
    ADD_FAILURE() << "was measured";
  } catch (const NotMeasurable& error) {
    EXPECT_STREQ(error.what(), "boxes differ");
  }
  inputs.halfMapsProblem = "";
  inputs.half1.reset();
  inputs.half2.reset();
  EXPECT_EQ(halfMapsMissing(inputs), "no half maps were given");
  EXPECT_TRUE(halfMapNeeds(inputs).empty());
  const ValidationContext none(inputs, phantom.executor, std::make_shared<ProductCache>());
  EXPECT_THROW(none.get<HalfMapFacts>(phantom.progress), NotApplicable);
}

}  // namespace
}  // namespace vitrine
