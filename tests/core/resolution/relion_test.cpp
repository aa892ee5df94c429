// The sums of a pair of half maps against numbers of RELION on the same files.
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/fsc_curve.hpp"
#include "core/resolution/pair_pass.hpp"
#include "core/resolution/randomise.hpp"
#include "tests/support/simulated.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace vitrine {
namespace {

// relion_postprocess 3.1.3 (Debian 3.1.3-3+b1) --i half1 --i2 half2 --mask mask --angpix 2.2 on the files that
// writeSimulated(simulated()) makes: shells 0 .. 32 of rlnFourierShellCorrelationUnmaskedMaps, ...MaskedMaps and
// ...Corrected; phases randomised from 23.466667 A, shell 6.
constexpr std::array<double, 33> kUnmasked = {
    1.000000,  0.998531,  0.995067, 0.979781,  0.966996, 0.925765, 0.792466, 0.753043,  0.706286,  0.641204, 0.537610,
    0.451146,  0.406182,  0.327870, 0.315471,  0.196902, 0.151235, 0.107443, 0.111519,  0.069111,  0.029594, 0.042900,
    -0.011250, -0.001970, 0.014574, -0.000069, 0.009584, 0.008430, 0.009084, -0.006150, -0.002190, 0.002921, 0.001650};
constexpr std::array<double, 33> kMasked = {
    1.000000, 0.999952, 0.999717, 0.999186, 0.998275, 0.995583, 0.986649, 0.981703, 0.975464, 0.965938, 0.956229,
    0.937034, 0.919041, 0.896286, 0.866606, 0.803509, 0.736212, 0.653904, 0.596458, 0.489027, 0.373773, 0.347726,
    0.297964, 0.184249, 0.121910, 0.105769, 0.058082, 0.029268, 0.043145, 0.024269, 0.022297, 0.026219, 0.039001};
constexpr std::array<double, 33> kCorrected = {
    1.000000,  0.999952,  0.999717,  0.999186,  0.998275,  0.995583, 0.986649, 0.981703, 0.935034,
    0.920375,  0.924059,  0.895731,  0.874536,  0.842267,  0.808217, 0.738925, 0.662434, 0.555130,
    0.504370,  0.391024,  0.302102,  0.304850,  0.259443,  0.091236, 0.043360, 0.031532, -0.012960,
    -0.027990, -0.021890, -0.021970, -0.031250, -0.025160, -0.015020};
constexpr int kRandomisedFrom = 6;
constexpr int kLast = 31;  // programs differ in what the outermost shell holds

using Spectra = std::array<Spectrum, 2>;

Spectra transforms(const SimulatedMaps& maps, Executor& executor) {
  Progress progress;
  return {forward(maps.half1, executor, progress), forward(maps.half2, executor, progress)};
}

/// Multiplies both maps by the mask and transforms them.
Spectra masked(const Volume& half1, const Volume& half2, const Mask& mask, Executor& executor) {
  Spectra result;
  for (int half = 0; half < 2; ++half) {
    const Volume& map = half == 0 ? half1 : half2;
    Volume inside(map.grid);
    for (std::int64_t i = 0; i < map.grid.voxels(); ++i) {
      const Index3 v = map.grid.voxelOf(i);
      inside.data[i] = mask.at(v[0], v[1], v[2]) ? map.data[i] : 0;
    }
    Progress progress;
    result[static_cast<std::size_t>(half)] = forward(inside, executor, progress);
  }
  return result;
}

ShellSums sumsOf(const Spectra& spectra, Executor& executor) {
  return pairPass(spectra[0], spectra[1], {.cones = false, .occupancy = false}, executor, {}).shells;
}

TEST(RelionsNumbers, OfUnmaskedAndMaskedHalvesAreFoundWhenCountingAsRelion) {
  const SimulatedMaps maps = test::simulated();
  test::ThreadExecutor executor(2);
  const ShellSums unmasked = sumsOf(transforms(maps, executor), executor);
  const ShellSums inside = sumsOf(masked(maps.half1, maps.half2, maps.particle, executor), executor);
  ASSERT_EQ(unmasked.count(), static_cast<int>(kUnmasked.size()));
  for (std::size_t s = 1; s <= kLast; ++s) {
    EXPECT_NEAR(unmasked.stored.correlation(s), kUnmasked[s], 1e-5) << s;
    EXPECT_NEAR(inside.stored.correlation(s), kMasked[s], 1e-5) << s;
  }
}

TEST(RelionsNumbers, OfTheCorrectedCurveAreFoundWithinTheErrorOfTheRandomPhases) {
  const SimulatedMaps maps = test::simulated();
  test::ThreadExecutor executor(2);
  const ShellSums inside = sumsOf(masked(maps.half1, maps.half2, maps.particle, executor), executor);
  Spectra spectra = transforms(maps, executor);
  std::array<Volume, 2> random;
  for (std::size_t half = 0; half < 2; ++half) {
    Progress progress;
    randomisePhases(spectra[half], kRandomisedFrom, 100 + half, executor, progress);
    random[half] = inverse(std::move(spectra[half]), executor, progress);
  }
  const ShellSums randomised = sumsOf(masked(random[0], random[1], maps.particle, executor), executor);
  const FscCurve corrected =
      correctedCurve(fscCurve(inside, {}, kLast), fscCurve(randomised, {}, kLast), kRandomisedFrom);
  const double phi = static_cast<double>(maps.particle.count) / static_cast<double>(maps.particle.grid.voxels());
  for (std::size_t s = 1; s <= kLast; ++s) {
    // Before the correction: counting Friedel mates; after it: two draws of about n phi independent numbers each.
    const double draws = static_cast<int>(s) < firstCorrected(kRandomisedFrom)
                             ? 0
                             : 4 * std::sqrt(2 / (inside.full.count[s] * phi)) * (1 - kCorrected[s]);
    EXPECT_NEAR(corrected.fsc[s], kCorrected[s], 0.01 + draws) << s;
  }
}

}  // namespace
}  // namespace vitrine
