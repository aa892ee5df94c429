// vitrine estimate: what a run would take, from headers alone.
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/from_option.hpp"
#include "app/cli/outputs.hpp"
#include "core/base/number_text.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/estimate_json.hpp"
#include "core/run/estimate.hpp"

#include <QThread>

#include <algorithm>

namespace vitrine::cli {
namespace {

std::string durationText(double seconds) {
  constexpr double kMinute = 60, kHour = 3600;
  if (seconds < 0.05) return "< 0.1 s";
  if (seconds < kMinute) return fixedText(seconds, 1) + " s";
  if (seconds < kHour) return fixedText(seconds / kMinute, 1) + " min";
  return fixedText(seconds / kHour, 1) + " h";
}

std::string row(std::string id, std::string title, std::size_t titleWidth, std::string time, const std::string& rest) {
  constexpr std::size_t kIdWidth = 5, kTimeWidth = 10;
  id.resize(std::max(id.size(), kIdWidth), ' ');
  title.resize(std::max(title.size(), titleWidth), ' ');
  time.insert(0, time.size() < kTimeWidth ? kTimeWidth - time.size() : 0, ' ');
  return id.append(title).append(time).append("  ").append(rest).append("\n");
}

std::string table(const RunEstimate& run, int threads) {
  std::size_t width = 0;
  for (const CheckEstimate& check : run.checks) width = std::max(width, check.title.size());
  std::string text;
  for (const CheckEstimate& check : run.checks) {
    if (!check.doesNotApply.empty())
      text += row(check.id, check.title, width, "-", "does not run: " + check.doesNotApply);
    else if (!check.fits)
      text += row(check.id, check.title, width, "-", "does not run: needs " + bytesText(check.peak));
    else
      text += row(check.id, check.title, width, durationText(check.seconds), bytesText(check.peak));
  }
  return text + row("all", "on " + plural(threads, "thread"), width, durationText(run.seconds),
                    bytesText(run.peak) + " of " + bytesText(run.budget) + " allowed");
}

}  // namespace

int estimateCommand(const Arguments& asked) {
  Arguments arguments = asked;
  applyFrom(arguments);
  requireWritable(arguments);
  const Opened opened = openEntry(arguments.request);
  refuseDoubtful(opened.inputs.map.info);
  for (const Diagnostic& diagnostic : opened.diagnostics) printDiagnostic(diagnostic);
  const int threads = arguments.threads.value_or(QThread::idealThreadCount());
  const RunEstimate run =
      estimateRun(opened.inputs, arguments.checks, threads, arguments.memory.value_or(MemoryBudget::process().limit()));
  if (!arguments.json)
    writeToStdout(table(run, threads));
  else if (*arguments.json == "-")
    writeToStdout(estimateJson(run, threads));
  else
    writeAtomically(*arguments.json, estimateJson(run, threads));
  return kMeasured;
}

}  // namespace vitrine::cli
