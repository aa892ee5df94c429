#include "core/report/compare.hpp"

#include "core/base/error.hpp"
#include "core/report/html.hpp"
#include "core/report/json.hpp"
#include "core/report/read_report.hpp"
#include "tests/core/report/made_up.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

/// 1.a with one resolution, a curve in a plot with a criterion, and warnings of these codes.
CheckResult fscCheck(std::optional<double> resolutionA, const std::vector<std::string>& warnings = {}) {
  CheckResult result;
  result.id = "1.a";
  result.number("fsc_0143_A", "Resolution at FSC 0.143", resolutionA, "A");
  result.number("noise_inflation", "Variance factor found in the noise", 1.25, "", 2);
  for (const std::string& code : warnings) result.warn(code, "Text of " + code);
  CurvePlot plot;
  plot.key = "fsc";
  plot.title = "Fourier shell correlation";
  plot.x = {"Spatial frequency (1/A)", false, 0.0, 0.25};
  plot.y = {"FSC", false, 0.0, 1.0};
  plot.top = TopAxis::ResolutionFromFrequency;
  plot.series.push_back({.key = "fsc", .label = "unmasked", .x = {0, 0.1, 0.2}, .y = {1, 0.9, 0.1}});
  plot.series.push_back({.key = "fsc_band", .label = "", .x = {0}, .y = {1}, .style = SeriesStyle::Band, .y2 = {0}});
  plot.markers.push_back({Marker::Along::Y, 0.143, "0.143"});
  plot.markers.push_back({Marker::Along::X, 0.19, "crossing"});
  result.plots.push_back(plot);
  result.status = result.statusFromWarnings();
  return result;
}

ReportModel modelWith(std::vector<CheckResult> checks, const std::string& file = "a.mrc") {
  ReportModel model;
  model.map = test::madeUpMap(file);
  model.inputs.map.info = model.map;
  model.inputs.map.path = file;
  model.threshold = 0.5;
  model.checks = std::move(checks);
  return model;
}

Comparison compared(const ReportModel& a, const ReportModel& b) { return compareResults({"a.mrc", &a}, {"b.mrc", &b}); }

const ComparedNumber& numberOf(const Comparison& comparison, const std::string& check, const std::string& key) {
  for (const ComparedCheck& c : comparison.checks)
    for (const ComparedNumber& number : c.numbers)
      if (c.id == check && number.key == key) return number;
  throw InputError("no number " + key);
}

