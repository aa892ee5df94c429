#include "core/report/compose.hpp"

#include "core/report/html.hpp"
#include "tests/core/report/made_up.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace vitrine {
namespace {

using test::findRow;
using test::findSection;
using test::firstBlock;
using test::paragraphs;

CheckInfo madeUpInfo() {
  CheckInfo info;
  info.id = "0.a";
  info.title = "Mass analysis";
  info.explanation = "Why this is asked.";
  info.criteria = "A warning if so.";
  info.advice = "Do that.";
  info.citation = "Nobody 2020";
  return info;
}

/// Places of the emphasised headings of a section, in order.
std::vector<std::string> headings(const Section& section) {
  std::vector<std::string> found;
  for (const Block& block : section.blocks)
    if (const auto* text = std::get_if<Paragraph>(&block); text != nullptr && text->style == TextStyle::Emphasis)
      found.push_back(text->text);
  return found;
}

TEST(ComposeReport, KeepsTheOrderOfTheVrs) {
  std::vector<std::string> titles;
  for (const Section& section : composeReport(test::madeUpModel()).sections)
    titles.push_back(section.number.empty() ? section.title : section.number + " " + section.title);
  ASSERT_GE(titles.size(), 25U);
  const std::vector<std::string> front = {"About this report",
                                          "1 Summary",
                                          "1.1 Overview of the checks",
                                          "1.2 Warnings",
                                          "Contents",
                                          "2 Input data",
                                          "2.1 Diagnostics of the files",
                                          "3 Level 0 analysis",
                                          "3.1 Level 0.a Mass analysis"};
  EXPECT_EQ(std::vector<std::string>(titles.begin(), titles.begin() + 9), front);
  EXPECT_EQ(titles[16], "4 Level 1 analysis");
  EXPECT_EQ(titles[17], "4.1 Level 1.a Global resolution");
  EXPECT_EQ(titles.back(), "4.8 Level 1.h 3D FSC");
}

TEST(ComposeReport, FrontPageNamesMapAndDates) {
  const Document document = composeReport(test::madeUpModel());
  EXPECT_EQ(document.subtitle, "emd_0000.map.gz");
  std::map<std::string, std::string> page(document.frontPage.begin(), document.frontPage.end());
  EXPECT_EQ(page["Entry"], "EMD-0000");
  EXPECT_EQ(page["Entry date"], "2020-01-02");
  EXPECT_EQ(page["Report date"], "2026-11-22");
  EXPECT_EQ(page["Map"], "emd_0000.map.gz");
}

TEST(ComposeReport, FrontPageSaysWhichDatesAreMissing) {
  ReportModel model = test::madeUpModel();
  model.inputs.entry.reset();
  model.entryDate.clear();
  const Document document = composeReport(model);
  std::map<std::string, std::string> page(document.frontPage.begin(), document.frontPage.end());
  EXPECT_EQ(page["Entry date"], "(not given)");
  EXPECT_EQ(page.count("Entry"), 0U);
}

TEST(ComposeReport, OverviewListsAllSixteenWithLinks) {
  ReportModel model = test::madeUpModel();
  std::erase_if(model.checks, [](const CheckResult& check) { return check.id == "1.h"; });
  const Document document = composeReport(model);
  const auto* table = firstBlock<TextTable>(*findSection(document, "overview"));
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->rows.size(), 16U);
  ASSERT_EQ(table->links.size(), 16U);
  ASSERT_EQ(table->rowStatus.size(), 16U);
  EXPECT_EQ(table->rows[1], (std::vector<std::string>{"3.2", "0.b Mask analysis", "1 warning"}));
  EXPECT_EQ(table->rows[4][2], "Could not be measured: not implemented in this version");
  EXPECT_EQ(table->rowStatus[4], Status::CouldNotBeMeasured);
  EXPECT_EQ(table->rows[15][2], "Not requested");
  EXPECT_EQ(table->links[15], "");
}

TEST(ComposeReport, EveryLinkLeadsToASection) {
  const Document document = composeReport(test::madeUpModel());
  std::set<std::string> anchors;
  for (const Section& section : document.sections)
    EXPECT_TRUE(anchors.insert(section.anchor).second) << section.anchor << " stands twice";
  std::size_t links = 0;
  for (const Section& section : document.sections)
    for (const Block& block : section.blocks)
      if (const auto* table = std::get_if<TextTable>(&block))
        for (const std::string& link : table->links) {
          EXPECT_TRUE(link.empty() || anchors.contains(link)) << link;
          links += link.empty() ? 0 : 1;
        }
  EXPECT_GE(links, 16U);
}

