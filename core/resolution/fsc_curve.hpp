// The FSC of one state of two half maps as a curve with its errors, and the correction for the mask.
#pragma once

#include "core/resolution/freedom.hpp"
#include "core/resolution/shell_sums.hpp"

#include <vector>

namespace vitrine {

/// Index = shell; shell 0 (the mean density) is kept but never judged.
struct FscCurve {
  double width = 0;                  ///< 1/A: shell s is at s * width
  int last = 0;                      ///< last shell that may decide anything
  std::vector<double> fsc;           ///< not a number where a half has no power, and beyond the last usable shell
  std::vector<double> nullFreedom;   ///< real degrees of freedom of a test of no correlation
  std::vector<double> errorFreedom;  ///< the same for an error bar
  std::vector<double> error;         ///< standard error

  int count() const { return static_cast<int>(fsc.size()); }
  double frequency(int shell) const { return shell * width; }  ///< 1/A
};

/// Curves stop at `lastUsable` (HalfMapShells). The outermost shell decides nothing: which coefficients it holds
/// differs between programs.
FscCurve fscCurve(const ShellSums& sums, const Freedom& freedom, int lastUsable);

/// FSC without what the mask adds (Chen et al. 2013, doi:10.1016/j.ultramic.2013.06.004): masked where
/// s < randomisedFrom + 2, else (masked - randomised) / (1 - randomised). One randomisation carries the noise of both
/// curves, so those shells have half the degrees of freedom. @pre equal shells
FscCurve correctedCurve(const FscCurve& masked, const FscCurve& randomised, int randomisedFrom);
/// First corrected shell.
inline int firstCorrected(int randomisedFrom) { return randomisedFrom + 2; }

}  // namespace vitrine
