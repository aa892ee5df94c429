// Statistics of resolutions over directions, some of which are only known to lie beyond what was measured.
#pragma once

#include "core/resolution/crossing.hpp"

#include <optional>
#include <span>

namespace vitrine {

/// A direction whose curve never falls is finer than Nyquist, one that fails at the first shell coarser than it: both
/// take part in ranks, and a figure that would need their value is empty. Resolutions in A; percentiles interpolate
/// between ranks. sd: of the population.
struct DirectionSpread {
  int directions = 0;
  int never = 0;       ///< finer than the sampling can show
  int belowFirst = 0;  ///< fail at the first shell (or have a value that is not a number)
  std::optional<double> min, percentile5, median, percentile95, max, mean, sd;
};

DirectionSpread directionSpread(std::span<const Crossing> directions);

}  // namespace vitrine
