#include "core/stats/value_limits.hpp"

#include "core/base/lanes.hpp"
#include "core/stats/selection.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr std::int64_t kVoxelsPerBlock = 1 << 20;
constexpr double kFrequent = 0.005;  // as flat voxels of the background (0.c)
constexpr double kGap = 0.9;

constexpr float kInfinity = std::numeric_limits<float>::infinity();

struct LimitLane {
  KeyHistogram histogram;
  float minimum = kInfinity, maximum = -kInfinity;
};

/// The value nearest 0 that the bin of this rank can hold: round numbers stay round.
double valueAtRank(const KeyHistogram& histogram, std::int64_t rank) {
  const std::int64_t bin = histogram.placeOf(rank).bin;
  const float low = KeyHistogram::lowest(bin), high = KeyHistogram::highest(bin);
  if (low <= 0 && high >= 0) return 0;
  return low > 0 ? low : high;
}

struct HolderCounts {
  std::int64_t finite = 0, zeros = 0, atMaximum = 0;
  float second = -kInfinity;  ///< largest value below the maximum
};

}  // namespace

ValueLimits valueLimits(const Volume& volume, double tail, Executor& executor, const Progress& progress) {
  const std::int64_t voxels = volume.grid.voxels();
  const std::int64_t blocks = (voxels + kVoxelsPerBlock - 1) / kVoxelsPerBlock;
  std::vector<LimitLane> lanes(static_cast<std::size_t>(laneCount(executor, blocks)));
  laneBlocks(executor, progress, voxels, kVoxelsPerBlock, lanes, [&](const BlockRange& block, LimitLane& lane) {
    for (std::int64_t i = block.begin; i < block.end; ++i) {
      const float value = volume.data[i];
      if (!std::isfinite(value)) continue;
      lane.histogram.add(value);
      lane.minimum = std::min(lane.minimum, value);
      lane.maximum = std::max(lane.maximum, value);
    }
  });
  LimitLane& all = lanes.front();
  for (std::size_t i = 1; i < lanes.size(); ++i) {
    all.histogram.add(lanes[i].histogram);
    all.minimum = std::min(all.minimum, lanes[i].minimum);
    all.maximum = std::max(all.maximum, lanes[i].maximum);
  }
  ValueLimits limits;
  limits.count = all.histogram.total();
  if (limits.count == 0) return limits;
  limits.minimum = all.minimum;
  limits.maximum = all.maximum;
  const auto rank = [&](double share) {
    return static_cast<std::int64_t>(share * static_cast<double>(limits.count - 1) + 0.5);
  };
  limits.low = std::clamp(valueAtRank(all.histogram, rank(tail)), limits.minimum, limits.maximum);
  limits.high = std::clamp(valueAtRank(all.histogram, rank(1 - tail)), limits.low, limits.maximum);
  return limits;
}

PlaceHolders findPlaceHolders(const Volume& volume, double maximum, Executor& executor, const Progress& progress) {
  const auto largest = static_cast<float>(maximum);
  const HolderCounts counts = orderedReduce(
      executor, progress, volume.grid.voxels(), kVoxelsPerBlock, HolderCounts(),
      [&](const BlockRange& block, HolderCounts& part) {
        for (std::int64_t i = block.begin; i < block.end; ++i) {
          const float value = volume.data[i];
          if (!std::isfinite(value)) continue;
          ++part.finite;
          if (value == 0) ++part.zeros;
          if (value == largest)
            ++part.atMaximum;
          else
            part.second = std::max(part.second, value);
        }
      },
      [](HolderCounts& total, const HolderCounts& next) {
        total.finite += next.finite;
        total.zeros += next.zeros;
        total.atMaximum += next.atMaximum;
        total.second = std::max(total.second, next.second);
      });
  PlaceHolders holders;
  if (largest > 0 && counts.zeros + counts.atMaximum == counts.finite && counts.zeros > 0) {
    holders.isMask = true;
    return holders;
  }
  const double few = kFrequent * static_cast<double>(volume.grid.voxels());
  holders.zero = static_cast<double>(counts.zeros) >= few && largest != 0;
  holders.maximum = static_cast<double>(counts.atMaximum) >= few && counts.atMaximum < counts.finite &&
                    (!holders.zero || counts.second < kGap * maximum);
  return holders;
}

void blankPlaceHolders(Volume& volume, const PlaceHolders& holders, double maximum, Executor& executor,
                       const Progress& progress) {
  if (!holders.zero && !holders.maximum) return;
  const auto largest = static_cast<float>(maximum);
  parallelBlocks(executor, progress, volume.grid.voxels(), kVoxelsPerBlock, [&](const BlockRange& block) {
    for (std::int64_t i = block.begin; i < block.end; ++i) {
      float& value = volume.data[i];
      if ((holders.zero && value == 0) || (holders.maximum && value == largest))
        value = std::numeric_limits<float>::quiet_NaN();
    }
  });
}

}  // namespace vitrine
