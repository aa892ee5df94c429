// resmap_bench [edge [ball radius]]: on the phantom of the local-resolution checks (default 192, ball of 43),
//  - the statistic of one wavelength over the whole box on one thread: us per voxel, ratio to the quadratic form
//    computed window by window, both in processor time;
//  - everything 1.d does with the half maps on two threads, stage by stage: wall and processor seconds, peak memory.
// 1024 229 is the case of 50 million voxels: 10 GB.
// resmap_bench stops [edge [ball radius]]: the whole check from files on two threads, stopped at 40 moments of its
// run: how long after each it returns.
#include "core/checks/resmap/resmap.hpp"
#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/run_check.hpp"
#include "tests/support/support.hpp"

#include <Eigen/Dense>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace vitrine;
using namespace vitrine::resmap;
constexpr double kGiB = 1 << 30;

struct Times {
  double wall = 0, processor = 0;  ///< s; a loaded machine still tells the second
};

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

Times timeOf(const std::function<void()>& work) {
  const double processor = processorSeconds();
  const auto begin = std::chrono::steady_clock::now();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          processorSeconds() - processor};
}

/// Voxels within `radius` of the middle; everything if it is negative.
Mask ball(const Grid& grid, int radius) {
  Mask mask(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x) {
        const std::int64_t dx = x - grid.centre(0), dy = y - grid.centre(1), dz = z - grid.centre(2);
        if (radius >= 0 && dx * dx + dy * dy + dz * dz > std::int64_t{radius} * radius) continue;
        mask.set(x, y, z);
        ++mask.count;
      }
  return mask;
}

/// d' L d of one window after another, L the dense matrix: us per voxel.
double plainMicroseconds(const Spectrum& map, const ScaleModel& model) {
  const int r = model.reach[0], edge = 2 * r + 1, voxels = edge * edge * edge;
  Eigen::MatrixXf moments(kMoments, voxels);
  for (int i = 0; i < voxels; ++i)
    for (int m = 0; m < kMoments; ++m) {
      const auto& power = kMonomials[static_cast<std::size_t>(m)];
      const auto value = [&](std::size_t axis, int place) {
        return model.kernel[axis][static_cast<std::size_t>(power[axis])][static_cast<std::size_t>(place)];
      };
      moments(m, i) = static_cast<float>(value(0, i % edge) * value(1, i / edge % edge) * value(2, i / (edge * edge)));
    }
  const Eigen::MatrixXf dense = moments.transpose() * model.signal.cast<float>() * moments;
  constexpr int kWindows = 2000;
  Eigen::VectorXf window(voxels);
  float sum = 0;
  const Times times = timeOf([&] {
    for (int n = 0; n < kWindows; ++n) {
      for (int i = 0; i < voxels; ++i)
        window(i) = reinterpret_cast<const float*>(map.row(i / edge % edge, 20 + i / (edge * edge)))[n % 90 + i % edge];
      sum += window.dot(dense * window);
    }
  });
  if (sum == 1) std::printf(" ");  // so that it is computed
  return 1e6 * times.processor / kWindows;
}

void benchStatistic(const Spectrum& map) {
  SerialExecutor executor;
  const MaskVoxels voxels = maskVoxels(ball(map.grid, -1), executor, {});
  const auto levels = Buffer<std::uint8_t>::zeroed(voxels.count());
  Buffer<float> values(voxels.count());
  for (const double wavelengthA : {3.3, 6.3}) {
    const ScaleModel model = scaleModel(wavelengthA, map.grid.voxelSize, Weight::Intended);
    const Times times =
        timeOf([&] { windowStatistic(map, model, 1, voxels, levels.data(), values.data(), executor, {}); });
    const double perVoxel = 1e6 / static_cast<double>(voxels.count()), plain = plainMicroseconds(map, model);
    std::printf(
        "statistic, %d^3 windows, 1 thread  %.4f us per voxel (processor %.4f); window by window %.2f us, %.0f times\n",
        2 * model.reach[0] + 1, perVoxel * times.wall, perVoxel * times.processor, plain,
        plain / (perVoxel * times.processor));
  }
}

void benchCheck(std::array<Spectrum, 2>& halves, int radius) {
  test::ThreadExecutor executor(2);
  const PeakWatch watch(MemoryBudget::process());
  const MaskVoxels voxels = maskVoxels(ball(halves[0].grid, radius), executor, {});
  std::printf("mask of %lld voxels\n", static_cast<long long>(voxels.count()));
  Times total;
  const auto stage = [&](const char* name, const std::function<void()>& work) {
    const Times times = timeOf(work);
    total.wall += times.wall;
    total.processor += times.processor;
    std::printf("%-28s %7.2f s wall %7.2f s processor\n", name, times.wall, times.processor);
    std::fflush(stdout);
  };
  Progress progress;
  stage("whitening, four transforms", [&] { whitenHalves(halves, voxels.mask, executor, progress); });
  Buffer<float> values(voxels.count());
  for (const Weight weight : {Weight::Intended, Weight::Published}) {
    const bool isIntended = weight == Weight::Intended;
    Levels levels;
    stage(isIntended ? "intended weight" : "published weight",
          [&] { levels = testScales(halves, voxels, {.weight = weight}, values, executor, progress); });
    for (const ScaleFigures& scale : levels.scales)
      std::printf("    %.1f A: %lld voxels\n", scale.wavelengthA, static_cast<long long>(scale.found.count));
    Buffer<float> found;
    if (levels.determined > 0) stage("smoothing", [&] { found = smoothLevels(voxels, levels, values, executor, {}); });
  }
  std::printf(
      "all, two threads             %7.2f s wall %7.2f s processor, peak %.2f GiB = %.2f x map (process %.2f GiB)\n",
      total.wall, total.processor, static_cast<double>(watch.peak()) / kGiB,
      static_cast<double>(watch.peak()) / (4.0 * static_cast<double>(halves[0].grid.voxels())),
      static_cast<double>(peakResidentMemory()) / kGiB);
}

