#include "core/checks/fsc_permutation/permutation.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace vitrine::fsc_permutation {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kTie = 1e-6;  // voxel sizes come through 32-bit floats

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

struct Point {
  double x, y, weight;
};

/// Straight line by weighted least squares; the error of the slope from the weighted residuals.
BFactor fitted(const std::vector<Point>& points, double highA) {
  BFactor b;
  b.lowA = kGuinierLowA;
  b.highA = highA;
  b.shells = static_cast<int>(points.size());
  if (b.shells < kFewestGuinierShells) return b;
  double w = 0, meanX = 0, meanY = 0;
  for (const Point& p : points) {
    w += p.weight;
    meanX += p.weight * p.x;
    meanY += p.weight * p.y;
  }
  meanX /= w;
  meanY /= w;
  double sxx = 0, sxy = 0, syy = 0;
  for (const Point& p : points) {
    sxx += p.weight * (p.x - meanX) * (p.x - meanX);
    sxy += p.weight * (p.x - meanX) * (p.y - meanY);
    syy += p.weight * (p.y - meanY) * (p.y - meanY);
  }
  const double slope = sxy / sxx;
  const double residual = std::max(0.0, syy - slope * sxy) / static_cast<double>(points.size() - 2);
  b.value = 4 * slope;
  b.error = 4 * std::sqrt(residual / sxx);
  return b;
}

/// Calls add(shell, ln rms amplitude of the average map) for the shells of the Guinier range.
template <class Add>
void overRange(const ShellSums& sums, const FscCurve& curve, double highA, Add add) {
  for (int s = 1; s <= curve.last; ++s) {
    const double g = sums.frequency(s);
    if (g * kGuinierLowA < 1 - kTie || g * highA > 1 + kTie || std::isnan(curve.fsc[at(s)])) continue;
    const double power = (sums.full.power1[at(s)] + sums.full.power2[at(s)] + 2 * sums.full.cross[at(s)]) / 4;
    if (power > 0) add(s, 0.5 * std::log(power / sums.full.count[at(s)]));
  }
}

}  // namespace

std::optional<double> TestedCurve::resolutionA(int shell) const {
  return shell > 0 ? std::optional(1 / curve.frequency(shell)) : std::nullopt;
}

std::vector<double> TestedCurve::thresholds() const {
  std::vector<double> thresholds(curve.fsc.size(), kNone);
  if (significance.tests == 0) return thresholds;
  const double z = boost::math::quantile(boost::math::complement(boost::math::normal(), significance.criticalP));
  for (int s = 1; s <= curve.last; ++s)
    if (curve.nullFreedom[at(s)] >= kFewestForTest)
      thresholds[at(s)] = std::min(1.0, z / std::sqrt(curve.nullFreedom[at(s)]));
  return thresholds;
}

std::optional<int> spocShell(const ShellSums& sums) {
  constexpr double kShare = 0.7, kMost = 200000, kFewest = 10, kLargestOf200 = 2.75;
  int s = 1;
  for (; s < sums.count(); ++s) {
    const double sample = std::clamp(std::floor(kShare * sums.stored.count[at(s)]), 1.0, kMost);
    const double fsc = sums.stored.correlation(at(s));
    if (sample < kFewest ? fsc < kUntestedFsc : fsc <= kLargestOf200 / std::sqrt(2 * sample)) break;
  }
  return s > 1 ? std::optional(s - 1) : std::nullopt;
}

BFactor weightedBFactor(const ShellSums& sums, const FscCurve& curve, double highA) {
  std::vector<Point> points;
  overRange(sums, curve, highA, [&](int s, double lnAmplitude) {
    const double f = curve.fsc[at(s)];
    if (f <= 0) return;
    const double g = sums.frequency(s);
    points.push_back({g * g, lnAmplitude + 0.5 * std::log(2 * f / (1 + f)), curve.nullFreedom[at(s)]});
  });
  return fitted(points, highA);
}

BFactor plainBFactor(const ShellSums& sums, const FscCurve& curve, double highA) {
  std::vector<Point> points;
  overRange(sums, curve, highA, [&](int s, double lnAmplitude) {
    const double g = sums.frequency(s);
    points.push_back({g * g, lnAmplitude, 1});
  });
  return fitted(points, highA);
}

}  // namespace vitrine::fsc_permutation
