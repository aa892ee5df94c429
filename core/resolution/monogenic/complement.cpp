// Way::Complement: components of a base level once, what a finer level takes away on a coarse grid, and the difference
// spread onto the grid that holds the smoothed amplitude.
#include "core/resolution/monogenic/amplitude.hpp"

#include "core/base/lanes.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/coarse_grid.hpp"
#include "core/resolution/monogenic/rows.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::monogenic {
namespace {

constexpr int kPowerBins = 512;
/// What is subtracted may be this many times what remains before components are computed anew: an interpolation error
/// of 2e-5 then stays below 2e-4 of the amplitude.
constexpr double kMostSubtracted = 10;
constexpr int kMostSlabs = 8;  // every slab transforms all columns along z again

std::size_t at(int i) { return static_cast<std::size_t>(i); }
int wrapped(int i, int n) { return (i % n + n) % n; }

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
            const auto bin = std::min(kPowerBins - 1, static_cast<int>(u * (kPowerBins / kAllFrequencies)));
            bins[at(bin)] += friedelWeight(h, spectrum.grid.size[0]) * double(std::norm(row[h]));
          }
        }
      },
      [](std::vector<double>& total, const std::vector<double>& next) {
        for (int i = 0; i < kPowerBins; ++i) total[at(i)] += next[at(i)];
      });
}

/// Periodic grid over the box that holds the smoothed amplitude of level w, and the kernel onto it.
AmplitudeGrid smoothingGrid(const Grid& map, const AmplitudeBox& box, double w, const AmplitudeOptions& options) {
  AmplitudeGrid amplitude;
  amplitude.box = box;
  amplitude.map = map;
  amplitude.wasSpread = true;
  amplitude.samples.grid = map;
  const double highest = std::min(w + kTail, 0.5);
  for (std::size_t a = 0; a < 3; ++a) {
    // Cycles per voxel of this axis, and what its periodic length then needs.
    const double own = highest / (frequencyStep(map, static_cast<int>(a)) * map.size[a]);
    const int wanted = static_cast<int>(std::ceil(2 * options.smoothPoints * own * box.size[a]));
    const int n = std::max(fastSize(wanted), 2 * kKernelWidth);
    const bool isCoarser = 10 * n < 9 * box.size[a];
    amplitude.samples.grid.size[a] = isCoarser ? n : box.size[a];
    amplitude.ratio[a] = static_cast<double>(amplitude.samples.grid.size[a]) / box.size[a];
    if (isCoarser) amplitude.kernel[a] = KaiserBessel(kKernelWidth, own * box.size[a] / n);
  }
  return amplitude;
}

int planesOf(int count, int slabs) { return (count + slabs - 1) / slabs; }

/// What computing the components of a base in slabs charges beside them.
Bytes baseWork(const Grid& map, const AmplitudeBox& box, int slabs) {
  const FourierReach all{map.size, reachOf(map, kAllFrequencies)};
  return inverseBoxBytes(all, {box.begin, {box.size[0], box.size[1], planesOf(box.size[2], slabs)}});
}

/// What a level in slabs charges beside the components.
Bytes levelWork(const Grid& map, const AmplitudeBox& box, double w, const AmplitudeOptions& options, int slabs) {
  constexpr Bytes kFloat = sizeof(float);
  const FourierReach reach = coarseReach(map, w, options.complementPoints);
  const int planes = planesOf(box.size[2], slabs);
  PeriodicBox kept;
  for (std::size_t a = 0; a < 3; ++a) {
    const double count = static_cast<double>(a == 2 ? planes : box.size[a]) * reach.size[a] / map.size[a];
    kept.count[a] = static_cast<int>(std::ceil(count)) + kKernelWidth;
  }
  const Bytes coarse = kComponents * kFloat * kept.count[0] * kept.count[1] * kept.count[2];
  const Index3 n = smoothingGrid(map, box, w, options).samples.grid.size;
  const Bytes flat = kFloat * n[0] * n[1] * planes;
  const Bytes samples = 2 * kFloat * (n[0] / 2 + 1) * n[1] * n[2];
  const Bytes filling = coarse + std::max(inverseBoxBytes(reach, kept), flat);
  return slabs == 1 ? std::max(filling, flat + samples) : samples + filling;
}

