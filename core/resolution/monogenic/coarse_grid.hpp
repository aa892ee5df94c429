// Grids that hold a band and no more, with the kernel that leads back to the map's. Private to
// core/resolution/monogenic.
#pragma once

#include "core/fourier/inverse_box.hpp"
#include "core/resolution/monogenic/kaiser_bessel.hpp"
#include "core/volume/grid.hpp"

#include <array>

namespace vitrine::monogenic {

/// Beyond the corners of the cube, in cycles per voxel: a transform up to here is all of it.
inline constexpr double kAllFrequencies = 0.87;

/// Grid for coefficients up to u = highest, with `points` points per shortest half wave; the map's own where that is no
/// coarser.
FourierReach coarseReach(const Grid& map, double highest, double points);

/// Per axis, for that grid: a kernel where it is coarser than the map's.
std::array<KaiserBessel, 3> coarseKernels(const Grid& map, const FourierReach& coarse);

}  // namespace vitrine::monogenic
