#include "core/report/result_json.hpp"

#include "core/base/error.hpp"
#include "core/report/picture_json.hpp"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

// --- single values ---

Json numberJson(double value) {
  if (std::isfinite(value)) return value;
  if (std::isnan(value)) return nullptr;
  return value > 0 ? "inf" : "-inf";
}

double number(const Json& json) {
  if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (json == "inf") return std::numeric_limits<double>::infinity();
  if (json == "-inf") return -std::numeric_limits<double>::infinity();
  return json.get<double>();
}

Json optionalJson(const std::optional<double>& value) { return value ? numberJson(*value) : Json(nullptr); }

std::optional<double> optionalNumber(const Json& json) {
  return json.is_null() ? std::nullopt : std::optional(number(json));
}

Json numbersJson(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(numberJson(value));
  return list;
}

std::vector<double> numbers(const Json& json) {
  std::vector<double> values;
  values.reserve(json.size());
  for (const Json& value : json) values.push_back(number(value));
  return values;
}

std::string text(const Json& json, const char* key) { return json.at(key).get<std::string>(); }

/// Enumerations as words, in the order of their declaration.
constexpr const char* kStyles[] = {"line", "dashed_line", "points", "bars", "band"};
constexpr const char* kTopAxes[] = {"none", "resolution_from_frequency", "resolution_from_squared_frequency"};
constexpr const char* kProjections[] = {"mollweide", "polar"};
constexpr const char* kAlong[] = {"x", "y"};
constexpr Status kStatuses[] = {Status::Ok,      Status::Warnings, Status::CouldNotBeMeasured, Status::DoesNotApply,
                                Status::Waiting, Status::Running,  Status::Cancelled};

template <class Enum, std::size_t count>
const char* word(const char* const (&words)[count], Enum value) {
  return words[static_cast<std::size_t>(value)];
}

template <class Enum, std::size_t count>
Enum fromWord(const char* const (&words)[count], const Json& json) {
  for (std::size_t i = 0; i < count; ++i)
    if (json == words[i]) return static_cast<Enum>(i);
  throw InputError("unknown word " + json.dump());
}

Status statusFrom(const Json& json) {
  for (const Status status : kStatuses)
    if (json == std::string(statusKey(status))) return status;
  throw InputError("unknown status " + json.dump());
}

/// `items` as a list, each by `toJson`; and back.
template <class T, class ToJson>
Json listJson(const std::vector<T>& items, ToJson toJson) {
  Json list = Json::array();
  for (const T& item : items) list.push_back(toJson(item));
  return list;
}

template <class T, class FromJson>
std::vector<T> listFrom(const Json& json, FromJson fromJson) {
  std::vector<T> items;
  items.reserve(json.size());
  for (const Json& item : json) items.push_back(fromJson(item));
  return items;
}

// --- parts of a result, to JSON ---

Json plotPlaceJson(const PlotPlace& place) { return {{"key", place.plot}, {"x", numberJson(place.x)}}; }

Json warningJson(const Warning& warning) {
  Json json = {{"code", warning.code}, {"text", warning.text}};
  if (warning.location) json["location"] = {{"voxel", warning.location->voxel}, {"A", warning.location->positionA}};
  if (warning.plotPlace) json["plot"] = plotPlaceJson(*warning.plotPlace);
  return json;
}

Json observationJson(const Observation& observation) {
  Json json = {{"code", observation.code}, {"text", observation.text}};
  if (observation.plotPlace) json["plot"] = plotPlaceJson(*observation.plotPlace);
  return json;
}

Json namedNumberJson(const Number& value) {
  return {{"key", value.key},
          {"label", value.label},
          {"value", optionalJson(value.value)},
          {"unit", value.unit},
          {"decimals", value.decimals}};
}

Json tableJson(const Table& table) {
  Json rows = Json::array();
  for (const auto& row : table.rows) rows.push_back(listJson(row, optionalJson));
  return {{"key", table.key},
          {"title", table.title},
          {"columns", listJson(table.columns,
                               [](const Column& column) {
                                 return Json{{"key", column.key},
                                             {"label", column.label},
                                             {"unit", column.unit},
                                             {"decimals", column.decimals}};
                               })},
          {"rows", std::move(rows)},
          {"words", listJson(table.words,
                             [](const WordColumn& column) {
                               return Json{{"key", column.key}, {"label", column.label}, {"cells", column.cells}};
                             })},
          {"printed", table.isPrinted}};
}

Json axisJson(const Axis& axis) {
  return {{"label", axis.label},
          {"logarithmic", axis.logarithmic},
          {"low", optionalJson(axis.low)},
          {"high", optionalJson(axis.high)}};
}

