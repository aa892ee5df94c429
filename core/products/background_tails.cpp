#include "core/base/lanes.hpp"
#include "core/base/number_text.hpp"
#include "core/mask/morphology.hpp"
#include "core/mask/row_bits.hpp"
#include "core/products/background.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/volume/scan.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

constexpr int kPlanesPerBlock = 4;
constexpr int kPlanesPerOutlierBlock = 16;

/// Spherical shells about the origin voxel out to the farthest corner.
class Shells {
public:
  explicit Shells(const Grid& grid) : m_grid(grid) {
    double corner2 = 0;
    for (int axis = 0; axis < 3; ++axis) {
      const int farthest = std::max(grid.centre(axis), grid.size[axis] - 1 - grid.centre(axis));
      corner2 += std::pow(farthest * grid.voxelSize[axis], 2);
    }
    m_width = std::sqrt(corner2) / BackgroundTails::kShells;
    for (int shell = 0; shell < BackgroundTails::kShells; ++shell) m_bound2.push_back(std::pow(shell * m_width, 2));
  }

  double width() const { return m_width; }
  int of(const Index3& voxel) const {
    const double d2 = rowDistance2(voxel[1], voxel[2]) + xDistance2(voxel[0]);
    return static_cast<int>(std::ranges::upper_bound(m_bound2, d2) - m_bound2.begin()) - 1;
  }

  /// Adds the set bits of a row to the counts of their shells.
  void count(const std::uint64_t* words, int y, int z, std::vector<std::int64_t>& counts) const {
    const double row2 = rowDistance2(y, z);
    const int centre = m_grid.centre(0);
    // Away from the centre shells only grow: on both sides, cut the row where they change.
    int shell = of({centre, y, z});
    for (int begin = centre; begin < m_grid.size[0]; ++shell) {
      const int end = std::min(m_grid.size[0], centre + reach(shell, row2));
      if (end > begin) counts[static_cast<std::size_t>(shell)] += countRange(words, begin, end);
      begin = std::max(begin, end);
    }
    shell = of({centre, y, z});
    for (int end = centre; end > 0; ++shell) {
      const int begin = std::max(0, centre - reach(shell, row2) + 1);
      if (end > begin) counts[static_cast<std::size_t>(shell)] += countRange(words, begin, end);
      end = std::min(end, begin);
    }
  }

private:
  double rowDistance2(int y, int z) const {
    const double dy = (y - m_grid.centre(1)) * m_grid.voxelSize[1], dz = (z - m_grid.centre(2)) * m_grid.voxelSize[2];
    return dy * dy + dz * dz;
  }
  double xDistance2(int x) const {
    const double dx = (x - m_grid.centre(0)) * m_grid.voxelSize[0];
    return dx * dx;
  }
  /// Smallest offset from the centre along x that lies beyond `shell`; consistent with of() to the last bit.
  int reach(int shell, double row2) const {
    if (shell + 1 >= BackgroundTails::kShells) return m_grid.size[0] + 1;
    const double bound2 = m_bound2[static_cast<std::size_t>(shell) + 1];
    const int centre = m_grid.centre(0);
    int offset = static_cast<int>(std::sqrt(std::max(0.0, bound2 - row2)) / m_grid.voxelSize[0]);
    while (offset > 0 && row2 + xDistance2(centre + offset - 1) >= bound2) --offset;
    while (row2 + xDistance2(centre + offset) < bound2) ++offset;
    return offset;
  }

  Grid m_grid;
  double m_width = 0;
  std::vector<double> m_bound2;
};

/// The limits of the second pass as floats: comparing floats with them gives what comparing doubles would.
struct Limits {
  float medianLow, medianHigh, lowerBegin, lowerEnd, upperBegin, upperEnd;
  float belowThis, aboveThis;  ///< beyond these a voxel may be an outlier
  float vrsBelow, vrsAbove;    ///< |V| > 5 sigma of the VRS background

