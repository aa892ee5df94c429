#include "core/resolution/monogenic/mono_res.hpp"

#include "core/base/error.hpp"
#include "core/fourier/transform.hpp"
#include "core/mask/row_bits.hpp"
#include "core/stats/moments.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <optional>

namespace vitrine::monogenic {
namespace {

constexpr double kSteepest = 0.01;       // fall of the variance where the map ends
constexpr double kFewVoxels = 0.025;     // of the mask, still tested
constexpr double kNoAmplitude = 0.001;   // of the largest mean amplitude
constexpr double kSameMap = 1e-12;       // var(D) / var(V)
constexpr double kCheaperDirect = 0.92;  // coarse grid over the map's
constexpr double kRefineWidth = 4;       // voxels, smoothing before the mask of a single map is refined
constexpr std::int64_t kMostNoise = std::int64_t{1} << 26;  // noise voxels looked at in a single map
constexpr std::uint8_t kFrozen = 2;                         // failures in a row
constexpr std::int64_t kBlock = 1 << 20;

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Squared distance of voxels to the middle of the box, in voxels of the coarsest axis.
class Distances {
public:
  explicit Distances(const Grid& grid) {
    const double coarsest = grid.nyquistA() / 2;
    for (int a = 0; a < 3; ++a)
      for (int i = 0; i < grid.size[at(a)]; ++i) {
        const double d = (i - grid.centre(a)) * grid.voxelSize[at(a)] / coarsest;
        m_squared[at(a)].push_back(d * d);
      }
    for (int a = 0; a < 3; ++a) m_halfEdge = std::max(m_halfEdge, grid.edge(a) / coarsest / 2);
  }
  double squared(int x, int y, int z) const { return m_squared[0][at(x)] + m_squared[1][at(y)] + m_squared[2][at(z)]; }
  double halfEdge() const { return m_halfEdge; }

private:
  std::array<std::vector<double>, 3> m_squared;
  double m_halfEdge = 0;
};

template <class Visit>
void forMaskRow(const Mask& mask, int y, int z, Visit visit) {
  const std::uint64_t* row = mask.row(y, z);
  for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
    forEachBit(row[word], [&](int bit) { visit(static_cast<int>(64 * word) + bit); });
}

/// The voxels of the mask nearer than `radius`.
Mask inside(const Mask& mask, double radius, const Progress& progress) {
  const Distances distances(mask.grid);
  Mask result(mask.grid);
  for (int z = 0; z < mask.grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < mask.grid.size[1]; ++y)
      forMaskRow(mask, y, z, [&](int x) {
        if (!(distances.squared(x, y, z) < radius * radius)) return;
        result.set(x, y, z);
        ++result.count;
      });
  }
  return result;
}

/// Every `every`-th voxel that is not in the mask, nearer than `radius`, in the box where nothing fades.
Mask outsideOf(const Mask& mask, double radius, std::int64_t every, const AmplitudeBox& box, const Progress& progress) {
  const Distances distances(mask.grid);
  Mask result(mask.grid);
  const auto isKept = [&](std::size_t axis, int i) {
    if (box.whole[axis]) return true;
    const int place = i - box.begin[axis];
    return place >= box.fade && place < box.size[axis] - box.fade;
  };
  std::int64_t seen = 0;
  for (int z = 0; z < mask.grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < mask.grid.size[1] && isKept(2, z); ++y)
      for (int x = 0; x < mask.grid.size[0] && isKept(1, y); ++x) {
        if (!isKept(0, x) || mask.at(x, y, z) || !(distances.squared(x, y, z) < radius * radius)) continue;
        if (seen++ % every != 0) continue;
        result.set(x, y, z);
        ++result.count;
      }
  }
  return result;
}

/// Relative cost of a level, for the progress bar.
double costOf(const Grid& map, const AmplitudeBox& box, double w, Way way, const AmplitudeOptions& options) {
  const double share = way == Way::Direct ? 1
                       : way == Way::Band ? std::min(1.0, 4 * w + 0.1)
                                          : coarseShare(map, w, options);
  const double fraction = static_cast<double>(box.voxels()) / static_cast<double>(map.voxels());
  return (way == Way::Complement ? 0.3 : 1.0) * 4 * share * share * share + 2 * fraction;
}

