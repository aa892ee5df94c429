// What two half maps share, shell by shell: the sums every curve of level 1 is made from.
#pragma once

#include <vector>

namespace vitrine {

/// Sums over the coefficients of one shell, or one part of it; index = shell.
struct CrossPower {
  std::vector<double> cross;           ///< Re F1 conj(F2)
  std::vector<double> power1, power2;  ///< |F1|^2, |F2|^2
  std::vector<double> count;           ///< coefficients, each with its weight

  explicit CrossPower(std::size_t shells = 0) : cross(shells), power1(shells), power2(shells), count(shells) {}
  std::size_t shells() const { return cross.size(); }
  /// Fourier shell correlation; 0 where a half has no power (Harauz and van Heel 1986).
  double correlation(std::size_t shell) const;
};

/// One state of a pair of half maps (as given; masked; phase-randomised and masked) on the shells of `Shells`. DC
/// itself is in no sum; shell 0 holds only what a long edge puts nearer to it than half a shell. Unscaled transforms.
/// Sums in double.
struct ShellSums {
  double width = 0;  ///< 1/A: shell s is at s * width

  CrossPower full;    ///< over the whole sphere: every stored coefficient with its Friedel weight
  CrossPower stored;  ///< every stored coefficient (h = 0 .. nx/2) once, as RELION counts
  CrossPower upper;   ///< of those, only k >= 0 (k = row index, ny/2 included), as Xmipp's FSC counts in effect

  // Over the whole sphere, Friedel weights:
  std::vector<double> imaginary;     ///< Im F1 conj(F2), mates taken as equal: over the sphere itself it would vanish
  std::vector<double> powerProduct;  ///< |F1|^2 |F2|^2
  std::vector<double> amplitude;     ///< |F1| + |F2|
  std::vector<double> phaseError;    ///< (|F1| + |F2|) dphi^2, dphi in degrees in (-180, 180]
  std::vector<double> cosine;        ///< cos dphi

  // As the VRS bins its SSNR: shells floor(|g| / width), stored coefficients once.
  std::vector<double> amplitudeRatio;  ///< |F1 + F2| / |F1 - F2|; coefficients with F1 = F2 left out
  std::vector<double> ratioCount;

  int count() const { return static_cast<int>(full.shells()); }
  double frequency(int shell) const { return shell * width; }  ///< 1/A
  double fsc(int shell) const { return full.correlation(static_cast<std::size_t>(shell)); }
  double differentialPhaseResidual(int shell) const;  ///< degrees (Frank et al. 1981); NaN without amplitude
  double meanCosine(int shell) const;                 ///< NaN for an empty shell
  /// P11 P22 / X: independent coefficients that carry the power; equals the count for homogeneous noise.
  double amplitudeCount(int shell) const;
};

}  // namespace vitrine
