// The grid of averages over blocks of voxels.
#pragma once

#include "core/volume/grid.hpp"

namespace vitrine {

/// Blocks of factor^3 voxels, smaller at the far faces; the origin is the centre of the first block. @pre factor >= 1
inline Grid reducedGrid(const Grid& grid, int factor) {
  Grid reduced = grid;
  for (std::size_t a = 0; a < 3; ++a) {
    reduced.size[a] = (grid.size[a] + factor - 1) / factor;
    reduced.voxelSize[a] = grid.voxelSize[a] * factor;
    reduced.origin[a] = grid.origin[a] + 0.5 * (factor - 1) * grid.voxelSize[a];
  }
  return reduced;
}

}  // namespace vitrine
