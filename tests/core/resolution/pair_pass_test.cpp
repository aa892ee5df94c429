#include "core/resolution/pair_pass.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/directions.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <numbers>
#include <stop_token>
#include <vector>

namespace vitrine {
namespace {

using Complex = std::complex<double>;

// Odd and even edges, a box that is not a cube, voxels that are not cubes; edges without whole ratios, so that no
// coefficient lies on a border between shells.
const Grid kGrids[] = {{{24, 24, 24}, {1.5, 1.5, 1.5}, {0, 0, 0}},
                       {{23, 23, 23}, {1.5, 1.5, 1.5}, {0, 0, 0}},
                       {{20, 31, 26}, {1, 1, 1}, {0, 0, 0}},
                       {{24, 21, 28}, {1.21, 1.5, 1.03}, {0, 0, 0}}};

Volume noise(const Grid& grid, std::uint64_t seed) {
  Volume volume(grid);
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(randomNormal(seed, static_cast<std::uint64_t>(i)));
  return volume;
}

Spectrum transformOf(const Volume& volume) {
  test::ThreadExecutor executor(2);
  Progress progress;
  return forward(volume, executor, progress);
}

/// Two halves of a common map and noise of equal power: correlation 1/2.
struct Pair {
  explicit Pair(const Grid& grid, std::uint64_t seed = 1, float gain = 1, float offset = 0) {
    const Volume common = noise(grid, seed);
    Volume a = noise(grid, seed + 1), b = noise(grid, seed + 2);
    for (std::int64_t i = 0; i < common.data.size(); ++i) {
      a.data[i] += common.data[i];
      b.data[i] = gain * (b.data[i] + common.data[i]) + offset;
    }
    half1 = transformOf(a);
    half2 = transformOf(b);
  }
  Spectrum half1, half2;
};

PairSums pass(const Spectrum& half1, const Spectrum& half2, PairPassOptions options = {}, int threads = 2) {
  test::ThreadExecutor executor(threads);
  return pairPass(half1, half2, options, executor, {});
}

PairSums pass(const Pair& pair, int threads = 2) { return pass(pair.half1, pair.half2, {}, threads); }

constexpr PairPassOptions kShellsOnly{false, false};

/// A stored coefficient within the shells: indices, direction, both values.
struct Coefficient {
  int h, k, l, shell, floorShell;
  Vector3 direction;
  Complex first, second;
  double friedel;
};

template <class Body>
void everyCoefficient(const Pair& pair, Body body) {
  const Grid& grid = pair.half1.grid;
  const Shells shells(grid);
  for (int l = 0; l < grid.size[2]; ++l)
    for (int k = 0; k < grid.size[1]; ++k)
      for (int h = 0; h < pair.half1.rowLength(); ++h) {
        const double x = h / grid.edge(0), y = signedIndex(k, grid.size[1]) / grid.edge(1),
                     z = signedIndex(l, grid.size[2]) / grid.edge(2), g = std::hypot(x, y, z);
        const int shell = static_cast<int>(std::floor(g / shells.width() + 0.5));
        if (g == 0 || shell > shells.last()) continue;
        body(Coefficient{h,
                         k,
                         l,
                         shell,
                         static_cast<int>(std::floor(g / shells.width() + 1e-12)),
                         {x / g, y / g, z / g},
                         Complex(pair.half1.row(k, l)[h]),
                         Complex(pair.half2.row(k, l)[h]),
                         static_cast<double>(friedelWeight(h, grid.size[0]))});
      }
}

double cosineBetween(const Vector3& a, const Vector3& b) { return std::abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]); }

