// Section 2.3: the two half maps, their difference, and what speaks against them.
#include "core/base/number_text.hpp"
#include "core/report/file_rows.hpp"
#include "core/report/sections.hpp"
#include "core/report/slice_pictures.hpp"

#include <array>
#include <functional>

namespace vitrine {
namespace {

constexpr double kFrequent = 0.01;   // share of the voxels from which on one value is worth naming
constexpr double kMuchContrast = 3;  // variance of the difference inside over outside the mask

std::string valueText(double value) { return generalText(value, kMapValueDigits); }

/// One column per half map and one for the difference, where a row has a meaning for it.
TextTable propertiesTable(const std::array<const MapInfo*, 2>& half, const HalfMapFacts* known) {
  TextTable table;
  table.caption = "The half maps and their difference, half map 1 - half map 2.";
  table.header = {"", "Half map 1", "Half map 2", "Difference"};
  const auto ofFile = [&](const std::string& label, const std::function<std::string(const MapInfo&)>& text) {
    table.rows.push_back({label, text(*half[0]), text(*half[1]), ""});
  };
  ofFile("Box, voxels", [](const MapInfo& info) { return sizeText(info.grid.size); });
  ofFile("Voxel size", [](const MapInfo& info) { return voxelText(info.grid); });
  ofFile("Data mode", modeText);
  if (known == nullptr) return table;
  const HalfMapFacts& facts = *known;
  const auto ofValues = [&](const std::string& label, double MapStatistics::*field) {
    std::vector<std::string> row = {label};
    for (const MapStatistics* s : {&*facts.info[0].measured, &*facts.info[1].measured, &facts.difference})
      row.push_back(s->count > 0 ? valueText(s->*field) : "-");
    table.rows.push_back(std::move(row));
  };
  ofValues("Minimum", &MapStatistics::minimum);
  ofValues("Maximum", &MapStatistics::maximum);
  ofValues("Mean", &MapStatistics::mean);
  ofValues("Standard deviation", &MapStatistics::rms);
  table.rows.push_back({"Voxels that are not numbers", countText(facts.info[0].measured->nonFinite()),
                        countText(facts.info[1].measured->nonFinite()), countText(facts.difference.nonFinite())});
  const auto common = [&](std::size_t i) {
    if (facts.commonShare[i] < kFrequent) return std::string("none frequent");
    return fixedText(100 * facts.commonShare[i], 1) + " % are " + generalText(facts.commonValue[i], 4);
  };
  table.rows.push_back({"Most frequent value", common(0), common(1), ""});
  return table;
}

/// What the difference says, in sentences.
std::vector<std::string> differenceFacts(const ReportModel& model) {
  std::vector<std::string> items;
  if (model.halfMaps && model.halfMaps->correlation)
    items.push_back("Correlation of the voxels of both half maps: " + fixedText(*model.halfMaps->correlation, 4) + ".");
  if (model.halfMapComparison && model.halfMapComparison->mapCorrelation)
    items.push_back(
        "Correlation of the map with the average of the half maps, both filtered to the resolution at which "
        "the half maps agree: " +
        fixedText(*model.halfMapComparison->mapCorrelation, 3) + ".");
  if (!model.halfMapShells) return items;
  if (const auto& contrast = model.halfMapShells->contrast) {
    std::string text =
        "The difference varies " + generalText(contrast->varianceRatio, 3) +
        " times as much inside the mask as outside (variance); its size correlates with the sum of the half maps by " +
        fixedText(contrast->inside, 2) + " inside and " + fixedText(contrast->outside, 2) + " outside.";
    if (contrast->varianceRatio > kMuchContrast)
      text +=
          " A ratio above 3 means that the difference shows structure: flexible parts, or half maps that are not "
          "aligned or not weighted alike.";
    items.push_back(std::move(text));
  }
  return items;
}

constexpr std::array kPictured = {"half map 1", "half map 2", "the difference of the half maps"};
constexpr std::array kKeys = {"half1_maximum_variance", "half2_maximum_variance", "half_difference_maximum_variance"};

Figure slicesFigure(const HalfMapFacts& facts, std::size_t which, const GreyRange& range) {
  static constexpr std::array kAxes = {"X", "Y", "Z"};
  Figure figure;
  figure.key = kKeys[which];
  figure.caption = std::string("Slices of maximum variance of ") + kPictured[which] +
                   ": along each axis the plane whose values vary most. ";
  if (which == 2) figure.caption += "Only noise should be seen. ";
  figure.caption += "Grey from " + rangeText(range) + ".";
  for (std::size_t axis = 0; axis < 3; ++axis) {
    figure.pictures.emplace_back(slicePicture(facts.slices[which][axis], range));
    if (const auto& other = facts.runnerUp[which][axis])
      figure.caption +=
          std::string(" Along ") + kAxes[axis] + " slice " + std::to_string(*other) + " varies as much within 0.001 %.";
  }
  return figure;
}

void addFigures(const HalfMapFacts& facts, Section& section) {
  std::vector<const GrayImage*> halves, difference;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    halves.push_back(&facts.slices[0][axis]);
    halves.push_back(&facts.slices[1][axis]);
    difference.push_back(&facts.slices[2][axis]);
  }
  const std::array<GreyRange, 2> range = {rangeOf(halves), rangeOf(difference)};
  for (std::size_t which = 0; which < 3; ++which)
    section.blocks.emplace_back(FigureBlock{slicesFigure(facts, which, range[which == 2 ? 1 : 0])});
}

}  // namespace

