#include "core/report/sphere_drawing.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

using Ink = SphereDrawing::Ink;
using Anchor = SphereDrawing::Anchor;

// Margins and the block of the colour bar, in multiples of the font size.
constexpr double kSide = 2.6, kTop = 0.6, kPolarTop = 1.8, kBarBlock = 5.4;

double topMargin(const SpherePlot& plot) { return plot.projection == SphereProjection::Polar ? kPolarTop : kTop; }
double bottomMargin(const SpherePlot& plot) {
  return kBarBlock + (plot.projection == SphereProjection::Polar ? 1.0 : 0.0);
}

class Composer {
public:
  Composer(const SpherePlot& plot, double width, double height, double fontSize) : m_plot(plot), m_em(fontSize) {
    m_drawing.width = width;
    m_drawing.height = height;
    m_drawing.fontSize = fontSize;
    const double aspect = isPolar() ? 1 : 2;
    const double room = std::max(1.0, height - (topMargin(plot) + bottomMargin(plot)) * m_em);
    const double across = std::max(1.0, std::min(width - 2 * kSide * m_em, room * aspect));
    m_drawing.map = {(width - across) / 2, topMargin(plot) * m_em, across, across / aspect};
  }

  SphereDrawing compose() {
    graticule();
    outline();
    bar();
    for (const SphereMark& mark : m_plot.marks) ring(mark);
    for (const SphereMark& mark : m_plot.marks) name(mark);
    return std::move(m_drawing);
  }

private:
  bool isPolar() const { return m_plot.projection == SphereProjection::Polar; }

  PaperPoint place(const Vector3& direction) const {
    const PaperPoint at = projected(m_plot.projection, direction);
    return {m_drawing.map.x + at[0] * m_drawing.map.width, m_drawing.map.y + at[1] * m_drawing.map.height};
  }

  double textWidth(const std::string& text) const {
    return SphereDrawing::kEm * m_em * static_cast<double>(text.size());
  }

  void label(PaperPoint at, Anchor anchor, std::string text, Ink ink = Ink::Muted, bool veiled = false) {
    const double width = textWidth(text);
    const double left = at[0] - (anchor == Anchor::Middle ? width / 2 : anchor == Anchor::Right ? width : 0);
    m_taken.push_back({left, at[1] - m_em, width, 1.2 * m_em});
    m_drawing.labels.push_back({at, anchor, std::move(text), ink, veiled});
  }

  void graticule() {
    const double farthest = isPolar() ? 60 : 150;
    for (double tilt = 30; tilt <= farthest; tilt += 30) {
      SphereDrawing::Line line;
      // Mollweide runs from -180 to 180: azimuth 180 belongs to the right edge.
      const double from = isPolar() ? 0 : -179.999;
      for (int i = 0; i <= 120; ++i)
        line.points.push_back(place(directionOf({tilt, std::min(from + i * 3.0, from + 359.998)})));
      if (!isPolar())
        label({line.points.front()[0] - 0.4 * m_em, line.points.front()[1] + 0.35 * m_em}, Anchor::Right,
              generalText(tilt));
      m_drawing.lines.push_back(std::move(line));
    }
    isPolar() ? spokes() : meridians();
  }

  void meridians() {
    for (double azimuth = 60; azimuth < 360; azimuth += 60) {
      if (azimuth == 180) continue;  // the edge
      meridian(azimuth, 180);
      const PaperPoint at = place(directionOf({90, azimuth}));
      label({at[0], at[1] - 0.35 * m_em}, Anchor::Middle, generalText(azimuth), Ink::Text, true);
    }
    meridian(0, 180);
  }

  void spokes() {
    for (double azimuth = 0; azimuth < 360; azimuth += 30) {
      meridian(azimuth, 90);
      const PaperPoint rim = place(directionOf({90, azimuth}));
      const double middleX = m_drawing.map.x + m_drawing.map.width / 2,
                   middleY = m_drawing.map.y + m_drawing.map.height / 2;
      const double radius = m_drawing.map.width / 2, away = 1 + 0.9 * m_em / radius;
      const PaperPoint at{middleX + (rim[0] - middleX) * away, middleY + (rim[1] - middleY) * away + 0.35 * m_em};
      const double side = (rim[0] - middleX) / radius;
      label(at, side > 0.2 ? Anchor::Left : side < -0.2 ? Anchor::Right : Anchor::Middle, generalText(azimuth));
    }
    for (const double tilt : {30.0, 60.0}) {
      const PaperPoint at = place(directionOf({tilt, 75}));
      label({at[0], at[1] + 0.35 * m_em}, Anchor::Middle, generalText(tilt), Ink::Text, true);
    }
  }

  void meridian(double azimuth, double farthest) {
    SphereDrawing::Line line;
    for (int i = 0; i <= 60; ++i) line.points.push_back(place(directionOf({farthest * i / 60, azimuth})));
    m_drawing.lines.push_back(std::move(line));
  }

  void outline() {
    SphereDrawing::Line line{{}, Ink::Frame, 0.8};
    const PaperBox& map = m_drawing.map;
    for (int i = 0; i <= 180; ++i) {
      const double turn = i * 2 * std::numbers::pi / 180;
      line.points.push_back(
          {map.x + map.width * (1 + std::cos(turn)) / 2, map.y + map.height * (1 + std::sin(turn)) / 2});
    }
    m_drawing.lines.push_back(std::move(line));
  }

