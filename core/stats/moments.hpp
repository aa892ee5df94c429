// Count, sum and sum of squares about a fixed shift: mean and variance without losing digits to an offset.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace vitrine {

/// Sums of d = v - shift. The shift belongs to the caller (the map's mean, say) and is the same for all that is added.
struct Moments {
  std::int64_t count = 0;
  double sum = 0, squares = 0;

  void add(double d) { addMany(d, 1); }
  void addMany(double d, std::int64_t times) {
    count += times;
    sum += d * static_cast<double>(times);
    squares += d * d * static_cast<double>(times);
  }
  Moments& operator+=(const Moments& other) {
    count += other.count;
    sum += other.sum;
    squares += other.squares;
    return *this;
  }
  Moments& operator-=(const Moments& other) {
    count -= other.count;
    sum -= other.sum;
    squares -= other.squares;
    return *this;
  }
  /// 0 if nothing was added.
  double mean(double shift) const { return count > 0 ? shift + sum / static_cast<double>(count) : 0; }
  /// About the mean, divided by the count (not count - 1).
  double populationVariance() const {
    if (count == 0) return 0;
    const double mean = sum / static_cast<double>(count);
    return std::max(0.0, squares / static_cast<double>(count) - mean * mean);
  }
  double populationSd() const { return std::sqrt(populationVariance()); }
  /// Divided by count - 1; 0 for fewer than two.
  double sampleSd() const {
    return count < 2 ? 0
                     : std::sqrt(populationVariance() * static_cast<double>(count) / static_cast<double>(count - 1));
  }
};

}  // namespace vitrine
