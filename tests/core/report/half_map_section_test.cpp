// The half-map section and its JSON, from files to sentences.
#include "core/report/compose.hpp"
#include "core/report/json.hpp"
#include "tests/core/report/made_up.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <limits>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

/// An entry with half maps and the model of its report.
struct Entry48 {
  Entry48() : halves(test::halfMapsWithFsc(grid, test::logisticFsc(grid), 5, executor)) {}

  ReportModel model(bool withLevel1) {
    Volume mean(grid);
    const Volume& second = halves[grid.sameSize(halves[1].grid) ? 1 : 0];  // a test may give one of another box
    for (std::int64_t i = 0; i < mean.data.size(); ++i) mean.data[i] = 0.5F * (halves[0].data[i] + second.data[i]);
    test::MapEntry entry(mean);
    entry.halves(halves[0], halves[1]).mask(test::softSphere(grid, 12));
    const ValidationContext context(entry.inputs(), executor, std::make_shared<ProductCache>());
    Progress progress;
    ReportModel made = test::madeUpModel();
    made.inputs = context.inputs();
    addHalfMaps(context, made, progress);
    if (withLevel1 && made.halfMapsProblem.empty()) context.get<HalfMapShells>(progress);
    told = addHalfMapFindings(context, made);
    return made;
  }

  Grid grid = test::gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor{2};
  std::array<Volume, 2> halves;
  std::vector<Diagnostic> told;
};

Section halfMapSectionOf(const ReportModel& model) {
  for (Section& section : composeReport(model).sections)
    if (section.anchor == "half-maps") return section;
  ADD_FAILURE() << "no section of half maps";
  return {};
}

template <class B>
std::vector<B> blocksOf(const Section& section) {
  std::vector<B> blocks;
  for (const Block& block : section.blocks)
    if (const auto* one = std::get_if<B>(&block)) blocks.push_back(*one);
  return blocks;
}

bool says(const Section& section, const std::string& words) {
  const auto paragraphs = blocksOf<Paragraph>(section);
  return std::ranges::any_of(paragraphs, [&](const Paragraph& p) { return p.text.find(words) != std::string::npos; });
}

Json jsonOf(const ReportModel& model) {
  const Json report = Json::parse(reportJson(model));
  const test::JsonSchema schema(Json::parse(std::ifstream(VITRINE_SOURCE_DIR "/resources/report.schema.json")));
  for (const std::string& problem : schema.problems(report)) ADD_FAILURE() << problem;
  return report["input"];
}

TEST(HalfMapSection, ShowsBothFilesAndTheirDifference) {
  Entry48 entry;
  const ReportModel model = entry.model(true);
  const Section section = halfMapSectionOf(model);
  EXPECT_EQ(section.number, "2.3");
  EXPECT_TRUE(says(section, "EMDB asks for both as refined"));
  EXPECT_TRUE(says(section, "Nothing speaks against these half maps"));
  EXPECT_FALSE(says(section, "No check of level 1 was run"));

  const auto files = blocksOf<NumberTable>(section);
  ASSERT_EQ(files.size(), 2u);
  EXPECT_EQ(files[0].rows[0].value, "half1.mrc");
  EXPECT_EQ(files[1].rows[1].value, model.half2->sha256);

  const auto tables = blocksOf<TextTable>(section);
  ASSERT_EQ(tables.size(), 1u);  // and none of diagnoses
  const auto row = [&](const std::string& label) {
    return *std::ranges::find_if(tables[0].rows, [&](const auto& cells) { return cells[0] == label; });
  };
  EXPECT_EQ(row("Box, voxels")[2], "48 x 48 x 48");
  EXPECT_EQ(row("Most frequent value")[1], "none frequent");
  EXPECT_NEAR(std::stod(row("Standard deviation")[3]), model.halfMaps->difference.rms, 1e-5);

  const auto facts = blocksOf<BulletList>(section);
  ASSERT_EQ(facts.size(), 1u);
  EXPECT_EQ(facts[0].items.size(), 3u);

  const auto figures = blocksOf<FigureBlock>(section);
  ASSERT_EQ(figures.size(), 3u);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(figures[i].figure.pictures.size(), 3u);
    const auto& picture = std::get<SlicePicture>(figures[i].figure.pictures[1]);
    EXPECT_EQ(picture.image.index, model.halfMaps->slices[i][1].index);
    EXPECT_EQ(picture.title, "Slice " + std::to_string(picture.image.index) + " along Y");
  }

  const Json input = jsonOf(model);
  EXPECT_EQ(input["half1"]["sha256"], model.half1->sha256);
  EXPECT_TRUE(input["half_maps"]["problem"].is_null());
  EXPECT_EQ(input["half_maps"]["difference"]["rms"], model.halfMaps->difference.rms);
  EXPECT_EQ(input["half_maps"]["maximum_variance_slices"]["difference"][2], model.halfMaps->slices[2][2].index);
  EXPECT_GT(input["half_maps"]["map_correlation"], 0.9);
  EXPECT_TRUE(input["half_maps"]["difference_variance_ratio"].is_number());
}