  bool hasBeyond() const {
    return !m_plot.beyond.empty() &&
           std::ranges::any_of(m_plot.value, [](double value) { return !std::isfinite(value); });
  }

  /// Bar and swatch share a row below the sphere.
  void bar() {
    const double y = m_drawing.height - (kBarBlock - 1.6) * m_em;
    const auto limits = colourLimits(m_plot);
    const double swatch = hasBeyond() ? textWidth(m_plot.beyond) + 3.4 * m_em : 0;
    const double room = m_drawing.width - 2 * kSide * m_em;
    const double length = limits ? std::max(4 * m_em, std::min(room - swatch, 0.6 * room)) : 0;
    double x = (m_drawing.width - length - swatch) / 2;
    if (limits) {
      m_drawing.bar = {x, y, length, m_em};
      for (const double tick : ticks(*limits, length)) {
        const double at = x + length * (tick - (*limits)[0]) / ((*limits)[1] - (*limits)[0]);
        m_drawing.lines.push_back({{{at, y + m_em}, {at, y + 1.3 * m_em}}, Ink::Frame, 0.6});
        label({at, y + 2.4 * m_em}, Anchor::Middle, generalText(tick, 4), Ink::Text);
      }
      label({x + length / 2, y + 3.6 * m_em}, Anchor::Middle, m_plot.label, Ink::Text);
      x += length + 2 * m_em;
    }
    if (!hasBeyond()) return;
    m_drawing.beyond = {x, y, m_em, m_em};
    label({x + 1.4 * m_em, y + 0.85 * m_em}, Anchor::Left, m_plot.beyond, Ink::Text);
  }

  /// Round values whose labels do not touch.
  std::vector<double> ticks(const std::array<double, 2>& limits, double length) const {
    const double span = limits[1] - limits[0];
    const double most = std::max(1.0, std::min(6.0, length / (5 * m_em)));
    const double rough = span / most, power = std::pow(10, std::floor(std::log10(rough)));
    const double ratio = rough / power * (1 - 1e-9);
    const double step = power * (ratio > 5 ? 10 : ratio > 2 ? 5 : ratio > 1 ? 2 : 1);
    std::vector<double> values;
    for (double i = std::ceil(limits[0] / step - 1e-9); i * step <= limits[1] + 1e-9 * step; ++i)
      values.push_back(i * step + 0.0);
    return values;
  }

  /// An axis has two ends; the disc shows one of them, except at its rim.
  void ring(const SphereMark& mark) {
    const Vector3 opposite{-mark.direction[0], -mark.direction[1], -mark.direction[2]};
    m_drawing.rings.push_back({place(mark.direction), 0.35 * m_em});
    const bool isAtRim = std::abs(anglesOf(mark.direction).tilt - 90) < 1e-6;
    if (isPolar() && !isAtRim) return;
    m_drawing.rings.push_back({isPolar() ? rimOpposite(mark.direction) : place(opposite), 0.2 * m_em});
  }
  PaperPoint rimOpposite(const Vector3& direction) const {
    return place(directionOf({90, std::fmod(anglesOf(direction).azimuth + 180, 360)}));
  }

  /// The first free place around the ring; the last one tried if all are taken.
  void name(const SphereMark& mark) {
    if (mark.label.empty()) return;
    const PaperPoint at = place(mark.direction);
    const double width = textWidth(mark.label) + 0.4 * m_em, height = 1.2 * m_em, gap = 0.6 * m_em;
    const PaperBox boxes[] = {{at[0] + gap, at[1] - height / 2, width, height},
                              {at[0] - gap - width, at[1] - height / 2, width, height},
                              {at[0] - width / 2, at[1] - gap - height, width, height},
                              {at[0] - width / 2, at[1] + gap, width, height},
                              {at[0] + gap, at[1] + gap / 2, width, height}};
    const PaperBox* chosen = &boxes[4];
    for (const PaperBox& box : boxes)
      if (isFree(box)) {
        chosen = &box;
        break;
      }
    label({chosen->x + 0.2 * m_em, chosen->y + 0.95 * m_em}, Anchor::Left, mark.label, Ink::Mark, true);
  }

  bool isFree(const PaperBox& box) const {
    if (box.x < 0 || box.x + box.width > m_drawing.width || box.y < 0) return false;
    return std::ranges::none_of(m_taken, [&](const PaperBox& other) { return box.meets(other); }) &&
           std::ranges::none_of(m_drawing.rings, [&](const auto& ring) { return box.holds(ring.at); });
  }

  const SpherePlot& m_plot;
  double m_em;
  SphereDrawing m_drawing;
  std::vector<PaperBox> m_taken;
};

}  // namespace

SphereDrawing drawSphere(const SpherePlot& plot, double width, double height, double fontSize) {
  return Composer(plot, width, height, fontSize).compose();
}

double sphereHeight(const SpherePlot& plot, double width, double fontSize) {
  const double room = width - 2 * kSide * fontSize;
  return room / 2 + (topMargin(plot) + bottomMargin(plot)) * fontSize;
}

}  // namespace vitrine
