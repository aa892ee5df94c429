// A whole report of a small entry: the same bytes for any number of threads, and the numbers of the last release.
#include "core/report/json.hpp"
#include "core/report/json_text.hpp"
#include "tests/core/report/sample_entry.hpp"
#include "tests/support/json_schema.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <sstream>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kRelative = 1e-5;  // transforms differ in the last bits between processor families
constexpr double kAbsolute = 1e-9;
constexpr const char* kGolden = VITRINE_SOURCE_DIR "/tests/golden/five_objects.json";
constexpr const char* kNew = VITRINE_SOURCE_DIR "/tests/golden/five_objects.new.json";

std::string jsonWithThreads(int threads) {
  const test::TemporaryFolder folder;
  test::ThreadExecutor executor(threads);
  return reportJson(test::sampleReport(folder, executor), {.measuredCosts = false});
}

/// Results only: without wording, and without what a version bump or the writer's label changes.
Json comparable(const std::string& text) {
  Json report = Json::parse(text);
  report["program"].erase("version");
  report["input"]["map"].erase("sha256");
  report["input"]["map"].erase("labels");
  report["summary"].erase("abstract");
  for (Json& check : report["checks"]) {
    for (const char* key : {"title", "reason", "citation", "notes", "labels"}) check.erase(key);
    // Single voxels at a threshold decide its counts, so the last bits of a transform do: tests/checks has its numbers.
    if (check["id"] == "1.e")
      for (const char* key : {"numbers", "tables", "curves"}) check[key] = Json::object();
    for (const char* list : {"warnings", "observations"})
      for (Json& item : check[list]) item.erase("text");
    for (Json& curve : check["curves"]) {
      curve.erase("x_label");
      curve.erase("y_label");
    }
  }
  return report;
}

/// One line per place where the two differ: numbers by more than the tolerance, everything else at all.
void compare(const Json& wanted, const Json& found, const std::string& place, std::vector<std::string>& differences) {
  if (wanted.is_number() && found.is_number()) {
    const double a = wanted.get<double>(), b = found.get<double>();
    if (std::abs(a - b) > kAbsolute + kRelative * std::max(std::abs(a), std::abs(b)))
      differences.push_back(place + ": " + wanted.dump() + " became " + found.dump());
  } else if (wanted.is_object() && found.is_object()) {
    for (const auto& [key, value] : wanted.items())
      if (found.contains(key))
        compare(value, found[key], place + "/" + key, differences);
      else
        differences.push_back(place + ": lost " + key);
    for (const auto& [key, value] : found.items())
      if (!wanted.contains(key)) differences.push_back(place + ": has a new key " + key);
  } else if (wanted.is_array() && found.is_array() && wanted.size() == found.size()) {
    for (std::size_t i = 0; i < wanted.size(); ++i)
      compare(wanted[i], found[i], place + "/" + std::to_string(i), differences);
  } else if (wanted != found) {
    differences.push_back(place + ": " + wanted.dump().substr(0, 200) + " became " + found.dump().substr(0, 200));
  }
}

TEST(GoldenReport, HasTheNumbersOnRecord) {
  const std::string text = jsonWithThreads(2);
  std::ifstream file(kGolden);
  const Json wanted = file ? Json::parse(file) : Json::object();
  std::vector<std::string> differences;
  compare(wanted, comparable(text), "", differences);
  std::string list;
  for (const std::string& difference : differences) list += difference + "\n";
  if (!differences.empty()) std::ofstream(kNew) << prettyJson(comparable(text));
  EXPECT_EQ(list, "") << "the new report is in " << kNew;
}

TEST(GoldenReport, ConformsToTheSchema) {
  std::ifstream file(VITRINE_SOURCE_DIR "/resources/report.schema.json");
  const test::JsonSchema schema(Json::parse(file));
  std::string list;
  for (const std::string& problem : schema.problems(Json::parse(jsonWithThreads(1)))) list += problem + "\n";
  EXPECT_EQ(list, "");
}

TEST(GoldenReport, IsTheSameTextForAnyNumberOfThreads) {
  const std::string one = jsonWithThreads(1);
  EXPECT_EQ(one, jsonWithThreads(2));
  EXPECT_EQ(one, jsonWithThreads(7));
}

}  // namespace
}  // namespace vitrine
