// 1.d on the phantom of the local-resolution checks, against the published program's numbers (docs/checks/1.d.md), and
// its parts against plain definitions.
#include "core/checks/resmap/resmap.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/checks/registry.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_maps.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/run_check.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <numeric>
#include <stop_token>

namespace vitrine {
namespace {

using namespace resmap;

constexpr Vector3 kVoxel = {1.5, 1.5, 1.5};

/// Not cubic, wider than a tile.
Grid smallGrid() { return test::gridOf({90, 31, 30}, 1.5); }

// --- the model against its definition by directions

/// Directions as published: axes of an icosahedron, and ten more for the third order.
std::vector<Eigen::Vector3d> directions(int order) {
  const double phi = std::numbers::phi;
  std::vector<Eigen::Vector3d> found;
  const auto addTurns = [&](double a, double b, double c) {
    for (const Eigen::Vector3d& n : {Eigen::Vector3d(a, b, c), Eigen::Vector3d(c, a, b), Eigen::Vector3d(b, c, a)})
      found.push_back(n.normalized());
  };
  if (order == 2) {
    addTurns(1, 0, phi);
    addTurns(1, 0, -phi);
    return found;
  }
  addTurns(1, phi, 1 / phi);
  addTurns(1, -phi, 1 / phi);
  for (const auto& n :
       {Eigen::Vector3d(1, 1, 1), Eigen::Vector3d(-1, 1, 1), Eigen::Vector3d(1, -1, 1), Eigen::Vector3d(-1, -1, 1)})
    found.push_back(n.normalized());
  return found;
}

/// The window's matrices, voxel by voxel: x fastest.
struct Dense {
  Eigen::VectorXd weight;
  Eigen::MatrixXd columns;        // constant first
  Eigen::MatrixXd signal, noise;  // forms in the window's voxels

