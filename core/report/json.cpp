#include "core/report/json.hpp"

#include "core/base/version.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"
#include "core/report/json_text.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }
Json orNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

std::string_view thresholdSourceKey(ThresholdSource source) {
  switch (source) {
    case ThresholdSource::User:
      return "user";
    case ThresholdSource::Entry:
      return "entry";
    case ThresholdSource::Estimated:
      return "estimated";
  }
  return "";
}

Json diagnosticsJson(const std::vector<Diagnostic>& diagnostics) {
  Json list = Json::array();
  for (const Diagnostic& diagnostic : diagnostics) {
    std::string value;
    Json values = Json::object();
    for (const auto& [field, text] : diagnostic.values) {
      value += (value.empty() ? "" : ", ") + field + " = " + text;
      values[field] = text;
    }
    list.push_back({{"id", diagnostic.id},
                    {"severity", severityName(diagnostic.severity())},
                    {"value", orNull(value)},
                    {"assumption", orNull(diagnostic.assumption)},
                    {"remedy", orNull(diagnostic.remedy)},
                    {"message", diagnostic.message},
                    {"values", std::move(values)}});
  }
  return list;
}

Json headerStatisticsJson(const HeaderStatistics& claimed) {
  return {{"min", orNull(claimed.minimum)},
          {"max", orNull(claimed.maximum)},
          {"mean", orNull(claimed.mean)},
          {"rms", orNull(claimed.rms)}};
}

/// The keys of the contract in its order, then what else is known of the file.
Json mapJson(const MapInfo& info) {
  const MapStatistics* measured = info.measured ? &*info.measured : nullptr;
  const auto statistic = [&](double MapStatistics::*field) {
    return measured != nullptr && measured->count > 0 ? Json(measured->*field) : Json(nullptr);
  };
  Json map = {{"file", info.file},
              {"sha256", orNull(info.sha256)},
              {"size_voxels", info.grid.size},
              {"voxel_size_A", info.grid.voxelSize},
              {"origin_A", info.grid.origin},
              {"min", statistic(&MapStatistics::minimum)},
              {"max", statistic(&MapStatistics::maximum)},
              {"mean", statistic(&MapStatistics::mean)},
              {"rms", statistic(&MapStatistics::rms)},
              {"diagnostics", diagnosticsJson(info.diagnostics)}};
  if (!info.sha256File.empty()) map["sha256_file"] = info.sha256File;
  map["compression"] = compressionName(info.compression);
  map["file_bytes"] = info.fileBytes;
  map["mode"] = info.mode;
  map["mode_name"] = info.modeName;
  map["byte_order"] = info.byteOrder == ByteOrder::Little ? "little" : "big";
  map["axis_order"] = {info.fileAxis[0] + 1, info.fileAxis[1] + 1, info.fileAxis[2] + 1};
  map["start_voxels"] = info.start;
  map["cell_angles_deg"] = info.cellAngles;
  map["space_group"] = info.spaceGroup;
  map["volumes"] = info.volumes;
  map["volume_index"] = info.volumeIndex;
  map["skewness"] = statistic(&MapStatistics::skewness);
  map["non_finite_voxels"] = measured != nullptr ? Json(measured->nonFinite()) : Json(nullptr);
  map["non_finite_replaced"] = info.nonFiniteReplaced;
  map["header_statistics"] = headerStatisticsJson(info.claimed);
  map["labels"] = info.labels;
  return map;
}

/// What loading told, else what the header told, else null.
Json inputJson(const std::optional<MapInfo>& loaded, const std::optional<InputMap>& given) {
  if (loaded) return mapJson(*loaded);
  return given ? mapJson(given->info) : Json(nullptr);
}

Json authorCurvesJson(const std::vector<CurveFile>& files) {
  Json list = Json::array();
  for (const CurveFile& file : files) {
    Json curves = Json::array();
    for (const ForeignCurve& curve : file.curves)
      curves.push_back({{"title", curve.title}, {"x", curve.x}, {"y", curve.y}});
    list.push_back({{"file", file.path.string()},
                    {"kind", file.kind},
                    {"resolution_A", orNull(file.resolutionA)},
                    {"curves", std::move(curves)}});
  }
  return list;
}

