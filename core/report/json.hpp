// ReportModel and MapInfo -> JSON ("vitrine-report/1").
#pragma once

#include "core/report/model.hpp"

#include <string>

namespace vitrine {

struct JsonOptions {
  bool measuredCosts = true;  ///< seconds, peak_gib, report date; false gives text that is equal for equal inputs
};

/// Pretty-printed, UTF-8, ends with a newline. Absent numbers are null; a NaN in a curve is null.
std::string reportJson(const ReportModel& model, const JsonOptions& options = {});
/// {"map": {...}, "diagnostics": [...]} of `vitrine info --json -`.
std::string infoJson(const MapInfo& info);

}  // namespace vitrine