  Dense(double wavelengthA, double voxelSize, double sharpness) {
    const int r = static_cast<int>(std::ceil(0.5 * wavelengthA / voxelSize)), edge = 2 * r + 1;
    const double unit = 2 * std::numbers::pi / wavelengthA * std::sqrt(0.4) * voxelSize;
    weight.resize(edge * edge * edge);
    columns.resize(weight.size(), 17);
    for (int i = 0; i < weight.size(); ++i) {
      const Eigen::Vector3d rho =
          unit * Eigen::Vector3d(i % edge - r, i / edge % edge - r, static_cast<double>(i / (edge * edge)) - r);
      weight(i) = std::exp(-sharpness * rho.squaredNorm());
      int column = 0;
      columns(i, column++) = 1;
      for (const auto& n : directions(2)) columns(i, column++) = 4 * std::pow(n.dot(rho), 2) - 2;
      for (const auto& n : directions(3)) columns(i, column++) = std::pow(n.dot(rho), 3) - 2.254 * n.dot(rho);
    }
    const auto projection = [&](const Eigen::MatrixXd& a) -> Eigen::MatrixXd {
      const Eigen::MatrixXd weighted = weight.asDiagonal() * a;
      return weighted * (a.transpose() * weighted).completeOrthogonalDecomposition().pseudoInverse() *
             weighted.transpose();
    };
    signal = projection(columns) - projection(columns.leftCols(1));
    noise = Eigen::MatrixXd(weight.asDiagonal()) - projection(columns.rightCols(16));
  }
};

/// Padded real maps whose voxels come from `value(index)`.
template <class Value>
Spectrum paddedMap(const Grid& grid, Value value) {
  Spectrum padded = paddedFor(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x)
        paddedRow(padded, y, z)[x] = static_cast<float>(value(grid.index(x, y, z)));
  return padded;
}

Spectrum paddedOf(const Volume& volume) {
  return paddedMap(volume.grid, [&](std::int64_t i) { return volume.data[i]; });
}

/// The statistic at all voxels of a mask with margins.
Buffer<float> statisticOf(const Spectrum& map, const ScaleModel& model, double variance, const MaskVoxels& voxels,
                          Executor& executor) {
  const auto levels = Buffer<std::uint8_t>::zeroed(voxels.count());
  Buffer<float> values(voxels.count());
  windowStatistic(map, model, variance, voxels, levels.data(), values.data(), executor, {});
  return values;
}

Mask fullMask(const Grid& grid) { return test::randomMask(grid, 2, 1); }

TEST(ResmapModel, IsTheDenseQuadraticFormOnRandomWindows) {
  const Grid grid = smallGrid();
  SerialExecutor executor;
  const Spectrum map =
      paddedMap(grid, [](std::int64_t i) { return randomNormal(3, static_cast<std::uint64_t>(i)) + 1; });
  const MaskVoxels voxels = maskVoxels(test::randomMask(grid, 0.3, 8), executor, {});
  for (const Weight weight : {Weight::Intended, Weight::Published})
    for (const double wavelengthA : {3.3, 6.3}) {
      const Dense dense(wavelengthA, 1.5, weight == Weight::Intended ? 0.5 : 1);
      const ScaleModel model = scaleModel(wavelengthA, kVoxel, weight);
      const Buffer<float> values = statisticOf(map, model, 2, voxels, executor);
      const int r = model.reach[0], edge = 2 * r + 1;
      std::int64_t number = 0;
      for (int z = 0; z < grid.size[2]; ++z)
        for (int y = 0; y < grid.size[1]; ++y)
          for (int x = 0; x < grid.size[0]; ++x) {
            if (!voxels.mask.at(x, y, z)) continue;
            const float value = values[number++];
            if (number % 37 != 0) continue;
            Eigen::VectorXd window(dense.weight.size());
            for (int i = 0; i < window.size(); ++i)
              window(i) = reinterpret_cast<const float*>(
                  map.row(y - r + i / edge % edge, z - r + i / (edge * edge)))[x - r + i % edge];
            const double expected = window.dot(dense.signal * window) / (2 + 1e-10);
            ASSERT_NEAR(value, expected, 1e-5 * expected + 2e-6) << x << " " << y << " " << z;
          }
      ASSERT_EQ(number, voxels.count());
    }
}

TEST(ResmapModel, HasTheEigenvaluesAndTheTraceOfTheDenseForm) {
  for (const double wavelengthA : {3.3, 4.3, 5.3, 6.3}) {
    const Dense dense(wavelengthA, 1.5, 1);
    const ScaleModel model = scaleModel(wavelengthA, kVoxel, Weight::Published);
    ASSERT_EQ(model.eigenvalues.size(), 16U);
    EXPECT_NEAR(std::accumulate(model.eigenvalues.begin(), model.eigenvalues.end(), 0.0), dense.signal.trace(), 1e-9);
    EXPECT_NEAR(model.noiseTrace, dense.noise.trace(), 1e-9);
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(dense.signal, Eigen::EigenvaluesOnly);
    for (int i = 0; i < 16; ++i)
      EXPECT_NEAR(model.eigenvalues[static_cast<std::size_t>(i)],
                  solver.eigenvalues()(solver.eigenvalues().size() - 1 - i), 1e-9);
  }
}

TEST(ResmapModel, KeepsTheEigenvaluesThePublishedProgramKeeps) {
  struct Kept {
    double wavelengthA;
    std::size_t count;
    double largest, smallest;
  };
  for (const auto& [wavelengthA, count, largest, smallest] :
       {Kept{3.3, 6, 0.20633, 0.03563}, Kept{4.3, 6, 0.41163, 0.11150}, Kept{5.3, 12, 0.36896, 0.04950},
        Kept{6.3, 16, 0.27694, 0.03365}}) {
    const auto weights = nullWeights(scaleModel(wavelengthA, kVoxel, Weight::Published), Weight::Published);
    ASSERT_EQ(weights.size(), count) << wavelengthA;
    EXPECT_NEAR(weights.front(), largest, 6e-6);
    EXPECT_NEAR(weights.back(), smallest, 6e-6);
    EXPECT_EQ(nullWeights(scaleModel(wavelengthA, kVoxel, Weight::Intended), Weight::Intended).size(), 16U);
  }
}

TEST(ResmapModel, SeesNothingInAConstantAndDoesNotMindOne) {
  const Grid grid = smallGrid();
  SerialExecutor executor;
  const MaskVoxels voxels = maskVoxels(fullMask(grid), executor, {});
  const ScaleModel model = scaleModel(5.3, kVoxel, Weight::Intended);
  const auto noise = [](std::int64_t i) { return randomNormal(5, static_cast<std::uint64_t>(i)); };
  const Buffer<float> ofConstant = statisticOf(paddedMap(grid, [](auto) { return 1; }), model, 1, voxels, executor);
  const Buffer<float> plain = statisticOf(paddedMap(grid, noise), model, 1, voxels, executor);
  const Buffer<float> shifted =
      statisticOf(paddedMap(grid, [&](std::int64_t i) { return noise(i) + 1; }), model, 1, voxels, executor);
  for (std::int64_t i = 0; i < voxels.count(); ++i) {
    ASSERT_LT(ofConstant[i], 1e-8);
    ASSERT_NEAR(shifted[i], plain[i], 1e-4 * (plain[i] + 0.1));
  }
}

TEST(ResmapModel, MeasuresTheVarianceOfWhiteNoise) {
  const Grid grid = test::gridOf({64, 50, 40}, 1.5);
  test::ThreadExecutor executor(2);
  const Spectrum map =
      paddedMap(grid, [](std::int64_t i) { return 3 * randomNormal(21, static_cast<std::uint64_t>(i)) + 40; });
  const Mask mask = fullMask(grid);
  const NoiseVariance found = noiseVariance(map, scaleModel(5.3, kVoxel, Weight::Intended), mask, executor, {});
  EXPECT_EQ(found.blocks, 12 * 10 * 8);
  EXPECT_NEAR(found.value, 9, 0.3);
}

TEST(ResmapModel, WavelengthsBeginAtTwoPointTwoVoxelsAndEndAtFour) {
  EXPECT_EQ(wavelengths(1.9), (std::vector<double>{4.2, 5.2, 6.2, 7.2, 8.2}));
  EXPECT_EQ(wavelengths(1.5), (std::vector<double>{3.3, 4.3, 5.3, 6.3}));
  EXPECT_EQ(wavelengths(1.0), (std::vector<double>{2.2, 3.2, 4.2}));
  EXPECT_EQ(wavelengths(0.5), (std::vector<double>{1.1, 2.1}));
}

// --- null distribution and discoveries

TEST(ResmapNull, TailsAreThoseOfAnExactEvaluation) {
  struct Tail {
    double q, probability;
  };
  const WeightedChiSquares twelve(nullWeights(scaleModel(5.3, kVoxel, Weight::Published), Weight::Published));
  for (const auto& [q, probability] : {Tail{6.635204, 2.471e-4}, Tail{9.952806, 2.084e-6}, Tail{13.270408, 1.953e-8}})
    EXPECT_NEAR(twelve.upperTail(q) / probability, 1, 1e-3) << q;
  const WeightedChiSquares six(nullWeights(scaleModel(3.3, kVoxel, Weight::Published), Weight::Published));
  for (const auto& [q, probability] :
       {Tail{0.8059066, 0.090058}, Tail{1.6118131, 0.0090607}, Tail{2.4177197, 0.0010580}})
    EXPECT_NEAR(six.upperTail(q) / probability, 1, 1e-4) << q;
}

TEST(ResmapNull, OneWeightIsAChiSquare) {
  const WeightedChiSquares one({2.0, 2.0});  // exponential: exp(-q/4)
  for (const double q : {0.5, 10.0, 120.0}) EXPECT_NEAR(one.upperTail(q) / std::exp(-q / 4), 1, 1e-10);
  EXPECT_NEAR(one.quantile(0.05), 4 * std::log(20.0), 1e-9);
}

TEST(ResmapNull, DeepTailsOfUnequalWeightsKeepTheirDigits) {
  // l1 chi^2_2 + l2 chi^2_2 has the tail (l1 exp(-q/2 l1) - l2 exp(-q/2 l2)) / (l1 - l2).
  const double l1 = 1, l2 = 0.02;
  const WeightedChiSquares two({l1, l1, l2, l2});
  for (const double q : {3.0, 20.0, 80.0}) {
    const double exact = (l1 * std::exp(-q / (2 * l1)) - l2 * std::exp(-q / (2 * l2))) / (l1 - l2);
    EXPECT_NEAR(two.upperTail(q) / exact, 1, 1e-9) << q;
    EXPECT_NEAR(TailTable(two, 2).logUpperTail(q), std::log(exact), 1e-4) << q;
  }
}

/// The walk as defined, over the sorted values.
Discoveries walk(std::vector<float> values, const WeightedChiSquares& null, double p) {
  std::ranges::sort(values);
  Discoveries result;
  result.tested = static_cast<std::int64_t>(values.size());
  result.single = null.quantile(p);
  double harmonic = 0;
  for (std::int64_t i = 1; i < result.tested; ++i) harmonic += 1.0 / static_cast<double>(i);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(values[i] > result.single)) continue;
    ++result.aboveSingle;
    const auto larger = static_cast<double>(values.size() - i - 1);
    if (result.threshold || !(null.upperTail(values[i]) < p * larger / (static_cast<double>(result.tested) * harmonic)))
      continue;
    result.threshold = values[i];
    result.count =
        static_cast<std::int64_t>(std::ranges::count_if(values, [&](float v) { return v > *result.threshold; }));
  }
  return result;
}

