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
/// by shell; width in 1/A. A shell whose threshold is not a number decides nothing and is passed over.
Crossing findCrossing(const std::vector<double>& y, double threshold, double width, int first, int last,
                      Fails fails = Fails::Below);
Crossing findCrossing(const std::vector<double>& y, const std::vector<double>& threshold, double width, int first,
                      int last, Fails fails = Fails::Below);

/// Consecutive shells.
struct ShellRun {
  int first = 0, count = 0;
};

/// The longest run of shells in (crossing.shell, last] in which y lies above threshold + 3 sigma: a curve that comes
/// back. The first of equally long ones; count 0 if there is none or the curve did not cross.
ShellRun comesBack(const std::vector<double>& y, const std::vector<double>& threshold, const std::vector<double>& sigma,
                   const Crossing& crossing, int last);

/// Uncertainty of a crossing in A: sigma of the curve at the crossing divided by the curve's slope there. The slope is
/// that of the straight line through up to `reach` samples on either side; empty if it does not fall (or rise), or the
/// curve did not cross.
std::optional<double> crossingErrorA(const std::vector<double>& y, const std::vector<double>& sigma,
                                     const Crossing& crossing, double width, int first, int last, int reach = 2);

}  // namespace vitrine
