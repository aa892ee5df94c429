// The potential of single atoms against the analytic transforms of their form factors.
#include "core/simulate/potential.hpp"

#include "core/fourier/transform.hpp"
#include "core/simulate/form_factor.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace vitrine {
namespace {

Volume mapOf(const Grid& grid, const std::vector<ModelAtom>& atoms, const AtomBlur& blur, int threads = 2) {
  test::ThreadExecutor executor(threads);
  Progress progress;
  return inverse(potentialOfAtoms(grid, atoms, blur, executor, progress), executor, progress);
}

double integral(const Volume& map) {
  double sum = 0;
  for (const float value : map.data) sum += value;
  return sum * map.grid.voxelVolume();
}

/// V(r) = 47.878 sum a_i (4 pi / B_i)^(3/2) exp(-4 pi^2 r^2 / B_i), B_i = b_i + B: the transform of f(s) exp(-B s^2/4).
double analytic(int element, double bFactor, double r) {
  const FormFactor factor = electronFormFactor(element);
  double sum = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const double width = factor.b[i] + bFactor;
    sum += factor.a[i] * std::pow(4 * std::numbers::pi / width, 1.5) *
           std::exp(-std::pow(2 * std::numbers::pi * r, 2) / width);
  }
  return kPotentialOfFactor * sum;
}

double largestDifference(const Volume& map, int element, double bFactor, const Vector3& atomA) {
  double largest = 0;
  for (std::int64_t i = 0; i < map.grid.voxels(); ++i) {
    const Index3 voxel = map.grid.voxelOf(i);
    double squared = 0;
    for (std::size_t a = 0; a < 3; ++a)
      squared += std::pow((voxel[a] - map.grid.centre(static_cast<int>(a))) * map.grid.voxelSize[a] - atomA[a], 2);
    largest = std::max(largest, std::abs(map.data[i] - analytic(element, bFactor, std::sqrt(squared))));
  }
  return largest / analytic(element, bFactor, 0);
}

TEST(FormFactor, IsPengsTable) {
  // Peng et al. 1996, table 1: carbon, and f(0) of carbon, oxygen and zinc as sums of the a_i.
  const FormFactor carbon = electronFormFactor(6);
  EXPECT_EQ(carbon.a, (std::array<double, 5>{0.0893, 0.2563, 0.7570, 1.0487, 0.3575}));
  EXPECT_EQ(carbon.b, (std::array<double, 5>{0.2465, 1.7100, 6.4094, 18.6113, 50.2523}));
  EXPECT_NEAR(carbon.atZero(), 2.5088, 1e-12);
  EXPECT_NEAR(electronFormFactor(8).atZero(), 1.9834, 1e-9);
  EXPECT_NEAR(electronFormFactor(30).atZero(), 6.0634, 1e-9);
  EXPECT_LT(carbon.at(1.0), carbon.at(0.25));
}

/// F / analytic of one atom for every coefficient with |k| < `reach` x Nyquist along each axis.
std::vector<std::complex<double>> ratios(const Grid& grid, const ModelAtom& atom, double bFactor, double reach) {
  test::ThreadExecutor executor(2);
  Progress progress;
  const Spectrum f = potentialOfAtoms(grid, {atom}, {.bFactor = bFactor}, executor, progress);
  const FormFactor factor = electronFormFactor(atom.element);
  std::vector<std::complex<double>> result;
  for (int l = 0; l < grid.size[2]; ++l)
    for (int k = 0; k < grid.size[1]; ++k)
      for (int h = 0; h < f.rowLength(); ++h) {
        const Index3 index{h, signedIndex(k, grid.size[1]), signedIndex(l, grid.size[2])};
        double squared = 0, turns = 0;
        bool isWithin = true;
        for (std::size_t a = 0; a < 3; ++a) {
          const double g = index[a] / grid.edge(static_cast<int>(a));
          isWithin = isWithin && 2 * std::abs(index[a]) < reach * grid.size[a];
          squared += g * g;
          turns += g * (atom.positionA[a] + grid.centre(static_cast<int>(a)) * grid.voxelSize[a]);
        }
        if (!isWithin) continue;
        const double amplitude = kPotentialOfFactor / grid.voxelVolume() * atom.occupancy * factor.at(squared) *
                                 std::exp(-bFactor * squared / 4);
        result.push_back(std::complex<double>(f.row(k, l)[h]) / std::polar(amplitude, -2 * std::numbers::pi * turns));
      }
  return result;
}

double largestDeviation(const std::vector<std::complex<double>>& values) {
  double largest = 0;
  for (const std::complex<double>& value : values) largest = std::max(largest, std::abs(value - 1.0));
  return largest;
}

TEST(Potential, IsTheFormFactorOnAverageOverPlaces) {
  const Grid grid = test::gridOf({24, 22, 19}, 1.2);
  std::vector<std::complex<double>> mean;
  constexpr int kPlaces = 5;  // along each axis of a voxel of the fine grid
  for (int i = 0; i < kPlaces * kPlaces * kPlaces; ++i) {
    const auto at = [](int n) { return 0.6 * n / kPlaces; };
    const Vector3 place{3 + at(i % kPlaces), -2 + at(i / kPlaces % kPlaces), at(i / kPlaces / kPlaces)};
    const auto values = ratios(grid, {place, 6, 0.7, 0}, 30, 1);
    mean.resize(values.size());
    for (std::size_t j = 0; j < values.size(); ++j) mean[j] += values[j] / std::pow(kPlaces, 3);
  }
  EXPECT_LT(largestDeviation(mean), 0.03);
}

