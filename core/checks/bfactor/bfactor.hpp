// Guinier analysis: the fall-off of the mean amplitude with resolution, as pure functions on shells and spectra.
#pragma once

#include "core/fourier/shells.hpp"
#include "core/stats/linear_fit.hpp"
#include "core/volume/image.hpp"

#include <array>
#include <optional>
#include <vector>

namespace vitrine::bfactor {

inline constexpr double kLowestB = -300, kHighestB = 0;  // A^2, limits of the VRS
inline constexpr int kFewestShells = 5;                  // fewer give no slope worth the name
inline constexpr double kWilsonA = 10;  // beyond it amplitudes follow the shape: Rosenthal and Henderson 2003

/// ln(mean |F| / voxels) of shells 1, 2 ...; the mean of the map (shell 0) has no place in the plot.
struct GuinierCurve {
  std::vector<double> squaredFrequency;  ///< 1/A^2
  std::vector<double> lnAmplitude;       ///< NaN where the shell has no amplitude
};
GuinierCurve guinierCurve(const ShellAmplitudes& amplitudes, std::int64_t voxels);

/// Resolutions between which the line is fitted, lowA > highA, both included.
struct FitWindow {
  double lowA = 15, highA = 0;
  bool contains(double squaredFrequency) const;
};
int shellsInside(const Shells& shells, const FitWindow& window);

/// Unweighted least squares over the points inside; empty with fewer than kFewestShells.
/// The B-factor is 4 x slope, since |F| falls as exp(-B_phys / (4 d^2)); it has the sign of the sharpening, negative
/// for a decaying map (Rosenthal and Henderson 2003, doi:10.1016/j.jmb.2003.07.013).
std::optional<LinearFit> fitGuinier(const GuinierCurve& curve, const FitWindow& window);

/// Per axis the slice of largest population variance of the real map in a padded spectrum (transform.hpp); ties within
/// 1e-6 go to the lowest index. One pass.
std::array<GrayImage, 3> paddedVarianceSlices(Spectrum& padded, Executor& executor, const Progress& progress);

}  // namespace vitrine::bfactor
