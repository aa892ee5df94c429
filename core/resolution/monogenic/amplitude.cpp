#include "core/resolution/monogenic/amplitude.hpp"

#include "core/base/lanes.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/rows.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::monogenic {
namespace {

constexpr int kPowerBins = 512;
constexpr double kPowerEnd = 0.87;
/// What is subtracted may be this many times what remains before components are computed anew: an interpolation error
/// of 2e-5 then stays below 2e-4 of the amplitude.
constexpr double kMostSubtracted = 10;
constexpr int kMeanStep = 4;  // rows and planes between those whose amplitudes are averaged

std::size_t at(int i) { return static_cast<std::size_t>(i); }
int wrapped(int i, int n) { return (i % n + n) % n; }

/// Grid for coefficients up to the reach, with `points` points per shortest half wave; the map's own where that is no
/// coarser.
FourierReach coarseReach(const Grid& map, double highest, double points) {
  FourierReach result{map.size, reachOf(map, highest)};
  for (std::size_t a = 0; a < 3; ++a) {
    const int wanted =
        std::max(2 * result.reach[a] + 2,
                 static_cast<int>(std::ceil(2 * points * highest / frequencyStep(map, static_cast<int>(a)))));
    result.size[a] = std::min(map.size[a], fastSize(std::max(wanted, kKernelWidth)));
  }
  return result;
}

KaiserBessel kernelFor(int size, int mapSize, int reach) {
  return size == mapSize ? KaiserBessel() : KaiserBessel(kKernelWidth, static_cast<double>(reach) / size);
}

ComponentFill::Responses responses(const FourierReach& coarse, const std::array<KaiserBessel, 3>& kernel) {
  ComponentFill::Responses result;
  for (std::size_t a = 0; a < 3; ++a)
    for (int k = 0; kernel[a].width() > 1 && k <= coarse.reach[a]; ++k)
      result[a].push_back(kernel[a].response(static_cast<double>(k) / coarse.size[a]));
  return result;
}

/// Squared coefficients by u: how much a band holds.
std::vector<double> radialPower(const Spectrum& spectrum, Executor& executor, const Progress& progress) {
  std::array<std::vector<double>, 3> squared;
  for (int a = 0; a < 3; ++a)
    for (int i = 0; i < spectrum.grid.size[at(a)]; ++i) {
      const double u = signedIndex(i, spectrum.grid.size[at(a)]) * frequencyStep(spectrum.grid, a);
      squared[at(a)].push_back(u * u);
    }
  return orderedReduce(
      executor, progress, spectrum.grid.size[2], 1, std::vector<double>(kPowerBins),
      [&](const BlockRange& block, std::vector<double>& bins) {
        const int l = static_cast<int>(block.begin);
        for (int k = 0; k < spectrum.grid.size[1]; ++k) {
          const std::complex<float>* row = spectrum.row(k, l);
          for (int h = 0; h < spectrum.rowLength(); ++h) {
            const double u = std::sqrt(squared[0][at(h)] + squared[1][at(k)] + squared[2][at(l)]);
            const auto bin = std::min(kPowerBins - 1, static_cast<int>(u * (kPowerBins / kPowerEnd)));
            bins[at(bin)] += friedelWeight(h, spectrum.grid.size[0]) * double(std::norm(row[h]));
          }
        }
      },
      [](std::vector<double>& total, const std::vector<double>& next) {
        for (int i = 0; i < kPowerBins; ++i) total[at(i)] += next[at(i)];
      });
}

}  // namespace

Ramp highPass(double w) { return {std::max(w - kTail, 0.0), w}; }

/// Four interleaved components on a coarse grid, in the part that the box needs.
struct MonogenicAmplitude::Coarse {
  std::array<AxisWeights, 3> weights;  ///< starts count from the first sample kept
  Index3 count{};
  Buffer<float> samples;  ///< [z][y][x][component]

