#include "tests/support/noise_pairs.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/pair_pass.hpp"
#include "core/resolution/significance.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"

#include <algorithm>
#include <array>
#include <functional>

namespace vitrine::test {

namespace {

struct MaskState {
  MaskState(const Grid& grid, double radius, Executor& executor)
      : mask(radius > 0 ? softSphere(grid, radius) : constantVolume(grid, 1)) {
    Progress progress;
    Volume squared(grid);
    std::ranges::transform(mask.data, squared.data.begin(), [](float w) { return w * w; });
    freedom.inflation = varianceInflation(squared, executor, progress);
    rates.radius = radius;
  }
  void add(const std::array<Volume, 2>& noise, Executor& executor) {
    Progress progress;
    std::array<Spectrum, 2> halves;
    for (std::size_t half = 0; half < 2; ++half) {
      Volume masked(mask.grid);
      std::ranges::transform(noise[half].data, mask.data, masked.data.begin(), std::multiplies<>());
      halves[half] = forward(masked, executor, progress);
    }
    const PairSums sums = pairPass(halves[0], halves[1], {.cones = false, .occupancy = false}, executor, progress);
    const FscCurve curve = fscCurve(sums.shells, freedom, sums.shells.count() - 1);
    const Significance significance = testShells(curve);
    bool isDiscovery = false;
    for (int s = 1; s <= curve.last; ++s) {
      const auto i = static_cast<std::size_t>(s);
      if (significance.p[i] <= 0.01) ++rates.rejected;
      isDiscovery = isDiscovery || (s > 3 && significance.qYekutieli[i] <= kDiscoveryLevel);
    }
    ++rates.pairs;
    rates.tests += significance.tests;
    if (isDiscovery) ++rates.discoveries;
  }

  Volume mask;
  Freedom freedom;
  NoiseRates rates;
};

}  // namespace

std::vector<NoiseRates> noiseRates(int n, const std::vector<double>& radii, int pairs, std::uint64_t seed,
                                   Executor& executor) {
  const Grid grid = gridOf({n, n, n});
  std::vector<MaskState> states;
  for (const double radius : radii) states.emplace_back(grid, radius, executor);
  for (int pair = 0; pair < pairs; ++pair) {
    const std::uint64_t first = seed + 2 * static_cast<std::uint64_t>(pair);
    const std::array<Volume, 2> noise{whiteNoise(grid, first, executor), whiteNoise(grid, first + 1, executor)};
    for (MaskState& state : states) state.add(noise, executor);
  }
  std::vector<NoiseRates> rates;
  for (const MaskState& state : states) rates.push_back(state.rates);
  return rates;
}

}  // namespace vitrine::test