/// Least number of slabs whose work fits; 0 if none does.
template <class Work>
int slabsThatFit(int planes, Bytes room, Work work) {
  for (int slabs = 1; slabs <= std::min(kMostSlabs, planes); slabs *= 2)
    if (work(slabs) <= room) return slabs;
  return 0;
}

Bytes componentBytes(const AmplitudeBox& box, const AmplitudeOptions& options) {
  return kComponents * ComponentRows::bytes(box.size, options.isCompact);
}

int baseSlabs(const Grid& map, const AmplitudeBox& box, const AmplitudeOptions& options) {
  return slabsThatFit(box.size[2], options.room - componentBytes(box, options),
                      [&](int slabs) { return baseWork(map, box, slabs); });
}

int levelSlabs(const Grid& map, const AmplitudeBox& box, double w, const AmplitudeOptions& options) {
  return slabsThatFit(box.size[2], options.room - componentBytes(box, options),
                      [&](int slabs) { return levelWork(map, box, w, options, slabs); });
}

}  // namespace

int complementSlabs(const Grid& map, const AmplitudeBox& box, double w, const AmplitudeOptions& options) {
  const int base = baseSlabs(map, box, options), level = levelSlabs(map, box, w, options);
  return base == 0 || level == 0 ? 0 : std::max(base, level);
}

Bytes amplitudeBytes(const Grid& map, const AmplitudeBox& box, double w, Way way, const AmplitudeOptions& options) {
  if (way != Way::Complement) {
    const FourierReach all{map.size, reachOf(map, kAllFrequencies)};
    const Bytes padded = Bytes{2 * sizeof(float)} * (box.size[0] / 2 + 1) * box.size[1] * box.size[2];
    return padded + inverseBoxBytes(all, {box.begin, box.size});
  }
  const int base = std::max(1, baseSlabs(map, box, options)), level = std::max(1, levelSlabs(map, box, w, options));
  return componentBytes(box, options) + std::max(baseWork(map, box, base), levelWork(map, box, w, options, level));
}

/// Four interleaved components on a coarse grid, in the part that a slab needs.
struct MonogenicAmplitude::Coarse {
  std::array<AxisWeights, 3> weights;  ///< of the box's columns, its rows, the slab's planes; starts count from `kept`
  Index3 count{};
  Buffer<float> samples;  ///< [z][y][x][component]

  const float* row(int y, int z) const {
    return samples.data() + kComponents * (std::int64_t{count[0]} * (y + std::int64_t{count[1]} * z));
  }
};

struct Spreading {
  explicit Spreading(const AmplitudeGrid& amplitude) : n(amplitude.samples.grid.size) {
    fades = !amplitude.box.isWhole();
    means.resize(at(amplitude.box.size[2]));
    for (std::size_t a = 0; a < 3; ++a) {
      weights[a] = axisWeights(amplitude.kernel[a], amplitude.offset[a], amplitude.ratio[a], amplitude.box.size[a]);
      gather[a] = axisGather(weights[a], n[a]);
      fade[a] = fadeOf(amplitude.box, static_cast<int>(a), amplitude.box.size[a]);
    }
  }
  Index3 n;  ///< samples
  std::array<AxisWeights, 3> weights;
  std::array<AxisGather, 3> gather;
  std::array<std::vector<float>, 3> fade;
  bool fades;
  std::vector<FadeMean> means;  ///< per plane of the box
};

struct MonogenicAmplitude::FillLane {
  std::vector<float> full, between, along, amplitude, spread;
  std::vector<int> held;  ///< which row of the coarse samples a slot of `along` holds
  const float* low[kComponents * kKernelWidth];
};

MonogenicAmplitude::Slab MonogenicAmplitude::slab(int number, int slabs) const {
  const int planes = planesOf(m_box.size[2], slabs), begin = number * planes;
  return {begin, std::clamp(m_box.size[2] - begin, 0, planes)};
}

void MonogenicAmplitude::releaseComponents() {
  for (ComponentRows& component : m_component) component = {};
  m_base.reset();
}

