// bfactor_bench [edge ...]: seconds and peak memory of check 0.d, two threads, on a noisy ball that is in memory
// already. Default 256 and 512.
#include "core/base/random.hpp"
#include "core/checks/registry.hpp"
#include "core/products/maps.hpp"
#include "core/run/guarded_run.hpp"
#include "tests/support/support.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

using namespace vitrine;

/// A ball of radius n/4 with a soft border and uniform noise of a tenth of it.
Volume noisyBall(int n, Executor& executor) {
  Volume volume({{n, n, n}, {1, 1, 1}, {0, 0, 0}});
  executor.run(n, [&](std::int64_t z) {
    float* values = volume.plane(static_cast<int>(z));
    for (int y = 0; y < n; ++y)
      for (int x = 0; x < n; ++x) {
        const double r = std::hypot(x - n / 2, y - n / 2, static_cast<double>(z) - n / 2);
        const auto index = static_cast<std::uint64_t>((z * n + y) * n + x);
        values[std::int64_t{y} * n + x] =
            static_cast<float>(1 / (1 + std::exp(r - n / 4)) + 0.1 * randomUniform(1, index) - 0.05);
      }
  });
  return volume;
}

void time(int n) {
  test::ThreadExecutor executor(2);
  auto map = std::make_shared<LoadedMap>();
  map->volume = noisyBall(n, executor);
  map->info.grid = map->volume.grid;
  map->scan = scanVolume(map->volume.grid, map->volume.data.data(), executor, {});
  Inputs inputs;
  inputs.map.info = map->info;
  inputs.threshold = 0.5;
  inputs.resolution = 3;
  const auto cache = std::make_shared<ProductCache>();
  const auto pin = cache->get(need<LoadedMapProduct>(inputs), {}, [&]() -> std::shared_ptr<const void> {
    auto product = std::make_shared<LoadedMapProduct>();
    product->loaded = std::move(map);
    return product;
  });
  Progress progress;
  const CheckResult result = guardedRun(*findCheck("0.d"), ValidationContext(inputs, executor, cache), progress);
  std::printf("%4d^3  0.d: %.2f s, peak %.2f GiB with the map, B = %.1f A^2 %s\n", n, result.seconds, result.peakGiB,
              result.find("b_factor_A2") != nullptr ? result.find("b_factor_A2")->value.value_or(NAN) : NAN,
              result.reason.c_str());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<int> edges;
  for (int i = 1; i < argc; ++i) edges.push_back(std::atoi(argv[i]));
  if (edges.empty()) edges = {256, 512};
  for (const int edge : edges) time(edge);
  return 0;
}