TEST(ResmapNull, DiscoveriesAreThoseOfTheWalkOverSortedValues) {
  const WeightedChiSquares null({1.0, 0.5, 0.4, 0.1});
  test::ThreadExecutor executor(2);
  for (const double signal : {0.0, 0.001, 0.02, 0.3, 1.0}) {
    std::vector<float> all, open;
    std::vector<std::uint8_t> isDecided;
    for (std::uint64_t i = 0; i < 30000; ++i) {
      double value = 0;
      for (std::uint64_t k = 0; k < 4; ++k) {
        const double z = randomNormal(40 + k, i);
        value += std::array{1.0, 0.5, 0.4, 0.1}[k] * z * z;
      }
      if (randomUniform(50, i) < signal) value += 40 * randomUniform(51, i);
      all.push_back(static_cast<float>(value));
      isDecided.push_back(randomUniform(52, i) < 0.2 ? 3 : 0);
      if (isDecided.back() == 0) open.push_back(all.back());
    }
    const Discoveries expected = walk(open, null, 0.05);
    const Discoveries found =
        discover(all.data(), isDecided.data(), static_cast<std::int64_t>(all.size()), null, 0.05, executor, {});
    EXPECT_EQ(found.tested, expected.tested);
    EXPECT_EQ(found.aboveSingle, expected.aboveSingle);
    EXPECT_EQ(found.threshold, expected.threshold) << signal;
    EXPECT_EQ(found.count, expected.count) << signal;
    EXPECT_TRUE(signal > 0 || found.count <= 2);
    EXPECT_TRUE(signal < 0.01 || found.count > 100);
  }
}

