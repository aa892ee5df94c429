// Runs one check so that whatever happens becomes a result: no check may bring down the program.
#pragma once

#include "core/checks/check.hpp"

namespace vitrine {

/// Status, reason, parameters, seconds and peak are filled in. Never throws except Cancelled.
CheckResult guardedRun(const Check& check, const ValidationContext& context, Progress& progress);

/// The result of a check that was not run: reason "cancelled", "not implemented in this version" ...
CheckResult notMeasured(const Check& check, std::string reason);

}  // namespace vitrine
