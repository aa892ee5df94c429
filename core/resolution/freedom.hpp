// How many independent numbers a shell holds, and what follows: p-values, error bars, information curves.
#pragma once

#include "core/base/parallel.hpp"
#include "core/resolution/shell_sums.hpp"
#include "core/volume/volume.hpp"

#include <functional>
#include <string>

namespace vitrine {

/// Variance inflation kappa >= 1 of a shell's correlation under the real-space mask w: correlated coefficients are
/// fewer independent ones. `squared` holds w^2, on the map's grid or averaged over whole blocks of its voxels covering
/// the box. 1 for w = 1. @throws NotMeasurable if w vanishes; MemoryError, Cancelled
double varianceInflation(const Volume& squared, Executor& executor, Progress& progress);

/// w^2 of a mask for varianceInflation(): means over ceil(n / block) nearly equal blocks per axis, so that 1024^3 with
/// block 4 needs 64 MiB and 2 % of |W2|^2 are lost at a distance of 20 Fourier voxels, where little is left.
/// `slab(beginZ, endZ, out)` gives the mask's planes beginZ .. endZ - 1, nx ny values each, for every plane once, and
/// may be called from several threads; at most 4 slabs of about 32 planes exist at once. @pre block >= 1 @throws
/// MemoryError, Cancelled
Volume squaredMask(const Grid& grid, int block, const std::function<void(int, int, float*)>& slab, Executor& executor,
                   const Progress& progress);

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

struct Interval {
  double low = 0, high = 0;
};
/// 95 % interval of a correlation by Fisher's z (1915, doi:10.2307/2331838): tanh(atanh F -+ 1.96 / sqrt(m - 2)); zero
/// means are known, so one degree of freedom more than the usual m - 3. [-1, 1] for m <= 2.
Interval correlationInterval(double fsc, double m);

/// Half-bit and 1-bit curves (van Heel and Schatz 2005, doi:10.1016/j.jsb.2005.05.009): r = 0.2071 and 0.5. At most 1;
/// not a number for m < kFewestForThreshold.
double informationThreshold(double snr, double m);
inline constexpr double kFewestForThreshold = 10;
inline constexpr double kHalfBitSnr = 0.20710678118654752, kOneBitSnr = 0.5;

}  // namespace vitrine
