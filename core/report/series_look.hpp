// How the curves of one plot are told apart: the same in the window, on paper and in HTML.
#pragma once

#include "core/checks/plot.hpp"

#include <vector>

namespace vitrine {

struct SeriesLook {
  int colour = 0;              ///< index into the list of colours, counted over what is no band
  std::vector<double> dashes;  ///< in widths of the line; empty: solid
};

/// One look per series. A band has the colour of the series before it, so that it is seen whose error it is. Solid
/// lines of one plot differ in their dashes too; a series that asks for dashes never looks like one that does not.
std::vector<SeriesLook> seriesLooks(const CurvePlot& plot);

}  // namespace vitrine
