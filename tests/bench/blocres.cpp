// blocres_bench: processor time of one box of 1.c on one thread, by how far boxes lie apart, against the same box
// transformed plainly (both halves padded, two real transforms of 40^3, one loop over the coefficients) and against the
// interpolation of one voxel. Ratios are of one run.
#include "core/checks/blocres/local_fsc.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/local_phantom.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <numbers>

namespace {

using namespace vitrine;
using namespace blocres;

double processorSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Best of several: what the machine does when nobody else is at it.
template <class Work>
double milliseconds(int boxes, Work work) {
  constexpr int kTries = 7;
  double best = 1e9;
  for (int i = 0; i < kTries; ++i) {
    const double before = processorSeconds();
    work();
    best = std::min(best, processorSeconds() - before);
  }
  return 1e3 * best / boxes;
}

double meanOf(const Volume& volume) {
  double sum = 0;
  for (const float value : volume.data) sum += value;
  return sum / static_cast<double>(volume.data.size());
}

/// Sums of X, D1, D2 of one box, no step skipped and none shared.
void plainBox(const std::array<Volume, 2>& halves, const std::array<double, 2>& mean, const Index3& about, int box,
              const Shells& shells, std::vector<double>& sums) {
  SerialExecutor serial;
  std::array<Spectrum, 2> spectra;
  for (std::size_t half = 0; half < 2; ++half) {
    Volume padded = test::constantVolume(test::gridOf({2 * box, 2 * box, 2 * box}), 0);
    for (int z = 0; z < box; ++z)
      for (int y = 0; y < box; ++y)
        for (int x = 0; x < box; ++x) {
          const auto w = [&](int i) { return 0.5 * (1 - std::cos(2 * std::numbers::pi * i / (box - 1))); };
          padded.at(x, y, z) = static_cast<float>(
              w(x) * w(y) * w(z) *
              (halves[half].at(about[0] - box / 2 + x, about[1] - box / 2 + y, about[2] - box / 2 + z) - mean[half]));
        }
    Progress progress;
    spectra[half] = forward(padded, serial, progress);
  }
  std::ranges::fill(sums, 0);
  for (int l = 0; l < 2 * box; ++l)
    for (int k = 0; k < 2 * box; ++k)
      for (int h = 0; h < box; ++h) {
        const double ky = signedIndex(k, 2 * box), kz = signedIndex(l, 2 * box);
        const double rho = std::sqrt(h * h + ky * ky + kz * kz);
        const int s = static_cast<int>(rho);
        if (s + 1 >= shells.bins) continue;
        const std::complex<double> a = spectra[0].row(k, l)[h], b = spectra[1].row(k, l)[h];
        const double parts[] = {(a * std::conj(b)).real(), std::norm(a), std::norm(b)};
        for (int p = 0; p < 3; ++p) {
          sums[static_cast<std::size_t>(p * shells.bins + s)] += (1 - (rho - s)) * parts[p];
          sums[static_cast<std::size_t>(p * shells.bins + s + 1)] += (rho - s) * parts[p];
        }
      }
}

}  // namespace

int main() {
  constexpr int kBox = 20;
  SerialExecutor serial;
  const test::LocalPhantomRecipe recipe{.n = 96, .ballRadius = 36, .voxelSize = 1.9};
  const test::LocalPhantom phantom = test::localPhantom(recipe, serial);
  HalfPair halves;
  std::array<double, 2> mean{};
  for (std::size_t half = 0; half < 2; ++half) {
    const Volume& volume = phantom.half[half];
    mean[half] = meanOf(volume);
    halves[half] = {volume.grid, volume.data.data(), volume.grid.size[0], mean[half], 1};
  }
  const BoxSums boxes(phantom.mask.grid, {});
  std::printf("boxes of %d voxels padded to %d, %d shells, one thread\n", kBox, 2 * kBox, boxes.shells().bins);

  std::vector<double> plainSums(static_cast<std::size_t>(3 * boxes.shells().bins));
  constexpr int kPlainBoxes = 40;
  const double plain = milliseconds(kPlainBoxes, [&] {
    for (int i = 0; i < kPlainBoxes; ++i)
      plainBox(phantom.half, mean, {30 + i % 20, 40, 45}, kBox, boxes.shells(), plainSums);
  });
  std::printf("%-28s %8.4f ms per box\n", "plainly", plain);
  BoxScratch scratch;
  std::vector<float> sums(static_cast<std::size_t>(kLanes * boxes.shells().sumsLength()));
  for (const int step : {1, 2, 3, 4}) {
    constexpr int kColumns = 60;
    const double packed = milliseconds(kColumns * kLanes, [&] {
      for (int i = 0; i < kColumns; ++i)
        boxes.compute(halves, {30 + i % 20, 40, 30, step, kLanes}, scratch, sums.data());
    });
    std::printf("eight at once, %d apart       %8.4f ms per box, 1/%.1f\n", step, packed, plain / packed);
  }

  Mask mask = test::ballMask(phantom.mask.grid, {48, 48, 48}, recipe.ballRadius);
  clearMargins(mask, kBox);
  for (const int step : {2, 4}) {
    Options options;
    options.step = step;
    double boxesComputed = 0;
    const double voxel = milliseconds(static_cast<int>(mask.count), [&] {
      Mask voxels(mask.grid);
      std::ranges::copy(mask.words, voxels.words.begin());
      voxels.count = mask.count;
      Progress progress;
      boxesComputed = static_cast<double>(localFsc(halves, std::move(voxels), options, serial, progress).plan.boxes);
    });
    std::printf("whole mask, step %d: %lld voxels, %.0f boxes, %.4f ms per box with the interpolation\n", step,
                static_cast<long long>(mask.count), boxesComputed,
                voxel * static_cast<double>(mask.count) / boxesComputed);
  }
  return 0;
}
