// Where a curve falls below (or rises above) a threshold: one routine for every curve.
#pragma once

#include <functional>
#include <optional>
#include <vector>

namespace vitrine {

enum class CrossingState {
  Crossed,     ///< `frequency` holds the crossing
  BelowFirst,  ///< the first sample already fails: worse than the box
  Never,       ///< limited by the sampling
  Invalid      ///< a sample that is not a number came first
};

struct Crossing {
  CrossingState state = CrossingState::Never;
  std::optional<double> frequency;  ///< 1/A, linear interpolation of y - threshold
  int shell = 0;                    ///< first failing (or invalid) sample; 0 if Never
  int lastAbove = 0;                ///< largest shell at or above the threshold after the crossing; 0: none
  int shellsAboveAfter = 0;         ///< shells at or above it after the crossing
  std::optional<double> resolutionA() const {
    return frequency ? std::optional<double>(1.0 / *frequency) : std::nullopt;
  }
};

enum class Fails { Below, Above };

/// First shell s in [first, last] whose y fails against the threshold. y[s] and, if a curve, threshold[s] are indexed
/// by shell; width in 1/A.
Crossing findCrossing(const std::vector<double>& y, double threshold, double width, int first, int last,
                      Fails fails = Fails::Below);
Crossing findCrossing(const std::vector<double>& y, const std::vector<double>& threshold, double width, int first,
                      int last, Fails fails = Fails::Below);

}  // namespace vitrine
