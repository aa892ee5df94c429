// What is predicted before a run holds during it.
#include "core/run/estimate.hpp"

#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/run/guarded_run.hpp"
#include "core/run/schedule.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <memory>
#include <numeric>

namespace vitrine {
namespace {

constexpr Bytes kGiB = Bytes{1} << 30;

/// A map with half maps of a known FSC.
std::unique_ptr<test::MapEntry> entryOf(int edge) {
  const Grid grid{{edge, edge, edge}, {1.5, 1.5, 1.5}, {}};
  test::ThreadExecutor executor(2);
  const auto halves = test::halfMapsWithFsc(grid, test::logisticFsc(grid), 7, executor);
  Volume map(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) map.data[i] = 0.5F * (halves[0].data[i] + halves[1].data[i]);
  auto entry = std::make_unique<test::MapEntry>(map);
  entry->halves(halves[0], halves[1]).resolution(5);
  return entry;
}

RunEstimate estimateAll(const Inputs& inputs, int threads = 2, Bytes budget = 8 * kGiB) {
  return estimateRun(inputs, selectChecks("all"), threads, budget);
}

const CheckEstimate& of(const RunEstimate& run, const std::string& id) {
  return *std::ranges::find(run.checks, id, &CheckEstimate::id);
}

class EstimateOfSize : public testing::TestWithParam<int> {};

TEST_P(EstimateOfSize, NoCheckTakesMoreMemoryThanPredicted) {
  const auto entry = entryOf(GetParam());
  const Inputs inputs = entry->inputs();
  int measured = 0;
  for (const CheckEstimate& check : estimateAll(inputs).checks) {
    if (!check.doesNotApply.empty()) continue;
    test::ThreadExecutor executor(2);
    const ValidationContext context(inputs, executor, std::make_shared<ProductCache>());
    Progress progress;
    const Bytes before = MemoryBudget::process().used();
    const PeakWatch watch(MemoryBudget::process());
    const CheckResult result = guardedRun(*findCheck(check.id), context, progress);
    EXPECT_LE(watch.peak() - before, check.peak) << check.id;
    EXPECT_NE(result.status, Status::DoesNotApply) << check.id << result.reason;
    ++measured;
  }
  EXPECT_GE(measured, 6);
}

TEST_P(EstimateOfSize, NorDoesMonoResOfASingleMap) {
  const auto entry = entryOf(GetParam());
  Inputs inputs = entry->inputs();
  inputs.half1.reset();
  inputs.half2.reset();
  const CheckEstimate check = of(estimateAll(inputs), "1.e");
  EXPECT_EQ(check.doesNotApply, "");
  test::ThreadExecutor executor(2);
  const ValidationContext context(inputs, executor, std::make_shared<ProductCache>());
  Progress progress;
  const Bytes before = MemoryBudget::process().used();
  const PeakWatch watch(MemoryBudget::process());
  const CheckResult result = guardedRun(*findCheck("1.e"), context, progress);
  EXPECT_LE(watch.peak() - before, check.peak) << result.reason;
  EXPECT_GT(watch.peak() - before, check.peak / 8);
}

INSTANTIATE_TEST_SUITE_P(Sizes, EstimateOfSize, testing::Values(64, 128));

TEST(Estimate, PeaksAreThoseOfTheSchedule) {
  const Inputs inputs = entryOf(32)->inputs();
  for (const CheckEstimate& check : estimateAll(inputs).checks) {
    if (!check.doesNotApply.empty()) continue;
    const Requirements needs = findCheck(check.id)->requirements(inputs);
    EXPECT_EQ(check.peak, peakOf({check.id, needs.products, needs.privatePeak, needs.buildsFirst}, {})) << check.id;
  }
}

TEST(Estimate, SharedProductsCountForTheFirstUser) {
  const Inputs inputs = entryOf(64)->inputs();
  const RunEstimate together = estimateAll(inputs);
  double sum = 0;
  for (const CheckEstimate& check : together.checks) {
    const double alone = estimateRun(inputs, {check.id}, 2, 8 * kGiB).seconds;
    EXPECT_LE(check.seconds, alone + 1e-12) << check.id;
    sum += alone;
  }
  EXPECT_LT(together.seconds, 0.8 * sum);
  EXPECT_GT(of(together, "0.a").seconds, of(together, "0.c").seconds);  // reads the map for all
  const double added = std::accumulate(together.checks.begin(), together.checks.end(), 0.0,
                                       [](double total, const CheckEstimate& check) { return total + check.seconds; });
  EXPECT_NEAR(together.seconds, added, 1e-12);
}

TEST(Estimate, GrowsWithTheMapAndShrinksWithThreads) {
  Inputs inputs = entryOf(32)->inputs();
  const RunEstimate small = estimateAll(inputs, 1, 1000 * kGiB);
  for (InputMap* map : {&inputs.map, &*inputs.half1, &*inputs.half2}) map->info.grid.size = {1024, 1024, 1024};
  const RunEstimate large = estimateAll(inputs, 1, 1000 * kGiB);
  EXPECT_GT(large.seconds, 300);
  EXPECT_LT(large.seconds, 3600);
  EXPECT_GT(large.peak, 4 * kGiB);
  EXPECT_GT(large.seconds, 100 * small.seconds);
  EXPECT_LT(estimateAll(inputs, 4, 1000 * kGiB).seconds, 0.6 * large.seconds);
  inputs.map.info.compression = Compression::Gzip;
  EXPECT_GT(estimateAll(inputs, 1, 1000 * kGiB).seconds, large.seconds + 5);
}

TEST(Estimate, SaysWhatCannotRun) {
  Inputs inputs = entryOf(32)->inputs();
  inputs.half1.reset();
  inputs.half2.reset();
  const RunEstimate noHalves = estimateAll(inputs);
  EXPECT_NE(of(noHalves, "1.a").doesNotApply.find("no half maps"), std::string::npos);
  EXPECT_EQ(of(noHalves, "1.a").seconds, 0);
  EXPECT_EQ(of(noHalves, "0.a").doesNotApply, "");
  // On one map, which is another work.
  EXPECT_EQ(of(noHalves, "1.e").doesNotApply, "");
  EXPECT_GT(of(noHalves, "1.e").seconds, 0);
  EXPECT_NE(of(noHalves, "1.e").seconds, of(estimateAll(entryOf(32)->inputs()), "1.e").seconds);
  Inputs broken = entryOf(32)->inputs();
  broken.halfMapsProblem = "the half maps are of another box";
  EXPECT_EQ(of(estimateAll(broken), "1.b").doesNotApply, broken.halfMapsProblem);
  EXPECT_THROW(estimateRun(inputs, {"9.z"}, 2, kGiB), InputError);
}

TEST(Estimate, WhatPassesTheBudgetDoesNotFit) {
  const Inputs inputs = entryOf(64)->inputs();
  const Bytes needed = of(estimateAll(inputs), "1.a").peak;
  EXPECT_TRUE(of(estimateAll(inputs, 2, needed), "1.a").fits);
  const RunEstimate tight = estimateAll(inputs, 2, needed - 1);
  EXPECT_FALSE(of(tight, "1.a").fits);
  EXPECT_EQ(of(tight, "1.a").seconds, 0);
  EXPECT_LE(tight.peak, needed - 1);
}

}  // namespace
}  // namespace vitrine
