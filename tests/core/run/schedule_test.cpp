#include "core/run/schedule.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

constexpr Bytes kGiB = Bytes{1} << 30;
constexpr Bytes kMiB = Bytes{1} << 20;

const ProductNeed kMap{"map", 4 * kGiB, 200 * kMiB};
const ProductNeed kSpectrum{"spectrum", 4 * kGiB, 4 * kMiB};
const ProductNeed kHalf1{"half1", 4 * kGiB, 200 * kMiB};
const ProductNeed kHalf2{"half2", 4 * kGiB, 200 * kMiB};
const ProductNeed kSums{"sums", 64 * 1024, 0};

Job job(const char* id, std::vector<ProductNeed> products, Bytes privatePeak = 0) {
  return {id, std::move(products), privatePeak};
}

TEST(PeakOf, CountsMissingProductsTheLargestBuildAndThePrivatePart) {
  const Job one = job("x", {kMap, kSpectrum}, kMiB);
  EXPECT_EQ(peakOf(one, {}), 8 * kGiB + 200 * kMiB + kMiB);
  EXPECT_EQ(peakOf(one, {kMap}), 4 * kGiB + 4 * kMiB + kMiB);
  EXPECT_EQ(peakOf(one, {kMap, kSpectrum}), kMiB);
  EXPECT_EQ(peakOf(job("y", {kMap, kMap}), {}), 4 * kGiB + 200 * kMiB);
}

TEST(PeakOf, TakesTheLargerOfBuildAndPrivatePartWhereTheyAreNeverThereTogether) {
  Job one = job("x", {kMap, kSpectrum}, kGiB);
  one.buildsFirst = true;
  EXPECT_EQ(peakOf(one, {}), 9 * kGiB);
  EXPECT_EQ(peakOf(one, {kMap, kSpectrum}), kGiB);
  one.privatePeak = kMiB;
  EXPECT_EQ(peakOf(one, {}), 8 * kGiB + 200 * kMiB);
}

TEST(Schedule, FollowsTheRegistryOrder) {
  Schedule schedule({job("0.a", {kMap}), job("0.b", {kMap}), job("0.c", {kMap})}, 18 * kGiB);
  for (std::size_t i = 0; i < 3; ++i) {
    const auto decision = schedule.next({}, 0);
    ASSERT_TRUE(decision.start);
    EXPECT_EQ(*decision.start, i);
    schedule.started(i);
    schedule.finished(i);
  }
  EXPECT_TRUE(schedule.allDone());
  EXPECT_FALSE(schedule.next({}, 0).start);
}

TEST(Schedule, SharedProductsCountOnceForJobsSideBySide) {
  Schedule schedule({job("0.a", {kMap}), job("0.b", {kMap})}, 9 * kGiB);
  schedule.started(0);
  EXPECT_EQ(schedule.next({}, 0).start, 1U);  // the second needs the same 4 GiB
}

TEST(Schedule, HoldsBackWhatWouldNotFitBesideTheRunning) {
  Schedule schedule({job("a", {kMap}), job("b", {kHalf1, kHalf2})}, 10 * kGiB);
  schedule.started(0);
  EXPECT_FALSE(schedule.next({}, 0).start);
  schedule.finished(0);
  EXPECT_EQ(schedule.next({kMap}, 0).start, 1U);
}

TEST(Schedule, AReadyJobGoesBeforeOneThatWouldEvict) {
  const std::vector<ProductNeed> resident{kMap};
  const std::vector<Job> jobs{job("a", {kHalf1, kHalf2}), job("b", {kMap})};
  // 4 resident + 8.2 needed do not fit 10: b, whose map is there, goes first.
  EXPECT_EQ(Schedule(jobs, 10 * kGiB).next(resident, 0).start, 1U);
  // With room for all, the registry order stands.
  EXPECT_EQ(Schedule(jobs, 18 * kGiB).next(resident, 0).start, 0U);
}

TEST(Schedule, AJobAboveHalfTheBudgetIsAloneExceptForSmallOnes) {
  Schedule schedule({job("big", {kMap}, 6 * kGiB), job("medium", {}, kGiB), job("small", {}, 100 * kMiB)}, 18 * kGiB);
  EXPECT_EQ(schedule.next({}, 0).start, 0U);
  schedule.started(0);
  EXPECT_EQ(schedule.next({}, 0).start, 2U);  // medium would fit, but the pool is taken
  schedule.started(2);
  EXPECT_FALSE(schedule.next({}, 0).start);
  schedule.finished(0);
  EXPECT_EQ(schedule.next({}, 0).start, 1U);
}

TEST(Schedule, ABigJobWaitsUntilOnlySmallOnesRun) {
  Schedule schedule({job("medium", {}, kGiB), job("small", {}, 100 * kMiB), job("big", {}, 10 * kGiB)}, 18 * kGiB);
  schedule.started(0);
  schedule.started(1);
  EXPECT_FALSE(schedule.next({}, 0).start);
  schedule.finished(0);
  EXPECT_EQ(schedule.next({}, 0).start, 2U);
}

TEST(Schedule, ResidentProductsMakeAJobLessThanExclusive) {
  Schedule schedule({job("a", {kMap, kSpectrum}), job("b", {kMap}, kGiB)}, 12 * kGiB);
  schedule.started(0, {kMap, kSpectrum});
  EXPECT_EQ(schedule.next({kMap, kSpectrum}, 8 * kGiB).start, 1U);
}

TEST(Schedule, SaysWhatIsImpossibleWithItsPeak) {
  Schedule schedule({job("a", {kMap, kSpectrum}), job("b", {kSums})}, 6 * kGiB);
  const auto decision = schedule.next({}, 0);
  EXPECT_EQ(decision.impossible, std::vector<std::size_t>{0});
  EXPECT_EQ(decision.start, 1U);
  EXPECT_GT(peakOf(schedule.job(0), {}), schedule.budget());
  schedule.finished(0);
  EXPECT_TRUE(schedule.next({}, 0).impossible.empty());
}

TEST(Schedule, WhatOthersPinCounts) {
  Schedule schedule({job("running", {}, kGiB), job("a", {kMap}, kGiB)}, 11 * kGiB);
  schedule.started(0);
  EXPECT_EQ(schedule.next({}, 3 * kGiB).start, 1U);
  EXPECT_FALSE(schedule.next({}, 5 * kGiB).start);
  EXPECT_EQ(schedule.next({kMap}, 4 * kGiB).start, 1U);  // what is pinned is what it needs
}

TEST(Schedule, NeverWaitsForEverWhenNothingRuns) {
  Schedule schedule({job("a", {kMap})}, 6 * kGiB);
  EXPECT_EQ(schedule.next({}, 5 * kGiB).start, 0U);
}

}  // namespace
}  // namespace vitrine
