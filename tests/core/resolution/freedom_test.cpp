#include "core/resolution/freedom.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/fourier/shells.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace vitrine {
namespace {

double inflationOf(const Volume& mask) {
  SerialExecutor executor;
  Progress progress;
  Volume squared(mask.grid);
  std::ranges::transform(mask.data, squared.data.begin(), [](float w) { return w * w; });
  return varianceInflation(squared, executor, progress);
}

/// What Freedom needs of two transforms, summed in the plainest way.
ShellSums plainSums(const Spectrum& a, const Spectrum& b) {
  const Shells shells(a.grid);
  const auto n = static_cast<std::size_t>(shells.count());
  ShellSums sums;
  sums.width = shells.width();
  sums.full = CrossPower(n);
  sums.powerProduct.resize(n);
  const auto [nx, ny, nz] = a.grid.size;
  for (int l = 0; l < nz; ++l)
    for (int k = 0; k < ny; ++k)
      for (int h = 0; h <= nx / 2; ++h) {
        const double g =
            std::hypot(h / a.grid.edge(0), signedIndex(k, ny) / a.grid.edge(1), signedIndex(l, nz) / a.grid.edge(2));
        const auto s = static_cast<std::size_t>(g / shells.width() + 0.5);
        if (s >= n) continue;
        const double c = friedelWeight(h, nx);
        const std::complex<double> x = a.row(k, l)[h], y = b.row(k, l)[h];
        sums.full.cross[s] += c * (x.real() * y.real() + x.imag() * y.imag());
        sums.full.power1[s] += c * std::norm(x);
        sums.full.power2[s] += c * std::norm(y);
        sums.full.count[s] += c;
        sums.powerProduct[s] += c * std::norm(x) * std::norm(y);
      }
  return sums;
}

/// m real pairs with correlation rho.
double sampleCorrelation(int m, double rho, std::uint64_t seed) {
  double cross = 0, p1 = 0, p2 = 0;
  for (int i = 0; i < m; ++i) {
    const double x = randomNormal(seed, 2 * static_cast<std::uint64_t>(i));
    const double y = rho * x + std::sqrt(1 - rho * rho) * randomNormal(seed, 2 * static_cast<std::uint64_t>(i) + 1);
    cross += x * y;
    p1 += x * x;
    p2 += y * y;
  }
  return cross / std::sqrt(p1 * p2);
}

TEST(Freedom, InflationOfNoMaskIsOne) {
  EXPECT_NEAR(inflationOf(test::constantVolume(test::gridOf({24, 24, 24}), 1)), 1, 1e-6);
  EXPECT_NEAR(inflationOf(test::constantVolume(test::gridOf({25, 20, 33}, 1.7), 0.3F)), 1, 1e-6);
}

TEST(Freedom, InflationOfAnEmptyMaskDoesNotExist) {
  EXPECT_THROW(inflationOf(test::constantVolume(test::gridOf({16, 16, 16}), 0)), NotMeasurable);
}

// n Var(FSC) of pairs of white noise under soft spheres, 48^3; expected values of an independent program.
TEST(Freedom, InflationIsTheVarianceOfMaskedNoise) {
  const Grid grid = test::gridOf({48, 48, 48});
  test::ThreadExecutor executor(2);
  Progress progress;
  struct Case {
    double radius, sigma, expected;
  };
  for (const Case& c : {Case{20, 2, 1.546}, Case{12, 2, 3.859}, Case{8, 1, 9.81}}) {
    const Volume mask = test::softSphere(grid, c.radius, c.sigma);
    const double kappa = inflationOf(mask);
    double sum = 0, count = 0;
    for (std::uint64_t pair = 0; pair < 40; ++pair) {
      Volume a = test::whiteNoise(grid, 1000 + 2 * pair, executor);
      Volume b = test::whiteNoise(grid, 1001 + 2 * pair, executor);
      test::multiply(a, mask);
      test::multiply(b, mask);
      const ShellSums sums = plainSums(forward(a, executor, progress), forward(b, executor, progress));
      for (int s = 6; s < sums.count() - 1; ++s) {
        sum += sums.full.count[static_cast<std::size_t>(s)] * sums.fsc(s) * sums.fsc(s);
        count += 1;
      }
    }
    EXPECT_NEAR(kappa / c.expected, 1, 0.001) << c.radius;
    EXPECT_NEAR(sum / count / kappa, 1, 0.12) << c.radius;  // 680 values, their spread sqrt(2 / 680) and correlated
  }
}

TEST(Freedom, InflationOfAMaskInBlocksIsNearlyTheSame) {
  for (const Index3& size : {Index3{64, 64, 64}, Index3{61, 58, 67}}) {
    const Grid grid = test::gridOf(size, 1.3);
    const Volume mask = test::softSphere(grid, 14);
    test::ThreadExecutor executor(2);
    Progress progress;
    const auto slab = [&](int begin, int end, float* out) {
      std::copy(mask.plane(begin), mask.plane(0) + grid.planeVoxels() * end, out);
    };
    const Volume fine = squaredMask(grid, 1, slab, executor, progress);
    EXPECT_EQ(fine.at(30, 29, 33), mask.at(30, 29, 33) * mask.at(30, 29, 33));
    const double kappa = varianceInflation(fine, executor, progress);
    const Volume coarse = squaredMask(grid, 2, slab, executor, progress);
    EXPECT_EQ(coarse.grid.size, (Index3{(size[0] + 1) / 2, (size[1] + 1) / 2, (size[2] + 1) / 2}));
    EXPECT_NEAR(varianceInflation(coarse, executor, progress) / kappa, 1, 0.02);
    const auto ones = [&](int begin, int end, float* out) {
      std::fill_n(out, grid.planeVoxels() * (end - begin), 1.0F);
    };
    EXPECT_NEAR(varianceInflation(squaredMask(grid, 4, ones, executor, progress), executor, progress), 1, 1e-6);
  }
}

TEST(Freedom, AmplitudesThatVaryInAShellLeaveFewerNumbers) {
  const Grid grid = test::gridOf({48, 48, 48});
  test::ThreadExecutor executor(2);
  const auto amplitude = [](const Vector3& g) {
    const double square = g[0] * g[0] + g[1] * g[1] + g[2] * g[2];
    return square > 0 ? std::exp(1.5 * g[2] * g[2] / square) : 1.0;
  };
  double withN = 0, withAmplitudes = 0, count = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    const auto halves = test::halfSpectraWithFsc(
        grid, [](const Vector3&) { return 0.0; }, seed, executor, amplitude);
    const ShellSums sums = plainSums(halves[0], halves[1]);
    for (int s = 6; s < sums.count() - 1; ++s) {
      withN += sums.full.count[static_cast<std::size_t>(s)] * sums.fsc(s) * sums.fsc(s);
      withAmplitudes += Freedom{}.ofNull(sums, s) * sums.fsc(s) * sums.fsc(s);
      count += 1;
    }
  }
  EXPECT_NEAR(withN / count, 2.11, 0.25);
  EXPECT_NEAR(withAmplitudes / count, 1, 0.12);
}

