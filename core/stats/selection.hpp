// Median and median absolute deviation of 10^9 values, exactly, in two passes and little memory.
//
// Pass one counts the values by the upper 22 bits of their ordered key. From the counts alone follow a narrow bracket
// of the median and of the MAD. Pass two collects the few values inside the brackets; sorted, they give both exactly.
#pragma once

#include "core/base/buffer.hpp"
#include "core/stats/float_key.hpp"

#include <cstdint>
#include <vector>

namespace vitrine {

/// Counts by the upper bits of floatKey: 2^22 bins, each 2^-13 of its value wide. 32 MiB.
class KeyHistogram {
public:
  static constexpr int kBits = 22;
  static constexpr std::int64_t kBins = std::int64_t{1} << kBits;

  KeyHistogram() : m_counts(Buffer<std::int64_t>::zeroed(kBins)) {}
  void add(float value) { ++m_counts[floatKey(value) >> (32 - kBits)]; }
  void addMany(float value, std::int64_t times) { m_counts[floatKey(value) >> (32 - kBits)] += times; }
  void add(const KeyHistogram& other);
  std::int64_t operator[](std::int64_t bin) const { return m_counts[bin]; }
  std::int64_t total() const;

  /// Smallest and largest value a bin can hold.
  static float lowest(std::int64_t bin) { return keyFloat(static_cast<std::uint32_t>(bin << (32 - kBits))); }
  static float highest(std::int64_t bin) {
    return keyFloat(static_cast<std::uint32_t>(((bin + 1) << (32 - kBits)) - 1));
  }
  /// Bin of the value number `rank` (0: the smallest) and how many values lie in the bins below.
  struct Place {
    std::int64_t bin = 0, below = 0;
  };
  Place placeOf(std::int64_t rank) const;

private:
  Buffer<std::int64_t> m_counts;
};

/// Where median and MAD can be, inclusive, and which values decide.
struct RobustBrackets {
  std::int64_t count = 0;  ///< values in all
  double medianLow = 0, medianHigh = 0;
  std::int64_t belowMedianBracket = 0;  ///< values smaller than medianLow
  double madLow = 0, madHigh = 0;
  /// Values in [medianLow, medianHigh], [lowerBegin, lowerEnd] or [upperBegin, upperEnd] must be collected; those
  /// strictly between lowerEnd and upperBegin must be counted (`inner` of resolve). The bands may overlap.
  double lowerBegin = 0, lowerEnd = 0, upperBegin = 0, upperEnd = 0;
};
/// @pre histogram.total() > 0
RobustBrackets robustBrackets(const KeyHistogram& histogram);

/// Values with multiplicities. Sorts and merges itself when it has grown, so that maps of few different values (8-bit
/// data) stay small.
class ValueBag {
public:
  void add(float value, std::int64_t times = 1);
  void add(const ValueBag& other);
  struct Entry {
    float value;
    std::int64_t times;
  };
  /// Sorted by value, each value once.
  const std::vector<Entry>& sorted();

private:
  void compact();
  std::vector<Entry> m_entries;
  std::size_t m_compactAt = 1 << 16;
};

struct MedianAndMad {
  double median = 0;  ///< mean of the two middle values if the count is even
  double mad = 0;     ///< median of |v - median|
};
/// @param collected  all values the brackets ask for
/// @param inner      how many values lie strictly between lowerEnd and upperBegin
MedianAndMad resolve(const RobustBrackets& brackets, ValueBag& collected, std::int64_t inner);

}  // namespace vitrine
