// Voxels in memory whose rows may lie further apart than they are long: a volume, or the padded map inside a spectrum.
#pragma once

#include "core/volume/volume.hpp"

#include <cstdint>

namespace vitrine {

/// A view; owns nothing. Rows along x are contiguous, planes follow each other without a gap.
struct VoxelRows {
  Grid grid;
  float* data = nullptr;
  std::int64_t rowStride = 0;  ///< floats from one row to the next, at least size[0]

  VoxelRows() = default;
  VoxelRows(const Grid& g, float* voxels, std::int64_t stride) : grid(g), data(voxels), rowStride(stride) {}
  explicit VoxelRows(Volume& volume) : VoxelRows(volume.grid, volume.data.data(), volume.grid.size[0]) {}

  std::int64_t planeStride() const { return rowStride * grid.size[1]; }
  float* row(int y, int z) const { return data + rowStride * y + planeStride() * z; }
};

}  // namespace vitrine
