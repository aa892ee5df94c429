// What the three slices share: the map, the crosshair, the grey range, the level, and what lies over the map.
#pragma once

#include "core/volume/image.hpp"
#include "core/volume/volume.hpp"
#include "widgets/theme/palette.hpp"

#include <QColor>
#include <QObject>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace vitrine::ui {

/// Grey values from `low` (black) to `high` (white), in map units.
struct GreyRange {
  double low = 0, high = 1;
  bool operator==(const GreyRange&) const = default;
};

/// A volume over the slices: colours by value, or the edge of a mask.
struct SliceOverlay {
  QString title, unit;
  SharedVolume volume;  ///< the map's box in A, perhaps other voxels; NaN: nothing is drawn there
  bool isMask = false;  ///< inside where the value is at least 0.5
  QColor ink;           ///< of a mask
  double low = 0, high = 1;
  ColorMap colours = ColorMap::Viridis;
  bool operator==(const SliceOverlay&) const = default;
};

/// The map summed along x, y, z, as core's projection() gives it.
using ProjectionImages = std::array<std::shared_ptr<const GrayImage>, 3>;

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

  /// Drawn in this order, colours below masks.
  const std::vector<SliceOverlay>& overlays() const { return m_overlays; }
  void setOverlays(std::vector<SliceOverlay> overlays);
  /// Of colours over the grey picture, 0..1.
  double overlayOpacity() const { return m_overlayOpacity; }
  void setOverlayOpacity(double opacity);
  /// Masks as a tint of what is inside instead of an edge.
  bool tintsMasks() const { return m_tintsMasks; }
  void setTintsMasks(bool tints);
  /// Of one overlay at a voxel of the full map: of the voxel it lies in. Empty outside or without a value.
  std::optional<double> overlayValueAt(const SliceOverlay& overlay, const Index3& voxel) const;

  /// Mean along the axis instead of a plane, where there is one to show.
  bool showsProjections() const { return m_showsProjections; }
  void setShowsProjections(bool shows);
  void setProjectionImages(ProjectionImages images);
  /// Null while it has not been made or planes are shown.
  std::shared_ptr<const GrayImage> projectionShown(int axis) const;
  /// Sum along `axis` through a voxel; empty while no projection is shown.
  std::optional<double> sumThrough(const Index3& voxel, int axis) const;

  /// Lines every 10, 50, 100 ... voxels, labelled in A.
  bool showsGrid() const { return m_showsGrid; }
  void setShowsGrid(bool shows);

  /// Value at a voxel of the full map; empty outside or without a map. In a preview: of the nearest voxel kept.
  std::optional<double> valueAt(const Index3& voxel) const;

signals:
  void volumeChanged();
  void crosshairChanged();
  void greyRangeChanged();
  void levelChanged();
  void overlaysChanged();      ///< or how they are drawn
  void overlayStyleChanged();  ///< opacity or tint, after overlaysChanged()
  void projectionsChanged();
  void showsGridChanged();

private:
  SharedVolume m_volume;
  Grid m_grid;
  int m_stride = 1;
  Index3 m_crosshair{0, 0, 0};
  std::optional<GreyRange> m_greyRange;
  std::optional<double> m_level;
  std::vector<SliceOverlay> m_overlays;
  double m_overlayOpacity = 0.6;
  bool m_tintsMasks = false, m_showsProjections = false, m_showsGrid = false;
  ProjectionImages m_projections;
};

}  // namespace vitrine::ui
