#include "core/stats/selection.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

namespace vitrine {
namespace {

/// Smallest limit such that at least `rank + 1` of the counted values have theirs at or below it.
double limitOfRank(std::vector<std::pair<double, std::int64_t>>& limits, std::int64_t rank) {
  std::ranges::sort(limits);
  std::int64_t seen = 0;
  for (const auto& [limit, count] : limits) {
    seen += count;
    if (seen > rank) return limit;
  }
  return limits.back().first;
}

}  // namespace

void KeyHistogram::add(const KeyHistogram& other) {
  for (std::int64_t bin = 0; bin < kBins; ++bin) m_counts[bin] += other.m_counts[bin];
}

std::int64_t KeyHistogram::total() const {
  std::int64_t total = 0;
  for (const std::int64_t count : m_counts) total += count;
  return total;
}

KeyHistogram::Place KeyHistogram::placeOf(std::int64_t rank) const {
  Place place;
  while (place.below + m_counts[place.bin] <= rank) place.below += m_counts[place.bin++];
  return place;
}

RobustBrackets robustBrackets(const KeyHistogram& histogram) {
  RobustBrackets brackets;
  brackets.count = histogram.total();
  const std::int64_t lowRank = (brackets.count - 1) / 2, highRank = brackets.count / 2;
  const KeyHistogram::Place place = histogram.placeOf(lowRank);
  brackets.belowMedianBracket = place.below;
  brackets.medianLow = KeyHistogram::lowest(place.bin);
  brackets.medianHigh = KeyHistogram::highest(histogram.placeOf(highRank).bin);

  // A value of a bin is between `nearest` and `farthest` from a median that may be anywhere in its bracket.
  std::vector<std::pair<double, std::int64_t>> nearest, farthest;
  for (std::int64_t bin = 0; bin < KeyHistogram::kBins; ++bin) {
    if (histogram[bin] == 0) continue;
    const double low = KeyHistogram::lowest(bin), high = KeyHistogram::highest(bin);
    nearest.emplace_back(std::max({0.0, low - brackets.medianHigh, brackets.medianLow - high}), histogram[bin]);
    farthest.emplace_back(std::max(high - brackets.medianLow, brackets.medianHigh - low), histogram[bin]);
  }
  brackets.madLow = limitOfRank(nearest, lowRank);
  brackets.madHigh = limitOfRank(farthest, highRank);
  brackets.lowerBegin = brackets.medianLow - brackets.madHigh;
  brackets.lowerEnd = brackets.medianHigh - brackets.madLow;
  brackets.upperBegin = brackets.medianLow + brackets.madLow;
  brackets.upperEnd = brackets.medianHigh + brackets.madHigh;
  return brackets;
}

void ValueBag::add(float value, std::int64_t times) {
  m_entries.push_back({value + 0.0F, times});
  if (m_entries.size() >= m_compactAt) compact();
}

void ValueBag::add(const ValueBag& other) {
  for (const Entry& entry : other.m_entries) add(entry.value, entry.times);
}

void ValueBag::compact() {
  std::ranges::sort(m_entries, {}, &Entry::value);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < m_entries.size(); ++i) {
    if (kept > 0 && m_entries[kept - 1].value == m_entries[i].value)
      m_entries[kept - 1].times += m_entries[i].times;
    else
      m_entries[kept++] = m_entries[i];
  }
  m_entries.resize(kept);
  m_compactAt = std::max<std::size_t>(1 << 16, 2 * kept);
}

const std::vector<ValueBag::Entry>& ValueBag::sorted() {
  compact();
  return m_entries;
}

MedianAndMad resolve(const RobustBrackets& brackets, ValueBag& collected, std::int64_t inner) {
  const std::int64_t lowRank = (brackets.count - 1) / 2, highRank = brackets.count / 2;
  const std::vector<ValueBag::Entry>& values = collected.sorted();
  // Mean of the entries at the two middle ranks of a sorted list that starts at rank `first`.
  const auto middle = [&](const std::vector<std::pair<double, std::int64_t>>& sorted, std::int64_t first) {
    double low = 0, high = 0;
    std::int64_t end = first;
    for (const auto& [value, times] : sorted) {
      const std::int64_t begin = end;
      end += times;
      if (begin <= lowRank && lowRank < end) low = value;
      if (begin <= highRank && highRank < end) high = value;
    }
    assert(end > highRank);
    return low + (high - low) / 2;
  };

  MedianAndMad result;
  std::vector<std::pair<double, std::int64_t>> list;
  for (const auto& [value, times] : values)
    if (value >= brackets.medianLow && value <= brackets.medianHigh) list.emplace_back(value, times);
  result.median = middle(list, brackets.belowMedianBracket);

  list.clear();
  for (const auto& [value, times] : values) {
    const bool isLower = value >= brackets.lowerBegin && value <= brackets.lowerEnd;
    const bool isUpper = value >= brackets.upperBegin && value <= brackets.upperEnd;
    if (isLower || isUpper) list.emplace_back(std::abs(value - result.median), times);
  }
  std::ranges::sort(list);
  result.mad = middle(list, inner);
  return result;
}

}  // namespace vitrine