/// Direction sums by definition: every coefficient against every axis. `weightOf` of the cosine.
template <class WeightOf>
DirectionSums bruteForce(const Pair& pair, const Axes& axes, WeightOf weightOf) {
  DirectionSums sums;
  sums.axes = static_cast<int>(axes.size());
  sums.shells = Shells(pair.half1.grid).count();
  const std::size_t n = axes.size() * static_cast<std::size_t>(sums.shells);
  for (auto* values : {&sums.cross, &sums.power1, &sums.power2, &sums.weight, &sums.squaredWeight}) values->resize(n);
  everyCoefficient(pair, [&](const Coefficient& c) {
    for (int axis = 0; axis < sums.axes; ++axis) {
      const double weight = weightOf(cosineBetween(axes[static_cast<std::size_t>(axis)], c.direction));
      if (weight == 0) continue;
      const std::size_t at = sums.index(c.shell, axis);
      sums.cross[at] += c.friedel * weight * (c.first * std::conj(c.second)).real();
      sums.power1[at] += c.friedel * weight * std::norm(c.first);
      sums.power2[at] += c.friedel * weight * std::norm(c.second);
      sums.weight[at] += c.friedel * weight;
      sums.squaredWeight[at] += c.friedel * weight * weight;
    }
  });
  return sums;
}

void expectEqual(const DirectionSums& found, const DirectionSums& expected, double tolerance) {
  ASSERT_EQ(found.axes, expected.axes);
  ASSERT_EQ(found.shells, expected.shells);
  for (std::size_t i = 0; i < expected.weight.size(); ++i) {
    const double scale = std::sqrt(expected.power1[i] * expected.power2[i]);
    ASSERT_NEAR(found.cross[i], expected.cross[i], tolerance * scale) << i;
    ASSERT_NEAR(found.power1[i], expected.power1[i], tolerance * expected.power1[i]) << i;
    ASSERT_NEAR(found.power2[i], expected.power2[i], tolerance * expected.power2[i]) << i;
    ASSERT_NEAR(found.weight[i], expected.weight[i], tolerance * expected.weight[i]) << i;
  }
}

TEST(PairPass, SumsHardConesAsTestingEveryAxisDoes) {
  const double border = std::cos(20 * std::numbers::pi / 180);
  for (const Grid& grid : kGrids) {
    const Pair pair(grid);
    const DirectionSums expected = bruteForce(pair, coneAxes(), [&](double c) { return c >= border ? 1.0 : 0.0; });
    const PairSums found = pass(pair);
    expectEqual(found.cones, expected, 1e-12);
    EXPECT_TRUE(found.cones.squaredWeight.empty());
    EXPECT_NEAR(found.cones.correlation(6, 0), expected.correlation(6, 0), 1e-12);
  }
}

TEST(PairPass, WeighsConesAsDefined) {
  const double border = std::cos(17 * std::numbers::pi / 180);
  for (const Grid& grid : kGrids) {
    const Pair pair(grid);
    const DirectionSums expected = bruteForce(pair, icosphere().axes, [&](double c) {
      return c >= border ? std::exp(-4 * std::pow((c - 1) / (border - 1), 2)) : 0.0;
    });
    const DirectionSums found = pass(pair).occupancy;
    expectEqual(found, expected, 4e-9);
    for (std::size_t i = 0; i < expected.squaredWeight.size(); ++i)
      ASSERT_NEAR(found.squaredWeight[i], expected.squaredWeight[i], 1e-8 * expected.squaredWeight[i]);
  }
}

