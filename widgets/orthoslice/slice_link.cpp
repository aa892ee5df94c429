#include "widgets/orthoslice/slice_link.hpp"

#include <algorithm>

namespace vitrine::ui {

void SliceLink::setVolume(SharedVolume volume, const Grid& grid, int stride) {
  const bool sameBox = m_volume != nullptr && m_grid.sameSize(grid);
  m_volume = std::move(volume);
  m_grid = grid;
  m_stride = std::max(stride, 1);
  if (!sameBox) m_crosshair = {grid.centre(0), grid.centre(1), grid.centre(2)};
  emit volumeChanged();
  if (!sameBox) emit crosshairChanged();
}

void SliceLink::clear() {
  m_volume.reset();
  m_grid = {};
  m_crosshair = {0, 0, 0};
  m_level.reset();
  m_greyRange.reset();
  emit volumeChanged();
}

void SliceLink::setCrosshair(Index3 voxel) {
  for (int a = 0; a < 3; ++a) voxel[a] = std::clamp(voxel[a], 0, std::max(m_grid.size[a] - 1, 0));
  if (voxel == m_crosshair) return;
  m_crosshair = voxel;
  emit crosshairChanged();
}

void SliceLink::setIndex(int axis, int index) {
  Index3 voxel = m_crosshair;
  voxel[axis] = index;
  setCrosshair(voxel);
}

void SliceLink::setGreyRange(const std::optional<GreyRange>& range) {
  if (range == m_greyRange) return;
  m_greyRange = range;
  emit greyRangeChanged();
}

void SliceLink::setLevel(const std::optional<double>& level) {
  if (level == m_level) return;
  m_level = level;
  emit levelChanged();
}

std::optional<double> SliceLink::valueAt(const Index3& voxel) const {
  if (m_volume == nullptr) return {};
  Index3 kept;
  for (int a = 0; a < 3; ++a) {
    if (voxel[a] < 0 || voxel[a] >= m_grid.size[a]) return {};
    kept[a] = std::min(voxel[a] / m_stride, m_volume->grid.size[a] - 1);
  }
  return m_volume->at(kept[0], kept[1], kept[2]);
}

}  // namespace vitrine::ui