Json seriesJson(const Series& series) {
  Json json = {{"key", series.key},
               {"label", series.label},
               {"x", numbersJson(series.x)},
               {"y", numbersJson(series.y)},
               {"style", word(kStyles, series.style)},
               {"shown", series.shown}};
  if (!series.y2.empty()) json["y2"] = numbersJson(series.y2);
  return json;
}

Json plotJson(const CurvePlot& plot) {
  return {{"key", plot.key},
          {"title", plot.title},
          {"caption", plot.caption},
          {"x", axisJson(plot.x)},
          {"y", axisJson(plot.y)},
          {"top", word(kTopAxes, plot.top)},
          {"series", listJson(plot.series, seriesJson)},
          {"markers", listJson(plot.markers,
                               [](const Marker& marker) {
                                 return Json{{"axis", word(kAlong, marker.axis)},
                                             {"value", numberJson(marker.value)},
                                             {"label", marker.label},
                                             {"contour_level", marker.isContourLevel}};
                               })},
          {"shaded", listJson(plot.shaded, [](const ShadedRange& range) {
             return Json{{"low", numberJson(range.low)}, {"high", numberJson(range.high)}, {"label", range.label}};
           })}};
}

Json sphereJson(const SpherePlot& plot) {
  return {{"key", plot.key},
          {"title", plot.title},
          {"caption", plot.caption},
          {"projection", word(kProjections, plot.projection)},
          {"azimuths", plot.azimuths},
          {"tilts", plot.tilts},
          {"value", numbersJson(plot.value)},
          {"label", plot.label},
          {"low", optionalJson(plot.low)},
          {"high", optionalJson(plot.high)},
          {"beyond", plot.beyond},
          {"marks", listJson(plot.marks, [](const SphereMark& mark) {
             return Json{{"direction", mark.direction}, {"label", mark.label}};
           })}};
}

// --- and back ---

/// Of a warning or an observation.
std::optional<PlotPlace> plotPlaceFrom(const Json& json) {
  const auto found = json.find("plot");
  if (found == json.end()) return {};
  return PlotPlace{text(*found, "key"), number(found->at("x"))};
}

Warning warningFrom(const Json& json) {
  Warning warning{text(json, "code"), text(json, "text"), {}};
  if (const auto found = json.find("location"); found != json.end())
    warning.location = Location{found->at("voxel").get<Index3>(), found->at("A").get<Vector3>()};
  warning.plotPlace = plotPlaceFrom(json);
  return warning;
}

Number namedNumberFrom(const Json& json) {
  return {text(json, "key"), text(json, "label"), optionalNumber(json.at("value")), text(json, "unit"),
          json.at("decimals").get<int>()};
}

Table tableFrom(const Json& json) {
  Table table;
  table.key = text(json, "key");
  table.title = text(json, "title");
  table.columns = listFrom<Column>(json.at("columns"), [](const Json& column) {
    return Column{text(column, "key"), text(column, "label"), text(column, "unit"), column.at("decimals").get<int>()};
  });
  for (const Json& row : json.at("rows")) table.rows.push_back(listFrom<std::optional<double>>(row, optionalNumber));
  table.words = listFrom<WordColumn>(json.at("words"), [](const Json& column) {
    return WordColumn{text(column, "key"), text(column, "label"), column.at("cells").get<std::vector<std::string>>()};
  });
  // A table is walked row by row without asking again how long its columns are.
  for (const auto& row : table.rows)
    if (row.size() != table.columns.size()) throw InputError("a row of table \"" + table.key + "\" is incomplete");
  for (const WordColumn& column : table.words)
    if (column.cells.size() != table.rows.size())
      throw InputError("a column of table \"" + table.key + "\" is incomplete");
  table.isPrinted = json.at("printed").get<bool>();
  return table;
}

Axis axisFrom(const Json& json) {
  return {text(json, "label"), json.at("logarithmic").get<bool>(), optionalNumber(json.at("low")),
          optionalNumber(json.at("high"))};
}

Series seriesFrom(const Json& json) {
  Series series{text(json, "key"), text(json, "label"), numbers(json.at("x")), numbers(json.at("y")),
                fromWord<SeriesStyle>(kStyles, json.at("style"))};
  if (const auto found = json.find("y2"); found != json.end()) series.y2 = numbers(*found);
  if (series.x.size() != series.y.size() || (!series.y2.empty() && series.y2.size() != series.x.size()))
    throw InputError("curve \"" + series.label + "\" is incomplete");
  series.shown = json.at("shown").get<bool>();
  return series;
}

CurvePlot plotFrom(const Json& json) {
  CurvePlot plot;
  plot.key = text(json, "key");
  plot.title = text(json, "title");
  plot.caption = text(json, "caption");
  plot.x = axisFrom(json.at("x"));
  plot.y = axisFrom(json.at("y"));
  plot.top = fromWord<TopAxis>(kTopAxes, json.at("top"));
  plot.series = listFrom<Series>(json.at("series"), seriesFrom);
  plot.markers = listFrom<Marker>(json.at("markers"), [](const Json& marker) {
    return Marker{fromWord<Marker::Along>(kAlong, marker.at("axis")), number(marker.at("value")), text(marker, "label"),
                  marker.at("contour_level").get<bool>()};
  });
  plot.shaded = listFrom<ShadedRange>(json.at("shaded"), [](const Json& range) {
    return ShadedRange{number(range.at("low")), number(range.at("high")), text(range, "label")};
  });
  return plot;
}

