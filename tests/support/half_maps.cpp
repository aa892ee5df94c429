#include "tests/support/half_maps.hpp"

#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::test {
namespace {

constexpr std::int64_t kVoxelsPerBlock = 1 << 16;

Spectrum whiteSpectrum(const Grid& grid, std::uint64_t seed, Executor& executor) {
  Progress progress;
  return forward(whiteNoise(grid, seed, executor), executor, progress);
}

double length(const Vector3& g) { return std::hypot(g[0], g[1], g[2]); }

}  // namespace

void addNoise(Volume& volume, std::uint64_t seed, double standardDeviation, Executor& executor) {
  parallelBlocks(executor, Progress(), volume.grid.voxels(), kVoxelsPerBlock, [&](const BlockRange& block) {
    for (std::int64_t i = block.begin; i < block.end; ++i)
      volume.data[i] =
          static_cast<float>(volume.data[i] + standardDeviation * randomNormal(seed, static_cast<std::uint64_t>(i)));
  });
}

Volume whiteNoise(const Grid& grid, std::uint64_t seed, Executor& executor) {
  Volume volume(grid);
  std::ranges::fill(volume.data, 0.0F);
  addNoise(volume, seed, 1, executor);
  return volume;
}

std::array<Spectrum, 2> halfSpectraWithFsc(const Grid& grid, const OfFrequency& rho, std::uint64_t seed,
                                           Executor& executor, const OfFrequency& amplitude) {
  const Spectrum shared = whiteSpectrum(grid, 3 * seed, executor);
  std::array<Spectrum, 2> halves{whiteSpectrum(grid, 3 * seed + 1, executor),
                                 whiteSpectrum(grid, 3 * seed + 2, executor)};
  const auto [nx, ny, nz] = grid.size;
  parallelBlocks(executor, Progress(), nz, 4, [&, columns = nx, rows = ny, planes = nz](const BlockRange& block) {
    for (auto l = static_cast<int>(block.begin); l < block.end; ++l)
      for (int k = 0; k < rows; ++k)
        for (int h = 0; h <= columns / 2; ++h) {
          const Vector3 g{h / grid.edge(0), signedIndex(k, rows) / grid.edge(1), signedIndex(l, planes) / grid.edge(2)};
          const double r = rho(g), a = amplitude ? amplitude(g) : 1.0;
          const auto common = static_cast<float>(a * std::sqrt(r)), own = static_cast<float>(a * std::sqrt(1 - r));
          for (Spectrum& half : halves) half.row(k, l)[h] = common * shared.row(k, l)[h] + own * half.row(k, l)[h];
        }
  });
  return halves;
}

std::array<Volume, 2> halfMapsWithFsc(const Grid& grid, const OfFrequency& rho, std::uint64_t seed, Executor& executor,
                                      const OfFrequency& amplitude) {
  auto spectra = halfSpectraWithFsc(grid, rho, seed, executor, amplitude);
  Progress progress;
  std::array<Volume, 2> halves;
  for (std::size_t i = 0; i < 2; ++i) halves[i] = inverse(std::move(spectra[i]), executor, progress);
  return halves;
}

OfFrequency logisticFsc(const Grid& grid, double centre, double width) {
  const double n = grid.size[0], edge = grid.edge(0);
  return [=](const Vector3& g) { return 1 / (1 + std::exp((length(g) * edge / n - centre) / width)); };
}

double logisticCrossingA(const Grid& grid, double t, double centre, double width) {
  return grid.voxelSize[0] / (centre + width * std::log((1 - t) / t));
}

OfFrequency anisotropicFsc(const Grid& grid) {
  const double n = grid.size[0], edge = grid.edge(0);
  return [=](const Vector3& g) {
    const double r = length(g), cosine = r > 0 ? g[2] / r : 0;
    return 1 / (1 + std::exp((r * edge / n - 0.25 * (1 - 0.4 * cosine * cosine)) / 0.03));
  };
}

Volume softSphere(const Grid& grid, double radius, double sigma) {
  Volume mask(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    const double r = std::hypot(v[0] - grid.centre(0), v[1] - grid.centre(1), v[2] - grid.centre(2));
    mask.data[i] =
        r <= radius ? 1.0F : static_cast<float>(std::exp(-(r - radius) * (r - radius) / (2 * sigma * sigma)));
  }
  return mask;
}

void multiply(Volume& volume, const Volume& mask) {
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) volume.data[i] *= mask.data[i];
}

}  // namespace vitrine::test
