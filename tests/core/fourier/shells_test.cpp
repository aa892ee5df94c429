#include "core/fourier/shells.hpp"

#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <vector>

namespace vitrine {
namespace {

Spectrum randomSpectrum(const Grid& grid) {
  Volume volume(grid);
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(randomNormal(9, static_cast<std::uint64_t>(i)));
  test::ThreadExecutor executor(2);
  Progress progress;
  return forward(volume, executor, progress);
}

AmplitudeProfile amplitudes(const Spectrum& spectrum, int threads = 2) {
  test::ThreadExecutor executor(threads);
  return shellAmplitudes(spectrum, executor, {});
}

const Grid kGrids[] = {{{16, 16, 16}, {1.5, 1.5, 1.5}, {0, 0, 0}},
                       {{15, 15, 15}, {1.5, 1.5, 1.5}, {0, 0, 0}},
                       {{16, 13, 20}, {1.2, 1.5, 1.0}, {0, 0, 0}},
                       {{9, 30, 12}, {2.0, 1.0, 1.5}, {0, 0, 0}}};

/// The full sphere by definition: every coefficient of the full transform, one by one.
TEST(Shells, SumsEveryCoefficientOfTheFullTransformOnce) {
  for (const Grid& grid : kGrids) {
    const Spectrum spectrum = randomSpectrum(grid);
    const Shells shells(grid);
    std::vector<double> sum(static_cast<std::size_t>(shells.count())), weight(sum);
    const auto [nx, ny, nz] = grid.size;
    for (int l = 0; l < nz; ++l)
      for (int k = 0; k < ny; ++k)
        for (int h = 0; h < nx; ++h) {
          const bool stored = h <= nx / 2;
          const std::complex<double> f =
              stored ? spectrum.row(k, l)[h] : spectrum.row((ny - k) % ny, (nz - l) % nz)[nx - h];
          const double g = std::hypot(signedIndex(h, nx) / grid.edge(0), signedIndex(k, ny) / grid.edge(1),
                                      signedIndex(l, nz) / grid.edge(2));
          const auto s = static_cast<std::size_t>(std::floor(g / shells.width() + 0.5));
          if (s >= sum.size()) continue;
          sum[s] += std::abs(f);
          weight[s] += 1;
        }
    const ShellAmplitudes found = amplitudes(spectrum).proper;
    ASSERT_EQ(found.count(), shells.count());
    for (std::size_t s = 0; s < sum.size(); ++s) {
      EXPECT_EQ(found.weight[s], weight[s]) << s;
      EXPECT_NEAR(found.sum[s], sum[s], 1e-5 * (1 + sum[s])) << s;
    }
  }
}

TEST(Shells, VrsCountsStoredCoefficientsOnceUpToDigitalFrequencyHalf) {
  for (const Grid& grid : kGrids) {
    const Spectrum spectrum = randomSpectrum(grid);
    const auto [nx, ny, nz] = grid.size;
    std::map<int, std::pair<double, double>> expected;
    for (int l = 0; l < nz; ++l)
      for (int k = 0; k < ny; ++k)
        for (int h = 0; h <= nx / 2; ++h) {
          const double r = std::hypot(double(signedIndex(h, nx)) / nx, double(signedIndex(k, ny)) / ny,
                                      double(signedIndex(l, nz)) / nz);
          if (r > 0.5 + 1e-9) continue;
          auto& [sum, count] = expected[static_cast<int>(std::floor(r * nx + 0.5))];
          sum += std::abs(std::complex<double>(spectrum.row(k, l)[h]));
          count += 1;
        }
    const ShellAmplitudes found = amplitudes(spectrum).vrs;
    EXPECT_NEAR(found.frequency(1), 1 / grid.edge(0), 1e-15);
    for (const auto& [shell, sums] : expected) {
      ASSERT_LT(shell, found.count());
      const auto s = static_cast<std::size_t>(shell);
      EXPECT_EQ(found.weight[s], sums.second) << shell;
      EXPECT_NEAR(found.sum[s], sums.first, 1e-5 * (1 + sums.first)) << shell;
    }
  }
}

TEST(Shells, EndAtTheNyquistFrequencyOfTheCoarsestAxis) {
  const Shells cube(Grid{{64, 64, 64}, {1.05, 1.05, 1.05}, {0, 0, 0}});
  EXPECT_EQ(cube.last(), 32);
  EXPECT_NEAR(cube.resolution(32), 2.1, 1e-12);
  const Shells box(Grid{{64, 48, 40}, {1.5, 2.0, 2.4}, {0, 0, 0}});  // 96 A each way
  EXPECT_EQ(box.last(), 20);
  const Shells flat(Grid{{64, 64, 10}, {1, 1, 1}, {0, 0, 0}});
  EXPECT_NEAR(flat.width(), 0.1, 1e-15);  // the shortest edge decides
  EXPECT_EQ(flat.last(), 5);
}

TEST(Shells, AreTheSameForAnyNumberOfThreads) {
  const Spectrum spectrum = randomSpectrum(kGrids[2]);
  const AmplitudeProfile one = amplitudes(spectrum, 1), seven = amplitudes(spectrum, 7);
  EXPECT_EQ(one.proper.sum, seven.proper.sum);
  EXPECT_EQ(one.vrs.sum, seven.vrs.sum);
}

TEST(Sharpen, MultipliesUpToTheLimitAndSumsWhatItLeaves) {
  for (const Grid& grid : kGrids) {
    const Spectrum before = randomSpectrum(grid);
    Spectrum after = randomSpectrum(grid);
    test::ThreadExecutor executor(2);
    const double limit = 0.25;
    const AmplitudeProfile reported = sharpen(after, -80, limit, executor, {});
    const auto [nx, ny, nz] = grid.size;
    for (int l = 0; l < nz; ++l)
      for (int k = 0; k < ny; ++k)
        for (int h = 0; h <= nx / 2; ++h) {
          const double f = std::hypot(signedIndex(h, nx) / grid.edge(0), signedIndex(k, ny) / grid.edge(1),
                                      signedIndex(l, nz) / grid.edge(2));
          if (std::abs(f - limit) < 1e-6) continue;
          const double factor = f < limit ? std::exp(20 * f * f) : 1;
          const std::complex<float> expected = before.row(k, l)[h] * static_cast<float>(factor);
          EXPECT_LE(std::abs(after.row(k, l)[h] - expected), 1e-5F * std::abs(expected));
        }
    EXPECT_EQ(reported.proper.sum, amplitudes(after).proper.sum);
  }
}

}  // namespace
}  // namespace vitrine