TEST(ResmapNull, FewOrNoValuesAreNoDiscovery) {
  const WeightedChiSquares null({1.0, 1.0});
  SerialExecutor executor;
  const std::vector<float> values = {100, 1, 1, 1};
  const std::vector<std::uint8_t> open = {0, 0, 0, 0}, decided = {1, 1, 1, 1};
  // One value above the single threshold has none above it.
  EXPECT_FALSE(discover(values.data(), open.data(), 4, null, 0.05, executor, {}).threshold);
  EXPECT_EQ(discover(values.data(), decided.data(), 4, null, 0.05, executor, {}).tested, 0);
}

// --- smoothing and the cube of noise

TEST(ResmapSmoothing, IsTheGaussianOfTheFilledVolume) {
  const Grid grid = test::gridOf({90, 40, 36}, 1.5);
  test::ThreadExecutor executor(2);
  const MaskVoxels voxels = maskVoxels(test::randomMask(grid, 0.5, 4), executor, {});
  Levels levels;
  levels.scales.resize(2);
  levels.scales[0].wavelengthA = 3;
  levels.scales[1].wavelengthA = 5;
  levels.level = Buffer<std::uint8_t>::zeroed(voxels.count());
  for (std::int64_t i = 0; i < voxels.count(); ++i) {
    const double u = randomUniform(9, static_cast<std::uint64_t>(i));
    if (u > 0.7) continue;
    levels.level[i] = u < 0.2 ? 1 : 2;
    ++levels.scales[levels.level[i] - 1U].found.count;
    ++levels.determined;
  }
  Buffer<float> values(voxels.count());
  const Buffer<float> smooth = smoothLevels(voxels, levels, values, executor, {});
  const Mask determined = determinedMask(voxels, levels, executor, {});
  ASSERT_EQ(smooth.size(), levels.determined);

  const double mean = levels.meanA();
  std::vector<double> filled(static_cast<std::size_t>(grid.voxels()), mean);
  std::int64_t number = 0;
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    if (!voxels.mask.at(v[0], v[1], v[2])) continue;
    const int level = levels.level[number++];
    EXPECT_EQ(determined.at(v[0], v[1], v[2]), level != 0);
    if (level != 0) filled[static_cast<std::size_t>(i)] = level == 1 ? 3 : 5;
  }
  double norm = 0;
  for (int v = -6; v <= 6; ++v) norm += std::exp(-v * v / 4.5);
  number = 0;
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    if (!determined.at(v[0], v[1], v[2])) continue;
    const float found = smooth[number++];
    if (number % 101 != 0) continue;
    double expected = 0;
    for (int z = -6; z <= 6; ++z)
      for (int y = -6; y <= 6; ++y)
        for (int x = -6; x <= 6; ++x)
          expected += std::exp(-(x * x + y * y + z * z) / 4.5) *
                      filled[static_cast<std::size_t>(grid.index(v[0] + x, v[1] + y, v[2] + z))];
    ASSERT_NEAR(found, expected / (norm * norm * norm), 1e-5);
  }
}

TEST(ResmapWhitening, TheDeepestVoxelIsCountedInStepsAlongTheAxes) {
  const Grid grid = test::gridOf({140, 60, 60});
  test::ThreadExecutor executor(2);
  const Mask ball = test::ballMask(grid, {70, 30, 28}, 17);
  const Deepest found = deepestVoxel(ball, executor, {});
  EXPECT_EQ(found.voxel, (Index3{70, 30, 28}));
  EXPECT_EQ(found.steps, 18);
  EXPECT_EQ(deepestVoxel(Mask(grid), executor, {}).steps, 0);
}

TEST(ResmapWhitening, ALowPassFilterIsSeenAndLeftOutOfTheFit) {
  std::vector<double> power(30, 1e-10);
  for (std::size_t b = 0; b < 15; ++b) power[b] = 0.1 * std::exp(-0.1 * static_cast<double>(b + 1));
  const auto filled = filledShare(power);
  ASSERT_TRUE(filled);
  EXPECT_NEAR(*filled, 14.0 / 30, 1e-12);
  const NoiseFit fit = fitNoise(power, 1.5, *filled);
  EXPECT_EQ(fit.last, 14);
  EXPECT_EQ(fit.weight[14], 0);
  EXPECT_GT(fit.weight[12], 0);
  for (int b = 10; b < 14; ++b) EXPECT_NEAR(fit.at(b), 0.5 * (std::log(0.1) - 0.1 * b), 1e-9);

  for (std::size_t b = 15; b < 30; ++b) power[b] = 0.02 + 1e-4 * static_cast<double>(b % 2);
  EXPECT_FALSE(filledShare(power));
}

