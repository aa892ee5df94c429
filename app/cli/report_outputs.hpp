// The files a report run leaves: JSON, PDF, volumes.
#pragma once

#include "app/cli/arguments.hpp"
#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/report/model.hpp"

namespace vitrine::cli {

/// Writes every output asked for, also after one has failed; each failure is printed.
/// To be called beside the event loop (runBeside). @return false if one could not be written @throws Cancelled
bool writeOutputs(const Arguments& arguments, const ReportModel& model, Executor& executor, Progress& progress);

}  // namespace vitrine::cli
