// What the three slices share: the map, the crosshair, the grey range, the level.
#pragma once

#include "core/volume/volume.hpp"

#include <QObject>

#include <optional>

namespace vitrine::ui {

/// Grey values from `low` (black) to `high` (white), in map units.
struct GreyRange {
  double low = 0, high = 1;
  bool operator==(const GreyRange&) const = default;
};

/// The common state of linked slices. Positions are voxels of the full map also while only a coarse preview is there.
class SliceLink : public QObject {
  Q_OBJECT

public:
  explicit SliceLink(QObject* parent = nullptr) : QObject(parent) {}

  /// @param grid    of the full map
  /// @param stride  voxel i of `volume` is voxel i * stride of the map: 1 for the map itself, more for a preview
  /// A map of another size puts the crosshair into the box's centre.
  void setVolume(SharedVolume volume, const Grid& grid, int stride = 1);
  void clear();
  const SharedVolume& volume() const { return m_volume; }
  const Grid& grid() const { return m_grid; }
  int stride() const { return m_stride; }

  const Index3& crosshair() const { return m_crosshair; }
  void setCrosshair(Index3 voxel);  ///< moved into the box
  void setIndex(int axis, int index);

  /// Empty: each slice from its own minimum to its own maximum.
  const std::optional<GreyRange>& greyRange() const { return m_greyRange; }
  void setGreyRange(const std::optional<GreyRange>& range);

  const std::optional<double>& level() const { return m_level; }
  void setLevel(const std::optional<double>& level);

  /// Value at a voxel of the full map; empty outside or without a map. In a preview: of the nearest voxel kept.
  std::optional<double> valueAt(const Index3& voxel) const;

signals:
  void volumeChanged();
  void crosshairChanged();
  void greyRangeChanged();
  void levelChanged();

private:
  SharedVolume m_volume;
  Grid m_grid;
  int m_stride = 1;
  Index3 m_crosshair{0, 0, 0};
  std::optional<GreyRange> m_greyRange;
  std::optional<double> m_level;
};

}  // namespace vitrine::ui
