// --from finds the files of an entry, says what it chose, and loses to what is named.
#include "tests/app/program.hpp"
#include "tests/app/sample_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <fstream>

namespace vitrine::test {
namespace {

namespace fs = std::filesystem;

/// A refinement as RELION leaves it, with a mask named beside the maps.
class Job {
public:
  Job() {
    for (const char* name : {"run_class001.mrc", "run_half1_class001_unfil.mrc", "run_half2_class001_unfil.mrc"})
      write(name);
    write("mask.mrc");
    std::ofstream(m_folder / "job.star") << "data_job\n_rlnJobType 10\n";
  }
  std::string path() const { return m_folder.path().string(); }
  std::string file(const char* name) const { return (m_folder / name).string(); }

private:
  /// Maps that differ: the file's name sets the noise.
  void write(const std::string& name) {
    std::uint64_t index = 1000 * name.size() + static_cast<std::uint64_t>(name[8]);
    const bool isMask = name == "mask.mrc";
    writeMap(m_folder / name, 32, 2.0, [&](int x, int y, int z) {
      const double r = std::hypot(x - 16, y - 16, z - 16);
      if (isMask) return r < 9 ? 1.0F : 0.0F;
      return static_cast<float>(1 / (1 + std::exp(r - 6)) + 0.05 * randomNormal(1, index++));
    });
  }
  TemporaryFolder m_folder;
};

bool says(const Ended& ended, const std::string& text) { return ended.err.find(text) != std::string::npos; }

TEST(From, ReportsOnWhatAFolderHolds) {
  const Job job;
  const std::string json = job.file("out.json");
  const Ended ended = runVitrine({"report", "--from", job.path(), "--checks", "0.a,1.a", "--json", json});
  EXPECT_LE(ended.status, 1) << ended.err;
  EXPECT_TRUE(says(ended, "vitrine: map: " + job.file("run_class001.mrc") + " (named *_class...")) << ended.err;
  EXPECT_TRUE(says(ended, "vitrine: half map 1: " + job.file("run_half1_class001_unfil.mrc"))) << ended.err;
  EXPECT_TRUE(says(ended, "vitrine: half map 2: " + job.file("run_half2_class001_unfil.mrc"))) << ended.err;
  EXPECT_TRUE(says(ended, "vitrine: mask: " + job.file("mask.mrc"))) << ended.err;
  EXPECT_NE(ended.out.find("1.a"), std::string::npos);
  EXPECT_EQ(ended.out.find("Does not apply"), std::string::npos) << ended.out;
  // The same request by name gives the same numbers.
  const Ended named = runVitrine(
      {"report", job.file("run_class001.mrc"), "--half1", job.file("run_half1_class001_unfil.mrc"), "--half2",
       job.file("run_half2_class001_unfil.mrc"), "--mask", job.file("mask.mrc"), "--checks", "0.a,1.a"});
  EXPECT_EQ(named.out, ended.out);
}

TEST(From, WhatIsNamedWins) {
  const Job job;
  const TemporaryFolder elsewhere;
  const fs::path own = writeBall(elsewhere / "own.mrc");
  const Ended ended = runVitrine({"report", own, "--from", job.path(), "--checks", "0.a"});
  EXPECT_EQ(ended.status, 0) << ended.err;
  EXPECT_FALSE(says(ended, "vitrine: map:")) << ended.err;
  EXPECT_TRUE(says(ended, "left out: " + job.file("run_class001.mrc"))) << ended.err;
}

TEST(From, RefusesWithOneLine) {
  const TemporaryFolder empty;
  const Job job;
  const auto refusal = [](const std::vector<std::string>& arguments, int status, const std::string& text) {
    const Ended ended = runVitrine(arguments);
    EXPECT_EQ(ended.status, status) << ended.err;
    EXPECT_EQ(std::ranges::count(ended.err, '\n'), 1) << ended.err;
    EXPECT_TRUE(says(ended, text)) << ended.err;
  };
  refusal({"report", "--from", (empty / "absent").string()}, 3, "no such file or folder");
  refusal({"report", "--from", empty.path().string()}, 3, "no map was found");
  std::ofstream(empty / "volume.cs") << "\x93NUMPY rubbish";
  refusal({"report", "--from", (empty / "volume.cs").string()}, 3, "volume.cs");
  refusal({"report", "--from"}, 2, "--from needs a value");
  refusal({"--example", "--from", job.path()}, 2, "--from");
  fs::remove(job.file("run_half1_class001_unfil.mrc"));
  const Ended noHalves = runVitrine({"report", "--from", job.path(), "--fsc-xml", (empty / "f.xml").string()});
  EXPECT_EQ(noHalves.status, 2);
  EXPECT_TRUE(says(noHalves, "has none")) << noHalves.err;
}

TEST(From, AnOutputIsNeverWrittenOverAFileThatWasFound) {
  const Job job;
  const Ended ended = runVitrine({"report", "--from", job.path(), "--json", job.file("mask.mrc")});
  EXPECT_EQ(ended.status, 4) << ended.err;
  EXPECT_GT(fs::file_size(job.file("mask.mrc")), 32U * 32U * 32U);
}

}  // namespace
}  // namespace vitrine::test
