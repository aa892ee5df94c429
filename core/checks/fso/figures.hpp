// 1.g: plots, sphere and table of the Fourier shell occupancy.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/fso/fso.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrine::fso {

/// FSO, that of the soft-masked halves (which the VRS shows) if there are any, and what noise alone would show; the
/// range between the crossings of 0.9 and 0.1 is shaded where both exist.
CurvePlot occupancyPlot(const Occupancy& occupancy, const Occupancy* masked, const std::vector<NoiseLevel>& noise,
                        std::optional<double> reportedA);
/// Bingham test of the occupied directions in both definitions, extreme eigenvalues of their tensor.
CurvePlot anisotropyPlot(const Occupancy& occupancy, const Occupancy* masked, const PairSums& sums);
/// FSC of whole shells, lowest, mean and highest directional one, level of noise in a cone.
CurvePlot directionalPlot(const Occupancy& occupancy, const std::vector<NoiseLevel>& noise);
/// Resolution over the upper hemisphere, mean over directions within the cone.
SpherePlot resolutionSphere(const Occupancy& occupancy, double nyquistA);
Table directionTable(const Occupancy& occupancy);

}  // namespace vitrine::fso
