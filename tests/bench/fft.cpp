// fft_bench [edge ...] [--in-place]: seconds of our transforms and of FFTW's own 3-D plans (FFTW_ESTIMATE), two threads
// each, best of three, and the processor seconds of both together (what a loaded machine still tells). Without
// arguments: 256 and 512 out of place. --in-place: ours alone, for boxes too large for two copies.
#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/support.hpp"

#include <fftw3.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <vector>

namespace {

using namespace vitrine;
constexpr int kThreads = 2;

double processorSeconds() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double best(int times, const std::function<void()>& work) {
  double least = seconds(work);
  for (int i = 1; i < times; ++i) least = std::min(least, seconds(work));
  return least;
}

Grid cube(int n) { return {{n, n, n}, {1, 1, 1}, {0, 0, 0}}; }

void fill(float* values, std::int64_t count, std::int64_t first) {
  for (std::int64_t i = 0; i < count; ++i)
    values[i] = static_cast<float>(randomUniform(1, static_cast<std::uint64_t>(first + i)) - 0.5);
}

struct Times {
  double forward = 0, inverse = 0, processor = 0;
};

Times timeOurs(Volume& volume, test::ThreadExecutor& executor) {
  Times times;
  times.forward = times.inverse = 1e9;
  times.processor = -processorSeconds();
  for (int i = 0; i < 3; ++i) {
    Progress progress;
    Spectrum spectrum;
    times.forward = std::min(times.forward, seconds([&] { spectrum = forward(volume, executor, progress); }));
    times.inverse =
        std::min(times.inverse, seconds([&] { volume = inverse(std::move(spectrum), executor, progress); }));
  }
  times.processor += processorSeconds();
  return times;
}

/// FFTW's 3-D plans on arrays that are already in memory (ours also allocates its result).
Times timeFftw(Volume& volume) {
  const auto n = volume.grid.size;
  Spectrum spectrum = paddedFor(volume.grid);
  std::memset(static_cast<void*>(spectrum.data.data()), 0, static_cast<std::size_t>(spectrum.data.bytes()));
  auto* out = reinterpret_cast<fftwf_complex*>(spectrum.data.data());
  fftwf_plan_with_nthreads(kThreads);
  fftwf_plan toSpectrum = fftwf_plan_dft_r2c_3d(n[2], n[1], n[0], volume.data.data(), out, FFTW_ESTIMATE);
  fftwf_plan toMap = fftwf_plan_dft_c2r_3d(n[2], n[1], n[0], out, volume.data.data(), FFTW_ESTIMATE);
  Times times;
  times.processor = -processorSeconds();
  times.forward = best(3, [&] { fftwf_execute(toSpectrum); });
  times.inverse = best(3, [&] { fftwf_execute(toMap); });
  times.processor += processorSeconds();
  fftwf_destroy_plan(toSpectrum);
  fftwf_destroy_plan(toMap);
  fftwf_plan_with_nthreads(1);
  return times;
}

void compare(int n) {
  test::ThreadExecutor executor(kThreads);
  Volume volume(cube(n));
  fill(volume.data.data(), volume.data.size(), 0);
  const Times ours = timeOurs(volume, executor);
  const Times fftw = timeFftw(volume);
  const auto line = [n](const char* what, double our, double their) {
    std::printf("%4d^3  %-10s ours %7.3f s, FFTW %7.3f s, ratio %.2f\n", n, what, our, their, their / our);
  };
  line("forward", ours.forward, fftw.forward);
  line("inverse", ours.inverse, fftw.inverse);
  line("processor", ours.processor / 3, fftw.processor / 3);
}

void inPlace(int n) {
  test::ThreadExecutor executor(kThreads);
  Spectrum spectrum = paddedFor(cube(n));
  executor.run(n, [&](std::int64_t z) {
    for (int y = 0; y < n; ++y) fill(paddedRow(spectrum, y, static_cast<int>(z)), n, (z * n + y) * n);
  });
  Progress progress;
  const double there = seconds([&] { forwardInPlace(spectrum, executor, progress); });
  const double back = seconds([&] { inverseInPlace(spectrum, executor, progress); });
  std::printf("%4d^3 in place  forward: ours %.3f s   inverse: ours %.3f s\n", n, there, back);
}

}  // namespace

int main(int argc, char** argv) {
  fftwf_init_threads();
  std::vector<int> edges;
  bool onlyInPlace = false;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--in-place") == 0)
      onlyInPlace = true;
    else
      edges.push_back(std::atoi(argv[i]));
  }
  if (edges.empty()) edges = {256, 512};
  for (const int edge : edges) {
    if (onlyInPlace)
      inPlace(edge);
    else
      compare(edge);
    std::fflush(stdout);
  }
  return 0;
}