/// What both half maps together tell; null if they were not read.
Json halfMapsJson(const ReportModel& model) {
  if (!model.halfMaps) return nullptr;
  const HalfMapFacts& facts = *model.halfMaps;
  const auto planes = [](const std::array<GrayImage, 3>& images) {
    return Json{images[0].index, images[1].index, images[2].index};
  };
  const auto others = [](const std::array<std::optional<int>, 3>& found) {
    Json list = Json::array();
    for (const auto& index : found) list.push_back(index ? Json(*index) : Json(nullptr));
    return list;
  };
  const auto statistic = [&](double MapStatistics::*field) {
    return facts.difference.count > 0 ? Json(facts.difference.*field) : Json(nullptr);
  };
  Json json = {{"problem", orNull(model.halfMapsProblem)},
               {"correlation", orNull(facts.correlation)},
               {"common_share", facts.commonShare},
               {"difference",
                {{"min", statistic(&MapStatistics::minimum)},
                 {"max", statistic(&MapStatistics::maximum)},
                 {"mean", statistic(&MapStatistics::mean)},
                 {"rms", statistic(&MapStatistics::rms)}}}};
  Json slices = Json::object(), runnersUp = Json::object();
  for (const auto& [name, which] : {std::pair("half1", 0), std::pair("half2", 1), std::pair("difference", 2)}) {
    slices[name] = planes(facts.slices[static_cast<std::size_t>(which)]);
    runnersUp[name] = others(facts.runnerUp[static_cast<std::size_t>(which)]);
  }
  json["maximum_variance_slices"] = std::move(slices);
  json["runner_up_slices"] = std::move(runnersUp);
  const HalfMapComparison* compared = model.halfMapComparison.get();
  json["map_correlation"] = compared != nullptr ? orNull(compared->mapCorrelation) : Json(nullptr);
  const HalfMapShells* shells = model.halfMapShells.get();
  const auto contrast = [&](double HalfMapContrast::*field) {
    return shells != nullptr && shells->contrast ? Json((*shells->contrast).*field) : Json(nullptr);
  };
  json["difference_variance_ratio"] = contrast(&HalfMapContrast::varianceRatio);
  json["difference_correlation_inside"] = contrast(&HalfMapContrast::inside);
  json["difference_correlation_outside"] = contrast(&HalfMapContrast::outside);
  return json;
}

Json inputsJson(const ReportModel& model) {
  const Inputs& inputs = model.inputs;
  const std::optional<double> threshold = model.threshold ? model.threshold : inputs.threshold;
  const ThresholdSource source = model.threshold    ? model.thresholdSource
                                 : inputs.threshold ? inputs.thresholdSource
                                                    : ThresholdSource::Estimated;
  return {{"map", mapJson(model.map)},
          {"half1", inputJson(model.half1, inputs.half1)},
          {"half2", inputJson(model.half2, inputs.half2)},
          {"mask", inputJson(model.mask, inputs.mask)},
          {"model", inputs.model ? Json{{"file", inputs.model->string()}} : Json(nullptr)},
          {"threshold", orNull(threshold)},
          {"threshold_source", thresholdSourceKey(source)},
          {"resolution_A", orNull(inputs.resolution)},
          {"symmetry", inputs.symmetry},
          {"seed", inputs.seed},
          {"author_curves", authorCurvesJson(inputs.authorCurves)},
          {"half_maps", halfMapsJson(model)}};
}

Json entryJson(const std::optional<Entry>& entry) {
  if (!entry) return nullptr;
  return {{"id", orNull(entry->id)},
          {"title", orNull(entry->title)},
          {"authors", orNull(entry->authors)},
          {"date", orNull(entry->date)},
          {"origin", orNull(entry->origin)}};
}

/// The levels that have a check in the report.
Json levelsJson(const std::vector<CheckResult>& checks) {
  Json levels = Json::array();
  for (const int level : {0, 1}) {
    const std::string prefix = std::to_string(level) + ".";
    if (std::ranges::any_of(checks, [&](const CheckResult& check) { return check.id.starts_with(prefix); }))
      levels.push_back(level);
  }
  return levels;
}

Json summaryJson(const Summary& summary) {
  Json estimates = Json::array();
  for (const ResolutionEstimate& estimate : summary.estimates)
    estimates.push_back({{"check", estimate.check}, {"method", estimate.method}, {"A", estimate.resolutionA}});
  return {{"passed", summary.passed},
          {"evaluable", summary.evaluable},
          {"resolution_min_A", orNull(summary.resolutionMinA)},
          {"resolution_max_A", orNull(summary.resolutionMaxA)},
          {"resolution_mean_A", orNull(summary.resolutionMeanA)},
          {"resolution_estimates", std::move(estimates)},
          {"abstract", summary.abstract},
          {"not_measured", summary.notMeasured}};
}

Json plotPlaceJson(const std::optional<PlotPlace>& place) {
  return place ? Json{{"plot", place->plot}, {"x", place->x}} : Json(nullptr);
}

Json warningsJson(const CheckResult& check, const std::map<std::string, std::string>& comments) {
  Json list = Json::array();
  for (const Warning& warning : check.warnings) {
    Json location = nullptr;
    if (warning.location) location = {{"voxel", warning.location->voxel}, {"A", warning.location->positionA}};
    list.push_back({{"code", warning.code},
                    {"text", warning.text},
                    {"location", std::move(location)},
                    {"plot_place", plotPlaceJson(warning.plotPlace)},
                    {"accepted", orNull(acceptedWith(comments, check.id, warning.code))}});
  }
  return list;
}

