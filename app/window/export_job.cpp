#include "app/window/export_job.hpp"

#include "app/export/pdf_painter.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/report/compose.hpp"
#include "core/report/fsc_files.hpp"
#include "core/report/json.hpp"

#include <QDateTime>

namespace vitrine::ui {

ReportModel reportModelOf(const ExportJob& job, Progress& progress) {
  ReportModel model;
  model.inputs = job.context->inputs();
  Progress reading = progress.part(0.1, "reading");
  model.map = job.context->get<LoadedMapProduct>(reading)->info();
  // What the comparison of the files found stands beside what the file itself told.
  for (const Diagnostic& diagnostic : model.inputs.map.info.diagnostics)
    if (!model.map.has(diagnostic.id)) model.map.diagnostics.push_back(diagnostic);
  Progress comparing = progress.part(0.1, "half maps");
  addHalfMaps(*job.context, model, comparing);
  addHalfMapFindings(*job.context, model);
  if (model.inputs.mask) model.mask = model.inputs.mask->info;
  try {
    const auto level = job.context->get<ContourLevel>(reading);
    model.threshold = level->value;
    model.thresholdSource = level->source;
  } catch (const Error&) {
    // No level: the report says why.
  }
  if (job.kind == ExportKind::Pdf) {
    Progress drawing = progress.part(0.3, "figures");
    model.inputFigures = inputFigures(*job.context, drawing);
  }
  model.checks = job.results;
  model.comments = job.comments;
  model.summary = summarise(model.inputs, model.checks);
  if (model.inputs.entry) model.entryDate = model.inputs.entry->date;
  model.reportDate = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
  return model;
}

void writeExport(const ExportJob& job, Progress& progress) {
  if (job.kind == ExportKind::FscXml) {
    for (const FscFile& file : fscFiles(job.results, job.file)) {
      refuseOverwriting(file.path, {job.context->inputs().map.path});
      writeAtomically(file.path, file.xml);
    }
    return;
  }
  const ReportModel model = reportModelOf(job, progress);
  const std::string json = reportJson(model);
  if (job.kind == ExportKind::Json) {
    writeAtomically(job.file, json);
    return;
  }
  PdfOptions options;
  if (model.inputs.entry) options.author = model.inputs.entry->authors;
  options.attachments.push_back(
      {"report.json", "application/json", "All numbers of this report (vitrine-report/1)", json});
  Progress writing = progress.part(0.5, "pages");
  writePdf(composeReport(model), job.file, writing, options);
}

}  // namespace vitrine::ui
