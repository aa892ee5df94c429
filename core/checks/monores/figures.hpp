// 1.e: plot and table of the levels.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/resolution/monogenic/mono_res.hpp"

#include <optional>
#include <vector>

namespace vitrine::monores {

/// Mean amplitude of signal and noise and the threshold over the levels, against frequency.
CurvePlot levelPlot(const std::vector<monogenic::LevelRecord>& levels, std::optional<double> reportedA);
/// The same as numbers, with the share of the mask still tested. @param voxels  of the mask
Table levelTable(const std::vector<monogenic::LevelRecord>& levels, std::int64_t voxels);

}  // namespace vitrine::monores
