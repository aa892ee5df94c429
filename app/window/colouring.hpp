// What slices and surface are coloured by: one choice, one scale per volume, the same in every view.
#pragma once

#include "app/window/overlay_catalogue.hpp"
#include "widgets/theme/colour_scale.hpp"

#include <QColor>
#include <QMap>
#include <QObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <set>

namespace vitrine::ui {

class IsosurfaceView;
class SliceLink;

/// Keeps the choice, has volumes made when they are wanted and shows them when they are there. A choice may name a
/// volume that is not on offer yet (of a session whose check has not run): it is shown as soon as it is.
class Colouring : public QObject {
  Q_OBJECT

public:
  /// All must outlive it.
  Colouring(OverlayCatalogue* catalogue, SliceLink* slices, IsosurfaceView* surface, QObject* parent = nullptr);

  /// Id of what the surface is coloured by; empty: plain.
  const QString& surfaceColour() const { return m_surfaceColour; }
  void setSurfaceColour(const QString& id);
  /// Ids of what lies over the slices: any number of masks and at most one volume of values, the last one asked for.
  const QStringList& sliceOverlays() const { return m_sliceOverlays; }
  void setSliceOverlays(const QStringList& ids);
  void setOnSlices(const QString& id, bool shown);
  /// Those that were edited.
  const QMap<QString, ColourScale>& scales() const { return m_scales; }
  void setScales(const QMap<QString, ColourScale>& scales);
  void setScale(const QString& id, const ColourScale& scale);
  /// What volumes begin with that are no differences; viridis at first.
  void setUsualColours(ColorMap colours);
  /// As edited, or what such a volume begins with: blue-white-red for a difference, else the usual colours.
  ColourScale scale(const QString& id) const;
  /// Limits in force: edited, or those the volume came with. Empty until it has been made.
  struct Limits {
    double low = 0, high = 1;
  };
  std::optional<Limits> limits(const QString& id) const;
  /// Of colours over the slices' grey, 0..1.
  double opacity() const;
  void setOpacity(double opacity);
  bool tintsMasks() const;
  void setTintsMasks(bool tints);

  /// Opens a map of another program and colours surface and slices by it (a mask: slices).
  void openFile(const QString& file);
  QColor maskInk(const QString& id) const;
  OverlayCatalogue* catalogue() const { return m_catalogue; }

signals:
  /// Any of the above.
  void changed();
  /// Something chosen cannot be shown; it is not chosen any more.
  void failed(const QString& reason);

private:
  void want(const QString& id);
  void apply();
  void giveUp(const QString& id, const QString& reason);
  void forget();

  OverlayCatalogue* m_catalogue;
  SliceLink* m_slices;
  IsosurfaceView* m_surface;
  QString m_surfaceColour;
  QStringList m_sliceOverlays;
  QMap<QString, ColourScale> m_scales;
  ColorMap m_usual = ColorMap::Viridis;
  bool m_surfaceIsPlain = true;
  std::set<QString> m_opening;  ///< files to be chosen when they are there
};

/// "Local resolution (A)".
QString titleWithUnit(const OverlaySource& source);
/// Limits widened to round numbers: 3.27 to 6.81 becomes 3 to 7, in steps of 1, 2 or 5 times a power of ten that are
/// about an eighth of the range.
Colouring::Limits rounded(const Colouring::Limits& limits);

}  // namespace vitrine::ui