TEST(Freedom, ErrorBarsCountCorrelatedAmplitudesOnce) {
  // E |F1|^2 |F2|^2 = (1 + F^2) E |F1|^2 E |F2|^2: the amplitudes of a strong signal are no sign of anisotropic power.
  const Grid grid = test::gridOf({40, 40, 40});
  test::ThreadExecutor executor(2);
  const auto halves = test::halfSpectraWithFsc(
      grid, [](const Vector3&) { return 0.9; }, 5, executor);
  const ShellSums sums = plainSums(halves[0], halves[1]);
  for (int s = 10; s < 20; ++s) {
    const double n = sums.full.count[static_cast<std::size_t>(s)];
    EXPECT_NEAR(sums.amplitudeCount(s) / n, 1 / (1 + 0.81), 0.06);
    EXPECT_NEAR(Freedom{}.ofError(sums, s) / n, 1, 0.08);
    EXPECT_NEAR((Freedom{.inflation = 2, .symmetry = 3}.ofError(sums, s)), Freedom{}.ofError(sums, s) / 6, 1e-9);
  }
}

TEST(Freedom, ProbabilitiesUnderTheNullAreUniform) {
  // Kolmogorov-Smirnov distance of 2000 values; 1.63 / sqrt(2000) is exceeded once in a hundred.
  for (const int m : {8, 101, 1000}) {
    std::vector<double> p;
    for (std::uint64_t i = 0; i < 2000; ++i) p.push_back(nullProbability(sampleCorrelation(m, 0, 77 + 1000 * i), m));
    std::ranges::sort(p);
    double distance = 0;
    for (std::size_t i = 0; i < p.size(); ++i)
      distance = std::max(distance, std::abs(p[i] - (static_cast<double>(i) + 0.5) / 2000));
    EXPECT_LT(distance, 1.63 / std::sqrt(2000)) << m;
  }
}

