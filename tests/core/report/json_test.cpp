#include "core/report/json.hpp"

#include "core/report/json_text.hpp"
#include "tests/core/report/made_up.hpp"
#include "tests/support/json_schema.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

test::JsonSchema reportSchema() {
  std::ifstream file(VITRINE_SOURCE_DIR "/resources/report.schema.json");
  return test::JsonSchema(Json::parse(file));
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::string> keys(const Json& object) {
  std::vector<std::string> list;
  for (const auto& [key, value] : object.items()) list.push_back(key);
  return list;
}

/// The wanted keys are the first of the object, in this order.
void expectStartsWithKeys(const Json& object, const std::vector<std::string>& wanted) {
  std::vector<std::string> found = keys(object);
  ASSERT_GE(found.size(), wanted.size());
  found.resize(wanted.size());
  EXPECT_EQ(found, wanted);
}

TEST(ReportJson, ConformsToTheSchema) {
  EXPECT_EQ(joined(reportSchema().problems(Json::parse(reportJson(test::madeUpModel())))), "");
}

TEST(ReportJson, OfAnEmptyModelConformsToTheSchema) {
  const ReportModel empty;
  EXPECT_EQ(joined(reportSchema().problems(Json::parse(reportJson(empty)))), "");
}

TEST(ReportJson, SchemaFindsWhatIsWrong) {
  const Json good = Json::parse(reportJson(test::madeUpModel()));
  Json bad = good;
  bad["checks"][0]["status"] = "fine";
  EXPECT_EQ(reportSchema().problems(bad).size(), 1U);
  bad = good;
  bad["checks"][0].erase("numbers");
  EXPECT_EQ(reportSchema().problems(bad).size(), 1U);
  bad = good;
  bad["input"]["map"]["size_voxels"] = {1, 2};
  EXPECT_EQ(reportSchema().problems(bad).size(), 1U);
  bad = good;
  bad["summary"]["surprise"] = 1;
  EXPECT_EQ(reportSchema().problems(bad).size(), 1U);
  bad = good;
  bad["checks"][0]["numbers"]["left_space_x_A"] = "26";
  EXPECT_EQ(reportSchema().problems(bad).size(), 1U);
}

TEST(ReportJson, KeepsTheKeysOfTheContractInOrder) {
  const Json report = Json::parse(reportJson(test::madeUpModel()));
  expectStartsWithKeys(report, {"schema", "program", "input", "entry", "levels", "summary", "checks"});
  expectStartsWithKeys(report["input"],
                       {"map", "half1", "half2", "mask", "model", "threshold", "threshold_source", "resolution_A"});
  expectStartsWithKeys(report["input"]["map"], {"file", "sha256", "size_voxels", "voxel_size_A", "origin_A", "min",
                                                "max", "mean", "rms", "diagnostics"});
  expectStartsWithKeys(report["input"]["map"]["diagnostics"][0], {"id", "severity", "value", "assumption", "remedy"});
  expectStartsWithKeys(report["summary"], {"passed", "evaluable", "resolution_min_A", "resolution_max_A",
                                           "resolution_mean_A", "resolution_estimates", "abstract"});
  expectStartsWithKeys(report["checks"][0],
                       {"id", "title", "status", "reason", "warnings", "observations", "parameters", "citation", "mask",
                        "peak_gib", "numbers", "tables", "curves", "volumes", "seconds", "notes"});
  EXPECT_EQ(keys(report["checks"][0]["warnings"][0]),
            (std::vector<std::string>{"code", "text", "location", "plot_place", "accepted"}));
}

TEST(ReportJson, CarriesTheResultOfACheck) {
  const Json report = Json::parse(reportJson(test::madeUpModel()));
  ASSERT_EQ(report["checks"].size(), 16U);
  const Json& check = report["checks"][0];
  EXPECT_EQ(check["title"], "Mass analysis");
  EXPECT_EQ(check["status"], "warnings");
  EXPECT_TRUE(check["reason"].is_null());
  EXPECT_EQ(check["warnings"][0]["location"], Json::parse(R"({"voxel": [1, 2, 3], "A": [1.5, 3, 4.5]})"));
  EXPECT_EQ(check["numbers"]["vrs_right_space_x_A"], 26.0);
  EXPECT_TRUE(check["numbers"]["fsc_0143_A"].is_null());
  EXPECT_EQ(check["tables"]["components"]["columns"], Json::parse(R"(["voxels", "percent"])"));
  EXPECT_TRUE(check["tables"]["components"]["rows"][1][1].is_null());
  EXPECT_EQ(keys(check["curves"]), (std::vector<std::string>{"histogram"}));  // the series without a key is drawn only
  EXPECT_TRUE(check["curves"]["histogram"]["y"][1].is_null());
  EXPECT_EQ(check["curves"]["histogram"]["y_label"], "Voxels");
  EXPECT_EQ(check["volumes"]["hard_mask"], "0.a_hard_mask.mrc");
  EXPECT_EQ(check["mask"]["name"], "constructed mask");
  EXPECT_EQ(check["parameters"][0], Json::parse(R"({"name": "limit_A", "value": "30", "default": "20"})"));
  EXPECT_EQ(check["labels"]["left_space_x_A"]["unit"], "A");
  EXPECT_EQ(report["checks"][4]["status"], "could_not_be_measured");
  EXPECT_EQ(report["checks"][4]["reason"], "not implemented in this version");
}

TEST(ReportJson, CarriesPlacesInPlots) {
  ReportModel model = test::madeUpModel();
  model.checks[0].warn("rises", "It rises again.", PlotPlace{"histogram", 0.25});
  model.checks[0].observe("crosses", "It crosses.", PlotPlace{"histogram", 0.125});
  const Json report = Json::parse(reportJson(model));
  const Json& check = report["checks"][0];
  EXPECT_TRUE(check["warnings"][0]["plot_place"].is_null());
  EXPECT_EQ(check["warnings"].back()["plot_place"], Json::parse(R"({"plot": "histogram", "x": 0.25})"));
  EXPECT_TRUE(check["warnings"].back()["location"].is_null());
  EXPECT_EQ(check["observations"].back()["plot_place"], Json::parse(R"({"plot": "histogram", "x": 0.125})"));
  EXPECT_EQ(joined(reportSchema().problems(report)), "");
}

TEST(ReportJson, AcceptedWarningsKeepTheirVerdict) {
  ReportModel model = test::madeUpModel();
  model.comments = {{"0.a/space_left_x", "Focused refinement \"A\"."}, {"0.b/space_left_x", "Of another check."}};
  const Json report = Json::parse(reportJson(model));
  const Json& warning = report["checks"][0]["warnings"][0];
  EXPECT_EQ(warning["accepted"], "Focused refinement \"A\".");
  EXPECT_EQ(report["checks"][0]["status"], "warnings");
  EXPECT_EQ(report["summary"], Json::parse(reportJson(test::madeUpModel()))["summary"]);
  for (std::size_t i = 1; i < report["checks"].size(); ++i)
    for (const Json& other : report["checks"][i]["warnings"]) EXPECT_TRUE(other["accepted"].is_null());
  EXPECT_EQ(joined(reportSchema().problems(report)), "");
}

TEST(ReportJson, PutsTheWordsOfATableBeforeItsNumbers) {
  ReportModel model = test::madeUpModel();
  Table& table = model.checks[0].tables[0];
  table.words = {{"state", "State", std::vector<std::string>(table.rows.size(), "crossed")}};
  const Json report = Json::parse(reportJson(model));
  const Json& written = report["checks"][0]["tables"]["components"];
  EXPECT_EQ(written["columns"], Json::parse(R"(["state", "voxels", "percent"])"));
  EXPECT_EQ(written["rows"][0][0], "crossed");
  EXPECT_EQ(written["rows"][0].size(), 3U);
  EXPECT_TRUE(reportSchema().problems(report).empty());
}

TEST(ReportJson, CarriesInputs) {
  ReportModel model = test::madeUpModel();
  model.inputs.half1 = InputMap{"a.mrc", {}, test::madeUpMap("a.mrc")};
  model.inputs.half2 = InputMap{"b.mrc", {}, test::madeUpMap("b.mrc")};
  model.half2 = test::madeUpMap("b.mrc");
  model.half2->sha256 = std::string(64, 'b');
  model.inputs.model = "model.cif";
  const Json input = Json::parse(reportJson(model))["input"];
  EXPECT_EQ(input["half1"]["file"], "a.mrc");
  EXPECT_EQ(input["half2"]["sha256"], std::string(64, 'b'));
  EXPECT_EQ(input["model"], Json::parse(R"({"file": "model.cif"})"));
  EXPECT_TRUE(input["mask"].is_null());
  EXPECT_EQ(input["threshold"], 0.0066);
  EXPECT_EQ(input["threshold_source"], "entry");
  EXPECT_EQ(input["map"]["origin_A"], Json::parse("[0, -1, 0.5]"));
  EXPECT_EQ(input["map"]["sha256_file"], std::string(64, '2'));
}

TEST(ReportJson, LevelsAreThoseOfTheChecksAskedFor) {
  ReportModel model = test::madeUpModel();
  EXPECT_EQ(Json::parse(reportJson(model))["levels"], Json::parse("[0, 1]"));
  std::erase_if(model.checks, [](const CheckResult& check) { return check.id.starts_with("0."); });
  EXPECT_EQ(Json::parse(reportJson(model))["levels"], Json::parse("[1]"));
}

TEST(ReportJson, IsEqualForEqualInputsWithoutMeasuredCosts) {
  const ReportModel model = test::madeUpModel();
  ReportModel later = model;
  later.checks[0].seconds = 99;
  later.checks[0].peakGiB = 9;
  later.reportDate = "2027-01-01";
  EXPECT_NE(reportJson(model), reportJson(later));
  const JsonOptions compared{.measuredCosts = false};
  EXPECT_EQ(reportJson(model, compared), reportJson(later, compared));
  const std::string text = reportJson(model, compared);
  for (const char* key : {"\"seconds\"", "\"peak_gib\"", "\"dates\""}) EXPECT_EQ(text.find(key), std::string::npos);
  later.checks[0].numbers[0].value = 26.000000000000004;
  EXPECT_NE(reportJson(model, compared), reportJson(later, compared));
}

TEST(ReportJson, TurnsStoppedChecksIntoCouldNotBeMeasured) {
  ReportModel model;
  model.checks = {test::emptyCheck("0.a", Status::Cancelled, ""), test::emptyCheck("0.b", Status::Waiting, "")};
  const Json checks = Json::parse(reportJson(model))["checks"];
  EXPECT_EQ(checks[0]["status"], "could_not_be_measured");
  EXPECT_EQ(checks[0]["reason"], "cancelled");
  EXPECT_EQ(checks[1]["reason"], "not run");
}

TEST(ReportJson, ReplacesBytesThatAreNotUtf8) {
  ReportModel model = test::madeUpModel();
  model.map.file = "map\xff\xfe.mrc";
  const Json report = Json::parse(reportJson(model));
  EXPECT_TRUE(report["input"]["map"]["file"].get<std::string>().ends_with(".mrc"));
}

TEST(InfoJson, HoldsTheMapAndItsDiagnostics) {
  const Json info = Json::parse(infoJson(test::madeUpMap()));
  EXPECT_EQ(keys(info), (std::vector<std::string>{"map", "diagnostics"}));
  EXPECT_EQ(info["diagnostics"], info["map"]["diagnostics"]);
  EXPECT_EQ(info["diagnostics"][0]["value"], "DMAX = 3");
  EXPECT_EQ(info["map"]["header_statistics"]["max"], 3.0);
}

TEST(PrettyJson, KeepsDoublesExactly) {
  for (const double value : {0.1, 1.0 / 3.0, 26.000000000000004, 5e-324, 1.7976931348623157e308, -2.5, 1e22})
    EXPECT_EQ(Json::parse(prettyJson(value)).get<double>(), value);
  EXPECT_EQ(prettyJson(-0.0), "0\n");
  EXPECT_EQ(prettyJson(std::numeric_limits<double>::infinity()), "null\n");
  EXPECT_EQ(prettyJson(std::nan("")), "null\n");
}

TEST(PrettyJson, PutsShortThingsOnOneLineAndFillsLongArrays) {
  EXPECT_EQ(prettyJson(Json::parse(R"({"a": [1, 2], "b": {}})")), "{\"a\": [1, 2], \"b\": {}}\n");
  const std::string text = prettyJson(Json{{"x", std::vector<double>(1000, 0.125)}, {"y", 1}});
  EXPECT_TRUE(text.starts_with("{\n  \"x\": [\n    0.125, 0.125,"));
  EXPECT_TRUE(text.ends_with("\n  ],\n  \"y\": 1\n}\n"));
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 120U);
}

}  // namespace
}  // namespace vitrine
