// vitrine info: what a map file holds, and what the reader repaired or doubts.
#include "app/cli/commands.hpp"
#include "app/cli/console.hpp"
#include "app/cli/outputs.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/number_text.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "core/report/json.hpp"

#include <QThreadPool>

#include <cstdio>

namespace vitrine::cli {
namespace {

constexpr std::size_t kLabelWidth = 17;

std::string row(std::string label, const std::string& value) {
  label.resize(kLabelWidth, ' ');
  return label + value + "\n";
}

template <class T, class Format>
std::string three(const std::array<T, 3>& values, const char* between, Format format) {
  return format(values[0]) + between + format(values[1]) + between + format(values[2]);
}

std::string lengths(const Vector3& values, const char* between) {
  return three(values, between, [](double value) { return generalText(value); }) + " A";
}

std::string optionalText(const std::optional<double>& value) { return value ? generalText(*value) : "-"; }

std::string headerRows(const MapInfo& info) {
  const Grid& grid = info.grid;
  const std::string packed =
      info.compression == Compression::None ? "not compressed" : std::string(compressionName(info.compression));
  std::string text = row("File", info.file + " (" + packed + ", " + countText(info.fileBytes) + " bytes)");
  if (!info.sha256.empty()) text += row("SHA-256", info.sha256 + (info.sha256File.empty() ? "" : " (uncompressed)"));
  if (!info.sha256File.empty()) text += row("", info.sha256File + " (file as given)");
  text += row("Size", three(grid.size, " x ", [](int value) { return std::to_string(value); }) + " voxels");
  if (info.volumes > 1)
    text +=
        row("Volume", std::to_string(info.volumeIndex) + " of " + std::to_string(info.volumes) + " (0 is the first)");
  text += row("Voxel size", grid.hasVoxelSize() ? lengths(grid.voxelSize, " x ") : "unknown");
  if (grid.hasVoxelSize()) text += row("Box", lengths({grid.edge(0), grid.edge(1), grid.edge(2)}, " x "));
  text += row("Origin", lengths(grid.origin, ", "));
  text += row("Voxel type", "mode " + std::to_string(info.mode) + ", " + info.modeName + ", " +
                                (info.byteOrder == ByteOrder::Little ? "little-endian" : "big-endian"));
  text += row("File axes of XYZ", three(info.fileAxis, ", ", [](int axis) {
                return std::string(axis == 0 ? "columns" : axis == 1 ? "rows" : "sections");
              }));
  text += row("Space group", std::to_string(info.spaceGroup));
  if (info.extendedHeaderBytes > 0)
    text += row("Extended header", countText(info.extendedHeaderBytes) + " bytes" +
                                       (info.extendedHeaderType.empty() ? "" : ", type " + info.extendedHeaderType));
  for (const std::string& label : info.labels) text += row(&label == &info.labels.front() ? "Labels" : "", label);
  return text;
}

std::string statisticsRows(const MapInfo& info) {
  if (!info.measured) return {};
  const MapStatistics& measured = *info.measured;
  std::string text;
  if (measured.count > 0)
    text += row("Values", "minimum " + generalText(measured.minimum) + ", maximum " + generalText(measured.maximum) +
                              ", mean " + generalText(measured.mean) + ", rms " + generalText(measured.rms));
  text += row("Header says", "minimum " + optionalText(info.claimed.minimum) + ", maximum " +
                                 optionalText(info.claimed.maximum) + ", mean " + optionalText(info.claimed.mean) +
                                 ", rms " + optionalText(info.claimed.rms));
  text += row("Zeros", countText(measured.zeros) + " of " + countText(info.grid.voxels()) + " voxels");
  if (measured.nonFinite() > 0) text += row("Not numbers", countText(measured.nonFinite()) + " voxels");
  if (info.nonFiniteReplaced > 0) text += row("Replaced by 0", countText(info.nonFiniteReplaced) + " voxels");
  return text;
}

std::string diagnosticRows(const MapInfo& info) {
  if (info.diagnostics.empty()) return row("Diagnostics", "none");
  std::string text = "Diagnostics\n";
  for (const Diagnostic& diagnostic : info.diagnostics) {
    text += "  " + row(diagnostic.id, diagnostic.message);
    const std::string indent(kLabelWidth + 2, ' ');
    if (!diagnostic.assumption.empty()) text += indent + "Assumed: " + diagnostic.assumption + "\n";
    if (!diagnostic.remedy.empty()) text += indent + "Remedy: " + diagnostic.remedy + "\n";
  }
  return text;
}

}  // namespace

int infoCommand(const Arguments& arguments) {
  requireWritable(arguments);
  QThreadPool pool;
  applyLimits(arguments, pool);
  ui::QtExecutor executor(pool);
  MapInfo info;
  {
    ProgressLine line;
    line.begin("reading " + arguments.request.map.string());
    Progress progress(&line, {});
    info = load(arguments.request.map, arguments.request.hints, executor, progress)->info;
  }
  if (!arguments.json) {
    writeToStdout(headerRows(info) + statisticsRows(info) + diagnosticRows(info));
  } else if (*arguments.json == "-") {
    writeToStdout(infoJson(info));
  } else {
    writeAtomically(*arguments.json, infoJson(info));
  }
  return info.has("E-VOXEL") ? kInputUnusable : kMeasured;
}

}  // namespace vitrine::cli