TEST(PairPass, SumsShellsAsDefined) {
  for (const Grid& grid : kGrids) {
    const Pair pair(grid);
    const ShellSums found = pass(pair).shells;
    const auto n = static_cast<std::size_t>(Shells(grid).count());
    ASSERT_EQ(static_cast<std::size_t>(found.count()), n);
    EXPECT_DOUBLE_EQ(found.width, Shells(grid).width());
    CrossPower full(n), stored(n), upper(n);
    std::vector<double> imaginary(n), product(n), amplitude(n), phase(n), cosine(n), ratio(n), ratioCount(n);
    everyCoefficient(pair, [&](const Coefficient& c) {
      const auto s = static_cast<std::size_t>(c.shell), f = static_cast<std::size_t>(c.floorShell);
      const Complex p = c.first * std::conj(c.second);
      const double a = std::abs(c.first) + std::abs(c.second), degrees = std::arg(p) * 180 / std::numbers::pi;
      const auto add = [&](CrossPower& sums, double weight) {
        sums.cross[s] += weight * p.real();
        sums.power1[s] += weight * std::norm(c.first);
        sums.power2[s] += weight * std::norm(c.second);
        sums.count[s] += weight;
      };
      add(full, c.friedel);
      add(stored, 1);
      if (c.k <= grid.size[1] / 2) add(upper, 1);
      imaginary[s] += c.friedel * p.imag();
      product[s] += c.friedel * std::norm(c.first) * std::norm(c.second);
      amplitude[s] += c.friedel * a;
      phase[s] += c.friedel * a * degrees * degrees;
      cosine[s] += c.friedel * std::cos(std::arg(p));
      ratio[f] += std::abs(c.first + c.second) / std::abs(c.first - c.second);
      ratioCount[f] += 1;
    });
    const auto expectPair = [&](const CrossPower& sums, const CrossPower& expected, std::size_t s) {
      EXPECT_NEAR(sums.cross[s], expected.cross[s], 1e-12 * expected.power1[s]);
      EXPECT_NEAR(sums.power1[s], expected.power1[s], 1e-12 * expected.power1[s]);
      EXPECT_NEAR(sums.power2[s], expected.power2[s], 1e-12 * expected.power2[s]);
      EXPECT_EQ(sums.count[s], expected.count[s]);
    };
    for (std::size_t s = 0; s < n; ++s) {
      expectPair(found.full, full, s);
      expectPair(found.stored, stored, s);
      expectPair(found.upper, upper, s);
      EXPECT_NEAR(found.imaginary[s], imaginary[s], 1e-12 * full.power1[s]);
      EXPECT_NEAR(found.powerProduct[s], product[s], 1e-12 * product[s]);
      EXPECT_NEAR(found.amplitude[s], amplitude[s], 1e-12 * amplitude[s]);
      EXPECT_NEAR(found.phaseError[s], phase[s], 1e-8 * phase[s]);
      EXPECT_NEAR(found.cosine[s], cosine[s], 1e-12 * full.count[s]);
      EXPECT_NEAR(found.amplitudeRatio[s], ratio[s], 1e-9 * ratio[s]);
      EXPECT_EQ(found.ratioCount[s], ratioCount[s]);
    }
  }
}

/// The transform of the whole sphere by its definition, one dimension after the other.
std::vector<Complex> fullTransform(const Volume& volume) {
  const Index3& size = volume.grid.size;
  std::vector<Complex> values(volume.data.begin(), volume.data.end());
  std::int64_t stride = 1;
  for (const int n : size) {
    std::vector<Complex> roots(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i) roots[static_cast<std::size_t>(i)] = std::polar(1.0, -2 * std::numbers::pi * i / n);
    std::vector<Complex> next(values.size());
    for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
      const std::int64_t place = i / stride % n, start = i - place * stride;
      Complex sum = 0;
      for (int j = 0; j < n; ++j)
        sum += values[static_cast<std::size_t>(start + j * stride)] * roots[static_cast<std::size_t>(place * j % n)];
      next[static_cast<std::size_t>(i)] = sum;
    }
    values = std::move(next);
    stride *= n;
  }
  return values;
}

