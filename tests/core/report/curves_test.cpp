// Curves in and out of the report: files for the EMDB, curves of other programs, how series look.
#include "core/base/error.hpp"
#include "core/report/fsc_files.hpp"
#include "core/report/html_plot.hpp"
#include "core/report/json.hpp"
#include "core/report/json_text.hpp"
#include "core/report/series_look.hpp"
#include "core/report/sphere_drawing.hpp"
#include "tests/core/report/made_up.hpp"

#include <gtest/gtest.h>

#include <regex>

namespace vitrine {
namespace {

CheckResult globalResolution(const std::vector<std::string>& keys) {
  CheckResult result = test::okCheck("1.a");
  CurvePlot plot;
  for (const std::string& key : keys)
    plot.series.push_back({.key = key, .label = key, .x = {0, 0.1, 0.2}, .y = {1, 0.9, std::nan("")}});
  result.plots.push_back(plot);
  return result;
}

std::string refusal(const std::vector<CheckResult>& checks) {
  try {
    fscFiles(checks, "out/f.xml");
  } catch (const OutputError& error) {
    return error.what();
  }
  return "was written";
}

TEST(FscFiles, AreOneForEachCurveThatExists) {
  const auto files = fscFiles({test::okCheck("0.a"), globalResolution({"dpr", "fsc", "fsc_corrected"})}, "out/f.xml");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].path, "out/f.xml");
  EXPECT_NE(files[0].xml.find("title=\"Vitrine unmasked FSC\""), std::string::npos);
  EXPECT_EQ(files[1].path, "out/f_corrected.xml");
  EXPECT_NE(files[1].xml.find("title=\"Vitrine phase-randomised corrected FSC\""), std::string::npos);
  const std::vector<std::filesystem::path> names = {"f", "f_masked", "f_corrected"};
  EXPECT_EQ(fscFileNames("f"), names);
}

TEST(FscFiles, SayWhyThereIsNone) {
  EXPECT_EQ(refusal({test::okCheck("0.a")}), "out/f.xml: there is no FSC curve to write: check 1.a was not run");
  EXPECT_EQ(refusal({test::emptyCheck("1.a", Status::DoesNotApply, "no half maps")}),
            "out/f.xml: there is no FSC curve to write: check 1.a has none: no half maps");
  EXPECT_NE(refusal({globalResolution({"fsc_masked"})}).find("has no curve"), std::string::npos);
}

ReportModel withAuthorCurves() {
  ReportModel model = test::madeUpModel();
  CurveFile file;
  file.path = "folder/postprocess.star";
  file.kind = "RELION postprocess.star";
  file.resolutionA = 4.25;
  file.curves = {{"RELION unmasked", {0, 0.01, 0.25}, {1, 0.9, 0.1}}, {"RELION corrected", {0.01, 0.25}, {0.95, 0.2}}};
  model.inputs.authorCurves = {file};
  return model;
}

TEST(AuthorCurves, StandInTheInputSection) {
  const Document document = composeReport(withAuthorCurves());
  const Section* input = test::findSection(document, "input");
  ASSERT_NE(input, nullptr);
  const auto* table = test::firstBlock<TextTable>(*input);
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->rows.size(), 2U);
  const std::vector<std::string> row = {
      "postprocess.star", "RELION postprocess.star", "RELION unmasked", "3", "100 to 4 A", "4.25 A"};
  EXPECT_EQ(table->rows[0], row);
  const auto* plot = test::firstBlock<PlotBlock>(*input);
  ASSERT_NE(plot, nullptr);
  EXPECT_EQ(plot->plot.series.size(), 2U);
  EXPECT_EQ(plot->plot.series[1].y, (std::vector<double>{0.95, 0.2}));
  EXPECT_EQ(test::firstBlock<PlotBlock>(*test::findSection(composeReport(test::madeUpModel()), "input")), nullptr);
}

TEST(AuthorCurves, StandInTheJson) {
  const auto json = nlohmann::json::parse(reportJson(withAuthorCurves()));
  const auto& file = json["input"]["author_curves"].at(0);
  EXPECT_EQ(file["kind"], "RELION postprocess.star");
  EXPECT_EQ(file["resolution_A"], 4.25);
  EXPECT_EQ(file["curves"].at(1)["title"], "RELION corrected");
  EXPECT_EQ(file["curves"].at(1)["x"], nlohmann::json::parse("[0.01, 0.25]"));
  EXPECT_TRUE(nlohmann::json::parse(reportJson(test::madeUpModel()))["input"]["author_curves"].empty());
}

