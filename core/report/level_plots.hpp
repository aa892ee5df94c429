// The two plots on which a contour level is chosen.
#pragma once

#include "core/checks/plot.hpp"
#include "core/products/masks.hpp"

namespace vitrine {

/// How many voxels have which density, counts on a logarithmic axis, the level as a line that may be dragged. The
/// table's bins are joined to `bins` equal ones.
CurvePlot densityHistogram(const ThresholdTable& table, double level, int bins = 256);

/// Mass of protein enclosed at each level of the table (level0 section 5.3), logarithmic; in voxels where the voxel
/// size is not known. No series if the map has no positive value.
CurvePlot massAtThreshold(const ThresholdTable& table, const Grid& grid, double level);

}  // namespace vitrine
