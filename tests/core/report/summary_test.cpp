#include "tests/core/report/made_up.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

/// With inputs that say nothing.
Summary summaryOf(const std::vector<CheckResult>& checks) {
  const Inputs inputs;
  return summarise(inputs, checks);
}

bool hasSentence(const Summary& summary, const std::string& sentence) {
  return std::ranges::find(summary.abstract, sentence) != summary.abstract.end();
}

bool mentions(const Summary& summary, const std::string& words) {
  return std::ranges::any_of(summary.abstract,
                             [&](const std::string& sentence) { return sentence.find(words) != std::string::npos; });
}

TEST(Summary, ReproducesTheScoreAndRangeOfTheSeedReport) {
  Inputs inputs;
  inputs.resolution = 7.26;
  const Summary summary = summarise(inputs, test::seedChecks());
  EXPECT_EQ(summary.passed, 4);
  EXPECT_EQ(summary.evaluable, 7);
  EXPECT_EQ(summary.notMeasured, 8);
  ASSERT_EQ(summary.estimates.size(), 4U);
  EXPECT_EQ(summary.estimates[1].check, "1.a");
  EXPECT_EQ(summary.estimates[1].method, "DPR");
  EXPECT_DOUBLE_EQ(*summary.resolutionMinA, 6.2);
  EXPECT_DOUBLE_EQ(*summary.resolutionMaxA, 8.65);
  EXPECT_NEAR(*summary.resolutionMeanA, 7.5725, 1e-12);
  EXPECT_TRUE(hasSentence(summary, "The score is 4 out of 7: 4 of the 7 checks that gave a verdict have no warning."));
  EXPECT_TRUE(hasSentence(summary, "The estimates of the resolution go from 6.2 A to 8.7 A with a mean of 7.6 A."));
  EXPECT_TRUE(hasSentence(summary, "The reported resolution is 7.26 A."));
  EXPECT_FALSE(mentions(summary, "over-estimated"));
}

TEST(Summary, AbstractFollowsTheVerdicts) {
  const Summary summary = summaryOf(test::seedChecks());
  EXPECT_TRUE(hasSentence(summary, "The map is well centred and has enough empty space around it (section 3.1)."));
  EXPECT_TRUE(hasSentence(summary, "There is a problem with the suggested threshold (section 3.2)."));
  EXPECT_TRUE(hasSentence(summary, "There is a problem with the background of the map (section 3.3)."));
  EXPECT_FALSE(mentions(summary, "problem with the B-factor"));  // 0.d is silent when it is fine
  EXPECT_TRUE(hasSentence(summary, "There is a problem with the local B-factor (section 3.6)."));
  EXPECT_FALSE(mentions(summary, "problem with the local occupancy"));
  EXPECT_TRUE(hasSentence(summary, "No resolution was reported."));
}

TEST(Summary, AbstractTurnsWithTheVerdict) {
  const Summary summary = summaryOf({test::warnedCheck("0.a", 3), test::okCheck("0.b"), test::okCheck("0.c"),
                                     test::warnedCheck("0.d", 1), test::warnedCheck("0.e", 1), test::okCheck("0.f"),
                                     test::warnedCheck("0.g", 1), test::warnedCheck("0.h", 1)});
  EXPECT_TRUE(mentions(summary, "problem with the centring"));
  EXPECT_TRUE(hasSentence(summary, "There is no problem with the suggested threshold (section 3.2)."));
  EXPECT_TRUE(hasSentence(summary, "There is no problem with the background of the map (section 3.3)."));
  EXPECT_TRUE(mentions(summary, "problem with the B-factor (section 3.4)"));
  EXPECT_TRUE(mentions(summary, "problem with the local occupancy (section 3.7)"));
  EXPECT_TRUE(mentions(summary, "problem with the hand"));
  EXPECT_FALSE(mentions(summary, "3.5"));  // 0.e never speaks
  EXPECT_FALSE(mentions(summary, "3.6"));  // 0.f is silent when it is fine
}

TEST(Summary, NamesWhatCouldNotBeMeasuredByReason) {
  const Summary summary =
      summaryOf({test::emptyCheck("0.e", Status::CouldNotBeMeasured, "not implemented in this version"),
                 test::emptyCheck("0.f", Status::CouldNotBeMeasured, "cancelled"),
                 test::emptyCheck("0.g", Status::CouldNotBeMeasured, "not implemented in this version")});
  EXPECT_TRUE(hasSentence(summary,
                          "3 checks could not be measured: 0.e DeepRes, 0.g LocOccupancy (not implemented in this "
                          "version); 0.f LocBfactor (cancelled)."));
  const Summary single = summaryOf({test::emptyCheck("0.e", Status::CouldNotBeMeasured, "cancelled")});
  EXPECT_TRUE(hasSentence(single, "1 check could not be measured: 0.e DeepRes (cancelled)."));
  EXPECT_FALSE(mentions(summaryOf({test::okCheck("0.a")}), "could not be measured"));
}

TEST(Summary, SaysWhenNoCheckGaveAVerdict) {
  const Summary summary = summaryOf({test::emptyCheck("1.a", Status::DoesNotApply, "no half maps")});
  EXPECT_EQ(summary.evaluable, 0);
  EXPECT_EQ(summary.notMeasured, 0);
  EXPECT_TRUE(hasSentence(summary, "No check gave a verdict."));
  EXPECT_FALSE(summary.resolutionMeanA.has_value());
}

TEST(Summary, OneCheckIsSingular) {
  EXPECT_EQ(summaryOf({test::okCheck("0.a")}).abstract.front(),
            "The score is 1 out of 1: the only check that gave a verdict has no warning.");
}

TEST(Summary, LeavesResultsWithoutVerdictOutOfTheScore) {
  CheckResult unscored = test::okCheck("0.b");
  unscored.scored = false;
  const Summary summary = summaryOf({test::okCheck("0.a"), unscored});
  EXPECT_EQ(summary.passed, 1);
  EXPECT_EQ(summary.evaluable, 1);
  EXPECT_FALSE(mentions(summary, "suggested threshold"));
}

TEST(Summary, RemarksOnAReportedResolutionFinerThanTheEstimates) {
  CheckResult check = test::okCheck("1.a");
  check.resolutionEstimates = {{"FSC", 5.0}};
  Inputs inputs;
  inputs.resolution = 3.99;
  const Summary finer = summarise(inputs, {check});
  EXPECT_TRUE(hasSentence(finer, "The only estimate of the resolution is 5.0 A (FSC)."));
  EXPECT_TRUE(mentions(finer, "may be over-estimated"));
  inputs.resolution = 4.0;  // exactly 0.8 times the mean
  EXPECT_FALSE(mentions(summarise(inputs, {check}), "may be over-estimated"));
}

TEST(Summary, TakesNoEstimateFromAFailedCheckNorOneThatIsNoLength) {
  CheckResult failed = test::emptyCheck("1.c", Status::CouldNotBeMeasured, "memory");
  failed.resolutionEstimates = {{"Blocres", 4.0}};
  CheckResult odd = test::okCheck("1.a");
  odd.resolutionEstimates = {{"FSC", std::nan("")}, {"DPR", 0.0}, {"SSNR", 6.0}};
  const Summary summary = summaryOf({odd, failed});
  ASSERT_EQ(summary.estimates.size(), 1U);
  EXPECT_EQ(summary.estimates[0].method, "SSNR");
}

}  // namespace
}  // namespace vitrine
