#include "core/fourier/inverse_box.hpp"

#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace vitrine {
namespace {

Volume randomVolume(Index3 size) {
  Volume volume({size, {1, 1, 1}, {0, 0, 0}});
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(randomUniform(3, static_cast<std::uint64_t>(i)) - 0.5);
  return volume;
}

Spectrum transformed(const Volume& volume) {
  test::ThreadExecutor executor(2);
  Progress progress;
  return forward(volume, executor, progress);
}

/// Coefficients with |index| <= reach of every axis, onto a grid of another size.
ColumnFill copyOf(const Spectrum& source, const FourierReach& reach) {
  return [&source, &reach](int h, int count, int k, std::complex<float>* out, std::int64_t stride) {
    const auto [nx, ny, nz] = source.grid.size;
    const int rows = reach.rows(2);
    for (int i = 0; i < rows; ++i) {
      const int l = signedIndex(i, rows);
      for (int c = 0; c < count; ++c)
        out[c * stride + (l < 0 ? l + reach.size[2] : l)] = source.row(k < 0 ? k + ny : k, l < 0 ? l + nz : l)[h + c];
    }
    return true;
  };
}

std::vector<float> boxOf(const FourierReach& reach, const PeriodicBox& box, const ColumnFill& fill, int threads = 2) {
  test::ThreadExecutor executor(threads);
  Progress progress;
  const auto [cx, cy, cz] = box.count;
  std::vector<float> result(static_cast<std::size_t>(cx) * static_cast<std::size_t>(cy) * static_cast<std::size_t>(cz));
  inverseBox(
      reach, box, fill,
      [&, columns = cx, rows = cy](int y, int z, const float* row) {
        std::copy_n(row, columns, result.data() + std::int64_t{columns} * (y + std::int64_t{rows} * z));
      },
      executor, progress);
  return result;
}

class InverseBox : public testing::TestWithParam<Index3> {};

/// All coefficients: the map itself, wherever the box lies and however often it goes round.
TEST_P(InverseBox, OfAllCoefficientsIsTheMap) {
  const Volume volume = randomVolume(GetParam());
  const Spectrum spectrum = transformed(volume);
  const auto [nx, ny, nz] = GetParam();
  const FourierReach all{GetParam(), {nx, ny, nz}};
  const PeriodicBox box{{-3, 2, ny / 2}, {nx + 5, std::max(1, ny - 3), 4}};
  const std::vector<float> found = boxOf(all, box, copyOf(spectrum, all));
  const auto voxels = static_cast<float>(volume.grid.voxels());
  std::size_t i = 0;
  for (int z = 0; z < box.count[2]; ++z)
    for (int y = 0; y < box.count[1]; ++y)
      for (int x = 0; x < box.count[0]; ++x) {
        const auto at = [](int place, int n) { return (place % n + n) % n; };
        EXPECT_NEAR(found[i++] / voxels,
                    volume.at(at(x + box.begin[0], nx), at(y + box.begin[1], ny), at(z + box.begin[2], nz)), 2e-6);
      }
}

INSTANTIATE_TEST_SUITE_P(Sizes, InverseBox,
                         testing::Values(Index3{16, 16, 16}, Index3{15, 14, 9}, Index3{40, 6, 21}, Index3{7, 35, 12}));

/// Few coefficients on a coarse grid: every second voxel of what the fine grid gives.
TEST(InverseBox, OnACoarserGridIsTheSameBandSampledThere) {
  const Spectrum spectrum = transformed(randomVolume({24, 32, 20}));
  const FourierReach fine{{24, 32, 20}, {3, 5, 2}}, coarse{{12, 16, 10}, {3, 5, 2}};
  const std::vector<float> onFine = boxOf(fine, {{0, 0, 0}, {24, 32, 20}}, copyOf(spectrum, fine));
  const std::vector<float> onCoarse = boxOf(coarse, {{0, 0, 0}, {12, 16, 10}}, copyOf(spectrum, coarse));
  for (std::size_t z = 0; z < 10; ++z)
    for (std::size_t y = 0; y < 16; ++y)
      for (std::size_t x = 0; x < 12; ++x)
        EXPECT_NEAR(onCoarse[(z * 16 + y) * 12 + x], onFine[(2 * z * 32 + 2 * y) * 24 + 2 * x], 2e-3);
}

TEST(InverseBox, IsTheSameForAnyNumberOfThreads) {
  const Spectrum spectrum = transformed(randomVolume({24, 32, 20}));
  const FourierReach reach{{24, 32, 20}, {7, 9, 8}};
  const PeriodicBox box{{-2, 3, 5}, {11, 20, 18}};
  EXPECT_EQ(boxOf(reach, box, copyOf(spectrum, reach), 1), boxOf(reach, box, copyOf(spectrum, reach), 4));
}

TEST(InverseBox, FastSizesHaveSmallFactors) {
  EXPECT_EQ(fastSize(1), 1);
  EXPECT_EQ(fastSize(11), 12);
  EXPECT_EQ(fastSize(523), 525);
  EXPECT_EQ(fastSize(1024), 1024);
}

}  // namespace
}  // namespace vitrine
