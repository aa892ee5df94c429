// A density map in memory: float32, x fastest, z slowest.
#pragma once

#include "core/base/buffer.hpp"
#include "core/volume/grid.hpp"

#include <memory>

namespace vitrine {

/// Owns its voxels; move-only (4 GiB at 1024^3). Shared between jobs as std::shared_ptr<const Volume>.
struct Volume {
  Grid grid;
  Buffer<float> data;  ///< grid.voxels() values

  Volume() = default;
  /// Uninitialised voxels. @throws MemoryError
  explicit Volume(const Grid& g) : grid(g), data(g.voxels()) {}

  float& at(int x, int y, int z) { return data[grid.index(x, y, z)]; }
  float at(int x, int y, int z) const { return data[grid.index(x, y, z)]; }
  const float* plane(int z) const { return data.data() + grid.planeVoxels() * z; }
  float* plane(int z) { return data.data() + grid.planeVoxels() * z; }
};

using SharedVolume = std::shared_ptr<const Volume>;

}  // namespace vitrine
