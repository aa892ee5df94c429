// What a comparison comes to, in sentences.
#include "core/base/number_text.hpp"
#include "core/report/compare_parts.hpp"
#include "core/report/sections.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

/// Numbers worth a sentence.
struct Headline {
  const char *check, *key, *name;
};
constexpr Headline kHeadlines[] = {
    {"1.a", "fsc_0143_A", "FSC 0.143"},
    {"1.a", "fsc_masked_0143_A", "FSC 0.143, masked"},
    {"1.a", "fsc_corrected_0143_A", "FSC 0.143, masked and corrected"},
    {"1.a", "fsc_05_A", "FSC 0.5"},
    {"1.b", "fdr_resolution_A", "FSC permutation test"},
    {"1.c", "percentile_50_A", "Median local resolution (1.c)"},
    {"1.d", "percentile_50_A", "Median local resolution (1.d)"},
    {"1.e", "percentile_50_A", "Median local resolution (1.e)"},
    {"1.f", "mean_A", "Mean directional resolution (1.f)"},
    {"1.g", "fso_05_A", "FSO 0.5"},
    {"1.h", "fsc3d_max_A", "3D FSC, coarsest direction"},
    {"1.h", "fsc3d_min_A", "3D FSC, finest direction"},
};

const ComparedNumber* findNumber(const Comparison& comparison, std::string_view check, std::string_view key) {
  const auto found = std::ranges::find(comparison.checks, check, &ComparedCheck::id);
  if (found == comparison.checks.end()) return nullptr;
  const auto number = std::ranges::find(found->numbers, key, &ComparedNumber::key);
  return number == found->numbers.end() ? nullptr : &*number;
}

/// "FSC 0.143: 3.42 A -> 3.31 A, better by 0.11 A."; nothing unless both sides list the number.
std::string headlineSentence(const Headline& headline, const ComparedNumber& number) {
  if (!number.inA || !number.inB || (!number.a && !number.b)) return {};
  const std::string a = comparedText(number, Side::A), b = comparedText(number, Side::B);
  std::string sentence = std::string(headline.name) + ": ";
  if (a == b) return sentence + a + " in both.";
  sentence += a + " -> " + b;
  if (number.difference() && smallerIsBetter(headline.check, headline.key)) {
    sentence += *number.difference() < 0 ? ", better by " : ", worse by ";
    sentence += fixedText(std::abs(*number.difference()), number.decimals < 0 ? 2 : number.decimals) + " A";
  }
  return sentence + ".";
}

std::string hashOf(const std::optional<MapInfo>& info) { return info ? info->sha256 : std::string(); }

void addFiles(const Comparison& comparison, const ReportModel& a, const ReportModel& b,
              std::vector<std::string>& sentences) {
  sentences.push_back("A is " + comparison.nameA + ", B is " + comparison.nameB + ".");
  if (!a.map.sha256.empty() && a.map.sha256 == b.map.sha256)
    sentences.emplace_back("A and B hold the same map, byte for byte.");
  const std::string half1 = hashOf(a.half1), half2 = hashOf(a.half2);
  if (!half1.empty() && !half2.empty() &&
      ((half1 == hashOf(b.half1) && half2 == hashOf(b.half2)) ||
       (half1 == hashOf(b.half2) && half2 == hashOf(b.half1))))
    sentences.emplace_back("Both use the same half maps: what is measured from these alone cannot differ.");
}

void addVerdicts(const Comparison& comparison, std::vector<std::string>& sentences) {
  std::int64_t gained = 0, lost = 0;
  for (const ComparedCheck& check : comparison.checks) {
    gained += static_cast<std::int64_t>(check.gained.size());
    lost += static_cast<std::int64_t>(check.lost.size());
    if (!check.statusA || !check.statusB || check.statusA == check.statusB) continue;
    sentences.push_back(checkLabel(check.id) + ": " + comparedStatus(check, Side::A) + " -> " +
                        comparedStatus(check, Side::B) + ".");
  }
  const bool anyBoth =
      std::ranges::any_of(comparison.checks, [](const ComparedCheck& check) { return check.statusA && check.statusB; });
  if (anyBoth)
    sentences.push_back(plural(gained, "warning") + " gained, " + std::to_string(lost) + " lost from A to B.");
}

/// Differences of method that numbers alone do not show.
void addCautions(const Comparison& comparison, std::vector<std::string>& sentences) {
  std::string masks, parameters;
  for (const ComparedCheck& check : comparison.checks)
    for (const ComparedText& text : check.parameters) {
      std::string& list = text.key == "mask" ? masks : parameters;
      const std::string item = text.key == "mask" ? check.id : check.id + "." + text.key;
      list += (list.empty() ? "" : ", ") + item;
    }
  if (!masks.empty())
    sentences.push_back("The masks of A and B are not the same (" + masks +
                        "): a tighter mask alone makes a masked resolution look better.");
  for (const ComparedText& text : comparison.texts)
    if (text.key == "threshold_source" && text.isDifferent())
      sentences.push_back("The contour levels were not chosen alike (A: " + text.a + ", B: " + text.b +
                          "): what depends on the level differs for that alone.");
  if (!parameters.empty()) sentences.push_back("Parameters differ: " + parameters + ".");
}

void addDifference(const Comparison& comparison, std::vector<std::string>& sentences) {
  if (!comparison.differenceProblem.empty()) sentences.push_back("No difference map: " + comparison.differenceProblem);
  if (!comparison.difference) return;
  const MapDifference& difference = *comparison.difference;
  const Index3& at = difference.largestVoxel;
  sentences.push_back(
      "Inside both contour levels the maps correlate with " + fixedText(difference.correlation, 4) +
      "; the difference (B scaled to A, minus A) has a root mean square of " + generalText(difference.rmsInside, 4) +
      ", that is " + fixedText(100 * difference.rmsInside / difference.deviationInsideA, 1) +
      " % of the standard deviation of A there. Its largest value, " + generalText(difference.largest, 4) +
      ", is at voxel " + std::to_string(at[0]) + ", " + std::to_string(at[1]) + ", " + std::to_string(at[2]) + ".");
}

}  // namespace

std::vector<std::string> comparisonSummary(const Comparison& comparison, const ReportModel& a, const ReportModel& b) {
  std::vector<std::string> sentences;
  addFiles(comparison, a, b, sentences);
  for (const Headline& headline : kHeadlines)
    if (const ComparedNumber* number = findNumber(comparison, headline.check, headline.key)) {
      std::string sentence = headlineSentence(headline, *number);
      if (!sentence.empty()) sentences.push_back(std::move(sentence));
    }
  addVerdicts(comparison, sentences);
  addDifference(comparison, sentences);
  addCautions(comparison, sentences);
  return sentences;
}

}  // namespace vitrine
