// vitrine estimate: what a run would take, without running anything.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <fstream>
#include <nlohmann/json.hpp>

namespace vitrine::test {
namespace {

TEST(Estimate, PrintsOneLineACheckAndTheSum) {
  const TemporaryFolder folder;
  const std::string map = writeBall(folder / "ball.mrc");
  const Ended ended = runVitrine({"estimate", map, "--threads", "3", "--memory", "2"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_NE(ended.out.find("0.a  Mass analysis"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("does not run: no half maps"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("all  on 3 threads"), std::string::npos) << ended.out;
  EXPECT_NE(ended.out.find("of 2.00 GiB allowed"), std::string::npos) << ended.out;
}

TEST(Estimate, GivesJsonForSchedulers) {
  const TemporaryFolder folder;
  const std::string map = writeBall(folder / "ball.mrc", 64), json = (folder / "e.json").string();
  const Ended ended = runVitrine({"estimate", map, "--checks", "0.a,0.b,1.a", "--memory", "0.02", "--json", json});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_EQ(ended.out, "");
  std::ifstream file(json);
  const auto told = nlohmann::json::parse(file, nullptr, false);
  ASSERT_TRUE(told.is_object());
  EXPECT_EQ(told["schema"], "vitrine-estimate/1");
  ASSERT_EQ(told["checks"].size(), 3U);
  EXPECT_NEAR(told["budget_gib"].get<double>(), 0.02, 1e-6);
  EXPECT_EQ(told["checks"][2]["runs"], false);
  EXPECT_TRUE(told["checks"][2]["seconds"].is_null());
  EXPECT_GT(told["checks"][0]["peak_gib"].get<double>(), 0.02);  // beyond the limit, so
  EXPECT_EQ(told["checks"][0]["runs"], false);
}

TEST(Estimate, ReadsHeadersOnly) {
  const TemporaryFolder folder;
  const std::string map = writeBall(folder / "ball.mrc", 64);
  // Voxels that are no numbers are found by reading them only.
  {
    std::fstream file(map, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(1024);
    file.write("\xff\xff\xff\xff", 4);
  }
  EXPECT_EQ(runVitrine({"estimate", map}).status, 0);
  EXPECT_EQ(runVitrine({"estimate", (folder / "absent.mrc").string()}).status, 3);
}

}  // namespace
}  // namespace vitrine::test
