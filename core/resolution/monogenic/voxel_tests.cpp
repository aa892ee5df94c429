#include "core/resolution/monogenic/voxel_tests.hpp"

#include "core/stats/moments.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace vitrine::monogenic {
namespace {

constexpr double kFewVoxels = 0.025;    // of the mask, still tested
constexpr double kNoAmplitude = 0.001;  // of the largest mean amplitude
constexpr std::uint8_t kFrozen = 2;     // failures in a row
constexpr std::int64_t kBlock = 1 << 20;

bool stop(MonoRes& result, StopReason reason) {
  result.stop = reason;
  return false;
}

}  // namespace

Noise noiseOf(const Buffer<float>& values, double significance, Executor& executor, const Progress& progress) {
  const auto rank = static_cast<std::int64_t>(std::floor(significance * static_cast<double>(values.size())));
  return {statisticsOf(values, executor, progress),
          orderStatistic(values, std::min(rank, values.size() - 1), executor, progress)};
}

bool VoxelTests::test(const Level& level, Way way, const Buffer<float>& values, const Noise& noise,
                      const MonoResOptions& options, MonoRes& result, Executor& executor, const Progress& progress) {
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
                     .threshold = noise.threshold,
                     .way = way};
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

void VoxelTests::decide(const Buffer<float>& values, float threshold, int number, Executor& executor,
                        const Progress& progress) {
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

}  // namespace vitrine::monogenic
