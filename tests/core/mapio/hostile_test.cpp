// Files and disks that misbehave: one clear sentence, nothing left behind, nothing allocated.
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <set>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

std::string idOfFailure(const std::function<void()>& work) {
  try {
    work();
  } catch (const MapError& e) {
    EXPECT_FALSE(e.diagnostic().message.empty());
    return e.diagnostic().id;
  }
  return "none";
}

std::string refusal(const fs::path& file) {
  const std::string probed = idOfFailure([&] { probe(file); });
  SerialExecutor executor;
  Progress progress;
  EXPECT_EQ(idOfFailure([&] { load(file, {}, executor, progress); }), probed);
  return probed;
}

std::set<std::string> namesIn(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.insert(entry.path().filename().string());
  return names;
}

/// Calls a function at the first progress of at least `from`.
class AtProgress final : public ProgressSink {
public:
  AtProgress(double from, std::function<void()> act) : m_from(from), m_act(std::move(act)) {}
  void progress(double fraction, std::string_view) noexcept override {
    if (fraction >= m_from && !m_done) {
      m_done = true;
      m_act();
    }
  }

private:
  double m_from;
  std::function<void()> m_act;
  bool m_done = false;
};

/// A map file of zeros that takes no room on disk.
void writeSparse(const fs::path& file, const Index3& size, int mode, std::int64_t bytesPerVoxel) {
  test::MapFile sized;
  sized.mode(mode);
  for (int a = 0; a < 3; ++a) {
    sized.word(1 + a, size[static_cast<std::size_t>(a)]).word(8 + a, size[static_cast<std::size_t>(a)]);
    sized.real(11 + a, 1.5 * size[static_cast<std::size_t>(a)]);
  }
  test::writeFile(file, sized.bytes().substr(0, 1024));
  const std::int64_t voxels = std::int64_t{size[0]} * size[1] * size[2];
  fs::resize_file(file, static_cast<std::uintmax_t>(1024 + voxels * bytesPerVoxel));
}

/// Restores the process budget.
class SmallBudget {
public:
  explicit SmallBudget(Bytes limit) : m_saved(MemoryBudget::process().limit()) {
    MemoryBudget::process().setLimit(limit);
  }
  ~SmallBudget() { MemoryBudget::process().setLimit(m_saved); }

private:
  Bytes m_saved;
};

TEST(Hostile, WhatIsNoFileIsRefusedAtOnce) {
  const test::TemporaryFolder folder;
  EXPECT_EQ(refusal(folder / "nowhere.mrc"), "E-OPEN");
  EXPECT_EQ(refusal(folder.path()), "E-OPEN");
  ASSERT_EQ(mkfifo((folder / "pipe").c_str(), 0600), 0);
  EXPECT_EQ(refusal(folder / "pipe"), "E-OPEN");  // must not wait for a writer
  EXPECT_EQ(refusal("/dev/zero"), "E-OPEN");
  EXPECT_EQ(refusal(""), "E-OPEN");
}

TEST(Hostile, UnreadableFileGivesTheSystemsReason) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "secret.mrc", test::MapFile().bytes());
  fs::permissions(folder.path(), fs::perms(0755));
  fs::permissions(folder / "secret.mrc", fs::perms::none);
  const bool isRoot = geteuid() == 0;  // root reads everything: become nobody for a moment
  if (isRoot) {
    ASSERT_EQ(seteuid(65534), 0);
  }
  std::string message;
  try {
    probe(folder / "secret.mrc");
  } catch (const MapError& e) {
    message = e.what();
  }
  if (isRoot) {
    ASSERT_EQ(seteuid(0), 0);
  }
  EXPECT_NE(message.find("Permission denied"), std::string::npos) << message;
}

TEST(Hostile, MoreVoxelsThanMemoryIsRefusedBeforeReading) {
  const test::TemporaryFolder folder;
  writeSparse(folder / "big.mrc", {1300, 1300, 1300}, 1, 2);  // 2.2e9 voxels: more than 2^31
  const MapInfo info = probe(folder / "big.mrc");
  EXPECT_EQ(info.grid.voxels(), 2'197'000'000);
  const SmallBudget budget(64 << 20);
  const Bytes before = MemoryBudget::process().used();
  MemoryBudget::process().resetPeak();
  SerialExecutor executor;
  Progress progress;
  EXPECT_EQ(idOfFailure([&] { load(folder / "big.mrc", {}, executor, progress); }), "E-MEMORY");
  EXPECT_EQ(MemoryBudget::process().used(), before);
  EXPECT_EQ(MemoryBudget::process().peak(), before);
}

TEST(Hostile, PartOfThePlaneIsEnoughForAChunk) {
  // One section larger than a chunk: rows of one plane arrive in several chunks.
  const test::TemporaryFolder folder;
  const Index3 size{2100, 2050, 2};
  test::MapFile file;
  file.box(size).mode(6);
  std::vector<double> values = file.values();
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = static_cast<double>(i * 7919 % 65536);
  file.values(values);
  test::ThreadExecutor executor(3);
  for (const Index3 axes : {Index3{1, 2, 3}, Index3{2, 1, 3}, Index3{3, 2, 1}}) {
    test::writeFile(folder / "wide.mrc", file.axes(axes).bytes());
    Progress progress;
    ReadHints hints;
    hints.asVolume = true;
    const auto map = load(folder / "wide.mrc", hints, executor, progress);
    ASSERT_EQ(map->volume.grid.size, size);
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
      ASSERT_EQ(map->volume.data[static_cast<std::int64_t>(i)], static_cast<float>(values[i])) << i;
      sum += values[i];
    }
    EXPECT_NEAR(map->scan.statistics.mean * static_cast<double>(values.size()), sum, 1e-6 * sum);
    EXPECT_FALSE(map->info.has("N-STATS"));
  }
}

