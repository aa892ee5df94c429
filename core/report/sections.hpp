// The sections a report is put together from; for compose.cpp and its neighbours only.
#pragma once

#include "core/checks/check.hpp"
#include "core/report/document.hpp"
#include "core/report/model.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// "3.2" for "0.b": level 0 is section 3, level 1 section 4, in report order within the level.
std::string checkSectionNumber(std::string_view id);
/// "0.b Mask analysis"; the id alone if no check of this id is registered.
std::string checkLabel(std::string_view id);
/// Path -> file name without its folders: what a report shows, since folders tell nothing about the map.
std::string fileLabel(const std::string& path);
/// "0.0066 (recommended for the entry)"; "(not known)" without a value.
std::string thresholdText(const ReportModel& model);
/// What kind of entry this is judged by what came with it: "a map and two half maps".
std::string inputKinds(const Inputs& inputs);

/// A check's warnings, each with its place, what would pass and the sentence it is accepted with.
/// @param comments  as in ReportModel
WarningBlock warningBlock(const CheckInfo& info, const CheckResult& result,
                          const std::map<std::string, std::string>& comments);

/// What the report is, whom it serves, the entry.
Section contextSection(const ReportModel& model);
/// "1 Summary": abstract, score, resolution, the caveat about averaging.
Section summarySection(const ReportModel& model);
/// "1.1 Overview of the checks": all sixteen with links.
Section overviewSection(const ReportModel& model);
/// "1.2 Warnings": every warning, grouped by check.
Section warningsSection(const ReportModel& model);
/// "2 Input data" with its subsections: files, statistics, diagnostics, figures.
std::vector<Section> inputSections(const ReportModel& model);
/// Table and plot of the curves that were given; nothing without any.
std::vector<Block> authorCurveBlocks(const std::vector<CurveFile>& files);
/// "2.3 Half maps": both files, their difference, what was found, slices of maximum variance.
Section halfMapSection(const ReportModel& model);

}  // namespace vitrine
