#include "widgets/vtk/surface_overlay.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/theme/text.hpp"
#include "widgets/theme/value_colours.hpp"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {
namespace {

QString noValueText() { return QCoreApplication::translate("Surface", "no value"); }

}  // namespace

double roundScaleLength(double mostA) {
  if (!(mostA > 0)) return 0;
  const double power = std::pow(10.0, std::floor(std::log10(mostA)));
  for (const double step : {5.0, 2.0})
    if (step * power <= mostA) return step * power;
  return power;
}

void paintScaleBar(QPainter& painter, const QRectF& area, double angstromPerUnit, const QFont& font,
                   const QColor& ink) {
  const QFontMetricsF metrics(font);
  const double unit = metrics.height();
  const double lengthA = roundScaleLength(angstromPerUnit * std::min(area.width() * 0.25, 12 * unit));
  const double width = std::round(lengthA / angstromPerUnit);
  if (width < 4) return;
  const bool inNm = lengthA >= 1000;
  const double shown = inNm ? lengthA / 10 : lengthA;
  const int decimals = shown < 1 ? static_cast<int>(std::ceil(-std::log10(shown))) : 0;
  const QString text = displayText(fixedText(shown, decimals) + (inNm ? " nm" : " A"));
  // Whole device pixels: the bar has sharp ends.
  const double thickness = std::max(2.0, std::round(unit * 0.18));
  const QRectF bar(std::round(area.right() - unit - width), std::round(area.bottom() - unit - thickness), width,
                   thickness);
  painter.fillRect(bar, ink);
  painter.setFont(font);
  painter.setPen(ink);
  const double textWidth = metrics.horizontalAdvance(text);
  const double left = std::min(bar.center().x() - textWidth / 2, area.right() - unit / 2 - textWidth);
  painter.drawText(QPointF(left, bar.top() - metrics.descent() - thickness / 2), text);
}

double colourBarWidth(const SurfaceColour& colour, const QFont& font) {
  const QFontMetricsF metrics(font);
  double text = metrics.horizontalAdvance(noValueText());
  for (const double limit : {colour.low, colour.high})
    text = std::max(text, metrics.horizontalAdvance(displayText(generalText(limit, 4))));
  return std::ceil(2.5 * metrics.height() + text);
}

void paintColourBar(QPainter& painter, const QRectF& area, const SurfaceColour& colour, const QFont& font,
                    bool hasNoValue, const QColor& ink, QColor ground) {
  if (colour.volume == nullptr) return;
  const QFontMetricsF metrics(font);
  const double unit = metrics.height();
  const QString high = displayText(generalText(colour.high, 4)), low = displayText(generalText(colour.low, 4));
  const QString label = displayText(colour.label.toStdString());
  const QString noValue = hasNoValue ? noValueText() : QString();
  const double textWidth =
      std::max({metrics.horizontalAdvance(high), metrics.horizontalAdvance(low), metrics.horizontalAdvance(noValue)});
  const double height = std::min(area.height() * 0.5, 16 * unit);
  const QRectF bar(std::round(area.right() - unit - textWidth - unit), std::round(area.top() + 2.5 * unit),
                   std::round(0.8 * unit), std::round(height));
  paintColourRamp(painter, bar, colour.colours, Qt::Vertical);
  painter.setFont(font);
  painter.setPen(ink);
  // The surface may reach under the words: it shines through only so far that they stay readable.
  ground.setAlphaF(0.75F * ground.alphaF());
  const auto write = [&](QPointF at, const QString& text) {
    const double margin = 0.15 * unit;
    painter.fillRect(QRectF(at.x() - margin, at.y() - metrics.ascent(), metrics.horizontalAdvance(text) + 2 * margin,
                            metrics.height()),
                     ground);
    painter.drawText(at, text);
  };
  const double textLeft = bar.right() + 0.35 * unit;
  write(QPointF(textLeft, bar.top() + metrics.ascent() * 0.8), high);
  write(QPointF(textLeft, bar.bottom()), low);
  if (hasNoValue) {
    const QRectF swatch(bar.left(), bar.bottom() + 0.8 * unit, bar.width(), bar.width());
    painter.fillRect(swatch, colorAt(colour.colours, std::numeric_limits<double>::quiet_NaN()));
    write(QPointF(textLeft, swatch.bottom()), noValue);
  }
  const double labelLeft = std::min(bar.left(), area.right() - 0.5 * unit - metrics.horizontalAdvance(label));
  write(QPointF(labelLeft, bar.top() - 0.6 * unit), label);
}

void paintLevelText(QPainter& painter, const QRectF& area, const QString& text, const QFont& font, const QColor& ink) {
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  painter.setPen(ink);
  painter.drawText(area.topLeft() + QPointF(0.6 * metrics.height(), 0.5 * metrics.height() + metrics.ascent()), text);
}

void paintMarker(QPainter& painter, const QRectF& area, const SurfaceCamera& camera, const Vector3& boxA,
                 const Vector3& placeA, double angstromPerUnit, double unit) {
  const Vector3 centre = shownCentre(camera, boxA);
  const Vector3 &right = camera.rotation.mapDirection(0), &up = camera.rotation.mapDirection(1);
  QPointF at = area.center();
  for (std::size_t axis = 0; axis < 3; ++axis)
    at += QPointF(right[axis], -up[axis]) * ((placeA[axis] - centre[axis]) / angstromPerUnit);
  QPainterPath path;
  path.addEllipse(at, 0.4 * unit, 0.4 * unit);
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const QPointF arm = QPointF(right[axis], -up[axis]) * (1.2 * unit);
    path.moveTo(at - arm);
    path.lineTo(at + arm);
  }
  // Dark on light: seen on every colour of the surface.
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(area);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(Qt::white, 0.28 * unit));
  painter.drawPath(path);
  painter.setPen(QPen(paperPalette().text, 0.12 * unit));
  painter.drawPath(path);
  painter.restore();
}

void paintMessage(QPainter& painter, const QRectF& area, const QString& text, const QFont& font, const QColor& ink) {
  painter.setFont(font);
  painter.setPen(ink);
  const double margin = QFontMetricsF(font).height();
  painter.drawText(area.adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap, text);
}

}  // namespace vitrine::ui
