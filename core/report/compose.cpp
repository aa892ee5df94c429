#include "core/report/compose.hpp"

#include "core/base/version.hpp"
#include "core/checks/registry.hpp"
#include "core/report/sections.hpp"

#include <algorithm>

namespace vitrine {
namespace {

std::string givenOr(const std::string& text, const std::string& otherwise) { return text.empty() ? otherwise : text; }

void addFrontPage(const ReportModel& model, Document& document) {
  document.title = "Map validation report";
  document.subtitle = fileLabel(model.map.file);
  auto& page = document.frontPage;
  if (const auto& entry = model.inputs.entry) {
    if (!entry->id.empty()) page.emplace_back("Entry", entry->id);
    if (!entry->title.empty()) page.emplace_back("Title", entry->title);
    if (!entry->authors.empty()) page.emplace_back("Authors", entry->authors);
  }
  page.emplace_back("Map", fileLabel(model.map.file));
  page.emplace_back("Given", inputKinds(model.inputs));
  const std::string entryDate = model.inputs.entry ? model.inputs.entry->date : "";
  page.emplace_back("Entry date", givenOr(givenOr(model.entryDate, entryDate), "(not given)"));
  page.emplace_back("Report date", givenOr(model.reportDate, "(not given)"));
  page.emplace_back("Program", std::string("Vitrine ") + kVersion);
}

struct Level {
  std::string_view prefix, number, title, introduction;
};
constexpr Level kLevels[] = {
    {"0.", "3", "Level 0 analysis",
     "Level 0 needs the map alone, its contour level and, where one was reported, its resolution."},
    {"1.", "4", "Level 1 analysis",
     "Level 1 compares the two half maps, which were refined independently of each other."},
};

void addLevel(const ReportModel& model, const Level& level, std::vector<Section>& sections) {
  const auto isOfLevel = [&](const CheckResult& check) { return check.id.starts_with(level.prefix); };
  if (std::ranges::none_of(model.checks, isOfLevel)) return;
  Section& heading = sections.emplace_back(Section{.depth = 1,
                                                   .number = std::string(level.number),
                                                   .title = std::string(level.title),
                                                   .anchor = "level" + std::string(level.prefix.substr(0, 1)),
                                                   .startsPage = true});
  heading.blocks.emplace_back(Paragraph{std::string(level.introduction)});
  bool isFirst = true, followsResults = false;
  for (const CheckResult& result : model.checks) {
    if (!isOfLevel(result)) continue;
    CheckInfo unknown;
    unknown.id = result.id;
    const Check* check = findCheck(result.id);
    Section& section = sections.emplace_back(
        composeCheck(check ? check->info() : unknown, result, checkSectionNumber(result.id), model.comments));
    // A check with results fills pages of its own; those that only say why they have none share one.
    const bool hasResults = !result.numbers.empty();
    section.startsPage = followsResults || (hasResults && !isFirst);
    isFirst = false;
    followsResults = hasResults;
  }
}

/// Counts figures (plots too) and tables through the document, in reading order.
class CaptionNumbers {
public:
  void apply(Section& section) {
    for (Block& block : section.blocks) {
      if (auto* plot = std::get_if<PlotBlock>(&block))
        number("Figure", ++m_figures, plot->plot.caption.empty() ? plot->plot.title : plot->plot.caption,
               plot->plot.caption);
      if (auto* sphere = std::get_if<SphereBlock>(&block))
        number("Figure", ++m_figures, sphere->sphere.caption.empty() ? sphere->sphere.title : sphere->sphere.caption,
               sphere->sphere.caption);
      if (auto* figure = std::get_if<FigureBlock>(&block))
        number("Figure", ++m_figures, figure->figure.caption, figure->figure.caption);
      if (auto* table = std::get_if<TextTable>(&block); table != nullptr && !table->caption.empty())
        number("Table", ++m_tables, table->caption, table->caption);
    }
  }

private:
  static void number(const char* kind, int count, const std::string& text, std::string& caption) {
    caption = std::string(kind) + " " + std::to_string(count) + ". " + text;
  }
  int m_figures = 0, m_tables = 0;
};

}  // namespace

Document composeReport(const ReportModel& model) {
  Document document;
  addFrontPage(model, document);
  auto& sections = document.sections;
  sections.push_back(contextSection(model));
  sections.push_back(summarySection(model));
  sections.push_back(overviewSection(model));
  sections.push_back(warningsSection(model));
  Section contents{.depth = 1, .number = {}, .title = "Contents", .anchor = "contents", .startsPage = true};
  contents.blocks.emplace_back(TableOfContents{});
  sections.push_back(std::move(contents));
  for (Section& section : inputSections(model)) sections.push_back(std::move(section));
  for (const Level& level : kLevels) addLevel(model, level, sections);

  CaptionNumbers captions;
  for (Section& section : sections) captions.apply(section);
  return document;
}

}  // namespace vitrine
