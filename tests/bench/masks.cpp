// masks_bench EDGE [FOLDER] [THREADS]: writes a synthetic map (a smooth object in noise) if it is not there, runs 0.a,
// 0.b and 0.c through one context and prints seconds, passes and memory.
//
// Passes over the float data, counted by construction: (1) threshold table, (2) raw mask, (3) background moments,
// (4) tails. Beyond them only the voxels of the largest component and those that may be outliers are read again.
#include "core/products/masks.hpp"
#include "core/base/memory.hpp"
#include "core/base/random.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/background.hpp"
#include "core/products/maps.hpp"
#include "core/run/guarded_run.hpp"
#include "core/run/open.hpp"
#include "tests/support/support.hpp"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace {

using namespace vitrine;

/// A lumpy ball of about 40 % of the edge in Gaussian noise; 1.9 A voxels.
void writeMap(const std::filesystem::path& file, int edge, Executor& executor) {
  Grid grid;
  grid.size = {edge, edge, edge};
  grid.voxelSize = {1.9, 1.9, 1.9};
  Volume volume(grid);
  parallelBlocks(executor, Progress(), edge, 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    const double wave = 60.0 / edge, half = edge / 2.0;
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x) {
        const double r = std::sqrt((x - half) * (x - half) + (y - half) * (y - half) + (z - half) * (z - half));
        const double lumps = std::sin(wave * x) * std::sin(wave * y) * std::sin(wave * z);
        const double object = (1 + lumps) / (1 + std::exp((r - 0.2 * edge) / 2));
        volume.at(x, y, z) =
            static_cast<float>(object + 0.1 * randomNormal(7, static_cast<std::uint64_t>(grid.index(x, y, z))));
      }
  });
  Progress progress;
  save(file, volume, {}, progress);
}

double secondsSince(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

template <class Product>
std::shared_ptr<const Product> timed(const ValidationContext& context, const char* name) {
  Progress progress;
  const auto begin = std::chrono::steady_clock::now();
  auto product = context.get<Product>(progress);
  std::printf("  %-20s %7.2f s\n", name, secondsSince(begin));
  return product;
}

}  // namespace

int main(int argc, char** argv) {
  const int edge = argc > 1 ? std::atoi(argv[1]) : 512;
  const std::filesystem::path folder = argc > 2 ? argv[2] : std::filesystem::temp_directory_path();
  test::ThreadExecutor executor(argc > 3 ? std::atoi(argv[3]) : 2);
  const std::filesystem::path file = folder / ("masks_bench_" + std::to_string(edge) + ".mrc");
  if (!std::filesystem::exists(file)) {
    writeMap(file, edge, executor);
    std::printf("wrote %s; run again for the memory of the checks alone\n", file.c_str());
    return 0;
  }

  OpenRequest request;
  request.map = file;
  request.threshold = 0.45;
  request.resolution = 7.26;
  auto cache = std::make_shared<ProductCache>();
  const ValidationContext context(openEntry(request).inputs, executor, cache);
  MemoryBudget& budget = MemoryBudget::process();
  budget.setLimit(physicalMemory());

  Progress progress;
  const auto map = timed<LoadedMapProduct>(context, "load (1 pass)");
  const Bytes mapBytes = budget.used();
  budget.resetPeak();
  std::printf("products, in order:\n");
  const auto table = timed<ThresholdTable>(context, "pass 1 table");
  const auto raw = timed<RawMask>(context, "pass 2 raw mask");
  const auto hard = timed<ConstructedMask>(context, "constructed mask");
  const auto vrs = timed<VrsMask>(context, "mask as VRS");
  const auto moments = timed<BackgroundMoments>(context, "pass 3 background");
  const auto tails = timed<BackgroundTails>(context, "pass 4 tails");
  std::printf("%lld components, %lld voxels in the mask, %lld outliers\nchecks, products at hand:\n",
              static_cast<long long>(raw->components.count), static_cast<long long>(hard->mask.count),
              static_cast<long long>(tails->total()));
  for (const char* id : {"0.a", "0.b", "0.c"}) {
    const CheckResult result = guardedRun(*findCheck(id), context, progress);
    std::printf("  %s %-24s %7.2f s %s\n", id, std::string(statusKey(result.status)).c_str(), result.seconds,
                result.reason.c_str());
  }
  const double mapGiB = static_cast<double>(mapBytes) / 0x1p30;
  const double beyond = static_cast<double>(budget.peak() - mapBytes) / 0x1p30;
  std::printf("map %.3f GiB, beyond it at most %.3f GiB charged (%.2f x), resident peak %.3f GiB\n", mapGiB, beyond,
              beyond / mapGiB, static_cast<double>(peakResidentMemory()) / 0x1p30);
  return 0;
}
