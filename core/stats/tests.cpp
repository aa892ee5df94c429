#include "core/stats/tests.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

/// log10 of the two-sided tail far out, where it is density x (nu + t^2) / (nu t): exact to first order both for a
/// power law (small nu) and for the Gaussian limit (Mills' ratio 1 / t).
double log10FarTail(double t, double nu) {
  const double logDensity = std::lgamma((nu + 1) / 2) - std::lgamma(nu / 2) - 0.5 * std::log(nu * std::numbers::pi) -
                            (nu + 1) / 2 * std::log1p(t * t / nu);
  return (std::log(2.0) + logDensity + std::log((nu + t * t) / (nu * t))) / std::numbers::ln10;
}

}  // namespace

TTest studentT(double t, double degreesOfFreedom) {
  TTest test;
  test.t = t;
  test.degreesOfFreedom = degreesOfFreedom;
  const double size = std::abs(t);
  test.pValue = 2 * boost::math::cdf(boost::math::complement(boost::math::students_t(degreesOfFreedom), size));
  test.log10PValue = test.pValue > 1e-290 ? std::log10(test.pValue) : log10FarTail(size, degreesOfFreedom);
  if (test.pValue > 1) {  // t = 0 may round above 1
    test.pValue = 1;
    test.log10PValue = 0;
  }
  return test;
}

TTest oneSampleT(double mean, double sampleSd, std::int64_t n) {
  const auto count = static_cast<double>(n);
  return studentT(mean * std::sqrt(count) / sampleSd, count - 1);
}

}  // namespace vitrine
