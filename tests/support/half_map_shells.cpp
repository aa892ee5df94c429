#include "tests/support/half_map_shells.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/freedom.hpp"
#include "core/resolution/randomise.hpp"
#include "core/resolution/significance.hpp"
#include "tests/support/half_maps.hpp"

#include <algorithm>
#include <functional>

namespace vitrine::test {
namespace {

constexpr PairPassOptions kShellsOnly{.cones = false, .occupancy = false};

std::array<Spectrum, 2> maskedTransforms(const std::array<Volume, 2>& halves, const Volume& mask, Executor& executor) {
  std::array<Spectrum, 2> spectra;
  for (std::size_t half = 0; half < 2; ++half) {
    Volume masked(mask.grid);
    std::ranges::transform(halves[half].data, mask.data, masked.data.begin(), std::multiplies<>());
    Progress progress;
    spectra[half] = forward(masked, executor, progress);
  }
  return spectra;
}

}  // namespace

HalfMapShells shellsOfSpectra(const std::array<Spectrum, 2>& halves, Executor& executor) {
  HalfMapShells shells;
  shells.unmasked = pairPass(halves[0], halves[1], kShellsOnly, executor, {});
  const ShellSums& sums = shells.unmasked.shells;
  shells.lastUsable = sums.count() - 1;
  for (int s = 1; s < sums.count() && shells.randomisedFrom == 0; ++s)
    if (sums.fsc(s) < 0.8) shells.randomisedFrom = s;
  const FscCurve curve = fscCurve(sums, {}, shells.lastUsable);
  shells.samples =
      sampleShells(halves[0], halves[1], selfCheckShells(curve, testShells(curve)), kSampleSize, 1, executor, {});
  return shells;
}

HalfMapShells shellsOfMaps(const std::array<Volume, 2>& halves, const Volume& mask, Executor& executor) {
  Progress progress;
  std::array<Spectrum, 2> spectra{forward(halves[0], executor, progress), forward(halves[1], executor, progress)};
  HalfMapShells shells = shellsOfSpectra(spectra, executor);
  shells.maskName = "test mask";
  const auto masked = maskedTransforms(halves, mask, executor);
  shells.masked = pairPass(masked[0], masked[1], kShellsOnly, executor, {});
  Volume squared(mask.grid);
  std::ranges::transform(mask.data, squared.data.begin(), [](float w) { return w * w; });
  shells.maskInflation = varianceInflation(squared, executor, progress);
  if (shells.randomisedFrom == 0) return shells;
  std::array<Volume, 2> randomised;
  for (std::size_t half = 0; half < 2; ++half) {
    randomisePhases(spectra[half], shells.randomisedFrom, 500 + half, executor, progress);
    randomised[half] = inverse(std::move(spectra[half]), executor, progress);
  }
  const auto both = maskedTransforms(randomised, mask, executor);
  shells.randomised = pairPass(both[0], both[1], kShellsOnly, executor, {});
  return shells;
}

}  // namespace vitrine::test