TEST(ComposeReport, GroupsWarningsByCheck) {
  const Section* section = nullptr;
  const Document document = composeReport(test::madeUpModel());
  section = findSection(document, "warnings");
  EXPECT_EQ(headings(*section),
            (std::vector<std::string>{"Section 3.1, 0.a Mass analysis", "Section 3.2, 0.b Mask analysis",
                                      "Section 3.3, 0.c Background analysis", "Section 3.6, 0.f LocBfactor"}));
  std::size_t count = 0;
  for (const Block& block : section->blocks)
    if (const auto* warnings = std::get_if<WarningBlock>(&block)) count += warnings->warnings.size();
  EXPECT_EQ(count, 5U);
}

TEST(ComposeReport, PrintsWhyAWarningIsAccepted) {
  ReportModel model = test::madeUpModel();
  model.comments = {{"0.a/space_left_x", "Focused <refinement>."}};
  const Document document = composeReport(model);
  int printed = 0;
  for (const Section& section : document.sections)
    for (const Block& block : section.blocks)
      if (const auto* warnings = std::get_if<WarningBlock>(&block))
        for (std::size_t i = 0; i < warnings->warnings.size(); ++i) {
          const bool isIt = warnings->warnings[i].code == "space_left_x";
          EXPECT_EQ(warnings->note(i).accepted, isIt ? "Focused <refinement>." : "");
          printed += isIt ? 1 : 0;
        }
  EXPECT_EQ(printed, 2);  // in the list of all warnings and beneath the check
  const std::string html = reportHtml(document);
  EXPECT_NE(html.find("<p class=\"accepted\">Accepted: Focused &lt;refinement&gt;.</p>"), std::string::npos);
}

TEST(ComposeReport, WarningsSayWhereAndWhatWouldPass) {
  CheckResult result = test::richCheck();
  result.warnings[0].text = "There are 12.00 A on the left; at least 20 A would pass.";
  result.warn("rises", "It rises again.", PlotPlace{"histogram", 0.25});
  result.warn("nowhere", "It is odd.");
  const CheckInfo info = madeUpInfo();
  const Section section = composeCheck(info, result, "3.1");
  const WarningBlock& block = *firstBlock<WarningBlock>(section);
  EXPECT_EQ(block.note(0).place, "at voxel (1, 2, 3), position 1.5, 3.0, 4.5 A");
  EXPECT_EQ(block.note(0).passes, "At least 20 A would pass.");
  EXPECT_EQ(block.note(1).place, "at 0.25 in \"histogram\"");
  EXPECT_EQ(block.note(1).passes, info.criteria);
  EXPECT_EQ(block.note(2).place, "");
}

TEST(WarningParts, TellWhatWasFoundFromWhatWouldPass) {
  const auto parts = [](const char* text) {
    const WarningParts p = warningParts(text);
    return p.found + "|" + p.passes;
  };
  EXPECT_EQ(parts("12 A of space; at least 20 A would pass."), "12 A of space.|At least 20 A would pass.");
  EXPECT_EQ(parts("Over-sharpened; it should lie between -300 and 0 A^2."),
            "Over-sharpened.|It should lie between -300 and 0 A^2.");
  // What is said afterwards belongs to what was found.
  EXPECT_EQ(parts("5 voxels; at most 2 times would pass. The strongest is 9.5. It is bright."),
            "5 voxels. The strongest is 9.5. It is bright.|At most 2 times would pass.");
  EXPECT_EQ(parts("A mean of 86 A^3; at most one element, 268.08 A^3, would pass."),
            "A mean of 86 A^3.|At most one element, 268.08 A^3, would pass.");
  EXPECT_EQ(parts("The threshold -1 selects background; give one above 0 (the maximum is 2)."),
            "The threshold -1 selects background.|Give one above 0 (the maximum is 2).");
  EXPECT_EQ(parts("It never crosses: odd."), "It never crosses: odd.|");
  EXPECT_EQ(parts(""), "|");
}

