// component_tree_bench EDGE [noise|demo] [THREADS]: builds the component tree of a synthetic map and prints seconds,
// memory in multiples of the map (the map not counted, and counted) and the time of reading 1000 random levels.
//
// noise: white noise, the worst case there is (a peak for every 27 voxels). demo: a lumpy body of about 40 % of the
// edge in noise that is smooth over some voxels, as a map filtered to its resolution is.
#include "core/mask/component_tree.hpp"
#include "core/base/memory.hpp"
#include "core/base/random.hpp"
#include "tests/support/support.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <string>
#include <vector>

namespace {

using namespace vitrine;
using Clock = std::chrono::steady_clock;

double secondsSince(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// Waves along the axes with random phases per lump of 6 voxels, interpolated: cheap smooth noise.
double smoothNoise(int x, int y, int z) {
  constexpr int kLump = 6;
  const auto node = [](int i, int j, int k) {
    const std::uint64_t index =
        (static_cast<std::uint64_t>(k) * 4096 + static_cast<std::uint64_t>(j)) * 4096 + static_cast<std::uint64_t>(i);
    return randomNormal(3, index);
  };
  const auto smooth = [](double t) { return t * t * (3 - 2 * t); };
  const int i = x / kLump, j = y / kLump, k = z / kLump;
  const double u = smooth((x % kLump + 0.5) / kLump), v = smooth((y % kLump + 0.5) / kLump),
               w = smooth((z % kLump + 0.5) / kLump);
  double sum = 0;
  for (int corner = 0; corner < 8; ++corner) {
    const int a = corner & 1, b = corner >> 1 & 1, c = corner >> 2;
    sum += node(i + a, j + b, k + c) * (a ? u : 1 - u) * (b ? v : 1 - v) * (c ? w : 1 - w);
  }
  return sum;
}

void fill(Volume& volume, bool demo, Executor& executor) {
  const int edge = volume.grid.size[0];
  parallelBlocks(executor, Progress(), edge, 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    const double wave = 60.0 / edge, half = edge / 2.0;
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x) {
        const auto index = static_cast<std::uint64_t>(volume.grid.index(x, y, z));
        double value = randomNormal(7, index);
        if (demo) {
          const double r = std::sqrt((x - half) * (x - half) + (y - half) * (y - half) + (z - half) * (z - half));
          const double lumps = std::sin(wave * x) * std::sin(wave * y) * std::sin(wave * z);
          value = (1 + lumps) / (1 + std::exp((r - 0.2 * edge) / 2)) + 0.1 * smoothNoise(x, y, z) + 0.002 * value;
        }
        volume.at(x, y, z) = static_cast<float>(value);
      }
  });
}

}  // namespace

int main(int argc, char** argv) {
  const int edge = argc > 1 ? std::atoi(argv[1]) : 256;
  const bool demo = argc > 2 && std::string(argv[2]) == "demo";
  test::ThreadExecutor executor(argc > 3 ? std::atoi(argv[3]) : 2);
  MemoryBudget& budget = MemoryBudget::process();
  budget.setLimit(physicalMemory());
  Grid grid;
  grid.size = {edge, edge, edge};
  grid.voxelSize = {1, 1, 1};
  Volume volume(grid);
  fill(volume, demo, executor);
  const auto mapBytes = static_cast<double>(volume.data.bytes());

  struct Stages : ProgressSink {
    Clock::time_point begin = Clock::now();
    std::string last;
    std::mutex mutex;
    void progress(double, std::string_view stage) noexcept override {
      const std::scoped_lock lock(mutex);
      if (stage.empty() || stage == last) return;
      last = stage;
      std::printf("  %7.2f s  %s\n", secondsSince(begin), last.c_str());
    }
  } stages;
  budget.resetPeak();
  Progress progress(&stages, {});
  const auto begin = Clock::now();
  const auto tree = ComponentTree::build(volume, executor, progress);
  const double seconds = secondsSince(begin);
  const auto peak = static_cast<double>(budget.peak());
  std::printf(
      "%d^3 %s: %.2f s, %lld peaks, charged beyond the map at most %.2f x map (with it %.2f x), "
      "resident peak %.2f x, kept %.3f x\n",
      edge, demo ? "demo" : "noise", seconds, static_cast<long long>(tree->peaks()), (peak - mapBytes) / mapBytes,
      peak / mapBytes, static_cast<double>(peakResidentMemory()) / mapBytes,
      static_cast<double>(tree->bytes()) / mapBytes);

  std::vector<double> times;
  std::int64_t sum = 0;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    const double level = -3 + 8 * randomUniform(1, i);
    const auto start = Clock::now();
    sum += tree->at(level).components;
    times.push_back(1e6 * secondsSince(start));
  }
  std::ranges::sort(times);
  std::printf("at(): median %.2f us, largest %.2f us (checksum %lld)\n", times[500], times.back(),
              static_cast<long long>(sum));
  return 0;
}
