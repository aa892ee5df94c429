// Shells of equal spatial frequency in a half-space spectrum, also of boxes that are not cubic or have anisotropic
// voxels.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"

#include <vector>

namespace vitrine {

/// Shells one box frequency thick: width D = max(1/L) over the axes, shell of a coefficient = floor(|g| / D + 1/2), g
/// its frequency in 1/A. Shells 0 .. last(), last = floor(g_Nyquist / D) with the coarsest axis' Nyquist frequency;
/// corners beyond belong to none.
class Shells {
public:
  /// @pre grid.hasVoxelSize()
  explicit Shells(const Grid& grid);
  double width() const { return m_width; }  ///< 1/A
  int last() const { return m_last; }
  int count() const { return m_last + 1; }
  double frequency(int shell) const { return shell * m_width; }          ///< 1/A
  double resolution(int shell) const { return 1.0 / frequency(shell); }  ///< A; infinite for shell 0

private:
  double m_width;
  int m_last;
};

/// Sums of |F| over shells; index = shell.
struct ShellAmplitudes {
  double width = 0;            ///< 1/A between shells
  std::vector<double> sum;     ///< of |F|, unscaled transform
  std::vector<double> weight;  ///< of the coefficients summed

  int count() const { return static_cast<int>(sum.size()); }
  double frequency(int shell) const { return shell * width; }  ///< 1/A
  /// Mean amplitude; 0 for a shell without coefficients.
  double mean(int shell) const;
};

/// Two ways of counting the same amplitudes.
struct AmplitudeProfile {
  /// Shells as above; every stored coefficient counts as often as it stands in the full transform.
  ShellAmplitudes proper;
  /// As Xmipp's volume_correct_bfactor (used by the VRS) counts: shell floor(r nx + 1/2) of the digital frequency
  /// r = sqrt(sum (index / n)^2) <= 1/2, its frequency i / (nx Tx), every stored coefficient once.
  ShellAmplitudes vrs;
};

/// One pass over the spectrum; sums in double over blocks of planes, combined in order.
/// @throws Cancelled
AmplitudeProfile shellAmplitudes(const Spectrum& spectrum, Executor& executor, const Progress& progress);

/// Multiplies coefficients of frequency f <= `highestFrequency` (1/A) by exp(-bFactor f^2 / 4) in place and sums the
/// amplitudes of the result, in one pass. A negative bFactor (A^2) sharpens. @throws Cancelled
AmplitudeProfile sharpen(Spectrum& spectrum, double bFactor, double highestFrequency, Executor& executor,
                         const Progress& progress);

}  // namespace vitrine
