// What is written is read back bit for bit, whatever mode, order of axes and bytes the map had.
#include "core/base/random.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/writer.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <bit>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <limits>

namespace vitrine {
namespace {

/// Random numbers of one case.
class Dice {
public:
  explicit Dice(std::uint64_t seed) : m_seed(seed) {}
  int upTo(int n) { return static_cast<int>(randomUniform(m_seed, m_next++) * n); }  // 0 .. n - 1

private:
  std::uint64_t m_seed, m_next = 0;
};

double randomValue(Dice& dice, int mode) {
  switch (mode) {
    case 0:
      return dice.upTo(256) - 128;
    case 1:
      return dice.upTo(65536) - 32768;
    case 6:
      return dice.upTo(65536);
    case 12: {
      const int kind = dice.upTo(16);
      if (kind == 0) return dice.upTo(1024) * 0x1p-24;  // zero and subnormal
      if (kind == 1) return std::numeric_limits<double>::infinity();
      return std::ldexp(1024 + dice.upTo(1024), dice.upTo(30) - 24) * (dice.upTo(2) == 0 ? 1 : -1);
    }
    default: {
      float value = 0;
      const auto bits =
          static_cast<std::uint32_t>(dice.upTo(65536)) << 16 | static_cast<std::uint32_t>(dice.upTo(65536));
      std::memcpy(&value, &bits, sizeof value);
      // Any float, also infinite and subnormal; NaN is compared elsewhere because a double may not keep its payload.
      return std::isnan(value) ? 1e-40F : value;
    }
  }
}

TEST(RoundTrip, TenThousandRandomMapsAreBitExact) {
  if (std::filesystem::is_directory("/dev/shm")) setenv("TMPDIR", "/dev/shm", 1);  // 10,000 fsyncs
  const test::TemporaryFolder folder;
  unsetenv("TMPDIR");
  constexpr std::array kOrders{Index3{1, 2, 3}, Index3{1, 3, 2}, Index3{2, 1, 3},
                               Index3{2, 3, 1}, Index3{3, 1, 2}, Index3{3, 2, 1}};
  constexpr std::array kModes{0, 1, 2, 6, 12};
  SerialExecutor executor;
  Progress progress;
  ReadHints hints;
  hints.asVolume = true;  // one section is a map here
  for (std::uint64_t number = 0; number < 10'000; ++number) {
    Dice dice(number);
    const Index3 size{1 + dice.upTo(17), 1 + dice.upTo(17), 1 + dice.upTo(17)};
    const int mode = kModes[static_cast<std::size_t>(dice.upTo(5))];
    test::MapFile source;
    source.box(size).mode(mode).axes(kOrders[static_cast<std::size_t>(dice.upTo(6))]);
    if (dice.upTo(2) == 1) source.big();
    if (dice.upTo(4) == 0) source.extension(static_cast<std::size_t>(dice.upTo(200)));
    std::vector<double> values = source.values();
    for (double& v : values) v = randomValue(dice, mode);
    source.values(values);
    const auto original = folder / "original.mrc", written = folder / "written.mrc";
    test::writeFile(original, source.bytes());
    const auto first = load(original, hints, executor, progress);
    ASSERT_EQ(first->volume.grid.size, size) << "case " << number;
    for (std::int64_t i = 0; i < first->volume.data.size(); ++i)
      ASSERT_EQ(std::bit_cast<std::uint32_t>(first->volume.data[i]),
                std::bit_cast<std::uint32_t>(static_cast<float>(values[static_cast<std::size_t>(i)])))
          << "case " << number << " mode " << mode << " voxel " << i;

    WriteOptions options;
    options.content = "round trip";
    options.source = &first->info;
    save(written, first->volume, options, progress);
    const auto second = load(written, hints, executor, progress);
    ASSERT_EQ(second->volume.grid.size, size) << "case " << number;
    ASSERT_EQ(std::memcmp(first->volume.data.data(), second->volume.data.data(),
                          static_cast<std::size_t>(first->volume.data.bytes())),
              0)
        << "case " << number;
    for (const Diagnostic& d : second->info.diagnostics)
      ASSERT_TRUE(d.id == "E-CONSTANT" || d.id == "E-NONFINITE") << "case " << number << ": " << d.line();
  }
}

TEST(RoundTrip, KeepsPayloadOfNaNAndSubnormals) {
  const test::TemporaryFolder folder;
  Volume volume({.size = {3, 2, 2}, .voxelSize = {1.9, 1.9, 1.9}, .origin = {4, 5, 6}});
  for (std::int64_t i = 0; i < 12; ++i) volume.data[i] = static_cast<float>(i);
  volume.data[4] = std::bit_cast<float>(0x7FC12345U);
  volume.data[5] = std::bit_cast<float>(0x80000001U);
  Progress progress;
  save(folder / "map.mrc", volume, {.content = "0.b soft mask"}, progress);
  SerialExecutor executor;
  const auto back = load(folder / "map.mrc", {}, executor, progress);
  EXPECT_EQ(std::memcmp(back->volume.data.data(), volume.data.data(), 48), 0);
  EXPECT_EQ(back->volume.grid.origin, (Vector3{4, 5, 6}));
  EXPECT_NEAR(back->volume.grid.voxelSize[0], 1.9, 1e-6);
  ASSERT_EQ(back->info.labels.size(), 1u);
  EXPECT_TRUE(back->info.labels[0].starts_with("Vitrine ")) << back->info.labels[0];
  EXPECT_NE(back->info.labels[0].find("0.b soft mask"), std::string::npos);
}

TEST(RoundTrip, WritesBytesOnRequest) {
  const test::TemporaryFolder folder;
  Volume mask({.size = {5, 4, 3}, .voxelSize = {2, 2, 2}});
  for (std::int64_t i = 0; i < mask.data.size(); ++i) mask.data[i] = static_cast<float>(i % 3 == 0);
  WriteOptions options;
  options.asBytes = true;
  options.content = "hard mask";
  Progress progress;
  save(folder / "mask.mrc", mask, options, progress);
  EXPECT_EQ(std::filesystem::file_size(folder / "mask.mrc"), 1024u + 60u);
  SerialExecutor executor;
  const auto back = load(folder / "mask.mrc", {}, executor, progress);
  EXPECT_EQ(back->info.mode, 0);
  EXPECT_EQ(std::memcmp(back->volume.data.data(), mask.data.data(), 240), 0);
  EXPECT_TRUE(back->info.diagnostics.empty());
}

TEST(RoundTrip, TakesPlacementAndLabelsFromTheSource) {
  const test::TemporaryFolder folder;
  test::MapFile file;
  file.axes({3, 1, 2}).word(5, 7).word(6, -8).word(7, 9);
  test::writeFile(folder / "a.mrc", file.bytes());
  SerialExecutor executor;
  Progress progress;
  const auto map = load(folder / "a.mrc", {}, executor, progress);
  WriteOptions options;
  options.source = &map->info;
  options.content = "copy";
  options.date = "2026-01-31";
  save(folder / "b.mrc", map->volume, options, progress);
  const MapInfo copy = probe(folder / "b.mrc");
  EXPECT_EQ(copy.start, map->info.start);
  EXPECT_EQ(copy.start, (Index3{-8, 9, 7}));
  ASSERT_EQ(copy.labels.size(), 2u);
  EXPECT_TRUE(copy.labels[0].ends_with("copy 2026-01-31"));
  EXPECT_EQ(copy.labels[1], "corpus");
  EXPECT_EQ(copy.grid.origin, map->info.grid.origin);
}

}  // namespace
}  // namespace vitrine
