#include "core/checks/fsc3d/anisotropy.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

namespace vitrine::fsc3d {
namespace {

constexpr double kEdge = 1 - 1e-12;  // equal coefficients: beyond all scatter

std::size_t at(int i) { return static_cast<std::size_t>(i); }

double fisher(double f) { return std::atanh(std::clamp(f, -kEdge, kEdge)); }

/// Mean over the even directions of the squared deviation in units of its variance under isotropy; empty if a cone of
/// the shell holds too few coefficients.
std::optional<double> relativeVariance(const PairSums& sums, const DirectionalFsc& fsc, const Freedom& freedom, int s) {
  const DirectionSums& cones = sums.cones;
  const double global = fisher(fsc.global[at(s)]);
  // Per coefficient of the shell. Symmetry divides the shell's freedom, not that of a cone.
  const double freedomEach = freedom.ofError(sums.shells, s) * freedom.symmetry / sums.shells.full.count[at(s)];
  double mean = 0;
  for (int i = 0; i < ConeAxes::kFibonacciCount; ++i) {
    const int axis = ConeAxes::kFibonacci + i;
    const double count = cones.weight[cones.index(s, axis)], m = count * freedomEach;
    if (count < kFewestCoefficients || m <= 2) return std::nullopt;
    mean += std::pow(fisher(fsc.along[at(axis)][at(s)]) - global, 2) * (m - 2);
  }
  return mean / ConeAxes::kFibonacciCount / (1 - kConeShare);
}

}  // namespace

std::optional<AnisotropyTest> anisotropyTest(const PairSums& sums, const DirectionalFsc& fsc, const Freedom& freedom) {
  const Crossing end = fsc.globalCrossing(kThreshold);
  if (end.state != CrossingState::Crossed && end.state != CrossingState::Never) return std::nullopt;
  const double fine = end.frequency.value_or(fsc.frequency(fsc.last));
  const int first = std::max(fsc.first, static_cast<int>(std::ceil(fine / 2 / fsc.width)));
  const int last = std::min(fsc.last, static_cast<int>(std::floor(fine / fsc.width)));
  const double conesPerShell = std::max(1.0, kIndependentCones / freedom.symmetry);
  AnisotropyTest test;
  for (int s = first; s <= last; ++s) {
    const auto variance = relativeVariance(sums, fsc, freedom, s);
    if (!variance) continue;
    if (test.degreesOfFreedom == 0) test.first = s;
    test.last = s;
    test.chiSquare += conesPerShell * *variance;
    test.degreesOfFreedom += conesPerShell;
  }
  if (test.degreesOfFreedom == 0) return std::nullopt;
  test.pValue =
      std::max(boost::math::gamma_q(test.degreesOfFreedom / 2, test.chiSquare / 2), std::numeric_limits<double>::min());
  return test;
}

}  // namespace vitrine::fsc3d