  const float* row(int y, int z) const {
    return samples.data() + kComponents * (std::int64_t{count[0]} * (y + std::int64_t{count[1]} * z));
  }
};

MonogenicAmplitude::MonogenicAmplitude(Spectrum transform, const AmplitudeBox& box, const AmplitudeOptions& options)
    : m_spectrum(std::move(transform)), m_box(box), m_options(options) {}

void MonogenicAmplitude::releaseComponents() {
  for (Buffer<float>& component : m_component) component = {};
  m_base.reset();
}

bool MonogenicAmplitude::needsNewBase(double w, Executor& executor, const Progress& progress) {
  if (!m_base || w < *m_base) return true;
  if (m_power.empty()) m_power = radialPower(m_spectrum, executor, progress);
  const Ramp base = highPass(*m_base), level = highPass(w);
  double subtracted = 0, rest = 0;
  for (int i = 0; i < kPowerBins; ++i) {
    const double u = (i + 0.5) * kPowerEnd / kPowerBins, high = rampAt(level, u), low = rampAt(base, u) - high;
    subtracted += m_power[at(i)] * low * low;
    rest += m_power[at(i)] * high * high;
  }
  return subtracted > kMostSubtracted * kMostSubtracted * rest;
}

void MonogenicAmplitude::makeBase(double w, Executor& executor, Progress& progress) {
  const FourierReach all{m_spectrum.grid.size, reachOf(m_spectrum.grid, kPowerEnd)};
  const Band band{.rise = highPass(w)};
  for (int c = 0; c < kComponents; ++c) {
    Buffer<float>& component = m_component[at(c)];
    if (component.empty()) component = Buffer<float>(m_box.voxels());
    Progress part = progress.part(1.0 / kComponents);
    const ComponentFill coefficients(m_spectrum, all, band, static_cast<Component>(c), m_options.nyquist);
    inverseBox(
        all, {m_box.begin, m_box.size}, coefficients,
        [&](int y, int z, const float* row) {
          std::copy_n(row, m_box.size[0], component.data() + m_box.size[0] * (y + std::int64_t{m_box.size[1]} * z));
        },
        executor, part);
  }
  m_base = w;
  ++m_baseCount;
}

MonogenicAmplitude::Coarse MonogenicAmplitude::coarseOf(double w, Executor& executor, Progress& progress) const {
  const Grid& map = m_spectrum.grid;
  const FourierReach reach = coarseReach(map, w, m_options.complementPoints);
  std::array<KaiserBessel, 3> kernel;
  Coarse coarse;
  PeriodicBox kept;
  for (std::size_t a = 0; a < 3; ++a) {
    kernel[a] = kernelFor(reach.size[a], map.size[a], reach.reach[a]);
    const double ratio = static_cast<double>(reach.size[a]) / map.size[a];
    AxisWeights& weights = coarse.weights[a];
    weights = axisWeights(kernel[a], m_box.begin[a] * ratio, ratio, m_box.size[a]);
    kept.begin[a] = *std::ranges::min_element(weights.start);
    kept.count[a] = *std::ranges::max_element(weights.start) + weights.width - kept.begin[a];
    for (int& start : weights.start) start -= kept.begin[a];
  }
  coarse.count = kept.count;
  coarse.samples =
      Buffer<float>(kComponents * (std::int64_t{kept.count[0]} * kept.count[1] * std::int64_t{kept.count[2]}));
  const Band band{.rise = highPass(*m_base), .removed = highPass(w)};
  const ComponentFill::Responses response = responses(reach, kernel);
  for (int c = 0; c < kComponents; ++c) {
    Progress part = progress.part(1.0 / kComponents);
    const ComponentFill coefficients(m_spectrum, reach, band, static_cast<Component>(c), m_options.nyquist, response);
    inverseBox(
        reach, kept, coefficients,
        [&](int y, int z, const float* row) {
          float* to = coarse.samples.data() + c + (coarse.row(y, z) - coarse.samples.data());
          for (int x = 0; x < coarse.count[0]; ++x) to[kComponents * x] = row[x];
        },
        executor, part);
  }
  return coarse;
}