/// Which way every level goes: by complement while that is cheaper and fits, directly from there on.
std::vector<Way> waysOf(const std::vector<Level>& levels, const Grid& map, const AmplitudeBox& box, Bytes held,
                        const MonoResOptions& options) {
  std::vector<Way> ways;
  bool complement = options.mode == Mode::Complement;
  for (const Level& level : levels) {
    complement = complement && coarseShare(map, level.u, options.amplitude) < kCheaperDirect &&
                 held + amplitudeBytes(map, box, level.u, Way::Complement, options.amplitude) <= kMostBytes;
    ways.push_back(complement ? Way::Complement : options.mode == Mode::Band ? Way::Band : Way::Direct);
  }
  return ways;
}

struct Noise {
  AmplitudeStatistics statistics;
  double threshold = 0;
};

Noise noiseOf(const Buffer<float>& values, double significance, Executor& executor, const Progress& progress) {
  const auto rank = static_cast<std::int64_t>(std::floor(significance * static_cast<double>(values.size())));
  return {statisticsOf(values, executor, progress),
          orderStatistic(values, std::min(rank, values.size() - 1), executor, progress)};
}

/// Which voxels are still tested, and the finest level each has passed.
class Voxels {
public:
  Voxels(std::int64_t count, std::int64_t given)
      : m_given(given),
        m_lastPassed(Buffer<std::uint16_t>::zeroed(count)),
        m_failures(Buffer<std::uint8_t>::zeroed(count)) {}

  /// Tests a level. Returns false, and nothing changes, if the method stops before using it.
  bool test(const Level& level, const Buffer<float>& values, const Noise& noise, const MonoResOptions& options,
            MonoRes& result, Executor& executor, const Progress& progress) {
    const Moments sums = orderedReduce(
        executor, progress, values.size(), kBlock, Moments{},
        [&](const BlockRange& block, Moments& part) {
          for (std::int64_t i = block.begin; i < block.end; ++i)
            if (m_failures[i] < kFrozen) part.add(values[i]);
        },
        [](Moments& total, const Moments& next) { total += next; });
    LevelRecord record{.level = level,
                       .signal = {sums.count, sums.mean(0), sums.populationVariance()},
                       .noise = noise.statistics,
                       .threshold = noise.threshold};
    m_largestMean = std::max(m_largestMean, record.signal.mean);
    if (static_cast<double>(sums.count) < kFewVoxels * static_cast<double>(m_given))
      return stop(result, StopReason::FewVoxels);
    if (record.signal.mean < kNoAmplitude * m_largestMean) return stop(result, StopReason::NoAmplitude);
    const double error = record.signal.variance / static_cast<double>(sums.count) +
                         record.noise.variance / static_cast<double>(record.noise.count);
    record.z = error > 0 ? (record.signal.mean - record.noise.mean) / std::sqrt(error) : 0;
    // The smoothing passes a ball of radius u + kTail / 2: so many independent values per voxel.
    const double radius = level.u + kTail / 2;
    const double share = std::min(1.0, 4.18879 * radius * radius * radius);
    record.independentZ = record.z * std::sqrt(share);
    const bool nobody = options.nyquistFails && level.u >= 0.5;
    decide(values, nobody ? HUGE_VALF : static_cast<float>(noise.threshold), static_cast<int>(result.levels.size()),
           executor, progress);
    result.levels.push_back(record);
    const double quantile = boost::math::quantile(boost::math::normal(), options.significance);
    if (!nobody && record.z < quantile) return stop(result, StopReason::NoSignificance);
    return true;
  }

  Buffer<std::uint16_t> take() { return std::move(m_lastPassed); }

private:
  static bool stop(MonoRes& result, StopReason reason) {
    result.stop = reason;
    return false;
  }

  void decide(const Buffer<float>& values, float threshold, int number, Executor& executor, const Progress& progress) {
    // Who fails twice in a row gets the level before both, the first one if there was none.
    const auto passed = static_cast<std::uint16_t>(number + 1);
    const auto before = static_cast<std::uint16_t>(std::max(number - 2, 0) + 1);
    parallelBlocks(executor, progress, values.size(), kBlock, [&](const BlockRange& block) {
      for (std::int64_t i = block.begin; i < block.end; ++i) {
        if (m_failures[i] >= kFrozen) continue;
        if (values[i] > threshold) {
          m_lastPassed[i] = passed;
          m_failures[i] = 0;
        } else if (++m_failures[i] == kFrozen) {
          m_lastPassed[i] = before;
        }
      }
    });
  }

