// Section 2: what was given, what the reader found in it, what it looks like.
#include "core/base/number_text.hpp"
#include "core/report/file_rows.hpp"
#include "core/report/sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

std::string voxelRemark(const Grid& grid) {
  if (!grid.hasVoxelSize() || grid.anisotropy() <= 0) return "the same along X, Y and Z";
  return "largest over smallest edge minus 1: " + generalText(100 * grid.anisotropy(), 2) + " %";
}

/// "columns X, rows Y, sections Z": which map axis each axis of the file runs along.
std::string axisOrderText(const MapInfo& info) {
  static constexpr std::array kMapAxes = {"X", "Y", "Z"};
  static constexpr std::array kFileAxes = {"columns", "rows", "sections"};
  std::string text;
  for (int fileAxis = 0; fileAxis < 3; ++fileAxis) {
    const auto mapAxis = std::ranges::find(info.fileAxis, fileAxis) - info.fileAxis.begin();
    text += (fileAxis == 0 ? "" : ", ") + std::string(kFileAxes[static_cast<std::size_t>(fileAxis)]) + " along " +
            (mapAxis < 3 ? kMapAxes[static_cast<std::size_t>(mapAxis)] : "?");
  }
  return text;
}

void addGeometry(const MapInfo& info, NumberTable& table) {
  table.rows.push_back({"Box", sizeText(info.grid.size) + " voxels", countText(info.grid.voxels()) + " voxels in all"});
  if (info.grid.hasVoxelSize())
    table.rows.push_back({"Box edges", lengthsText({info.grid.edge(0), info.grid.edge(1), info.grid.edge(2)}, 2), ""});
  table.rows.push_back({"Origin", lengthsText(info.grid.origin, 3), "position of the first voxel"});
  table.rows.push_back(
      {"Start",
       std::to_string(info.start[0]) + ", " + std::to_string(info.start[1]) + ", " + std::to_string(info.start[2]),
       "NXSTART, NYSTART, NZSTART along X, Y, Z"});
  table.rows.push_back({"Axis order", axisOrderText(info), ""});
  table.rows.push_back({"Data mode", modeText(info), ""});
  table.rows.push_back(
      {"Hand", "not decided by the file", "a map and its mirror image have the same header; check 0.h asks"});
}

/// One statistic beside what the header claims; `tolerance` is how far apart they may be.
NumberRow statisticRow(const std::string& label, double measured, const std::optional<double>& claimed,
                       double tolerance) {
  NumberRow row{label, generalText(measured, kMapValueDigits), "the header does not say"};
  if (!claimed) return row;
  const bool agrees = std::abs(*claimed - measured) <= tolerance;
  row.remark = agrees ? "the header agrees" : "the header says " + generalText(*claimed, kMapValueDigits);
  return row;
}

/// Recomputed from the voxels; the tolerances are those of N-STATS (docs/user/formats.md).
void addStatistics(const MapInfo& info, NumberTable& table) {
  if (!info.measured || info.measured->count == 0) return;
  const MapStatistics& measured = *info.measured;
  const HeaderStatistics& claimed = info.claimed;
  const double extreme = 1e-6 * std::max(std::abs(measured.minimum), std::abs(measured.maximum));
  table.rows.push_back(statisticRow("Minimum", measured.minimum, claimed.minimum, extreme));
  table.rows.push_back(statisticRow("Maximum", measured.maximum, claimed.maximum, extreme));
  table.rows.push_back(statisticRow("Mean", measured.mean, claimed.mean, 0.01 * measured.rms));
  table.rows.push_back(statisticRow("Standard deviation", measured.rms, claimed.rms, 0.01 * measured.rms));
  if (measured.nonFinite() > 0 || info.nonFiniteReplaced > 0) {
    const std::string remark = info.nonFiniteReplaced > 0 ? countText(info.nonFiniteReplaced) + " replaced by 0" : "";
    table.rows.push_back({"Voxels that are not numbers", countText(measured.nonFinite()), remark});
  } else {
    table.rows.push_back({"Voxels that are not numbers", "none", ""});
  }
}

const MapInfo* maskInfo(const ReportModel& model) {
  if (model.mask) return &*model.mask;
  return model.inputs.mask ? &model.inputs.mask->info : nullptr;
}

Section filesSection(const ReportModel& model) {
  Section section{.depth = 1, .number = "2", .title = "Input data", .anchor = "input", .startsPage = true};
  NumberTable map;
  addIdentity(model.map, map);
  map.rows.push_back({"Voxel size", voxelText(model.map.grid), voxelRemark(model.map.grid)});
  map.rows.push_back({"Threshold (contour level)", thresholdText(model), ""});
  addGeometry(model.map, map);
  addStatistics(model.map, map);
  section.blocks.emplace_back(std::move(map));
  if (model.inputs.resolution)
    section.blocks.emplace_back(Paragraph{"Reported resolution: " + generalText(*model.inputs.resolution, 4) + " A"});
  else
    section.blocks.emplace_back(Paragraph{"Reported resolution: (not reported)", TextStyle::Alarm});

  if (const MapInfo* info = maskInfo(model)) {
    NumberTable table;
    addIdentity(*info, table);
    table.rows.push_back({"Box", sizeText(info->grid.size) + " voxels", ""});
    table.rows.push_back({"Voxel size", voxelText(info->grid), ""});
    addStatistics(*info, table);
    section.blocks.emplace_back(Paragraph{"Mask", TextStyle::Emphasis});
    section.blocks.emplace_back(std::move(table));
  }
  if (model.inputs.model) {
    NumberTable table;
    table.rows.push_back({"File", fileLabel(model.inputs.model->string()), ""});
    section.blocks.emplace_back(Paragraph{"Atomic model", TextStyle::Emphasis});
    section.blocks.emplace_back(std::move(table));
  }
  for (Block& block : authorCurveBlocks(model.inputs.authorCurves)) section.blocks.push_back(std::move(block));
  return section;
}

Section diagnosticsSection(const ReportModel& model) {
  Section section{.depth = 2, .number = "2.1", .title = "Diagnostics of the files", .anchor = "diagnostics"};
  std::vector<const MapInfo*> files = {&model.map};
  if (const MapInfo* mask = maskInfo(model)) files.push_back(mask);
  TextTable table = diagnosticsTable(files);
  if (table.rows.empty())
    section.blocks.emplace_back(Paragraph{"Nothing: the files follow the format and contradict themselves nowhere."});
  else
    section.blocks.emplace_back(std::move(table));
  return section;
}

Section figuresSection(const ReportModel& model) {
  Section section{
      .depth = 2, .number = "2.2", .title = "Pictures of the map", .anchor = "pictures", .startsPage = true};
  for (const Figure& figure : model.inputFigures) section.blocks.emplace_back(FigureBlock{figure});
  return section;
}

}  // namespace

std::vector<Section> inputSections(const ReportModel& model) {
  std::vector<Section> sections = {filesSection(model), diagnosticsSection(model)};
  if (!model.inputFigures.empty()) sections.push_back(figuresSection(model));
  if (model.inputs.half1 && model.inputs.half2) sections.push_back(halfMapSection(model));
  return sections;
}

}  // namespace vitrine