bool MonogenicAmplitude::needsNewBase(double w, Executor& executor, const Progress& progress) {
  if (!m_base || w < *m_base) return true;
  if (m_power.empty()) m_power = radialPower(m_spectrum, executor, progress);
  const Ramp base = highPass(*m_base), level = highPass(w);
  double subtracted = 0, rest = 0;
  for (int i = 0; i < kPowerBins; ++i) {
    const double u = (i + 0.5) * kAllFrequencies / kPowerBins, high = rampAt(level, u), low = rampAt(base, u) - high;
    subtracted += m_power[at(i)] * low * low;
    rest += m_power[at(i)] * high * high;
  }
  return subtracted > kMostSubtracted * kMostSubtracted * rest;
}

void MonogenicAmplitude::makeBase(double w, Executor& executor, Progress& progress) {
  const FourierReach all{m_spectrum.grid.size, reachOf(m_spectrum.grid, kAllFrequencies)};
  const Band band{.rise = highPass(w)};
  const int slabs = std::max(1, baseSlabs(m_spectrum.grid, m_box, m_options));
  for (int c = 0; c < kComponents; ++c) {
    ComponentRows& component = m_component[at(c)];
    if (component.empty()) component = ComponentRows(m_box.size, m_options.isCompact);
    const ComponentFill coefficients(m_spectrum, all, band, static_cast<Component>(c), m_options.nyquist);
    for (int s = 0; s < slabs; ++s) {
      const auto [first, count] = slab(s, slabs);
      if (count == 0) break;
      Progress part = progress.part(1.0 / kComponents / slabs);
      inverseBox(
          all, {{m_box.begin[0], m_box.begin[1], m_box.begin[2] + first}, {m_box.size[0], m_box.size[1], count}},
          coefficients, [&, begin = first](int y, int z, const float* row) { component.set(y, begin + z, row); },
          executor, part);
    }
  }
  m_base = w;
  ++m_baseCount;
}

namespace {

/// The entries begin .. begin + count - 1, and the samples they reach, which then count from the first of them.
AxisWeights reduced(const AxisWeights& all, int begin, int count, int& firstSample, int& samples) {
  AxisWeights part;
  part.width = all.width;
  part.start.assign(all.start.begin() + begin, all.start.begin() + begin + count);
  part.weight.assign(all.of(begin), all.of(begin) + std::ptrdiff_t{count} * all.width);
  firstSample = *std::ranges::min_element(part.start);
  samples = *std::ranges::max_element(part.start) + part.width - firstSample;
  for (int& start : part.start) start -= firstSample;
  return part;
}

}  // namespace