TEST(Hostile, FileThatShrinksWhileReadIsNoticed) {
  const test::TemporaryFolder folder;
  writeSparse(folder / "map.mrc", {256, 256, 256}, 2, 4);
  AtProgress shrink(0.01, [&] { fs::resize_file(folder / "map.mrc", 1 << 20); });
  Progress progress(&shrink, {});
  SerialExecutor executor;
  EXPECT_EQ(idOfFailure([&] { load(folder / "map.mrc", {}, executor, progress); }), "E-CHANGED");
}

TEST(Hostile, FileChangedSinceTheProbeIsNoticed) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "map.mrc", test::MapFile().bytes());
  ReadHints hints;
  hints.stamp = probe(folder / "map.mrc").stamp;
  SerialExecutor executor;
  Progress progress;
  EXPECT_EQ(idOfFailure([&] { load(folder / "map.mrc", hints, executor, progress); }), "none");
  test::writeFile(folder / "map.mrc", test::MapFile().append("more").bytes());
  EXPECT_EQ(idOfFailure([&] { load(folder / "map.mrc", hints, executor, progress); }), "E-CHANGED");
}

TEST(Hostile, CancelIsHeardAtOnce) {
  const test::TemporaryFolder folder;
  writeSparse(folder / "map.mrc", {400, 400, 400}, 2, 4);
  for (const int threads : {1, 3}) {
    std::stop_source source;
    std::chrono::steady_clock::time_point asked;
    AtProgress stop(0.1, [&] {
      asked = std::chrono::steady_clock::now();
      source.request_stop();
    });
    Progress progress(&stop, source.get_token());
    test::ThreadExecutor executor(threads);
    EXPECT_THROW(load(folder / "map.mrc", {}, executor, progress), Cancelled);
    const double waited = std::chrono::duration<double>(std::chrono::steady_clock::now() - asked).count();
    EXPECT_LT(waited, 0.5);  // 0.1 is the promise; a busy test machine may be slower
  }
  std::stop_source before;
  before.request_stop();
  Progress progress(nullptr, before.get_token());
  SerialExecutor executor;
  EXPECT_THROW(load(folder / "map.mrc", {}, executor, progress), Cancelled);
}

TEST(Hostile, EndlessTailOfACompressedFileIsNotUnpacked) {
  const test::TemporaryFolder folder;
  const std::string map = test::MapFile().bytes();
  std::string file = test::gzipped(map);
  const std::string zeros = test::gzipped(std::string(16 << 20, '\0'));
  for (int i = 0; i < 40; ++i) file += zeros;  // 640 MiB of zeros
  test::writeFile(folder / "bomb.mrc.gz", file);
  SerialExecutor executor;
  Progress progress;
  const auto loaded = load(folder / "bomb.mrc.gz", {}, executor, progress);
  EXPECT_TRUE(loaded->info.has("W-TRAILING"));
  EXPECT_TRUE(loaded->info.sha256.empty());
  EXPECT_EQ(loaded->info.sha256File.size(), 64u);
  EXPECT_EQ(loaded->volume.data[119], 119.0F);
}

std::string sha256Of(const std::string& bytes) {
  unsigned char digest[32];
  EVP_Digest(bytes.data(), bytes.size(), digest, nullptr, EVP_sha256(), nullptr);
  std::string text;
  for (const unsigned char c : digest) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", c);
    text += two;
  }
  return text;
}

TEST(Hash, IsThatOfTheWholeFileAndOfWhatIsInside) {
  const test::TemporaryFolder folder;
  const std::string plain = test::MapFile().box({70, 70, 70}).extension(160).append("tail").bytes();
  SerialExecutor executor;
  Progress progress;
  test::writeFile(folder / "a.mrc", plain);
  const auto a = load(folder / "a.mrc", {}, executor, progress);
  EXPECT_EQ(a->info.sha256, sha256Of(plain));
  EXPECT_EQ(a->info.sha256File, "");
  const std::string packed = test::gzipped(plain.substr(0, 5000)) + test::gzipped(plain.substr(5000)) + "junk";
  test::writeFile(folder / "b.gz", packed);
  const auto b = load(folder / "b.gz", {}, executor, progress);
  EXPECT_EQ(b->info.sha256, sha256Of(plain));
  EXPECT_EQ(b->info.sha256File, sha256Of(packed));
}

