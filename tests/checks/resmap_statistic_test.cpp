// The parts of 1.d against plain definitions: model and statistic, null distribution, whitening, smoothing.
#include "tests/checks/resmap_support.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"

#include <gtest/gtest.h>
#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <numeric>
#include <stop_token>

namespace vitrine {
namespace {

using namespace resmap;
using test::fullMask;
using test::paddedMap;

constexpr Vector3 kVoxel = test::kResmapVoxel;

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

/// The statistic at all voxels of a mask with margins.
Buffer<float> statisticOf(const Spectrum& map, const ScaleModel& model, double variance, const MaskVoxels& voxels,
                          Executor& executor) {
  const auto levels = Buffer<std::uint8_t>::zeroed(voxels.count());
  Buffer<float> values(voxels.count());
  windowStatistic(map, model, variance, voxels, levels.data(), values.data(), executor, {});
  return values;
}

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
  const TailTable table(two, 2);
  for (const double q : {3.0, 20.0, 80.0}) {
    const double exact = (l1 * std::exp(-q / (2 * l1)) - l2 * std::exp(-q / (2 * l2))) / (l1 - l2);
    EXPECT_NEAR(two.upperTail(q) / exact, 1, 1e-9) << q;
    EXPECT_NEAR(table.logUpperTail(q), std::log(exact), 1e-4) << q;
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

TEST(ResmapWhitening, TheCubeOfNoiseHasTheSquareOfTheWindowAlongZ) {
  const Grid grid = test::gridOf({30, 24, 20}, 1.5);
  test::ThreadExecutor executor(2);
  const Spectrum map = paddedMap(grid, [&](std::int64_t i) { return grid.voxelOf(i) == Index3{9, 8, 7} ? 2 : 1; });
  const Volume cube = hammingCube(map, {12, 11, 10}, 10, executor, {});  // from voxel 7, 6, 5
  const auto window = [](int i) { return 0.54 - 0.46 * std::cos(2 * std::numbers::pi * i / 9); };
  for (int z = 0; z < 10; ++z)
    for (int y = 0; y < 10; ++y)
      for (int x = 0; x < 10; ++x) {
        const double value = Index3{x, y, z} == Index3{2, 2, 2} ? 2 : 1;
        ASSERT_NEAR(cube.at(x, y, z), value * window(x) * window(y) * window(z) * window(z), 1e-6);
      }
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

// --- stopping

/// Runs jobs in order. Asks for a stop before the middle job of the call with the given number.
class StoppingExecutor final : public Executor {
public:
  explicit StoppingExecutor(int call) : m_call(call) {}
  int width() const override { return 1; }
  void run(std::int64_t count, const std::function<void(std::int64_t)>& job) override {
    const bool isIt = m_calls++ == m_call;
    for (std::int64_t i = 0; i < count; ++i) {
      if (isIt && i == count / 2) m_stop.request_stop();
      const bool isAsked = m_stop.stop_requested();
      job(i);
      m_ignored += isAsked;
    }
  }
  std::stop_token token() const { return m_stop.get_token(); }
  int calls() const { return m_calls; }
  int ignored() const { return m_ignored; }  ///< jobs that began after the request and did not mind

private:
  int m_call, m_calls = 0, m_ignored = 0;
  std::stop_source m_stop;
};

/// Stops `work` once in each of its parallel loops; not one job more may be done.
template <class Work>
void expectStopsInEveryLoop(Work work, int leastLoops) {
  StoppingExecutor all(-1);
  Progress progress(nullptr, all.token());
  work(all, progress);
  EXPECT_GE(all.calls(), leastLoops);
  for (int call = 0; call < all.calls(); ++call) {
    StoppingExecutor executor(call);
    Progress stopped(nullptr, executor.token());
    EXPECT_THROW(work(executor, stopped), Cancelled) << call;
    EXPECT_EQ(executor.ignored(), 0) << call;
    EXPECT_EQ(executor.calls(), call + 1);
  }
}

TEST(ResmapStop, EveryLoopOfWhiteningAsks) {
  const Grid grid = test::gridOf({36, 34, 38}, 1.5);
  std::array<Spectrum, 2> halves;
  for (std::size_t half = 0; half < 2; ++half)
    halves[half] =
        paddedMap(grid, [&](std::int64_t i) { return randomNormal(80 + half, static_cast<std::uint64_t>(i)); });
  const Mask mask = fullMask(grid);
  expectStopsInEveryLoop(
      [&](Executor& executor, Progress& progress) {
        std::array<Spectrum, 2> own;
        for (std::size_t half = 0; half < 2; ++half) {
          own[half].grid = grid;
          own[half].data = halves[half].data.copy();
        }
        whitenHalves(own, mask, executor, progress);
      },
      12);
  // What boxes beyond 160 voxels do besides.
  expectStopsInEveryLoop(
      [&](Executor& executor, Progress& progress) {
        deepestVoxel(test::ballMask(grid, {18, 17, 19}, 12), executor, progress);
        hammingCube(halves[1], {18, 17, 19}, 20, executor, progress);
      },
      14);
}

TEST(ResmapStop, EveryLoopOfTheTestAsks) {
  const Grid grid = test::gridOf({40, 40, 40}, 1.5);
  std::array<Spectrum, 2> maps;
  for (std::size_t map = 0; map < 2; ++map)
    maps[map] = paddedMap(grid, [&](std::int64_t i) {
      const double wave = map == 0 ? 3 * std::sin(1.2 * grid.voxelOf(i)[0]) : 0;
      return wave + randomNormal(90 + map, static_cast<std::uint64_t>(i));
    });
  SerialExecutor making;
  const MaskVoxels voxels = maskVoxels(fullMask(grid), making, {});
  expectStopsInEveryLoop(
      [&](Executor& executor, Progress& progress) {
        Buffer<float> values(voxels.count());
        const Levels levels = testScales(maps, voxels, {}, values, executor, progress);
        ASSERT_GT(levels.determined, 0);
        smoothLevels(voxels, levels, values, executor, progress);
        determinedMask(voxels, levels, executor, progress);
      },
      20);
}

/// Asks for a stop at a given report and counts those after it.
class StopAtReport final : public ProgressSink {
public:
  explicit StopAtReport(int report) : m_report(report) {}
  void progress(double, std::string_view) noexcept override {
    m_after += m_stop.stop_requested();
    if (++m_reports == m_report) m_stop.request_stop();
  }
  std::stop_token token() const { return m_stop.get_token(); }
  int after() const { return m_after; }

private:
  int m_report, m_reports = 0, m_after = 0;
  std::stop_source m_stop;
};

TEST(ResmapStop, ATileIsTheLast) {
  // Two tiles along x and two along y: loops that share scratch ask before each.
  const Grid grid = smallGrid();
  SerialExecutor executor;
  const Spectrum map = paddedMap(grid, [](std::int64_t i) { return randomNormal(7, static_cast<std::uint64_t>(i)); });
  const MaskVoxels voxels = maskVoxels(fullMask(grid), executor, {});
  const ScaleModel model = scaleModel(5.3, kVoxel, Weight::Intended);
  Levels levels;
  levels.level = Buffer<std::uint8_t>::zeroed(voxels.count());
  levels.level[0] = 1;
  levels.determined = 1;
  levels.scales.resize(1);
  levels.scales[0].wavelengthA = 3;
  levels.scales[0].found.count = 1;
  Buffer<float> values(voxels.count());
  for (int report = 1; report < 4; ++report) {
    StopAtReport statistic(report), smoothing(report);
    EXPECT_THROW(windowStatistic(map, model, 1, voxels, levels.level.data(), values.data(), executor,
                                 Progress(&statistic, statistic.token())),
                 Cancelled);
    EXPECT_EQ(statistic.after(), 0);
    EXPECT_THROW(smoothLevels(voxels, levels, values, executor, Progress(&smoothing, smoothing.token())), Cancelled);
    EXPECT_EQ(smoothing.after(), 0);
  }
}

}  // namespace
}  // namespace vitrine
