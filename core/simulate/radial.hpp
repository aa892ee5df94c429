// Factors that depend on spatial frequency alone, applied to spectra.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"

#include <functional>
#include <vector>

namespace vitrine {

/// A function of s^2 (1/A^2) tabulated over all frequencies of a grid, linear between 8192 entries: cheaper than its
/// exponentials at every coefficient. Relative error below 1e-3 for exp(-900 s^2) at a voxel of 1 A.
class RadialTable {
public:
  /// @pre grid.hasVoxelSize()
  RadialTable(const Grid& grid, const std::function<double(double squaredFrequency)>& function);
  double operator()(double squaredFrequency) const {
    const double at = squaredFrequency / m_step;
    const auto i = static_cast<std::size_t>(at);
    return m_value[i] + (at - static_cast<double>(i)) * (m_value[i + 1] - m_value[i]);
  }

private:
  std::vector<double> m_value;
  double m_step;
};

/// (k / L)^2 of every index of one axis of the full transform, 1/A^2.
std::vector<double> squaredFrequencies(const Grid& grid, int axis);

/// Multiplies every coefficient by factor(s^2). @throws Cancelled
void multiply(Spectrum& spectrum, const RadialTable& factor, Executor& executor, const Progress& progress);

/// Mean of |F|^2 on every shell of `Shells`, each coefficient as often as it stands in the full transform; sums in
/// double. DC in shell 0. @throws Cancelled
std::vector<double> shellPower(const Spectrum& spectrum, Executor& executor, const Progress& progress);

}  // namespace vitrine
