#include "core/resolution/monogenic/amplitude.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/coarse_grid.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::monogenic {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }

}  // namespace

Ramp highPass(double w) { return {std::max(w - kTail, 0.0), w}; }

MonogenicAmplitude::MonogenicAmplitude(Spectrum transform, const AmplitudeBox& box, const AmplitudeOptions& options)
    : m_spectrum(std::move(transform)), m_box(box), m_options(options) {}

/// All components by inverse transforms on a grid of `points` over the map, squares added up in the samples.
AmplitudeGrid MonogenicAmplitude::onGrid(const Band& band, const Index3& points, Executor& executor,
                                         Progress& progress) const {
  const Grid& map = m_spectrum.grid;
  const FourierReach reach{points, reachOf(map, std::min(band.highest(), kAllFrequencies))};
  AmplitudeGrid amplitude;
  amplitude.box = m_box;
  amplitude.map = map;
  PeriodicBox kept;
  Grid grid = map;
  for (std::size_t a = 0; a < 3; ++a) {
    const double ratio = static_cast<double>(points[a]) / map.size[a];
    amplitude.ratio[a] = ratio;
    kept.begin[a] = m_box.whole[a] ? 0 : static_cast<int>(std::floor(m_box.begin[a] * ratio));
    kept.count[a] = m_box.whole[a]
                        ? points[a]
                        : std::min(points[a], fastSize(static_cast<int>(std::ceil(m_box.size[a] * ratio)) + 1));
    if (points[a] == map.size[a]) kept.count[a] = m_box.size[a];
    amplitude.offset[a] = m_box.begin[a] * ratio - kept.begin[a];
    grid.size[a] = kept.count[a];
  }
  amplitude.samples = paddedFor(grid);
  for (int c = 0; c < kComponents; ++c) {
    Progress part = progress.part(1.0 / kComponents);
    const ComponentFill coefficients(m_spectrum, reach, band, static_cast<Component>(c), m_options.nyquist);
    inverseBox(
        reach, kept, coefficients,
        [&](int y, int z, const float* row) {
          float* sum = paddedRow(amplitude.samples, y, z);
          if (c == 0)
            for (int x = 0; x < kept.count[0]; ++x) sum[x] = row[x] * row[x];
          else
            for (int x = 0; x < kept.count[0]; ++x) sum[x] += row[x] * row[x];
          if (c == kComponents - 1)
            for (int x = 0; x < kept.count[0]; ++x) sum[x] = std::sqrt(sum[x]);
        },
        executor, part);
  }
  return amplitude;
}

namespace {

/// Lets the amplitude fade into its mean over the margin.
void fadeOut(AmplitudeGrid& amplitude, Executor& executor, Progress& progress) {
  const AmplitudeBox& box = amplitude.box;
  if (box.isWhole()) return;
  const Index3 n = amplitude.samples.grid.size;
  std::array<std::vector<float>, 3> fade;
  for (int a = 0; a < 3; ++a) fade[at(a)] = fadeOf(box, a, n[at(a)]);
  const auto weightAt = [&](int x, int y, int z) { return fade[0][at(x)] * fade[1][at(y)] * fade[2][at(z)]; };
  const FadeMean mean = orderedReduce(
      executor, progress.part(0.3), n[2], FadeMean::kMeanStep, FadeMean{},
      [&](const BlockRange& block, FadeMean& part) {
        const int z = static_cast<int>(block.begin);
        for (int y = 0; y < n[1]; y += FadeMean::kMeanStep) {
          const float* row = paddedRow(amplitude.samples, y, z);
          for (int x = 0; x < n[0]; ++x) part.add(1 - double(weightAt(x, y, z)), row[x]);
        }
      },
      [](FadeMean& total, const FadeMean& next) { total += next; });
  const float level = mean.mean();
  parallelBlocks(executor, progress.part(0.7), n[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    for (int y = 0; y < n[1]; ++y) {
      float* row = paddedRow(amplitude.samples, y, z);
      for (int x = 0; x < n[0]; ++x) row[x] = level + (row[x] - level) * weightAt(x, y, z);
    }
  });
}

}  // namespace

AmplitudeGrid MonogenicAmplitude::atLevel(double w, Way way, Executor& executor, Progress& progress) {
  const Grid& map = m_spectrum.grid;
  const double end = std::min(w + kTail, 0.5);
  AmplitudeGrid amplitude;
  Progress computing = progress.part(0.8);
  if (way == Way::Complement) {
    amplitude = complement(w, executor, computing);
  } else {
    Band band{.rise = highPass(w)};
    Index3 points = map.size;
    if (way == Way::Band) {
      const double top = m_options.bandFactor * w;
      band.fall = {top, top + kTail};
      if (top + kTail < 0.5) points = coarseReach(map, top + kTail, m_options.bandPoints).size;
    }
    Progress transforming = computing.part(0.95);
    amplitude = onGrid(band, points, executor, transforming);
    Progress fading = computing.part(0.05);
    fadeOut(amplitude, executor, fading);
    for (std::size_t a = 0; a < 3; ++a)
      if (points[a] < map.size[a])
        amplitude.kernel[a] =
            KaiserBessel(kKernelWidth, std::min(0.45, end / (frequencyStep(map, static_cast<int>(a)) * points[a])));
  }
  Progress smoothing = progress.part(0.2);
  const Ramp fall{w, std::max(end, w + 1e-9)};
  smooth(
      amplitude, [&](double u) { return 1 - rampAt(fall, u); }, fall.end, executor, smoothing);
  return amplitude;
}

AmplitudeGrid MonogenicAmplitude::unfiltered(double s, Executor& executor, Progress& progress) {
  Progress transforming = progress.part(0.75);
  AmplitudeGrid amplitude = onGrid({}, m_spectrum.grid.size, executor, transforming);
  Progress fading = progress.part(0.05);
  fadeOut(amplitude, executor, fading);
  Progress smoothing = progress.part(0.2);
  const double width = std::numbers::pi * s;
  smooth(
      amplitude, [&](double u) { return std::exp(-width * width * u * u); }, 2, executor, smoothing);
  return amplitude;
}

double coarseShare(const Grid& map, double w, const AmplitudeOptions& options) {
  const FourierReach reach = coarseReach(map, w, options.complementPoints);
  double share = 0;
  for (std::size_t a = 0; a < 3; ++a) share = std::max(share, static_cast<double>(reach.size[a]) / map.size[a]);
  return share;
}

}  // namespace vitrine::monogenic
