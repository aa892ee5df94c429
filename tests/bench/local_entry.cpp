// local_entry_bench EDGE BALL_RADIUS FOLDER [CHECK ...] [NAME=VALUE ...]: writes the phantom of the local-resolution
// checks as an entry (map, two half maps, mask of the ball; kept and used again) and runs checks on it with two threads
// as the program would, one after the other: seconds, peak of the buffers and of the process, figures. Default: 1.c.
// 1024 229 makes two half maps of 4 GiB and a mask of 50 million voxels; 14 GB of disk, 9 GB of memory to write it.
#include "core/checks/registry.hpp"
#include "core/mapio/writer.hpp"
#include "core/run/guarded_run.hpp"
#include "core/run/open.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/support.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

namespace {

using namespace vitrine;
constexpr int kThreads = 2;
constexpr double kGiB = 1 << 30;

double now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

void write(const std::filesystem::path& file, const Volume& volume, bool asBytes = false) {
  WriteOptions options;
  options.asBytes = asBytes;
  Progress progress;
  save(file, volume, options, progress);
}

OpenRequest entryAt(const std::filesystem::path& folder, const test::LocalPhantomRecipe& recipe, Executor& executor) {
  OpenRequest request;
  request.map = folder / "map.mrc";
  request.half1 = folder / "half1.mrc";
  request.half2 = folder / "half2.mrc";
  request.mask = folder / "mask.mrc";
  request.threshold = 0.5;
  request.resolution = 4;
  if (std::filesystem::exists(*request.mask)) return request;
  std::filesystem::create_directories(folder);
  Volume signal = test::phantomSignal(recipe, executor);
  write(*request.half1, test::phantomHalf(recipe, signal, 0, executor));
  write(*request.half2, test::phantomHalf(recipe, signal, 1, executor));
  // The average of both halves, in place of the signal.
  executor.run(recipe.n, [&](std::int64_t z) {
    const std::int64_t plane = signal.grid.planeVoxels();
    for (std::int64_t i = z * plane; i < (z + 1) * plane; ++i)
      signal.data[i] += static_cast<float>(*recipe.sigma * (test::phantomNormal(2, i) + test::phantomNormal(3, i)) / 2);
  });
  write(request.map, signal);
  signal = Volume();
  write(*request.mask, test::phantomMask(recipe), true);
  return request;
}

/// Stages with the time at which they began, and partial results.
struct Log final : ProgressSink {
  double begin = now();
  std::string last;
  std::mutex mutex;
  void progress(double fraction, std::string_view stage) noexcept override {
    const std::scoped_lock lock(mutex);
    if (stage == last) return;
    last = stage;
    std::printf("  %7.1f s %5.1f %%  %s\n", now() - begin, 100 * fraction, last.c_str());
    std::fflush(stdout);
  }
  void partial(const CheckResult& result) noexcept override {
    const Number* median = result.find("percentile_50_A");
    if (median != nullptr && median->value)
      std::printf("  %7.1f s first figures: median %.3f A\n", now() - begin, *median->value);
    std::fflush(stdout);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4)
    return std::fprintf(stderr, "local_entry_bench EDGE BALL_RADIUS FOLDER [CHECK ...] [NAME=VALUE ...]\n"), 2;
  const test::LocalPhantomRecipe recipe{.n = std::atoi(argv[1]), .ballRadius = std::atoi(argv[2])};
  test::ThreadExecutor executor(kThreads);
  const double writing = now();
  OpenRequest request = entryAt(argv[3], recipe, executor);
  std::printf("entry of %d^3 ready after %.1f s\n", recipe.n, now() - writing);
  std::vector<std::string> checks;
  for (int i = 4; i < argc; ++i) {
    const std::string word = argv[i];
    if (const auto equals = word.find('='); equals != std::string::npos)
      request.parameters[word.substr(0, equals)] = word.substr(equals + 1);
    else
      checks.push_back(word);
  }
  if (checks.empty()) checks = {"1.c"};
  const ValidationContext context(openEntry(request).inputs, executor, std::make_shared<ProductCache>());
  for (const std::string& id : checks) {
    const Check* check = findCheck(id);
    if (check == nullptr) return std::fprintf(stderr, "there is no check %s\n", id.c_str()), 2;
    Log log;
    Progress progress(&log, {});
    const CheckResult result = guardedRun(*check, context, progress);
    std::printf("%s %s: %.1f s, peak of buffers %.2f GiB (predicted %.2f of its own), of the process %.2f GiB %s\n",
                id.c_str(), std::string(statusKey(result.status)).c_str(), result.seconds, result.peakGiB,
                static_cast<double>(check->requirements(context.inputs()).privatePeak) / kGiB,
                static_cast<double>(peakResidentMemory()) / kGiB, result.reason.c_str());
    for (const Number& number : result.numbers)
      if (number.value) std::printf("    %-28s %.6g %s\n", number.key.c_str(), *number.value, number.unit.c_str());
    for (const std::string& note : result.notes) std::printf("    %s\n", note.c_str());
    std::fflush(stdout);
  }
  return 0;
}
