// Which shells of an FSC are correlated at all, and what the shells beyond them say about the half maps.
#pragma once

#include "core/resolution/fsc_curve.hpp"

#include <optional>
#include <vector>

namespace vitrine {

/// Fewer degrees of freedom are not tested.
inline constexpr double kFewestForTest = 6;
/// An untested shell passes at or above this FSC (Beckers and Sachse 2020, doi:10.1016/j.jsb.2020.107579).
inline constexpr double kUntestedFsc = 0.75;
/// Share of false discoveries allowed.
inline constexpr double kDiscoveryLevel = 0.01;

/// One-sided tests of no correlation, shell by shell. Vectors are indexed by shell; not a number where not tested.
struct Significance {
  std::vector<double> p, qYekutieli, qHochberg;
  int tests = 0;
  int firstTested = 0;      ///< 0: none
  int initialRun = 0;       ///< last shell of the unbroken run of significant shells from firstTested on; 0: none
  int initialHochberg = 0;  ///< the same by the q-values of Benjamini and Hochberg
  int lastSignificant = 0;  ///< the outermost significant shell; 0: none
  double criticalP = 0;     ///< largest p that counts as significant among these tests

  bool isSignificant(const FscCurve& curve, int shell) const;
};
Significance testShells(const FscCurve& curve);

/// Three shells in which to play the null hypothesis out: the first tested, the last of the initial run (of all tested
/// if there is none) and the one between them; fewer if they coincide.
std::vector<int> selfCheckShells(const FscCurve& curve, const Significance& significance);

/// The shells after the last significant one: pure noise, if the halves are what they should be. Where that leaves
/// fewer than kFewestShells, those after the last three significant shells in a row: shells that are significant here
/// and there are just what a variance larger than assumed looks like.
struct NoiseTail {
  int first = 0, shells = 0;
  std::optional<double> inflation;  ///< mean of min(n, n_amp) F^2: should be kappa N_sym; empty below kFewestShells
  double meanFsc = 0;               ///< weighted by the degrees of freedom
  double limit = 0;                 ///< 5 standard errors of that mean
  static constexpr int kFewestShells = 10;
};
NoiseTail noiseTail(const FscCurve& curve, const Significance& significance, const Freedom& freedom);

}  // namespace vitrine
