// vitrine report: run the checks without a window, print the verdicts, write the report.
#include "app/cli/background.hpp"
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/from_option.hpp"
#include "app/cli/outputs.hpp"
#include "app/cli/report_outputs.hpp"
#include "app/runner/check_runner.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/reader.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compose.hpp"

#include <QDateTime>
#include <QEventLoop>
#include <QThreadPool>

#include <algorithm>
#include <cstdio>

namespace vitrine::cli {
namespace {

std::string stepName(const std::string& id) {
  const Check* check = findCheck(id);
  return id + " " + (check != nullptr ? std::string(check->info().title) : std::string());
}

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

/// Statistics and hash of the mask, for the report's input section. The voxels are dropped again: checks load what they
/// need under the memory plan.
void readWhole(InputMap& map, Executor& executor, Progress& progress) {
  const std::vector<Diagnostic> compared = map.info.diagnostics;  // with the other files; a header alone has no such
  map.info = load(map.path, map.hints, executor, progress)->info;
  for (const Diagnostic& diagnostic : compared)
    if (!map.info.has(diagnostic.id)) map.info.diagnostics.push_back(diagnostic);
}

/// All checks, verdicts printed as they come. After an interruption the rest is cancelled.
std::vector<CheckResult> runChecks(const std::shared_ptr<const ValidationContext>& context,
                                   const std::vector<std::string>& ids, QThreadPool& pool, Interrupt& interrupt,
                                   ProgressLine& line, VerdictPrinter& verdicts) {
  ui::CheckRunner runner(context, ids, &pool);
  QEventLoop loop;
  QObject::connect(&runner, &ui::CheckRunner::checkStarted, &loop,
                   [&](const QString& id) { line.show(stepName(id.toStdString()), 0, {}); });
  QObject::connect(&runner, &ui::CheckRunner::checkProgress, &loop,
                   [&](const QString& id, double fraction, const QString& stage) {
                     line.show(stepName(id.toStdString()), fraction, stage.toStdString());
                   });
  QObject::connect(&runner, &ui::CheckRunner::checkFinished, &loop, [&](const CheckResult& result) {
    if (interrupt.signal() == 0) verdicts.add(ui::asReported(result));
  });
  QObject::connect(&runner, &ui::CheckRunner::allFinished, &loop, &QEventLoop::quit);
  interrupt.setHandler([&] { runner.stop(); });
  runner.start();
  if (interrupt.signal() != 0) runner.stop();
  loop.exec();
  interrupt.setHandler({});
  std::vector<CheckResult> results = runner.results();
  for (CheckResult& result : results) result = ui::asReported(std::move(result));
  return results;
}

/// The level in force; none if the map holds no usable values.
void findThreshold(const ValidationContext& context, ReportModel& model, Progress& progress) {
  try {
    const auto level = context.get<ContourLevel>(progress);
    model.threshold = level->value;
    model.thresholdSource = level->source;
  } catch (const Error&) {  // the checks have said why
  }
}

int report(const Arguments& asked, Interrupt& interrupt, ProgressLine& line) {
  Arguments arguments = asked;
  applyFrom(arguments);
  requireWritable(arguments);
  Opened opened = openEntry(arguments.request);
  refuseDoubtful(opened.inputs.map.info);
  QThreadPool pool;
  applyLimits(arguments, pool);
  ui::QtExecutor executor(pool);
  Progress progress(&line, interrupt.token());

  ReportModel model;
  std::shared_ptr<const ValidationContext> context;
  runBeside(pool, [&] {
    if (opened.inputs.mask) {
      line.begin("reading " + opened.inputs.mask->path.string());
      readWhole(*opened.inputs.mask, executor, progress);
    }
    context = std::make_shared<ValidationContext>(opened.inputs, executor, std::make_shared<ProductCache>());
    line.begin("reading " + opened.inputs.map.path.string());
    model.map = context->get<LoadedMapProduct>(progress)->info();
    line.begin("reading the half maps");
    addHalfMaps(*context, model, progress);
  });
  model.inputs = context->inputs();
  // What the comparison of the files found stands beside what the file itself told.
  for (const Diagnostic& diagnostic : opened.inputs.map.info.diagnostics)
    if (!model.map.has(diagnostic.id)) model.map.diagnostics.push_back(diagnostic);
  if (model.inputs.mask) model.mask = model.inputs.mask->info;
  line.clear();
  for (const Diagnostic& diagnostic : model.map.diagnostics) printDiagnostic(diagnostic);
  for (const auto* other : {&model.half1, &model.half2, &model.mask})
    if (*other)
      for (const Diagnostic& diagnostic : (*other)->diagnostics) printDiagnostic(diagnostic);

  const bool jsonToStdout = arguments.json && *arguments.json == "-";
  VerdictPrinter verdicts(arguments.checks, jsonToStdout ? stderr : stdout, line);
  model.checks = runChecks(context, arguments.checks, pool, interrupt, line, verdicts);
  if (interrupt.signal() != 0) throw Cancelled();
  for (const Diagnostic& diagnostic : addHalfMapFindings(*context, model)) printDiagnostic(diagnostic);

  model.summary = summarise(model.inputs, model.checks);
  if (model.inputs.entry) model.entryDate = model.inputs.entry->date;
  model.reportDate = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
  bool allWritten = true;
  if (arguments.pdf || arguments.html || arguments.json || arguments.volumes || arguments.fscXml) {
    line.begin("writing the report");
    runBeside(pool, [&] {
      findThreshold(*context, model, progress);
      if (arguments.pdf || arguments.html) model.inputFigures = inputFigures(*context, progress);
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