TEST(ResmapWhitening, FlattensTheNoise) {
  const Grid grid = test::gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor(2);
  Progress progress;
  // Noise that falls by a factor of 4 to Nyquist.
  std::array<Spectrum, 2> halves;
  for (std::size_t half = 0; half < 2; ++half) {
    halves[half] =
        paddedMap(grid, [&](std::int64_t i) { return randomNormal(60 + half, static_cast<std::uint64_t>(i)); });
    forwardInPlace(halves[half], executor, progress);
    for (int l = 0; l < 48; ++l)
      for (int k = 0; k < 48; ++k)
        for (int h = 0; h <= 24; ++h) {
          const double z = signedIndex(l, 48), y = signedIndex(k, 48),
                       radius = std::sqrt(z * z + y * y + double(h) * h);
          halves[half].row(k, l)[h] *= static_cast<float>(std::exp(-1.4 * radius / 24));
        }
    inverseInPlace(halves[half], executor, progress);
  }
  const Whitening whitening = whitenHalves(halves, fullMask(grid), executor, progress);
  EXPECT_EQ(whitening.cubeEdge, 0);
  EXPECT_FALSE(whitening.emptyBeyondA);
  forwardInPlace(halves[1], executor, progress);
  const std::vector<double> power = radialPower(halves[1], executor, progress);
  ASSERT_EQ(power.size(), 23U);
  for (std::size_t b = 9; b < 22; ++b) EXPECT_NEAR(power[b] / power[15], 1, 0.1) << b;
}

// --- the published program's numbers

struct PhantomRun {
  MaskVoxels voxels;
  Whitening whitening;
  std::array<Spectrum, 2> whitened;

  explicit PhantomRun(const test::LocalPhantomRecipe& recipe, int threads = 2) {
    test::ThreadExecutor executor(threads);
    const test::LocalPhantom made = test::localPhantom(recipe, executor);
    Mask mask(made.mask.grid);
    for (std::int64_t i = 0; i < made.mask.grid.voxels(); ++i)
      if (made.mask.data[i] >= 0.5F) {
        const Index3 v = made.mask.grid.voxelOf(i);
        mask.set(v[0], v[1], v[2]);
      }
    test::recount(mask);
    voxels = maskVoxels(mask, executor, {});
    whitened = {paddedOf(made.half[0]), paddedOf(made.half[1])};
    Progress progress;
    whitening = whitenHalves(whitened, voxels.mask, executor, progress);
  }

  Levels levels(Weight weight, int threads = 2) const {
    test::ThreadExecutor executor(threads);
    Progress progress;
    Buffer<float> values(voxels.count());
    return testScales(whitened, voxels, {.weight = weight}, values, executor, progress);
  }
  std::vector<float> smoothed(const Levels& levels) const {
    test::ThreadExecutor executor(2);
    Buffer<float> values(voxels.count());
    const Buffer<float> found = smoothLevels(voxels, levels, values, executor, {});
    std::vector<float> sorted(found.begin(), found.end());
    std::ranges::sort(sorted);
    return sorted;
  }
};

/// One wavelength as the published program reported it. Its walk looks at every 9th to 47th value and its tails are of
/// single precision: 1 % on thresholds; on counts 1 %, or half a step of its walk where only a few voxels are left.
struct Golden {
  double single, threshold, variance;  ///< threshold 0: its walk ended without passing; not compared
  std::int64_t blocks, resolved;
};

void expectGolden(const Levels& levels, const std::vector<Golden>& expected, double varianceTolerance,
                  double countTolerance = 0.01) {
  ASSERT_EQ(levels.scales.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const ScaleFigures& scale = levels.scales[i];
    EXPECT_EQ(scale.noise.blocks, expected[i].blocks) << scale.wavelengthA;
    EXPECT_NEAR(scale.noise.value / expected[i].variance, 1, varianceTolerance) << scale.wavelengthA;
    EXPECT_NEAR(scale.found.single, expected[i].single, 2e-4) << scale.wavelengthA;
    if (expected[i].threshold == 0) continue;
    ASSERT_TRUE(scale.found.threshold) << scale.wavelengthA;
    EXPECT_NEAR(*scale.found.threshold / expected[i].threshold, 1, 0.01) << scale.wavelengthA;
    const auto resolved = static_cast<double>(expected[i].resolved);
    EXPECT_NEAR(static_cast<double>(scale.found.count), resolved, std::max(countTolerance * resolved, 24.0))
        << scale.wavelengthA;
  }
}

