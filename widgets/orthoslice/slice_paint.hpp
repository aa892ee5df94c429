// What is written over slices, on screen and in saved pictures alike.
#pragma once

#include "widgets/orthoslice/slice_link.hpp"

#include <QChar>
#include <QFont>
#include <QRectF>
#include <QString>
#include <QTransform>

#include <optional>

class QPainter;

namespace vitrine::ui {

inline QChar axisName(int axis) { return QLatin1Char("XYZ"[axis]); }

/// What lies over the picture of a slice, and where. Everything is in the painter's units.
struct SliceLegend {
  Grid grid;  ///< of the full map
  int axis = 2;
  Index3 crosshair{};
  QSizeF area;        ///< of the picture
  QTransform toArea;  ///< voxels of the full map in the plane -> places in the area
  double unit = 1;    ///< takes the place of one unit of the screen: gaps and lines grow with it
  QFont font;
  bool showsGrid = false, showsCrosshair = true, showsScaleBar = true;
  bool isSeenThrough = false;            ///< the picture will lie on paper: white letters need something beneath them
  std::optional<SliceOverlay> coloured;  ///< has its colour bar drawn
  QString title;                         ///< upper left, and with it which way the axes run; empty: neither
};

/// Grid, crosshair, colour bar, scale bar (only if the voxel size is known) and texts. May run in any thread.
void paintLegend(QPainter& painter, const SliceLegend& legend);

/// What an overlay says at a voxel: "Local resolution 3.21 A", "Hard mask inside", "Local resolution no value".
QString valueText(const SliceLink& link, const SliceOverlay& overlay, const Index3& voxel);

/// Voxels from one grid line to the next: 10, 50, 100, 500 ..., the first that leaves `pixels` between them.
int gridStep(double pixelsPerVoxel, double pixels);

}  // namespace vitrine::ui
