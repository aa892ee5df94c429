// Percentiles and histograms of some 10^8 values, exactly, without sorting or copying them.
#pragma once

#include "core/base/progress.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace vitrine {

/// The values of the given ranks (0: the smallest), in the order asked for. Two passes over the values: one counts by
/// the upper bits of their keys, one settles the lower bits in the bins that hold a rank. 32 MiB, whatever the number
/// of values. @pre values are not NaN; 0 <= rank < values.size() @throws MemoryError, Cancelled
std::vector<float> orderStatistics(std::span<const float> values, std::span<const std::int64_t> ranks,
                                   const Progress& progress);

/// Percentiles q (0..100), linear between the order statistics at q / 100 (n - 1) (type 7 of Hyndman and Fan 1996,
/// doi:10.2307/2684934). Exact. @pre values not empty, none NaN @throws MemoryError, Cancelled
std::vector<double> percentiles(std::span<const float> values, std::span<const double> q, const Progress& progress);

/// 100 x the share of the values strictly below `limit`. @pre values not empty @throws Cancelled
double percentBelow(std::span<const float> values, double limit, const Progress& progress);

/// Equal bins from the smallest to the largest value; the last one holds its upper edge too.
struct ValueHistogram {
  std::vector<double> edges;         ///< one more than there are bins, rising
  std::vector<std::int64_t> counts;  ///< of [edge, next edge)
  double centre(std::size_t bin) const { return (edges[bin] + edges[bin + 1]) / 2; }
};

/// One bin of the given `loneWidth` about the value if all are equal. @pre values not empty, all finite; bins >= 1
/// @throws Cancelled
ValueHistogram valueHistogram(std::span<const float> values, int bins, double loneWidth, const Progress& progress);

}  // namespace vitrine