  std::int64_t m_given;
  double m_largestMean = 0;
  Buffer<std::uint16_t> m_lastPassed;
  Buffer<std::uint8_t> m_failures;
};

/// Halves to average (first) and half difference (second), in place. Returns both variances.
std::array<double, 2> averageAndDifference(std::array<Spectrum, 2>& pair, Executor& executor,
                                           const Progress& progress) {
  const auto [nx, ny, nz] = pair[0].grid.size;
  using Both = std::array<Moments, 2>;
  const Both sums = orderedReduce(
      executor, progress, nz, 1, Both{},
      [&, columns = nx, rows = ny](const BlockRange& block, Both& part) {
        const int z = static_cast<int>(block.begin);
        for (int y = 0; y < rows; ++y) {
          float* a = paddedRow(pair[0], y, z);
          float* b = paddedRow(pair[1], y, z);
          for (int x = 0; x < columns; ++x) {
            const float average = 0.5F * (a[x] + b[x]), difference = 0.5F * (a[x] - b[x]);
            a[x] = average;
            b[x] = difference;
            part[0].add(average);
            part[1].add(difference);
          }
        }
      },
      [](Both& total, const Both& next) {
        total[0] += next[0];
        total[1] += next[1];
      });
  return {sums[0].populationVariance(), sums[1].populationVariance()};
}

AmplitudeBox boxFor(const Mask& mask, const MonoResOptions& options) {
  return options.mode == Mode::FullGrid ? wholeBox(mask.grid) : boxAround(mask, options.margin);
}

void requireMask(const Mask& mask) {
  if (mask.count == 0) throw NotMeasurable("the mask is empty");
}

std::vector<Level> requireLevels(const Grid& grid, const MonoResOptions& options) {
  std::vector<Level> levels = resolutionLevels(grid, options.coarsestA, options.stepA);
  if (levels.empty()) throw NotMeasurable("the coarsest level to be tried is finer than the voxels can show");
  return levels;
}

/// The values of one level at the voxels of a list.
void valuesAt(MonogenicAmplitude& amplitude, const Level& level, Way way, const VoxelList& list, Buffer<float>& values,
              Executor& executor, Progress& progress) {
  Progress computing = progress.part(0.95);
  const AmplitudeGrid grid = amplitude.atLevel(level.u, way, executor, computing);
  pick(grid, list, values, executor, progress.part(0.05));
}

double total(const std::vector<double>& costs) {
  double sum = 0;
  for (const double cost : costs) sum += cost;
  return sum;
}

}  // namespace

double noiseRadius(Spectrum& rows, const Mask& mask, Executor& executor, const Progress& progress) {
  const Grid& grid = rows.grid;
  const Distances distances(grid);
  double farthest = 0;
  for (int z = 0; z < grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < grid.size[1]; ++y)
      forMaskRow(mask, y, z, [&](int x) { farthest = std::max(farthest, distances.squared(x, y, z)); });
  }
  const int first = static_cast<int>(std::sqrt(farthest)), end = static_cast<int>(distances.halfEdge());
  if (first + 1 >= end) return distances.halfEdge();
  using Shells = std::vector<Moments>;
  const Shells shells = orderedReduce(
      executor, progress, grid.size[2], 4, Shells(),
      [&](const BlockRange& block, Shells& mine) {
        mine.resize(at(end - first));
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y) {
            const float* row = paddedRow(rows, y, z);
            for (int x = 0; x < grid.size[0]; ++x) {
              const double squared = distances.squared(x, y, z);
              if (squared < double(first) * first || squared >= double(end) * end) continue;
              mine[at(static_cast<int>(std::sqrt(squared)) - first)].add(row[x]);
            }
          }
      },
      [&](Shells& sum, const Shells& next) {
        sum.resize(next.size());
        for (std::size_t i = 0; i < next.size(); ++i) sum[i] += next[i];
      });
  for (int r = first + 1; r < end; ++r)
    if (shells[at(r - first)].populationVariance() < kSteepest * shells[at(r - 1 - first)].populationVariance())
      return r - 1;
  return distances.halfEdge();
}