MonogenicAmplitude::Coarse MonogenicAmplitude::coarseOf(double w, const Slab& slab, Executor& executor,
                                                        Progress& progress) const {
  const Grid& map = m_spectrum.grid;
  const FourierReach reach = coarseReach(map, w, m_options.complementPoints);
  const std::array<KaiserBessel, 3> kernel = coarseKernels(map, reach);
  Coarse coarse;
  PeriodicBox kept;
  ComponentFill::Responses response;
  for (std::size_t a = 0; a < 3; ++a) {
    const double ratio = static_cast<double>(reach.size[a]) / map.size[a];
    const AxisWeights all = axisWeights(kernel[a], m_box.begin[a] * ratio, ratio, m_box.size[a]);
    const bool isZ = a == 2;
    coarse.weights[a] =
        reduced(all, isZ ? slab.begin : 0, isZ ? slab.count : m_box.size[a], kept.begin[a], kept.count[a]);
    for (int k = 0; kernel[a].width() > 1 && k <= reach.reach[a]; ++k)
      response[a].push_back(kernel[a].response(static_cast<double>(k) / reach.size[a]));
  }
  coarse.count = kept.count;
  coarse.samples =
      Buffer<float>(kComponents * (std::int64_t{kept.count[0]} * kept.count[1] * std::int64_t{kept.count[2]}));
  const Band band{.rise = highPass(*m_base), .removed = highPass(w)};
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

/// What is subtracted from row (y, z of the slab): per component and coarse row a row of the box's columns.
const float* const* MonogenicAmplitude::lowRows(int y, int z, const Coarse& coarse, FillLane& lane) const {
  const AxisWeights &alongY = coarse.weights[1], &alongZ = coarse.weights[2];
  const float* taken[kKernelWidth];
  for (int k = 0; k < alongY.width; ++k) {
    const int sample = alongY.start[at(y)] + k, slot = sample % alongY.width;
    float* expanded[kComponents];
    for (int c = 0; c < kComponents; ++c) {
      expanded[c] = lane.along.data() + at(m_box.size[0]) * at(slot * kComponents + c);
      lane.low[c * alongY.width + k] = expanded[c];
    }
    if (lane.held[at(slot)] == sample) continue;
    lane.held[at(slot)] = sample;
    for (int j = 0; j < alongZ.width; ++j) taken[j] = coarse.row(sample, alongZ.start[at(z)] + j);
    combineRows(taken, alongZ.of(z), alongZ.width, kComponents * coarse.count[0], lane.between.data());
    interpolateFour(lane.between.data(), coarse.weights[0], expanded);
  }
  return lane.low;
}

/// Components of plane z (of the box) minus what is interpolated from the coarse grid, their amplitude, and its spread
/// along y and x.
void MonogenicAmplitude::fillPlane(int z, const Slab& slab, const Coarse* coarse, Spreading& spreading, FillLane& lane,
                                   float* plane) const {
  const int columns = m_box.size[0], rows = m_box.size[1], zInSlab = z - slab.begin;
  const auto [nx, ny, nz] = spreading.n;
  lane.full.resize(m_options.isCompact ? at(columns) * kComponents : 0);
  lane.amplitude.resize(at(columns));
  lane.spread.assign(at(columns) * at(ny), 0.0F);
  if (coarse != nullptr) {
    lane.between.resize(at(kComponents * coarse->count[0]));
    lane.along.resize(at(columns) * at(kComponents * coarse->weights[1].width));
    lane.held.assign(at(coarse->weights[1].width), -1);
  }
  const AxisWeights& alongY = spreading.weights[1];
  for (int y = 0; y < rows; ++y) {
    const float* full[kComponents];
    for (int c = 0; c < kComponents; ++c)
      full[c] = m_component[at(c)].row(y, z, lane.full.data() + (lane.full.empty() ? 0 : at(columns) * at(c)));
    if (coarse != nullptr)
      amplitudeRow(full, lowRows(y, zInSlab, *coarse, lane), coarse->weights[1].of(y), coarse->weights[1].width,
                   columns, lane.amplitude.data());
    else
      plainAmplitudeRow(full, columns, lane.amplitude.data());
    if (spreading.fades) {
      const float fadeYZ = spreading.fade[1][at(y)] * spreading.fade[2][at(z)];
      if (y % FadeMean::kMeanStep == 0 && z % FadeMean::kMeanStep == 0)
        for (int x = 0; x < columns; ++x)
          spreading.means[at(z)].add(1 - double(spreading.fade[0][at(x)] * fadeYZ), lane.amplitude[at(x)]);
      for (int x = 0; x < columns; ++x) lane.amplitude[at(x)] *= spreading.fade[0][at(x)] * fadeYZ;
    }
    for (int k = 0; k < alongY.width; ++k)
      addScaled(lane.spread.data() + at(columns) * at(wrapped(alongY.start[at(y)] + k, ny)), lane.amplitude.data(),
                alongY.of(y)[k], columns);
  }
  for (int y = 0; y < ny; ++y)
    gatherRow(lane.spread.data() + at(columns) * at(y), spreading.gather[0], plane + std::int64_t{nx} * y);
}

/// The planes of a slab, spread along y and x, not yet along z.
Buffer<float> MonogenicAmplitude::fillSlab(const Slab& slab, const Coarse* coarse, Spreading& spreading,
                                           Executor& executor, const Progress& progress) const {
  const std::int64_t plane = std::int64_t{spreading.n[0]} * spreading.n[1];
  Buffer<float> flat(plane * slab.count);
  std::vector<FillLane> lanes(at(laneCount(executor, slab.count)));
  laneBlocks(executor, progress, slab.count, 1, lanes, [&](const BlockRange& block, FillLane& lane) {
    fillPlane(slab.begin + static_cast<int>(block.begin), slab, coarse, spreading, lane,
              flat.data() + plane * block.begin);
  });
  return flat;
}

namespace {

/// Adds planes begin .. begin + count - 1 of the box to the samples, along z.
void gatherAlongZ(const Buffer<float>& flat, int begin, int count, const AxisGather& gather, Spectrum& samples,
                  Executor& executor, const Progress& progress) {
  const auto [nx, ny, nz] = samples.grid.size;
  const std::int64_t plane = std::int64_t{nx} * ny;
  parallelBlocks(executor, progress, nz, 1, [&, columns = nx, rows = ny](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    for (int y = 0; y < rows; ++y)
      for (int j = gather.begin[at(z)]; j < gather.begin[at(z) + 1]; ++j) {
        const int from = gather.position[at(j)] - begin;
        if (from < 0 || from >= count) continue;
        addScaled(paddedRow(samples, y, z), flat.data() + plane * from + std::int64_t{columns} * y,
                  gather.weight[at(j)], columns);
      }
  });
}

Spectrum zeroedFor(const Grid& grid, Executor& executor, const Progress& progress) {
  Spectrum samples = paddedFor(grid);
  const std::int64_t plane = samples.planeLength();
  parallelBlocks(executor, progress, grid.size[2], 1, [&](const BlockRange& block) {
    std::fill_n(samples.data.data() + plane * block.begin, plane, std::complex<float>{});
  });
  return samples;
}

/// The amplitude fades into its mean, not into 0: adds what 1 less the fade becomes when it is spread.
void addFadeMean(Spectrum& samples, const Spreading& spreading, Executor& executor, const Progress& progress) {
  if (!spreading.fades) return;
  FadeMean mean;
  for (const FadeMean& of : spreading.means) mean += of;
  const float level = mean.mean();
  const Index3 n = spreading.n;
  std::array<std::vector<float>, 3> ones, faded;
  for (std::size_t a = 0; a < 3; ++a) {
    const std::vector<float> one(spreading.fade[a].size(), 1.0F);
    ones[a].resize(at(n[a]));
    faded[a].resize(at(n[a]));
    gatherRow(one.data(), spreading.gather[a], ones[a].data());
    gatherRow(spreading.fade[a].data(), spreading.gather[a], faded[a].data());
  }
  parallelBlocks(executor, progress, n[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    for (int y = 0; y < n[1]; ++y) {
      float* row = paddedRow(samples, y, z);
      const float one = ones[1][at(y)] * ones[2][at(z)], kept = faded[1][at(y)] * faded[2][at(z)];
      for (int x = 0; x < n[0]; ++x) row[x] += level * (ones[0][at(x)] * one - faded[0][at(x)] * kept);
    }
  });
}

}  // namespace

AmplitudeGrid MonogenicAmplitude::complement(double w, Executor& executor, Progress& progress) {
  Progress basing = progress.part(0.35);
  const bool isNew = needsNewBase(w, executor, basing);
  if (isNew) makeBase(w, executor, basing);
  AmplitudeGrid amplitude = smoothingGrid(m_spectrum.grid, m_box, w, m_options);
  Spreading spreading(amplitude);
  const int slabs = std::max(1, levelSlabs(m_spectrum.grid, m_box, w, m_options));
  for (int s = 0; s < slabs; ++s) {
    const Slab planes = slab(s, slabs);
    if (planes.count == 0) break;
    Progress subtracting = progress.part(0.25 / slabs), filling = progress.part(0.3 / slabs);
    std::optional<Coarse> coarse;
    if (!isNew && w > *m_base) coarse = coarseOf(w, planes, executor, subtracting);
    const Buffer<float> flat = fillSlab(planes, coarse ? &*coarse : nullptr, spreading, executor, filling);
    coarse.reset();
    const Progress gathering = progress.part(0.08 / slabs);
    if (s == 0) amplitude.samples = zeroedFor(amplitude.samples.grid, executor, gathering);
    gatherAlongZ(flat, planes.begin, planes.count, spreading.gather[2], amplitude.samples, executor, gathering);
  }
  addFadeMean(amplitude.samples, spreading, executor, progress.part(0.02));
  return amplitude;
}

}  // namespace vitrine::monogenic