CurvePlot bandPlot() {
  CurvePlot plot;
  plot.x = {.label = "f", .logarithmic = false, .low = 0, .high = 4};
  plot.y = {.label = "y", .logarithmic = false, .low = 0, .high = 1};
  const double nan = std::nan("");
  plot.series = {{.key = "fsc", .label = "FSC", .x = {0, 1, 2, 3, 4}, .y = {1, 0.8, 0.6, 0.4, 0.2}},
                 {.key = "",
                  .label = "error",
                  .x = {0, 1, 2, 3, 4},
                  .y = {0.9, 0.7, nan, 0.3, 0.1},
                  .style = SeriesStyle::Band,
                  .y2 = {1, 0.9, 0.7, 0.5, 0.3}},
                 {.key = "", .label = "half-bit", .x = {0, 4}, .y = {0.1, 0.3}, .shown = false},
                 {.key = "", .label = "masked", .x = {0, 4}, .y = {1, 0.5}}};
  return plot;
}

TEST(SeriesLooks, GiveABandTheColourOfItsCurve) {
  const auto looks = seriesLooks(bandPlot());
  EXPECT_EQ(looks[0].colour, 0);
  EXPECT_EQ(looks[1].colour, 0);
  EXPECT_EQ(looks[2].colour, 1);
  EXPECT_EQ(looks[3].colour, 2);
  EXPECT_TRUE(looks[0].dashes.empty());
  EXPECT_NE(looks[2].dashes, looks[3].dashes);
}

std::size_t countOf(const std::string& text, const std::string& words) {
  std::size_t count = 0;
  for (std::size_t i = text.find(words); i != std::string::npos; i = text.find(words, i + 1)) ++count;
  return count;
}

TEST(PlotSvg, FillsABandInStretchesWithoutGaps) {
  const std::string svg = plotSvg(bandPlot());
  EXPECT_EQ(countOf(svg, "Z\" fill=\"#0072b2\" fill-opacity"), 2U);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(PlotSvg, LeavesOutWhatIsNotShown) {
  const std::string svg = plotSvg(bandPlot());
  EXPECT_EQ(svg.find("half-bit"), std::string::npos);
  EXPECT_EQ(countOf(svg, "fill=\"none\" stroke=\"#0072b2\""), 1U);
  EXPECT_EQ(countOf(svg, "fill=\"none\" stroke=\"#cc4000\""), 0U);
  EXPECT_EQ(countOf(svg, "fill=\"none\" stroke=\"#009e73\""), 1U);
}

TEST(PlotSvg, ListsManySeriesBelowTheAxesWithinTheWidth) {
  CurvePlot plot = bandPlot();
  for (int i = 0; i < 9; ++i)
    plot.series.push_back({.key = "", .label = "another curve " + std::to_string(i), .x = {0, 4}, .y = {0, 1}});
  const std::string svg = plotSvg(plot);
  std::smatch match;
  ASSERT_TRUE(std::regex_search(svg, match, std::regex("viewBox=\"0 0 680.0 ([0-9.]+)\"")));
  const double height = std::stod(match[1]);
  EXPECT_GT(height, 380);
  int entries = 0;
  const std::regex entry("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\" text-anchor=\"start\">another curve");
  for (auto it = std::sregex_iterator(svg.begin(), svg.end(), entry); it != std::sregex_iterator(); ++it, ++entries) {
    EXPECT_LT(std::stod((*it)[1]) + 16 * 6, 680);
    EXPECT_GT(std::stod((*it)[2]), 370);
    EXPECT_LE(std::stod((*it)[2]), height);
  }
  EXPECT_EQ(entries, 9);
}

TEST(PlotSvg, KeepsLabelsOfCloseLinesApart) {
  CurvePlot plot = bandPlot();
  for (const double value : {0.143, 0.15, 0.16, 0.5})
    plot.markers.push_back({.axis = Marker::Along::Y, .value = value, .label = "level " + std::to_string(value)});
  for (const double value : {2.0, 2.02, 2.04})
    plot.markers.push_back({.axis = Marker::Along::X, .value = value, .label = "at " + std::to_string(value)});
  const std::string svg = plotSvg(plot);
  std::vector<PaperBox> boxes;
  const std::regex label("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\"[^>]*>((level|at) [0-9.]+)<");
  for (auto it = std::sregex_iterator(svg.begin(), svg.end(), label); it != std::sregex_iterator(); ++it) {
    const double width = 6.0 * static_cast<double>((*it)[3].length());
    boxes.push_back({std::stod((*it)[1]) - width / 2, std::stod((*it)[2]) - 11, width, 13});
  }
  ASSERT_EQ(boxes.size(), 7U);
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t k = 0; k < i; ++k) EXPECT_FALSE(boxes[i].meets(boxes[k])) << i << " " << k;
}

}  // namespace
}  // namespace vitrine
