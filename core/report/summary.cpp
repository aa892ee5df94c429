// Score, resolution range and abstract: what the first page says about all checks together.
#include "core/base/number_text.hpp"
#include "core/report/compose.hpp"
#include "core/report/sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

namespace vitrine {
namespace {

constexpr double kOptimisticBelow = 0.8;  // of the mean estimate; the rule of the VRS

/// What the abstract says about a check, in both cases. An empty text says nothing.
struct AbstractRule {
  std::string_view id, whenOk, whenWarned;
};

constexpr std::array kAbstractRules = {
    AbstractRule{"0.a", "The map is well centred and has enough empty space around it",
                 "There is a problem with the centring of the map or with the empty space around it"},
    AbstractRule{"0.b", "There is no problem with the suggested threshold",
                 "There is a problem with the suggested threshold"},
    AbstractRule{"0.c", "There is no problem with the background of the map",
                 "There is a problem with the background of the map"},
    AbstractRule{"0.d", "", "There is a problem with the B-factor"},
    AbstractRule{"0.f", "", "There is a problem with the local B-factor"},
    AbstractRule{"0.g", "", "There is a problem with the local occupancy"},
    AbstractRule{"0.h", "", "There is a problem with the hand of the map"},
};

std::string angstrom(double value) { return fixedText(value, 1) + " A"; }

std::string scoreSentence(const Summary& summary) {
  if (summary.evaluable == 0) return "No check gave a verdict.";
  if (summary.evaluable == 1)
    return std::string("The score is ") + (summary.passed == 1 ? "1" : "0") +
           " out of 1: the only check that gave a verdict has " + (summary.passed == 1 ? "no warning." : "warnings.");
  return "The score is " + std::to_string(summary.passed) + " out of " + std::to_string(summary.evaluable) + ": " +
         std::to_string(summary.passed) + " of the " + plural(summary.evaluable, "check") + " that gave a verdict " +
         (summary.passed == 1 ? "has" : "have") + " no warning.";
}

/// Names the checks that could not be measured, those of one reason together.
std::string notMeasuredSentence(const std::vector<CheckResult>& checks) {
  std::vector<std::pair<std::string, std::string>> idsOfReason;  // in order of first appearance
  std::int64_t count = 0;
  for (const CheckResult& check : checks) {
    if (check.status != Status::CouldNotBeMeasured) continue;
    ++count;
    const auto known = std::ranges::find(idsOfReason, check.reason, &std::pair<std::string, std::string>::first);
    if (known == idsOfReason.end())
      idsOfReason.emplace_back(check.reason, checkLabel(check.id));
    else
      known->second += ", " + checkLabel(check.id);
  }
  if (count == 0) return "";
  std::string text = plural(count, "check") + " could not be measured: ";
  for (std::size_t i = 0; i < idsOfReason.size(); ++i) {
    const auto& [reason, ids] = idsOfReason[i];
    if (i > 0) text += "; ";
    text += reason.empty() ? ids : ids + " (" + reason + ")";
  }
  return text + ".";
}

void addResolutionSentences(const Inputs& inputs, Summary& summary) {
  const std::size_t count = summary.estimates.size();
  if (count == 1) {
    summary.abstract.push_back("The only estimate of the resolution is " + angstrom(*summary.resolutionMeanA) + " (" +
                               summary.estimates.front().method + ").");
  } else if (count > 1) {
    summary.abstract.push_back("The estimates of the resolution go from " + angstrom(*summary.resolutionMinA) + " to " +
                               angstrom(*summary.resolutionMaxA) + " with a mean of " +
                               angstrom(*summary.resolutionMeanA) + ".");
  }
  if (!inputs.resolution) {
    summary.abstract.emplace_back("No resolution was reported.");
    return;
  }
  summary.abstract.push_back("The reported resolution is " + generalText(*inputs.resolution, 4) + " A.");
  if (summary.resolutionMeanA && *inputs.resolution < kOptimisticBelow * *summary.resolutionMeanA)
    summary.abstract.emplace_back(
        "The reported resolution is finer than 0.8 times the mean of the estimates and may be over-estimated.");
}

}  // namespace

Summary summarise(const Inputs& inputs, const std::vector<CheckResult>& checks) {
  Summary summary;
  for (const CheckResult& check : checks) {
    if (check.status == Status::CouldNotBeMeasured) ++summary.notMeasured;
    if (check.status != Status::Ok && check.status != Status::Warnings) continue;
    if (check.scored) ++summary.evaluable;
    if (check.scored && check.status == Status::Ok) ++summary.passed;
    for (const auto& [method, resolutionA] : check.resolutionEstimates)
      if (std::isfinite(resolutionA) && resolutionA > 0) summary.estimates.push_back({check.id, method, resolutionA});
  }
  if (!summary.estimates.empty()) {
    const auto [low, high] = std::ranges::minmax(summary.estimates, {}, &ResolutionEstimate::resolutionA);
    double sum = 0;
    for (const ResolutionEstimate& estimate : summary.estimates) sum += estimate.resolutionA;
    summary.resolutionMinA = low.resolutionA;
    summary.resolutionMaxA = high.resolutionA;
    summary.resolutionMeanA = sum / static_cast<double>(summary.estimates.size());
  }

  summary.abstract.push_back(scoreSentence(summary));
  for (const AbstractRule& rule : kAbstractRules) {
    const auto check = std::ranges::find(checks, rule.id, &CheckResult::id);
    if (check == checks.end()) continue;
    const std::string section = " (section " + checkSectionNumber(rule.id) + ").";
    if (check->status == Status::Ok && check->scored && !rule.whenOk.empty())
      summary.abstract.push_back(std::string(rule.whenOk) + section);
    if (check->status == Status::Warnings && !rule.whenWarned.empty())
      summary.abstract.push_back(std::string(rule.whenWarned) + section);
  }
  addResolutionSentences(inputs, summary);
  if (const std::string sentence = notMeasuredSentence(checks); !sentence.empty()) summary.abstract.push_back(sentence);
  return summary;
}

}  // namespace vitrine