AmplitudeGrid MonogenicAmplitude::complementGrid(double w) const {
  const Grid& map = m_spectrum.grid;
  AmplitudeGrid amplitude;
  amplitude.box = m_box;
  amplitude.map = map;
  amplitude.wasSpread = true;
  const double highest = std::min(w + kTail, 0.5);
  Grid grid = map;
  for (std::size_t a = 0; a < 3; ++a) {
    // Cycles per voxel of this axis, and what its periodic length then needs.
    const double own = highest / (frequencyStep(map, static_cast<int>(a)) * map.size[a]);
    const int wanted = static_cast<int>(std::ceil(2 * m_options.smoothPoints * own * m_box.size[a]));
    const int n = std::max(fastSize(wanted), 2 * kKernelWidth);
    const bool isCoarser = 10 * n < 9 * m_box.size[a];
    grid.size[a] = isCoarser ? n : m_box.size[a];
    amplitude.ratio[a] = static_cast<double>(grid.size[a]) / m_box.size[a];
    if (isCoarser) amplitude.kernel[a] = KaiserBessel(kKernelWidth, own * m_box.size[a] / n);
  }
  amplitude.samples = paddedFor(grid);
  return amplitude;
}

/// One pass over the box: components minus what is interpolated from the coarse grid, their amplitude, and its spread
/// onto the samples, plane by plane; then along z.
void MonogenicAmplitude::fill(AmplitudeGrid& amplitude, const Coarse* coarse, Executor& executor,
                              Progress& progress) const {
  const auto [bx, by, bz] = m_box.size;
  const Index3 n = amplitude.samples.grid.size;
  std::array<AxisWeights, 3> weights;
  std::array<AxisGather, 3> gather;
  std::array<std::vector<float>, 3> fade;
  for (std::size_t a = 0; a < 3; ++a) {
    weights[a] = axisWeights(amplitude.kernel[a], amplitude.offset[a], amplitude.ratio[a], m_box.size[a]);
    gather[a] = axisGather(weights[a], n[a]);
    fade[a] = fadeOf(m_box, static_cast<int>(a), m_box.size[a]);
  }
  const bool fades = !m_box.isWhole();
  const std::int64_t plane = std::int64_t{n[0]} * n[1];
  Buffer<float> flat(plane * bz);  // spread along y and x, not yet along z
  struct Mean {
    double sum = 0, weight = 0;
  };
  std::vector<Mean> means(at(bz));
  struct Lane {
    std::vector<float> between, along, amplitude, spread;
    std::vector<int> held;
  };
  std::vector<Lane> lanes(at(laneCount(executor, bz)));
  const Progress planes = progress.part(0.9);
  laneBlocks(executor, planes, bz, 1, lanes, [&, rows = by, columns = bx](const BlockRange& block, Lane& lane) {
    const int z = static_cast<int>(block.begin);
    lane.amplitude.resize(at(columns));
    lane.spread.assign(at(columns) * at(n[1]), 0.0F);
    const int widthY = coarse != nullptr ? coarse->weights[1].width : 1;
    if (coarse != nullptr) {
      lane.between.resize(at(kComponents * coarse->count[0]));
      lane.along.resize(at(columns) * at(kComponents * widthY));
      lane.held.assign(at(widthY), -1);
    }
    const float* taken[kKernelWidth];
    const float* low[kComponents * kKernelWidth];
    for (int y = 0; y < rows; ++y) {
      const float* full[kComponents];
      for (int c = 0; c < kComponents; ++c)
        full[c] = m_component[at(c)].data() + columns * (y + std::int64_t{rows} * z);
      if (coarse != nullptr) {
        for (int k = 0; k < widthY; ++k) {
          const int sample = coarse->weights[1].start[at(y)] + k, slot = sample % widthY;
          float* expanded[kComponents];
          for (int c = 0; c < kComponents; ++c) {
            expanded[c] = lane.along.data() + at(columns) * at(slot * kComponents + c);
            low[c * widthY + k] = expanded[c];
          }
          if (lane.held[at(slot)] == sample) continue;
          lane.held[at(slot)] = sample;
          const AxisWeights& alongZ = coarse->weights[2];
          for (int j = 0; j < alongZ.width; ++j) taken[j] = coarse->row(sample, alongZ.start[at(z)] + j);
          combineRows(taken, alongZ.of(z), alongZ.width, kComponents * coarse->count[0], lane.between.data());
          interpolateFour(lane.between.data(), coarse->weights[0], expanded);
        }
        amplitudeRow(full, low, coarse->weights[1].of(y), widthY, columns, lane.amplitude.data());
      } else {
        plainAmplitudeRow(full, columns, lane.amplitude.data());
      }
      if (fades) {
        const float fadeYZ = fade[1][at(y)] * fade[2][at(z)];
        if (y % kMeanStep == 0 && z % kMeanStep == 0)
          for (int x = 0; x < columns; ++x) {
            const double weight = 1 - double(fade[0][at(x)] * fadeYZ);
            means[at(z)].sum += weight * lane.amplitude[at(x)];
            means[at(z)].weight += weight;
          }
        for (int x = 0; x < columns; ++x) lane.amplitude[at(x)] *= fade[0][at(x)] * fadeYZ;
      }
      for (int k = 0; k < weights[1].width; ++k)
        addScaled(lane.spread.data() + at(columns) * at(wrapped(weights[1].start[at(y)] + k, n[1])),
                  lane.amplitude.data(), weights[1].of(y)[k], columns);
    }
    for (int y = 0; y < n[1]; ++y)
      gatherRow(lane.spread.data() + at(columns) * at(y), gather[0], flat.data() + plane * z + std::int64_t{n[0]} * y);
  });

  Mean mean;
  for (const Mean& of : means) {
    mean.sum += of.sum;
    mean.weight += of.weight;
  }
  const auto level = static_cast<float>(mean.weight > 0 ? mean.sum / mean.weight : 0);
  // What 1 and the fade become when spread: the amplitude fades into `level`, not into 0.
  std::array<std::vector<float>, 3> ones, faded;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::vector<float> one(at(m_box.size[a]), 1.0F);
    ones[a].resize(at(n[a]));
    faded[a].resize(at(n[a]));
    gatherRow(one.data(), gather[a], ones[a].data());
    gatherRow(fade[a].data(), gather[a], faded[a].data());
  }
  parallelBlocks(executor, progress.part(0.1), n[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    for (int y = 0; y < n[1]; ++y) {
      float* row = paddedRow(amplitude.samples, y, z);
      std::fill_n(row, n[0], 0.0F);
      for (int j = gather[2].begin[at(z)]; j < gather[2].begin[at(z) + 1]; ++j)
        addScaled(row, flat.data() + plane * gather[2].position[at(j)] + std::int64_t{n[0]} * y,
                  gather[2].weight[at(j)], n[0]);
      if (!fades) continue;
      const float one = ones[1][at(y)] * ones[2][at(z)], kept = faded[1][at(y)] * faded[2][at(z)];
      for (int x = 0; x < n[0]; ++x) row[x] += level * (ones[0][at(x)] * one - faded[0][at(x)] * kept);
    }
  });
}