TEST(HalfMapSection, SaysWhatWasNotJudgedWithoutLevel1) {
  Entry48 entry;
  const ReportModel model = entry.model(false);
  EXPECT_TRUE(entry.told.empty());
  EXPECT_TRUE(says(halfMapSectionOf(model), "No check of level 1 was run"));
  const Json input = jsonOf(model);
  EXPECT_TRUE(input["half_maps"]["map_correlation"].is_null());
  EXPECT_TRUE(input["half_maps"]["difference_variance_ratio"].is_null());
}

TEST(HalfMapSection, CarriesWhatTheChecksFoundToTheFileItIsAbout) {
  Entry48 entry;
  Volume moved(entry.grid);
  for (int z = 0; z < 48; ++z)
    for (int y = 0; y < 48; ++y)
      for (int x = 0; x < 48; ++x) moved.at(x, y, z) = entry.halves[1].at((x + 45) % 48, y, z);
  entry.halves[1] = std::move(moved);
  const ReportModel model = entry.model(true);
  ASSERT_EQ(entry.told.size(), 1u);
  EXPECT_EQ(entry.told[0].id, "W-HALFSHIFT");
  EXPECT_FALSE(model.half1->has("W-HALFSHIFT"));
  EXPECT_TRUE(model.half2->has("W-HALFSHIFT"));
  const auto tables = blocksOf<TextTable>(halfMapSectionOf(model));
  ASSERT_EQ(tables.size(), 2u);
  EXPECT_EQ(tables[1].rows[0][0], "W-HALFSHIFT");
  EXPECT_EQ(tables[1].rows[0][1], "half2.mrc");
  EXPECT_EQ(jsonOf(model)["half2"]["diagnostics"][0]["id"], "W-HALFSHIFT");
}

TEST(HalfMapSection, SaysWhyNothingCanBeMeasured) {
  Entry48 entry;
  entry.halves[1].at(1, 2, 3) = std::numeric_limits<float>::quiet_NaN();
  ReportModel model = entry.model(true);
  const std::string why = "half map 2 holds 1 non-finite voxel, first at (1, 2, 3)";
  EXPECT_TRUE(says(halfMapSectionOf(model), "Nothing can be measured from them: " + why + "."));
  EXPECT_FALSE(says(halfMapSectionOf(model), "Nothing speaks against"));
  EXPECT_EQ(jsonOf(model)["half_maps"]["problem"], why);

  entry.halves[1] = test::whiteNoise(test::gridOf({40, 48, 48}, 1.5), 1, entry.executor);
  model = entry.model(true);
  EXPECT_FALSE(model.halfMaps);
  EXPECT_TRUE(says(halfMapSectionOf(model), "40 x 48 x 48"));
  EXPECT_TRUE(jsonOf(model)["half_maps"].is_null());
}

TEST(HalfMapSection, TellsOfHalfMapsThatCannotBeRead) {
  Entry48 entry;
  test::MapEntry files(entry.halves[0]);
  files.halves(entry.halves[0], entry.halves[1]);
  const ValidationContext context(files.inputs(), entry.executor, std::make_shared<ProductCache>());
  std::filesystem::resize_file(files.folder() / "half2.mrc", 5000);  // since it was opened
  ReportModel model = test::madeUpModel();
  model.inputs = context.inputs();
  Progress progress;
  addHalfMaps(context, model, progress);
  EXPECT_TRUE(model.half2->has("E-CHANGED"));
  EXPECT_TRUE(says(halfMapSectionOf(model), "changed on disk"));
}

TEST(HalfMapSection, IsAbsentWithoutHalfMaps) {
  for (const Section& section : composeReport(test::madeUpModel()).sections) EXPECT_NE(section.anchor, "half-maps");
}

}  // namespace
}  // namespace vitrine