  explicit Limits(const BackgroundMoments& moments) {
    const RobustBrackets& b = moments.brackets;
    medianLow = floatAtLeast(b.medianLow);
    medianHigh = floatAtMost(b.medianHigh);
    lowerBegin = floatAtLeast(b.lowerBegin);
    lowerEnd = floatAtMost(b.lowerEnd);
    upperBegin = floatAtLeast(b.upperBegin);
    upperEnd = floatAtMost(b.upperEnd);
    // The nearest the limits can be: smallest MAD. If that may be 0, sigma may take its place.
    const double nearest = BackgroundTails::kSigmas * (b.madLow > 0 ? BackgroundTails::kMadToSigma * b.madLow : 0.0);
    belowThis = floatAtLeast(b.medianHigh - nearest);
    aboveThis = floatAtMost(b.medianLow + nearest);
    vrsAbove = floatAtMost(BackgroundTails::kSigmas * moments.vrsSigma);
    vrsBelow = -vrsAbove;
  }
  bool isCollected(float v) const {
    return (v >= medianLow && v <= medianHigh) || (v >= lowerBegin && v <= lowerEnd) ||
           (v >= upperBegin && v <= upperEnd);
  }
  bool isInner(float v) const { return v > lowerEnd && v < upperBegin; }
  bool isCandidate(float v) const { return v < belowThis || v > aboveThis; }
  bool isVrsBeyond(float v) const { return v < vrsBelow || v > vrsAbove; }
};

/// What one thread gathers in the second pass: integers and values, in any order.
struct TailLane {
  ValueBag collected;
  std::int64_t inner = 0, vrsBeyond = 0;
  std::vector<std::int64_t> shellVoxels = std::vector<std::int64_t>(BackgroundTails::kShells, 0);
};

/// Voxels of one row of 64: does any need a closer look, and how many are inner?
struct Glance {
  int any = 0, inner = 0;
};
Glance glanceAt(const float* v, const Limits& limits) {
  int any = 0, inner = 0;
  const Limits l = limits;
  for (int i = 0; i < 64; ++i) {
    const float x = v[i];
    // Plain integers, no branches: this loop runs over every voxel and the compiler makes vectors of it.
    any |= (static_cast<int>(x >= l.medianLow) & static_cast<int>(x <= l.medianHigh)) |
           (static_cast<int>(x >= l.lowerBegin) & static_cast<int>(x <= l.lowerEnd)) |
           (static_cast<int>(x >= l.upperBegin) & static_cast<int>(x <= l.upperEnd)) |
           static_cast<int>(x < l.belowThis) | static_cast<int>(x > l.aboveThis) | static_cast<int>(x < l.vrsBelow) |
           static_cast<int>(x > l.vrsAbove);
    inner += static_cast<int>(x > l.lowerEnd) & static_cast<int>(x < l.upperBegin);
  }
  return {any, inner};
}

void lookCloser(const float* v, std::uint64_t valid, std::uint64_t vrsValid, const Limits& limits, TailLane& lane,
                std::uint64_t& candidates) {
  forEachBit(valid | vrsValid, [&](int i) {
    const std::uint64_t bit = std::uint64_t{1} << i;
    if ((valid & bit) != 0) {
      if (limits.isCollected(v[i])) lane.collected.add(v[i]);
      if (limits.isInner(v[i])) ++lane.inner;
      if (limits.isCandidate(v[i])) candidates |= bit;
    }
    if ((vrsValid & bit) != 0 && limits.isVrsBeyond(v[i])) ++lane.vrsBeyond;
  });
}

std::uint64_t equalBits(const float* v, int count, float value) {
  std::uint64_t bits = 0;
  for (int i = 0; i < count; ++i) bits |= static_cast<std::uint64_t>(v[i] == value) << i;
  return bits;
}

void scanRow(const Volume& volume, const Mask& hard, const Mask& vrsHard, const BackgroundMoments& moments,
             const Limits& limits, const Shells& shells, int y, int z, TailLane& lane, Mask& candidates,
             std::vector<std::uint64_t>& valid) {
  const Grid& grid = volume.grid;
  const float* values = volume.data.data() + grid.index(0, y, z);
  for (std::int64_t word = 0; word < hard.wordsPerRow(); ++word) {
    const float* v = values + word * 64;
    const std::uint64_t box = rangeBits(word, 0, grid.size[0]);
    std::uint64_t bits = ~hard.row(y, z)[word] & box;
    const std::uint64_t vrsBits = ~vrsHard.row(y, z)[word] & box;
    if (moments.flatValue && bits != 0)
      bits &= ~equalBits(v, static_cast<int>(std::min<std::int64_t>(64, grid.size[0] - word * 64)), *moments.flatValue);
    valid[static_cast<std::size_t>(word)] = bits;
    if ((bits & vrsBits) == ~std::uint64_t{0}) {
      const Glance glance = glanceAt(v, limits);
      if (glance.any == 0) {
        lane.inner += glance.inner;
        continue;
      }
    }
    if ((bits | vrsBits) != 0) lookCloser(v, bits, vrsBits, limits, lane, candidates.row(y, z)[word]);
  }
  shells.count(valid.data(), y, z, lane.shellVoxels);
}