TEST(Potential, OfOneAtomDeviatesAsDocumented) {
  const Grid grid = test::gridOf({40, 40, 40}, 1);
  for (const Vector3 place : {Vector3{0, 0, 0}, Vector3{0.25, 0, -3.25}, Vector3{5.13, -1.38, -2.2}}) {
    EXPECT_LT(largestDeviation(ratios(grid, {place, 6, 1, 0}, 20, 0.05)), 0.002);
    EXPECT_LT(largestDeviation(ratios(grid, {place, 6, 1, 0}, 20, 0.61)), std::pow(1.08, 3) - 1);
    EXPECT_LT(largestDeviation(ratios(grid, {place, 6, 1, 0}, 20, 1)), std::pow(1.234, 3) - 1);
  }
}

TEST(Potential, OfAWideAtomIsTheSumOfItsGaussians) {
  const Grid grid = test::gridOf({40, 40, 40}, 1);
  for (const Vector3 place : {Vector3{3, -2, 5}, Vector3{0.25, -3.37, 2.81}}) {
    const Volume map = mapOf(grid, {{place, 8, 1, 0}}, {.bFactor = 120});
    EXPECT_NEAR(integral(map), kPotentialOfFactor * electronFormFactor(8).atZero(), 1e-3);
    EXPECT_LT(largestDifference(map, 8, 120, place), 0.045);
  }
}

TEST(Potential, OccupancyWeighsAndAtomsAdd) {
  const Grid grid = test::gridOf({32, 32, 32}, 1);
  const ModelAtom carbon{{4, 0, 0}, 6, 1, 0}, oxygen{{-4, 1, 0}, 8, 0.5, 0};
  const Volume both = mapOf(grid, {carbon, oxygen}, {});
  const Volume one = mapOf(grid, {carbon}, {}), other = mapOf(grid, {oxygen}, {});
  EXPECT_NEAR(integral(other), 0.5 * kPotentialOfFactor * electronFormFactor(8).atZero(), 1e-3);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) ASSERT_NEAR(both.data[i], one.data[i] + other.data[i], 1e-4);
}

TEST(Potential, BFactorsOfTheModelCountFromTheSmallest) {
  const Grid grid = test::gridOf({48, 48, 48}, 1);
  const Vector3 left{-12, 0, 0}, right{12, 0, 0};
  // 270 A^2 lies between two widths of the deposition (80 x 1.4^n).
  const Volume map = mapOf(grid, {{left, 6, 1, 15}, {right, 6, 1, 15 + 270 - 80}}, {.bFactor = 80, .ofTheModel = true});
  EXPECT_NEAR(map.at(12, 24, 24), analytic(6, 80, 0), 0.06 * analytic(6, 80, 0));
  for (const int r : {0, 2, 4}) EXPECT_NEAR(map.at(36 + r, 24, 24), analytic(6, 270, r), 0.04 * analytic(6, 270, 0));
  EXPECT_NEAR(integral(map), 2 * kPotentialOfFactor * electronFormFactor(6).atZero(), 1e-3);
}

TEST(Potential, WorksInBoxesOfAnyShapeAndVoxel) {
  for (const Index3 size : {Index3{31, 33, 36}, Index3{25, 40, 29}}) {
    Grid grid = test::gridOf(size);
    grid.voxelSize = {1.25, 1, 0.75};
    const Vector3 place{2 * 1.25, -3, 1.5};  // on a voxel
    const Volume map = mapOf(grid, {{place, 7, 1, 0}}, {.bFactor = 120});
    const auto peak = std::max_element(map.data.begin(), map.data.end()) - map.data.begin();
    EXPECT_EQ(grid.voxelOf(peak), (Index3{size[0] / 2 + 2, size[1] / 2 - 3, size[2] / 2 + 2}));
    EXPECT_NEAR(integral(map), kPotentialOfFactor * electronFormFactor(7).atZero(), 1e-3);
    EXPECT_LT(largestDifference(map, 7, 120, place), 0.045);
  }
}

TEST(Potential, MarksVoxelsNearAtoms) {
  const Grid grid = test::gridOf({21, 21, 21}, 1.5);
  const Mask mask = voxelsNearAtoms(grid, {{{0, 0, 0}, 6, 1, 0}}, 4.5);
  EXPECT_TRUE(test::equalMasks(mask, test::ballMask(grid, {10, 10, 10}, 3)));
  const Mask cut = voxelsNearAtoms(grid, {{{-15, 0, 0}, 6, 1, 0}, {{-15, 0, 0}, 6, 1, 0}}, 4.5);
  EXPECT_TRUE(cut.at(0, 10, 10));
  EXPECT_TRUE(cut.at(3, 10, 10));
  EXPECT_FALSE(cut.at(20, 10, 10)) << "does not wrap";
}

}  // namespace
}  // namespace vitrine
