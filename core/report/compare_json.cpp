// A comparison for other programs: JSON and CSV.
#include "core/base/number_text.hpp"
#include "core/base/version.hpp"
#include "core/report/compare.hpp"
#include "core/report/csv.hpp"
#include "core/report/json_text.hpp"

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

Json orNull(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }
Json orNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json numberJson(const ComparedNumber& number) {
  return {{"key", number.key},
          {"label", number.label},
          {"unit", number.unit},
          {"a", orNull(number.a)},
          {"b", orNull(number.b)},
          {"difference", orNull(number.difference())},
          {"relative", orNull(number.relative())}};
}

Json numbersJson(const std::vector<ComparedNumber>& numbers) {
  Json list = Json::array();
  for (const ComparedNumber& number : numbers) list.push_back(numberJson(number));
  return list;
}

Json textsJson(const std::vector<ComparedText>& texts) {
  Json list = Json::array();
  for (const ComparedText& text : texts)
    list.push_back({{"key", text.key},
                    {"label", text.label},
                    {"a", orNull(text.a)},
                    {"b", orNull(text.b)},
                    {"same", !text.isDifferent()}});
  return list;
}

Json warningJson(const Warning& warning) {
  Json location = nullptr;
  if (warning.location) location = {{"voxel", warning.location->voxel}, {"A", warning.location->positionA}};
  return {{"code", warning.code}, {"text", warning.text}, {"location", std::move(location)}};
}

Json warningsJson(const std::vector<Warning>& warnings) {
  Json list = Json::array();
  for (const Warning& warning : warnings) list.push_back(warningJson(warning));
  return list;
}

Json statusJson(const std::optional<Status>& status) { return status ? Json(statusKey(*status)) : Json(nullptr); }

Json checkJson(const ComparedCheck& check) {
  Json kept = Json::array();
  for (const KeptWarning& warning : check.kept)
    kept.push_back({{"code", warning.a.code}, {"a", warning.a.text}, {"b", warning.b.text}});
  return {{"id", check.id},
          {"title", check.title},
          {"status", {{"a", statusJson(check.statusA)}, {"b", statusJson(check.statusB)}}},
          {"reason", {{"a", orNull(check.reasonA)}, {"b", orNull(check.reasonB)}}},
          {"numbers", numbersJson(check.numbers)},
          {"warnings_gained", warningsJson(check.gained)},
          {"warnings_lost", warningsJson(check.lost)},
          {"warnings_kept", std::move(kept)},
          {"parameters", textsJson(check.parameters)}};
}

Json curveJson(const ComparedCurve& curve) {
  Json json = {{"x_label", curve.plot.x.label}, {"y_label", curve.plot.y.label}, {"a", nullptr}, {"b", nullptr}};
  for (const Series& series : curve.plot.series)
    json[series.key == "A" ? "a" : "b"] = {{"x", series.x}, {"y", series.y}};
  return json;
}

Json differenceJson(const Comparison& comparison) {
  if (!comparison.difference)
    return comparison.differenceProblem.empty() ? Json(nullptr) : Json{{"problem", comparison.differenceProblem}};
  const MapDifference& d = *comparison.difference;
  return {
      {"definition",
       "scale * B + offset - A; background of B on that of A, least squares over the voxels at or above both levels"},
      {"level_a", d.levelA},
      {"level_b", d.levelB},
      {"scale", d.scale},
      {"offset", d.offset},
      {"inside_voxels", d.inside},
      {"correlation", d.correlation},
      {"rms_inside", d.rmsInside},
      {"rms_outside", d.rmsOutside},
      {"deviation_inside_a", d.deviationInsideA},
      {"largest", {{"value", d.largest}, {"voxel", d.largestVoxel}}}};
}

void csvRow(std::string& text, const std::string& check, const ComparedNumber& number) {
  const auto value = [](const std::optional<double>& v) { return v ? exactText(*v) : std::string(); };
  text += csvField(check) + "," + csvField(number.label) + "," + csvField(number.key) + "," + csvField(number.unit) +
          "," + value(number.a) + "," + value(number.b) + "," + value(number.difference()) + "," +
          value(number.relative()) + "\n";
}

}  // namespace

std::string comparisonJson(const Comparison& comparison) {
  Json checks = Json::array(), curves = Json::object();
  for (const ComparedCheck& check : comparison.checks) checks.push_back(checkJson(check));
  for (const ComparedCurve& curve : comparison.curves) curves[curve.key] = curveJson(curve);
  return prettyJson({{"schema", "vitrine-compare/1"},
                     {"program", {{"name", "vitrine"}, {"version", kVersion}}},
                     {"a", {{"file", comparison.fileA}, {"name", comparison.nameA}}},
                     {"b", {{"file", comparison.fileB}, {"name", comparison.nameB}}},
                     {"summary", comparison.summary},
                     {"inputs", {{"texts", textsJson(comparison.texts)}, {"numbers", numbersJson(comparison.numbers)}}},
                     {"checks", std::move(checks)},
                     {"curves", std::move(curves)},
                     {"difference_map", differenceJson(comparison)}});
}

std::string comparisonCsv(const Comparison& comparison) {
  std::string text = "check,number,key,unit,A,B,difference,relative\n";
  for (const ComparedNumber& number : comparison.numbers) csvRow(text, "input", number);
  for (const ComparedCheck& check : comparison.checks)
    for (const ComparedNumber& number : check.numbers) csvRow(text, check.id, number);
  return text;
}

}  // namespace vitrine