SpherePlot sphereFrom(const Json& json) {
  SpherePlot plot;
  plot.key = text(json, "key");
  plot.title = text(json, "title");
  plot.caption = text(json, "caption");
  plot.projection = fromWord<SphereProjection>(kProjections, json.at("projection"));
  plot.azimuths = json.at("azimuths").get<int>();
  plot.tilts = json.at("tilts").get<int>();
  plot.value = numbers(json.at("value"));
  if (plot.azimuths < 0 || plot.tilts < 0 ||
      plot.value.size() != static_cast<std::size_t>(plot.azimuths) * static_cast<std::size_t>(plot.tilts))
    throw InputError("sphere \"" + plot.key + "\" is incomplete");
  plot.label = text(json, "label");
  plot.low = optionalNumber(json.at("low"));
  plot.high = optionalNumber(json.at("high"));
  plot.beyond = text(json, "beyond");
  plot.marks = listFrom<SphereMark>(json.at("marks"), [](const Json& mark) {
    return SphereMark{mark.at("direction").get<Vector3>(), text(mark, "label")};
  });
  return plot;
}

CheckResult resultFrom(const Json& json) {
  CheckResult result;
  result.id = text(json, "id");
  result.status = statusFrom(json.at("status"));
  result.reason = text(json, "reason");
  result.scored = json.at("scored").get<bool>();
  result.warnings = listFrom<Warning>(json.at("warnings"), warningFrom);
  result.observations = listFrom<Observation>(json.at("observations"), [](const Json& item) {
    return Observation{text(item, "code"), text(item, "text"), plotPlaceFrom(item)};
  });
  result.numbers = listFrom<Number>(json.at("numbers"), namedNumberFrom);
  result.tables = listFrom<Table>(json.at("tables"), tableFrom);
  result.plots = listFrom<CurvePlot>(json.at("plots"), plotFrom);
  result.spheres = listFrom<SpherePlot>(json.at("spheres"), sphereFrom);
  result.figures = listFrom<Figure>(json.at("figures"), figureFromJson);
  result.notes = json.at("notes").get<std::vector<std::string>>();
  result.parameters = listFrom<Parameter>(json.at("parameters"), [](const Json& item) {
    return Parameter{text(item, "name"), text(item, "value"), text(item, "default")};
  });
  if (const Json& mask = json.at("mask"); !mask.is_null())
    result.mask = MaskReference{text(mask, "name"), text(mask, "sha256")};
  for (const Json& item : json.at("resolution_estimates"))
    result.resolutionEstimates.emplace_back(text(item, "method"), number(item.at("A")));
  result.seconds = json.at("seconds").get<double>();
  result.peakGiB = json.at("peak_gib").get<double>();
  return result;
}

}  // namespace

nlohmann::ordered_json resultJson(const CheckResult& result) {
  Json estimates = Json::array();
  for (const auto& [method, resolutionA] : result.resolutionEstimates)
    estimates.push_back({{"method", method}, {"A", numberJson(resolutionA)}});
  Json json = {
      {"id", result.id},
      {"status", statusKey(result.status)},
      {"reason", result.reason},
      {"scored", result.scored},
      {"warnings", listJson(result.warnings, warningJson)},
      {"observations", listJson(result.observations, observationJson)},
      {"numbers", listJson(result.numbers, namedNumberJson)},
      {"tables", listJson(result.tables, tableJson)},
      {"plots", listJson(result.plots, plotJson)},
      {"spheres", listJson(result.spheres, sphereJson)},
      {"figures", listJson(result.figures, figureJson)},
      {"notes", result.notes},
      {"parameters",
       listJson(
           result.parameters,
           [](const Parameter& parameter) {
             return Json{{"name", parameter.name}, {"value", parameter.value}, {"default", parameter.defaultValue}};
           })},
      {"mask", nullptr},
      {"resolution_estimates", std::move(estimates)},
      {"seconds", result.seconds},
      {"peak_gib", result.peakGiB}};
  if (result.mask) json["mask"] = Json{{"name", result.mask->name}, {"sha256", result.mask->sha256}};
  return json;
}

CheckResult resultFromJson(const nlohmann::ordered_json& json) {
  try {
    return resultFrom(json);
  } catch (const nlohmann::json::exception& error) {
    throw InputError(std::string("a check's result cannot be read: ") + error.what());
  }
}

}  // namespace vitrine