TEST(Freedom, ProbabilitiesAgreeWithRandomRelativePhases) {
  // A shell of 60 complex coefficients, amplitudes kept, relative phases drawn anew.
  std::vector<double> weight;
  double power = 0, squares = 0;
  for (std::uint64_t i = 0; i < 60; ++i) {
    const double w = std::hypot(randomNormal(9, 4 * i), randomNormal(9, 4 * i + 1)) *
                     std::hypot(randomNormal(9, 4 * i + 2), randomNormal(9, 4 * i + 3));
    weight.push_back(w);
    power += w;
    squares += w * w;
  }
  const double norm = power;  // of correlations: any will do, the same in both
  const double m = 2 * norm * norm / squares;
  constexpr int kDraws = 20000;
  for (const double fsc : {0.1, 0.2, 0.3}) {
    int above = 0;
    for (std::uint64_t draw = 0; draw < kDraws; ++draw) {
      double sum = 0;
      for (std::size_t i = 0; i < weight.size(); ++i)
        sum += weight[i] * std::cos(2 * std::numbers::pi * randomUniform(draw, i));
      if (sum / norm >= fsc) ++above;
    }
    const double found = double(above) / kDraws, p = nullProbability(fsc, m);
    EXPECT_NEAR(found, p, 4 * std::sqrt(p * (1 - p) / kDraws) + 0.05 * p) << fsc;
  }
}

TEST(Freedom, ProbabilityHasItsKnownValuesAndNeverVanishes) {
  EXPECT_DOUBLE_EQ(nullProbability(0, 50), 0.5);
  EXPECT_NEAR(nullProbability(0.3, 3), 0.35, 1e-12);  // m = 3: F is uniform in [-1, 1]
  EXPECT_NEAR(nullProbability(0.2, 100) + nullProbability(-0.2, 100), 1, 1e-14);
  // Student's t with m - 1 = 20 degrees: one-sided 1 % at t = 2.527977, F = t / sqrt(t^2 + 20).
  EXPECT_NEAR(nullProbability(2.527977 / std::sqrt(2.527977 * 2.527977 + 20), 21), 0.01, 1e-7);
  for (const double m : {3.0, 10.5, 1e3, 1e7})
    for (const double f : {0.5, 0.9, 0.999999, 1.0}) {
      EXPECT_GT(nullProbability(f, m), 0) << f << " " << m;
      EXPECT_LE(nullProbability(-f, m), 1);
      EXPECT_LE(nullProbability(f, m), nullProbability(0.4, m));
    }
}

TEST(Freedom, StandardErrorIsTheSpreadFound) {
  // m = 400; found by another program: 0.0497, 0.0484, 0.0371, 0.00948.
  constexpr int kM = 400, kDraws = 1500;
  for (const double rho : {0.0, 0.143, 0.5, 0.9}) {
    double sum = 0, squares = 0;
    int inside = 0;
    for (std::uint64_t draw = 0; draw < kDraws; ++draw) {
      const double f = sampleCorrelation(kM, rho, 13 + 4096 * draw);
      sum += f;
      squares += f * f;
      const Interval interval = correlationInterval(f, kM);
      if (interval.low <= rho && rho <= interval.high) ++inside;
    }
    const double sd = std::sqrt(squares / kDraws - sum / kDraws * (sum / kDraws));
    EXPECT_NEAR(sd / standardError(rho, kM), 1, 0.06) << rho;
    EXPECT_NEAR(double(inside) / kDraws, 0.95, 0.02) << rho;
  }
  EXPECT_EQ(correlationInterval(0.4, 2).low, -1);
  EXPECT_EQ(correlationInterval(1, 50).high, 1);
}

TEST(Freedom, InformationCurvesAreThoseOfVanHeelAndSchatz) {
  const double m = 800, root = std::sqrt(m / 2);
  EXPECT_NEAR(informationThreshold(kHalfBitSnr, m), (0.2071 + 1.9102 / root) / (1.2071 + 0.9102 / root), 1e-4);
  EXPECT_NEAR(informationThreshold(kOneBitSnr, m), (0.5 + 2.4142 / root) / (1.5 + 1.4142 / root), 1e-4);
  EXPECT_NEAR(informationThreshold(kHalfBitSnr, 1e14), 0.17157, 1e-5);
  EXPECT_TRUE(std::isnan(informationThreshold(kHalfBitSnr, 9.9)));
  EXPECT_LE(informationThreshold(kHalfBitSnr, 10), 1);
}

TEST(Freedom, PointGroupsHaveTheirOrders) {
  EXPECT_EQ(asymmetricUnits("C1"), 1);
  EXPECT_EQ(asymmetricUnits("C17"), 17);
  EXPECT_EQ(asymmetricUnits("D2"), 4);
  EXPECT_EQ(asymmetricUnits("T"), 12);
  EXPECT_EQ(asymmetricUnits("O"), 24);
  EXPECT_EQ(asymmetricUnits("I"), 60);
  EXPECT_THROW(asymmetricUnits("X2"), InputError);
}

}  // namespace
}  // namespace vitrine
