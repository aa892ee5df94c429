// The last shell that two half maps share more than noise, and the B-factor of what they share.
#pragma once

#include "core/resolution/significance.hpp"

#include <optional>
#include <vector>

namespace vitrine::fsc_permutation {

/// One state of the half maps, tested.
struct TestedCurve {
  FscCurve curve;
  Significance significance;
  Freedom freedom;

  TestedCurve(FscCurve tested, const Freedom& of)
      : curve(std::move(tested)), significance(testShells(curve)), freedom(of) {}
  /// Resolution of a shell number found; empty for 0.
  std::optional<double> resolutionA(int shell) const;
  /// FSC that would just be significant in every shell: the same p everywhere. Not a number where nothing is tested.
  std::vector<double> thresholds() const;
};

/// What SPOC (Beckers and Sachse 2020) comes to: it needs an observed FSC above all of its 200 permutations, which is
/// FSC > 2.75 / sqrt(2 n') with n' = 0.7 of the stored coefficients, at most 200000. Its soft sphere needs a transform
/// of its own and is left out. The shell before the first that fails; empty if the first fails (SPOC: 0 A).
std::optional<int> spocShell(const ShellSums& sums);

/// B-factor of the average map, 4 x the slope of a straight line through ln(amplitude) over 1/d^2.
struct BFactor {
  std::optional<double> value, error;  ///< A^2; empty: fewer than 5 shells in the range
  int shells = 0;
  double lowA = 0, highA = 0;
};
inline constexpr double kGuinierLowA = 10;
inline constexpr int kFewestGuinierShells = 5;

/// ln(rms |F1 + F2| / 2 x sqrt(2 FSC / (1 + FSC))) from 10 A to `highA`, weighted by the degrees of freedom: amplitudes
/// of the signal alone (Rosenthal and Henderson 2003, doi:10.1016/j.jmb.2003.07.013).
BFactor weightedBFactor(const ShellSums& sums, const FscCurve& curve, double highA);
/// The same without the FSC and with equal weights, as SPOC fits.
BFactor plainBFactor(const ShellSums& sums, const FscCurve& curve, double highA);

}  // namespace vitrine::fsc_permutation
