// SpherePlot -> QPainter: the only place that paints coloured spheres, for the window, saved pictures and the PDF.
#pragma once

#include "core/report/sphere_drawing.hpp"
#include "widgets/plot/plot_painter.hpp"

#include <QImage>
#include <QPainter>

namespace vitrine::ui {

/// Lays a sphere out for one size and paints it; the colours are made once, for the device's resolution. Any thread.
class SpherePainter {
public:
  /// @param size  device units; @param style  its unit is device units per point; showTitle: the title above
  SpherePainter(const SpherePlot& plot, QSizeF size, const PlotStyle& style);

  void paint(QPainter& painter, QPointF topLeft) const;
  /// The direction at a place, device units from the top left; empty beside the sphere.
  std::optional<Vector3> directionAt(QPointF at) const;
  /// Where a direction is painted, device units from the top left.
  QPointF placeOf(const Vector3& direction) const;

private:
  void paintLabel(QPainter& painter, const SphereDrawing::Label& label) const;
  QColor ink(SphereDrawing::Ink ink) const;
  QRectF scaled(const PaperBox& box) const;
  QPointF scaled(PaperPoint at) const;

  const SphereProjection m_projection;
  PlotStyle m_style;
  SphereDrawing m_drawing;
  QString m_title;
  double m_titleHeight = 0;  ///< device units
  QImage m_field, m_swatch;
};

/// "tilt 35.0 deg, azimuth 120.0 deg" and the value with the unit of the plot's label, or what is beyond.
QString sphereReadout(const SpherePlot& plot, const Vector3& direction);

}  // namespace vitrine::ui
