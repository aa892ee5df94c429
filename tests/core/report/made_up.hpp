// Results made up for tests: every status, numbers that exist and that do not, a report of all sixteen checks.
#pragma once

#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"
#include "core/report/model.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace vitrine::test {

inline CheckResult okCheck(std::string id) {
  CheckResult result;
  result.id = std::move(id);
  result.status = Status::Ok;
  return result;
}

inline CheckResult warnedCheck(std::string id, int warnings) {
  CheckResult result;
  result.id = std::move(id);
  for (int i = 1; i <= warnings; ++i) result.warn("code_" + std::to_string(i), "Made-up warning " + std::to_string(i));
  result.status = result.statusFromWarnings();
  return result;
}

inline CheckResult emptyCheck(std::string id, Status status, std::string reason) {
  CheckResult result;
  result.id = std::move(id);
  result.status = status;
  result.reason = std::move(reason);
  return result;
}

/// The verdicts and resolutions of the VRS report of EMD-60749 (levels 0 and 1): 4 out of 7, 8 not measured.
inline std::vector<CheckResult> seedChecks() {
  std::vector<CheckResult> checks = {okCheck("0.a"), warnedCheck("0.b", 1), warnedCheck("0.c", 2),
                                     okCheck("0.d"), warnedCheck("0.f", 1), okCheck("1.a"),
                                     okCheck("1.b")};
  checks[5].resolutionEstimates = {{"FSC", 8.36}, {"DPR", 7.08}, {"SSNR", 8.65}};
  checks[6].resolutionEstimates = {{"FSC permutation", 6.2}};
  for (const char* id : {"0.e", "0.g", "1.c", "1.d", "1.e", "1.f", "1.g", "1.h"})
    checks.push_back(emptyCheck(id, Status::CouldNotBeMeasured, "not implemented in this version"));
  checks.push_back(emptyCheck("0.h", Status::DoesNotApply, "the resolution is worse than 5 A"));
  std::ranges::sort(checks, {}, &CheckResult::id);
  return checks;
}

/// 0.a with a VRS number that differs, one that is the same, one that does not exist, a place, a table and a curve.
inline CheckResult richCheck() {
  CheckResult result;
  result.id = "0.a";
  result.number("left_space_x_A", "Left space along X", 26.0, "A");
  result.number("right_space_x_A", "Right space along X", 24.0, "A");
  result.number("vrs_right_space_x_A", "Right space along X", 26.0, "A");
  result.number("decentering_x_percent", "Decentering along X", 0.001, "%");
  result.number("vrs_decentering_x_percent", "Decentering along X", 0.002, "%");
  result.number("fsc_0143_A", "Resolution", std::nullopt, "A");
  result.number("vrs_only_A", "Known to the VRS alone", 7.0, "A");
  result.warn("space_left_x", "Less than 30 A of space.", Location{{1, 2, 3}, {1.5, 3.0, 4.5}});
  result.observe("margin", "The margin is below the delocalisation radius.");
  result.note("The VRS counts one plane too many on the right.");
  Table table{.key = "components",
              .title = "Components",
              .columns = {{"voxels", "Size", "voxels", 0}, {"percent", "Share", "%", 2}},
              .rows = {{4169.0, 98.98}, {11131513.0, std::nullopt}}};
  result.tables.push_back(table);
  CurvePlot plot;
  plot.key = plot.title = "histogram";
  plot.x.label = "Density";
  plot.y.label = "Voxels";
  plot.series.push_back({.key = "histogram",
                         .label = "map",
                         .x = {0.1, 0.2, 0.3},
                         .y = {1.0, std::numeric_limits<double>::quiet_NaN(), 3e22},
                         .style = SeriesStyle::Line});
  plot.series.push_back({.key = "", .label = "drawn only", .x = {0}, .y = {1}, .style = SeriesStyle::Line});
  result.plots.push_back(plot);
  result.parameters = {{"limit_A", "30", "20"}, {"decentering_percent", "20", "20"}};
  result.mask = MaskReference{"constructed mask", std::string(64, 'a')};
  result.volumes.push_back({.name = "hard_mask", .title = "Hard mask", .unit = "", .isMask = true, .make = {}});
  result.seconds = 1.25;
  result.peakGiB = 0.5;
  result.status = result.statusFromWarnings();
  return result;
}

inline MapInfo madeUpMap(const std::string& file = "maps/emd_0000.map.gz") {
  MapInfo info;
  info.file = file;
  info.grid = {.size = {48, 48, 50}, .voxelSize = {2, 2, 2.1}, .origin = {0, -1, 0.5}};
  info.modeName = "32-bit float";
  info.compression = Compression::Gzip;
  info.sha256 = std::string(64, '1');
  info.sha256File = std::string(64, '2');
  info.claimed = {.minimum = -0.5, .maximum = 3.0, .mean = std::nullopt, .rms = 0.25};
  MapStatistics statistics;
  statistics.count = info.grid.voxels();
  statistics.minimum = -0.5;
  statistics.maximum = 2.0;
  statistics.mean = 0.1;
  statistics.rms = 0.25;
  info.measured = statistics;
  Diagnostic odd;
  odd.id = "N-STATS";
  odd.file = file;
  odd.message = "The header's statistics are not those of the voxels.";
  odd.values = {{"DMAX", "3"}};
  odd.assumption = "the recomputed ones hold";
  info.diagnostics.push_back(odd);
  return info;
}

/// All sixteen checks, one rich; an entry; half maps by name only.
inline ReportModel madeUpModel() {
  ReportModel model;
  model.map = madeUpMap();
  model.inputs.map.path = model.map.file;
  model.inputs.map.info = model.map;
  model.inputs.resolution = 4.2;
  model.inputs.entry = Entry{"EMD-0000", "A made-up entry", "A. Author, B. Author", "2020-01-02", ""};
  model.threshold = 0.0066;
  model.thresholdSource = ThresholdSource::Entry;
  model.checks = seedChecks();
  model.checks.front() = richCheck();
  model.summary = summarise(model.inputs, model.checks);
  model.entryDate = "2020-01-02";
  model.reportDate = "2026-11-22";
  return model;
}

inline const Section* findSection(const Document& document, std::string_view anchor) {
  const auto found = std::ranges::find(document.sections, anchor, &Section::anchor);
  return found == document.sections.end() ? nullptr : &*found;
}

/// The first block of this kind, or nullptr.
template <class T>
const T* firstBlock(const Section& section) {
  for (const Block& block : section.blocks)
    if (const T* found = std::get_if<T>(&block)) return found;
  return nullptr;
}

/// All texts of paragraphs, one per line.
inline std::string paragraphs(const Section& section) {
  std::string text;
  for (const Block& block : section.blocks)
    if (const auto* paragraph = std::get_if<Paragraph>(&block)) text += paragraph->text + "\n";
  return text;
}

inline const NumberRow* findRow(const NumberTable& table, std::string_view label) {
  const auto found = std::ranges::find(table.rows, label, &NumberRow::label);
  return found == table.rows.end() ? nullptr : &*found;
}

}  // namespace vitrine::test
