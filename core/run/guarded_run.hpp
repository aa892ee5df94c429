// Runs one check so that whatever happens becomes a result: no check may bring down the program.
#pragma once

#include "core/checks/check.hpp"

namespace vitrine {

struct GuardOptions {
  bool rethrowInternalErrors = false;  ///< tests: let a bug surface instead of becoming a result
};

/// Runs the check if it applies. Status, reason, parameters, seconds and peak are filled in. Never throws except
/// Cancelled (and, if asked, internal errors): NotApplicable becomes "does not apply", every other failure "could not
/// be measured" with its reason; after lack of memory the cache is trimmed.
CheckResult guardedRun(const Check& check, const ValidationContext& context, Progress& progress,
                       GuardOptions options = {});

/// The result of a check that was not run: reason "cancelled"; MemoryError(needed, allowed).what() for a job the
/// schedule calls impossible.
CheckResult notMeasured(const Check& check, std::string reason);

}  // namespace vitrine
