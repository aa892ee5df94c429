#include "app/cli/entry_run.hpp"

#include "app/runner/check_runner.hpp"
#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/reader.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compose.hpp"

#include <QEventLoop>
#include <QThreadPool>

namespace vitrine::cli {
namespace {

std::string stepName(const std::string& id) {
  const Check* check = findCheck(id);
  return id + " " + (check != nullptr ? std::string(check->info().title) : std::string());
}

/// Statistics and hash of the mask, for the report's input section. The voxels are dropped again: checks load what they
/// need under the memory plan.
void readWhole(InputMap& map, Executor& executor, Progress& progress) {
  const std::vector<Diagnostic> compared = map.info.diagnostics;  // with the other files; a header alone has no such
  map.info = load(map.path, map.hints, executor, progress)->info;
  for (const Diagnostic& diagnostic : compared)
    if (!map.info.has(diagnostic.id)) map.info.diagnostics.push_back(diagnostic);
}

/// All checks. After an interruption the rest is cancelled.
std::vector<CheckResult> runChecks(const std::shared_ptr<const ValidationContext>& context,
                                   const std::vector<std::string>& ids, const RunPlace& place,
                                   const std::function<void(const CheckResult&)>& onResult) {
  ui::CheckRunner runner(context, ids, &place.pool);
  QEventLoop loop;
  QObject::connect(&runner, &ui::CheckRunner::checkStarted, &loop,
                   [&](const QString& id) { place.line.show(stepName(id.toStdString()), 0, {}); });
  QObject::connect(&runner, &ui::CheckRunner::checkProgress, &loop,
                   [&](const QString& id, double fraction, const QString& stage) {
                     place.line.show(stepName(id.toStdString()), fraction, stage.toStdString());
                   });
  QObject::connect(&runner, &ui::CheckRunner::checkFinished, &loop, [&](const CheckResult& result) {
    if (place.interrupt.signal() == 0) onResult(ui::asReported(result));
  });
  QObject::connect(&runner, &ui::CheckRunner::allFinished, &loop, &QEventLoop::quit);
  place.interrupt.setHandler([&] { runner.stop(); });
  runner.start();
  if (place.interrupt.signal() != 0) runner.stop();
  loop.exec();
  place.interrupt.setHandler({});
  std::vector<CheckResult> results = runner.results();
  for (CheckResult& result : results) result = ui::asReported(std::move(result));
  return results;
}

}  // namespace

void findThreshold(const ValidationContext& context, ReportModel& model, Progress& progress) {
  try {
    const auto level = context.get<ContourLevel>(progress);
    model.threshold = level->value;
    model.thresholdSource = level->source;
  } catch (const Error&) {  // the checks have said why
  }
}

EntryRun measureEntry(const Opened& opened, const std::vector<std::string>& checks, const RunPlace& place,
                      const std::function<void(const CheckResult&)>& onResult) {
  EntryRun run;
  ReportModel& model = run.model;
  Inputs inputs = opened.inputs;
  Progress progress(&place.line, place.interrupt.token());
  runBeside(place.pool, [&] {
    if (inputs.mask) {
      place.line.begin("reading " + inputs.mask->path.string());
      readWhole(*inputs.mask, place.executor, progress);
    }
    run.context = std::make_shared<ValidationContext>(inputs, place.executor, std::make_shared<ProductCache>());
    place.line.begin("reading " + inputs.map.path.string());
    model.map = run.context->get<LoadedMapProduct>(progress)->info();
    if (inputs.half1 && inputs.half2) place.line.begin("reading the half maps");
    addHalfMaps(*run.context, model, progress);
  });
  model.inputs = inputs;
  // What the comparison of the files found stands beside what the file itself told.
  for (const Diagnostic& diagnostic : inputs.map.info.diagnostics)
    if (!model.map.has(diagnostic.id)) model.map.diagnostics.push_back(diagnostic);
  if (inputs.mask) model.mask = inputs.mask->info;
  place.line.clear();
  for (const Diagnostic& diagnostic : model.map.diagnostics) printDiagnostic(diagnostic);
  for (const auto* other : {&model.half1, &model.half2, &model.mask})
    if (*other)
      for (const Diagnostic& diagnostic : (*other)->diagnostics) printDiagnostic(diagnostic);

  model.checks = runChecks(run.context, checks, place, onResult);
  if (place.interrupt.signal() != 0) throw Cancelled();
  for (const Diagnostic& diagnostic : addHalfMapFindings(*run.context, model)) printDiagnostic(diagnostic);
  return run;
}

}  // namespace vitrine::cli
