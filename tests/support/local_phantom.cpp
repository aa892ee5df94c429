#include "tests/support/local_phantom.hpp"

#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/cut_noise.hpp"
#include "tests/support/phantoms.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace vitrine::test {
namespace {

constexpr double kFineA = 4, kCoarseA = 8;
constexpr double kCutWidth = 0.02;  // 1/A, from 1 to 0
constexpr int kBorder = 16;         // voxels, between both sides
constexpr std::int64_t kRowsPerBlock = 256;

Grid gridOf(const LocalPhantomRecipe& recipe) { return test::gridOf({recipe.n, recipe.n, recipe.n}, recipe.voxelSize); }

/// visit(y, z) for all rows of the box, a block of rows at a time.
template <class Visit>
void forRows(int n, Executor& executor, Visit visit) {
  parallelBlocks(executor, Progress(), std::int64_t{n} * n, kRowsPerBlock, [&](const BlockRange& block) {
    for (std::int64_t row = block.begin; row < block.end; ++row)
      visit(static_cast<int>(row % n), static_cast<int>(row / n));
  });
}

/// The shared white noise, low-passed, as rows of the result.
Spectrum lowPassed(const Grid& grid, double cutA, Executor& executor) {
  const int n = grid.size[0];
  Spectrum spectrum = paddedFor(grid);
  forRows(n, executor, [&](int y, int z) {
    float* row = paddedRow(spectrum, y, z);
    for (int x = 0; x < n; ++x) row[x] = static_cast<float>(phantomNormal(1, grid.index(x, y, z)));
  });
  Progress progress;
  forwardInPlace(spectrum, executor, progress);
  forRows(n, executor, [&](int k, int l) {
    std::complex<float>* row = spectrum.row(k, l);
    const double ky = signedIndex(k, n), kz = signedIndex(l, n);
    for (int h = 0; h < spectrum.rowLength(); ++h) {
      const double f = std::sqrt(h * h + ky * ky + kz * kz) / grid.edge(0);
      row[h] *= static_cast<float>(raisedCosine((f - 1 / cutA + kCutWidth / 2) / kCutWidth));
    }
  });
  inverseInPlace(spectrum, executor, progress);
  return spectrum;
}

}  // namespace

double phantomNormal(int stream, std::int64_t index) {
  const std::uint64_t base = 2 * static_cast<std::uint64_t>(index) + (static_cast<std::uint64_t>(stream) << 40);
  const auto uniform = [](std::uint64_t seed) {
    return (static_cast<double>(randomBits(seed, 0) >> 11) + 0.5) * 0x1p-53;
  };
  return std::sqrt(-2 * std::log(uniform(base))) * std::cos(2 * std::numbers::pi * uniform(base + 1));
}

Volume phantomSignal(const LocalPhantomRecipe& recipe, Executor& executor) {
  const Grid grid = gridOf(recipe);
  std::vector<double> coarse;  // its share along x
  for (int x = 0; x < recipe.n; ++x) coarse.push_back(1 - raisedCosine((x - recipe.n / 2.0 + kBorder / 2.0) / kBorder));
  Volume signal(grid);
  for (const bool isCoarse : {false, true}) {
    Spectrum passed = lowPassed(grid, isCoarse ? kCoarseA : kFineA, executor);
    forRows(recipe.n, executor, [&](int y, int z) {
      const float* from = paddedRow(passed, y, z);
      float* to = &signal.at(0, y, z);
      for (int x = 0; x < recipe.n; ++x) {
        const double share = coarse[static_cast<std::size_t>(x)];
        to[x] = isCoarse ? static_cast<float>(to[x] + share * from[x]) : static_cast<float>((1 - share) * from[x]);
      }
    });
  }
  return signal;
}

Volume phantomHalf(const LocalPhantomRecipe& recipe, const Volume& signal, int half, Executor& executor) {
  const Grid grid = gridOf(recipe);
  Volume result(grid);
  const int stream = recipe.sigma ? 2 + half : 4 + half;
  forRows(recipe.n, executor, [&](int y, int z) {
    std::int64_t i = grid.index(0, y, z);
    for (int x = 0; x < recipe.n; ++x, ++i) {
      const double noise = phantomNormal(stream, i);
      result.data[i] = static_cast<float>(recipe.sigma ? signal.data[i] + *recipe.sigma * noise : noise);
    }
  });
  return result;
}

Volume phantomMask(const LocalPhantomRecipe& recipe) {
  Volume mask = constantVolume(gridOf(recipe), 0);
  setBall(mask, {recipe.n / 2, recipe.n / 2, recipe.n / 2}, recipe.ballRadius, 1);
  return mask;
}

LocalPhantom localPhantom(const LocalPhantomRecipe& recipe, Executor& executor) {
  LocalPhantom phantom;
  Volume signal;
  if (recipe.sigma) signal = phantomSignal(recipe, executor);
  for (const int half : {0, 1})
    phantom.half[static_cast<std::size_t>(half)] = phantomHalf(recipe, signal, half, executor);
  phantom.mask = phantomMask(recipe);
  return phantom;
}

}  // namespace vitrine::test
