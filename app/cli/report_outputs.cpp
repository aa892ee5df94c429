#include "app/cli/report_outputs.hpp"

#include "app/cli/console.hpp"
#include "app/cli/outputs.hpp"
#include "app/export/report_files.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/csv.hpp"
#include "core/report/fsc_files.hpp"
#include "core/report/json.hpp"

#include <functional>

namespace vitrine::cli {
namespace {

namespace fs = std::filesystem;

/// Every volume of every check, each made, written and dropped before the next.
void writeVolumes(const Arguments& arguments, const ReportModel& model, Executor& executor, Progress& progress) {
  const fs::path& folder = *arguments.volumes;
  std::error_code error;
  const bool isNew = fs::create_directory(folder, error);
  if (error) throw OutputError(folder.string() + ": the folder cannot be made (" + error.message() + ")");
  try {
    for (const CheckResult& check : model.checks)
      for (const VolumeResult& volume : check.volumes) {
        Progress step = progress;
        writeVolume(folder / volumeFileName(check.id, volume), check.id, volume, model.map, inputFiles(arguments),
                    executor, step);
      }
  } catch (...) {
    if (isNew) fs::remove(folder, error);  // only if nothing was written into it
    throw;
  }
}

}  // namespace

bool writeOutputs(const Arguments& arguments, const ReportModel& model, Executor& executor, Progress& progress) {
  bool allWritten = true;
  const auto attempt = [&](const std::string& what, const std::function<void()>& write) {
    try {
      progress.throwIfStopped();
      write();
    } catch (const Cancelled&) {
      throw;
    } catch (const Error& error) {
      allWritten = false;
      printError(error.what());
    } catch (const std::exception& error) {
      allWritten = false;
      printError(what + ": could not be written (" + error.what() + ")");
    }
  };
  const std::string json = reportJson(model);
  if (arguments.volumes)
    attempt(arguments.volumes->string(), [&] { writeVolumes(arguments, model, executor, progress); });
  if (arguments.json && *arguments.json != "-")
    attempt(*arguments.json, [&] { writeAtomically(fs::path(*arguments.json), json); });
  if (arguments.csv)
    attempt(arguments.csv->string(), [&] { writeCsvFiles(*arguments.csv, model, inputFiles(arguments)); });
  if (arguments.pdf) attempt(arguments.pdf->string(), [&] { writeReportPdf(*arguments.pdf, model, json, progress); });
  if (arguments.html)
    attempt(arguments.html->string(), [&] {
      writeReportHtml(*arguments.html, model,
                      [](const std::string& why) { printError("a surface is missing in the HTML: " + why); });
    });
  if (arguments.fscXml)
    attempt(arguments.fscXml->string(), [&] {
      for (const FscFile& file : fscFiles(model.checks, *arguments.fscXml)) writeAtomically(file.path, file.xml);
    });
  if (arguments.json && *arguments.json == "-") attempt("stdout", [&] { writeToStdout(json); });
  return allWritten;
}

}  // namespace vitrine::cli
