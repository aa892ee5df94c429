// half_maps_bench EDGE [FOLDER] [--threads N] [--relion FILE.star]
//
// Makes two half maps with a mask if they are not there (makeHalves) and prints, of one run on N threads (2):
//   yardstick  reading both and two forward transforms
//   unmasked   all the unmasked state needs: reading, statistics, transforms, the pass, diagnostics
//   all states the whole product, three states
//   checks     1.a, 1.b, 1.g, 1.h on the product at hand
// with the wall and processor seconds of each stage and the memory. --relion: also the largest deviations from
// relion_postprocess's curves of the same files (tests/bench/half_maps/relion makes them and times both programs).
#include "core/base/memory.hpp"
#include "core/checks/registry.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_maps.hpp"
#include "core/resolution/fsc_curve.hpp"
#include "core/run/guarded_run.hpp"
#include "core/run/open.hpp"
#include "tests/bench/half_maps/make_halves.hpp"
#include "tests/support/support.hpp"

#include <sys/resource.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <string>
#include <vector>

namespace {

using namespace vitrine;

/// Wall and processor seconds; the latter still tell on a machine with other work.
struct Seconds {
  double wall = 0, processor = 0;
};

Seconds operator-(const Seconds& a, const Seconds& b) { return {a.wall - b.wall, a.processor - b.processor}; }
Seconds operator+(const Seconds& a, const Seconds& b) { return {a.wall + b.wall, a.processor + b.processor}; }

Seconds now() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
  return {std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(),
          of(usage.ru_utime) + of(usage.ru_stime)};
}

/// Remembers when each stage was first heard of.
class StageClock final : public ProgressSink {
public:
  void progress(double, std::string_view stage) noexcept override {
    const std::lock_guard lock(m_mutex);
    if (stage.empty() || (!m_stages.empty() && m_stages.back().first == stage)) return;
    m_stages.emplace_back(stage, now());
  }
  /// When `stage` began; `otherwise` if it never did.
  Seconds begin(std::string_view stage, Seconds otherwise) const {
    for (const auto& [name, time] : m_stages)
      if (name == stage) return time;
    return otherwise;
  }
  /// How long `stage` took; nothing if it never began.
  Seconds of(std::string_view stage) const {
    for (std::size_t i = 0; i + 1 < m_stages.size(); ++i)
      if (m_stages[i].first == stage) return m_stages[i + 1].second - m_stages[i].second;
    return {};
  }
  void print(Seconds end) const {
    for (std::size_t i = 0; i < m_stages.size(); ++i) {
      const Seconds took = (i + 1 < m_stages.size() ? m_stages[i + 1].second : end) - m_stages[i].second;
      std::printf("    %8.3f %8.3f  %s\n", took.wall, took.processor, m_stages[i].first.c_str());
    }
  }

private:
  std::mutex m_mutex;
  std::vector<std::pair<std::string, Seconds>> m_stages;
};

void print(const char* what, const Seconds& took, const Seconds& unit, const char* remark = "") {
  std::printf("%-12s %8.3f %8.3f  %5.2f %5.2f  %s\n", what, took.wall, took.processor, took.wall / unit.wall,
              took.processor / unit.processor, remark);
}

/// Reading both half maps and transforming them in place, nothing else.
Seconds yardstick(const ValidationContext& context) {
  const Seconds begin = now();
  Progress progress;
  // Nobody else knows this pair, so it may be changed.
  const auto pair = std::const_pointer_cast<HalfMapPair>(HalfMapPair::build(context, progress));
  const Seconds middle = now();
  for (Spectrum& half : pair->padded) forwardInPlace(half, context.executor(), progress);
  const Seconds end = now(), total = end - begin;
  std::printf("                 wall     processor seconds; times the yardstick\n");
  print("reading", middle - begin, total);
  print("transforms", end - middle, total);
  print("yardstick", total, total);
  return total;
}

