// monores_bench [edge [full]]: MonoRes by complement on the half-map phantom, two threads: seconds, processor seconds,
// peak charge, percentiles; with `full` also the same levels on the full grid in the same run, the ratio of both and
// the largest difference of the percentiles. Default 256 full; 1024 needs 15 GB and is for a quiet machine.
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
#include <cstring>
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

Outcome measure(const char* name, std::array<Spectrum, 2> pair, const Mask& mask, Mode mode, Executor& executor) {
  MonoResOptions options;
  options.coarsestA = 20;
  options.mode = mode;
  const PeakWatch watch(MemoryBudget::process());
  const auto begin = std::chrono::steady_clock::now();
  const double processor = processorSeconds();
  Progress progress;
  const auto report = [&](const std::vector<LevelRecord>& levels) {
    if (mask.grid.size[0] < 512) return;
    const LevelRecord& last = levels.back();
    std::printf("  %6.3f A  %6.1f s  way %d  signal %.4f noise %.4f threshold %.4f tested %lld\n",
                last.level.resolutionA, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
                static_cast<int>(last.way), last.signal.mean, last.noise.mean, last.threshold,
                static_cast<long long>(last.signal.count));
    std::fflush(stdout);
  };
  const MonoRes found = monoResOfHalves(std::move(pair), {}, mask, options, executor, progress, report);
  const LocalResolution local = finalResolution(found, executor, progress);
  Outcome outcome;
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  outcome.processor = processorSeconds() - processor;
  outcome.levels = found.levels.size();
  std::vector<float> values(local.resolutionA.begin(), local.resolutionA.end());
  std::ranges::sort(values);
  for (const double q : {0.025, 0.25, 0.5, 0.75, 0.975})
    outcome.percentiles.push_back(values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))]);
  std::printf("%-12s %8.2f s wall %8.2f s processor, %zu levels, box %d, peak %.2f GiB, percentiles", name,
              outcome.seconds, outcome.processor, outcome.levels, found.box.size[0],
              static_cast<double>(watch.peak()) / kGiB);
  for (const double value : outcome.percentiles) std::printf(" %.3f", value);
  std::printf("\n");
  std::fflush(stdout);
  return outcome;
}

}  // namespace

int main(int argc, char** argv) {
  const int n = argc > 1 ? std::atoi(argv[1]) : 256;
  const bool full = argc < 2 || (argc > 2 && std::strcmp(argv[2], "full") == 0);
  test::ThreadExecutor executor(2);
  test::LocalPhantomRecipe recipe;
  recipe.n = n;
  recipe.ballRadius = static_cast<int>(std::lround(n * 229.0 / 1024));
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
  std::printf("%d^3, mask of %lld voxels\n", n, static_cast<long long>(mask.count));
  const Outcome fast = measure("complement", pair(), mask, Mode::Complement, executor);
  if (!full) return 0;
  const Outcome plain = measure("full grid", pair(), mask, Mode::FullGrid, executor);
  double most = 0;
  for (std::size_t i = 0; i < fast.percentiles.size(); ++i)
    most = std::max(most, std::abs(fast.percentiles[i] - plain.percentiles[i]));
  std::printf("full grid : complement %.2f (processor %.2f), percentiles differ by at most %.4f A\n",
              plain.seconds / fast.seconds, plain.processor / fast.processor, most);
  return 0;
}