/// Sums over the outliers of some planes.
struct OutlierSums {
  std::int64_t above = 0, below = 0, aboveThreshold = 0, nearMask = 0;
  std::array<std::vector<double>, 3> planeSum, planeSquares;
  std::vector<std::int64_t> shells = std::vector<std::int64_t>(BackgroundTails::kShells, 0);
  std::optional<Index3> strongest;
  double strongestValue = 0, strongestDistance = -1;

  explicit OutlierSums(const Grid& grid) {
    for (int axis = 0; axis < 3; ++axis) {
      planeSum[axis].assign(static_cast<std::size_t>(grid.size[axis]), 0);
      planeSquares[axis].assign(static_cast<std::size_t>(grid.size[axis]), 0);
    }
  }
  void add(const Index3& voxel, double value, double distance, int shell) {
    ++shells[static_cast<std::size_t>(shell)];
    for (int axis = 0; axis < 3; ++axis) {
      planeSum[axis][static_cast<std::size_t>(voxel[axis])] += value;
      planeSquares[axis][static_cast<std::size_t>(voxel[axis])] += value * value;
    }
    if (distance > strongestDistance) {
      strongestDistance = distance;
      strongestValue = value;
      strongest = voxel;
    }
  }
  void add(const OutlierSums& next) {
    above += next.above;
    below += next.below;
    aboveThreshold += next.aboveThreshold;
    nearMask += next.nearMask;
    for (int axis = 0; axis < 3; ++axis)
      for (std::size_t i = 0; i < planeSum[axis].size(); ++i) {
        planeSum[axis][i] += next.planeSum[axis][i];
        planeSquares[axis][i] += next.planeSquares[axis][i];
      }
    for (std::size_t i = 0; i < shells.size(); ++i) shells[i] += next.shells[i];
    if (next.strongestDistance > strongestDistance) {
      strongestDistance = next.strongestDistance;
      strongestValue = next.strongestValue;
      strongest = next.strongest;
    }
  }
};

/// Decides every candidate now that the limits are known: clears the bits of those that are none, sums the others.
OutlierSums judge(const Volume& volume, const BackgroundTails& tails, const Shells& shells, double threshold,
                  const Mask* near, Mask& candidates, Executor& executor, const Progress& progress) {
  return orderedReduce(
      executor, progress, volume.grid.size[2], kPlanesPerOutlierBlock, OutlierSums(volume.grid),
      [&](const BlockRange& block, OutlierSums& sums) {
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < volume.grid.size[1]; ++y)
            for (std::int64_t word = 0; word < candidates.wordsPerRow(); ++word)
              forEachBit(candidates.row(y, z)[word], [&](int i) {
                const int x = static_cast<int>(word * 64 + i);
                const double value = volume.at(x, y, z);
                if (value >= tails.lower && value <= tails.upper) {
                  candidates.row(y, z)[word] &= ~(std::uint64_t{1} << i);
                  return;
                }
                if (value > tails.upper) {
                  ++sums.above;
                  if (value >= threshold) ++sums.aboveThreshold;
                  if (near != nullptr && near->at(x, y, z)) ++sums.nearMask;
                } else {
                  ++sums.below;
                }
                sums.add({x, y, z}, value, std::abs(value - tails.median), shells.of({x, y, z}));
              });
      },
      [](OutlierSums& total, const OutlierSums& next) { total.add(next); });
}

}  // namespace

