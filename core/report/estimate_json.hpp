// RunEstimate -> JSON ("vitrine-estimate/1").
#pragma once

#include "core/run/estimate.hpp"

#include <string>

namespace vitrine {

/// {"schema", "version", "threads", "budget_gib", "seconds", "peak_gib", "checks": [{"id", "title", "runs", "reason",
/// "seconds", "peak_gib"}]}. Pretty-printed, ends with a newline. Numbers of a check that does not run are null.
std::string estimateJson(const RunEstimate& run, int threads);

}  // namespace vitrine
