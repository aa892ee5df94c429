// 1.h: do the directional curves differ from the global one by more than chance?
#pragma once

#include "core/checks/fsc3d/directional_fsc.hpp"
#include "core/resolution/freedom.hpp"

#include <optional>

namespace vitrine::fsc3d {

/// Share of the sphere inside a double cone of 20 degrees: 1 - cos 20.
inline constexpr double kConeShare = 0.06030737921409157;
/// The 500 overlapping cones vary like 35 independent ones: 500^2 / sum of their squared overlap correlations.
inline constexpr double kIndependentCones = 35;

struct AnisotropyTest {
  double chiSquare = 0, degreesOfFreedom = 0;
  double pValue = 1;  ///< approximate; never 0
  int first = 0, last = 0;
};

/// Chi-square of the directional FSCs about the global one over the shells between twice the resolution at 0.143 and
/// that resolution (the last usable shell where it never crosses). Both go through Fisher's z = atanh F, whose variance
/// under isotropy is 1 / (m - 2) at any F (that of F itself is too wide for small cones at high F: 20 % at F = 0.9 and
/// m = 37), less the part the cone has in the global value; m is the shell's degrees of freedom times the cone's share
/// of its coefficients. With imposed symmetry of n units a cone repeats in n - 1 other places: its own coefficients
/// stay independent, and 35 / n cones are. Use unmasked halves: a mask correlates neighbouring shells. Empty if the
/// global curve fails at once or no shell in the range has 30 coefficients per cone.
std::optional<AnisotropyTest> anisotropyTest(const PairSums& sums, const DirectionalFsc& fsc, const Freedom& freedom);

}  // namespace vitrine::fsc3d
