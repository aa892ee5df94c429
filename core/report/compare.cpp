#include "core/report/compare.hpp"

#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compare_parts.hpp"
#include "core/report/compose.hpp"
#include "core/report/sections.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>

namespace vitrine {
namespace {

constexpr std::string_view kVrs = "vrs_";
constexpr const char* kAxes = "xyz";
constexpr const char* kAxisNames = "XYZ";

bool isMeasured(const std::optional<Status>& status) { return status == Status::Ok || status == Status::Warnings; }

std::optional<double> finite(const std::optional<double>& value) {
  return value && std::isfinite(*value) ? value : std::nullopt;
}

ComparedNumber fromNumber(const Number& number) {
  const bool isVrs = number.key.starts_with(kVrs) && !number.label.ends_with("(VRS)");
  return {.key = number.key,
          .label = isVrs ? number.label + " (VRS)" : number.label,
          .unit = number.unit,
          .decimals = number.decimals,
          .a = {},
          .b = {}};
}

std::vector<ComparedNumber> pairNumbers(const std::vector<Number>& a, const std::vector<Number>& b) {
  std::vector<ComparedNumber> pairs;
  for (const Number& number : a) {
    ComparedNumber& pair = pairs.emplace_back(fromNumber(number));
    pair.a = finite(number.value);
    pair.inA = true;
  }
  for (const Number& number : b) {
    auto pair = std::ranges::find(pairs, number.key, &ComparedNumber::key);
    if (pair == pairs.end()) pair = pairs.insert(pairs.end(), fromNumber(number));
    pair->b = finite(number.value);
    pair->inB = true;
  }
  return pairs;
}

/// Codes may occur several times in one result: they are paired in their order.
void pairWarnings(const std::vector<Warning>& a, const std::vector<Warning>& b, ComparedCheck& check) {
  std::vector<bool> isTaken(b.size(), false);
  for (const Warning& warning : a) {
    std::size_t i = 0;
    while (i < b.size() && (isTaken[i] || b[i].code != warning.code)) ++i;
    if (i == b.size()) {
      check.lost.push_back(warning);
      continue;
    }
    isTaken[i] = true;
    check.kept.push_back({warning, b[i]});
  }
  for (std::size_t i = 0; i < b.size(); ++i)
    if (!isTaken[i]) check.gained.push_back(b[i]);
}

std::string maskText(const std::optional<MaskReference>& mask) {
  if (!mask) return "none";
  return mask->sha256.empty() ? mask->name : mask->name + " (" + mask->sha256.substr(0, 12) + ")";
}

std::vector<ComparedText> differentParameters(const CheckResult& a, const CheckResult& b) {
  std::vector<ComparedText> texts;
  for (const Parameter& parameter : a.parameters) {
    const auto other = std::ranges::find(b.parameters, parameter.name, &Parameter::name);
    if (other != b.parameters.end() && other->value != parameter.value)
      texts.push_back({parameter.name, "Parameter " + parameter.name, parameter.value, other->value});
  }
  if (a.mask && b.mask && a.mask->sha256 != b.mask->sha256)
    texts.push_back({"mask", "Mask", maskText(a.mask), maskText(b.mask)});
  return texts;
}

ComparedCheck pairChecks(const std::string& id, const CheckResult* a, const CheckResult* b) {
  static const CheckResult nothing;
  ComparedCheck check;
  const Check* registered = findCheck(id);
  check.id = id;
  check.title = registered != nullptr ? std::string(registered->info().title) : id;
  if (a != nullptr) {
    check.statusA = a->status;
    check.warningsA = a->warnings.size();
    check.reasonA = a->reason;
  }
  if (b != nullptr) {
    check.statusB = b->status;
    check.warningsB = b->warnings.size();
    check.reasonB = b->reason;
  }
  check.numbers = pairNumbers((a != nullptr ? a : &nothing)->numbers, (b != nullptr ? b : &nothing)->numbers);
  if (isMeasured(check.statusA) && isMeasured(check.statusB)) {
    pairWarnings(a->warnings, b->warnings, check);
    check.parameters = differentParameters(*a, *b);
  }
  return check;
}

const CheckResult* findResult(const ReportModel& model, std::string_view id) {
  const auto found = std::ranges::find(model.checks, id, &CheckResult::id);
  return found == model.checks.end() ? nullptr : &*found;
}

/// Ids of both, sorted: report order.
std::vector<std::string> checkIds(const ReportModel& a, const ReportModel& b) {
  std::vector<std::string> ids;
  for (const ReportModel* model : {&a, &b})
    for (const CheckResult& check : model->checks) ids.push_back(check.id);
  std::ranges::sort(ids);
  const auto repeated = std::ranges::unique(ids);
  ids.erase(repeated.begin(), repeated.end());
  return ids;
}

std::vector<Number> inputNumbers(const ReportModel& model) {
  std::vector<Number> numbers;
  const Grid& grid = model.map.grid;
  const auto perAxis = [&](const std::string& key, const std::string& label, const std::string& unit, int decimals,
                           const auto& value) {
    for (int axis = 0; axis < 3; ++axis)
      numbers.push_back({.key = key + "_" + kAxes[axis] + "_" + unit,
                         .label = label + " along " + kAxisNames[axis],
                         .value = value(axis),
                         .unit = unit,
                         .decimals = decimals});
  };
  perAxis("size", "Box", "voxels", 0, [&](int axis) { return static_cast<double>(grid.size[axis]); });
  perAxis("voxel_size", "Voxel size", "A", 4, [&](int axis) { return grid.voxelSize[axis]; });
  perAxis("origin", "Origin", "A", 2, [&](int axis) { return grid.origin[axis]; });
  const auto add = [&](const char* key, const char* label, std::optional<double> value, const char* unit,
                       int decimals) {
    numbers.push_back({.key = key, .label = label, .value = value, .unit = unit, .decimals = decimals});
  };
  const auto statistic = [&](double MapStatistics::*field) {
    return model.map.measured ? std::optional(*model.map.measured.*field) : std::nullopt;
  };
  add("min", "Smallest value", statistic(&MapStatistics::minimum), "", -5);
  add("max", "Largest value", statistic(&MapStatistics::maximum), "", -5);
  add("mean", "Mean", statistic(&MapStatistics::mean), "", -5);
  add("rms", "Standard deviation", statistic(&MapStatistics::rms), "", -5);
  add("threshold", "Contour level", model.threshold ? model.threshold : model.inputs.threshold, "", -6);
  add("resolution_A", "Reported resolution", model.inputs.resolution, "A", 2);
  return numbers;
}

/// As pairNumbers; a number neither side has is left out.
std::vector<ComparedNumber> pairInputs(const ReportModel& a, const ReportModel& b) {
  std::vector<ComparedNumber> pairs = pairNumbers(inputNumbers(a), inputNumbers(b));
  std::erase_if(pairs, [](const ComparedNumber& pair) { return !pair.a && !pair.b; });
  for (ComparedNumber& pair : pairs) {
    pair.inA = pair.a.has_value();
    pair.inB = pair.b.has_value();
  }
  return pairs;
}

std::string sourceText(const ReportModel& model) {
  switch (model.threshold ? model.thresholdSource : model.inputs.thresholdSource) {
    case ThresholdSource::User:
      return "given by the user";
    case ThresholdSource::Entry:
      return "recommended in the entry";
    case ThresholdSource::Estimated:
      return "1 % of the voxels";
  }
  return "";
}

std::vector<ComparedText> pairTexts(const ReportModel& a, const ReportModel& b) {
  std::vector<ComparedText> texts;
  const auto add = [&](const std::string& key, const std::string& label, const std::optional<MapInfo>& infoA,
                       const std::optional<MapInfo>& infoB) {
    if (!infoA && !infoB) return;
    const auto field = [](const std::optional<MapInfo>& info, auto&& get) { return info ? get(*info) : std::string(); };
    const auto file = [](const MapInfo& info) { return fileLabel(info.file); };
    const auto hash = [](const MapInfo& info) { return info.sha256; };
    texts.push_back({key + "_file", label, field(infoA, file), field(infoB, file)});
    if (!field(infoA, hash).empty() || !field(infoB, hash).empty())
      texts.push_back({key + "_sha256", label + ", SHA-256", field(infoA, hash), field(infoB, hash)});
  };
  const auto infoOf = [](const std::optional<MapInfo>& loaded, const std::optional<InputMap>& given) {
    return loaded ? loaded : given ? std::optional(given->info) : std::nullopt;
  };
  add("map", "Map", a.map, b.map);
  add("half1", "Half map 1", infoOf(a.half1, a.inputs.half1), infoOf(b.half1, b.inputs.half1));
  add("half2", "Half map 2", infoOf(a.half2, a.inputs.half2), infoOf(b.half2, b.inputs.half2));
  add("mask", "Mask", infoOf(a.mask, a.inputs.mask), infoOf(b.mask, b.inputs.mask));
  texts.push_back({"threshold_source", "Contour level is", sourceText(a), sourceText(b)});
  texts.push_back({"symmetry", "Symmetry", a.inputs.symmetry, b.inputs.symmetry});
  return texts;
}

}  // namespace

std::optional<double> ComparedNumber::difference() const { return a && b ? std::optional(*b - *a) : std::nullopt; }

std::optional<double> ComparedNumber::relative() const {
  return a && b && *a != 0 ? std::optional((*b - *a) / std::abs(*a)) : std::nullopt;
}

bool ComparedNumber::isDifferent() const {
  return inA != inB || comparedText(*this, Side::A) != comparedText(*this, Side::B);
}

bool smallerIsBetter(std::string_view check, std::string_view key) {
  if (!(check.starts_with("1.") || check == "0.e") || !key.ends_with("_A")) return false;
  if (key.starts_with(kVrs)) key.remove_prefix(kVrs.size());
  if (key.find("error") != std::string_view::npos || key.find("_sd_") != std::string_view::npos) return false;
  constexpr std::string_view kResolutions[] = {"fsc_",   "fsc3d_", "fso_",  "fdr_",        "dpr_",        "ssnr_",
                                               "mean_A", "min_A",  "max_A", "percentile_", "directional_"};
  return std::ranges::any_of(kResolutions, [&](std::string_view start) { return key.starts_with(start); });
}

std::string comparedText(const ComparedNumber& number, Side side) {
  if (!(side == Side::A ? number.inA : number.inB)) return {};
  return numberText({.key = number.key,
                     .label = number.label,
                     .value = side == Side::A ? number.a : number.b,
                     .unit = number.unit,
                     .decimals = number.decimals});
}

std::string differenceText(const ComparedNumber& number) {
  const std::optional<double> difference = number.difference();
  if (!difference) return {};
  const std::string text = numberText({.key = number.key,
                                       .label = number.label,
                                       .value = difference,
                                       .unit = number.unit,
                                       .decimals = number.decimals < 0 ? -3 : number.decimals});
  const bool isSigned = *difference > 0 && text.find_first_of("123456789") != std::string::npos;
  return isSigned ? "+" + text : text;
}

std::string relativeText(const ComparedNumber& number) {
  const std::optional<double> relative = number.relative();
  // A share of an angle, of a logarithm, of a position or of a percentage misleads; one beyond a thousand percent too.
  if (!relative || number.unit == "deg" || number.unit == "%" || number.key.starts_with("log10") ||
      number.key.starts_with("origin"))
    return {};
  if (std::abs(*relative) > 10) return {};
  return (*relative > 0 ? "+" : "") + fixedText(100 * *relative, 1) + " %";
}

std::string comparedStatus(const ComparedCheck& check, Side side) {
  const std::optional<Status>& status = side == Side::A ? check.statusA : check.statusB;
  if (!status) return "No result";
  if (*status == Status::Warnings)
    return plural(static_cast<std::int64_t>(side == Side::A ? check.warningsA : check.warningsB), "warning");
  CheckResult result;
  result.status = *status;
  return statusText(result);
}

Comparison compareResults(const ComparedSide& a, const ComparedSide& b, std::optional<MapDifference> difference,
                          std::string differenceProblem) {
  Comparison comparison;
  comparison.fileA = a.file;
  comparison.fileB = b.file;
  comparison.nameA = fileLabel(a.file);
  comparison.nameB = fileLabel(b.file);
  if (comparison.nameA == comparison.nameB) {
    comparison.nameA = a.file;
    comparison.nameB = b.file;
  }
  comparison.texts = pairTexts(*a.model, *b.model);
  comparison.numbers = pairInputs(*a.model, *b.model);
  for (const std::string& id : checkIds(*a.model, *b.model)) {
    const CheckResult* resultA = findResult(*a.model, id);
    const CheckResult* resultB = findResult(*b.model, id);
    comparison.checks.push_back(pairChecks(id, resultA, resultB));
    for (ComparedCurve& curve : pairCurves(id, resultA, resultB)) comparison.curves.push_back(std::move(curve));
  }
  comparison.difference = difference;
  comparison.differenceProblem = std::move(differenceProblem);
  comparison.summary = comparisonSummary(comparison, *a.model, *b.model);
  return comparison;
}

}  // namespace vitrine
