#include "core/simulate/simulate.hpp"

#include "core/base/error.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/simulated.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stop_token>

namespace vitrine {
namespace {

using test::exampleModel;
using test::simulated;
using test::smallSimulation;

struct Sums {
  std::vector<double> cross, power1, power2, count;
  double fsc(std::size_t s) const { return cross[s] / std::sqrt(power1[s] * power2[s]); }
};

Spectrum transformOf(const Volume& map, const Mask* mask) {
  test::ThreadExecutor executor(2);
  Progress progress;
  Volume masked(map.grid);
  for (std::int64_t i = 0; i < map.grid.voxels(); ++i) {
    const Index3 v = map.grid.voxelOf(i);
    masked.data[i] = mask == nullptr || mask->at(v[0], v[1], v[2]) ? map.data[i] : 0;
  }
  return forward(masked, executor, progress);
}

/// Plain loops, on purpose other than the program's.
Sums sumsOf(const Volume& a, const Volume& b, const Mask* mask = nullptr) {
  const Spectrum f = transformOf(a, mask), g = transformOf(b, mask);
  const Shells shells(a.grid);
  const auto count = static_cast<std::size_t>(shells.count());
  Sums sums{std::vector<double>(count), std::vector<double>(count), std::vector<double>(count),
            std::vector<double>(count)};
  for (int l = 0; l < a.grid.size[2]; ++l)
    for (int k = 0; k < a.grid.size[1]; ++k)
      for (int h = 0; h < f.rowLength(); ++h) {
        const double gx = h / a.grid.edge(0), gy = signedIndex(k, a.grid.size[1]) / a.grid.edge(1),
                     gz = signedIndex(l, a.grid.size[2]) / a.grid.edge(2);
        const auto s = static_cast<std::size_t>(std::sqrt(gx * gx + gy * gy + gz * gz) / shells.width() + 0.5);
        if (s >= count) continue;
        const std::complex<double> x(f.row(k, l)[h]), y(g.row(k, l)[h]);
        const int weight = friedelWeight(h, a.grid.size[0]);
        sums.cross[s] += weight * (x * std::conj(y)).real();
        sums.power1[s] += weight * std::norm(x);
        sums.power2[s] += weight * std::norm(y);
        sums.count[s] += weight;
      }
  return sums;
}

/// First shell, as a number with a fraction, where the FSC falls below 1/7.
double crossingShell(const Sums& sums) {
  for (std::size_t s = 1; s < sums.cross.size(); ++s)
    if (sums.fsc(s) < 1.0 / 7) {
      const double before = sums.fsc(s - 1) - 1.0 / 7, after = sums.fsc(s) - 1.0 / 7;
      return static_cast<double>(s - 1) + before / (before - after);
    }
  return -1;
}

bool equal(const Volume& a, const Volume& b) {
  return a.grid == b.grid && std::equal(a.data.begin(), a.data.end(), b.data.begin());
}

class TheFscInsideTheParticle : public testing::TestWithParam<SimulationOptions> {};

TEST_P(TheFscInsideTheParticle, FallsToOneSeventhWhereItWasAskedFor) {
  const SimulationOptions options = GetParam();
  const SimulatedMaps maps = simulated(options, 5);
  const double wanted = maps.full.grid.edge(0) > maps.full.grid.edge(1)  // shells are as wide as the shortest edge asks
                            ? *std::ranges::min_element(options.size) * options.voxelSizeA / options.resolutionA
                            : options.size[0] * options.voxelSizeA / options.resolutionA;
  EXPECT_NEAR(crossingShell(sumsOf(maps.half1, maps.half2, &maps.particle)), wanted, 1.0);
}

INSTANTIATE_TEST_SUITE_P(Recipes, TheFscInsideTheParticle,
                         testing::Values(
                             smallSimulation(),
                             [] {
                               SimulationOptions o = smallSimulation();
                               o.size = {81, 80, 75};
                               o.voxelSizeA = 1.7;
                               o.resolutionA = 4.5;
                               o.randomRotation = true;
                               o.solvent = 0.5;
                               return o;
                             }(),
                             [] {
                               SimulationOptions o = smallSimulation();
                               o.resolutionA = 8;
                               o.bFactorScale = 14;
                               o.noiseRise = 3;
                               o.noiseFallA2 = 100;
                               o.noiseCentre = 0.7;
                               o.noiseEdge = 1.3;
                               return o;
                             }(),
                             [] {
                               SimulationOptions o = smallSimulation();
                               o.resolutionA = 4.5;
                               o.bFactorScale = 4;
                               o.atoms.ofTheModel = true;
                               return o;
                             }()));

TEST(Simulate, SaysTheCurveThatItsHalvesFollow) {
  const SimulatedMaps maps = simulated();
  const Sums masked = sumsOf(maps.half1, maps.half2, &maps.particle);
  const double phi = double(maps.particle.count) / double(maps.particle.grid.voxels());
  for (std::size_t s = 4; s < maps.fsc.size() - 1; ++s) {
    // The mask correlates about 1/phi neighbours; five standard errors, and what the mask smears.
    const double error = 5 * (1 - maps.fsc[s] * maps.fsc[s]) / std::sqrt(masked.count[s] * phi);
    EXPECT_NEAR(masked.fsc(s), maps.fsc[s], error + 0.05) << s;
  }
  EXPECT_NEAR(maps.bFactor, 8 * 36, 1e-9);
}

TEST(Simulate, NoiseHasTheSpectrumItSays) {
  SimulationOptions options = smallSimulation();
  options.noiseRise = 3;
  options.noiseFallA2 = 900;
  SimulatedMaps maps = simulated(options);
  for (std::int64_t i = 0; i < maps.half1.data.size(); ++i) maps.half1.data[i] -= maps.half2.data[i];
  const Sums difference = sumsOf(maps.half1, maps.half1);
  for (std::size_t s = 2; s < maps.noisePower.size() - 1; ++s) {
    const double found = difference.power1[s] / difference.count[s] / 2;
    EXPECT_NEAR(found / maps.noisePower[s], 1, 5 * std::sqrt(2 / difference.count[s])) << s;
  }
  EXPECT_GT(maps.noisePower[2], 2 * maps.noisePower.back());
}

TEST(Simulate, FullMapIsTheMeanOfTheHalvesUnlessProcessed) {
  const SimulatedMaps maps = simulated();
  double largest = 0;
  for (std::int64_t i = 0; i < maps.full.data.size(); ++i)
    largest = std::max(largest, std::abs(double(maps.full.data[i]) - 0.5 * (maps.half1.data[i] + maps.half2.data[i])));
  EXPECT_LT(largest, 1e-4);
}

TEST(Simulate, PostProcessingFiltersTheFullMapAlone) {
  SimulationOptions options = smallSimulation();
  const SimulatedMaps plain = simulated(options);
  options.fullMap = {.figureOfMerit = true, .sharpening = 0.8, .lowPassA = 5, .lowPassWidth = 0.02};
  const SimulatedMaps processed = simulated(options);
  EXPECT_TRUE(equal(plain.half1, processed.half1));
  EXPECT_TRUE(equal(plain.half2, processed.half2));
  const Sums before = sumsOf(plain.full, plain.full), after = sumsOf(processed.full, processed.full);
  const Shells shells(plain.full.grid);
  for (int s = 2; s < shells.last(); ++s) {
    const auto i = static_cast<std::size_t>(s);
    const double frequency = shells.frequency(s), f = plain.fsc[i];
    const double ratio = std::sqrt(after.power1[i] / before.power1[i]);
    const double wanted = std::sqrt(2 * f / (1 + f)) * std::exp(0.8 * plain.bFactor * frequency * frequency / 4);
    if (frequency < 0.18) {
      EXPECT_NEAR(ratio / wanted, 1, 0.05) << s;
    } else if (frequency > 0.22) {
      EXPECT_LT(ratio, 1e-5) << s;
    }
  }
}

TEST(Simulate, IsAFunctionOfTheSeedAndNotOfTheThreads) {
  Progress progress;
  SerialExecutor one;
  test::ThreadExecutor seven(7);
  SimulationOptions options = smallSimulation();
  options.randomRotation = true;
  options.noiseEdge = 1.2;
  options.fullMap.figureOfMerit = true;
  const SimulatedMaps a = simulateMap(exampleModel(), options, 9, one, progress);
  const SimulatedMaps b = simulateMap(exampleModel(), options, 9, seven, progress);
  const SimulatedMaps c = simulateMap(exampleModel(), options, 10, seven, progress);
  EXPECT_TRUE(equal(a.full, b.full));
  EXPECT_TRUE(equal(a.half1, b.half1));
  EXPECT_TRUE(equal(a.half2, b.half2));
  EXPECT_EQ(a.fsc, b.fsc);
  EXPECT_FALSE(equal(a.half1, c.half1));
  EXPECT_FALSE(equal(a.half1, a.half2));
  EXPECT_NE(a.rotation, c.rotation);
}

TEST(Simulate, RotatesWithoutMirroring) {
  SimulationOptions options = smallSimulation();
  options.randomRotation = true;
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    const auto r = simulated(options, seed).rotation;
    const double determinant = r[0][0] * (r[1][1] * r[2][2] - r[1][2] * r[2][1]) -
                               r[0][1] * (r[1][0] * r[2][2] - r[1][2] * r[2][0]) +
                               r[0][2] * (r[1][0] * r[2][1] - r[1][1] * r[2][0]);
    EXPECT_NEAR(determinant, 1, 1e-12);
    for (std::size_t a = 0; a < 3; ++a)
      for (std::size_t b = 0; b < 3; ++b)
        EXPECT_NEAR(r[a][0] * r[b][0] + r[a][1] * r[b][1] + r[a][2] * r[b][2], a == b ? 1 : 0, 1e-12);
  }
}

TEST(Simulate, LaysTheMapWhereTheModelIs) {
  const SimulatedMaps maps = simulated();
  const Grid& grid = maps.full.grid;
  double inside = 0, all = 0;
  for (const float value : maps.full.data) all += value;
  for (const ModelAtom& atom : exampleModel().atoms) {
    Index3 voxel{};
    for (std::size_t a = 0; a < 3; ++a)
      voxel[a] = static_cast<int>(std::lround((atom.positionA[a] - grid.origin[a]) / grid.voxelSize[a]));
    inside += maps.full.at(voxel[0], voxel[1], voxel[2]);
  }
  inside /= static_cast<double>(exampleModel().atoms.size());
  EXPECT_GT(inside, 10 * all / static_cast<double>(grid.voxels()));
}

TEST(Simulate, SolventLowersTheInside) {
  SimulationOptions options = smallSimulation();
  const SimulatedMaps vacuum = simulated(options);
  options.solvent = 0.6;
  const SimulatedMaps solvent = simulated(options);
  const auto total = [](const Volume& map) {
    double sum = 0;
    for (const float value : map.data) sum += value;
    return sum;
  };
  // DC of the noise is the same draw scaled; the signal's share is 1 - 0.6.
  EXPECT_NEAR(std::sqrt(solvent.signalPower[0] / vacuum.signalPower[0]), 0.4, 1e-3);
  EXPECT_LT(total(solvent.full), 0.6 * total(vacuum.full));
}

TEST(Simulate, CropsRoundARandomAtom) {
  SimulationOptions options = smallSimulation();
  options.size = {32, 32, 32};
  options.framing = Framing::RandomAtom;
  const SimulatedMaps maps = simulated(options, 4);
  EXPECT_GT(maps.atomsOutside, 0);
  EXPECT_LT(maps.atomsOutside, static_cast<std::int64_t>(exampleModel().atoms.size()));
  double nearest = 1e9;
  for (const ModelAtom& atom : exampleModel().atoms)
    nearest = std::min(nearest, std::hypot(atom.positionA[0] - maps.centreA[0], atom.positionA[1] - maps.centreA[1],
                                           atom.positionA[2] - maps.centreA[2]));
  EXPECT_LT(nearest, 4 * 8 * std::sqrt(3.0));
}

TEST(Simulate, RefusesWhatMakesNoSense) {
  const auto refused = [](const std::function<void(SimulationOptions&)>& change) {
    SimulationOptions options = smallSimulation();
    change(options);
    try {
      simulated(options);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(refused([](auto& o) { o.size = {40, 64, 64}; }).find("does not fit"), std::string::npos);
  EXPECT_NE(refused([](auto& o) { o.resolutionA = 4.3; }).find("voxels smaller"), std::string::npos);
  EXPECT_NE(refused([](auto& o) { o.voxelSizeA = 0; }), "");
  EXPECT_NE(refused([](auto& o) { o.size = {64, 4, 64}; }), "");
  EXPECT_NE(refused([](auto& o) { o.noiseEdge = 0; }), "");
  EXPECT_NE(refused([](auto& o) { o.fullMap.lowPassA = 0; }), "");
  test::ThreadExecutor executor(2);
  Progress progress;
  EXPECT_THROW(simulateMap({}, smallSimulation(), 1, executor, progress), InputError);
}

TEST(Simulate, CanBeStopped) {
  std::stop_source source;
  source.request_stop();
  Progress progress(nullptr, source.get_token());
  test::ThreadExecutor executor(2);
  EXPECT_THROW(simulateMap(exampleModel(), smallSimulation(), 1, executor, progress), Cancelled);
}

}  // namespace
}  // namespace vitrine
