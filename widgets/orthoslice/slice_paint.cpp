#include "widgets/orthoslice/slice_paint.hpp"

#include "core/base/number_text.hpp"
#include "core/volume/image.hpp"
#include "widgets/theme/value_colours.hpp"
#include "widgets/vtk/surface_overlay.hpp"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine::ui {
namespace {

// In units of the legend.
constexpr double kBetweenLines = 14, kBetweenLabels = 46, kMargin = 10;
/// Colours of the x, y and z axes, told apart with any colour vision (Okabe and Ito 2008).
const std::array<QColor, 3> kAxisColour{QColor(0xd5, 0x5e, 0x00), QColor(0x00, 0xb0, 0x80), QColor(0x56, 0xb4, 0xe9)};
const QColor kEdge(0, 0, 0, 210), kPlate(18, 18, 20, 200);

/// A painter at work on one legend.
class LegendPainter {
public:
  LegendPainter(QPainter& painter, const SliceLegend& legend)
      : m_painter(painter),
        m(legend),
        m_unit(legend.unit),
        m_width(legend.area.width()),
        m_height(legend.area.height()),
        m_metrics(legend.font, painter.device()) {}

  void paintGrid();
  void paintCrosshair();
  void paintColourBar();
  void paintScaleBar();
  void paintTexts();

private:
  double line() const { return m_metrics.height(); }
  /// White letters with a dark edge, legible over any picture; on paper on a dark plate.
  void write(const QRectF& area, int flags, const QString& text) {
    m_painter.setPen(kEdge);
    if (m.isSeenThrough)
      m_painter.fillRect(m_painter.boundingRect(area, flags, text).adjusted(-3 * m_unit, -m_unit, 3 * m_unit, m_unit),
                         kPlate);
    else
      for (const QPointF& shift : {QPointF(1, 1), QPointF(-1, 1), QPointF(1, -1), QPointF(-1, -1)})
        m_painter.drawText(area.translated(shift * m_unit), flags, text);
    m_painter.setPen(Qt::white);
    m_painter.drawText(area, flags, text);
  }

