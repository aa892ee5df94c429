// The scan against plain sums, and the same bits for any number of threads.
#include "core/volume/scan.hpp"
#include "core/base/random.hpp"
#include "core/volume/image.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

Volume noise(const Index3& size, std::uint64_t seed) {
  Volume volume({.size = size, .voxelSize = {1.5, 1.5, 1.5}});
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(randomNormal(seed, static_cast<std::uint64_t>(i)) + 0.3);
  return volume;
}

MapScan scanOf(const Volume& volume, int threads) {
  test::ThreadExecutor executor(threads);
  return scanVolume(volume.grid, volume.data.data(), executor, Progress());
}

TEST(Scan, AgreesWithPlainSums) {
  for (const Index3 size :
       {Index3{13, 70, 9}, Index3{64, 33, 20}, Index3{1, 1, 5}, Index3{7, 1, 1}, Index3{9, 200, 3}}) {
    const Volume volume = noise(size, 3);
    const MapScan scan = scanOf(volume, 2);
    std::array<std::vector<double>, 3> sums, squares;
    for (std::size_t a = 0; a < 3; ++a) {
      sums[a].assign(static_cast<std::size_t>(size[a]), 0);
      squares[a] = sums[a];
    }
    double sum = 0, square = 0, cube = 0, low = 1e9, high = -1e9;
    std::vector<double> alongZ(static_cast<std::size_t>(size[0] * size[1]));
    for (int z = 0; z < size[2]; ++z)
      for (int y = 0; y < size[1]; ++y)
        for (int x = 0; x < size[0]; ++x) {
          const double v = volume.at(x, y, z);
          const Index3 p{x, y, z};
          for (std::size_t a = 0; a < 3; ++a) {
            sums[a][static_cast<std::size_t>(p[a])] += v;
            squares[a][static_cast<std::size_t>(p[a])] += v * v;
          }
          alongZ[static_cast<std::size_t>(x + size[0] * y)] += v;
          sum += v;
          square += v * v;
          cube += v * v * v;
          low = std::min(low, v);
          high = std::max(high, v);
        }
    const double n = static_cast<double>(volume.data.size()), mean = sum / n;
    const double variance = square / n - mean * mean;
    const MapStatistics& s = scan.statistics;
    EXPECT_EQ(s.count, volume.data.size());
    EXPECT_EQ(s.minimum, low);
    EXPECT_EQ(s.maximum, high);
    EXPECT_NEAR(s.mean, mean, 1e-12);
    EXPECT_NEAR(s.rms, std::sqrt(variance), 1e-12);
    EXPECT_NEAR(s.skewness, (cube / n - 3 * mean * square / n + 2 * mean * mean * mean) / std::pow(variance, 1.5),
                1e-9);
    for (std::size_t a = 0; a < 3; ++a)
      for (std::size_t i = 0; i < sums[a].size(); ++i) {
        EXPECT_NEAR(scan.planeSum[a][i], sums[a][i], 1e-9) << a << " " << i;
        EXPECT_NEAR(scan.planeSumOfSquares[a][i], squares[a][i], 1e-9) << a << " " << i;
      }
    for (std::size_t i = 0; i < alongZ.size(); ++i) EXPECT_NEAR(scan.projection[2][i], alongZ[i], 1e-9);
    double lineY = 0, lineX = 0;  // one line of each other projection
    for (int i = 0; i < size[1]; ++i) lineY += volume.at(size[0] - 1, i, size[2] - 1);
    for (int i = 0; i < size[0]; ++i) lineX += volume.at(i, size[1] - 1, size[2] - 1);
    EXPECT_NEAR(scan.projection[1].back(), lineY, 1e-9);
    EXPECT_NEAR(scan.projection[0].back(), lineX, 1e-9);
  }
}

TEST(Scan, IsTheSameForAnyNumberOfThreads) {
  const Volume volume = noise({50, 130, 40}, 8);
  const MapScan one = scanOf(volume, 1);
  for (const int threads : {2, 7}) {
    const MapScan other = scanOf(volume, threads);
    EXPECT_EQ(one.statistics.mean, other.statistics.mean);
    EXPECT_EQ(one.statistics.rms, other.statistics.rms);
    EXPECT_EQ(one.statistics.skewness, other.statistics.skewness);
    EXPECT_EQ(one.planeSum, other.planeSum);
    EXPECT_EQ(one.planeSumOfSquares, other.planeSumOfSquares);
    EXPECT_EQ(one.projection, other.projection);
  }
}

