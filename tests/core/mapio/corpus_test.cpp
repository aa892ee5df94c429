// Every file of the corpus gets the verdict written beside it, whatever the number of threads.
#include "tests/support/corpus.hpp"
#include "core/mapio/reader.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <algorithm>
#include <bit>
#include <cmath>

namespace vitrine {
namespace {

using test::CorpusCase;

std::vector<std::string> ids(const MapInfo& info) {
  std::vector<std::string> found;
  for (const Diagnostic& d : info.diagnostics) found.push_back(d.id);
  std::sort(found.begin(), found.end());
  return found;
}

void expectValues(const CorpusCase& expected, const Volume& volume) {
  ASSERT_EQ(volume.grid.size, expected.size);
  ASSERT_EQ(volume.data.size(), static_cast<std::int64_t>(expected.values.size()));
  for (std::int64_t i = 0; i < volume.data.size(); ++i) {
    const float want = static_cast<float>(expected.values[static_cast<std::size_t>(i)]);
    if (std::isnan(want))
      EXPECT_TRUE(std::isnan(volume.data[i])) << "voxel " << i;
    else
      EXPECT_EQ(std::bit_cast<std::uint32_t>(volume.data[i]), std::bit_cast<std::uint32_t>(want)) << "voxel " << i;
  }
}

class Corpus : public ::testing::TestWithParam<int> {};

/// Rows of 3 floats more than needed; what lies between them must stay as it was.
TEST_P(Corpus, RowsFurtherApartHoldTheSame) {
  const test::TemporaryFolder folder;
  const auto cases = test::writeCorpus(folder.path());
  test::ThreadExecutor executor(GetParam());
  constexpr float kGap = -77;
  for (const CorpusCase& one : cases) {
    if (!one.refusal.empty()) continue;
    SCOPED_TRACE(one.name);
    Progress progress;
    const auto map = load(folder / one.name, one.hints, executor, progress);
    for (const bool onlyVoxels : {false, true}) {
      Buffer<float> memory;
      const LoadedRows read = loadRows(
          folder / one.name, one.hints,
          [&](const Grid& grid) {
            const std::int64_t stride = grid.size[0] + 3;
            memory = Buffer<float>(stride * grid.size[1] * grid.size[2]);
            std::fill(memory.begin(), memory.end(), kGap);
            return VoxelRows(grid, memory.data(), stride);
          },
          onlyVoxels, executor, progress);
      EXPECT_EQ(read.rows.grid, map->volume.grid);
      std::int64_t wrong = 0;
      const bool shifted = onlyVoxels && map->info.mode0 == Mode0::ImodOffset && !one.hints.mode0;  // by judgeValues()
      const auto [nx, ny, nz] = map->volume.grid.size;
      for (int z = 0; z < nz; ++z)
        for (int y = 0; y < ny; ++y)
          for (int x = 0; x < nx + 3; ++x) {
            const float want = x < nx ? map->volume.at(x, y, z) - (shifted ? 128.0F : 0.0F) : kGap;
            wrong += std::bit_cast<std::uint32_t>(read.rows.row(y, z)[x]) != std::bit_cast<std::uint32_t>(want);
          }
      EXPECT_EQ(wrong, 0);
      if (onlyVoxels) continue;
      EXPECT_EQ(ids(read.info), ids(map->info));
      EXPECT_EQ(read.info.sha256, map->info.sha256);
      EXPECT_EQ(read.scan.planeSum, map->scan.planeSum);
      EXPECT_EQ(read.scan.projection, map->scan.projection);
      EXPECT_EQ(read.info.nonFiniteReplaced, map->info.nonFiniteReplaced);
    }
  }
}

TEST_P(Corpus, EveryFileGetsItsVerdict) {
  const test::TemporaryFolder folder;
  const auto cases = test::writeCorpus(folder.path());
  EXPECT_GT(cases.size(), 150u);
  test::ThreadExecutor executor(GetParam());
  for (const CorpusCase& one : cases) {
    SCOPED_TRACE(one.name);
    Progress progress;
    try {
      const auto map = load(folder / one.name, one.hints, executor, progress);
      EXPECT_EQ(one.refusal, "") << "was read";
      EXPECT_EQ(ids(map->info), one.diagnostics);
      if (!one.values.empty()) expectValues(one, map->volume);
      EXPECT_EQ(map->info.sha256.size(), 64u);
      EXPECT_EQ(map->info.sha256File.empty(), map->info.compression == Compression::None);
      const MapInfo probed = probe(folder / one.name, one.hints);
      EXPECT_EQ(probed.grid, map->info.grid);
    } catch (const MapError& e) {
      EXPECT_EQ(e.diagnostic().id, one.refusal) << e.what();
      EXPECT_EQ(e.diagnostic().file, (folder / one.name).string());
      EXPECT_FALSE(e.diagnostic().message.empty());
      EXPECT_EQ(std::string(e.what()).find('\n'), std::string::npos) << "one line";
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Threads, Corpus, ::testing::Values(1, 2, 7));

TEST(CorpusGeometry, PlacesTheMapOnce) {
  const test::TemporaryFolder folder;
  test::writeCorpus(folder.path());
  const auto origin = [&](const char* name) { return probe(folder / name).grid.origin; };
  EXPECT_EQ(origin("start.mrc"), (Vector3{-4.5, -3, -3}));
  EXPECT_EQ(origin("start_origin.mrc"), (Vector3{10, 20, 30}));
  EXPECT_EQ(origin("start_huge.mrc"), (Vector3{0, 0, 0}));
  EXPECT_EQ(origin("origin_1e30.mrc"), (Vector3{0, 0, 0}));
  EXPECT_EQ(origin("axes_312.mrc"), (Vector3{3, 4.5, 1.5}));  // NXSTART 1 runs along z, 2 along x, 3 along y
  EXPECT_EQ(probe(folder / "sampling_of_cell.mrc").grid.voxelSize, (Vector3{1.5, 1.5, 1.5}));
  EXPECT_EQ(probe(folder / "anisotropic.mrc").grid.voxelSize, (Vector3{1.5, 1.5, 3}));
  EXPECT_FALSE(probe(folder / "cell_nan.mrc").grid.hasVoxelSize());
  const Vector3 nearly = probe(folder / "anisotropic_little.mrc").grid.voxelSize;
  EXPECT_EQ(nearly[0], nearly[2]);
  EXPECT_NEAR(nearly[0], 1.5001, 1e-6);
}

TEST(CorpusText, SaysWhatTheFileIs) {
  const test::TemporaryFolder folder;
  test::writeCorpus(folder.path());
  const auto message = [&](const char* name) -> std::string {
    try {
      probe(folder / name);
    } catch (const MapError& e) {
      return e.what();
    }
    return "was read";
  };
  const auto has = [&](const char* name, const char* words) {
    EXPECT_NE(message(name).find(words), std::string::npos) << message(name);
  };
  has("picture.tif", "TIFF");
  has("eman.hdf", "HDF5");
  has("particles.cs", "NumPy");
  has("map.mrc.xz", "xz -d");
  has("map.lz4", "lz4 -d");
  has("map.zip", "unzip");
  has("xmipp.vol", "SPIDER");
  has("postprocess.star", "STAR");
  has("model.pdb", "atomic model (PDB)");
  has("model.cif", "atomic model (mmCIF)");
  has("gzip_of_text.gz", "compressed data, inside: an atomic model");
  has("truncated.mrc", "1324 of 1504 bytes. 2 of 4 sections are whole.");
  has("nx_negative.mrc", "-6, 5, 4");
  has("volumes_2.mrc", "--volume-index 0 to 1");
  has("mode9.mrc", "MODE = 9");
}

}  // namespace
}  // namespace vitrine
