#include "app/export/report_files.hpp"

#include "app/export/pdf_painter.hpp"
#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/compose.hpp"
#include "core/report/html.hpp"
#include "widgets/photo/photo.hpp"
#include "widgets/vtk/render_surface.hpp"

#include <QByteArray>

namespace vitrine {

void writeReportPdf(const std::filesystem::path& file, const ReportModel& model, const std::string& json,
                    Progress& progress) {
  PdfOptions options;
  if (model.inputs.entry) options.author = model.inputs.entry->authors;
  options.attachments.push_back(
      {"report.json", "application/json", "All numbers of this report (vitrine-report/1)", json});
  writePdf(composeReport(model), file, progress, options);
}

void writeReportHtml(const std::filesystem::path& file, const ReportModel& model,
                     const std::function<void(const std::string&)>& missing) {
  const auto surface = [&](const SurfacePicture& picture) -> std::string {
    constexpr QSize kPixels(900, 720);
    try {
      return ui::pngBytes(ui::renderSurface(picture, kPixels), {}).toStdString();
    } catch (const std::exception& error) {
      missing(error.what());
      return {};
    }
  };
  writeAtomically(file, reportHtml(composeReport(model), surface));
}

void writeVolume(const std::filesystem::path& file, const std::string& checkId, const VolumeResult& volume,
                 const MapInfo& map, const std::vector<std::filesystem::path>& inputs, Executor& executor,
                 Progress& progress) {
  const SharedVolume voxels = volumeForFile(volume, executor, progress);
  WriteOptions options;
  options.asBytes = volume.isMask;
  options.content = checkId + " " + volume.title;
  options.source = &map;
  options.inputs = inputs;
  save(file, *voxels, options, progress);
}

void writePng(const std::filesystem::path& file, const QImage& image, const Progress& progress) {
  const QByteArray bytes = ui::pngBytes(image, progress);
  if (bytes.isEmpty()) throw OutputError(file.string() + ": the picture cannot be made");
  writeAtomically(file, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

}  // namespace vitrine