Json tablesJson(const std::vector<Table>& tables) {
  Json object = Json::object();
  for (const Table& table : tables) {
    Json columns = Json::array();
    for (const WordColumn& column : table.words) columns.push_back(column.key);
    for (const Column& column : table.columns) columns.push_back(column.key);
    Json rows = Json::array();
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      Json cells = Json::array();
      for (const WordColumn& column : table.words) cells.push_back(column.cells.at(i));
      for (const auto& cell : table.rows[i]) cells.push_back(orNull(cell));
      rows.push_back(std::move(cells));
    }
    object[table.key] = {{"columns", std::move(columns)}, {"rows", std::move(rows)}};
  }
  return object;
}

Json curvesJson(const std::vector<CurvePlot>& plots) {
  Json object = Json::object();
  for (const CurvePlot& plot : plots)
    for (const Series& series : plot.series) {
      if (series.key.empty()) continue;
      Json curve = {{"x", series.x}, {"y", series.y}, {"x_label", plot.x.label}, {"y_label", plot.y.label}};
      if (series.style == SeriesStyle::Band) curve["y2"] = series.y2;
      object[series.key] = std::move(curve);
    }
  return object;
}

/// A report is written when nothing runs any more: what was stopped or never started was not measured.
std::pair<Status, std::string> finalStatus(const CheckResult& check) {
  switch (check.status) {
    case Status::Waiting:
      return {Status::CouldNotBeMeasured, "not run"};
    case Status::Running:
    case Status::Cancelled:
      return {Status::CouldNotBeMeasured, "cancelled"};
    default:
      return {check.status, check.reason};
  }
}

Json checkJson(const CheckResult& check, const std::map<std::string, std::string>& comments,
               const JsonOptions& options) {
  const Check* registered = findCheck(check.id);
  const auto [status, reason] = finalStatus(check);
  Json observations = Json::array(), parameters = Json::array();
  Json numbers = Json::object(), labels = Json::object(), volumes = Json::object();
  for (const Observation& observation : check.observations)
    observations.push_back(
        {{"code", observation.code}, {"text", observation.text}, {"plot_place", plotPlaceJson(observation.plotPlace)}});
  for (const Parameter& parameter : check.parameters)
    parameters.push_back({{"name", parameter.name}, {"value", parameter.value}, {"default", parameter.defaultValue}});
  for (const Number& number : check.numbers) {
    numbers[number.key] = orNull(number.value);
    labels[number.key] = {{"label", number.label}, {"unit", number.unit}};
  }
  for (const VolumeResult& volume : check.volumes) volumes[volume.name] = volumeFileName(check.id, volume);

  Json object = {{"id", check.id},
                 {"title", registered != nullptr ? Json(registered->info().title) : Json(check.id)},
                 {"status", statusKey(status)},
                 {"reason", orNull(reason)},
                 {"warnings", warningsJson(check, comments)},
                 {"observations", std::move(observations)},
                 {"parameters", std::move(parameters)},
                 {"citation", registered != nullptr ? Json(registered->info().citation) : Json("")}};
  object["mask"] =
      check.mask ? Json{{"name", check.mask->name}, {"sha256", orNull(check.mask->sha256)}} : Json(nullptr);
  if (options.measuredCosts) object["peak_gib"] = check.peakGiB;
  object["numbers"] = std::move(numbers);
  object["tables"] = tablesJson(check.tables);
  object["curves"] = curvesJson(check.plots);
  object["volumes"] = std::move(volumes);
  if (options.measuredCosts) object["seconds"] = check.seconds;
  object["notes"] = check.notes;
  object["labels"] = std::move(labels);
  return object;
}

}  // namespace

std::string reportJson(const ReportModel& model, const JsonOptions& options) {
  Json checks = Json::array();
  for (const CheckResult& check : model.checks) checks.push_back(checkJson(check, model.comments, options));
  Json report = {{"schema", "vitrine-report/1"},       {"program", {{"name", "vitrine"}, {"version", kVersion}}},
                 {"input", inputsJson(model)},         {"entry", entryJson(model.inputs.entry)},
                 {"levels", levelsJson(model.checks)}, {"summary", summaryJson(model.summary)},
                 {"checks", std::move(checks)}};
  if (options.measuredCosts)
    report["dates"] = {{"entry", orNull(model.entryDate)}, {"report", orNull(model.reportDate)}};
  return prettyJson(report);
}

std::string infoJson(const MapInfo& info) {
  return prettyJson({{"map", mapJson(info)}, {"diagnostics", diagnosticsJson(info.diagnostics)}});
}

}  // namespace vitrine
