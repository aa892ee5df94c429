// vitrine report: run the checks without a window, print the verdicts, write the report.
#include "app/cli/background.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/entry_run.hpp"
#include "app/cli/from_option.hpp"
#include "app/cli/outputs.hpp"
#include "app/cli/report_outputs.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"

#include <QDateTime>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>

namespace vitrine::cli {
namespace {

/// "0.b  Mask analysis   1 warning: ...", aligned over the checks of this run.
class VerdictPrinter {
public:
  VerdictPrinter(std::vector<std::string> ids, FILE* stream, ProgressLine& line)
      : m_ids(std::move(ids)), m_stream(stream), m_line(line), m_results(m_ids.size()) {
    for (const std::string& id : m_ids) m_width = std::max(m_width, findCheck(id)->info().title.size());
  }
  /// Prints in report order: a result waits for those before it.
  void add(const CheckResult& result) {
    m_results[static_cast<std::size_t>(std::ranges::find(m_ids, result.id) - m_ids.begin())] = result;
    for (; m_next < m_ids.size() && m_results[m_next]; ++m_next) print(*m_results[m_next]);
  }

private:
  void print(const CheckResult& result) {
    std::string title(findCheck(result.id)->info().title);
    title.resize(m_width, ' ');
    std::string text = statusText(result);
    for (const Warning& warning : result.warnings)
      text += (&warning == &result.warnings.front() ? ": " : " ") + warning.text;
    m_line.clear();
    std::fprintf(m_stream, "%s  %s  %s\n", result.id.c_str(), title.c_str(), text.c_str());
    std::fflush(m_stream);
  }

  std::vector<std::string> m_ids;
  FILE* m_stream;
  ProgressLine& m_line;
  std::vector<std::optional<CheckResult>> m_results;
  std::size_t m_next = 0, m_width = 0;
};

int report(const Arguments& asked, Interrupt& interrupt, ProgressLine& line) {
  Arguments arguments = asked;
  applyFrom(arguments);
  requireWritable(arguments);
  const Opened opened = openEntry(arguments.request);
  refuseDoubtful(opened.inputs.map.info);
  QThreadPool pool;
  applyLimits(arguments, pool);
  ui::QtExecutor executor(pool);
  const bool jsonToStdout = arguments.json && *arguments.json == "-";
  VerdictPrinter verdicts(arguments.checks, jsonToStdout ? stderr : stdout, line);
  EntryRun run = measureEntry(opened, arguments.checks, {pool, executor, interrupt, line},
                              [&](const CheckResult& result) { verdicts.add(result); });
  ReportModel& model = run.model;
  Progress progress(&line, interrupt.token());
  model.summary = summarise(model.inputs, model.checks);
  if (model.inputs.entry) model.entryDate = model.inputs.entry->date;
  model.reportDate = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
  bool allWritten = true;
  if (arguments.pdf || arguments.html || arguments.json || arguments.volumes || arguments.fscXml || arguments.csv) {
    line.begin("writing the report");
    runBeside(pool, [&] {
      findThreshold(*run.context, model, progress);
      if (arguments.pdf || arguments.html) model.inputFigures = inputFigures(*run.context, progress);
      allWritten = writeOutputs(arguments, model, executor, progress);
    });
  }
  line.clear();
  writeToStdout({});  // the verdicts may not have fitted on the disk stdout goes to
  if (!allWritten) return kOutputNotWritten;
  const bool allMeasured =
      std::ranges::none_of(model.checks, [](const CheckResult& r) { return r.status == Status::CouldNotBeMeasured; });
  return allMeasured ? kMeasured : kNotAllMeasured;
}

}  // namespace

void refuseDoubtful(const MapInfo& map) {
  for (const char* id : {"E-VOXEL", "W-LOOKSLIKESTACK"})
    if (const Diagnostic* diagnostic = map.find(id)) throw MapError(*diagnostic);
}

void applyLimits(const Arguments& arguments, QThreadPool& pool) {
  if (arguments.memory) MemoryBudget::process().setLimit(*arguments.memory);
  if (arguments.threads) pool.setMaxThreadCount(*arguments.threads);
}

int reportCommand(const Arguments& arguments) {
  Interrupt interrupt;
  ProgressLine line;
  try {
    return report(arguments, interrupt, line);
  } catch (const Cancelled&) {
    line.clear();
    printError("interrupted; nothing was written");
    return kInterrupted + interrupt.signal();
  }
}

}  // namespace vitrine::cli
