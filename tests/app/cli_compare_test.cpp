// Whole runs of `vitrine compare`.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/json_schema.hpp"
#include "tests/support/simulated.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace vitrine::test {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

const std::string kQuick = "0.a,0.b";

/// A soft ball of the given radius in voxels.
fs::path writeBallOf(const fs::path& file, double radius, int size = 32, double voxelSize = 2) {
  return writeMap(file, size, voxelSize, [&](int x, int y, int z) {
    const double c = size / 2;
    return static_cast<float>(1 / (1 + std::exp(2 * (std::hypot(x - c, y - c, z - c) - radius))));
  });
}

Json parsedFile(const fs::path& file) {
  std::ifstream stream(file);
  return Json::parse(stream, nullptr, false);
}

std::string problemsOf(const Json& json) {
  const JsonSchema schema(parsedFile(VITRINE_SOURCE_DIR "/resources/compare.schema.json"));
  std::string text;
  for (const std::string& problem : schema.problems(json)) text += problem + "\n";
  return text;
}

Json numberOf(const Json& comparison, const std::string& check, const std::string& key) {
  for (const Json& c : comparison["checks"])
    if (c["id"] == check)
      for (const Json& number : c["numbers"])
        if (number["key"] == key) return number;
  return nullptr;
}

TEST(CompareCommand, GivesTheDifferencesOfTwoMaps) {
  const TemporaryFolder folder;
  const fs::path a = writeBallOf(folder / "a.mrc", 6), b = writeBallOf(folder / "b.mrc", 9);
  const Ended ended =
      runVitrine({"compare", a, b, "--threshold", "0.5", "--threshold-b", "0.5", "--checks", kQuick, "--json",
                  folder / "c.json", "--html", folder / "c.html", "--difference-map", folder / "d.mrc"});
  EXPECT_EQ(ended.status, 0) << ended.err << ended.out;
  EXPECT_NE(ended.out.find("Largest component"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("A is a.mrc, B is b.mrc."), std::string::npos) << ended.out;
  const Json json = parsedFile(folder / "c.json");
  EXPECT_EQ(problemsOf(json), "");
  const Json voxels = numberOf(json, "0.b", "largest_component_voxels");
  EXPECT_GT(voxels["difference"].get<double>(), 1000) << voxels;  // 4/3 pi (9^3 - 6^3) = 2149
  EXPECT_LT(voxels["difference"].get<double>(), 3000) << voxels;
  const Json at = json["difference_map"]["largest"]["voxel"];
  const double r = std::hypot(at[0].get<double>() - 16, at[1].get<double>() - 16, at[2].get<double>() - 16);
  EXPECT_GT(r, 6);
  EXPECT_LT(r, 9);
  EXPECT_GT(fs::file_size(folder / "d.mrc"), 32U * 32 * 32 * 4);
  EXPECT_GT(fs::file_size(folder / "c.html"), 1000U);
}

TEST(CompareCommand, ReadsReportsAndGivesTheSameNumbers) {
  const TemporaryFolder folder;
  const fs::path a = writeBallOf(folder / "a.mrc", 6), b = writeBallOf(folder / "b.mrc", 9);
  ASSERT_EQ(runVitrine({"report", a, "--threshold", "0.5", "--checks", kQuick, "--json", folder / "a.json"}).status, 0);
  ASSERT_EQ(runVitrine({"report", b, "--threshold", "0.5", "--checks", kQuick, "--json", folder / "b.json"}).status, 0);
  const Ended reports = runVitrine({"compare", folder / "a.json", folder / "b.json", "--json", "-"});
  EXPECT_EQ(reports.status, 0) << reports.err;
  EXPECT_NE(reports.err.find("No difference map: a report holds no voxels."), std::string::npos) << reports.err;
  const Ended mixed = runVitrine(
      {"compare", a, folder / "b.json", "--threshold", "0.5", "--checks", kQuick, "--json", folder / "m.json"});
  EXPECT_EQ(mixed.status, 0) << mixed.err;
  const Ended maps = runVitrine(
      {"compare", a, b, "--threshold", "0.5", "--threshold-b", "0.5", "--checks", kQuick, "--json", folder / "c.json"});
  EXPECT_EQ(maps.status, 0) << maps.err;
  const Json fromReports = Json::parse(reports.out), fromBoth = parsedFile(folder / "m.json");
  const Json fromMaps = parsedFile(folder / "c.json");
  EXPECT_EQ(problemsOf(fromReports), "");
  EXPECT_EQ(fromReports["checks"], fromMaps["checks"]);
  EXPECT_EQ(fromBoth["checks"], fromMaps["checks"]);
  EXPECT_EQ(fromReports["curves"], fromMaps["curves"]);
}

TEST(CompareCommand, PutsBothFscCurvesTogether) {
  const TemporaryFolder folder;
  const SimulatedFiles files = writeSimulated(simulated(), folder.path());
  const Ended ended =
      runVitrine({"compare", files.map, files.map, "--half1", files.half1, "--half2", files.half2, "--half1-b",
                  files.half2, "--half2-b", files.half1, "--checks", "1.a", "--json", folder / "c.json"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_NE(ended.out.find("Both use the same half maps"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("FSC 0.143: "), std::string::npos) << ended.out;
  const Json curve = parsedFile(folder / "c.json")["curves"]["1.a/fsc"];
  EXPECT_EQ(curve["a"]["y"].size(), 32U);
  EXPECT_EQ(curve["a"]["x"], curve["b"]["x"]);
}

TEST(CompareCommand, TakesAFolderForAnEntry) {
  const TemporaryFolder folder;
  fs::create_directory(folder / "job");
  writeSimulated(simulated(), folder / "job");
  const fs::path b = writeBallOf(folder / "b.mrc", 6);
  const Ended ended = runVitrine({"compare", folder / "job", b, "--checks", "0.a"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_NE(ended.out.find("simulated_half1.mrc"), std::string::npos) << ended.out << ended.err;
}

TEST(CompareCommand, SaysWhyMapsCannotBeSubtracted) {
  const TemporaryFolder folder;
  const fs::path a = writeBallOf(folder / "a.mrc", 6), b = writeBallOf(folder / "b.mrc", 6, 40);
  const Ended ended = runVitrine({"compare", a, b, "--checks", "0.a", "--difference-map", folder / "d.mrc"});
  EXPECT_EQ(ended.status, 4) << ended.err;
  EXPECT_NE(ended.err.find("32 x 32 x 32 and 40 x 40 x 40"), std::string::npos) << ended.err;
  EXPECT_FALSE(fs::exists(folder / "d.mrc"));
  EXPECT_EQ(runVitrine({"compare", a, b, "--checks", "0.a"}).status, 0);
}

TEST(CompareCommand, EndsAsTheContractSays) {
  const TemporaryFolder folder;
  const fs::path a = writeBallOf(folder / "a.mrc", 6), b = writeBallOf(folder / "b.mrc", 7);
  EXPECT_EQ(runVitrine({"compare", a, b, "--checks", "0.e", "--resolution", "4"}).status, 1);
  EXPECT_EQ(runVitrine({"compare", a, folder / "absent.mrc"}).status, 3);
  std::ofstream(folder / "other.json") << "{\"schema\": \"something\"}";
  const Ended other = runVitrine({"compare", a, folder / "other.json"});
  EXPECT_EQ(other.status, 3);
  EXPECT_NE(other.err.find("no result file of Vitrine"), std::string::npos) << other.err;
  EXPECT_EQ(runVitrine({"compare", a, b, "--json", folder / "absent" / "c.json"}).status, 4);
  EXPECT_EQ(runVitrine({"compare", a, b, "--json", b.string()}).status, 4);
  ASSERT_EQ(runVitrine({"report", a, "--checks", "0.a", "--json", folder / "a.json"}).status, 0);
  const Ended twice = runVitrine({"compare", folder / "a.json", b, "--threshold", "1"});
  EXPECT_EQ(twice.status, 2);
  EXPECT_NE(twice.err.find("name the map instead"), std::string::npos) << twice.err;
}

}  // namespace
}  // namespace vitrine::test
