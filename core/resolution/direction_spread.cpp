#include "core/resolution/direction_spread.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

constexpr double kFiner = 0, kCoarser = std::numeric_limits<double>::infinity();

std::optional<double> known(double resolution) {
  return resolution > kFiner && std::isfinite(resolution) ? std::optional(resolution) : std::nullopt;
}

std::optional<double> percentile(const std::vector<double>& sorted, double fraction) {
  const double rank = fraction * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(rank), above = std::min(below + 1, sorted.size() - 1);
  const double part = rank - static_cast<double>(below);
  if (part == 0) return known(sorted[below]);
  const auto low = known(sorted[below]), high = known(sorted[above]);
  return low && high ? std::optional(*low + part * (*high - *low)) : std::nullopt;
}

}  // namespace

DirectionSpread directionSpread(std::span<const Crossing> directions) {
  DirectionSpread spread;
  std::vector<double> sorted;
  for (const Crossing& crossing : directions) {
    const bool isFiner = crossing.state == CrossingState::Never;
    spread.never += isFiner ? 1 : 0;
    spread.belowFirst += !isFiner && !crossing.frequency ? 1 : 0;
    sorted.push_back(isFiner ? kFiner : crossing.resolutionA().value_or(kCoarser));
  }
  spread.directions = static_cast<int>(sorted.size());
  if (sorted.empty()) return spread;
  std::ranges::sort(sorted);
  spread.min = known(sorted.front());
  spread.max = known(sorted.back());
  spread.percentile5 = percentile(sorted, 0.05);
  spread.median = percentile(sorted, 0.5);
  spread.percentile95 = percentile(sorted, 0.95);
  if (spread.never > 0 || spread.belowFirst > 0) return spread;
  const auto n = static_cast<double>(sorted.size());
  double sum = 0, squares = 0;
  for (const double value : sorted) sum += value;
  spread.mean = sum / n;
  for (const double value : sorted) squares += (value - *spread.mean) * (value - *spread.mean);
  spread.sd = std::sqrt(squares / n);
  return spread;
}

}  // namespace vitrine
