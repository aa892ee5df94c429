// Pieces of a comparison; for compare.cpp only.
#pragma once

#include "core/report/compare.hpp"

#include <string>
#include <vector>

namespace vitrine {

/// Every curve with a key; bands and bars become lines. Axes, criteria and the scale above come from the side that
/// knows them: a report read back knows labels only.
std::vector<ComparedCurve> pairCurves(const std::string& check, const CheckResult* a, const CheckResult* b);

/// What changed, in sentences: files, resolutions with their direction, verdicts, difference map, and what forbids
/// taking the numbers at face value.
std::vector<std::string> comparisonSummary(const Comparison& comparison, const ReportModel& a, const ReportModel& b);

}  // namespace vitrine
