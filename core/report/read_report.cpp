#include "core/report/read_report.hpp"

#include "core/base/error.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "vitrine-report/1";
constexpr std::uintmax_t kLargestFile = 512 << 20;

/// A member, or null if it is absent: reports of earlier versions lack what was added since.
const Json& member(const Json& object, const char* key) {
  static const Json absent;
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found == object.end() ? absent : *found;
}

std::optional<double> numberAt(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_null() ? std::nullopt : std::optional(value.get<double>());
}

std::string textAt(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_null() ? std::string() : value.get<std::string>();
}

template <class T>
std::array<T, 3> threeAt(const Json& object, const char* key) {
  const Json& value = member(object, key);
  return value.is_null() ? std::array<T, 3>{} : value.get<std::array<T, 3>>();
}

/// NaN for null: a gap in a curve.
std::vector<double> seriesAt(const Json& object, const char* key) {
  std::vector<double> values;
  for (const Json& value : member(object, key))
    values.push_back(value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>());
  return values;
}

MapInfo mapFrom(const Json& json) {
  MapInfo info;
  info.file = textAt(json, "file");
  info.sha256 = textAt(json, "sha256");
  info.sha256File = textAt(json, "sha256_file");
  info.modeName = textAt(json, "mode_name");
  info.grid.size = threeAt<int>(json, "size_voxels");
  info.grid.voxelSize = threeAt<double>(json, "voxel_size_A");
  info.grid.origin = threeAt<double>(json, "origin_A");
  if (const auto minimum = numberAt(json, "min")) {
    MapStatistics statistics;
    statistics.count = info.grid.voxels();
    statistics.minimum = *minimum;
    statistics.maximum = numberAt(json, "max").value_or(0);
    statistics.mean = numberAt(json, "mean").value_or(0);
    statistics.rms = numberAt(json, "rms").value_or(0);
    info.measured = statistics;
  }
  return info;
}

std::optional<MapInfo> optionalMap(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(mapFrom(json));
}

std::optional<InputMap> inputOf(const std::optional<MapInfo>& info) {
  if (!info) return {};
  InputMap input;
  input.path = info->file;
  input.info = *info;
  return input;
}

Status statusFrom(const std::string& key) {
  for (const Status status : {Status::Ok, Status::Warnings, Status::CouldNotBeMeasured, Status::DoesNotApply})
    if (statusKey(status) == key) return status;
  throw InputError("\"" + key + "\" is no status of a check");
}

/// As checks usually print such a number.
int decimalsOf(const std::string& unit, const std::optional<double>& value) {
  if (unit == "A" || unit == "%") return 2;
  if (unit == "A^2") return 1;
  if (unit == "voxels" || (value && *value == std::round(*value) && std::abs(*value) < 1e15)) return 0;
  return -4;
}

std::vector<Warning> warningsFrom(const Json& list) {
  std::vector<Warning> warnings;
  for (const Json& item : list) {
    Warning& warning = warnings.emplace_back(Warning{textAt(item, "code"), textAt(item, "text"), {}});
    const Json& place = member(item, "location");
    if (!place.is_null()) warning.location = Location{threeAt<int>(place, "voxel"), threeAt<double>(place, "A")};
  }
  return warnings;
}

std::vector<CurvePlot> plotsFrom(const Json& curves) {
  std::vector<CurvePlot> plots;
  for (const auto& [key, curve] : curves.items()) {
    CurvePlot& plot = plots.emplace_back();
    plot.key = plot.title = key;
    plot.x.label = textAt(curve, "x_label");
    plot.y.label = textAt(curve, "y_label");
    Series series{.key = key, .label = key, .x = seriesAt(curve, "x"), .y = seriesAt(curve, "y")};
    if (series.x.size() != series.y.size()) throw InputError("curve " + key + ": x and y differ in length");
    if (curve.contains("y2")) {
      series.style = SeriesStyle::Band;
      series.y2 = seriesAt(curve, "y2");
    }
    plot.series.push_back(std::move(series));
  }
  return plots;
}