TEST(PairPass, CountsTheWholeSphereThoughHalfIsStored) {
  const double border = std::cos(20 * std::numbers::pi / 180);
  for (const Grid& grid : {Grid{{16, 16, 16}, {1, 1, 1}, {0, 0, 0}}, Grid{{15, 14, 17}, {1, 1.1, 1.3}, {0, 0, 0}}}) {
    const Volume a = noise(grid, 5), b = noise(grid, 6);
    const std::vector<Complex> full1 = fullTransform(a), full2 = fullTransform(b);
    const PairSums found = pass(transformOf(a), transformOf(b));
    const auto n = static_cast<std::size_t>(found.shells.count());
    std::vector<double> cross(n), power(n), count(n), coneCross(n), conePower(n);
    for (std::size_t i = 0; i < full1.size(); ++i) {
      const Index3 at = grid.voxelOf(static_cast<std::int64_t>(i));
      const double x = signedIndex(at[0], grid.size[0]) / grid.edge(0),
                   y = signedIndex(at[1], grid.size[1]) / grid.edge(1),
                   z = signedIndex(at[2], grid.size[2]) / grid.edge(2), g = std::hypot(x, y, z);
      const auto s = static_cast<std::size_t>(std::floor(g / found.shells.width + 0.5));
      if (g == 0 || s >= n) continue;
      cross[s] += (full1[i] * std::conj(full2[i])).real();
      power[s] += std::norm(full1[i]);
      count[s] += 1;
      if (std::abs(y) < border * g) continue;
      coneCross[s] += (full1[i] * std::conj(full2[i])).real();
      conePower[s] += std::norm(full1[i]);
    }
    for (std::size_t s = 0; s < n; ++s) {
      EXPECT_EQ(found.shells.full.count[s], count[s]);
      EXPECT_NEAR(found.shells.full.cross[s], cross[s], 1e-6 * power[s]);
      EXPECT_NEAR(found.shells.full.power1[s], power[s], 1e-6 * power[s]);
      if (s + 1 == n) continue;  // in the last shell a plane n/2 is its own mate: which way it points is a convention
      const std::size_t cone = found.cones.index(static_cast<int>(s), ConeAxes::kY);
      EXPECT_NEAR(found.cones.cross[cone], coneCross[s], 1e-6 * power[s]);
      EXPECT_NEAR(found.cones.power1[cone], conePower[s], 1e-6 * power[s]);
    }
  }
}

void expectSame(const DirectionSums& a, const DirectionSums& b) {
  EXPECT_EQ(a.cross, b.cross);
  EXPECT_EQ(a.power1, b.power1);
  EXPECT_EQ(a.power2, b.power2);
  EXPECT_EQ(a.weight, b.weight);
  EXPECT_EQ(a.squaredWeight, b.squaredWeight);
}

void expectSame(const CrossPower& a, const CrossPower& b) {
  EXPECT_EQ(a.cross, b.cross);
  EXPECT_EQ(a.power1, b.power1);
  EXPECT_EQ(a.power2, b.power2);
  EXPECT_EQ(a.count, b.count);
}

void expectSame(const ShellSums& a, const ShellSums& b) {
  expectSame(a.full, b.full);
  expectSame(a.stored, b.stored);
  expectSame(a.upper, b.upper);
  EXPECT_EQ(a.imaginary, b.imaginary);
  EXPECT_EQ(a.powerProduct, b.powerProduct);
  EXPECT_EQ(a.amplitude, b.amplitude);
  EXPECT_EQ(a.phaseError, b.phaseError);
  EXPECT_EQ(a.cosine, b.cosine);
  EXPECT_EQ(a.amplitudeRatio, b.amplitudeRatio);
  EXPECT_EQ(a.ratioCount, b.ratioCount);
}

TEST(PairPass, IsTheSameForAnyNumberOfThreads) {
  const Pair pair(kGrids[3]);
  const PairSums one = pass(pair, 1);
  for (const int threads : {2, 7}) {
    const PairSums other = pass(pair, threads);
    expectSame(one.shells, other.shells);
    expectSame(one.cones, other.cones);
    expectSame(one.occupancy, other.occupancy);
  }
}

TEST(PairPass, IsTheSameWithTheHalvesExchanged) {
  const Pair pair(kGrids[0]);
  const PairSums one = pass(pair.half1, pair.half2), other = pass(pair.half2, pair.half1);
  EXPECT_EQ(one.shells.full.cross, other.shells.full.cross);
  EXPECT_EQ(one.shells.full.power1, other.shells.full.power2);
  EXPECT_EQ(one.shells.upper.cross, other.shells.upper.cross);
  EXPECT_EQ(one.shells.phaseError, other.shells.phaseError);
  EXPECT_EQ(one.shells.amplitudeRatio, other.shells.amplitudeRatio);
  EXPECT_EQ(one.shells.cosine, other.shells.cosine);
  EXPECT_EQ(one.cones.cross, other.cones.cross);
  EXPECT_EQ(one.occupancy.power2, other.occupancy.power1);
  for (int s = 1; s < one.shells.count(); ++s) {
    EXPECT_EQ(one.shells.fsc(s), other.shells.fsc(s));
    EXPECT_EQ(one.shells.differentialPhaseResidual(s), other.shells.differentialPhaseResidual(s));
    EXPECT_EQ(one.cones.correlation(s, 100), other.cones.correlation(s, 100));
  }
}

