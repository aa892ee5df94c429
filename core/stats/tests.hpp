// Tests of significance, in logarithms where the probability is too small for a double.
#pragma once

#include <cstdint>

namespace vitrine {

/// Expected share of a Gaussian beyond 5 sigma, both sides: 2 Phi(-5).
inline constexpr double kGaussianBeyond5Sigma = 5.733031437583892e-7;

struct TTest {
  double t = 0;
  double degreesOfFreedom = 0;
  double pValue = 1;       ///< two-sided; 0 where it is below the smallest double
  double log10PValue = 0;  ///< still right there (to about 1e-3 relative below 1e-300)
};

/// Two-sided p of Student's t (W. S. Gosset 1908, doi:10.1093/biomet/6.1.1). @pre degreesOfFreedom >= 1
TTest studentT(double t, double degreesOfFreedom);

/// One-sample test of "the mean is 0" for n independent values with sample standard deviation `sampleSd`.
/// @pre n >= 2, sampleSd > 0
TTest oneSampleT(double mean, double sampleSd, std::int64_t n);

}  // namespace vitrine