MonoRes monoResOfHalves(std::array<Spectrum, 2> pair, const std::function<Spectrum(Progress&)>& readAgain,
                        const Mask& mask, const MonoResOptions& options, Executor& executor, Progress& progress,
                        const OnLevel& onLevel) {
  requireMask(mask);
  const Grid grid = pair[0].grid;
  const std::vector<Level> levels = requireLevels(grid, options);
  const auto variances = averageAndDifference(pair, executor, progress.part(0.02, "average and difference"));
  if (!(variances[1] > kSameMap * variances[0])) throw NotMeasurable("the half maps are identical");

  MonoRes result;
  result.givenVoxels = mask.count;
  result.noiseRadius = noiseRadius(pair[0], mask, executor, progress.part(0.02));
  result.mask = inside(mask, result.noiseRadius, progress);
  requireMask(result.mask);
  result.box = boxFor(result.mask, options);
  const VoxelList list(result.mask);
  const Bytes map = pair[0].data.bytes();
  // Both maps stay where they fit beside the components of one of them; else the average is read again.
  const auto share = [&](Bytes held) { return waysOf(levels, grid, result.box, held, options); };
  const bool keepsBoth = !readAgain || options.mode != Mode::Complement || share(2 * map) == share(map);
  const std::vector<Way> ways = share(keepsBoth ? 2 * map : map);
  if (!keepsBoth) pair[0].data = {};
  std::vector<double> costs;
  for (std::size_t i = 0; i < levels.size(); ++i)
    costs.push_back(costOf(grid, result.box, levels[i].u, ways[i], options.amplitude));
  const double unit = 0.43 / total(costs);

  Buffer<float> values(list.count());
  Progress transforming = progress.part(0.03, "noise");
  forwardInPlace(pair[1], executor, transforming);
  MonogenicAmplitude noise(std::move(pair[1]), result.box, options.amplitude);
  std::vector<Noise> noises;
  const auto measureNoise = [&](std::size_t i) {
    Progress part = progress.part(unit * costs[i], "noise");
    valuesAt(noise, levels[i], ways[i], list, values, executor, part);
    noises.push_back(noiseOf(values, options.significance, executor, part));
  };
  // Levels that need no components may wait until the signal asks for them: it may stop before.
  const auto isEarly = [&](std::size_t i) { return !keepsBoth || ways[i] == Way::Complement; };
  for (std::size_t i = 0; i < levels.size() && isEarly(i); ++i) measureNoise(i);
  noise.releaseComponents();
  if (!keepsBoth) {
    noise = MonogenicAmplitude({}, result.box);
    Progress reading = progress.part(0.02, "reading the half maps again");
    pair[0] = readAgain(reading);
  }

  Progress forth = progress.part(0.03, "signal");
  forwardInPlace(pair[0], executor, forth);
  MonogenicAmplitude signal(std::move(pair[0]), result.box, options.amplitude);
  Voxels voxels(list.count(), result.givenVoxels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (ways[i] != Way::Complement) signal.releaseComponents();
    if (i == noises.size()) measureNoise(i);
    Progress part = progress.part(unit * costs[i], "signal");
    valuesAt(signal, levels[i], ways[i], list, values, executor, part);
    const bool goesOn = voxels.test(levels[i], values, noises[i], options, result, executor, part);
    if (result.levels.size() == i + 1) {
      result.levels.back().way = ways[i];
      if (onLevel) onLevel(result.levels);
    }
    if (!goesOn) break;
  }
  result.bases = signal.baseCount();
  result.lastPassed = voxels.take();
  return result;
}