double percentileOf(const std::vector<float>& sorted, double q) {
  return sorted[static_cast<std::size_t>(std::lround(q / 100 * static_cast<double>(sorted.size() - 1)))];
}

const PhantomRun& weakRun() {
  static const PhantomRun run({.sigma = 0.5});
  return run;
}
const PhantomRun& strongRun() {
  static const PhantomRun run({.sigma = 0.1});
  return run;
}

TEST(ResmapGolden, WeakSignalWithThePublishedWeight) {
  const Levels levels = weakRun().levels(Weight::Published);
  expectGolden(levels,
               {{1.0026, 0, 1.5548, 171, 2},
                {2.3077, 0, 1.5648, 171, 2},
                {3.1036, 6.3339, 1.5661, 171, 2864},
                {3.3239, 5.8968, 1.7704, 45, 4600}},
               1e-4);
  EXPECT_NEAR(static_cast<double>(levels.scales[0].found.aboveSingle), 4351, 5);
  EXPECT_NEAR(static_cast<double>(levels.scales[1].found.aboveSingle), 7024, 5);
  EXPECT_LE(levels.scales[0].found.count + levels.scales[1].found.count, 8);
  const std::vector<float> found = weakRun().smoothed(levels);
  const std::array<double, 5> q = {2.5, 25, 50, 75, 97.5}, expected = {5.765, 5.864, 5.905, 5.939, 5.995};
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(percentileOf(found, q[i]), expected[i], 0.005) << q[i];
}

TEST(ResmapGolden, StrongSignalWithThePublishedWeight) {
  const Levels levels = strongRun().levels(Weight::Published);
  expectGolden(levels,
               {{1.0026, 2.1232, 0.06219, 171, 17335},
                {2.3077, 6.1155, 0.06259, 171, 945},
                {3.1036, 5.0772, 0.06264, 171, 7800},
                {3.3239, 4.9535, 0.07082, 45, 4846}},
               2e-4);
  const std::vector<float> found = strongRun().smoothed(levels);
  const std::array<double, 5> q = {2.5, 25, 50, 75, 97.5}, expected = {3.309, 3.404, 3.819, 5.192, 5.596};
  for (std::size_t i = 0; i < q.size(); ++i) EXPECT_NEAR(percentileOf(found, q[i]), expected[i], 0.005) << q[i];
  const auto below = std::ranges::lower_bound(found, 4.0F) - found.begin();
  EXPECT_NEAR(100.0 * static_cast<double>(below) / static_cast<double>(found.size()), 53.73, 0.2);
}

TEST(ResmapGolden, ABoxBeyond160TakesTheNoiseFromACubeInsideTheMask) {
  const PhantomRun run({.n = 176, .ballRadius = 30, .sigma = 0.1});
  EXPECT_EQ(run.whitening.cubeEdge, 30);
  EXPECT_EQ(run.whitening.cubeCentre, (Index3{88, 88, 88}));
  const Levels levels = run.levels(Weight::Published);
  // Fourteen bins of a cube of 30 whose place and window in the published program are not known to the voxel: moved by
  // one, the variances it whitens to change by 3 %.
  expectGolden(levels,
               {{1.0026, 2.1662, 0.046057, 657, 58482},
                {2.3077, 6.6764, 0.048228, 657, 1797},
                {3.1036, 5.1020, 0.050120, 657, 29324},
                {3.3239, 4.9088, 0.051900, 199, 18773}},
               0.05, 0.03);
}

TEST(ResmapGolden, TheIntendedWeightFindsCoarserPatternsByTheirName) {
  // The published program with its weight corrected, but with the eigenvalues above a tenth only: 2, 4009, 9927, 1534
  // and 20786, 6053, 5836, 714 voxels.
  const std::array<std::array<double, 4>, 2> expected = {{{2, 4009, 9927, 1534}, {20786, 6053, 5836, 714}}};
  const std::array<const PhantomRun*, 2> runs = {&weakRun(), &strongRun()};
  for (std::size_t r = 0; r < 2; ++r) {
    const Levels levels = runs[r]->levels(Weight::Intended);
    ASSERT_EQ(levels.scales.size(), 4U);
    for (std::size_t i = 0; i < 4; ++i)
      EXPECT_NEAR(static_cast<double>(levels.scales[i].found.count), expected[r][i],
                  std::max(20.0, 0.05 * expected[r][i]))
          << levels.scales[i].wavelengthA;
  }
}

