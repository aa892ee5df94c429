// How strongly atoms scatter electrons.
#pragma once

#include <array>

namespace vitrine {

/// Elastic scattering factor of a neutral atom for electrons, f(s) = sum a_i exp(-b_i s^2 / 4) in A, s = 1/d in 1/A:
/// the fit for s up to 4 1/A of Peng et al. 1996 (doi:10.1107/S0108767395014371; International Tables for
/// Crystallography C, table 4.3.2.2), which tabulates against sin(theta)/lambda = s/2, hence s^2/4.
struct FormFactor {
  std::array<double, 5> a{};  ///< A
  std::array<double, 5> b{};  ///< A^2
  /// @param squaredFrequency  s^2 in 1/A^2
  double at(double squaredFrequency) const;
  double atZero() const { return a[0] + a[1] + a[2] + a[3] + a[4]; }
};

/// Hydrogen (1) to californium (98).
bool hasFormFactor(int atomicNumber);
/// @pre hasFormFactor(atomicNumber)
FormFactor electronFormFactor(int atomicNumber);

/// Volts times A^2: a scattering factor f(s) in A times this is the Fourier transform, in V A^3, of the atom's
/// potential: h^2 / (2 pi m_e e), CODATA 2018 (as Kirkland 2010, doi:10.1007/978-1-4419-6533-2, and Peng et al. use
/// it).
inline constexpr double kPotentialOfFactor = 47.87801;

}  // namespace vitrine
