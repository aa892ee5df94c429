#include "core/report/csv.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "tests/core/report/made_up.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>

namespace vitrine {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::string contentOf(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Csv, QuotesWhatWouldBreakALine) {
  EXPECT_EQ(csvField("plain text"), "plain text");
  EXPECT_EQ(csvField("a,b"), "\"a,b\"");
  EXPECT_EQ(csvField("say \"no\""), "\"say \"\"no\"\"\"");
  EXPECT_EQ(csvField("two\nlines"), "\"two\nlines\"");
}

TEST(Csv, PlotHasColumnsForEverySeriesAndEmptyCellsForGaps) {
  CurvePlot plot;
  plot.x.label = "Frequency (1/A)";
  plot.y.label = "FSC";
  plot.series.push_back({"fsc", "Unmasked, C1", {0.1, 0.2, 0.3}, {1, kNan, 0.1}});
  Series band{"", "Spread", {0.1}, {0.25}, SeriesStyle::Band};
  band.y2 = {0.75};
  plot.series.push_back(band);
  EXPECT_EQ(plotCsv(plot),
            "Frequency (1/A),\"Unmasked, C1\",Frequency (1/A),\"Spread, one border\",\"Spread, other border\"\n"
            "0.1,1,0.1,0.25,0.75\n"
            "0.2,,,,\n"
            "0.3,0.1,,,\n");
}

TEST(Csv, SphereHasOneLinePerDirection) {
  SpherePlot sphere;
  sphere.azimuths = 2;
  sphere.tilts = 3;
  sphere.label = "Resolution (A)";
  sphere.value = {3, 3.5, 4, kNan, 5, 5.5};
  EXPECT_EQ(sphereCsv(sphere),
            "tilt (degrees),azimuth (degrees),Resolution (A)\n0,0,3\n0,180,3.5\n45,0,4\n45,180,\n90,0,5\n90,180,5.5\n");
}

TEST(Csv, TableHasWordsThenNumbersWithUnits) {
  Table table{"t", "Criteria", {{"r", "Resolution", "A", 2}, {"n", "Shells", "", 0}}, {{3.25, 7.0}, {{}, 1e-7}}};
  table.words.push_back({"c", "Criterion", {"0.143", "3 sigma"}});
  EXPECT_EQ(tableCsv(table), "Criterion,Resolution (A),Shells\n0.143,3.25,7\n3 sigma,,1e-07\n");
}

TEST(Csv, BundleHoldsEveryNumberWarningPlotAndTable) {
  ReportModel model;
  model.checks = {test::richCheck(), test::warnedCheck("0.b", 2)};
  model.checks[1].warnings[1].location = Location{{1, 2, 3}, {1.5, 3, 4.5}};
  model.comments["0.b/code_1"] = "Known, and \"fine\"";
  model.threshold = 0.25;
  const test::TemporaryFolder folder;
  writeCsvFiles(folder / "csv", model, {});
  std::size_t files = 3;
  for (const CheckResult& check : model.checks)
    files += check.plots.size() + check.spheres.size() + check.tables.size();
  EXPECT_EQ(static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder / "csv"), {})), files);

  const std::string warnings = contentOf(folder / "csv" / "warnings.csv");
  EXPECT_NE(warnings.find("0.b,code_1,Made-up warning 1,,,,,,,\"Known, and \"\"fine\"\"\"\n"), std::string::npos)
      << warnings;
  EXPECT_NE(warnings.find("0.b,code_2,Made-up warning 2,1,2,3,1.5,3,4.5,\n"), std::string::npos) << warnings;

  const std::string numbers = contentOf(folder / "csv" / "numbers.csv");
  EXPECT_NE(numbers.find("input,threshold,Contour level,0.25,\n"), std::string::npos) << numbers;
  for (const Number& number : model.checks[0].numbers) {
    const std::string line = "0.a," + number.key + "," + csvField(number.label) + "," +
                             (number.value ? exactText(*number.value) : "") + "," + number.unit + "\n";
    EXPECT_NE(numbers.find(line), std::string::npos) << line;
  }
  const std::string checks = contentOf(folder / "csv" / "checks.csv");
  EXPECT_NE(checks.find("0.b,Mask"), std::string::npos) << checks;
  EXPECT_NE(checks.find(",warnings,2,"), std::string::npos) << checks;
}

TEST(Csv, AnInputIsNotOverwritten) {
  const test::TemporaryFolder folder;
  std::ofstream(folder / "numbers.csv") << "curve";
  ReportModel model;
  model.checks = {test::okCheck("0.a")};
  EXPECT_THROW(writeCsvFiles(folder.path(), model, {folder / "numbers.csv"}), OutputError);
  EXPECT_EQ(contentOf(folder / "numbers.csv"), "curve");
  EXPECT_FALSE(std::filesystem::exists(folder / "checks.csv")) << "refused before anything is written";
}

TEST(Csv, AgainIntoTheSameFolderLeavesWhatIsNotOurs) {
  const test::TemporaryFolder folder;
  ReportModel model;
  model.checks = {test::okCheck("0.a")};
  writeCsvFiles(folder.path(), model, {});
  std::ofstream(folder / "mine.txt") << "kept";
  model.checks = {test::okCheck("0.b")};
  writeCsvFiles(folder.path(), model, {});
  EXPECT_EQ(contentOf(folder / "mine.txt"), "kept");
  EXPECT_EQ(contentOf(folder / "checks.csv").find("0.a,"), std::string::npos);
}

}  // namespace
}  // namespace vitrine
