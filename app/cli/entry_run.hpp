// One entry measured without a window: what report does once and compare twice.
#pragma once

#include "app/cli/background.hpp"
#include "app/cli/console.hpp"
#include "core/report/model.hpp"
#include "core/run/open.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

class QThreadPool;

namespace vitrine::cli {

/// Where a run takes place: threads, the ear for Ctrl-C, the line that shows progress.
struct RunPlace {
  QThreadPool& pool;
  Executor& executor;
  Interrupt& interrupt;
  ProgressLine& line;
};

struct EntryRun {
  ReportModel model;  ///< results in report order; no level, no figures, no summary yet
  std::shared_ptr<const ValidationContext> context;
};

/// Reads, compares and judges the files (diagnostics are printed), then runs the checks. The calling thread's event
/// loop runs meanwhile.
/// @param onResult  called for every result as it comes
/// @throws Cancelled after an interruption; MapError, InputError, MemoryError
EntryRun measureEntry(const Opened& opened, const std::vector<std::string>& checks, const RunPlace& place,
                      const std::function<void(const CheckResult&)>& onResult);

/// The level in force; none if the map holds no usable values.
void findThreshold(const ValidationContext& context, ReportModel& model, Progress& progress);

}  // namespace vitrine::cli
