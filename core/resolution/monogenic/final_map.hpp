// From levels to a map: gaps filled with the median, smoothed, never coarser than found (Vilas et al. 2018).
#pragma once

#include "core/resolution/local_resolution.hpp"
#include "core/resolution/monogenic/mono_res.hpp"

namespace vitrine::monogenic {

/// Voxels that passed a level, with the smaller of the level and the smoothed levels; never below Nyquist. The
/// smoothing is exp(-9 pi^2 u^2), a standard deviation of 2.12 voxels.
/// Peak: 4 bytes per voxel of the mask's extent. @throws NotMeasurable if no voxel passed; MemoryError, Cancelled
LocalResolution finalResolution(const MonoRes& found, Executor& executor, const Progress& progress);

/// The same with the filling kept outside and where no level was passed: the map for colouring a surface.
Volume filledResolution(const MonoRes& found, Executor& executor, const Progress& progress);

}  // namespace vitrine::monogenic
