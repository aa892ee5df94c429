#include "widgets/orthoslice/slice_paint.hpp"

#include "core/base/number_text.hpp"
#include "core/volume/image.hpp"
#include "widgets/orthoslice/slice_view.hpp"
#include "widgets/theme/value_colours.hpp"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace vitrine::ui {
namespace {

constexpr double kBetweenLines = 14, kBetweenLabels = 46;  // widget pixels

}  // namespace

void paintShadowed(QPainter& painter, const QRectF& area, int flags, const QString& text) {
  painter.setPen(QColor(0, 0, 0, 210));
  for (const QPointF& shift : {QPointF(1, 1), QPointF(-1, 1), QPointF(1, -1), QPointF(-1, -1)})
    painter.drawText(area.translated(shift), flags, text);
  painter.setPen(Qt::white);
  painter.drawText(area, flags, text);
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

void SliceView::paintGrid(QPainter& painter) const {
  const Grid& grid = m_link->grid();
  const auto [u, v] = imageAxes(m_axis);
  const QTransform scale = toWidget();
  const double across = scale.m11(), up = -scale.m22();
  const int step = gridStep(std::min(across, up), kBetweenLines);
  const QRectF box = scale.mapRect(QRectF(0, 0, grid.size[u], grid.size[v])).intersected(QRectF(rect()));
  QVector<QLineF> lines;
  struct Label {
    QRectF area;
    int flags;
    QString text;
  };
  std::vector<Label> labels;
  const double height = fontMetrics().height();
  const auto place = [&](int axis, int voxel) {
    const double length = grid.hasVoxelSize() ? voxel * grid.voxelSize[axis] : voxel;
    return QString::fromStdString(generalText(length, 5));
  };
  for (int i = 0; i < grid.size[u]; i += step) {
    const double x = scale.map(QPointF(i + 0.5, 0)).x();
    if (x < box.left() || x > box.right()) continue;
    lines.emplaceBack(x, box.top(), x, box.bottom());
    if (i % (step * gridStep(across * step / 10, kBetweenLabels) / 10) == 0)
      labels.push_back({QRectF(x + 2, box.bottom() - 2.6 * height, 80, height), Qt::AlignLeft, place(u, i)});
  }
  for (int i = 0; i < grid.size[v]; i += step) {
    const double y = scale.map(QPointF(0, i + 0.5)).y();
    if (y < box.top() || y > box.bottom()) continue;
    lines.emplaceBack(box.left(), y, box.right(), y);
    if (i % (step * gridStep(up * step / 10, kBetweenLabels) / 10) == 0)
      labels.push_back({QRectF(box.left() + 4, y - height, 80, height), Qt::AlignLeft | Qt::AlignBottom, place(v, i)});
  }
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  // Dark beneath light: seen on black and on white.
  for (const auto& [colour, width] : {std::pair(QColor(0, 0, 0, 70), 3.0), std::pair(QColor(255, 255, 255, 95), 1.0)}) {
    painter.setPen(QPen(colour, width));
    painter.drawLines(lines);
  }
  for (const Label& label : labels) paintShadowed(painter, label.area, label.flags, label.text);
  painter.restore();
}

void SliceView::paintColourBar(QPainter& painter) const {
  if (m_frame.isProjection) return;
  const auto& overlays = m_link->overlays();
  const auto coloured = std::ranges::find(overlays, false, &SliceOverlay::isMask);
  const double line = fontMetrics().height();
  const double top = 8 + 2.6 * line, length = std::min(160.0, height() - top - 4.5 * line);
  if (coloured == overlays.end() || length < 2 * line) return;
  const QRectF bar(width() - 22, top, 12, length);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing, false);
  paintColourRamp(painter, bar, coloured->colours, Qt::Vertical);
  painter.setPen(QPen(QColor(0, 0, 0, 200), 1));
  painter.setBrush(Qt::NoBrush);
  painter.drawRect(bar.adjusted(-1, -1, 0, 0));
  QString label = coloured->title;
  if (!coloured->unit.isEmpty()) label += QStringLiteral(" (%1)").arg(coloured->unit);
  label = fontMetrics().elidedText(label, Qt::ElideRight, width() - 20);
  paintShadowed(painter, QRectF(10, top - 1.3 * line, width() - 20, line), Qt::AlignRight, label);
  const auto number = [](double value) { return QString::fromStdString(generalText(value, 4)); };
  const QRectF beside(bar.left() - 106, 0, 100, line);
  paintShadowed(painter, beside.translated(0, bar.top() - 2), Qt::AlignRight, number(coloured->high));
  paintShadowed(painter, beside.translated(0, bar.bottom() - line + 2), Qt::AlignRight, number(coloured->low));
  painter.restore();
}

}  // namespace vitrine::ui