TEST(ResmapGolden, TheSidesOfThePhantomReadAsTheyWereMade) {
  // Made with 4 A left and 8 A right; the test's own range ends at 6.3 A.
  const PhantomRun& run = strongRun();
  const Levels levels = run.levels(Weight::Intended);
  std::array<std::vector<double>, 2> sides;
  std::int64_t number = 0;
  const Grid& grid = run.voxels.mask.grid;
  for (std::int64_t i = 0; i < grid.voxels(); ++i) {
    const Index3 v = grid.voxelOf(i);
    if (!run.voxels.mask.at(v[0], v[1], v[2])) continue;
    const int level = levels.level[number++];
    if (level == 0 || (v[0] >= 20 && v[0] <= 44)) continue;
    sides[v[0] > 44 ? 1 : 0].push_back(levels.scales[static_cast<std::size_t>(level - 1)].wavelengthA);
  }
  for (auto& side : sides) std::ranges::sort(side);
  EXPECT_GT(sides[0].size() + sides[1].size(), 6100U);  // of 6144
  EXPECT_EQ(sides[0][sides[0].size() / 2], 3.3);
  EXPECT_GE(sides[1][sides[1].size() / 2], 4.3);
}

TEST(ResmapGolden, PureNoiseIsNotResolved) {
  const PhantomRun run({.sigma = std::nullopt});
  for (const Weight weight : {Weight::Published, Weight::Intended}) {
    const Levels levels = run.levels(weight);
    ASSERT_EQ(levels.scales.size(), 4U);
    EXPECT_LT(levels.determined, 34);  // 0.1 % of the mask
    for (const ScaleFigures& scale : levels.scales)
      EXPECT_NEAR(static_cast<double>(scale.found.aboveSingle) / static_cast<double>(scale.found.tested), 0.05, 0.03);
  }
  expectGolden(run.levels(Weight::Published),
               {{1.0026, 0, 5.8644, 171, 3},
                {2.3077, 0, 5.9740, 171, 2},
                {3.1036, 0, 5.9221, 171, 1},
                {3.3239, 0, 5.3020, 45, 5}},
               1e-4);
}

TEST(ResmapGolden, DoesNotDependOnThreads) {
  const Levels one = strongRun().levels(Weight::Intended, 1), four = strongRun().levels(Weight::Intended, 4);
  ASSERT_EQ(one.level.size(), four.level.size());
  EXPECT_TRUE(std::equal(one.level.begin(), one.level.end(), four.level.begin()));
  for (std::size_t i = 0; i < one.scales.size(); ++i) {
    EXPECT_EQ(one.scales[i].found.threshold, four.scales[i].found.threshold);
    EXPECT_EQ(one.scales[i].noise.value, four.scales[i].noise.value);
  }
}

// --- the whole check

Volume meanOf(const Volume& a, const Volume& b) {
  Volume mean(a.grid);
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) mean.data[i] = 0.5F * (a.data[i] + b.data[i]);
  return mean;
}

/// A check on the phantom: map = mean of the halves times `scale` + `shift`, as the halves.
std::unique_ptr<test::MapEntry> entryOf(const test::LocalPhantom& phantom, double scale = 1, double shift = 0) {
  const Grid& grid = phantom.half[0].grid;
  std::array<Volume, 2> half = {Volume(grid), Volume(grid)};
  for (std::size_t h = 0; h < 2; ++h)
    for (std::int64_t i = 0; i < grid.voxels(); ++i)
      half[h].data[i] = static_cast<float>(scale * static_cast<double>(phantom.half[h].data[i]) + shift);
  auto entry = std::make_unique<test::MapEntry>(meanOf(half[0], half[1]));
  entry->halves(half[0], half[1]).mask(phantom.mask).resolution(3.5).threshold(shift + 0.5 * scale);
  return entry;
}

const test::LocalPhantom& strongPhantom() {
  static const test::LocalPhantom phantom = [] {
    test::ThreadExecutor executor(2);
    return test::localPhantom({.sigma = 0.1}, executor);
  }();
  return phantom;
}

TEST(Resmap, ReportsBothWeightsAndDoesNotDependOnThreads) {
  const auto entry = entryOf(strongPhantom());
  CheckResult one = entry->run("1.d", 1), two = entry->run("1.d", 2), four = entry->run("1.d", 4);
  ASSERT_EQ(one.status, Status::Ok) << one.reason;
  ASSERT_EQ(one.figures.size(), 1U);
  for (CheckResult* result : {&one, &two, &four}) result->figures.clear();  // surfaces, which are not compared here
  test::expectSameResult(one, two);
  test::expectSameResult(one, four);
  EXPECT_NEAR(test::valueOf(one, "vrs_percentile_50_A"), 3.819, 0.04);
  EXPECT_EQ(test::valueOf(one, "mask_voxels"), 33401);
  ASSERT_NE(one.plot("whitening"), nullptr);
  ASSERT_EQ(one.tables.size(), 2U);
  ASSERT_EQ(one.volumes.size(), 1U);
}

