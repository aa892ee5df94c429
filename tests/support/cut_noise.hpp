// White noise cut at a frequency: what the phantoms of 1.e and 1.g are made of.
#pragma once

#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "core/volume/volume.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <utility>

namespace vitrine::test {

/// Cosine from 1 at 0 to 0 at 1.
inline double raisedCosine(double t) { return (1 + std::cos(std::numbers::pi * std::clamp(t, 0.0, 1.0))) / 2; }

/// White noise of the phantoms: Box and Muller over the splitmix64 step of seed 2^32 + 2n and the next.
inline Volume phantomNoise(const Grid& grid, std::uint64_t seed) {
  Volume volume(grid);
  const auto uniform = [](std::uint64_t x) { return (static_cast<double>(randomBits(x, 0) >> 11) + 0.5) * 0x1p-53; };
  for (std::int64_t n = 0; n < grid.voxels(); ++n) {
    const std::uint64_t x = (seed << 32) + 2 * static_cast<std::uint64_t>(n);
    volume.data[n] =
        static_cast<float>(std::sqrt(-2 * std::log(uniform(x))) * std::cos(2 * std::numbers::pi * uniform(x + 1)));
  }
  return volume;
}

/// Cuts a map at cut(cosine of the frequency with z) cycles per voxel and scales it to a standard deviation of 1.
template <class Cut>
Volume lowPassed(const Volume& volume, Cut cut, Executor& executor) {
  Progress progress;
  Spectrum spectrum = forward(volume, executor, progress);
  const auto [nx, ny, nz] = volume.grid.size;
  for (int l = 0; l < nz; ++l)
    for (int k = 0; k < ny; ++k)
      for (int h = 0; h < spectrum.rowLength(); ++h) {
        const double w = double(signedIndex(l, nz)) / nz;
        const double u = std::hypot(w, double(signedIndex(k, ny)) / ny, double(h) / nx);
        spectrum.row(k, l)[h] *= static_cast<float>(raisedCosine((u - cut(u > 0 ? w / u : 0) + 0.01) / 0.02));
      }
  Volume filtered = inverse(std::move(spectrum), executor, progress);
  double sum = 0, squares = 0;
  const auto count = static_cast<double>(volume.grid.voxels());
  for (const float value : filtered.data) {
    sum += value;
    squares += static_cast<double>(value) * value;
  }
  const double deviation = std::sqrt(squares / count - std::pow(sum / count, 2));
  for (float& value : filtered.data) value = static_cast<float>(value / deviation);
  return filtered;
}

}  // namespace vitrine::test
