// The voxels of a mask in raster order, for values that exist at them only.
#pragma once

#include "core/mask/mask.hpp"

#include <cstdint>
#include <vector>

namespace vitrine::monogenic {

/// Numbers the set voxels of a mask: x fastest, z slowest. Keeps a reference to the mask and 8 bytes per row.
class VoxelList {
public:
  explicit VoxelList(const Mask& mask);
  const Mask& mask() const { return *m_mask; }
  std::int64_t count() const { return m_before.back(); }
  /// How many voxels precede row (y, z).
  std::int64_t before(int y, int z) const { return m_before[rowIndex(y, z)]; }
  std::int64_t inRow(int y, int z) const { return m_before[rowIndex(y, z) + 1] - before(y, z); }

private:
  std::size_t rowIndex(int y, int z) const {
    return static_cast<std::size_t>(y) + static_cast<std::size_t>(m_mask->grid.size[1]) * static_cast<std::size_t>(z);
  }
  const Mask* m_mask;
  std::vector<std::int64_t> m_before;
};

/// First and last + 1 voxel of a mask along every axis; all zero for an empty mask.
struct MaskExtent {
  Index3 begin{0, 0, 0}, end{0, 0, 0};
};
MaskExtent extentOf(const Mask& mask);

}  // namespace vitrine::monogenic
