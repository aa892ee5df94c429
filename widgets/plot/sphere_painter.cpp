#include "widgets/plot/sphere_painter.hpp"

#include "core/base/number_text.hpp"
#include "widgets/theme/text.hpp"

#include <QFontMetricsF>
#include <QLinearGradient>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

constexpr double kFieldPixelsPerPoint = 3;  ///< at most: 216 dots per inch, finer than any grid of directions
constexpr double kTitleEm = 1.8;

QImage asImage(const std::vector<std::uint32_t>& pixels, int width, int height) {
  QImage image(width, height, QImage::Format_ARGB32);
  for (int row = 0; row < height; ++row)
    std::copy_n(pixels.data() + static_cast<std::ptrdiff_t>(row) * width, width,
                reinterpret_cast<std::uint32_t*>(image.scanLine(row)));
  return image;
}

/// "A" of "Resolution (A)".
std::string unitOf(const std::string& label) {
  const auto open = label.rfind('('), close = label.rfind(')');
  if (open == std::string::npos || close == std::string::npos || close < open) return {};
  return label.substr(open + 1, close - open - 1);
}

}  // namespace

SpherePainter::SpherePainter(const SpherePlot& plot, QSizeF size, const PlotStyle& style)
    : m_projection(plot.projection), m_style(style) {
  if (style.showTitle && !plot.title.empty()) {
    m_title = displayText(plot.title);
    m_titleHeight = kTitleEm * style.fontPt * style.unit;
  }
  m_drawing = drawSphere(plot, size.width() / style.unit, (size.height() - m_titleHeight) / style.unit, style.fontPt);
  const double fineness = std::min(std::max(1.0, style.unit), kFieldPixelsPerPoint);
  const int width = std::max(1, static_cast<int>(std::lround(m_drawing.map.width * fineness)));
  const int height = std::max(1, static_cast<int>(std::lround(m_drawing.map.height * fineness)));
  m_field = asImage(sphereRaster(plot, width, height), width, height);
  if (m_drawing.beyond.width > 0) {
    m_swatch = QImage(24, 24, QImage::Format_RGB32);
    for (int y = 0; y < 24; ++y)
      for (int x = 0; x < 24; ++x) m_swatch.setPixel(x, y, (x + y) % 8 < 2 ? 0x9a9a9a : 0xd9d9d9);
  }
}

QPointF SpherePainter::scaled(PaperPoint at) const {
  return {at[0] * m_style.unit, at[1] * m_style.unit + m_titleHeight};
}

QRectF SpherePainter::scaled(const PaperBox& box) const {
  return {scaled(PaperPoint{box.x, box.y}), QSizeF(box.width, box.height) * m_style.unit};
}

QColor SpherePainter::ink(SphereDrawing::Ink ink) const {
  switch (ink) {
    case SphereDrawing::Ink::Text:
    case SphereDrawing::Ink::Mark:
      return m_style.palette.text;
    case SphereDrawing::Ink::Muted:
      return m_style.palette.mutedText;
    case SphereDrawing::Ink::Frame:
      return m_style.palette.frame;
    case SphereDrawing::Ink::Graticule:
      break;
  }
  return QColor(255, 255, 255, 150);  // over colours that are the same on any ground
}

void SpherePainter::paint(QPainter& painter, QPointF topLeft) const {
  const double unit = m_style.unit;
  painter.save();
  painter.translate(topLeft);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  QFont face = paperFont(m_style.fontPt * unit);
  if (!m_style.family.isEmpty()) face.setFamily(m_style.family);
  painter.drawImage(scaled(m_drawing.map), m_field);
  if (m_drawing.bar.width > 0) {
    const QRectF bar = scaled(m_drawing.bar);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    const auto stops = colorStops(ColorMap::Viridis);
    for (std::size_t i = 0; i < stops.size(); ++i)
      gradient.setColorAt(static_cast<double>(i) / static_cast<double>(stops.size() - 1), QColor(QRgb(stops[i])));
    painter.fillRect(bar, gradient);
  }
  if (m_drawing.beyond.width > 0) {
    painter.drawImage(scaled(m_drawing.beyond), m_swatch);
    painter.setPen(QPen(ink(SphereDrawing::Ink::Frame), 0.5 * unit));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(scaled(m_drawing.beyond));
  }
  for (const auto& line : m_drawing.lines) {
    QPolygonF points;
    for (const PaperPoint& point : line.points) points << scaled(point);
    painter.setPen(QPen(ink(line.ink), line.width * unit, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin));
    painter.drawPolyline(points);
  }
  painter.setBrush(Qt::NoBrush);
  for (const auto& ring : m_drawing.rings) {
    for (const auto& [colour, width] : {std::pair(QColor(Qt::white), 2.2), std::pair(QColor(Qt::black), 1.0)}) {
      painter.setPen(QPen(colour, width * unit));
      painter.drawEllipse(scaled(ring.at), ring.radius * unit, ring.radius * unit);
    }
  }
  painter.setFont(face);
  for (const auto& label : m_drawing.labels) paintLabel(painter, label);
  if (!m_title.isEmpty()) {
    face.setBold(true);
    painter.setFont(face);
    painter.setPen(m_style.palette.text);
    painter.drawText(QRectF(0, 0, m_drawing.width * unit, m_titleHeight), Qt::AlignCenter | Qt::TextDontClip, m_title);
  }
  painter.restore();
}

void SpherePainter::paintLabel(QPainter& painter, const SphereDrawing::Label& label) const {
  const QString text = displayText(label.text);
  const QFontMetricsF metrics(painter.font());
  const double width = metrics.horizontalAdvance(text);
  QPointF at = scaled(label.at);
  if (label.anchor == SphereDrawing::Anchor::Middle) at.rx() -= width / 2;
  if (label.anchor == SphereDrawing::Anchor::Right) at.rx() -= width;
  if (label.veiled) {
    QColor veil = m_style.palette.background;
    veil.setAlphaF(0.8F);
    const double side = 0.2 * m_style.fontPt * m_style.unit;
    painter.fillRect(QRectF(at.x() - side, at.y() - 0.85 * metrics.ascent(), width + 2 * side, metrics.ascent()), veil);
  }
  painter.setPen(ink(label.ink));
  painter.drawText(at, text);
}

std::optional<Vector3> SpherePainter::directionAt(QPointF at) const {
  const QRectF box = scaled(m_drawing.map);
  if (box.width() <= 0 || box.height() <= 0) return {};
  return unprojected(m_projection, {(at.x() - box.x()) / box.width(), (at.y() - box.y()) / box.height()});
}

QPointF SpherePainter::placeOf(const Vector3& direction) const {
  const QRectF box = scaled(m_drawing.map);
  const PaperPoint at = projected(m_projection, direction);
  return {box.x() + at[0] * box.width(), box.y() + at[1] * box.height()};
}

QString sphereReadout(const SpherePlot& plot, const Vector3& direction) {
  const SphereAngles angles = anglesOf(direction);
  const QString where =
      QStringLiteral("tilt %1\u00b0   azimuth %2\u00b0")
          .arg(QString::fromStdString(fixedText(angles.tilt, 1)), QString::fromStdString(fixedText(angles.azimuth, 1)));
  const auto value = sphereValue(plot, direction);
  std::string text = value ? generalText(*value, 4) : plot.beyond.empty() ? "no value" : plot.beyond;
  if (const std::string unit = unitOf(plot.label); value && !unit.empty()) text += " " + unit;
  return where + u'\n' + displayText(text);
}

}  // namespace vitrine::ui
