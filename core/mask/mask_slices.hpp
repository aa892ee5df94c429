// Slices of a hard mask, and which of them show most: the ones of largest variance.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/image.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace vitrine {

/// Set voxels of every plane perpendicular to axis 0 (x), 1, 2; element [a] has size[a] entries. One pass over the
/// bits.
using PlaneCounts = std::array<std::vector<std::int64_t>, 3>;
PlaneCounts planeCounts(const Mask& mask, Executor& executor, const Progress& progress);

/// First and last plane perpendicular to `axis` that hold a set voxel; {0, -1} if there is none.
std::array<int, 2> occupiedPlanes(const PlaneCounts& counts, int axis);

/// Plane perpendicular to `axis` where the variance p (1 - p) of the 0/1 image is largest; ties (relative 1e-6) go to
/// the lowest index.
int maximumVariancePlane(const PlaneCounts& counts, const Grid& grid, int axis);
int maximumVariancePlane(const Mask& mask, int axis);

/// Plane `index` perpendicular to `axis` as 0 and 1. @pre 0 <= index < size[axis]
GrayImage maskSlice(const Mask& mask, int axis, int index);

/// The mask as a float map of 0 and 1: 4 bytes per voxel. @throws MemoryError, Cancelled
Volume maskVolume(const Mask& mask, Executor& executor, const Progress& progress);

}  // namespace vitrine