MonoRes monoResOfMap(Spectrum map, const Mask& mask, const MonoResOptions& options, Executor& executor,
                     Progress& progress, const OnLevel& onLevel) {
  requireMask(mask);
  const Grid grid = map.grid;
  const std::vector<Level> levels = requireLevels(grid, options);
  MonoRes result;
  result.isSingleMap = true;
  result.noiseRadius = noiseRadius(map, mask, executor, progress.part(0.02));
  const Mask tested = inside(mask, result.noiseRadius, progress);
  requireMask(tested);
  // A small map is taken as a whole; of a large one the noise about the mask stands for the rest.
  constexpr std::int64_t kSmall = std::int64_t{1} << 27;
  result.box = grid.voxels() <= kSmall ? wholeBox(grid) : boxFor(tested, options);
  const std::int64_t every = (result.box.voxels() - tested.count) / kMostNoise + 1;
  Mask outside = outsideOf(mask, result.noiseRadius, every, result.box, progress);
  if (outside.count == 0) throw NotApplicable("no noise outside the mask");

  Progress transforming = progress.part(0.03);
  forwardInPlace(map, executor, transforming);
  MonogenicAmplitude amplitude(std::move(map), result.box, options.amplitude);
  {
    Progress refining = progress.part(0.05, "refining the mask");
    const AmplitudeGrid smoothed = amplitude.unfiltered(kRefineWidth, executor, refining);
    const VoxelList insideList(tested), outsideList(outside);
    Buffer<float> values(outsideList.count());
    pick(smoothed, outsideList, values, executor, {});
    const double limit = noiseOf(values, options.significance, executor, {}).threshold;
    values = Buffer<float>(insideList.count());
    pick(smoothed, insideList, values, executor, {});
    result.mask = Mask(grid);
    for (int z = 0; z < grid.size[2]; ++z)
      for (int y = 0; y < grid.size[1]; ++y) {
        std::int64_t i = insideList.before(y, z);
        forMaskRow(tested, y, z, [&](int x) {
          if (values[i++] >= limit) {
            result.mask.set(x, y, z);
            ++result.mask.count;
          } else if (every == 1) {
            outside.set(x, y, z);
            ++outside.count;
          }
        });
      }
  }
  if (result.mask.count == 0) throw NotMeasurable("nothing inside the mask stands out of the noise outside");
  result.givenVoxels = result.mask.count;
  const VoxelList list(result.mask), noiseList(outside);
  const std::vector<Way> ways = waysOf(levels, grid, result.box, amplitude.grid().voxels() * Bytes{4}, options);
  std::vector<double> costs;
  for (std::size_t i = 0; i < levels.size(); ++i)
    costs.push_back(costOf(grid, result.box, levels[i].u, ways[i], options.amplitude));
  const double unit = 0.9 / total(costs);
  Voxels voxels(list.count(), result.givenVoxels);
  Buffer<float> values(list.count()), noise(noiseList.count());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (ways[i] != Way::Complement) amplitude.releaseComponents();
    Progress part = progress.part(unit * costs[i], "levels");
    Progress computing = part.part(0.9);
    const AmplitudeGrid grid2 = amplitude.atLevel(levels[i].u, ways[i], executor, computing);
    pick(grid2, list, values, executor, part.part(0.05));
    pick(grid2, noiseList, noise, executor, part.part(0.05));
    const bool goesOn = voxels.test(levels[i], values, noiseOf(noise, options.significance, executor, part), options,
                                    result, executor, part);
    if (result.levels.size() == i + 1) {
      result.levels.back().way = ways[i];
      if (onLevel) onLevel(result.levels);
    }
    if (!goesOn) break;
  }
  result.bases = amplitude.baseCount();
  result.lastPassed = voxels.take();
  return result;
}

Bytes monoResBytes(const Grid& grid, const AmplitudeBox& box, std::int64_t maskVoxels, const MonoResOptions& options) {
  const std::vector<Level> levels = resolutionLevels(grid, options.coarsestA, options.stepA);
  const Bytes map = Bytes{8} * (grid.size[0] / 2 + 1) * grid.size[1] * grid.size[2];
  const auto most = [&](Bytes held) {
    const std::vector<Way> ways = waysOf(levels, grid, box, held, options);
    Bytes peak = 0;
    for (std::size_t i = 0; i < levels.size(); ++i)
      peak = std::max(peak, amplitudeBytes(grid, box, levels[i].u, ways[i], options.amplitude));
    return peak;
  };
  const Bytes perVoxel = sizeof(float) + sizeof(std::uint16_t) + sizeof(std::uint8_t);
  const Bytes lists = perVoxel * maskVoxels + Bytes{16} * grid.size[1] * grid.size[2] + 2 * grid.voxels() / 8;
  const bool keepsBoth = waysOf(levels, grid, box, 2 * map, options) == waysOf(levels, grid, box, map, options);
  return lists + std::max<Bytes>(0, keepsBoth ? most(2 * map) : most(map) - map);
}

}  // namespace vitrine::monogenic