TEST(ComposeReport, SaysWhenThereIsNoWarning) {
  ReportModel model = test::madeUpModel();
  model.checks = {test::okCheck("0.a")};
  EXPECT_EQ(paragraphs(*findSection(composeReport(model), "warnings")), "No check gave a warning.\n");
}

TEST(ComposeReport, LeavesOutALevelNobodyAskedFor) {
  ReportModel model = test::madeUpModel();
  std::erase_if(model.checks, [](const CheckResult& check) { return check.id.starts_with("1."); });
  const Document document = composeReport(model);
  EXPECT_NE(findSection(document, "level0"), nullptr);
  EXPECT_EQ(findSection(document, "level1"), nullptr);
}

TEST(ComposeReport, SummaryCarriesScoreAndEstimates) {
  const Document document = composeReport(test::madeUpModel());
  const Section& section = *findSection(document, "summary");
  const auto* numbers = firstBlock<NumberTable>(section);
  ASSERT_NE(numbers, nullptr);
  EXPECT_EQ(findRow(*numbers, "Score")->value, "3 out of 7");
  EXPECT_EQ(findRow(*numbers, "Could not be measured")->value, "8 checks");
  EXPECT_EQ(findRow(*numbers, "Do not apply")->value, "1 check");
  EXPECT_EQ(findRow(*numbers, "Resolution estimates")->value, "6.2 to 8.7 A, mean 7.6 A");
  const auto* estimates = firstBlock<TextTable>(section);
  ASSERT_NE(estimates, nullptr);
  EXPECT_EQ(estimates->rows[3], (std::vector<std::string>{"1.b FSC permutation", "FSC permutation", "6.20 A"}));
  EXPECT_EQ(estimates->links[3], "1.b");
}

TEST(ComposeReport, InputSectionIdentifiesTheMap) {
  const Document document = composeReport(test::madeUpModel());
  const auto* table = firstBlock<NumberTable>(*findSection(document, "input"));
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(findRow(*table, "File")->value, "emd_0000.map.gz");
  EXPECT_EQ(findRow(*table, "SHA-256")->value, std::string(64, '1'));
  EXPECT_EQ(findRow(*table, "SHA-256 of the file")->value, std::string(64, '2'));
  EXPECT_EQ(findRow(*table, "Voxel size")->value, "2.000000, 2.000000, 2.100000 A");
  EXPECT_EQ(findRow(*table, "Threshold (contour level)")->value, "0.0066 (contour level recommended in the entry)");
  EXPECT_EQ(findRow(*table, "Box")->value, "48 x 48 x 50 voxels");
  EXPECT_EQ(findRow(*table, "Axis order")->value, "columns along X, rows along Y, sections along Z");
  EXPECT_EQ(findRow(*table, "Minimum")->remark, "the header agrees");
  EXPECT_EQ(findRow(*table, "Maximum")->remark, "the header says 3");
  EXPECT_EQ(findRow(*table, "Mean")->remark, "the header does not say");
}

TEST(ComposeReport, PermutedAxesAreSpelledOut) {
  ReportModel model = test::madeUpModel();
  model.map.fileAxis = {2, 1, 0};  // MAPC, MAPR, MAPS = 3, 2, 1
  const Document document = composeReport(model);
  const auto* table = firstBlock<NumberTable>(*findSection(document, "input"));
  EXPECT_EQ(findRow(*table, "Axis order")->value, "columns along Z, rows along Y, sections along X");
}

TEST(ComposeReport, AlarmsWhenNoResolutionWasReported) {
  ReportModel model = test::madeUpModel();
  model.inputs.resolution.reset();
  const Document document = composeReport(model);
  const auto* alarm = firstBlock<Paragraph>(*findSection(document, "input"));
  ASSERT_NE(alarm, nullptr);
  EXPECT_EQ(alarm->text, "Reported resolution: (not reported)");
  EXPECT_EQ(alarm->style, TextStyle::Alarm);
}

TEST(ComposeReport, DiagnosticsShowWhatAssumptionAndRemedy) {
  const Document document = composeReport(test::madeUpModel());
  const auto* table = firstBlock<TextTable>(*findSection(document, "diagnostics"));
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows[0], (std::vector<std::string>{"N-STATS", "emd_0000.map.gz",
                                                      "The header's statistics are not those of the voxels.",
                                                      "the recomputed ones hold", "-"}));
}

