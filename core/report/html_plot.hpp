// A plot as SVG, for HTML. Screen and PDF use the widgets' painter; this one draws the same recipe with less comfort.
#pragma once

#include "core/checks/plot.hpp"

#include <string>

namespace vitrine {

/// An <svg> element. Values that are not finite, or not positive on a logarithmic axis, are gaps.
std::string plotSvg(const CurvePlot& plot);

}  // namespace vitrine
