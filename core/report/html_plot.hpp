// Plots as SVG, for HTML. Screen and PDF use the widgets' painters; curves are drawn from the same recipe with less
// comfort, spheres from the same shapes.
#pragma once

#include "core/checks/plot.hpp"

#include <string>

namespace vitrine {

/// An <svg> element. Values that are not finite, or not positive on a logarithmic axis, are gaps.
std::string plotSvg(const CurvePlot& plot);

/// An <svg> element with the projected sphere; empty if the plot's grid is not what it says.
std::string sphereSvg(const SpherePlot& plot);
/// The sphere's values every 15 degrees of tilt and 30 of azimuth, folded away until asked for.
std::string sphereTable(const SpherePlot& plot);

}  // namespace vitrine