TEST(Strict, TurnsTheFirstWarningIntoAnError) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "a.mrc", test::MapFile().append("tail").bytes());
  ReadHints strict;
  strict.strict = true;
  EXPECT_EQ(idOfFailure([&] { probe(folder / "a.mrc", strict); }), "W-TRAILING");
  test::writeFile(folder / "b.mrc", test::MapFile().word(28, 0).bytes());
  EXPECT_EQ(idOfFailure([&] { probe(folder / "b.mrc", strict); }), "none");  // a note is no warning
}

// ---- writing ----

TEST(Writing, LeavesNothingWhenTheDiskIsFull) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "old.mrc", "the old content");
  Volume volume({.size = {64, 64, 64}, .voxelSize = {1, 1, 1}});
  std::fill(volume.data.begin(), volume.data.end(), 1.0F);
  rlimit saved{};
  getrlimit(RLIMIT_FSIZE, &saved);
  const auto previous = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = saved;
  small.rlim_cur = 100'000;
  setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  Progress progress;
  try {
    save(folder / "old.mrc", volume, {.content = "x"}, progress);
  } catch (const OutputError& e) {
    message = e.what();
  }
  setrlimit(RLIMIT_FSIZE, &saved);
  std::signal(SIGXFSZ, previous);
  EXPECT_NE(message.find("old.mrc: could not be written: File too large"), std::string::npos) << message;
  EXPECT_EQ(namesIn(folder.path()), (std::set<std::string>{"old.mrc"}));
  std::ifstream old(folder / "old.mrc");
  std::string content;
  std::getline(old, content);
  EXPECT_EQ(content, "the old content");
}

TEST(Writing, GivesTheSystemsReason) {
  const test::TemporaryFolder folder;
  const auto reason = [](const fs::path& target) -> std::string {
    try {
      writeAtomically(target, "text");
    } catch (const OutputError& e) {
      return e.what();
    }
    return "written";
  };
  EXPECT_NE(reason(folder / "no" / "such" / "a.json").find("No such file"), std::string::npos);
  EXPECT_NE(reason(folder.path()).find("it is a folder"), std::string::npos);
  EXPECT_NE(reason("/dev/full").find("No space left on device"), std::string::npos);
  EXPECT_EQ(reason("/dev/null"), "written");
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
  EXPECT_THROW(requireFreeSpace(folder / "a.mrc", std::int64_t{1} << 60), OutputError);
  EXPECT_NO_THROW(requireFreeSpace(folder / "a.mrc", 1));
}

TEST(Writing, NeverReplacesAnInput) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "map.mrc", test::MapFile().bytes());
  fs::create_hard_link(folder / "map.mrc", folder / "other-name.mrc");
  fs::create_symlink(folder / "map.mrc", folder / "link.mrc");
  SerialExecutor executor;
  Progress progress;
  const auto map = load(folder / "map.mrc", {}, executor, progress);
  WriteOptions options;
  options.source = &map->info;
  for (const char* name : {"map.mrc", "other-name.mrc", "link.mrc"})
    EXPECT_THROW(save(folder / name, map->volume, options, progress), OutputError) << name;
  EXPECT_NO_THROW(probe(folder / "map.mrc"));
  EXPECT_NO_THROW(refuseOverwriting(folder / "new.mrc", {folder / "map.mrc", folder / "missing"}));
}

TEST(Writing, FollowsALinkAndKeepsPermissions) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "real.json", "old");
  fs::permissions(folder / "real.json", fs::perms(0640));
  fs::create_symlink("real.json", folder / "link.json");
  writeAtomically(folder / "link.json", "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link.json"));
  std::ifstream in(folder / "real.json");
  std::string content;
  in >> content;
  EXPECT_EQ(content, "new");
  EXPECT_EQ(fs::status(folder / "real.json").permissions(), fs::perms(0640));
  EXPECT_EQ(namesIn(folder.path()), (std::set<std::string>{"link.json", "real.json"}));
}

TEST(Writing, RemovesThePartWhenTheWriterFailsOrIsCancelled) {
  const test::TemporaryFolder folder;
  EXPECT_THROW(writeAtomically(folder / "a.pdf",
                               [](const fs::path& part) {
                                 test::writeFile(part, "half");
                                 throw std::runtime_error("no font");
                               }),
               std::runtime_error);
  std::stop_source source;
  source.request_stop();
  Progress progress(nullptr, source.get_token());
  Volume volume({.size = {8, 8, 8}, .voxelSize = {1, 1, 1}});
  std::fill(volume.data.begin(), volume.data.end(), 0.0F);
  EXPECT_THROW(save(folder / "a.mrc", volume, {.content = "x"}, progress), Cancelled);
  EXPECT_TRUE(namesIn(folder.path()).empty());
}

}  // namespace
}  // namespace vitrine