/// Largest |ours - theirs| over shells 1 .. last, printed.
void deviation(const CurveFile& relion, const char* title, const std::vector<double>& ours, double width, int last,
               double goal) {
  const auto theirs =
      std::ranges::find_if(relion.curves, [&](const ForeignCurve& curve) { return curve.title == title; });
  if (theirs == relion.curves.end()) {
    std::printf("  no curve \"%s\" in %s\n", title, relion.path.c_str());
    return;
  }
  double largest = 0;
  int shell = 0, compared = 0;
  for (std::size_t i = 0; i < theirs->x.size(); ++i) {
    const auto s = static_cast<int>(std::lround(theirs->x[i] / width));
    if (s < 1 || s > last) continue;
    ++compared;
    const double difference = std::abs(ours[static_cast<std::size_t>(s)] - theirs->y[i]);
    if (difference > largest) {
      largest = difference;
      shell = s;
    }
  }
  std::printf("  %-18s %d shells, largest |difference| %.6f at shell %d (goal %g)\n", title, compared, largest, shell,
              goal);
}

std::vector<double> storedFsc(const ShellSums& sums) {
  std::vector<double> fsc;
  for (int s = 0; s < sums.count(); ++s) fsc.push_back(sums.stored.correlation(static_cast<std::size_t>(s)));
  return fsc;
}

void compare(const HalfMapShells& shells, const char* file) {
  const CurveFile relion = readCurveFile(file);
  const auto line = [&](const char* title, const std::vector<double>& ours, double goal) {
    deviation(relion, title, ours, shells.unmasked.shells.width, shells.lastUsable, goal);
  };
  std::printf("against RELION (%s):\n", file);
  line("RELION unmasked", storedFsc(shells.unmasked.shells), 1e-3);
  if (!shells.masked || !shells.randomised) return;
  line("RELION masked", storedFsc(shells.masked->shells), 1e-3);
  const FscCurve masked = fscCurve(shells.masked->shells, {}, shells.lastUsable);
  const FscCurve randomised = fscCurve(shells.randomised->shells, {}, shells.lastUsable);
  line("RELION corrected", correctedCurve(masked, randomised, shells.randomisedFrom).fsc, 2e-2);
  std::printf("  phases randomised from shell %d\n", shells.randomisedFrom);
}

}  // namespace

int main(int argc, char** argv) {
  const int edge = argc > 1 ? std::atoi(argv[1]) : 256;
  std::filesystem::path folder = std::filesystem::temp_directory_path();
  const char* relion = nullptr;
  int threads = 2;
  for (int i = 2; i < argc; ++i) {
    if (std::strcmp(argv[i], "--threads") == 0 && i + 1 < argc)
      threads = std::atoi(argv[++i]);
    else if (std::strcmp(argv[i], "--relion") == 0 && i + 1 < argc)
      relion = argv[++i];
    else
      folder = argv[i];
  }
  test::ThreadExecutor executor(threads);
  const bench::HalfMapFiles files = bench::makeHalves(edge, folder, executor);
  MemoryBudget& budget = MemoryBudget::process();
  std::printf("%d^3, %d threads, %.2f GiB a half map\n", edge, threads, std::pow(edge, 3) / 0x1p28);
  OpenRequest request;
  request.map = files.map;
  request.half1 = files.half1;
  request.half2 = files.half2;
  request.mask = files.mask;
  request.threshold = 1.0;
  request.resolution = 4.6;
  const ValidationContext context(openEntry(request).inputs, executor, std::make_shared<ProductCache>());
  const Seconds unit = yardstick(context);
  budget.resetPeak();
  StageClock clock;
  Progress progress(&clock, {});
  const Seconds begin = now();
  const auto shells = context.get<HalfMapShells>(progress);
  const Seconds end = now();
  const Seconds forMasked = clock.of("mask for the half maps") + clock.of("copies of the half maps");
  print("unmasked", clock.begin("randomising phases", end) - begin - forMasked, unit, "goal 6");
  print("all states", end - begin, unit, "goal 20");
  clock.print(end);
  for (const char* id : {"1.a", "1.b", "1.g", "1.h"}) {
    Progress own;
    const Seconds start = now();
    const CheckResult result = guardedRun(*findCheck(id), context, own);
    print(id, now() - start, unit, (std::string(statusKey(result.status)) + " " + result.reason).c_str());
  }
  print("in all", now() - begin, unit);
  std::printf("memory       %8.3f GiB charged at most, resident peak %.3f GiB\n",
              static_cast<double>(budget.peak()) / 0x1p30, static_cast<double>(peakResidentMemory()) / 0x1p30);
  if (relion != nullptr) compare(*shells, relion);
  return 0;
}
