// How many independent numbers a shell holds, and what follows: p-values, error bars, information curves.
#pragma once

#include "core/base/parallel.hpp"
#include "core/resolution/shell_sums.hpp"
#include "core/volume/volume.hpp"

#include <string>

namespace vitrine {

/// Variance inflation kappa >= 1 of a shell's correlation under the real-space mask w: correlated coefficients are
/// fewer independent ones. `squared` holds w^2, on the map's grid or averaged over whole blocks of its voxels covering
/// the box. 1 for w = 1. @throws NotMeasurable if w vanishes; MemoryError, Cancelled
double varianceInflation(const Volume& squared, Executor& executor, Progress& progress);

/// Asymmetric units of a point group as pointGroup() spells it: C1 -> 1, D2 -> 4, T -> 12, O -> 24, I -> 60.
int asymmetricUnits(const std::string& pointGroup);

struct Freedom {
  double inflation = 1;  ///< kappa
  int symmetry = 1;      ///< asymmetric units
  double divisor() const { return inflation * symmetry; }
  /// Real degrees of freedom of a test of no correlation: min(n, P11 P22 / X) / (kappa N_sym).
  double ofNull(const ShellSums& sums, int shell) const;
  /// The same for an error bar at the correlation found: min(n, (1 + F^2) P11 P22 / X) / (kappa N_sym).
  double ofError(const ShellSums& sums, int shell) const;
};

/// One-sided probability of a correlation at least `fsc` between m real zero-mean pairs without any; never 0. @pre
/// m >= 3
double nullProbability(double fsc, double m);
/// (1 - F^2) / sqrt(m).
double standardError(double fsc, double m);
/// Half-bit and 1-bit curves (van Heel and Schatz 2005, doi:10.1016/j.jsb.2005.05.009): r = 0.2071 and 0.5. At most 1.
double informationThreshold(double snr, double m);
inline constexpr double kHalfBitSnr = 0.20710678118654752, kOneBitSnr = 0.5;

}  // namespace vitrine