bool says(const Comparison& comparison, const std::string& sentence) {
  return std::ranges::find(comparison.summary, sentence) != comparison.summary.end();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

TEST(Compare, GivesEveryNumberWithItsDifference) {
  const Comparison comparison = compared(modelWith({fscCheck(3.42)}), modelWith({fscCheck(3.31)}, "b.mrc"));
  const ComparedNumber& number = numberOf(comparison, "1.a", "fsc_0143_A");
  EXPECT_EQ(number.a, 3.42);
  EXPECT_EQ(number.b, 3.31);
  EXPECT_NEAR(*number.difference(), -0.11, 1e-12);
  EXPECT_NEAR(*number.relative(), -0.11 / 3.42, 1e-12);
  EXPECT_EQ(differenceText(number), "-0.11 A");
  EXPECT_EQ(relativeText(number), "-3.2 %");
  EXPECT_TRUE(number.isDifferent());
  EXPECT_FALSE(numberOf(comparison, "1.a", "noise_inflation").isDifferent());
}

TEST(Compare, SaysBetterOnlyWhereTheDirectionIsKnown) {
  const Comparison better = compared(modelWith({fscCheck(3.42)}), modelWith({fscCheck(3.31)}));
  EXPECT_TRUE(says(better, "FSC 0.143: 3.42 A -> 3.31 A, better by 0.11 A.")) << joined(better.summary);
  const Comparison worse = compared(modelWith({fscCheck(3.31)}), modelWith({fscCheck(3.42)}));
  EXPECT_TRUE(says(worse, "FSC 0.143: 3.31 A -> 3.42 A, worse by 0.11 A.")) << joined(worse.summary);
  const Comparison same = compared(modelWith({fscCheck(3.421)}), modelWith({fscCheck(3.419)}));
  EXPECT_TRUE(says(same, "FSC 0.143: 3.42 A in both.")) << joined(same.summary);
  const Comparison lost = compared(modelWith({fscCheck(3.42)}), modelWith({fscCheck({})}));
  EXPECT_TRUE(says(lost, "FSC 0.143: 3.42 A -> not reached.")) << joined(lost.summary);

  EXPECT_TRUE(smallerIsBetter("1.h", "fsc3d_max_A"));
  EXPECT_TRUE(smallerIsBetter("1.a", "vrs_dpr_A"));
  EXPECT_TRUE(smallerIsBetter("1.c", "percentile_50_A"));
  EXPECT_FALSE(smallerIsBetter("0.a", "left_space_x_A"));
  EXPECT_FALSE(smallerIsBetter("0.d", "fit_low_A"));
  EXPECT_FALSE(smallerIsBetter("1.a", "fsc_0143_error_A"));
  EXPECT_FALSE(smallerIsBetter("1.h", "fsc3d_sd_A"));
  EXPECT_FALSE(smallerIsBetter("1.h", "sphericity"));
  EXPECT_FALSE(smallerIsBetter("0.f", "percentile_50_A2"));
}

TEST(Compare, WhatOneSideLacksIsEmpty) {
  const Comparison comparison = compared(modelWith({fscCheck({})}), modelWith({fscCheck(3.3), test::richCheck()}));
  const ComparedNumber& missing = numberOf(comparison, "1.a", "fsc_0143_A");
  EXPECT_FALSE(missing.difference().has_value());
  EXPECT_EQ(comparedText(missing, Side::A), "not reached");
  EXPECT_EQ(differenceText(missing), "");
  EXPECT_TRUE(missing.isDifferent());
  const ComparedNumber& onlyB = numberOf(comparison, "0.a", "left_space_x_A");
  EXPECT_EQ(comparedText(onlyB, Side::A), "");
  EXPECT_EQ(comparedText(onlyB, Side::B), "26.00 A");
  EXPECT_FALSE(onlyB.a.has_value());
  EXPECT_EQ(comparison.checks.front().id, "0.a");
  EXPECT_FALSE(comparison.checks.front().statusA.has_value());
  EXPECT_TRUE(comparison.checks.front().gained.empty());  // A did not look
}

TEST(Compare, TellsWarningsGainedLostAndKept) {
  const Comparison comparison =
      compared(modelWith({fscCheck(3, {"x", "y", "y"})}), modelWith({fscCheck(3, {"y", "z"})}));
  const ComparedCheck& check = comparison.checks.front();
  ASSERT_EQ(check.gained.size(), 1U);
  EXPECT_EQ(check.gained[0].code, "z");
  ASSERT_EQ(check.lost.size(), 2U);
  EXPECT_EQ(check.lost[0].code, "x");
  EXPECT_EQ(check.lost[1].code, "y");
  ASSERT_EQ(check.kept.size(), 1U);
  EXPECT_TRUE(says(comparison, "1 warning gained, 2 lost from A to B.")) << joined(comparison.summary);
}

TEST(Compare, ACheckThatWasNotMeasuredLosesNoWarnings) {
  const Comparison comparison = compared(modelWith({fscCheck(3, {"x"})}),
                                         modelWith({test::emptyCheck("1.a", Status::DoesNotApply, "no half maps")}));
  EXPECT_TRUE(comparison.checks.front().lost.empty());
  EXPECT_TRUE(says(comparison, "1.a Global resolution: 1 warning -> Does not apply.")) << joined(comparison.summary);
}

TEST(Compare, PutsCurvesOfOneKeyIntoOnePlot) {
  CheckResult later = fscCheck(3.0);
  later.plots[0].x.high = 0.5;
  later.plots[0].series[0].y = {1, 0.95, 0.4};
  const Comparison comparison = compared(modelWith({fscCheck(3.4)}), modelWith({later}));
  ASSERT_EQ(comparison.curves.size(), 1U);  // bands are no curves
  const ComparedCurve& curve = comparison.curves.front();
  EXPECT_EQ(curve.key, "1.a/fsc");
  EXPECT_EQ(curve.plot.title, "1.a: Fourier shell correlation, unmasked");
  ASSERT_EQ(curve.plot.series.size(), 2U);
  EXPECT_EQ(curve.plot.series[0].style, SeriesStyle::Line);
  EXPECT_EQ(curve.plot.series[1].style, SeriesStyle::DashedLine);
  EXPECT_EQ(curve.plot.series[0].y, (std::vector<double>{1, 0.9, 0.1}));
  EXPECT_EQ(curve.plot.series[1].y, (std::vector<double>{1, 0.95, 0.4}));
  EXPECT_EQ(curve.plot.x.high, 0.5);  // both fit
  ASSERT_EQ(curve.plot.markers.size(), 1U);
  EXPECT_EQ(curve.plot.markers[0].value, 0.143);
}

/// Limits come from one side where the other is a report read back: they must not hide its data.
TEST(Compare, LimitsOfOneSideHoldTheDataOfBoth) {
  CheckResult framed = test::emptyCheck("1.e", Status::Ok, ""), plain = framed;
  CurvePlot plot;
  plot.key = "histogram";
  plot.title = "Histogram";
  plot.series.push_back({.key = "histogram", .label = "bars", .x = {3, 4, 5}, .y = {1, 2, 1}});
  plot.x.low = 2.9;
  plot.x.high = 5.1;
  framed.plots.push_back(plot);
  plot.x.low = plot.x.high = std::nullopt;
  plot.series[0].x = {2, 4, 7};
  plain.plots.push_back(plot);
  const Comparison comparison = compared(modelWith({framed}), modelWith({plain}));
  ASSERT_EQ(comparison.curves.size(), 1U);
  EXPECT_EQ(comparison.curves[0].plot.x.low, 2);
  EXPECT_EQ(comparison.curves[0].plot.x.high, 7);
}

TEST(Compare, NamesDifferencesOfMethod) {
  CheckResult a = fscCheck(3.4), b = fscCheck(3.3);
  a.parameters = {{"window", "20", "20"}, {"same", "1", "1"}};
  b.parameters = {{"window", "30", "20"}, {"same", "1", "1"}};
  a.mask = MaskReference{"constructed mask", std::string(64, 'a')};
  b.mask = MaskReference{"constructed mask", std::string(64, 'b')};
  const Comparison comparison = compared(modelWith({a}), modelWith({b}));
  ASSERT_EQ(comparison.checks[0].parameters.size(), 2U);
  EXPECT_EQ(comparison.checks[0].parameters[0].a, "20");
  EXPECT_TRUE(says(comparison, "Parameters differ: 1.a.window.")) << joined(comparison.summary);
  EXPECT_TRUE(says(comparison, "A and B hold the same map, byte for byte."));
}

TEST(Compare, ListsTheInputs) {
  ReportModel a = modelWith({}), b = modelWith({});
  b.map.grid.voxelSize = {1.05, 1.05, 1.05};
  b.threshold = 0.25;
  b.inputs.resolution = 4.0;
  const Comparison comparison = compared(a, b);
  const auto find = [&](const char* key) { return *std::ranges::find(comparison.numbers, key, &ComparedNumber::key); };
  EXPECT_EQ(find("size_x_voxels").isDifferent(), false);
  EXPECT_EQ(find("voxel_size_x_A").b, 1.05);
  EXPECT_EQ(find("threshold").difference(), -0.25);
  EXPECT_EQ(comparedText(find("resolution_A"), Side::A), "");
  EXPECT_EQ(comparedText(find("resolution_A"), Side::B), "4.00 A");
}

TEST(CompareJson, ConformsToTheSchema) {
  const test::JsonSchema schema(Json::parse(std::ifstream(VITRINE_SOURCE_DIR "/resources/compare.schema.json")));
  const ReportModel a = test::madeUpModel(), b = modelWith({fscCheck(3.3, {"x"}), test::okCheck("0.b")});
  const ReportModel empty = parseReport(reportJson(modelWith({})), "empty");
  MapDifference difference;
  difference.largestVoxel = {1, 2, 3};
  for (const Comparison& comparison :
       {compared(a, b), compared(b, a), compareResults({"a", &a}, {"b", &b}, difference),
        compareResults({"a", &a}, {"b", &b}, {}, "The boxes differ."), compared(empty, empty)}) {
    const std::string text = comparisonJson(comparison);
    EXPECT_EQ(joined(schema.problems(Json::parse(text))), "");
    EXPECT_EQ(text.back(), '\n');
  }
  Json bad = Json::parse(comparisonJson(compared(a, b)));
  bad["checks"][0]["numbers"][0]["difference"] = "large";
  EXPECT_EQ(schema.problems(bad).size(), 1U);
}

TEST(CompareJson, HoldsDifferencesAndNulls) {
  const Json json = Json::parse(comparisonJson(compared(modelWith({fscCheck(3.5)}), modelWith({fscCheck({})}))));
  const Json& number = json["checks"][0]["numbers"][0];
  EXPECT_EQ(number["key"], "fsc_0143_A");
  EXPECT_EQ(number["a"], 3.5);
  EXPECT_TRUE(number["b"].is_null());
  EXPECT_TRUE(number["difference"].is_null());
  EXPECT_EQ(json["curves"]["1.a/fsc"]["a"]["y"].size(), 3U);
}

TEST(CompareCsv, QuotesWhatNeedsIt) {
  const std::string csv = comparisonCsv(compared(modelWith({fscCheck(3.5)}), modelWith({fscCheck(3.25)})));
  EXPECT_NE(csv.find("1.a,Resolution at FSC 0.143,fsc_0143_A,A,3.5,3.25,-0.25,"), std::string::npos) << csv;
  CheckResult odd = test::okCheck("0.a");
  odd.number("k", "a \"b\", c", 1.0, "");
  EXPECT_NE(comparisonCsv(compared(modelWith({odd}), modelWith({}))).find("\"a \"\"b\"\", c\",k,,1,,,"),
            std::string::npos);
}

TEST(CompareHtml, HasTheSentenceTheNumbersAndBothCurves) {
  const std::string html =
      reportHtml(composeComparison(compared(modelWith({fscCheck(3.42)}), modelWith({fscCheck(3.31)}))));
  EXPECT_NE(html.find("better by"), std::string::npos);
  EXPECT_NE(html.find("Resolution at FSC 0.143"), std::string::npos);
  EXPECT_NE(html.find("<svg"), std::string::npos);
}

TEST(ReadReport, GivesBackWhatComparisonsNeed) {
  const ReportModel written = test::madeUpModel();
  const ReportModel read = parseReport(reportJson(written), "made up");
  EXPECT_EQ(read.map.sha256, written.map.sha256);
  EXPECT_EQ(read.map.grid, written.map.grid);
  EXPECT_EQ(read.map.measured->rms, written.map.measured->rms);
  EXPECT_EQ(read.threshold, written.threshold);
  EXPECT_EQ(read.thresholdSource, ThresholdSource::Entry);
  EXPECT_EQ(read.inputs.resolution, 4.2);
  ASSERT_EQ(read.checks.size(), written.checks.size());
  const CheckResult& check = read.checks.front();
  EXPECT_EQ(check.status, Status::Warnings);
  EXPECT_EQ(check.find("left_space_x_A")->value, 26.0);
  EXPECT_EQ(check.find("left_space_x_A")->label, "Left space along X");
  EXPECT_EQ(check.find("left_space_x_A")->unit, "A");
  EXPECT_FALSE(check.find("fsc_0143_A")->value.has_value());
  ASSERT_EQ(check.warnings.size(), 1U);
  EXPECT_EQ(check.warnings[0].location->voxel, (Index3{1, 2, 3}));
  ASSERT_NE(check.plot("histogram"), nullptr);
  const Series& series = check.plot("histogram")->series.front();
  EXPECT_EQ(series.x, (std::vector<double>{0.1, 0.2, 0.3}));
  EXPECT_TRUE(std::isnan(series.y[1]));
  EXPECT_EQ(check.parameters[0].value, "30");
  EXPECT_EQ(check.mask->name, "constructed mask");
}

TEST(ReadReport, OfALiveResultComparesAsEqual) {
  const ReportModel live = test::madeUpModel();
  const ReportModel read = parseReport(reportJson(live), "made up");
  const Comparison comparison = compared(live, read);
  for (const ComparedCheck& check : comparison.checks) {
    for (const ComparedNumber& number : check.numbers) EXPECT_FALSE(number.isDifferent()) << number.key;
    EXPECT_EQ(check.statusA, check.statusB);
    EXPECT_TRUE(check.gained.empty());
    EXPECT_TRUE(check.lost.empty());
  }
  for (const ComparedText& text : comparison.texts) EXPECT_FALSE(text.isDifferent()) << text.key;
  for (const ComparedNumber& number : comparison.numbers) EXPECT_FALSE(number.isDifferent()) << number.key;
}

TEST(ReadReport, RefusesWhatIsNoReport) {
  const std::string good = reportJson(test::madeUpModel());
  EXPECT_THROW(parseReport("{", "x"), InputError);
  EXPECT_THROW(parseReport("[]", "x"), InputError);
  EXPECT_THROW(parseReport("{\"schema\": \"vitrine-report/9\"}", "x"), InputError);
  Json bad = Json::parse(good);
  bad["checks"][0]["numbers"]["left_space_x_A"] = "26";
  EXPECT_THROW(parseReport(bad.dump(), "x"), InputError);
  bad = Json::parse(good);
  bad["checks"][0]["status"] = "fine";
  EXPECT_THROW(parseReport(bad.dump(), "x"), InputError);
  EXPECT_THROW(readReport("/nonexistent/report.json"), InputError);
  try {
    parseReport("{}", "some.json");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_TRUE(std::string(error.what()).starts_with("some.json: ")) << error.what();
  }
}

TEST(ReadReport, TellsReportsFromMapsByTheirFirstLetter) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "r.json") << " \n{\"schema\": 1}";
  std::ofstream(folder / "m.mrc") << std::string(1024, '\0');
  EXPECT_TRUE(looksLikeReport(folder / "r.json"));
  EXPECT_FALSE(looksLikeReport(folder / "m.mrc"));
  EXPECT_FALSE(looksLikeReport(folder / "absent"));
}

}  // namespace
}  // namespace vitrine
