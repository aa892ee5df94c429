// Tables, plots and pictures of 0.b.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/mask_quality/mask_quality.hpp"
#include "core/products/masks.hpp"

namespace vitrine {

/// The largest `rows` components (at least 20 where there are so many, at most 100), by size: voxels, volume_A3,
/// percent, cumulative_percent and a voxel of theirs near the geometric centre: x_voxel, y_voxel, z_voxel.
Table componentTable(const RawMask& raw, std::int64_t rows);
/// threshold, voxels, molecular_mass_kDa, residues at the 24 levels. @pre !table.level.empty()
Table massTable(const ThresholdTable& table, const Grid& grid, const Composition& composition);
/// Voxels above each level, logarithmic, with the contour level marked.
CurvePlot massPlot(const ThresholdTable& table, double level);
/// How often each density occurs, logarithmic, with the contour level marked.
CurvePlot densityPlot(const ThresholdTable& table, double level);
/// The raw mask's plane of largest variance along each axis.
Figure rawMaskFigure(const RawMask& raw);

}  // namespace vitrine