/// All components by inverse transforms on a grid of `points` over the map, squares added up in the samples.
AmplitudeGrid MonogenicAmplitude::onGrid(const Band& band, const Index3& points, Executor& executor,
                                         Progress& progress) const {
  const Grid& map = m_spectrum.grid;
  const FourierReach reach{points, reachOf(map, std::min(band.highest(), kPowerEnd))};
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
void fadeOut(AmplitudeGrid& amplitude, Executor& executor, const Progress& progress) {
  const AmplitudeBox& box = amplitude.box;
  if (box.isWhole()) return;
  const Index3 n = amplitude.samples.grid.size;
  std::array<std::vector<float>, 3> fade;
  for (int a = 0; a < 3; ++a) fade[at(a)] = fadeOf(box, a, n[at(a)]);
  struct Mean {
    double sum = 0, weight = 0;
  };
  const auto weightAt = [&](int x, int y, int z) { return fade[0][at(x)] * fade[1][at(y)] * fade[2][at(z)]; };
  const Mean mean = orderedReduce(
      executor, progress, n[2], 4, Mean{},
      [&](const BlockRange& block, Mean& part) {
        const int z = static_cast<int>(block.begin);
        for (int y = 0; y < n[1]; y += kMeanStep) {
          const float* row = paddedRow(amplitude.samples, y, z);
          for (int x = 0; x < n[0]; ++x) {
            const double weight = 1 - double(weightAt(x, y, z));
            part.sum += weight * row[x];
            part.weight += weight;
          }
        }
      },
      [](Mean& total, const Mean& next) {
        total.sum += next.sum;
        total.weight += next.weight;
      });
  const auto level = static_cast<float>(mean.weight > 0 ? mean.sum / mean.weight : 0);
  parallelBlocks(executor, progress, n[2], 1, [&](const BlockRange& block) {
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
  if (way == Way::Complement) {
    Progress basing = progress.part(0.3);
    const bool isNew = needsNewBase(w, executor, basing);
    if (isNew) makeBase(w, executor, basing);
    std::optional<Coarse> coarse;
    Progress subtracting = progress.part(0.2), filling = progress.part(0.3);
    if (!isNew && w > *m_base) coarse = coarseOf(w, executor, subtracting);
    amplitude = complementGrid(w);
    fill(amplitude, coarse ? &*coarse : nullptr, executor, filling);
  } else {
    Progress transforming = progress.part(0.75);
    Band band{.rise = highPass(w)};
    Index3 points = map.size;
    if (way == Way::Band) {
      const double top = m_options.bandFactor * w;
      band.fall = {top, top + kTail};
      if (top + kTail < 0.5) points = coarseReach(map, top + kTail, m_options.bandPoints).size;
    }
    amplitude = onGrid(band, points, executor, transforming);
    fadeOut(amplitude, executor, progress.part(0.05));
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
  fadeOut(amplitude, executor, progress.part(0.05));
  Progress smoothing = progress.part(0.2);
  const double width = 3.14159265358979324 * s;
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

Bytes amplitudeBytes(const Grid& map, const AmplitudeBox& box, double w, Way way, const AmplitudeOptions& options) {
  const Bytes floats = sizeof(float);
  const FourierReach all{map.size, reachOf(map, kPowerEnd)};
  const Bytes padded = 2 * (box.size[0] / 2 + 1) * Bytes{box.size[1]} * box.size[2] * floats;
  if (way != Way::Complement) return padded + inverseBoxBytes(all, {box.begin, box.size});
  const FourierReach reach = coarseReach(map, w, options.complementPoints);
  PeriodicBox kept;
  double coarse = static_cast<double>(kComponents * floats), spread = static_cast<double>(2 * floats);
  for (std::size_t a = 0; a < 3; ++a) {
    kept.count[a] =
        static_cast<int>(std::ceil(static_cast<double>(box.size[a]) * reach.size[a] / map.size[a])) + kKernelWidth;
    coarse *= kept.count[a];
    spread *= std::min(1.0, 2.2 * options.smoothPoints * (w + kTail)) * box.size[a] + 2;
  }
  const Bytes components = kComponents * floats * box.voxels();
  const Bytes subtracting = inverseBoxBytes(reach, kept), filling = static_cast<Bytes>(1.5 * spread);
  const Bytes basing = inverseBoxBytes(all, {box.begin, box.size});
  return components + std::max(basing, static_cast<Bytes>(coarse) + std::max(subtracting, filling));
}

}  // namespace vitrine::monogenic