TEST(Resmap, ScaleAndOffsetOfTheHalvesChangeNothing) {
  const CheckResult plain = entryOf(strongPhantom())->run("1.d"), other = entryOf(strongPhantom(), 7.3, 2)->run("1.d");
  ASSERT_EQ(plain.status, other.status) << other.reason;
  for (const char* key : {"percentile_2_5_A", "percentile_25_A", "percentile_50_A", "percentile_75_A",
                          "percentile_97_5_A", "vrs_percentile_50_A"})
    EXPECT_NEAR(test::valueOf(plain, key), test::valueOf(other, key), 2e-3) << key;
  // A voxel whose statistic is at the threshold may fall on either side by rounding.
  EXPECT_NEAR(test::valueOf(plain, "determined_voxels"), test::valueOf(other, "determined_voxels"), 10);
}

TEST(Resmap, HalvesThatCannotBeMeasuredAreSaidInOneLine) {
  const test::LocalPhantom& phantom = strongPhantom();
  const auto reasonOf = [&](auto change) {
    std::array<Volume, 2> half;
    for (std::size_t h = 0; h < 2; ++h) {
      half[h] = Volume(phantom.half[h].grid);
      std::copy(phantom.half[h].data.begin(), phantom.half[h].data.end(), half[h].data.begin());
    }
    change(half);
    test::MapEntry entry(meanOf(phantom.half[0], phantom.half[1]));
    entry.halves(half[0], half[1]).mask(phantom.mask);
    const CheckResult result = entry.run("1.d");
    EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
    return result.reason;
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(has(reasonOf([](auto& half) { half[1].data = half[0].data.copy(); }), "identical"));
  EXPECT_TRUE(has(reasonOf([](auto& half) { std::fill(half[1].data.begin(), half[1].data.end(), 3.0F); }), "constant"));
  EXPECT_TRUE(has(reasonOf([](auto& half) { half[0].data[77] = std::nanf(""); }), "non-finite"));

  test::MapEntry single(phantom.half[0]);
  EXPECT_EQ(single.run("1.d").status, Status::DoesNotApply);
}

TEST(Resmap, AMaskWithoutRoomIsSaidInOneLine) {
  const test::LocalPhantom& phantom = strongPhantom();
  const auto reasonOf = [&](auto choose) {
    Volume mask = test::constantVolume(phantom.mask.grid, 0);
    choose(mask);
    test::MapEntry entry(meanOf(phantom.half[0], phantom.half[1]));
    entry.halves(phantom.half[0], phantom.half[1]).mask(mask);
    const CheckResult result = entry.run("1.d");
    EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
    return result.reason;
  };
  EXPECT_NE(reasonOf([](Volume& mask) {
              test::setBall(mask, {32, 32, 32}, 2, 1);
            }).find("no cube of 5 voxels"),
            std::string::npos);
  EXPECT_NE(reasonOf([](Volume& mask) {
              test::setBall(mask, {4, 4, 4}, 4, 1);
            }).find("9 voxels or more inside"),
            std::string::npos);
}

TEST(Resmap, BoxesNeedNotBeCubic) {
  test::ThreadExecutor executor(2);
  const test::LocalPhantom& phantom = strongPhantom();
  const Grid grid = test::gridOf({64, 52, 56}, 1.5);
  const auto cut = [&](const Volume& volume) {
    Volume part(grid);
    for (int z = 0; z < 56; ++z)
      for (int y = 0; y < 52; ++y)
        for (int x = 0; x < 64; ++x) part.at(x, y, z) = volume.at(x, y + 6, z + 4);
    return part;
  };
  const Volume half1 = cut(phantom.half[0]), half2 = cut(phantom.half[1]);
  test::MapEntry entry(meanOf(half1, half2));
  entry.halves(half1, half2).mask(cut(phantom.mask)).threshold(0.5);
  const CheckResult part = entry.run("1.d"), whole = entryOf(phantom)->run("1.d");
  ASSERT_EQ(part.status, Status::Ok) << part.reason;
  EXPECT_NEAR(test::valueOf(part, "percentile_50_A"), test::valueOf(whole, "percentile_50_A"), 0.25);
}

/// Asks for a stop once a stage is reached.
class StopAt final : public ProgressSink {
public:
  explicit StopAt(double fraction) : m_fraction(fraction) {}
  void progress(double fraction, std::string_view) noexcept override {
    if (fraction >= m_fraction) m_stop.request_stop();
  }
  std::stop_token token() const { return m_stop.get_token(); }

private:
  double m_fraction;
  std::stop_source m_stop;
};

TEST(Resmap, StopsAtAnyStage) {
  test::ThreadExecutor executor(2);
  const auto entry = entryOf(strongPhantom());
  for (const double fraction : {0.02, 0.3, 0.5, 0.7, 0.8, 0.9}) {
    StopAt stop(fraction);
    Progress progress(&stop, stop.token());
    const ValidationContext context(entry->inputs(), executor, std::make_shared<ProductCache>());
    EXPECT_THROW(findCheck("1.d")->run(context, progress), Cancelled) << fraction;
  }
}

}  // namespace
}  // namespace vitrine
