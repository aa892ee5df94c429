// The one pass over the spectra of two half maps that fills every sum of level 1: shells, cones, weighted cones.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/resolution/shell_sums.hpp"

#include <vector>

namespace vitrine {

/// Cross and power sums of cones around `axes` axes: element [shell * axes + axis], over the whole sphere (both cones
/// of an axis, Friedel weights).
struct DirectionSums {
  int axes = 0, shells = 0;
  std::vector<double> cross, power1, power2;
  std::vector<double> weight;         ///< sum of weights; hard cones: the count of coefficients
  std::vector<double> squaredWeight;  ///< weighted cones only: weight^2 / squaredWeight is the effective count

  std::size_t index(int shell, int axis) const {
    return static_cast<std::size_t>(shell) * static_cast<std::size_t>(axes) + static_cast<std::size_t>(axis);
  }
  /// Directional FSC; 0 where a half has no power in the cone.
  double correlation(int shell, int axis) const;
};

/// Half-angle of the hard cones of 1.h, degrees (Tan et al. 2017, doi:10.1038/nmeth.4347).
inline constexpr double kConeDegrees = 20;
/// Half-angle of the weighted cones of 1.g, degrees; weight exp(-4 ((c - 1) / (cos 17 - 1))^2), c the cosine with the
/// axis (Vilas and Tagare 2023, doi:10.1038/s41592-023-01874-3).
inline constexpr double kOccupancyConeDegrees = 17;

struct PairSums {
  ShellSums shells;
  DirectionSums cones;      ///< hard cones over coneAxes(); empty if not asked for
  DirectionSums occupancy;  ///< weighted cones over icosphere().axes; empty if not asked for
};

struct PairPassOptions {
  bool cones = true, occupancy = true;
};

/// Reads both spectra once. Exact: no coefficient is moved to a neighbouring direction. Coefficients beyond the last
/// shell, and DC, are left out. Lanes cut by the size of the data and added in order: the same for any number of
/// threads. Peak: pairPassBytes(). @pre equal grids @throws Cancelled
PairSums pairPass(const Spectrum& half1, const Spectrum& half2, const PairPassOptions& options, Executor& executor,
                  const Progress& progress);

/// Transient bytes of a pass over spectra of this grid, beyond them and the result.
Bytes pairPassBytes(const Grid& grid, const PairPassOptions& options);
/// Bytes of the result.
Bytes pairSumsBytes(const Grid& grid, const PairPassOptions& options);

}  // namespace vitrine
