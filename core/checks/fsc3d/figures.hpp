// 1.h: plots, sphere and table of the directional FSC.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/fsc3d/directional_fsc.hpp"

#include <optional>
#include <span>
#include <string>

namespace vitrine::fsc3d {

/// Curves along X, Y, Z and of whole shells. `suffix` ends the keys of curves and plot: "", "_masked".
CurvePlot directionalPlot(const DirectionalFsc& fsc, const std::string& suffix, const std::string& title,
                          const std::string& caption, std::optional<double> reportedA);
/// Mean cosine of the phase differences, for the plot of the halves as given.
Series meanCosine(const ShellSums& sums, int last);
/// Share of the even directions whose crossing falls into each tenth of the frequencies, with global FSC and mean +-
/// standard deviation of the directional ones.
CurvePlot histogramPlot(const DirectionalFsc& fsc, std::span<const Crossing> ends, double nyquistA);
CurvePlot powerPlot(const ShellSums& sums, int last);
/// Resolution in every direction; marks X, Y, Z and the extremes.
SpherePlot resolutionSphere(const DirectionalFsc& fsc, std::span<const Crossing> ends,
                            const std::optional<Extremes>& extremes, double nyquistA);
/// X, Y, Z and the 500 even directions.
Table directionTable(std::span<const Crossing> at0143, std::span<const Crossing> at05);

}  // namespace vitrine::fsc3d