TEST(PairPass, GivesTheSameShellsWithAndWithoutCones) {
  const Pair pair(kGrids[0]);
  const PairSums shellsOnly = pass(pair.half1, pair.half2, kShellsOnly);
  expectSame(shellsOnly.shells, pass(pair).shells);
  EXPECT_TRUE(shellsOnly.cones.weight.empty());
  EXPECT_TRUE(shellsOnly.occupancy.weight.empty());
  expectSame(pass(pair.half1, pair.half2, {true, false}).cones, pass(pair).cones);
  expectSame(pass(pair.half1, pair.half2, {false, true}).occupancy, pass(pair).occupancy);
}

TEST(PairPass, CountsAsXmippAndRelionDo) {
  const Pair pair(Grid{{32, 32, 32}, {1, 1, 1}, {0, 0, 0}});
  const ShellSums sums = pass(pair.half1, pair.half2, kShellsOnly).shells;
  const double upper[] = {9, 22, 33, 69, 102, 133, 171, 215}, stored[] = {13, 37, 57, 121, 189, 245, 321, 405};
  for (std::size_t i = 0; i < 8; ++i) {
    EXPECT_EQ(sums.upper.count[i + 1], upper[i]);
    EXPECT_EQ(sums.stored.count[i + 1], stored[i]);
  }
  EXPECT_EQ(sums.full.count[0], 0);
  EXPECT_EQ(sums.full.count[1], 18);  // |k|^2 = 1 and 2
}

TEST(PairPass, IgnoresGainAndOffsetOfAHalf) {
  const Grid& grid = kGrids[0];
  const PairSums one = pass(Pair(grid)), other = pass(Pair(grid, 1, 3, 7));
  for (int s = 1; s < one.shells.count(); ++s) {
    EXPECT_NEAR(one.shells.fsc(s), other.shells.fsc(s), 1e-6);
    EXPECT_NEAR(one.shells.meanCosine(s), other.shells.meanCosine(s), 1e-5);
    for (int axis = 0; axis < one.cones.axes; axis += 50)
      EXPECT_NEAR(one.cones.correlation(s, axis), other.cones.correlation(s, axis), 1e-5);
  }
}

/// Sums of all shells of a pair of correlation rho: common sqrt(rho) A, noise sqrt(1 - rho).
ShellSums correlated(double rho, int edge = 64) {
  const Grid grid{{edge, edge, edge}, {1, 1, 1}, {0, 0, 0}};
  const Volume common = noise(grid, 21);
  Volume a = noise(grid, 22), b = noise(grid, 23);
  const auto shared = static_cast<float>(std::sqrt(rho)), own = static_cast<float>(std::sqrt(1 - rho));
  for (std::int64_t i = 0; i < common.data.size(); ++i) {
    a.data[i] = shared * common.data[i] + own * a.data[i];
    b.data[i] = shared * common.data[i] + own * b.data[i];
  }
  return pass(transformOf(a), transformOf(b), kShellsOnly).shells;
}

