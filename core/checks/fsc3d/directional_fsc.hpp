// 1.h: the FSC along every axis of coneAxes() and what is read from it.
#pragma once

#include "core/resolution/crossing.hpp"
#include "core/resolution/directions.hpp"
#include "core/resolution/pair_pass.hpp"

#include <optional>
#include <span>
#include <vector>

namespace vitrine::fsc3d {

inline constexpr double kThreshold = 0.143;
inline constexpr double kHalf = 0.5;
/// A cone with fewer coefficients takes the value of the whole shell.
inline constexpr double kFewestCoefficients = 30;
/// Shells below the third are never used for a crossing.
inline constexpr int kLowestShell = 3;

/// FSC of one state of the half maps: of whole shells and inside the double cone around each axis of coneAxes().
/// Curves are indexed by shell, 0 .. last; crossings are sought from `first`.
struct DirectionalFsc {
  double width = 0;  ///< 1/A between shells
  int first = 0, last = 0;
  std::vector<double> global;
  std::vector<std::vector<double>> along;  ///< [axis][shell]

  double frequency(int shell) const { return shell * width; }  ///< 1/A
  Crossing globalCrossing(double threshold) const { return findCrossing(global, threshold, width, first, last); }
};

/// First shell that is used for crossings: the third, and none coarser than `highPassA`.
int firstShell(double width, double highPassA);

/// @param last  last shell with power in both halves @pre sums.cones over coneAxes()
DirectionalFsc directionalFsc(const PairSums& sums, int last, double highPassA);

/// Without what the mask adds (Chen et al. 2013, doi:10.1016/j.ultramic.2013.06.004), axis by axis: from the second
/// shell after `randomisedFrom` on (masked - randomised) / (1 - randomised), before it the masked curve. @pre equal
/// shells and axes
DirectionalFsc correctedFsc(const DirectionalFsc& masked, const DirectionalFsc& randomised, int randomisedFrom);

/// Where the curve of each axis first falls below the threshold; index as in coneAxes().
std::vector<Crossing> crossings(const DirectionalFsc& fsc, double threshold);

/// Of the area under the directional curves, negative values as 0, from the first shell to their 0.143 crossings
/// `ends`: the smallest over the largest of the 500 even directions. An isotropic map gives nearly 1. Empty if no
/// curve has any area.
std::optional<double> areaRatio(const DirectionalFsc& fsc, std::span<const Crossing> ends);

/// Mean and population standard deviation of the 500 even directions in a shell.
struct ShellSpread {
  double mean = 0, sd = 0;
};
ShellSpread spreadIn(const DirectionalFsc& fsc, int shell);

/// Axes (of coneAxes()) of the coarsest and the finest of the 500 even directions. Directions whose crossing is only
/// bounded are ranked beyond all others, among themselves by the sum of their curves. Empty if no direction crosses.
struct Extremes {
  int worst = 0, best = 0;
};
std::optional<Extremes> extremes(const DirectionalFsc& fsc, std::span<const Crossing> ends);

/// The 500 even directions of coneAxes() among values over all of them.
template <class T>
std::span<const T> evenDirections(const std::vector<T>& ofAxes) {
  return std::span(ofAxes).subspan(ConeAxes::kFibonacci, ConeAxes::kFibonacciCount);
}

}  // namespace vitrine::fsc3d
