// The half-map phantoms of 1.e: two sides of different resolution under noise, of known answer.
#pragma once

#include "core/fourier/transform.hpp"
#include "core/mask/threshold.hpp"
#include "tests/support/cut_noise.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace vitrine::half_map_phantom {

using test::phantomNoise;
using test::raisedCosine;

/// Cut at `cut` cycles per voxel, standard deviation 1.
inline Volume lowPassed(const Volume& volume, double cut, Executor& executor) {
  return test::lowPassed(
      volume, [cut](double) { return cut; }, executor);
}

inline Mask ball(const Grid& grid, double radius) {
  Mask mask(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x)
        if (std::hypot(x - grid.centre(0), y - grid.centre(1), z - grid.centre(2)) <= radius) {
          mask.set(x, y, z);
          ++mask.count;
        }
  return mask;
}

struct Halves {
  std::array<Volume, 2> half;
  Mask mask;

  std::array<Spectrum, 2> padded() const {
    std::array<Spectrum, 2> result;
    for (std::size_t i = 0; i < 2; ++i) {
      const Grid& grid = half[i].grid;
      result[i] = paddedFor(grid);
      for (int z = 0; z < grid.size[2]; ++z)
        for (int y = 0; y < grid.size[1]; ++y)
          std::copy_n(half[i].plane(z) + std::int64_t{grid.size[0]} * y, grid.size[0], paddedRow(result[i], y, z));
    }
    return result;
  }
};

/// A ball of noise cut at 4 voxels where x >= 0 and at 8 elsewhere, plus independent noise of 0.5 in both halves.
inline Halves phantom(const Grid& grid, double inner, double maskRadius, double sharpening = 0) {
  test::ThreadExecutor executor(2);
  Halves result{{phantomNoise(grid, 2), phantomNoise(grid, 3)}, ball(grid, maskRadius)};
  const Volume white = phantomNoise(grid, 1);
  const Volume fine = lowPassed(white, 0.25, executor), coarse = lowPassed(white, 0.125, executor);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x) {
        const std::int64_t i = grid.index(x, y, z);
        const double r = std::hypot(x - grid.centre(0), y - grid.centre(1), z - grid.centre(2));
        const double signal =
            double(x >= grid.centre(0) ? fine.data[i] : coarse.data[i]) * raisedCosine((r - inner) / 4);
        for (Volume& half : result.half) half.data[i] = static_cast<float>(signal + 0.5 * half.data[i]);
      }
  Progress progress;
  if (sharpening != 0)
    for (Volume& half : result.half) {
      Spectrum spectrum = forward(half, executor, progress);
      sharpen(spectrum, sharpening, 1, executor, {});
      half = inverse(std::move(spectrum), executor, progress);
    }
  return result;
}

inline const Halves& phantomA() {
  static const Halves halves = phantom(test::gridOf({96, 96, 96}), 26, 28);
  return halves;
}

}  // namespace vitrine::half_map_phantom
