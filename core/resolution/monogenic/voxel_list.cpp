#include "core/resolution/monogenic/voxel_list.hpp"

#include "core/mask/row_bits.hpp"

#include <algorithm>
#include <bit>

namespace vitrine::monogenic {

VoxelList::VoxelList(const Mask& mask) : m_mask(&mask), m_before{0} {
  const auto [nx, ny, nz] = mask.grid.size;
  m_before.reserve(static_cast<std::size_t>(ny) * static_cast<std::size_t>(nz) + 1);
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y) m_before.push_back(m_before.back() + countRange(mask.row(y, z), 0, nx));
}

MaskExtent extentOf(const Mask& mask) {
  const auto [nx, ny, nz] = mask.grid.size;
  MaskExtent extent{{nx, ny, nz}, {0, 0, 0}};
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y) {
      const std::uint64_t* row = mask.row(y, z);
      int first = -1, last = -1;
      for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word) {
        if (row[word] == 0) continue;
        if (first < 0) first = static_cast<int>(64 * word) + std::countr_zero(row[word]);
        last = static_cast<int>(64 * word) + 63 - std::countl_zero(row[word]);
      }
      if (first < 0) continue;
      const Index3 low{first, y, z}, high{last + 1, y + 1, z + 1};
      for (std::size_t a = 0; a < 3; ++a) {
        extent.begin[a] = std::min(extent.begin[a], low[a]);
        extent.end[a] = std::max(extent.end[a], high[a]);
      }
    }
  return extent.end[0] == 0 ? MaskExtent{} : extent;
}

}  // namespace vitrine::monogenic