Section halfMapSection(const ReportModel& model) {
  Section section{.depth = 2, .number = "2.3", .title = "Half maps", .anchor = "half-maps", .startsPage = true};
  section.blocks.emplace_back(Paragraph{
      "Each half map was refined from one half of the images, independently of the other: what they share is "
      "signal, what they do not share is noise. EMDB asks for both as refined, unmasked, unfiltered, "
      "unsharpened, not identical, on the grid and at the place of the map (mandatory since 25 February 2022 for "
      "single particles, helices and sub-tomogram averages)."});
  std::string problem = model.halfMapsProblem.empty() ? model.inputs.halfMapsProblem : model.halfMapsProblem;
  if (!problem.empty()) {
    if (!problem.ends_with('.')) problem += ".";
    section.blocks.emplace_back(Paragraph{"Nothing can be measured from them: " + problem, TextStyle::Alarm});
  }
  const std::array<const MapInfo*, 2> half = {model.half1 ? &*model.half1 : &model.inputs.half1->info,
                                              model.half2 ? &*model.half2 : &model.inputs.half2->info};
  for (std::size_t i = 0; i < 2; ++i) {
    NumberTable table;
    addIdentity(*half[i], table);
    section.blocks.emplace_back(Paragraph{i == 0 ? "Half map 1" : "Half map 2", TextStyle::Emphasis});
    section.blocks.emplace_back(std::move(table));
  }
  section.blocks.emplace_back(propertiesTable(half, model.halfMaps.get()));

  TextTable found = diagnosticsTable({half[0], half[1]});
  found.caption = "What speaks against these half maps, or was noticed about their files.";
  if (!found.rows.empty())
    section.blocks.emplace_back(std::move(found));
  else if (problem.empty())
    section.blocks.emplace_back(Paragraph{"Nothing speaks against these half maps being what EMDB asks for."});
  if (problem.empty() && !model.halfMapShells)
    section.blocks.emplace_back(
        Paragraph{"Filtering, displacement and hand show only in the half maps' transforms. No check "
                  "of level 1 was run, so they were not judged.",
                  TextStyle::Small});
  if (BulletList facts{differenceFacts(model)}; !facts.items.empty()) section.blocks.emplace_back(std::move(facts));
  if (model.halfMaps) addFigures(*model.halfMaps, section);
  return section;
}

}  // namespace vitrine
