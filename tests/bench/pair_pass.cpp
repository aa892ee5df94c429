// pair_pass_bench [edge ...]: two forward transforms in place and the pass over them with and without its cones, and
// the phases of one randomised, two threads: seconds, processor seconds (what a loaded machine still tells),
// nanoseconds per coefficient and peak memory. Default 256 and 512; 1024 needs 9.2 GB.
#include "core/resolution/pair_pass.hpp"
#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/randomise.hpp"
#include "tests/support/support.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <vector>

namespace {

using namespace vitrine;
constexpr int kThreads = 2;
constexpr double kGiB = 1 << 30;

struct Times {
  double wall = 0, processor = 0;
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

/// Uniform noise of its own for each half, and a common part.
Spectrum half(int n, std::uint64_t seed, Executor& executor) {
  Spectrum spectrum = paddedFor({{n, n, n}, {1, 1, 1}, {0, 0, 0}});
  executor.run(n, [&](std::int64_t z) {
    for (int y = 0; y < n; ++y) {
      float* row = paddedRow(spectrum, y, static_cast<int>(z));
      for (int x = 0; x < n; ++x) {
        const auto index = static_cast<std::uint64_t>((z * n + y) * n + x);
        row[x] = static_cast<float>(randomUniform(seed, index) + randomUniform(1, index) - 1);
      }
    }
  });
  return spectrum;
}

void bench(int n) {
  test::ThreadExecutor executor(kThreads);
  Spectrum half1 = half(n, 2, executor), half2 = half(n, 3, executor);
  const Times transforms = timeOf([&] {
    Progress progress1, progress2;
    forwardInPlace(half1, executor, progress1);
    forwardInPlace(half2, executor, progress2);
  });
  std::printf("%4d^3  two transforms       %7.2f s wall %7.2f s processor\n", n, transforms.wall, transforms.processor);
  struct Case {
    const char* name;
    PairPassOptions options;
  };
  pairPass(half1, half2, {}, executor, {});  // makes the tables of directions
  for (const auto& [name, options] : {Case{"shells only", {false, false}}, Case{"with hard cones", {true, false}},
                                      Case{"with weighted cones", {false, true}}, Case{"with both", {true, true}}}) {
    const PeakWatch watch(MemoryBudget::process());
    const Bytes before = MemoryBudget::process().used();
    double coefficients = 0;
    const Times pass = timeOf([&, &chosen = options] {
      const PairSums sums = pairPass(half1, half2, chosen, executor, {});
      for (const double count : sums.shells.stored.count) coefficients += count;
    });
    std::printf(
        "        %-20s %7.2f s wall %7.2f s processor, %5.1f ns per coefficient, %4.2f x transforms, %4.0f MiB\n", name,
        pass.wall, pass.processor, 1e9 * pass.processor / coefficients, pass.processor / transforms.processor,
        static_cast<double>(watch.peak() - before) / (1 << 20));
  }
  const Times random = timeOf([&] { randomisePhases(half1, n / 4, 1, executor, {}); });
  std::printf("        %-20s %7.2f s wall %7.2f s processor (one half)\n", "randomised phases", random.wall,
              random.processor);
  std::printf("        peak of the process  %7.2f GiB\n", static_cast<double>(peakResidentMemory()) / kGiB);
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<int> edges;
  for (int i = 1; i < argc; ++i) edges.push_back(std::atoi(argv[i]));
  if (edges.empty()) edges = {256, 512};
  for (const int edge : edges) bench(edge);
  return 0;
}
