// Outputs appear whole or not at all, and what cannot be written is said before the work begins.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <fstream>
#include <iterator>
#include <set>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

std::set<std::string> namesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename());
  return names;
}

std::string contentOf(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

TEST(Outputs, AFolderThatDoesNotExistIsSaidBeforeTheChecksRun) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  for (const auto& [option, target] :
       {std::pair("--pdf", folder / "no/r.pdf"), std::pair("--json", folder / "no/r.json"),
        std::pair("--volumes", folder / "no/deeper/volumes")}) {
    const Ended ended = runVitrine({"report", map, "--checks", "0.a", option, target});
    EXPECT_EQ(ended.status, 4) << ended.err;
    EXPECT_NE(ended.err.find("does not exist"), std::string::npos) << ended.err;
    EXPECT_EQ(ended.out, "") << "nothing ran";
  }
  EXPECT_EQ(namesIn(folder.path()), std::set<std::string>{"ball.mrc"});
}

TEST(Outputs, AFolderAndAnInputAreNoTargetsAndADeviceStaysOne) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const std::string before = contentOf(map);
  for (const std::string& target : {folder.path().string(), map.string()}) {
    const Ended ended = runVitrine({"report", map, "--checks", "0.a", "--json", target});
    EXPECT_EQ(ended.status, 4) << target << ended.err;
  }
  EXPECT_EQ(runVitrine({"report", map, "--checks", "0.a", "--json", "/dev/null"}).status, 0);
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_EQ(contentOf(map), before);
}

TEST(Outputs, AFullDiskLeavesNoPartOfAnOutput) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  std::ofstream(folder / "r.json") << "old";
  for (const long limit : {0L, 1000L, 5000L}) {
    const RunOptions full{.folder = {}, .environment = {}, .fileSizeLimit = limit, .outTo = "/dev/null"};
    const Ended ended = runVitrine(
        {"report", map, "--checks", "0.a,0.b", "--json", folder / "r.json", "--pdf", folder / "r.pdf"}, full);
    EXPECT_EQ(ended.status, 4) << limit << ended.err;
    EXPECT_EQ(namesIn(folder.path()), (std::set<std::string>{"ball.mrc", "r.json"})) << limit;
    EXPECT_EQ(contentOf(folder / "r.json"), "old") << limit;
  }
}

TEST(Outputs, AFullStdoutIsAnOutputThatCannotBeWritten) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this system has no /dev/full";
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const RunOptions full{.folder = {}, .environment = {}, .fileSizeLimit = {}, .outTo = "/dev/full"};
  EXPECT_EQ(runVitrine({"report", map, "--checks", "0.a", "--json", "-"}, full).status, 4);
  EXPECT_EQ(runVitrine({"report", map, "--checks", "0.a"}, full).status, 4);
  EXPECT_EQ(runVitrine({"info", map}, full).status, 4);
}

