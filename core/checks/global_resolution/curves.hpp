// The curves of 1.a, all from the sums of one pass per state of the half maps.
#pragma once

#include "core/checks/global_resolution/logistic.hpp"
#include "core/products/half_maps.hpp"
#include "core/resolution/crossing.hpp"
#include "core/resolution/fsc_curve.hpp"
#include "core/resolution/significance.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrine::global_resolution {

/// Differential phase residual that pure noise approaches, 180 / sqrt(3) degrees.
inline constexpr double kDprOfNoise = 103.92304845413264;
/// DPR of Gaussian coefficients correlated 0.143: the headline. The VRS tests kVrsDpr; kClassicDpr is the old custom.
inline constexpr double kDpr = 94.71, kVrsDpr = 102.9, kClassicDpr = 45;
/// FSC at which the spectral signal-to-noise ratio of the average map, 2 F / (1 - F), is 1.
inline constexpr double kSsnrFsc = 1.0 / 3;

/// Index = shell, as in FscCurve.
struct Curves {
  FscCurve fsc;  ///< of the half maps as given
  std::optional<FscCurve> masked, randomised, corrected;
  std::vector<double> halfBit, oneBit, threeSigma;  ///< thresholds; not a number where there are too few coefficients
  std::vector<double> dpr, dprError;                ///< degrees
  std::vector<double> logSsnr;                      ///< log10, at least -3; not a number for identical shells
  Significance significance;
  NoiseTail tail;
  Freedom freedom, maskedFreedom;
  int randomisedFrom = 0;

  // As the VRS counts (docs/checks/1.a.md)
  std::vector<double> vrsFsc;      ///< stored coefficients with ky >= 0, each once
  std::vector<double> vrsLogSsnr;  ///< log10(mean |F1 + F2| / |F1 - F2| - 1) over floor shells

  double resolution(int shell) const { return 1 / fsc.frequency(shell); }  ///< A
};

/// @param symmetry  point group as Inputs has it
Curves curvesOf(const HalfMapShells& shells, const std::string& symmetry, bool withMask);

/// Samples of the judged shells on which a logistic is fitted.
struct FitSamples {
  std::vector<double> x, y, sigma;
};
FitSamples fitSamples(const FscCurve& curve);

/// The fitted model of an FSC curve; empty if FSC 0.5 is not crossed or the fit fails.
std::optional<LogisticFit> fitModel(const FscCurve& curve);
/// As the VRS fits: all shells with equal weights.
std::optional<LogisticFit> fitVrsModel(const Curves& curves);

}  // namespace vitrine::global_resolution
