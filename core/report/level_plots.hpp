// The two plots on which a contour level is chosen.
#pragma once

#include "core/checks/plot.hpp"
#include "core/mask/component_tree.hpp"
#include "core/products/masks.hpp"

namespace vitrine {

/// How many voxels have which density, counts on a logarithmic axis, the level as a line that may be dragged. The
/// table's bins are joined to `bins` equal ones.
CurvePlot densityHistogram(const ThresholdTable& table, double level, int bins = 256);

/// Mass of protein enclosed at each level of the table (level0 section 5.3), logarithmic; in voxels where the voxel
/// size is not known. No series if the map has no positive value.
CurvePlot massAtThreshold(const ThresholdTable& table, const Grid& grid, double level);

/// Both, and the number of components at each level, on one logarithmic axis: voxels per bin, kDa (voxels enclosed
/// where the voxel size is not known) and components are counts that span the same decades. Always three series, the
/// last without points while there is no tree.
CurvePlot levelExplorer(const ThresholdTable& table, const Grid& grid, const ComponentTree* tree, double level,
                        int points = 256);

}  // namespace vitrine
