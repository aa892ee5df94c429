#include "app/window/export_job.hpp"

#include "app/export/report_files.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compose.hpp"
#include "core/report/csv.hpp"
#include "core/report/fsc_files.hpp"
#include "core/report/json.hpp"

#include <QDateTime>

#include <algorithm>

namespace vitrine::ui {
namespace {

/// Shares of the progress bar.
constexpr double kWorkOfModel = 2, kWorkOfFile = 1, kWorkOfPages = 3, kWorkOfMap = 2;

double workOf(ExportKind kind) {
  switch (kind) {
    case ExportKind::Pdf:
      return kWorkOfPages;
    case ExportKind::Map:
      return kWorkOfMap;
    default:
      return kWorkOfFile;
  }
}

bool needsModel(ExportKind kind) {
  return kind != ExportKind::FscXml && kind != ExportKind::Image && kind != ExportKind::Map;
}

void writeMap(const ExportItem& item, const ExportJob& job, Progress& progress) {
  const ValidationContext& context = *job.source.context;
  for (const CheckResult& check : job.source.results)
    for (const VolumeResult& volume : check.volumes)
      if (volumeKey(check, volume) == item.map)
        return writeVolume(item.file, check.id, volume, context.inputs().map.info, job.inputs, context.executor(),
                           progress);
  throw OutputError(item.file.string() + ": there is no such map any more; run check " +
                    item.map.substr(0, item.map.find('/')) + " again");
}

void writeImage(const ExportItem& item, const ExportJob& job, Progress& progress) {
  Progress drawing = progress.part(0.8), writing = progress.part(0.2);
  writePng(item.file, job.makeImage(drawing), writing);
}

/// Reasons why something is not in the files, one a line.
class Problems {
public:
  void add(const std::string& reason) { m_text += (m_text.empty() ? "" : "\n") + reason; }
  void throwIfAny() const {
    if (!m_text.empty()) throw OutputError(m_text);
  }

private:
  std::string m_text;
};

void writeItem(const ExportItem& item, const ExportJob& job, const ReportModel& model, Problems& problems,
               Progress& progress) {
  if (item.kind != ExportKind::Csv) refuseOverwriting(item.file, job.inputs);
  switch (item.kind) {
    case ExportKind::Pdf:
      return writeReportPdf(item.file, model, reportJson(model), progress);
    case ExportKind::Html:
      return writeReportHtml(item.file, model, [&](const std::string& reason) {
        problems.add(item.file.string() + ": a surface is missing (" + reason + ")");
      });
    case ExportKind::Json:
      return writeAtomically(item.file, reportJson(model));
    case ExportKind::Csv:
      return writeCsvFiles(item.file, model, job.inputs);
    case ExportKind::FscXml:
      for (const FscFile& file : fscFiles(job.source.results, item.file)) {
        refuseOverwriting(file.path, job.inputs);
        writeAtomically(file.path, file.xml);
      }
      return;
    case ExportKind::Image:
      return writeImage(item, job, progress);
    case ExportKind::Map:
      return writeMap(item, job, progress);
  }
}

}  // namespace

ReportModel reportModelOf(const ReportSource& source, bool withFigures, Progress& progress) {
  const ValidationContext& context = *source.context;
  ReportModel model;
  model.inputs = context.inputs();
  Progress reading = progress.part(0.2, "reading");
  model.map = context.get<LoadedMapProduct>(reading)->info();
  // What the comparison of the files found stands beside what the file itself told.
  for (const Diagnostic& diagnostic : model.inputs.map.info.diagnostics)
    if (!model.map.has(diagnostic.id)) model.map.diagnostics.push_back(diagnostic);
  Progress comparing = progress.part(0.2, "half maps");
  addHalfMaps(context, model, comparing);
  addHalfMapFindings(context, model);
  if (model.inputs.mask) model.mask = model.inputs.mask->info;
  try {
    const auto level = context.get<ContourLevel>(reading);
    model.threshold = level->value;
    model.thresholdSource = level->source;
  } catch (const Error&) {
    // No level: the report says why.
  }
  if (withFigures) {
    Progress drawing = progress.part(0.6, "figures");
    model.inputFigures = inputFigures(context, drawing);
  }
  model.checks = source.results;
  model.comments = source.comments;
  model.summary = summarise(model.inputs, model.checks);
  if (model.inputs.entry) model.entryDate = model.inputs.entry->date;
  model.reportDate = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
  return model;
}

std::string volumeKey(const CheckResult& check, const VolumeResult& volume) { return check.id + "/" + volume.name; }

void writeExport(const ExportJob& job, Progress& progress) {
  const auto any = [&](auto&& predicate) {
    return std::ranges::any_of(job.items, [&](const ExportItem& item) { return predicate(item.kind); });
  };
  double work = any(needsModel) ? kWorkOfModel : 0;
  for (const ExportItem& item : job.items) work += workOf(item.kind);

  ReportModel model;
  if (any(needsModel)) {
    const bool withFigures = any([](ExportKind kind) { return kind == ExportKind::Pdf || kind == ExportKind::Html; });
    Progress part = progress.part(kWorkOfModel / work);
    model = reportModelOf(job.source, withFigures, part);
  }
  Problems problems;
  for (const ExportItem& item : job.items) {
    progress.throwIfStopped();
    Progress part = progress.part(workOf(item.kind) / work);
    try {
      writeItem(item, job, model, problems, part);
    } catch (const Cancelled&) {
      throw;
    } catch (const Error& error) {
      problems.add(error.what());
    } catch (const std::exception& error) {
      problems.add(item.file.string() + ": could not be written (" + error.what() + ")");
    }
  }
  problems.throwIfAny();
}

}  // namespace vitrine::ui
