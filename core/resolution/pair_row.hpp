// What two rows of coefficients have in common, coefficient by coefficient. Private to core/resolution.
#pragma once

#include <complex>

namespace vitrine {

/// Products of up to kLength neighbouring coefficients of F1 and F2; in double, which holds products of floats exactly.
struct RowProducts {
  static constexpr int kLength = 128;  // all arrays together stay in the first-level cache

  alignas(64) double cross[kLength];  ///< Re F1 conj(F2)
  alignas(64) double imaginary[kLength];
  alignas(64) double power1[kLength];
  alignas(64) double power2[kLength];
  alignas(64) double amplitude[kLength];   ///< |F1| + |F2|
  alignas(64) double phaseError[kLength];  ///< amplitude times the squared phase difference, degrees^2
  alignas(64) double cosine[kLength];      ///< of the phase difference; 0 if an amplitude is 0
  alignas(64) double ratio[kLength];       ///< |F1 + F2| / |F1 - F2|; 0 if F1 = F2
  alignas(64) double hasRatio[kLength];    ///< 0 if F1 = F2, otherwise 1

  /// @param n  at most kLength. The phase difference is exact to 1e-9 radians.
  void fill(const std::complex<float>* row1, const std::complex<float>* row2, int n);
};

}  // namespace vitrine
