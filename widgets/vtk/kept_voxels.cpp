#include "widgets/vtk/kept_voxels.hpp"

#include "widgets/vtk/volume_image.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

namespace {

/// Whether a bit of [first, last] is set.
bool anySet(const std::uint64_t* row, int first, int last) {
  for (int word = first >> 6; word <= last >> 6; ++word) {
    std::uint64_t bits = row[word];
    if (word == first >> 6) bits &= ~std::uint64_t{0} << (first & 63);
    if (word == last >> 6) bits &= ~std::uint64_t{0} >> (63 - (last & 63));
    if (bits != 0) return true;
  }
  return false;
}

}  // namespace

KeptLookup::KeptLookup(const Mask& mask, const Grid& drawn, int margin)
    : m_mask(mask), m_isSame(margin == 0 && drawn.size == mask.grid.size) {
  const Vector3 here = drawnVoxelSize(drawn), there = drawnVoxelSize(mask.grid);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    // Copies are averaged by whole factors; rounding takes away what the voxel sizes lost in a file.
    m_ratio[axis] = std::max(1.0, std::round(here[axis] / there[axis]));
    m_margin[axis] = margin * m_ratio[axis];
  }
}

bool KeptLookup::operator()(const Index3& voxel) const {
  if (m_isSame) return m_mask.at(voxel[0], voxel[1], voxel[2]);
  Index3 low{}, high{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const int last = m_mask.grid.size[axis] - 1;
    low[axis] = std::clamp(static_cast<int>(voxel[axis] * m_ratio[axis] - m_margin[axis]), 0, last);
    high[axis] = std::clamp(static_cast<int>((voxel[axis] + 1) * m_ratio[axis] + m_margin[axis]) - 1, low[axis], last);
  }
  for (int z = low[2]; z <= high[2]; ++z)
    for (int y = low[1]; y <= high[1]; ++y)
      if (anySet(m_mask.row(y, z), low[0], high[0])) return true;
  return false;
}

}  // namespace vitrine::ui
