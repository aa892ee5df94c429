// How often pure noise is called signal: the measurement behind the false positive rates of 1.b.
#pragma once

#include "core/base/parallel.hpp"

#include <cstdint>
#include <vector>

namespace vitrine::test {

struct NoiseRates {
  double radius = 0;  ///< of the soft sphere, voxels; 0: no mask
  int pairs = 0;
  std::int64_t tests = 0;     ///< shells tested
  std::int64_t rejected = 0;  ///< of them p <= 0.01
  int discoveries = 0;        ///< pairs with any q <= 0.01 beyond the third shell
};

/// `pairs` pairs of white noise in a box of n, each pair under every mask.
std::vector<NoiseRates> noiseRates(int n, const std::vector<double>& radii, int pairs, std::uint64_t seed,
                                   Executor& executor);

}  // namespace vitrine::test