  QPainter& m_painter;
  const SliceLegend& m;
  double m_unit, m_width, m_height;
  QFontMetrics m_metrics;
};

void LegendPainter::paintGrid() {
  const Grid& grid = m.grid;
  const auto [u, v] = imageAxes(m.axis);
  const double across = m.toArea.m11() / m_unit, up = -m.toArea.m22() / m_unit;
  const int step = gridStep(std::min(across, up), kBetweenLines);
  const QRectF box =
      m.toArea.mapRect(QRectF(0, 0, grid.size[u], grid.size[v])).intersected(QRectF(QPointF(0, 0), m.area));
  QVector<QLineF> lines;
  struct Label {
    QRectF area;
    int flags;
    QString text;
  };
  std::vector<Label> labels;
  const double wide = 80 * m_unit;
  const auto place = [&](int axis, int voxel) {
    const double length = grid.hasVoxelSize() ? voxel * grid.voxelSize[axis] : voxel;
    return QString::fromStdString(generalText(length, 5));
  };
  for (int i = 0; i < grid.size[u]; i += step) {
    const double x = m.toArea.map(QPointF(i + 0.5, 0)).x();
    if (x < box.left() || x > box.right()) continue;
    lines.emplaceBack(x, box.top(), x, box.bottom());
    if (i % (step * gridStep(across * step / 10, kBetweenLabels) / 10) == 0)
      labels.push_back({QRectF(x + 2 * m_unit, box.bottom() - 2.6 * line(), wide, line()), Qt::AlignLeft, place(u, i)});
  }
  for (int i = 0; i < grid.size[v]; i += step) {
    const double y = m.toArea.map(QPointF(0, i + 0.5)).y();
    if (y < box.top() || y > box.bottom()) continue;
    lines.emplaceBack(box.left(), y, box.right(), y);
    if (i % (step * gridStep(up * step / 10, kBetweenLabels) / 10) == 0)
      labels.push_back(
          {QRectF(box.left() + 4 * m_unit, y - line(), wide, line()), Qt::AlignLeft | Qt::AlignBottom, place(v, i)});
  }
  m_painter.save();
  m_painter.setRenderHint(QPainter::Antialiasing, false);
  // Dark beneath light: seen on black and on white.
  for (const auto& [colour, width] : {std::pair(QColor(0, 0, 0, 70), 3.0), std::pair(QColor(255, 255, 255, 95), 1.0)}) {
    m_painter.setPen(QPen(colour, width * m_unit, Qt::SolidLine, Qt::FlatCap));
    m_painter.drawLines(lines);
  }
  for (const Label& label : labels) write(label.area, label.flags, label.text);
  m_painter.restore();
}

void LegendPainter::paintCrosshair() {
  const auto [u, v] = imageAxes(m.axis);
  const QPointF at = m.toArea.map(QPointF(m.crosshair[u] + 0.5, m.crosshair[v] + 0.5));
  const double gap = 7 * m_unit;  // the place itself stays visible
  // As opaque rectangles: a translucent or smoothed upright line is hundreds of spans, which Qt hands to threads of its
  // own and waits for; behind running checks that takes long.
  m_painter.save();
  m_painter.setRenderHint(QPainter::Antialiasing, false);
  const auto bar = [&](int axis, const QRectF& where) {
    m_painter.fillRect(where, kAxisColour[static_cast<std::size_t>(axis)]);
  };
  // A line parallel to an axis carries that axis' colour.
  const double x = std::round(at.x() - 0.5 * m_unit), y = std::round(at.y() - 0.5 * m_unit);
  bar(u, {0, y, at.x() - gap, m_unit});
  bar(u, {at.x() + gap, y, m_width - at.x() - gap, m_unit});
  bar(v, {x, 0, m_unit, at.y() - gap});
  bar(v, {x, at.y() + gap, m_unit, m_height - at.y() - gap});
  m_painter.restore();
}

void LegendPainter::paintColourBar() {
  const double top = 8 * m_unit + 2.6 * line(), length = std::min(160 * m_unit, m_height - top - 4.5 * line());
  if (!m.coloured || length < 2 * line()) return;
  const SliceOverlay& shown = *m.coloured;
  const QRectF bar(m_width - 22 * m_unit, top, 12 * m_unit, length);
  m_painter.save();
  m_painter.setRenderHint(QPainter::Antialiasing, false);
  m_painter.fillRect(bar.adjusted(-m_unit, -m_unit, m_unit, m_unit), kEdge);
  paintColourRamp(m_painter, bar, shown.colours, Qt::Vertical);
  QString label = shown.title;
  if (!shown.unit.isEmpty()) label += QStringLiteral(" (%1)").arg(shown.unit);
  const double room = m_width - 2 * kMargin * m_unit;
  label = m_metrics.elidedText(label, Qt::ElideRight, static_cast<int>(room));
  write(QRectF(kMargin * m_unit, top - 1.3 * line(), room, line()), Qt::AlignRight, label);
  const auto number = [](double value) { return QString::fromStdString(generalText(value, 4)); };
  const QRectF beside(bar.left() - 106 * m_unit, 0, 100 * m_unit, line());
  write(beside.translated(0, bar.top() - 2 * m_unit), Qt::AlignRight, number(shown.high));
  write(beside.translated(0, bar.bottom() - line() + 2 * m_unit), Qt::AlignRight, number(shown.low));
  m_painter.restore();
}

void LegendPainter::paintScaleBar() {
  if (!m.grid.hasVoxelSize()) return;
  const double unitsPerA = m.toArea.m11() / m.grid.voxelSize[imageAxes(m.axis)[0]];
  const double lengthA = roundScaleLength(0.3 * m_width / unitsPerA);
  const double margin = kMargin * m_unit, thick = 4 * m_unit;
  // The white bar is as long as it says and has sharp ends; its dark edge lies outside.
  const double length = std::round(lengthA * unitsPerA);
  const QRectF bar(std::round(m_width - margin - length), m_height - margin - thick, length, thick);
  m_painter.save();
  m_painter.setRenderHint(QPainter::Antialiasing, false);
  m_painter.fillRect(bar.adjusted(-m_unit, -m_unit, m_unit, m_unit), kEdge);
  m_painter.fillRect(bar, Qt::white);
  m_painter.restore();
  const QString text = QString::fromStdString(generalText(lengthA, 3)) + QStringLiteral(" \u00c5");
  const double wide = 200 * m_unit;
  write(QRectF(bar.right() - wide, bar.top() - 2 * m_unit - line(), wide, line()), Qt::AlignRight | Qt::AlignBottom,
        text);
}

void LegendPainter::paintTexts() {
  const auto [u, v] = imageAxes(m.axis);
  const QRectF area =
      QRectF(QPointF(0, 0), m.area).adjusted(kMargin * m_unit, 8 * m_unit, -kMargin * m_unit, -kMargin * m_unit);
  m_painter.setBrush(kAxisColour[static_cast<std::size_t>(m.axis)]);
  m_painter.setPen(Qt::NoPen);
  const double square = 0.6 * line();
  m_painter.drawRoundedRect(QRectF(area.left(), area.top() + 0.5 * (line() - square), square, square), 2 * m_unit,
                            2 * m_unit);
  write(area.adjusted(square + 6 * m_unit, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, m.title);
  // Which way the axes of the picture run.
  write(area, Qt::AlignLeft | Qt::AlignBottom,
        QStringLiteral("%1 \u2192  %2 \u2191").arg(axisName(u)).arg(axisName(v)));
}

}  // namespace

void paintLegend(QPainter& painter, const SliceLegend& legend) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setFont(legend.font);
  LegendPainter over(painter, legend);
  if (legend.showsGrid) over.paintGrid();
  if (legend.showsCrosshair) over.paintCrosshair();
  over.paintColourBar();
  if (legend.showsScaleBar) over.paintScaleBar();
  if (!legend.title.isEmpty()) over.paintTexts();
  painter.restore();
}

QString valueText(const SliceLink& link, const SliceOverlay& overlay, const Index3& voxel) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("SlicePaint", text); };
  const std::optional<double> value = link.overlayValueAt(overlay, voxel);
  QString text = overlay.title + QLatin1Char(' ');
  if (!value) return text + tr(QT_TRANSLATE_NOOP("SlicePaint", "no value"));
  if (overlay.isMask)
    return text + (*value >= 0.5 ? tr(QT_TRANSLATE_NOOP("SlicePaint", "inside"))
                                 : tr(QT_TRANSLATE_NOOP("SlicePaint", "outside")));
  text += QString::fromStdString(generalText(*value, 4));
  if (!overlay.unit.isEmpty()) text += QChar(0x00a0) + overlay.unit;
  return text;
}

int gridStep(double pixelsPerVoxel, double pixels) {
  int step = 10;
  for (int factor = 5; step * pixelsPerVoxel < pixels && step < 1'000'000; factor = factor == 5 ? 2 : 5) step *= factor;
  return step;
}

}  // namespace vitrine::ui
