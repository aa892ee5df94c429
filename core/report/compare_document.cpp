// A comparison as a document, for HTML.
#include "core/base/number_text.hpp"
#include "core/base/version.hpp"
#include "core/report/compare.hpp"
#include "core/report/sections.hpp"

#include <algorithm>

namespace vitrine {
namespace {

std::vector<std::string> numberHeader() { return {"Number", "A", "B", "Difference (B - A)", "Relative"}; }

TextTable numberTable(const std::vector<ComparedNumber>& numbers) {
  TextTable table;
  table.header = numberHeader();
  for (const ComparedNumber& number : numbers)
    table.rows.push_back({number.label, comparedText(number, Side::A), comparedText(number, Side::B),
                          differenceText(number), relativeText(number)});
  return table;
}

TextTable textTable(const std::vector<ComparedText>& texts) {
  TextTable table;
  table.header = {"", "A", "B"};
  for (const ComparedText& text : texts) table.rows.push_back({text.label, text.a, text.b});
  return table;
}

void heading(Section& section, const char* text) { section.blocks.emplace_back(Paragraph{text, TextStyle::Emphasis}); }

std::string sideText(const ComparedCheck& check, Side side) {
  const std::string& reason = side == Side::A ? check.reasonA : check.reasonB;
  const std::string text = comparedStatus(check, side);
  return reason.empty() ? text : text + ": " + reason;
}

Section overview(const Comparison& comparison) {
  Section section{.depth = 1, .number = "1", .title = "Summary", .anchor = "summary"};
  section.blocks.emplace_back(BulletList{comparison.summary});
  TextTable table;
  table.header = {"Check", "A", "B"};
  for (const ComparedCheck& check : comparison.checks) {
    table.rows.push_back({checkLabel(check.id), comparedStatus(check, Side::A), comparedStatus(check, Side::B)});
    table.links.push_back(check.id);
  }
  if (!table.rows.empty()) section.blocks.emplace_back(std::move(table));
  return section;
}

Section inputs(const Comparison& comparison) {
  Section section{.depth = 1, .number = "2", .title = "Inputs", .anchor = "inputs"};
  section.blocks.emplace_back(textTable(comparison.texts));
  section.blocks.emplace_back(numberTable(comparison.numbers));
  return section;
}

Section differences(const MapDifference& d) {
  Section section{.depth = 1, .number = "3", .title = "Difference map", .anchor = "difference"};
  section.blocks.emplace_back(
      Paragraph{"B is laid over A by the line that carries its background to that of A and fits A best, in least "
                "squares, where both reach their contour levels; then A is subtracted: positive where B has more "
                "density. Inside means at or above either level."});
  const auto text = [](double value) { return generalText(value, 5); };
  const Index3& at = d.largestVoxel;
  section.blocks.emplace_back(NumberTable{
      {{"Correlation inside", fixedText(d.correlation, 4), ""},
       {"Voxels inside", countText(d.inside), ""},
       {"Root mean square inside", text(d.rmsInside), "standard deviation of A there: " + text(d.deviationInsideA)},
       {"Root mean square outside", text(d.rmsOutside), ""},
       {"Largest difference", text(d.largest),
        "at voxel " + std::to_string(at[0]) + ", " + std::to_string(at[1]) + ", " + std::to_string(at[2])},
       {"Scale and offset of B", text(d.scale) + ", " + text(d.offset), ""}}});
  return section;
}

void addWarnings(Section& section, const char* title, const std::vector<Warning>& warnings) {
  if (warnings.empty()) return;
  heading(section, title);
  section.blocks.emplace_back(WarningBlock{warnings});
}

Section checkSection(const Comparison& comparison, const ComparedCheck& check, int place) {
  Section section{
      .depth = 2, .number = "4." + std::to_string(place), .title = checkLabel(check.id), .anchor = check.id};
  TextTable verdicts;
  verdicts.header = {"A", "B"};
  verdicts.rows.push_back({sideText(check, Side::A), sideText(check, Side::B)});
  section.blocks.emplace_back(std::move(verdicts));
  addWarnings(section, "Warnings of B that A does not have", check.gained);
  addWarnings(section, "Warnings of A that B does not have", check.lost);
  if (!check.parameters.empty()) section.blocks.emplace_back(textTable(check.parameters));
  if (!check.numbers.empty()) section.blocks.emplace_back(numberTable(check.numbers));
  for (const ComparedCurve& curve : comparison.curves)
    if (curve.check == check.id && curve.inA && curve.inB) section.blocks.emplace_back(PlotBlock{curve.plot});
  return section;
}

}  // namespace

Document composeComparison(const Comparison& comparison) {
  Document document;
  document.title = "Two maps compared";
  document.subtitle = comparison.nameA + " and " + comparison.nameB;
  document.frontPage = {
      {"A", comparison.nameA}, {"B", comparison.nameB}, {"Program", std::string("Vitrine ") + kVersion}};
  document.sections.push_back(overview(comparison));
  document.sections.push_back(inputs(comparison));
  if (comparison.difference) document.sections.push_back(differences(*comparison.difference));
  document.sections.push_back({.depth = 1, .number = "4", .title = "Checks", .anchor = "checks"});
  int place = 0;
  for (const ComparedCheck& check : comparison.checks)
    document.sections.push_back(checkSection(comparison, check, ++place));
  return document;
}

}  // namespace vitrine
