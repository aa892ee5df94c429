#include "core/checks/global_resolution/curves.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::global_resolution {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallestSsnr = 1e-3;
constexpr double kSmallestSigma = 0.005;    // of the fit: no shell decides alone
constexpr double kDprSpreadOfNoise = 49.6;  // degrees; of one coefficient of noise, weighted by its amplitude

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

double logOf(double ssnr) { return std::log10(std::max(kSmallestSsnr, ssnr)); }

void addThresholds(Curves& curves) {
  for (const double m : curves.fsc.nullFreedom) {
    curves.halfBit.push_back(informationThreshold(kHalfBitSnr, m));
    curves.oneBit.push_back(informationThreshold(kOneBitSnr, m));
    curves.threeSigma.push_back(m >= kFewestForThreshold ? std::min(1.0, 3 / std::sqrt(m)) : kNone);
  }
}

void addPhasesAndSignal(Curves& curves, const ShellSums& sums) {
  for (int s = 0; s < sums.count(); ++s) {
    const double f = curves.fsc.fsc[at(s)];
    const bool hasValue = !std::isnan(f);
    curves.dpr.push_back(hasValue ? sums.differentialPhaseResidual(s) : kNone);
    curves.dprError.push_back(hasValue ? kDprSpreadOfNoise / std::sqrt(curves.fsc.errorFreedom[at(s)] / 2) : kNone);
    curves.logSsnr.push_back(hasValue && f < 1 ? logOf(2 * f / (1 - f)) : kNone);
  }
}

void addVrs(Curves& curves, const ShellSums& sums) {
  for (std::size_t s = 0; s < sums.upper.shells(); ++s) {
    curves.vrsFsc.push_back(sums.upper.power1[s] > 0 && sums.upper.power2[s] > 0 ? sums.upper.correlation(s) : kNone);
    const double count = sums.ratioCount[s];
    curves.vrsLogSsnr.push_back(count > 0 ? logOf(sums.amplitudeRatio[s] / count - 1) : kNone);
  }
}

std::optional<double> crossingOf(const FscCurve& curve, double level) {
  return findCrossing(curve.fsc, level, curve.width, 1, curve.last).frequency;
}

/// Start of the fit from the raw crossings; the curve from 0.9 to 0.1 spans ln 81 / steepness.
Logistic startOf(double middle, std::optional<double> at09, std::optional<double> at01) {
  double steepness = 8 / middle;
  if (at09 && at01 && *at01 > *at09)
    steepness = std::log(81) / (*at01 - *at09);
  else if (at09 && middle > *at09)
    steepness = std::log(9) / (middle - *at09);
  else if (at01 && *at01 > middle)
    steepness = std::log(9) / (*at01 - middle);
  return {1, steepness, middle};
}

}  // namespace

Curves curvesOf(const HalfMapShells& shells, const std::string& symmetry, bool withMask) {
  Curves curves;
  curves.freedom.symmetry = curves.maskedFreedom.symmetry = asymmetricUnits(symmetry);
  curves.maskedFreedom.inflation = shells.maskInflation;
  curves.randomisedFrom = shells.randomisedFrom;
  const ShellSums& sums = shells.unmasked.shells;
  curves.fsc = fscCurve(sums, curves.freedom, shells.lastUsable);
  addThresholds(curves);
  addPhasesAndSignal(curves, sums);
  addVrs(curves, sums);
  curves.significance = testShells(curves.fsc);
  curves.tail = noiseTail(curves.fsc, curves.significance, curves.freedom);
  if (withMask && shells.masked) {
    curves.masked = fscCurve(shells.masked->shells, curves.maskedFreedom, shells.lastUsable);
    if (shells.randomised) {
      curves.randomised = fscCurve(shells.randomised->shells, curves.maskedFreedom, shells.lastUsable);
      curves.corrected = correctedCurve(*curves.masked, *curves.randomised, shells.randomisedFrom);
    }
  }
  return curves;
}

FitSamples fitSamples(const FscCurve& curve) {
  FitSamples samples;
  for (int s = 1; s <= curve.last; ++s) {
    if (std::isnan(curve.fsc[at(s)])) continue;
    samples.x.push_back(curve.frequency(s));
    samples.y.push_back(curve.fsc[at(s)]);
    samples.sigma.push_back(std::max(kSmallestSigma, curve.error[at(s)]));
  }
  return samples;
}

std::optional<LogisticFit> fitModel(const FscCurve& curve) {
  const auto middle = crossingOf(curve, 0.5);
  if (!middle) return std::nullopt;
  const FitSamples samples = fitSamples(curve);
  return fitLogistic(samples.x, samples.y, samples.sigma,
                     startOf(*middle, crossingOf(curve, 0.9), crossingOf(curve, 0.1)));
}

std::optional<LogisticFit> fitVrsModel(const Curves& curves) {
  FscCurve curve = curves.fsc;
  curve.fsc = curves.vrsFsc;
  curve.last = curve.count() - 1;
  FitSamples samples = fitSamples(curve);
  std::ranges::fill(samples.sigma, 1.0);
  const auto middle = crossingOf(curve, 0.5);
  if (!middle) return std::nullopt;
  return fitLogistic(samples.x, samples.y, samples.sigma,
                     startOf(*middle, crossingOf(curve, 0.9), crossingOf(curve, 0.1)));
}

}  // namespace vitrine::global_resolution
