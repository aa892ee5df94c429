// The short texts that window, paper and lists share: status, number, names of sections.
#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"
#include "core/report/sections.hpp"

#include <cctype>
#include <cmath>
#include <filesystem>

namespace vitrine {
namespace {

constexpr double kGroupedFrom = 1e4;    // 9999, but 11 131 513
constexpr double kGroupedBelow = 1e15;  // beyond, a double no longer holds every whole number of voxels

std::string withReason(const std::string& text, const std::string& reason) {
  return reason.empty() ? text : text + ": " + reason;
}

std::string valueText(const Number& number) {
  const double value = *number.value;
  if (number.decimals < 0) return generalText(value, -number.decimals);
  const double magnitude = std::abs(value);
  // Five digits before the point and two behind it are more than any map supports.
  if (magnitude >= kGroupedFrom && magnitude < kGroupedBelow) return countText(std::llround(value));
  return fixedText(value, number.decimals);
}

/// A length or frequency that does not exist is a limit never met; other numbers, a percentile of nothing, and a length
/// that follows from an input not given, simply have no value.
std::string missingText(const Number& number) {
  const bool isReached = number.unit == "A" || number.unit == "A^-1" || number.unit == "1/A";
  const bool isDerived =
      number.key.starts_with("ctf_") || number.key.starts_with("center_") || number.key.starts_with("percentile_");
  return isReached && !isDerived ? "not reached" : "none";
}

}  // namespace

std::string statusText(const CheckResult& result) {
  switch (result.status) {
    case Status::Ok:
      return "OK";
    case Status::Warnings:
      return plural(static_cast<std::int64_t>(result.warnings.size()), "warning");
    case Status::CouldNotBeMeasured:
      return withReason("Could not be measured", result.reason);
    case Status::DoesNotApply:
      return withReason("Does not apply", result.reason);
    case Status::Waiting:
      return "Not run";
    case Status::Running:
      return "Running";
    case Status::Cancelled:
      return "Cancelled";
  }
  return "";
}

std::string numberText(const Number& number) {
  if (!number.value || !std::isfinite(*number.value)) return missingText(number);
  const std::string value = valueText(number);
  if (number.unit.empty()) return value;
  const bool isSingular = value == "1" && number.unit == "voxels";
  return value + " " + (isSingular ? "voxel" : number.unit);
}

WarningParts warningParts(const std::string& text) {
  // Checks write "what was found; what would pass."; sentences may follow.
  for (std::size_t at = text.rfind("; "); at != std::string::npos && at > 0; at = text.rfind("; ", at - 1)) {
    const std::string clause = text.substr(at + 2);
    const bool isLimit = clause.find(" would pass") != std::string::npos || clause.starts_with("it should ") ||
                         clause.starts_with("give ");
    if (!isLimit) continue;
    const std::size_t end = clause.find(". ");
    WarningParts parts{text.substr(0, at) + ".", clause.substr(0, end)};
    if (end != std::string::npos) {
      parts.passes += ".";
      parts.found += clause.substr(end + 1);
    }
    parts.passes[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(parts.passes[0])));
    return parts;
  }
  return {text, ""};
}

std::string placeText(const Warning& warning, const CheckResult& result) {
  if (warning.location) {
    const auto& [voxel, position] = *warning.location;
    std::string voxels, lengths;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      if (axis > 0) voxels += ", ", lengths += ", ";
      voxels += std::to_string(voxel[axis]);
      lengths += fixedText(position[axis], 1);
    }
    voxels.append("), position ").append(lengths).append(" A");
    return voxels.insert(0, "at voxel (");
  }
  if (!warning.plotPlace) return "";
  const double x = warning.plotPlace->x;
  const CurvePlot* plot = result.plot(warning.plotPlace->plot);
  std::string where = generalText(x, 4);
  if (plot != nullptr && plot->top != TopAxis::None && x > 0)
    where = fixedText(plot->top == TopAxis::ResolutionFromFrequency ? 1 / x : 1 / std::sqrt(x), 2) + " A";
  std::string text = "at ";
  text.append(where).append(" in \"").append(plot != nullptr ? plot->title : warning.plotPlace->plot);
  return text += '"';
}

std::string checkSectionNumber(std::string_view id) {
  const std::string level(id.substr(0, id.find('.')));
  int place = 0;
  for (const auto& check : allChecks()) {
    const std::string_view other = check->info().id;
    if (other.substr(0, other.find('.')) == level) ++place;
    if (other == id) return (level == "0" ? "3." : "4.") + std::to_string(place);
  }
  return "";
}

std::string checkLabel(std::string_view id) {
  const Check* check = findCheck(id);
  return check == nullptr ? std::string(id) : std::string(id) + " " + std::string(check->info().title);
}

std::string fileLabel(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  return name.empty() ? path : name;
}

std::string thresholdText(const ReportModel& model) {
  const std::optional<double> threshold = model.threshold ? model.threshold : model.inputs.threshold;
  if (!threshold) return "(not known: the map could not be loaded)";
  const ThresholdSource source = model.threshold ? model.thresholdSource : model.inputs.thresholdSource;
  const std::string value = generalText(*threshold, 6);
  switch (source) {
    case ThresholdSource::User:
      return value + " (given by the user)";
    case ThresholdSource::Entry:
      return value + " (contour level recommended in the entry)";
    case ThresholdSource::Estimated:
      return value + " (chosen by the program: 1 % of the voxels lie at or above it)";
  }
  return value;
}

std::string inputKinds(const Inputs& inputs) {
  std::vector<std::string> kinds = {"a map"};
  if (inputs.half1 && inputs.half2) kinds.emplace_back("two half maps");
  if (inputs.mask) kinds.emplace_back("a mask");
  if (inputs.model) kinds.emplace_back("an atomic model");
  std::string text = kinds.front();
  for (std::size_t i = 1; i < kinds.size(); ++i) text += (i + 1 == kinds.size() ? " and " : ", ") + kinds[i];
  return text;
}

}  // namespace vitrine
