// 1.c on the phantom with two known zones: figures of the public program (docs/checks/1.c.md), a plain evaluation in
// double precision, and what must not change with threads, scale or cancelling.
#include "core/checks/blocres/local_fsc.hpp"

#include "core/base/error.hpp"
#include "core/checks/blocres/interpolation.hpp"
#include "core/checks/registry.hpp"
#include "core/run/guarded_run.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/run_check.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

namespace vitrine {
namespace {

using namespace blocres;
using test::LocalPhantom;
using test::LocalPhantomRecipe;

constexpr int kBox = 20;

HalfRows rowsOf(const Volume& volume) {
  double sum = 0, squares = 0;
  for (const float value : volume.data) {
    sum += value;
    squares += double{value} * value;
  }
  const auto n = static_cast<double>(volume.data.size());
  return {volume.grid, volume.data.data(), volume.grid.size[0], sum / n, std::sqrt(squares / n - sum / n * (sum / n))};
}

/// A phantom with its mask as bits.
struct Sample {
  LocalPhantom phantom;
  Mask mask;

  explicit Sample(const LocalPhantomRecipe& recipe, double declaredVoxel = 1.5) {
    test::ThreadExecutor threads(2);
    phantom = test::localPhantom(recipe, threads);
    for (Volume* volume : {&phantom.half[0], &phantom.half[1], &phantom.mask})
      volume->grid.voxelSize = {declaredVoxel, declaredVoxel, declaredVoxel};
    mask = Mask(phantom.mask.grid);
    for (std::int64_t i = 0; i < phantom.mask.data.size(); ++i)
      if (phantom.mask.data[i] >= 0.5F) {
        const Index3 v = mask.grid.voxelOf(i);
        mask.set(v[0], v[1], v[2]);
      }
    test::recount(mask);
    clearMargins(mask, kBox);
  }
  HalfPair halves() const { return {rowsOf(phantom.half[0]), rowsOf(phantom.half[1])}; }
  Mask voxels() const {
    Mask copy(mask.grid);
    std::ranges::copy(mask.words, copy.words.begin());
    copy.count = mask.count;
    return copy;
  }
  LocalFsc find(int step, int threads = 2, Options options = {}) const {
    test::ThreadExecutor executor(threads);
    Progress progress;
    options.step = step;
    return localFsc(halves(), voxels(), options, executor, progress);
  }
};

std::vector<float> sorted(const LocalFsc& found) {
  std::vector<float> values(found.local.resolutionA.begin(), found.local.resolutionA.end());
  std::ranges::sort(values);
  return values;
}

double percentile(const std::vector<float>& values, double q) {
  const double place = q / 100 * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const double low = values[below], high = values[std::min(below + 1, values.size() - 1)];
  return low + (place - static_cast<double>(below)) * (high - low);
}

double percentBelow(const std::vector<float>& values, double limit) {
  const auto below = std::ranges::count_if(values, [&](float value) { return value < limit; });
  return 100 * static_cast<double>(below) / static_cast<double>(values.size());
}

constexpr double kQuantiles[] = {2.5, 25, 50, 75, 97.5};

void expectPercentiles(const std::vector<float>& values, const std::vector<double>& expected, double tolerance) {
  for (std::size_t i = 0; i < expected.size(); ++i)
    EXPECT_NEAR(percentile(values, kQuantiles[i]), expected[i], tolerance) << kQuantiles[i];
}

/// Shell sums of one box, every step written out in double precision: windowed, padded, a Fourier sum along each axis,
/// half of the frequencies, triangular shells.
std::vector<double> plainSums(const HalfPair& halves, int box, const Index3& about, const Shells& shells) {
  using Complex = std::complex<double>;
  const int padded = 2 * box;
  const auto at = [](int i) { return static_cast<std::size_t>(i); };
  std::vector<Complex> turn;
  std::vector<double> window;
  for (int i = 0; i < padded; ++i) turn.push_back(std::polar(1.0, -2 * std::numbers::pi * i / padded));
  for (int i = 0; i < box; ++i) window.push_back(0.5 * (1 - std::cos(2 * std::numbers::pi * i / (box - 1))));
  std::vector<Complex> transform[2];
  for (std::size_t half = 0; half < 2; ++half) {
    const HalfRows& map = halves[half];
    std::vector<Complex> rows(at(box * box * padded)), planes(at(box * padded * padded));
    std::vector<Complex>& all = transform[half];
    all.resize(at(padded * padded * padded));
    for (int z = 0; z < box; ++z)
      for (int y = 0; y < box; ++y)
        for (int k = 0; k < padded; ++k)
          for (int x = 0; x < box; ++x) {
            const Index3 v{about[0] - box / 2 + x, about[1] - box / 2 + y, about[2] - box / 2 + z};
            bool inside = true;
            for (int i = 0; i < 3; ++i) inside = inside && v[i] >= 0 && v[i] < map.grid.size[i];
            const double value = inside ? (map.row(v[1], v[2])[v[0]] - map.mean) / map.deviation : 0;
            rows[at((z * box + y) * padded + k)] +=
                window[at(x)] * window[at(y)] * window[at(z)] * value * turn[at(k * x % padded)];
          }
    for (int z = 0; z < box; ++z)
      for (int l = 0; l < padded; ++l)
        for (int k = 0; k < padded; ++k)
          for (int y = 0; y < box; ++y)
            planes[at((z * padded + l) * padded + k)] +=
                rows[at((z * box + y) * padded + k)] * turn[at(l * y % padded)];
    for (int m = 0; m < padded; ++m)
      for (int l = 0; l < padded; ++l)
        for (int k = 0; k < padded; ++k)
          for (int z = 0; z < box; ++z)
            all[at((m * padded + l) * padded + k)] +=
                planes[at((z * padded + l) * padded + k)] * turn[at(m * z % padded)];
  }
  std::vector<double> sums(at(shells.sumsLength()));
  for (int m = -box; m < box; ++m)
    for (int l = -box; l < box; ++l)
      for (int k = 0; k < box; ++k) {
        const double rho = std::sqrt(k * k + l * l + m * m);
        const int s = static_cast<int>(rho);
        if (s + 1 >= shells.bins) continue;
        const auto i = at(((m + padded) % padded * padded + (l + padded) % padded) * padded + k);
        const Complex a = transform[0][i], b = transform[1][i];
        const double parts[] = {(a * std::conj(b)).real(), std::norm(a), std::norm(b)};
        for (int p = 0; p < 3; ++p) {
          sums[at(p * shells.stride() + s)] += (1 - (rho - s)) * parts[p];
          sums[at(p * shells.stride() + s + 1)] += (rho - s) * parts[p];
        }
      }
  return sums;
}

double plainResolution(const std::vector<double>& sums, const Shells& shells) {
  const auto fsc = [&](int s) {
    const auto i = static_cast<std::size_t>(s), stride = static_cast<std::size_t>(shells.stride());
    return s == 0 ? 1.0 : sums[i] / std::sqrt(sums[stride + i] * sums[2 * stride + i]);
  };
  double bin = 0.5;
  for (int s = 0; s + 1 < shells.bins; ++s)
    if (fsc(s) >= 0.5 && fsc(s + 1) < 0.5) bin = s + (0.5 - fsc(s)) / (fsc(s + 1) - fsc(s));
  if (bin < 1 && fsc(shells.bins - 1) > 0.5) bin = shells.bins - 1;
  return std::clamp(shells.scaleA / bin, shells.finestA, 200.0);
}

TEST(BlocresCrossing, TheLastOneWins) {
  const auto resolution = [](std::vector<float> fsc) { return resolutionOf(fsc, 0.5, 60, 2); };
  EXPECT_NEAR(resolution({1, .9F, .8F, .4F, .6F, .3F, .1F}), 60 / (4 + 1.0 / 3), 1e-6);
  EXPECT_NEAR(resolution({1, .9F, .8F, .4F}), 60 / 2.75, 1e-5);
  EXPECT_NEAR(resolution({1, .9F, .9F}), 30, 1e-9) << "never crossed";
  EXPECT_NEAR(resolution({1, .2F, .1F}), 96, 1e-4);
  EXPECT_NEAR(resolution({1, .2F, .6F}), 30, 1e-5) << "crossed before the first bin, correlated at the last";
  EXPECT_EQ(resolutionOf(std::vector<float>{1, 1, 1}, 0.5, 60, 40), 40);
  EXPECT_NEAR(resolution({1, 0}), 120, 1e-9);
  EXPECT_EQ(resolutionOf(std::vector<float>{1, 0}, 0.5, 6000, 2), 200);
}

TEST(BlocresShells, ReachTheCornerButNotTwoAngstrom) {
  const auto shells = [](double voxel) { return shellsFor(test::gridOf({64, 64, 64}, voxel), {}); };
  EXPECT_EQ(shells(1.5).bins, 32);
  EXPECT_EQ(shells(1.5).finestA, 2);
  EXPECT_EQ(shells(1.9).bins, 36);
  EXPECT_NEAR(shells(1.9).finestA, 2.19393, 1e-5);
  EXPECT_EQ(shells(1.9).nyquistBins, 21);
  EXPECT_EQ(shells(0.5).bins, 12);
  EXPECT_EQ(shells(0.5).nyquistBins, 12) << "2 A lie before Nyquist";
}

TEST(BlocresSums, VanishingPowerCorrelatesWithNothing) {
  const float sums[] = {1, 1, 1, -1, 1, 1, 0, 1, 1, 1, 1, 0.25F};
  float fsc[4];
  fscOf(sums, 4, 4, 1e-6F, fsc);
  EXPECT_EQ(fsc[0], 1);
  EXPECT_EQ(fsc[1], 1);
  EXPECT_EQ(fsc[2], 0);
  EXPECT_EQ(fsc[3], -1) << "clipped";
}

/// Packed, pruned, eight at a time: the same sums as written out, for every distance between boxes and at the faces.
TEST(BlocresSums, AgreeWithPlainEvaluation) {
  const Sample sample({.n = 48, .ballRadius = 10}, 1.9);
  const HalfPair halves = sample.halves();
  for (const int box : {20, 14, 12}) {
    const BoxSums boxes(halves[0].grid, {.box = box});
    const Shells& shells = boxes.shells();
    BoxScratch scratch;
    std::vector<float> sums(static_cast<std::size_t>(kLanes * shells.sumsLength()));
    for (const BoxColumn& column : {BoxColumn{24, 22, 14, 1, 8}, BoxColumn{20, 25, 12, 2, 7}, BoxColumn{3, 46, 2, 3, 8},
                                    BoxColumn{22, 21, 20, 20, 2}}) {
      boxes.compute(halves, column, scratch, sums.data());
      for (const int lane : {0, column.count - 1}) {
        const auto plain = plainSums(halves, box, {column.x, column.y, column.z + lane * column.step}, shells);
        const float* found = sums.data() + lane * shells.sumsLength();
        for (int s = 1; s < shells.bins; ++s) {
          const auto i = static_cast<std::size_t>(s), stride = static_cast<std::size_t>(shells.stride());
          const double power = std::sqrt(plain[stride + i] * plain[2 * stride + i]);
          if (power == 0) {  // the last bin of some boxes has no coefficient
            for (std::size_t part = 0; part < 3; ++part) EXPECT_EQ(found[part * stride + i], 0) << box << " " << s;
            continue;
          }
          for (std::size_t part = 0; part < 3; ++part)
            EXPECT_NEAR(found[part * stride + i] / power, plain[part * stride + i] / power, 3e-5)
                << "box " << box << " step " << column.step << " lane " << lane << " bin " << s;
        }
      }
    }
  }
}

TEST(BlocresLattice, WeightsReproducePolynomials) {
  for (const int step : {2, 3, 5})
    for (int x = 3 * step; x < 5 * step; ++x) {
      const NodeWeights nodes = nodeWeights(x, step);
      for (int power = 0; power < 6; ++power) {
        double value = 0;
        for (int i = 0; i < nodes.count; ++i)
          value += nodes.weight[static_cast<std::size_t>(i)] * std::pow((nodes.first + i) * step / 10.0, power);
        EXPECT_NEAR(value, std::pow(x / 10.0, power), 2e-4) << step << " " << x << " " << power;
      }
    }
}

TEST(BlocresLattice, NodesAreThoseThatVoxelsAskFor) {
  test::ThreadExecutor threads(2);
  Mask voxels = test::randomMask(test::gridOf({70, 50, 45}), 0.002, 5);
  clearMargins(voxels, kBox);
  ASSERT_GT(voxels.count, 20);
  for (const int step : {1, 2, 3, 5}) {
    const Mask nodes = neededNodes(voxels, step, threads, Progress());
    Mask expected(latticeGrid(voxels.grid, step));
    for (std::int64_t i = 0; i < voxels.grid.voxels(); ++i) {
      const Index3 v = voxels.grid.voxelOf(i);
      if (!voxels.at(v[0], v[1], v[2])) continue;
      const NodeWeights x = nodeWeights(v[0], step), y = nodeWeights(v[1], step), z = nodeWeights(v[2], step);
      for (int c = z.first; c < z.first + z.count; ++c)
        for (int b = y.first; b < y.first + y.count; ++b)
          for (int a = x.first; a < x.first + x.count; ++a) expected.set(a, b, c);
    }
    test::recount(expected);
    EXPECT_TRUE(test::equalMasks(nodes, expected)) << step;
  }
}

TEST(Blocres, ReproducesThePublicProgram) {
  const Sample sample({});
  ASSERT_EQ(sample.mask.count, 33401);
  Options options;
  options.reportedA = 3.8;
  const LocalFsc found = sample.find(1, 2, options);
  const std::vector<float> values = sorted(found);
  expectPercentiles(values, {3.79025865, 3.91174865, 4.2856946, 7.16703796, 8.10643387}, 1e-4);
  EXPECT_EQ(percentBelow(values, 3.5), 0);
  EXPECT_NEAR(percentBelow(values, 3.8), 3.368, 0.01);
  EXPECT_NEAR(percentBelow(values, 4.0), 39.687, 0.01);
  EXPECT_NEAR(percentBelow(values, 5.0), 54.660, 0.01);
  EXPECT_NEAR(100.0 * static_cast<double>(found.tally.finerUpToNyquist) / 33401, 3.368, 0.01);
  EXPECT_EQ(found.tally.beyondNyquist, 0);

  const int counts[] = {10572, 5253, 1429, 657,  257, 230, 176, 148, 183, 250, 359, 628, 1787,
                        3006,  3153, 2257, 1546, 768, 393, 146, 65,  47,  43,  30,  18};
  EXPECT_NEAR(values.front(), 3.69322, 1e-4);
  EXPECT_NEAR(values.back(), 9.88014, 1e-4);
  int seen[25] = {};
  for (const float value : values)
    ++seen[std::min(24, static_cast<int>((value - values.front()) / (values.back() - values.front()) * 25))];
  for (int bin = 0; bin < 25; ++bin) EXPECT_NEAR(seen[bin], counts[bin], 2) << bin;
}

TEST(Blocres, VoxelsAgreeWithPlainEvaluation) {
  const Sample sample({});
  const LocalFsc found = sample.find(1);
  const LocalResolutionLookup lookup(std::shared_ptr<const LocalResolution>(&found.local, [](const void*) {}));
  const HalfPair halves = sample.halves();
  const Shells shells = shellsFor(halves[0].grid, {});
  int seen = 0;
  for (std::uint64_t i = 0; seen < 50; ++i) {
    const Index3 v = sample.mask.grid.voxelOf(
        static_cast<std::int64_t>(randomUniform(77, i) * static_cast<double>(sample.mask.grid.voxels())));
    if (!sample.mask.at(v[0], v[1], v[2])) continue;
    ++seen;
    EXPECT_NEAR(lookup.at(v).value(), plainResolution(plainSums(halves, kBox, v, shells), shells), 1e-3)
        << v[0] << " " << v[1] << " " << v[2];
  }
}

/// Left of the transition the truth is 4 A, right of it 8 A; the window blurs both by known amounts.
TEST(Blocres, BothZonesAreFound) {
  const Sample sample({});
  const LocalFsc found = sample.find(1);
  std::vector<float> left, right;
  std::size_t rank = 0;
  for (std::int64_t i = 0; i < sample.mask.grid.voxels(); ++i) {
    const Index3 v = sample.mask.grid.voxelOf(i);
    if (!sample.mask.at(v[0], v[1], v[2])) continue;
    const float value = found.local.resolutionA[static_cast<std::int64_t>(rank++)];
    if (v[0] < 20) left.push_back(value);
    if (v[0] > 44) right.push_back(value);
  }
  ASSERT_EQ(left.size(), 3072U);
  ASSERT_EQ(right.size(), 3072U);
  std::ranges::sort(left);
  std::ranges::sort(right);
  expectPercentiles(left, {3.777, 3.829, 3.875, 3.918, 3.982}, 6e-4);
  expectPercentiles(right, {6.678, 7.062, 7.316, 7.630, 9.142}, 6e-4);
}

TEST(Blocres, StrongSignalReadsFiner) {
  const std::vector<float> values = sorted(Sample({.sigma = 0.1}).find(1));
  expectPercentiles(values, {3.37178421, 3.40608883, 3.45768285, 4.14564323, 5.93635893}, 1e-4);
  EXPECT_NEAR(values.front(), 3.3377, 1e-4);
  EXPECT_NEAR(values.back(), 6.1114, 1e-4);
}

TEST(Blocres, NoiseIsNotResolved) {
  Options options;
  options.reportedA = 5;
  const LocalFsc found = Sample({.sigma = {}}).find(1, 2, options);
  const std::vector<float> values = sorted(found);
  expectPercentiles(values, {15.233, 41.473, 118.164, 187.221, 200}, 6e-4);
  EXPECT_NEAR(100.0 * static_cast<double>(found.tally.beyondNyquist) / static_cast<double>(values.size()), 0.68, 0.006);
  EXPECT_LT(found.tally.finerUpToNyquist, found.tally.beyondNyquist / 10) << "chance in the corners does not count";
}

TEST(Blocres, CornersReadFinerThanNyquist) {
  Options options;
  options.reportedA = 3;
  const Sample sample({}, 1.9);
  const LocalFsc found = sample.find(1, 2, options);
  const std::vector<float> values = sorted(found);
  expectPercentiles(values, {4.784904, 4.95198631, 5.41560221, 9.0769453, 10.26814938}, 1e-4);
  EXPECT_NEAR(percentBelow(values, 3.8), 0.93, 0.006);
  EXPECT_GT(percentBelow(values, 3.0), 0.1) << "the service's criterion cannot fire";
  EXPECT_EQ(found.tally.finerUpToNyquist, 0) << "ours does";
}

TEST(Blocres, LargerPhantom) {
  const Sample sample({.n = 96, .ballRadius = 36});
  ASSERT_EQ(sample.mask.count, 195269);
  expectPercentiles(sorted(sample.find(1)), {3.77068288, 3.88200855, 4.32769489, 7.38835096, 8.50889673}, 1e-4);
}

TEST(Blocres, InterpolatedSumsGiveTheSameDistribution) {
  const Sample sample({});
  const LocalFsc exact = sample.find(1);
  const std::vector<float> exactValues = sorted(exact);
  for (const auto& [step, wanted] : {std::pair{2, 99.0}, std::pair{3, 97.0}, std::pair{4, 85.0}}) {
    const LocalFsc coarse = sample.find(step);
    EXPECT_LT(coarse.plan.boxes, exact.plan.boxes / step);
    std::int64_t close = 0;
    for (std::int64_t i = 0; i < exact.local.resolutionA.size(); ++i) {
      const double a = exact.local.resolutionA[i], b = coarse.local.resolutionA[i];
      if (std::abs(a - b) <= 0.01 * a) ++close;
    }
    EXPECT_GE(100.0 * static_cast<double>(close) / static_cast<double>(exactValues.size()), wanted) << step;
    const std::vector<float> values = sorted(coarse);
    for (const double q : kQuantiles)
      EXPECT_NEAR(percentile(values, q), percentile(exactValues, q), 0.01 * percentile(exactValues, q)) << step;
  }
}

TEST(Blocres, ThreadsAndMemoryChangeNothing) {
  const Sample sample({.n = 56, .ballRadius = 16});
  for (const int step : {1, 3}) {
    const LocalFsc one = sample.find(step, 1);
    for (const int threads : {2, 4}) {
      Options options;
      options.mostSums = threads == 4 ? 1 : Bytes{1} << 20;  // as few planes at once as can be
      const LocalFsc other = sample.find(step, threads, options);
      EXPECT_TRUE(std::ranges::equal(one.local.resolutionA, other.local.resolutionA)) << step << " " << threads;
    }
  }
}

TEST(Blocres, StepFollowsFromMaskAndMinutesAlone) {
  const Sample sample({});
  test::ThreadExecutor one(1), four(4);
  const auto plan = [&](double minutes, Executor& executor) {
    Options options;
    options.minutes = minutes;
    Progress progress;
    return planFor(sample.mask, options, executor, progress);
  };
  EXPECT_EQ(plan(6, one).step, 1);
  EXPECT_EQ(plan(6, one).boxes, 33401);
  const double all = plan(6, one).nominalSeconds / 60;
  const Plan coarser = plan(0.9 * all, one);
  EXPECT_EQ(coarser.step, 2);
  EXPECT_LT(coarser.nominalSeconds, 0.9 * 60 * all);
  EXPECT_EQ(plan(0.9 * all, four).boxes, coarser.boxes);
  EXPECT_EQ(plan(0, one).step, kLargestStep) << "the coarsest one if none fits";
}

TEST(Blocres, HoldsWhatItSays) {
  const Sample sample({.n = 96, .ballRadius = 34});
  Options options;
  options.mostSums = Bytes{4} << 20;
  const Bytes before = MemoryBudget::process().used();
  const PeakWatch watch(MemoryBudget::process());
  const LocalFsc found = sample.find(3, 2, options);
  const Bytes values = 4 * sample.mask.count, bits = sample.mask.words.bytes();
  EXPECT_LT(watch.peak() - before, values + 3 * bits + options.mostSums + 3 * BoxSums::scratchBytes(kBox));
}

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

/// Asks for a stop once `from` of the work is done.
struct Stopper final : ProgressSink {
  std::stop_source source;
  double from = 0, askedAt = 0;
  void progress(double fraction, std::string_view) noexcept override {
    if (fraction < from || source.stop_requested()) return;
    askedAt = processorSeconds();
    source.request_stop();
  }
};

TEST(Blocres, StopsAtOnce) {
  const Sample sample({});
  test::ThreadExecutor threads(2);
  for (const double from : {0.02, 0.3, 0.7})
    for (const int step : {1, 2}) {
      Stopper stopper;
      stopper.from = from;
      Progress progress(&stopper, stopper.source.get_token());
      Options options;
      options.step = step;
      EXPECT_THROW(localFsc(sample.halves(), sample.voxels(), options, threads, progress), Cancelled);
      EXPECT_LT(processorSeconds() - stopper.askedAt, 0.5);  // of the processor: a busy machine does not matter
    }
}

Volume averageOf(const Sample& sample) {
  Volume map(sample.phantom.mask.grid);
  for (std::int64_t i = 0; i < map.data.size(); ++i)
    map.data[i] = (sample.phantom.half[0].data[i] + sample.phantom.half[1].data[i]) / 2;
  return map;
}

/// The phantom as files.
struct Entry : test::MapEntry {
  explicit Entry(const Sample& sample) : MapEntry(averageOf(sample)) {
    halves(sample.phantom.half[0], sample.phantom.half[1]).mask(sample.phantom.mask).threshold(0.3);
  }
};

TEST(BlocresCheck, ReportsTheDistribution) {
  const Sample sample({});
  const CheckResult result = Entry(sample).resolution(3.8).run("1.c");
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_NEAR(test::valueOf(result, "percentile_2_5_A"), 3.79025865, 1e-4);
  EXPECT_NEAR(test::valueOf(result, "percentile_50_A"), 4.2856946, 1e-4);
  EXPECT_NEAR(test::valueOf(result, "percentile_97_5_A"), 8.10643387, 1e-4);
  EXPECT_NEAR(test::valueOf(result, "reported_percentile"), 3.368, 0.01);
  EXPECT_EQ(test::valueOf(result, "lattice_step"), 1);
  EXPECT_EQ(test::valueOf(result, "boxes"), 33401);
  ASSERT_NE(result.plot("histogram"), nullptr);
  EXPECT_EQ(result.plot("histogram")->series[0].y[0], 10572);
  ASSERT_EQ(result.resolutionEstimates.size(), 1U);
  EXPECT_EQ(result.resolutionEstimates[0].first, "Blocres");
  EXPECT_FALSE(test::observes(result, "finer_than_nyquist"));
  ASSERT_EQ(result.volumes.size(), 1U);
}

TEST(BlocresCheck, ReadsUpToNyquistForItsCriterion) {
  const Sample sample({}, 1.9);
  const CheckResult result = Entry(sample).resolution(3.9).run("1.c");
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_local")) << result.reason;
  EXPECT_LT(test::valueOf(result, "reported_percentile"), 0.1);
  EXPECT_NEAR(test::valueOf(result, "vrs_reported_percentile"), 0.93, 0.01);
  EXPECT_TRUE(test::observes(result, "finer_than_nyquist"));
}

TEST(BlocresCheck, ScaleAndOffsetChangeNothing) {
  Sample sample({.n = 48, .ballRadius = 12});
  const CheckResult as = Entry(sample).resolution(3.8).run("1.c");
  for (Volume& half : sample.phantom.half)
    for (float& value : half.data) value = 7.3F * value + 2;
  const CheckResult scaled = Entry(sample).resolution(3.8).run("1.c");
  for (const char* key : {"percentile_2_5_A", "percentile_25_A", "percentile_50_A", "percentile_75_A",
                          "percentile_97_5_A", "reported_percentile"})
    EXPECT_NEAR(test::valueOf(scaled, key), test::valueOf(as, key), 1e-3) << key;
}

TEST(BlocresCheck, SaysWhyItCannot) {
  Sample sample({.n = 32, .ballRadius = 8});
  const Volume original = std::move(sample.phantom.half[1]);
  sample.phantom.half[1] = Volume(sample.phantom.half[0].grid);
  std::ranges::copy(sample.phantom.half[0].data, sample.phantom.half[1].data.begin());
  const CheckResult identical = Entry(sample).run("1.c");
  EXPECT_EQ(identical.status, Status::CouldNotBeMeasured);
  EXPECT_NE(identical.reason.find("identical"), std::string::npos) << identical.reason;

  const Sample small({.n = 20, .ballRadius = 4});
  const CheckResult tooSmall = Entry(small).run("1.c");
  EXPECT_EQ(tooSmall.status, Status::CouldNotBeMeasured);
  EXPECT_NE(tooSmall.reason.find("at least 21"), std::string::npos) << tooSmall.reason;

  Sample corner({.n = 32, .ballRadius = 8});
  std::ranges::fill(corner.phantom.mask.data, 0.0F);
  test::setBall(corner.phantom.mask, {3, 3, 3}, 2, 1);
  const CheckResult atFaces = Entry(corner).run("1.c");
  EXPECT_EQ(atFaces.status, Status::CouldNotBeMeasured);
  EXPECT_NE(atFaces.reason.find("10 voxels"), std::string::npos) << atFaces.reason;

  const CheckResult withoutHalves = test::MapEntry(corner.phantom.half[0]).run("1.c");
  EXPECT_EQ(withoutHalves.status, Status::DoesNotApply);

  const CheckResult odd = Entry(corner).parameter("1.c.box", "21").run("1.c");
  EXPECT_EQ(odd.status, Status::CouldNotBeMeasured);
  EXPECT_NE(odd.reason.find("even"), std::string::npos) << odd.reason;
}

TEST(BlocresCheck, OtherSettingsAreCalledExtended) {
  const Sample sample({.n = 40, .ballRadius = 8});
  const CheckResult result = Entry(sample).parameter("1.c.box", "16").parameter("1.c.step", "2").run("1.c");
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_EQ(test::valueOf(result, "lattice_step"), 2);
  EXPECT_TRUE(std::ranges::any_of(result.notes, [](const std::string& note) { return note.starts_with("Extended"); }));
  EXPECT_TRUE(test::observes(result, "no_reported_resolution"));
}

/// First figures come long before the last voxel.
TEST(BlocresCheck, ShowsFirstFiguresEarly) {
  struct Watcher final : ProgressSink {
    std::vector<CheckResult> partials;
    void progress(double, std::string_view) noexcept override {}
    void partial(const CheckResult& result) noexcept override { partials.push_back(result); }
  } watcher;
  const Sample sample({});
  test::ThreadExecutor threads(2);
  Entry entry(sample);
  entry.resolution(3.8);
  const ValidationContext context(entry.inputs(), threads, std::make_shared<ProductCache>());
  Progress progress(&watcher, {});
  const CheckResult result = guardedRun(*findCheck("1.c"), context, progress, {.rethrowInternalErrors = true});
  ASSERT_GE(watcher.partials.size(), 2U);
  const CheckResult& last = watcher.partials.back();
  EXPECT_EQ(last.status, Status::Running);
  EXPECT_NEAR(test::valueOf(last, "percentile_50_A"), test::valueOf(result, "percentile_50_A"), 0.1);
  EXPECT_NE(last.plot("histogram"), nullptr);
}

}  // namespace
}  // namespace vitrine
