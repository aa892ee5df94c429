#include "core/resolution/monogenic/levels.hpp"

#include "core/stats/float_key.hpp"
#include "core/stats/moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::monogenic {
namespace {

constexpr std::int64_t kBlock = 1 << 20;  // values; a few milliseconds

}  // namespace

std::vector<Level> resolutionLevels(const Grid& grid, double coarsestA, double stepA) {
  const double edge = std::max({grid.edge(0), grid.edge(1), grid.edge(2)});
  const double voxel = grid.nyquistA() / 2;
  std::vector<Level> levels;
  for (int c = 0;; ++c) {
    const double wanted = coarsestA - c * stepA;
    if (wanted <= 0) break;
    const auto index = static_cast<int>(std::min(1e9, std::round(edge / wanted)));
    if (index == 0 || (!levels.empty() && levels.back().index == index)) continue;
    const double resolution = edge / index;
    if (resolution < 2 * voxel * (1 - 1e-9)) break;
    levels.push_back({index, voxel / resolution, resolution});
  }
  return levels;
}

float orderStatistic(const Buffer<float>& values, std::int64_t rank, Executor& executor, const Progress& progress) {
  // Keys of 32 bits, decided from the top in three digits.
  constexpr std::array<int, 3> kShift{21, 10, 0}, kBits{11, 11, 10};
  std::uint32_t prefix = 0;
  for (std::size_t digit = 0; digit < 3; ++digit) {
    using Counts = std::vector<std::int64_t>;
    const int shift = kShift[digit], above = shift + kBits[digit];
    const std::uint32_t mask = (1U << kBits[digit]) - 1;
    const Counts counts = orderedReduce(
        executor, progress, values.size(), kBlock, Counts(),
        [&](const BlockRange& block, Counts& mine) {
          mine.assign(std::size_t{mask} + 1, 0);
          for (std::int64_t i = block.begin; i < block.end; ++i) {
            const std::uint32_t key = floatKey(values[i]);
            if (above < 32 && key >> above != prefix) continue;
            ++mine[(key >> shift) & mask];
          }
        },
        [&](Counts& total, const Counts& next) {
          total.resize(std::size_t{mask} + 1, 0);
          for (std::size_t i = 0; i < next.size(); ++i) total[i] += next[i];
        });
    std::uint32_t bin = 0;
    while (rank >= counts[bin]) rank -= counts[bin++];
    prefix = digit == 0 ? bin : prefix << kBits[digit] | bin;
  }
  return keyFloat(prefix);
}

AmplitudeStatistics statisticsOf(const Buffer<float>& values, Executor& executor, const Progress& progress) {
  if (values.empty()) return {};
  const double shift = values[0];
  const Moments sums = orderedReduce(
      executor, progress, values.size(), kBlock, Moments{},
      [&](const BlockRange& block, Moments& part) {
        for (std::int64_t i = block.begin; i < block.end; ++i) part.add(double(values[i]) - shift);
      },
      [](Moments& total, const Moments& next) { total += next; });
  return {sums.count, sums.mean(shift), sums.populationVariance()};
}

}  // namespace vitrine::monogenic
