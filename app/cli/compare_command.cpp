// vitrine compare: two maps, two reports or one of each, number by number.
#include "app/cli/commands.hpp"
#include "app/cli/entry_run.hpp"
#include "app/cli/from_option.hpp"
#include "app/cli/outputs.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compare.hpp"
#include "core/report/html.hpp"
#include "core/report/map_subtraction.hpp"
#include "core/report/read_report.hpp"
#include "core/run/gather.hpp"

#include <QThreadPool>

#include <algorithm>
#include <cstdio>

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

/// One of the two, opened or read; measured later.
struct Contender {
  fs::path file;
  bool isReport = false;
  Opened opened;  ///< unless it is a report
  ReportModel model;
  std::shared_ptr<const ValidationContext> context;  ///< null for a report
};

/// A folder or a file that names others stands for the entry it holds.
OpenRequest withFilesFound(OpenRequest request) {
  if (!namesASet(request.map)) return request;
  const fs::path from = std::exchange(request.map, {});
  const Gathered gathered = gather(from, request, {});
  for (const std::string& line : gatheredLines(gathered)) printNote(line);
  return gathered.request;
}

/// A report carries its files and parameters: giving others with it would compare what was never measured.
Contender look(const OpenRequest& request, const char* end) {
  Contender contender;
  contender.file = request.map;
  contender.isReport = !namesASet(request.map) && looksLikeReport(request.map);
  if (!contender.isReport) {
    contender.opened = openEntry(withFilesFound(request));
    refuseDoubtful(contender.opened.inputs.map.info);
    return contender;
  }
  if (request.half1 || request.mask || request.threshold || request.resolution || request.entry)
    throw UsageError(request.map.string() + " holds results: half maps, mask, level, resolution and entry of " + end +
                     " cannot be changed any more; name the map instead");
  contender.model = readReport(request.map);
  return contender;
}

/// How to read and measure is the same for both.
OpenRequest completed(OpenRequest b, const OpenRequest& a) {
  b.hints = a.hints;
  b.symmetry = a.symmetry;
  b.seed = a.seed;
  b.parameters = a.parameters;
  return b;
}

void measure(Contender& contender, const char* side, const std::vector<std::string>& checks, const RunPlace& place) {
  if (contender.isReport) return;
  EntryRun run = measureEntry(contender.opened, checks, place, [&](const CheckResult& result) {
    place.line.show(std::string(side) + " " + result.id, 1, "done");
  });
  Progress progress(&place.line, place.interrupt.token());
  runBeside(place.pool, [&] { findThreshold(*run.context, run.model, progress); });
  contender.model = std::move(run.model);
  contender.context = run.context;
  run.context->cache().clearUnpinned();  // the other one needs the memory
}

/// Both maps are read again if they left the memory meanwhile.
void writeDifference(const Arguments& arguments, const Contender& a, const Contender& b, const MapDifference& fit,
                     Executor& executor, Progress& progress) {
  const auto mapA = a.context->get<LoadedMapProduct>(progress), mapB = b.context->get<LoadedMapProduct>(progress);
  const Volume difference = differenceVolume(mapA->volume(), mapB->volume(), fit, executor, progress);
  saveDifference(*arguments.differenceMap, difference, mapA->info(), inputFiles(arguments), progress);
}

int compare(const Arguments& arguments, Interrupt& interrupt, ProgressLine& line) {
  requireWritable(arguments);
  Contender a = look(arguments.request, "A");
  Contender b = look(completed(arguments.requestB, arguments.request), "B");
  QThreadPool pool;
  applyLimits(arguments, pool);
  ui::QtExecutor executor(pool);
  const RunPlace place{pool, executor, interrupt, line};
  measure(a, "A", arguments.checks, place);
  measure(b, "B", arguments.checks, place);

  Progress progress(&line, interrupt.token());
  MapSubtraction subtraction;
  line.begin("comparing the maps");
  runBeside(pool, [&] {
    subtraction = subtractMaps({a.context.get(), a.model.threshold}, {b.context.get(), b.model.threshold},
                               !arguments.ignoreOrigins, false, executor, progress);
    if (arguments.differenceMap && subtraction.result)
      writeDifference(arguments, a, b, *subtraction.result, executor, progress);
  });
  const Comparison comparison =
      compareResults({a.file.string(), &a.model}, {b.file.string(), &b.model}, subtraction.result, subtraction.problem);
  line.clear();
  const bool jsonToStdout = arguments.json && *arguments.json == "-";
  const std::string text = comparisonText(comparison, arguments.allNumbers);
  if (jsonToStdout)
    std::fputs(text.c_str(), stderr);
  else
    writeToStdout(text);
  if (arguments.html) writeAtomically(*arguments.html, reportHtml(composeComparison(comparison)));
  if (jsonToStdout)
    writeToStdout(comparisonJson(comparison));
  else if (arguments.json)
    writeAtomically(fs::path(*arguments.json), comparisonJson(comparison));
  if (arguments.differenceMap && !subtraction.result)
    throw OutputError("--difference-map " + arguments.differenceMap->string() +
                      ": there is none: " + subtraction.problem);
  const auto notMeasured = [](const CheckResult& result) { return result.status == Status::CouldNotBeMeasured; };
  return std::ranges::none_of(a.model.checks, notMeasured) && std::ranges::none_of(b.model.checks, notMeasured)
             ? kMeasured
             : kNotAllMeasured;
}

}  // namespace

int compareCommand(const Arguments& arguments) {
  Interrupt interrupt;
  ProgressLine line;
  try {
    return compare(arguments, interrupt, line);
  } catch (const Cancelled&) {
    line.clear();
    printError("interrupted; nothing was written");
    return kInterrupted + interrupt.signal();
  }
}

}  // namespace vitrine::cli