TEST(ComposeReport, SurvivesAMapThatWasNeverLoaded) {
  ReportModel model;
  model.map.file = "x.mrc";
  const Document document = composeReport(model);
  const auto* table = firstBlock<NumberTable>(*findSection(document, "input"));
  EXPECT_EQ(findRow(*table, "SHA-256")->value, "(not known: not loaded)");
  EXPECT_EQ(findRow(*table, "Voxel size")->value, "(not known)");
  EXPECT_EQ(findSection(document, "pictures"), nullptr);
}

TEST(ComposeReport, KeepsLongFileNamesWhole) {
  ReportModel model = test::madeUpModel();
  const std::string name = std::string(240, 'n') + ".mrc";
  model.map.file = "/a/folder/" + name;
  const Document document = composeReport(model);
  EXPECT_EQ(document.subtitle, name);
  EXPECT_EQ(findRow(*firstBlock<NumberTable>(*findSection(document, "input")), "File")->value, name);
}

TEST(ComposeReport, NumbersFiguresAndTablesThroughTheDocument) {
  ReportModel model = test::madeUpModel();
  Figure figure;
  figure.caption = "Central slices.";
  model.inputFigures = {figure, figure};
  const Document document = composeReport(model);
  std::vector<std::string> captions;
  for (const Section& section : document.sections)
    for (const Block& block : section.blocks) {
      if (const auto* shown = std::get_if<FigureBlock>(&block)) captions.push_back(shown->figure.caption);
      if (const auto* plot = std::get_if<PlotBlock>(&block)) captions.push_back(plot->plot.caption);
      if (const auto* table = std::get_if<TextTable>(&block); table != nullptr && !table->caption.empty())
        captions.push_back(table->caption);
    }
  EXPECT_EQ(captions, (std::vector<std::string>{"Table 1. Estimates of the resolution.",
                                                "Table 2. What the reader noticed, repaired or doubts.",
                                                "Figure 1. Central slices.", "Figure 2. Central slices.",
                                                "Table 3. Components", "Figure 3. histogram"}));
}

TEST(ComposeCheck, PutsTheVrsNumberBesideOneThatPrintsDifferently) {
  const Section section = composeCheck(madeUpInfo(), test::richCheck(), "3.1");
  const auto* table = firstBlock<NumberTable>(section);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->rows.size(), 5U);
  EXPECT_EQ(findRow(*table, "Left space along X")->remark, "");
  EXPECT_EQ(findRow(*table, "Right space along X")->value, "24.00 A");
  EXPECT_EQ(findRow(*table, "Right space along X")->remark, "VRS definition gives 26.00 A");
  EXPECT_EQ(findRow(*table, "Decentering along X")->remark, "");  // 0.001 and 0.002 both print 0.00
  EXPECT_EQ(findRow(*table, "Resolution")->value, "not reached");
  EXPECT_EQ(findRow(*table, "Known to the VRS alone")->remark, "VRS definition");
}

TEST(ComposeCheck, PutsQuantitiesAlongTheAxesIntoOneRow) {
  CheckResult result = test::okCheck("0.a");
  const char* const axes[] = {"X", "Y", "Z"};
  for (int axis = 0; axis < 3; ++axis) {
    const std::string key = std::string("centre_") + axes[axis];
    result.number(key, std::string("Centre along ") + axes[axis], 10.0 + axis, "voxels");
    if (axis != 1) result.number("vrs_" + key, "", axis == 0 ? -23057818.45 : 12.5, "voxels");
  }
  result.number("ctf_radius_A", "Radius", std::nullopt, "A");
  const Section section = composeCheck(madeUpInfo(), result, "");
  const auto* table = firstBlock<TextTable>(section);
  ASSERT_NE(table, nullptr);
  ASSERT_EQ(table->rows.size(), 1U);
  // The Y of the VRS is that of the headline; one that is absurd has no digits worth printing.
  EXPECT_EQ(table->rows[0],
            (std::vector<std::string>{"Centre (voxels)", "10.00", "11.00", "12.00", "-2.31e+07; 11.00; 12.50"}));
  const auto* numbers = firstBlock<NumberTable>(section);
  ASSERT_NE(numbers, nullptr);
  EXPECT_EQ(findRow(*numbers, "Radius")->value, "none");  // follows from an input not given: no limit was sought
  for (const NumberRow& row : numbers->rows) EXPECT_EQ(row.label.find("along"), std::string::npos) << row.label;
}