CheckResult checkFrom(const Json& json) {
  CheckResult result;
  result.id = json.at("id").get<std::string>();
  result.status = statusFrom(json.at("status").get<std::string>());
  result.reason = textAt(json, "reason");
  result.warnings = warningsFrom(member(json, "warnings"));
  for (const Json& item : member(json, "observations")) result.observe(textAt(item, "code"), textAt(item, "text"));
  for (const Json& item : member(json, "parameters"))
    result.parameters.push_back({textAt(item, "name"), textAt(item, "value"), textAt(item, "default")});
  const Json& labels = member(json, "labels");
  for (const auto& [key, value] : member(json, "numbers").items()) {
    const Json& words = member(labels, key.c_str());
    const std::string label = textAt(words, "label"), unit = textAt(words, "unit");
    const std::optional<double> number = value.is_null() ? std::nullopt : std::optional(value.get<double>());
    result.number(key, label.empty() ? key : label, number, unit, decimalsOf(unit, number));
  }
  result.plots = plotsFrom(member(json, "curves"));
  for (const Json& note : member(json, "notes")) result.note(note.get<std::string>());
  const Json& mask = member(json, "mask");
  if (!mask.is_null()) result.mask = MaskReference{textAt(mask, "name"), textAt(mask, "sha256")};
  result.seconds = numberAt(json, "seconds").value_or(0);
  result.peakGiB = numberAt(json, "peak_gib").value_or(0);
  return result;
}

ThresholdSource sourceFrom(const std::string& key) {
  return key == "user" ? ThresholdSource::User : key == "entry" ? ThresholdSource::Entry : ThresholdSource::Estimated;
}

ReportModel modelFrom(const Json& report) {
  if (textAt(report, "schema") != kSchema)
    throw InputError("this is no result file of Vitrine (\"schema\" is not \"" + std::string(kSchema) + "\")");
  ReportModel model;
  const Json& input = report.at("input");
  model.map = mapFrom(input.at("map"));
  model.half1 = optionalMap(member(input, "half1"));
  model.half2 = optionalMap(member(input, "half2"));
  model.mask = optionalMap(member(input, "mask"));
  model.inputs.map = *inputOf(model.map);
  model.inputs.half1 = inputOf(model.half1);
  model.inputs.half2 = inputOf(model.half2);
  model.inputs.mask = inputOf(model.mask);
  model.threshold = model.inputs.threshold = numberAt(input, "threshold");
  model.thresholdSource = model.inputs.thresholdSource = sourceFrom(textAt(input, "threshold_source"));
  model.inputs.resolution = numberAt(input, "resolution_A");
  const std::string symmetry = textAt(input, "symmetry");
  if (!symmetry.empty()) model.inputs.symmetry = symmetry;
  for (const Json& check : report.at("checks")) model.checks.push_back(checkFrom(check));
  return model;
}

}  // namespace

bool looksLikeReport(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  char first = ' ';
  while (stream.get(first) && (first == ' ' || first == '\n' || first == '\r' || first == '\t')) {
  }
  return stream.good() && first == '{';
}

ReportModel parseReport(std::string_view text, const std::string& name) {
  try {
    return modelFrom(Json::parse(text));
  } catch (const Json::exception& error) {
    throw InputError(name + ": not a result file that can be read (" + error.what() + ")");
  } catch (const InputError& error) {
    throw InputError(name + ": " + error.what());
  }
}

ReportModel readReport(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(file, error);
  std::ifstream stream(file, std::ios::binary);
  if (error || !stream) throw InputError(file.string() + ": cannot be opened (" + error.message() + ")");
  if (bytes > kLargestFile) throw InputError(file.string() + ": too large for a result file");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parseReport(text, file.string());
}

}  // namespace vitrine