using Clock = std::chrono::steady_clock;
double seconds(Clock::duration duration) { return std::chrono::duration<double>(duration).count(); }

/// Keeps the name of the last stage.
class StageSink final : public ProgressSink {
public:
  void progress(double, std::string_view stage) noexcept override {
    const std::scoped_lock lock(m_mutex);
    m_stage.assign(stage);
  }
  std::string stage() const {
    const std::scoped_lock lock(m_mutex);
    return m_stage;
  }

private:
  mutable std::mutex m_mutex;
  std::string m_stage;
};

/// Runs the check with products of its own. @param stopAfter  s; negative: to its end
/// @return seconds of the run, or from the request to the return
double runAndStop(const Inputs& inputs, double stopAfter, std::string& stage) {
  test::ThreadExecutor executor(2);
  StageSink sink;
  std::stop_source stop;
  const ValidationContext context(inputs, executor, std::make_shared<ProductCache>());
  Clock::time_point asked = Clock::now();
  std::jthread asker([&] {
    if (stopAfter < 0) return;
    std::this_thread::sleep_for(std::chrono::duration<double>(stopAfter));
    stage = sink.stage();
    asked = Clock::now();
    stop.request_stop();
  });
  Progress progress(&sink, stop.get_token());
  Clock::time_point end;
  try {
    findCheck("1.d")->run(context, progress);
  } catch (const Cancelled&) {
  }
  end = Clock::now();
  asker.join();
  return seconds(end - asked);
}

void benchStops(const test::LocalPhantomRecipe& recipe) {
  test::ThreadExecutor executor(2);
  const test::LocalPhantom phantom = test::localPhantom(recipe, executor);
  Volume mean(phantom.half[0].grid);
  for (std::int64_t i = 0; i < mean.grid.voxels(); ++i)
    mean.data[i] = 0.5F * (phantom.half[0].data[i] + phantom.half[1].data[i]);
  test::MapEntry entry(mean);
  entry.halves(phantom.half[0], phantom.half[1]).mask(phantom.mask).resolution(3.5).threshold(0.5);
  const Inputs inputs = entry.inputs();
  std::string stage;
  const double whole = runAndStop(inputs, -1, stage);
  std::printf("%d^3, whole check %.1f s\n", recipe.n, whole);
  constexpr int kStops = 40;
  std::vector<double> delays;
  for (int i = 0; i < kStops; ++i) {
    const double at = whole * (i + 0.5) / kStops;
    const double delay = runAndStop(inputs, at, stage);
    if (delay > 0) delays.push_back(delay);
    std::printf("asked at %5.1f s (%s): %.3f s\n", at, stage.c_str(), delay);
    std::fflush(stdout);
  }
  std::ranges::sort(delays);
  if (!delays.empty()) std::printf("median %.3f s, largest %.3f s\n", delays[delays.size() / 2], delays.back());
}

}  // namespace

int main(int argc, char** argv) {
  const bool isStops = argc > 1 && std::strcmp(argv[1], "stops") == 0;
  if (isStops) --argc, ++argv;
  test::LocalPhantomRecipe recipe;
  recipe.n = argc > 1 ? std::atoi(argv[1]) : 192;
  recipe.ballRadius = argc > 2 ? std::atoi(argv[2]) : recipe.n * 229 / 1024;
  if (isStops) {
    benchStops(recipe);
    return 0;
  }
  test::ThreadExecutor executor(2);
  std::array<Spectrum, 2> halves;
  {
    const Volume signal = test::phantomSignal(recipe, executor);
    for (int half = 0; half < 2; ++half) {
      const Volume volume = test::phantomHalf(recipe, signal, half, executor);
      Spectrum& padded = halves[static_cast<std::size_t>(half)];
      padded = paddedFor(volume.grid);
      for (int z = 0; z < recipe.n; ++z)
        for (int y = 0; y < recipe.n; ++y)
          std::copy_n(volume.data.data() + volume.grid.index(0, y, z), recipe.n, paddedRow(padded, y, z));
    }
  }
  std::printf("phantom %d^3, ball of %d\n", recipe.n, recipe.ballRadius);
  if (recipe.n <= 320) benchStatistic(halves[0]);
  benchCheck(halves, recipe.ballRadius);
  return 0;
}