TEST(Scan, DoesNotDependOnHowRowsAreGrouped) {
  const Volume volume = noise({19, 100, 12}, 5);
  const MapScan whole = scanOf(volume, 1);
  ScanAccumulator scan(volume.grid);
  ASSERT_GT(scan.bands(), 1);
  for (int z = 0; z < 12; ++z)
    for (int band = scan.bands() - 1; band >= 0; --band) {
      for (int y = scan.bandBegin(band); y < scan.bandEnd(band); ++y)
        scan.addRows(band, z, y, y + 1, volume.data.data() + volume.grid.index(0, y, z), volume.grid.size[0]);
      if (z % 5 == 2) scan.settle();
    }
  const MapScan piecewise = scan.finish();
  EXPECT_EQ(whole.planeSum, piecewise.planeSum);
  EXPECT_EQ(whole.projection, piecewise.projection);
  EXPECT_EQ(whole.statistics.mean, piecewise.statistics.mean);
  EXPECT_EQ(whole.statistics.rms, piecewise.statistics.rms);
}

TEST(Scan, CountsWhatIsNoNumberAndLeavesItOutOfSums) {
  Volume volume({.size = {11, 40, 3}, .voxelSize = {1, 1, 1}});
  std::fill(volume.data.begin(), volume.data.end(), 2.0F);
  volume.at(5, 3, 0) = 0;
  volume.at(10, 39, 2) = -7;
  volume.at(4, 30, 0) = std::numeric_limits<float>::infinity();
  volume.at(9, 1, 1) = std::numeric_limits<float>::quiet_NaN();
  volume.at(3, 1, 1) = -std::numeric_limits<float>::infinity();
  const MapStatistics s = scanOf(volume, 2).statistics;
  EXPECT_EQ(s.count, 1320 - 3);
  EXPECT_EQ(s.nan, 1);
  EXPECT_EQ(s.plusInfinity, 1);
  EXPECT_EQ(s.minusInfinity, 1);
  EXPECT_EQ(s.zeros, 1);
  EXPECT_EQ(s.minimum, -7);
  EXPECT_EQ(s.maximum, 2);
  ASSERT_TRUE(s.firstNonFinite.has_value());
  EXPECT_EQ(*s.firstNonFinite, (Index3{4, 30, 0}));
  EXPECT_DOUBLE_EQ(s.mean, (1315 * 2.0 - 7) / 1317);
}

TEST(Scan, KnowsAConstantMap) {
  Volume volume({.size = {33, 17, 5}, .voxelSize = {1, 1, 1}});
  std::fill(volume.data.begin(), volume.data.end(), 0.1F);
  const MapStatistics s = scanOf(volume, 1).statistics;
  EXPECT_TRUE(s.isConstant());
  EXPECT_EQ(s.rms, 0);
  EXPECT_EQ(s.mean, double{0.1F});
  EXPECT_EQ(s.skewness, 0);
}

TEST(Scan, MaximumVarianceTieGoesToTheLowestIndex) {
  EXPECT_EQ(firstOfLargest({1, 5, 5 * (1 + 1e-9), 5 * (1 + 1e-7), 2}), 1);
  EXPECT_EQ(firstOfLargest({1, 5, 5.1}), 2);
  Volume volume({.size = {8, 9, 10}, .voxelSize = {1, 1, 1}});
  std::fill(volume.data.begin(), volume.data.end(), 0.0F);
  volume.at(2, 7, 4) = volume.at(6, 7, 8) = 3;
  const MapScan scan = scanOf(volume, 1);
  EXPECT_EQ(scan.maximumVariancePlane(0), 2);
  EXPECT_EQ(scan.maximumVariancePlane(1), 7);
  EXPECT_EQ(scan.maximumVariancePlane(2), 4);
}

TEST(Image, SlicesRunAlongTheNamedAxes) {
  Volume volume({.size = {4, 3, 2}, .voxelSize = {1, 2, 3}});
  for (std::int64_t i = 0; i < volume.data.size(); ++i) volume.data[i] = static_cast<float>(i);
  const GrayImage x = slice(volume, 0, 1), y = slice(volume, 1, 2), z = slice(volume, 2, 1);
  EXPECT_EQ(x.width, 3);
  EXPECT_EQ(x.height, 2);
  EXPECT_EQ(x.at(2, 1), volume.at(1, 2, 1));
  EXPECT_EQ(x.pixelWidthA, 2);
  EXPECT_EQ(x.pixelHeightA, 3);
  EXPECT_EQ(y.at(3, 1), volume.at(3, 2, 1));
  EXPECT_EQ(z.at(3, 2), volume.at(3, 2, 1));
  EXPECT_EQ(z.index, 1);
  const GrayImage sum = projection(volume.grid, scanOf(volume, 1), 1);
  EXPECT_EQ(sum.width, 4);
  EXPECT_EQ(sum.height, 2);
  EXPECT_EQ(sum.at(3, 1), volume.at(3, 0, 1) + volume.at(3, 1, 1) + volume.at(3, 2, 1));
  EXPECT_EQ(sum.index, -1);
}

}  // namespace
}  // namespace vitrine