TEST(ShellSums, GiveTheDifferentialPhaseResidualOfAKnownCorrelation) {
  const double table[][2] = {{0, 103.92},  {0.05, 100.75}, {0.143, 94.71}, {1.0 / 3, 81.71},
                             {0.5, 69.23}, {0.7, 51.89},   {0.9, 28.39}};  // by quadrature of the phase's density
  for (const auto& [rho, expected] : table) {
    const ShellSums sums = correlated(rho);
    double error = 0, weight = 0, n = 0;
    for (std::size_t s = 4; s < 32; ++s) {
      error += sums.phaseError[s];
      weight += sums.amplitude[s];
      n += sums.full.count[s];
    }
    EXPECT_NEAR(std::sqrt(error / weight), expected, 4 * 49.6 / std::sqrt(n / 2)) << rho;
    EXPECT_NEAR(sums.differentialPhaseResidual(30), expected, 4 * 49.6 / std::sqrt(sums.full.count[30] / 2)) << rho;
  }
}

TEST(ShellSums, GiveTheMeanAmplitudeRatioOfAKnownCorrelation) {
  for (const double rho : {0.143, 0.5, 0.9}) {
    const ShellSums sums = correlated(rho);
    double ratio = 0, count = 0;
    for (std::size_t s = 4; s < 31; ++s) {
      ratio += sums.amplitudeRatio[s];
      count += sums.ratioCount[s];
    }
    const double expected = std::numbers::pi / 2 * std::sqrt((1 + rho) / (1 - rho));
    EXPECT_NEAR(ratio / count, expected, 0.02 * expected);  // a heavy tail: 63 000 coefficients give 1 %
  }
}

TEST(ShellSums, AreOneForIdenticalHalves) {
  const Spectrum half = transformOf(noise(kGrids[1], 4));
  const PairSums sums = pass(half, half);
  for (int s = 1; s < sums.shells.count(); ++s) {
    EXPECT_NEAR(sums.shells.fsc(s), 1, 1e-12);
    EXPECT_EQ(sums.shells.differentialPhaseResidual(s), 0);
    EXPECT_EQ(sums.shells.ratioCount[static_cast<std::size_t>(s)], 0);
  }
}

TEST(ShellSums, OfAnEmptyHalfAreNotNumbersOutOfNothing) {
  const Grid& grid = kGrids[0];
  Volume empty(grid);
  std::fill(empty.data.begin(), empty.data.end(), 0.0F);
  const Spectrum zero = transformOf(empty), half = transformOf(noise(grid, 4));
  const PairSums one = pass(half, zero), both = pass(zero, zero);
  for (int s = 1; s < one.shells.count(); ++s) {
    EXPECT_EQ(one.shells.fsc(s), 0);
    EXPECT_EQ(one.shells.amplitudeCount(s), 0);
    EXPECT_EQ(one.shells.meanCosine(s), 0);
    EXPECT_TRUE(std::isfinite(one.shells.phaseError[static_cast<std::size_t>(s)]));
    EXPECT_EQ(one.cones.correlation(s, 3), 0);
    EXPECT_TRUE(std::isnan(both.shells.differentialPhaseResidual(s)));
    EXPECT_EQ(both.shells.ratioCount[static_cast<std::size_t>(s)], 0);
  }
}

TEST(PairPass, HoldsNoMoreMemoryThanItSays) {
  const Pair pair(kGrids[0]);
  for (const PairPassOptions& options : {PairPassOptions{}, kShellsOnly, PairPassOptions{false, true}}) {
    MemoryBudget& budget = MemoryBudget::process();
    const Bytes before = budget.used();
    const PeakWatch watch(budget);
    pass(pair.half1, pair.half2, options);
    const Bytes held = watch.peak() - before;
    EXPECT_LE(held, pairPassBytes(kGrids[0], options));
    EXPECT_GE(held, pairPassBytes(kGrids[0], options) * 9 / 10);
  }
  EXPECT_LE(pairPassBytes(Grid{{1024, 1024, 1024}, {1, 1, 1}, {0, 0, 0}}, {}), Bytes{600} << 20);
}

TEST(PairPass, StopsWhenAsked) {
  const Pair pair(kGrids[0]);
  std::stop_source stop;
  stop.request_stop();
  test::ThreadExecutor executor(2);
  EXPECT_THROW(pairPass(pair.half1, pair.half2, {}, executor, Progress(nullptr, stop.get_token())), Cancelled);
}

}  // namespace
}  // namespace vitrine