TEST(Outputs, CsvIsAFolderOfTables) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended =
      runVitrine({"report", map, "--checks", "0.a,0.b", "--threshold", "0.5", "--csv", folder / "csv/"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  const std::set<std::string> names = namesIn(folder / "csv");
  for (const char* name : {"checks.csv", "numbers.csv", "warnings.csv"}) EXPECT_TRUE(names.contains(name)) << name;
  EXPECT_GT(names.size(), 4U) << "curves and tables";
  EXPECT_TRUE(contentOf(folder / "csv" / "numbers.csv").starts_with("check,key,label,value,unit\ninput,box_x,"));
  const Ended missing = runVitrine({"report", map, "--checks", "0.a", "--csv", folder / "no/csv"});
  EXPECT_EQ(missing.status, 4) << missing.err;
  EXPECT_EQ(missing.out, "") << "nothing ran";
}

TEST(Outputs, VolumesAreMapsThatTheProgramReads) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine(
      {"report", map, "--checks", "0.b", "--threshold", "0.5", "--volumes", folder / "volumes", "--json", "-"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  const std::set<std::string> names = namesIn(folder / "volumes");
  EXPECT_FALSE(names.empty());
  for (const std::string& name : names) {
    EXPECT_NE(ended.out.find("\"" + name + "\""), std::string::npos) << name;
    EXPECT_EQ(runVitrine({"info", folder / "volumes" / name}).status, 0) << name;
  }
}

TEST(Demo, WritesTheExampleOnceAndLeavesItAloneAfterwards) {
  const TemporaryFolder folder;
  const RunOptions here{.folder = folder.path(), .environment = {}, .fileSizeLimit = {}, .outTo = {}};
  const Ended first = runVitrine({"demo"}, here);
  EXPECT_EQ(first.status, 0) << first.err;
  EXPECT_NE(first.out.find("vitrine report vitrine-demo/simulated_7ddo.map --half1"), std::string::npos) << first.out;
  EXPECT_NE(first.out.find("vitrine report vitrine-demo/emd_6824.map"), std::string::npos) << first.out;
  const fs::path demo = folder / "vitrine-demo";
  EXPECT_EQ(namesIn(demo),
            (std::set<std::string>{"README.txt", "emd_6824.map", "emd_6824.json", "simulated_7ddo.map",
                                   "simulated_7ddo_half1.map", "simulated_7ddo_half2.map", "simulated_7ddo.json"}));
  const auto written = fs::last_write_time(demo / "emd_6824.map");
  const auto simulated = fs::last_write_time(demo / "simulated_7ddo_half2.map");
  EXPECT_EQ(runVitrine({"demo"}, here).status, 0);
  EXPECT_EQ(fs::last_write_time(demo / "emd_6824.map"), written);
  EXPECT_EQ(fs::last_write_time(demo / "simulated_7ddo_half2.map"), simulated);
  for (const char* name : {"emd_6824.json", "simulated_7ddo_half1.map"}) {
    const std::string before = contentOf(demo / name);
    std::ofstream(demo / name) << "{}";
    const Ended changed = runVitrine({"demo"}, here);
    EXPECT_EQ(changed.status, 4);
    EXPECT_NE(changed.err.find(name), std::string::npos) << changed.err;
    EXPECT_EQ(contentOf(demo / name), "{}");
    std::ofstream(demo / name) << before;
  }
}

TEST(Demo, SimulatesTheSameBytesEveryTime) {
  const TemporaryFolder folder;
  ASSERT_EQ(runVitrine({"demo", folder / "a"}).status, 0);
  ASSERT_EQ(runVitrine({"demo", folder / "b"}).status, 0);
  fs::remove(folder.path() / "b" / "simulated_7ddo_half2.map");
  ASSERT_EQ(runVitrine({"demo", folder / "b"}).status, 0) << "writes again what is missing";
  for (const std::string& name : namesIn(folder.path() / "a"))
    EXPECT_TRUE(contentOf(folder.path() / "a" / name) == contentOf(folder.path() / "b" / name)) << name;
}

TEST(Demo, TheSimulatedEntrySaysWhatItIsAndPassesLevel0) {
  const TemporaryFolder folder;
  ASSERT_EQ(runVitrine({"demo", folder / "demo"}).status, 0);
  const std::string map = folder / "demo/simulated_7ddo.map", half1 = folder / "demo/simulated_7ddo_half1.map",
                    half2 = folder / "demo/simulated_7ddo_half2.map";
  const Ended info = runVitrine({"info", half1});
  EXPECT_EQ(info.status, 0) << info.err;
  EXPECT_NE(info.out.find("SIMULATED from 7DDO"), std::string::npos) << info.out;
  EXPECT_NE(info.out.find("120 x 120 x 120"), std::string::npos);
  const Ended report =
      runVitrine({"report", map, "--half1", half1, "--half2", half2, "--entry", folder / "demo/simulated_7ddo.json",
                  "--checks", "0.a,0.b,0.c,0.d", "--json", folder / "report.json"});
  EXPECT_EQ(report.status, 0) << report.err << report.out;
  for (const char* line :
       {"Mass analysis        OK", "Mask analysis        OK", "Background analysis  OK", "B-factor analysis    OK"})
    EXPECT_NE(report.out.find(line), std::string::npos) << report.out;
  EXPECT_NE(contentOf(folder / "report.json").find("SIMULATED, no experiment"), std::string::npos);
}

TEST(Demo, TheExampleCanBeMeasured) {
  const TemporaryFolder folder;
  ASSERT_EQ(runVitrine({"demo", folder / "demo"}).status, 0);
  const Ended info = runVitrine({"info", folder / "demo/emd_6824.map"});
  EXPECT_EQ(info.status, 0) << info.err;
  EXPECT_NE(info.out.find("b1adeb13f3993bb6f1d9d2fd3ae5579a6b13557e84a951903f9b5b54b138ef58"), std::string::npos);
  EXPECT_NE(info.out.find("70 x 70 x 70"), std::string::npos);
  const Ended report = runVitrine({"report", folder / "demo/emd_6824.map", "--entry", folder / "demo/emd_6824.json",
                                   "--checks", "0.a,0.b,0.c,0.d,1.e", "--pdf", folder / "demo/report.pdf"});
  EXPECT_EQ(report.status, 0) << report.err << report.out;
  EXPECT_EQ(report.out.find("Does not apply"), std::string::npos) << report.out;
}

TEST(Demo, AFullDiskLeavesNoPart) {
  const TemporaryFolder folder;
  const RunOptions full{.folder = {}, .environment = {}, .fileSizeLimit = 10000L, .outTo = {}};
  const Ended ended = runVitrine({"demo", folder / "demo"}, full);
  EXPECT_EQ(ended.status, 4) << ended.err;
  EXPECT_EQ(namesIn(folder / "demo"), std::set<std::string>{});
}

}  // namespace
}  // namespace vitrine::test
