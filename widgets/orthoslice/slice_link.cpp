#include "widgets/orthoslice/slice_link.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine::ui {
namespace {

/// Voxel of an overlay in which the centre of a voxel of the map lies; both grids begin at the corner of the same box.
int overlayVoxel(const Grid& overlay, const Grid& map, int axis, int voxel) {
  if (overlay.size[axis] == map.size[axis]) return voxel;
  const bool inA = overlay.hasVoxelSize() && map.hasVoxelSize();
  const double ratio =
      inA ? map.voxelSize[axis] / overlay.voxelSize[axis] : static_cast<double>(overlay.size[axis]) / map.size[axis];
  return std::min(static_cast<int>((voxel + 0.5) * ratio), overlay.size[axis] - 1);
}

}  // namespace

void SliceLink::setVolume(SharedVolume volume, const Grid& grid, int stride) {
  const bool sameBox = m_volume != nullptr && m_grid.sameSize(grid);
  m_volume = std::move(volume);
  m_grid = grid;
  m_stride = std::max(stride, 1);
  m_projections = {};
  if (!sameBox) m_overlays.clear();
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
  m_overlays.clear();
  m_projections = {};
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

void SliceLink::setOverlays(std::vector<SliceOverlay> overlays) {
  if (overlays == m_overlays) return;
  m_overlays = std::move(overlays);
  emit overlaysChanged();
}

void SliceLink::setOverlayOpacity(double opacity) {
  opacity = std::clamp(opacity, 0.0, 1.0);
  if (opacity == m_overlayOpacity) return;
  m_overlayOpacity = opacity;
  emit overlaysChanged();
  emit overlayStyleChanged();
}

void SliceLink::setTintsMasks(bool tints) {
  if (tints == std::exchange(m_tintsMasks, tints)) return;
  emit overlaysChanged();
  emit overlayStyleChanged();
}

std::optional<double> SliceLink::overlayValueAt(const SliceOverlay& overlay, const Index3& voxel) const {
  if (overlay.volume == nullptr) return {};
  const Index3& size = overlay.volume->grid.size;
  Index3 place;
  for (int a = 0; a < 3; ++a) {
    if (voxel[a] < 0 || voxel[a] >= m_grid.size[a]) return {};
    place[a] = overlayVoxel(overlay.volume->grid, m_grid, a, voxel[a]);
    if (place[a] >= size[a]) return {};
  }
  const float value = overlay.volume->at(place[0], place[1], place[2]);
  if (!std::isfinite(value)) return {};
  return value;
}

void SliceLink::setShowsProjections(bool shows) {
  if (shows == std::exchange(m_showsProjections, shows)) return;
  emit projectionsChanged();
}

void SliceLink::setProjectionImages(ProjectionImages images) {
  m_projections = std::move(images);
  emit projectionsChanged();
}

std::shared_ptr<const GrayImage> SliceLink::projectionShown(int axis) const {
  return m_showsProjections ? m_projections[static_cast<std::size_t>(axis)] : nullptr;
}

std::optional<double> SliceLink::sumThrough(const Index3& voxel, int axis) const {
  const auto image = projectionShown(axis);
  if (image == nullptr) return {};
  const auto [u, v] = imageAxes(axis);
  if (voxel[u] < 0 || voxel[u] >= image->width || voxel[v] < 0 || voxel[v] >= image->height) return {};
  return image->at(voxel[u], voxel[v]);
}

void SliceLink::setShowsGrid(bool shows) {
  if (shows == std::exchange(m_showsGrid, shows)) return;
  emit showsGridChanged();
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
