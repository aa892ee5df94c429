#include "core/resolution/randomise.hpp"

#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace vitrine {
namespace {

const Grid kGrids[] = {{{16, 16, 16}, {1.5, 1.5, 1.5}, {0, 0, 0}},
                       {{15, 15, 15}, {1.5, 1.5, 1.5}, {0, 0, 0}},
                       {{16, 13, 20}, {1.2, 1.5, 1.0}, {0, 0, 0}}};

Spectrum noise(const Grid& grid, std::uint64_t seed = 3) {
  Volume volume(grid);
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(0.5 + randomNormal(seed, static_cast<std::uint64_t>(i)));
  test::ThreadExecutor executor(2);
  Progress progress;
  return forward(volume, executor, progress);
}

Spectrum randomised(const Grid& grid, int firstShell, std::uint64_t seed = 8, int threads = 2) {
  Spectrum spectrum = noise(grid);
  test::ThreadExecutor executor(threads);
  randomisePhases(spectrum, firstShell, seed, executor, {});
  return spectrum;
}

int shellOf(const Grid& grid, int h, int k, int l) {
  const double g = std::hypot(signedIndex(h, grid.size[0]) / grid.edge(0), signedIndex(k, grid.size[1]) / grid.edge(1),
                              signedIndex(l, grid.size[2]) / grid.edge(2));
  return static_cast<int>(std::floor(g / Shells(grid).width() + 0.5));
}

template <class Body>
void everyCoefficient(const Spectrum& spectrum, Body body) {
  for (int l = 0; l < spectrum.grid.size[2]; ++l)
    for (int k = 0; k < spectrum.grid.size[1]; ++k)
      for (int h = 0; h < spectrum.rowLength(); ++h) body(h, k, l);
}

TEST(RandomisePhases, KeepsAmplitudesAndWhatLiesBelow) {
  for (const Grid& grid : kGrids) {
    const Spectrum before = noise(grid), after = randomised(grid, 4);
    int changed = 0;
    everyCoefficient(before, [&](int h, int k, int l) {
      const std::complex<float> a = before.row(k, l)[h], b = after.row(k, l)[h];
      if (shellOf(grid, h, k, l) < 4)
        EXPECT_EQ(a, b);
      else
        changed += std::abs(a - b) > 1e-3F * std::abs(a);
      EXPECT_NEAR(std::abs(a), std::abs(b), 1e-5F * (1 + std::abs(a)));
    });
    EXPECT_GT(changed, 0.8 * static_cast<double>(before.data.size()));
  }
}

TEST(RandomisePhases, MakesMatesConjugateAndSelfConjugateOnesReal) {
  for (const Grid& grid : kGrids) {
    const Spectrum spectrum = randomised(grid, 4);
    const auto [nx, ny, nz] = grid.size;
    int real = 0;
    for (int l = 0; l < nz; ++l)
      for (int k = 0; k < ny; ++k)
        for (int h = 0; h < spectrum.rowLength(); ++h) {
          if (friedelWeight(h, nx) == 2 || shellOf(grid, h, k, l) < 4) continue;
          const int mateK = (ny - k) % ny, mateL = (nz - l) % nz;
          EXPECT_EQ(spectrum.row(k, l)[h], std::conj(spectrum.row(mateK, mateL)[h]));
          real += mateK == k && mateL == l;
        }
    EXPECT_EQ(real, grid.size == kGrids[0].size ? 7 : grid.size == kGrids[1].size ? 0 : 3);
  }
}

TEST(RandomisePhases, GivesTheTransformOfARealMapOfEqualPower) {
  for (const Grid& grid : kGrids) {
    const Spectrum before = noise(grid), after = randomised(grid, 4);
    test::ThreadExecutor executor(2);
    Progress progress;
    const Volume map = inverse(randomised(grid, 4), executor, progress);
    const Spectrum again = forward(map, executor, progress);  // an imaginary residue would be lost here
    double power = 0, powerBefore = 0, mapPower = 0;
    everyCoefficient(before, [&](int h, int k, int l) {
      EXPECT_LT(std::abs(again.row(k, l)[h] - after.row(k, l)[h]), 1e-3F);
      power += friedelWeight(h, grid.size[0]) * std::norm(std::complex<double>(after.row(k, l)[h]));
      powerBefore += friedelWeight(h, grid.size[0]) * std::norm(std::complex<double>(before.row(k, l)[h]));
    });
    for (const float value : map.data.span()) mapPower += double(value) * value;
    EXPECT_NEAR(power / powerBefore, 1, 1e-5);
    EXPECT_NEAR(mapPower * static_cast<double>(grid.voxels()) / powerBefore, 1, 1e-5);
  }
}

TEST(RandomisePhases, DrawsUniformPhases) {
  const Grid grid{{32, 32, 32}, {1, 1, 1}, {0, 0, 0}};
  const Spectrum spectrum = randomised(grid, 2);
  std::vector<int> counts(16);
  int n = 0, negative = 0, real = 0;
  everyCoefficient(spectrum, [&](int h, int k, int l) {
    if (shellOf(grid, h, k, l) < 2) return;
    const std::complex<float> f = spectrum.row(k, l)[h];
    if (friedelWeight(h, 32) == 2) {
      const double turns = std::arg(std::complex<double>(f)) / (2 * std::numbers::pi) + 0.5;
      ++counts[static_cast<std::size_t>(turns * 16) % 16];
      ++n;
    }
    if (f.imag() == 0) {
      ++real;
      negative += f.real() < 0;
    }
  });
  double chiSquare = 0;
  for (const int count : counts) chiSquare += (count - n / 16.0) * (count - n / 16.0) / (n / 16.0);
  EXPECT_LT(chiSquare, 37.7);  // 15 degrees of freedom, 0.1 %
  EXPECT_EQ(real, 7);
  EXPECT_GT(negative, 0);
  EXPECT_LT(negative, 7);
}

TEST(RandomisePhases, TakesThePhaseOfASeedAndAnIndex) {
  const Grid& grid = kGrids[1];
  const Spectrum spectrum = randomised(grid, 2, 8);
  std::uint64_t index = 0;
  everyCoefficient(spectrum, [&](int h, int k, int l) {
    const double phase = 2 * std::numbers::pi * randomUniform(8, index++);
    if (h == 0 || shellOf(grid, h, k, l) < 2) return;
    const std::complex<double> f(spectrum.row(k, l)[h]);
    EXPECT_LT(std::abs(f - std::polar(std::abs(f), phase)), 2e-7 * std::abs(f));
  });
}

TEST(RandomisePhases, DependsOnTheSeedAndNotOnThreads) {
  const Grid& grid = kGrids[2];
  const Spectrum one = randomised(grid, 3, 8, 1), seven = randomised(grid, 3, 8, 7), other = randomised(grid, 3, 9, 1);
  bool differs = false;
  for (std::int64_t i = 0; i < one.data.size(); ++i) {
    EXPECT_EQ(one.data[i], seven.data[i]);
    differs |= one.data[i] != other.data[i];
  }
  EXPECT_TRUE(differs);
}

TEST(RandomisePhases, LeavesTheMeanAlone) {
  const Spectrum before = noise(kGrids[0]), after = randomised(kGrids[0], 0);
  EXPECT_EQ(before.data[0], after.data[0]);
  EXPECT_NE(before.data[1], after.data[1]);
}

}  // namespace
}  // namespace vitrine
