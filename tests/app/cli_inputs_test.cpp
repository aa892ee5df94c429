// Inputs that cannot be used: the right status, one clear line, nothing written.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

void expectRefused(const std::vector<std::string>& arguments, const std::string& says) {
  const Ended ended = runVitrine(arguments);
  EXPECT_EQ(ended.status, 3) << says << ": " << ended.err;
  EXPECT_NE(ended.err.find("vitrine: error: "), std::string::npos) << ended.err;
  EXPECT_NE(ended.err.find(says), std::string::npos) << ended.err;
}

TEST(Inputs, FilesThatAreNoMapsAreRefused) {
  const TemporaryFolder folder;
  std::ofstream(folder / "text.map") << "hello\n";
  std::ofstream(folder / "empty.map");
  for (const char* command : {"report", "info"}) {
    expectRefused({command, folder / "absent.map"}, "absent.map");
    expectRefused({command, folder.path()}, folder.path());
    expectRefused({command, folder / "text.map"}, "text.map");
    expectRefused({command, folder / "empty.map"}, "empty.map");
  }
}

TEST(Inputs, AFifoIsRefusedAndNotWaitedFor) {
  const TemporaryFolder folder;
  ASSERT_EQ(mkfifo((folder / "fifo.map").c_str(), 0600), 0);
  expectRefused({"info", folder / "fifo.map"}, "fifo.map");
}

TEST(Inputs, AnUnreadableFileIsRefused) {
  if (geteuid() == 0) GTEST_SKIP() << "root may read every file";
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "secret.map");
  fs::permissions(map, fs::perms::none);
  expectRefused({"report", map}, "secret.map");
}

TEST(Inputs, CompanionsThatAreMissingAreRefused) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  const fs::path absent = folder / "absent.mrc";
  expectRefused({"report", map, "--half1", absent, "--half2", map}, "absent.mrc");
  expectRefused({"report", map, "--mask", absent}, "absent.mrc");
  expectRefused({"report", map, "--model", absent}, "absent.mrc");
  expectRefused({"report", map, "--entry", absent}, "absent.mrc");
  expectRefused({"report", map, "--entry", map}, "ball.mrc");
}

TEST(Inputs, AMapWithoutVoxelSizeAsksForIt) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc");
  {
    std::fstream file(map, std::ios::in | std::ios::out | std::ios::binary);
    constexpr int kCellLengths = 40;
    file.seekp(kCellLengths);
    file.write(std::string(12, '\0').data(), 12);
  }
  expectRefused({"report", map, "--checks", "0.a"}, "--voxel-size");
  const Ended told = runVitrine({"report", map, "--checks", "0.a", "--threshold", "0.5", "--voxel-size", "2"});
  EXPECT_EQ(told.status, 0) << told.err;
  const Ended info = runVitrine({"info", map});
  EXPECT_EQ(info.status, 3);
  EXPECT_NE(info.out.find("E-VOXEL"), std::string::npos) << info.out;
}

TEST(Inputs, AMapBeyondTheMemoryLimitIsRefusedWithBothNumbers) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc", 48);
  const Ended ended = runVitrine({"report", map, "--memory", "0.0001"});
  EXPECT_EQ(ended.status, 3) << ended.err;
  EXPECT_EQ(std::ranges::count(ended.err.substr(ended.err.find("vitrine: error")), '\n'), 1) << ended.err;
}

TEST(Info, TellsHeaderStatisticsAndDoubts) {
  const TemporaryFolder folder;
  const fs::path map = writeMap(folder / "one.mrc", 8, 1.0, [](int x, int, int) { return static_cast<float>(x); });
  const Ended ended = runVitrine({"info", map});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_NE(ended.out.find("8 x 8 x 8 voxels"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("minimum 0, maximum 7, mean 3.5"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("W-VOXEL1"), std::string::npos) << ended.out;
}

TEST(Info, GivesJsonForMachines) {
  const TemporaryFolder folder;
  const fs::path map = writeBall(folder / "ball.mrc", 8);
  const Ended ended = runVitrine({"info", map, "--json", "-"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  const nlohmann::json info = nlohmann::json::parse(ended.out, nullptr, false);
  ASSERT_TRUE(info.is_object()) << ended.out;
  EXPECT_EQ(info["map"]["size_voxels"], (std::vector<int>{8, 8, 8}));
  EXPECT_TRUE(info["diagnostics"].is_array());
}

TEST(Info, StrictRefusesWhatNeedsAnAssumption) {
  const TemporaryFolder folder;
  const fs::path map = writeMap(folder / "one.mrc", 8, 1.0, [](int x, int, int) { return static_cast<float>(x); });
  expectRefused({"info", map, "--strict"}, "one.mrc");
}

}  // namespace
}  // namespace vitrine::test