BackgroundTails measureTails(const Volume& volume, const Mask& hard, const Mask& vrsHard,
                             const BackgroundMoments& moments, double threshold, Executor& executor,
                             Progress& progress) {
  const Grid& grid = volume.grid;
  const Shells shells(grid);
  const Limits limits(moments);
  BackgroundTails tails;
  tails.outliers = Mask(grid);
  tails.shellWidthA = shells.width();

  const std::int64_t blocks = (grid.size[2] + kPlanesPerBlock - 1) / kPlanesPerBlock;
  std::vector<TailLane> lanes(static_cast<std::size_t>(laneCount(executor, blocks)));
  laneBlocks(executor, progress.part(0.8), grid.size[2], kPlanesPerBlock, lanes,
             [&](const BlockRange& block, TailLane& lane) {
               std::vector<std::uint64_t> valid(static_cast<std::size_t>(hard.wordsPerRow()));
               for (int z = static_cast<int>(block.begin); z < block.end; ++z)
                 for (int y = 0; y < grid.size[1]; ++y)
                   scanRow(volume, hard, vrsHard, moments, limits, shells, y, z, lane, tails.outliers, valid);
             });
  TailLane& all = lanes.front();
  for (std::size_t i = 1; i < lanes.size(); ++i) {
    all.collected.add(lanes[i].collected);
    all.inner += lanes[i].inner;
    all.vrsBeyond += lanes[i].vrsBeyond;
    for (std::size_t s = 0; s < all.shellVoxels.size(); ++s) all.shellVoxels[s] += lanes[i].shellVoxels[s];
  }
  const MedianAndMad robust = resolve(moments.brackets, all.collected, all.inner);
  tails.median = robust.median;
  tails.mad = robust.mad;
  tails.robustSigma = robust.mad > 0 ? BackgroundTails::kMadToSigma * robust.mad : moments.sigma;
  tails.lower = tails.median - BackgroundTails::kSigmas * tails.robustSigma;
  tails.upper = tails.median + BackgroundTails::kSigmas * tails.robustSigma;
  tails.vrsBeyond = all.vrsBeyond;
  tails.shellVoxels = all.shellVoxels;

  const bool hasMask = hard.count > 0;
  const Mask near = hasMask ? dilateEuclidean(hard, BackgroundTails::kNearA, executor, progress.part(0.15)) : Mask();
  const OutlierSums sums =
      judge(volume, tails, shells, threshold, hasMask ? &near : nullptr, tails.outliers, executor, progress.part(0.05));
  tails.above = sums.above;
  tails.below = sums.below;
  tails.aboveThreshold = sums.aboveThreshold;
  if (hasMask) tails.nearMask = sums.nearMask;
  tails.outliers.count = tails.total();
  tails.strongest = sums.strongest;
  tails.strongestValue = sums.strongestValue;
  tails.shellOutliers = sums.shells;
  for (int axis = 0; axis < 3; ++axis) {
    const double n = static_cast<double>(grid.voxels()) / grid.size[axis];
    std::vector<double> variance;
    for (std::size_t i = 0; i < sums.planeSum[axis].size(); ++i) {
      const double mean = sums.planeSum[axis][i] / n;
      variance.push_back(sums.planeSquares[axis][i] / n - mean * mean);
    }
    tails.maximumVariancePlanes[axis] = firstOfLargest(variance);
  }
  return tails;
}

std::string BackgroundTails::key(const Inputs& inputs) {
  return "background-tails:" + ContourLevel::key(inputs) + "|" + BackgroundMoments::key(inputs);
}
Bytes BackgroundTails::bytes(const Inputs& inputs) {
  return Mask::wordsFor(inputs.grid()) * static_cast<Bytes>(sizeof(std::uint64_t)) + (Bytes{1} << 20);
}
Bytes BackgroundTails::buildPeak(const Inputs& inputs) { return bytes(inputs) + (Bytes{32} << 20); }
std::shared_ptr<const BackgroundTails> BackgroundTails::build(const ValidationContext& context, Progress& progress) {
  Progress first = progress.part(0.6);
  const auto moments = context.get<BackgroundMoments>(first);
  Progress others = progress.part(0.05);
  const auto hard = context.get<ConstructedMask>(others);
  const auto vrs = context.get<VrsMask>(others);
  const auto level = context.get<ContourLevel>(others);
  const auto map = context.get<FullMap>(others);
  Progress tail = progress.part(0.35, "outliers");
  return std::make_shared<BackgroundTails>(
      measureTails(map->volume(), hard->mask, *vrs->mask, *moments, level->value, context.executor(), tail));
}

}  // namespace vitrine