TEST(ComposeCheck, LeavesOutTheParametersOfACheckThatDidNotRun) {
  CheckResult result = test::richCheck();
  result.status = Status::DoesNotApply;
  const auto found = headings(composeCheck(madeUpInfo(), result, ""));
  EXPECT_EQ(std::ranges::count(found, "Parameters"), 0);
}

TEST(ComposeCheck, FollowsTheOrderOfTheReport) {
  const Section section = composeCheck(madeUpInfo(), test::richCheck(), "3.1");
  EXPECT_EQ(section.number, "3.1");
  EXPECT_EQ(section.anchor, "0.a");
  EXPECT_EQ(headings(section), (std::vector<std::string>{"Explanation", "Results", "Criteria", "Status", "What to do",
                                                         "Observations", "Parameters", "Notes", "Citation"}));
}

TEST(ComposeCheck, MarksChangedParameters) {
  const Section section = composeCheck(madeUpInfo(), test::richCheck(), "");
  const TextTable* parameters = nullptr;
  for (const Block& block : section.blocks)
    if (const auto* table = std::get_if<TextTable>(&block)) parameters = table;  // the last table
  ASSERT_NE(parameters, nullptr);
  EXPECT_EQ(parameters->rows[0], (std::vector<std::string>{"limit_A", "30 (changed)", "20"}));
  EXPECT_EQ(parameters->rows[1], (std::vector<std::string>{"decentering_percent", "20", "20"}));
}

TEST(ComposeCheck, PrintsCellsThatDoNotExistAsADash) {
  const Section section = composeCheck(madeUpInfo(), test::richCheck(), "");
  const auto* table = firstBlock<TextTable>(section);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->header, (std::vector<std::string>{"Size (voxels)", "Share (%)"}));
  EXPECT_EQ(table->rows[1], (std::vector<std::string>{"11 131 513", "-"}));
}

TEST(ComposeCheck, PrintsTheWordsOfATableBeforeItsNumbers) {
  CheckResult result = test::richCheck();
  result.tables[0].words = {{"state", "State", {"crossed", "never"}}};
  const Section section = composeCheck(madeUpInfo(), result, "");
  const auto* table = firstBlock<TextTable>(section);
  ASSERT_NE(table, nullptr);
  EXPECT_EQ(table->header, (std::vector<std::string>{"State", "Size (voxels)", "Share (%)"}));
  EXPECT_EQ(table->rows[1], (std::vector<std::string>{"never", "11 131 513", "-"}));
}

TEST(ComposeCheck, PrintsTheFirstRowsOfALongTable) {
  CheckResult result = test::richCheck();
  result.tables[0].rows.assign(250, {1.0, 2.0});
  const Section section = composeCheck(madeUpInfo(), result, "");
  EXPECT_EQ(firstBlock<TextTable>(section)->rows.size(), 24U);
  EXPECT_NE(paragraphs(section).find("The first 24 of the 250 rows that the JSON holds."), std::string::npos);
}

TEST(ComposeCheck, AdvisesOnlyWhereItHelps) {
  const auto advises = [](const CheckResult& result) {
    return paragraphs(composeCheck(madeUpInfo(), result, "")).find("Do that.") != std::string::npos;
  };
  EXPECT_TRUE(advises(test::warnedCheck("0.a", 1)));
  EXPECT_TRUE(advises(test::emptyCheck("0.a", Status::Waiting, "")));
  EXPECT_FALSE(advises(test::okCheck("0.a")));
  EXPECT_FALSE(advises(test::emptyCheck("0.a", Status::CouldNotBeMeasured, "memory")));
}

TEST(ComposeCheck, EveryStatusHasItsBlock) {
  for (const Status status : {Status::Ok, Status::CouldNotBeMeasured, Status::DoesNotApply, Status::Waiting,
                              Status::Running, Status::Cancelled}) {
    const CheckResult result = test::emptyCheck("0.a", status, "because");
    const Section section = composeCheck(madeUpInfo(), result, "");
    const auto* block = firstBlock<StatusBlock>(section);
    ASSERT_NE(block, nullptr);
    EXPECT_EQ(block->status, status);
    EXPECT_EQ(block->text, statusText(result));
    EXPECT_EQ(firstBlock<NumberTable>(section), nullptr);
  }
}

}  // namespace
}  // namespace vitrine
