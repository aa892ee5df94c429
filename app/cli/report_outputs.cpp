#include "app/cli/report_outputs.hpp"

#include "app/cli/console.hpp"
#include "app/cli/outputs.hpp"
#include "app/export/pdf_painter.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/compose.hpp"
#include "core/report/fsc_files.hpp"
#include "core/report/html.hpp"
#include "core/report/json.hpp"
#include "widgets/vtk/render_surface.hpp"

#include <QBuffer>
#include <QByteArray>
#include <QImage>

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
        const SharedVolume voxels = volumeForFile(volume, executor, step);
        WriteOptions options;
        options.asBytes = volume.isMask;
        options.content = check.id + " " + volume.title;
        options.source = &model.map;
        options.inputs = inputFiles(arguments);
        save(folder / volumeFileName(check.id, volume), *voxels, options, step);
      }
  } catch (...) {
    if (isNew) fs::remove(folder, error);  // only if nothing was written into it
    throw;
  }
}

void writePdfReport(const fs::path& file, const ReportModel& model, const std::string& json, Progress& progress) {
  PdfOptions options;
  if (model.inputs.entry) options.author = model.inputs.entry->authors;
  options.attachments.push_back(
      {"report.json", "application/json", "All numbers of this report (vitrine-report/1)", json});
  writePdf(composeReport(model), file, progress, options);
}

/// A surface as PNG, or nothing where the machine cannot draw one.
std::string surfacePng(const SurfacePicture& picture) {
  constexpr QSize kPixels(900, 720);
  try {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return ui::renderSurface(picture, kPixels).save(&buffer, "PNG") ? bytes.toStdString() : std::string();
  } catch (const std::exception& error) {
    printError(std::string("a surface is missing in the HTML: ") + error.what());
    return {};
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
  if (arguments.pdf) attempt(arguments.pdf->string(), [&] { writePdfReport(*arguments.pdf, model, json, progress); });
  if (arguments.html)
    attempt(arguments.html->string(),
            [&] { writeAtomically(*arguments.html, reportHtml(composeReport(model), surfacePng)); });
  if (arguments.fscXml)
    attempt(arguments.fscXml->string(), [&] {
      for (const FscFile& file : fscFiles(model.checks, *arguments.fscXml)) writeAtomically(file.path, file.xml);
    });
  if (arguments.json && *arguments.json == "-") attempt("stdout", [&] { writeToStdout(json); });
  return allWritten;
}

}  // namespace vitrine::cli
