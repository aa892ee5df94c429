// What stands before the input section: context, summary, overview of the checks, all warnings.
#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/report/compose.hpp"
#include "core/report/sections.hpp"

#include <algorithm>

namespace vitrine {
namespace {

const CheckResult* find(const std::vector<CheckResult>& checks, std::string_view id) {
  const auto found = std::ranges::find(checks, id, &CheckResult::id);
  return found == checks.end() ? nullptr : &*found;
}

/// "4 out of 7", and what the score hides.
NumberTable scoreTable(const ReportModel& model) {
  const Summary& summary = model.summary;
  const auto notApplicable = std::ranges::count(model.checks, Status::DoesNotApply, &CheckResult::status);
  NumberTable table;
  table.rows.push_back({"Score", std::to_string(summary.passed) + " out of " + std::to_string(summary.evaluable),
                        "checks without a warning, out of those that gave a verdict"});
  table.rows.push_back({"Could not be measured", plural(summary.notMeasured, "check"), "not counted in the score"});
  table.rows.push_back({"Do not apply", plural(notApplicable, "check"), "not counted in the score"});
  return table;
}

std::string rangeText(const Summary& summary) {
  if (!summary.resolutionMinA) return "no estimate";
  const std::string low = fixedText(*summary.resolutionMinA, 1), high = fixedText(*summary.resolutionMaxA, 1);
  if (summary.estimates.size() == 1) return low + " A";
  return low + " to " + high + " A, mean " + fixedText(*summary.resolutionMeanA, 1) + " A";
}

/// Every estimate with its method; the mean alone would mix what cannot be compared.
TextTable estimateTable(const Summary& summary) {
  TextTable table;
  table.caption = "Estimates of the resolution.";
  table.header = {"Check", "Method", "Resolution"};
  for (const ResolutionEstimate& estimate : summary.estimates) {
    table.rows.push_back({checkLabel(estimate.check), estimate.method, fixedText(estimate.resolutionA, 2) + " A"});
    table.links.push_back(estimate.check);
  }
  return table;
}

}  // namespace

Section contextSection(const ReportModel& model) {
  Section section{.depth = 1, .number = {}, .title = "About this report", .anchor = "context", .startsPage = true};
  section.blocks.emplace_back(Paragraph{
      "This report judges a cryo-electron microscopy map by a fixed list of checks, before the map is deposited or "
      "when someone asks how far it can be trusted. Level 0 looks at the map alone; level 1 looks at its two half "
      "maps. "
      "The list of checks, their order and their criteria follow the Validation Report Service (VRS; Sorzano et al. "
      "2022, doi:10.1039/D2FD00059H)."});
  section.blocks.emplace_back(Paragraph{
      "It serves those who made the map and want to know what a depositor is asked about, those who review it, and "
      "those who build a model into it. Each check says what is measured and why, gives the numbers with their units, "
      "states the rule that leads to a warning and what to do about it. A warning is a reason to look, not a sentence: "
      "a map with warnings may be right and a map without may be wrong."});
  section.blocks.emplace_back(Paragraph{
      "Where the definition of the VRS has a known defect, the corrected number decides; the number of the VRS stands "
      "beside it in small type (\"VRS definition gives ...\") and the notes give the reason."});

  NumberTable entry;
  entry.rows.push_back({"Map", fileLabel(model.map.file), ""});
  if (const auto& given = model.inputs.entry) {
    if (!given->id.empty()) entry.rows.push_back({"Entry", given->id, ""});
    if (!given->title.empty()) entry.rows.push_back({"Title", given->title, ""});
    if (!given->authors.empty()) entry.rows.push_back({"Authors", given->authors, ""});
    if (!given->origin.empty()) entry.rows.push_back({"Origin of the data", given->origin, ""});
  } else {
    entry.rows.push_back({"Entry", "(none: the map was given as a file)", ""});
  }
  entry.rows.push_back({"What was given", inputKinds(model.inputs), ""});
  section.blocks.emplace_back(Paragraph{"The map entry", TextStyle::Emphasis});
  section.blocks.emplace_back(std::move(entry));
  return section;
}

Section summarySection(const ReportModel& model) {
  const Summary& summary = model.summary;
  Section section{.depth = 1, .number = "1", .title = "Summary", .anchor = "summary", .startsPage = true};
  for (const std::string& sentence : summary.abstract) {
    if (section.blocks.empty()) section.blocks.emplace_back(Paragraph{});
    auto& text = std::get<Paragraph>(section.blocks.front()).text;
    text += (text.empty() ? "" : " ") + sentence;
  }
  NumberTable numbers = scoreTable(model);
  numbers.rows.push_back({"Resolution estimates", rangeText(summary), ""});
  numbers.rows.push_back({"Reported resolution",
                          model.inputs.resolution ? generalText(*model.inputs.resolution, 4) + " A" : "(not reported)",
                          ""});
  section.blocks.emplace_back(std::move(numbers));
  if (!summary.estimates.empty()) {
    section.blocks.emplace_back(estimateTable(summary));
    section.blocks.emplace_back(Paragraph{
        "The mean is that of the VRS: it averages global cut-off values and medians of local resolution, which "
        "measure different things. Judge by the list.",
        TextStyle::Small});
  }
  return section;
}

Section overviewSection(const ReportModel& model) {
  Section section{.depth = 2, .number = "1.1", .title = "Overview of the checks", .anchor = "overview"};
  TextTable table;
  table.header = {"Section", "Check", "Status"};
  for (const auto& check : allChecks()) {
    const std::string id(check->info().id);
    const CheckResult* result = find(model.checks, id);
    table.rows.push_back({checkSectionNumber(id), checkLabel(id), result ? statusText(*result) : "Not requested"});
    table.links.push_back(result != nullptr ? id : "");
    table.rowStatus.push_back(result != nullptr ? result->status : Status::Waiting);
  }
  section.blocks.emplace_back(std::move(table));
  return section;
}

Section warningsSection(const ReportModel& model) {
  Section section{.depth = 2, .number = "1.2", .title = "Warnings", .anchor = "warnings"};
  std::size_t count = 0;
  for (const CheckResult& check : model.checks) {
    if (check.warnings.empty()) continue;
    count += check.warnings.size();
    const Check* registered = findCheck(check.id);
    const CheckInfo info = registered != nullptr ? registered->info() : CheckInfo{};
    section.blocks.emplace_back(
        Paragraph{"Section " + checkSectionNumber(check.id) + ", " + checkLabel(check.id), TextStyle::Emphasis});
    section.blocks.emplace_back(warningBlock(info, check, model.comments));
  }
  if (count == 0) section.blocks.emplace_back(Paragraph{"No check gave a warning."});
  return section;
}

}  // namespace vitrine
