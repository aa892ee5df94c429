// monores_bench [EDGE [full | single | cancel [PART]]]: MonoRes on the half-map phantom, two threads.
//   (nothing)  by complement: seconds, processor seconds, peak charge, percentiles
//   full       also the same levels on the full grid in the same run, the ratio of both and the largest difference of
//              the percentiles
//   single     the single-map variant on one of the halves
//   cancel     stops runs of both variants at moments spread over them and prints how long each took to end
// PART of the edge (default 0.2236) is the radius of the mask's ball. Default 256 full; 1024 needs 15 GB and is for a
// quiet machine.
#include "core/base/error.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/final_map.hpp"
#include "core/resolution/monogenic/mono_res.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/support.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace vitrine;
using namespace vitrine::monogenic;
constexpr double kGiB = 1 << 30;

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

Spectrum padded(const Volume& volume) {
  Spectrum rows = paddedFor(volume.grid);
  const int n = volume.grid.size[0];
  for (int z = 0; z < n; ++z)
    for (int y = 0; y < n; ++y) std::copy_n(volume.plane(z) + std::int64_t{n} * y, n, paddedRow(rows, y, z));
  return rows;
}

struct Outcome {
  double seconds = 0, processor = 0;
  std::vector<double> percentiles;
  std::size_t levels = 0;
};

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

/// A run up to its final map.
using Run = std::function<MonoRes(Progress&, const OnLevel&)>;

Outcome measure(const char* name, const Run& run, Executor& executor) {
  const PeakWatch watch(MemoryBudget::process());
  const double begin = now(), processor = processorSeconds();
  Progress progress;
  const auto report = [&](const std::vector<LevelRecord>& levels) {
    const LevelRecord& last = levels.back();
    std::printf("  %6.3f A  %6.1f s  way %d  signal %.4f noise %.4f threshold %.4f tested %lld\n",
                last.level.resolutionA, now() - begin, static_cast<int>(last.way), last.signal.mean, last.noise.mean,
                last.threshold, static_cast<long long>(last.signal.count));
    std::fflush(stdout);
  };
  const MonoRes found = run(progress, report);
  const LocalResolution local = finalResolution(found, executor, progress);
  Outcome outcome;
  outcome.seconds = now() - begin;
  outcome.processor = processorSeconds() - processor;
  outcome.levels = found.levels.size();
  std::vector<float> values(local.resolutionA.begin(), local.resolutionA.end());
  std::ranges::sort(values);
  for (const double q : {0.025, 0.25, 0.5, 0.75, 0.975})
    outcome.percentiles.push_back(values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))]);
  const auto voxels = static_cast<double>(found.mask.grid.voxels());
  std::printf(
      "%-12s %8.2f s wall %8.2f s processor (%.0f ns per voxel), %zu levels, box %d, %d bases, peak %.2f GiB%s, "
      "percentiles",
      name, outcome.seconds, outcome.processor, 1e9 * outcome.processor / voxels, outcome.levels, found.box.size[0],
      found.bases, static_cast<double>(watch.peak()) / kGiB, found.isCompact ? ", compact" : "");
  for (const double value : outcome.percentiles) std::printf(" %.3f", value);
  std::printf("\n");
  std::fflush(stdout);
  return outcome;
}

/// From asking for a stop to its end, at `count` moments spread over a run that takes `seconds`.
void cancel(const char* name, const Run& run, double seconds, int count) {
  double most = 0;
  for (int i = 0; i < count; ++i) {
    std::stop_source stop;
    Progress progress(nullptr, stop.get_token());
    double asked = 0;
    std::jthread asking([&](const std::stop_token& over) {
      const double until = now() + seconds * (i + 0.5) / count;
      while (now() < until && !over.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
      asked = now();
      stop.request_stop();
    });
    bool isCancelled = false;
    double ended = 0;
    try {
      run(progress, {});
    } catch (const Cancelled&) {
      isCancelled = true;
    }
    ended = now();
    asking.request_stop();
    asking.join();
    if (!isCancelled) continue;
    std::printf("%s, asked after %6.2f s: ended %6.3f s later\n", name, seconds * (i + 0.5) / count, ended - asked);
    std::fflush(stdout);
    most = std::max(most, ended - asked);
  }
  std::printf("%s: %.3f s at most\n", name, most);
}

}  // namespace

int main(int argc, char** argv) {
  const int n = argc > 1 ? std::atoi(argv[1]) : 256;
  const std::string what = argc > 2 ? argv[2] : argc > 1 ? "" : "full";
  const double part = argc > 3 ? std::atof(argv[3]) : 229.0 / 1024;
  test::ThreadExecutor executor(2);
  test::LocalPhantomRecipe recipe;
  recipe.n = n;
  recipe.ballRadius = static_cast<int>(std::lround(n * part));
  Mask mask;
  {
    const Volume ball = test::phantomMask(recipe);
    mask = Mask(ball.grid);
    for (std::int64_t i = 0; i < ball.grid.voxels(); ++i) {
      if (ball.data[i] < 0.5F) continue;
      const Index3 voxel = ball.grid.voxelOf(i);
      mask.set(voxel[0], voxel[1], voxel[2]);
      ++mask.count;
    }
  }
  const auto pair = [&] {
    std::array<Spectrum, 2> rows;
    const Volume signal = test::phantomSignal(recipe, executor);
    for (const int half : {0, 1})
      rows[static_cast<std::size_t>(half)] = padded(test::phantomHalf(recipe, signal, half, executor));
    return rows;
  };
  MonoResOptions options;
  options.coarsestA = 20;
  // Maps are made before a run is timed, and cheaply copied between runs.
  std::array<Spectrum, 2> maps = pair();
  const bool isRepeated = what == "full" || what == "cancel";
  const auto taken = [&](std::size_t i) {
    if (!isRepeated) return std::move(maps[i]);
    return Spectrum{maps[i].grid, maps[i].data.copy()};
  };
  const auto halvesRun = [&](Mode mode) -> Run {
    return [&, mode](Progress& progress, const OnLevel& onLevel) {
      MonoResOptions own = options;
      own.mode = mode;
      return monoResOfHalves({taken(0), taken(1)}, {}, mask, own, executor, progress, onLevel);
    };
  };
  const Run singleRun = [&](Progress& progress, const OnLevel& onLevel) {
    return monoResOfMap(taken(0), mask, {}, options, executor, progress, onLevel);
  };
  std::printf("%d^3, mask of %lld voxels\n", n, static_cast<long long>(mask.count));
  if (what == "single" || what == "cancel") {
    const Outcome single = measure("single map", singleRun, executor);
    if (what == "single") return 0;
    cancel("single map", singleRun, single.seconds, 12);
  }
  const Outcome fast = measure("complement", halvesRun(Mode::Complement), executor);
  if (what == "cancel") cancel("half maps", halvesRun(Mode::Complement), fast.seconds, 20);
  if (what != "full") return 0;
  const Outcome plain = measure("full grid", halvesRun(Mode::FullGrid), executor);
  double most = 0;
  for (std::size_t i = 0; i < fast.percentiles.size(); ++i)
    most = std::max(most, std::abs(fast.percentiles[i] - plain.percentiles[i]));
  std::printf("full grid : complement %.2f (processor %.2f), percentiles differ by at most %.4f A\n",
              plain.seconds / fast.seconds, plain.processor / fast.processor, most);
  return 0;
}
