#include "core/report/html_plot.hpp"

#include "core/base/number_text.hpp"
#include "core/report/html_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

constexpr double kWidth = 680, kHeight = 380;
constexpr double kLeft = 80, kRight = 20, kTop = 44, kBottom = 56;
// Okabe & Ito 2008, told apart with any colour vision.
constexpr std::array kColours = {"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"};

std::string px(double value) { return fixedText(value, 1); }

/// Values of one axis to places on paper.
class Scale {
public:
  Scale(const Axis& axis, double low, double high, double from, double to)
      : m_isLogarithmic(axis.logarithmic), m_from(from), m_to(to) {
    low = axis.low.value_or(low);
    high = axis.high.value_or(high);
    if (!(low <= high)) low = high = 1;  // no value at all
    if (low == high) {
      const double room = m_isLogarithmic ? 0 : std::max(1e-12, std::abs(low) * 0.1);
      low = m_isLogarithmic ? low / 2 : low - room;
      high = m_isLogarithmic ? high * 2 : high + room;
    }
    m_low = m_isLogarithmic ? std::log10(std::max(low, std::numeric_limits<double>::min())) : low;
    m_high = m_isLogarithmic ? std::log10(std::max(high, std::numeric_limits<double>::min())) : high;
    if (m_low == m_high) m_high = m_low + 1;
  }

  bool holds(double value) const { return std::isfinite(value) && (!m_isLogarithmic || value > 0); }
  double place(double value) const {
    const double v = m_isLogarithmic ? std::log10(value) : value;
    return m_from + (v - m_low) / (m_high - m_low) * (m_to - m_from);
  }
  bool shows(double value) const {
    if (!holds(value)) return false;
    const double v = m_isLogarithmic ? std::log10(value) : value;
    const double slack = 1e-9 * (m_high - m_low);
    return v >= m_low - slack && v <= m_high + slack;
  }
  /// Round values: 1, 2 or 5 times a power of ten apart, or whole decades.
  std::vector<double> ticks() const {
    std::vector<double> values;
    const double span = m_high - m_low;
    if (m_isLogarithmic && span >= 1) {
      const double step = std::max(1.0, std::ceil(span / 8));
      for (double decade = std::ceil(m_low); decade <= m_high; decade += step) values.push_back(std::pow(10, decade));
      return values;
    }
    const double low = m_isLogarithmic ? std::pow(10, m_low) : m_low;
    const double high = m_isLogarithmic ? std::pow(10, m_high) : m_high;
    const double rough = (high - low) / 6, power = std::pow(10, std::floor(std::log10(rough)));
    const double step = power * (rough / power > 5 ? 10 : rough / power > 2 ? 5 : rough / power > 1 ? 2 : 1);
    for (double i = std::ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; ++i)
      if (holds(i * step)) values.push_back(i * step + 0.0);  // never -0
    return values;
  }
  double lowest() const { return m_from; }

private:
  bool m_isLogarithmic;
  double m_from, m_to, m_low = 0, m_high = 1;
};

Scale scaleOf(const CurvePlot& plot, bool isX, double from, double to) {
  const Axis& axis = isX ? plot.x : plot.y;
  double low = std::numeric_limits<double>::infinity(), high = -low;
  for (const Series& series : plot.series)
    for (const double value : isX ? series.x : series.y)
      if (std::isfinite(value) && (!axis.logarithmic || value > 0)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
  const bool hasBars =
      std::ranges::any_of(plot.series, [](const Series& series) { return series.style == SeriesStyle::Bars; });
  if (!isX && hasBars && !axis.logarithmic) low = std::min(low, 0.0);
  return {axis, low, high, from, to};
}

std::string line(double x1, double y1, double x2, double y2, const std::string& style) {
  return "<line x1=\"" + px(x1) + "\" y1=\"" + px(y1) + "\" x2=\"" + px(x2) + "\" y2=\"" + px(y2) + "\" " + style +
         "/>\n";
}

std::string label(double x, double y, const std::string& anchor, const std::string& text,
                  const std::string& more = {}) {
  return "<text x=\"" + px(x) + "\" y=\"" + px(y) + "\" text-anchor=\"" + anchor + "\"" + more + ">" +
         plainHtmlText(text) + "</text>\n";
}

class Drawing {
public:
  explicit Drawing(const CurvePlot& plot)
      : m_plot(plot),
        m_x(scaleOf(plot, true, kLeft, kWidth - kRight)),
        m_y(scaleOf(plot, false, kHeight - kBottom, kTop)) {}

  std::string draw() {
    m_svg = "<svg viewBox=\"0 0 " + px(kWidth) + " " + px(kHeight) + "\" role=\"img\" aria-label=\"" +
            plainHtmlText(m_plot.title) + "\" font-size=\"12\" font-family=\"sans-serif\">\n";
    shading();
    axes();
    for (std::size_t i = 0; i < m_plot.series.size(); ++i) series(m_plot.series[i], kColours[i % kColours.size()]);
    markers();
    legend();
    return std::move(m_svg) + "</svg>\n";
  }

private:
  void shading() {
    for (const ShadedRange& range : m_plot.shaded) {
      if (!m_x.holds(range.low) || !m_x.holds(range.high)) continue;
      const double left = std::clamp(m_x.place(range.low), kLeft, kWidth - kRight);
      const double right = std::clamp(m_x.place(range.high), kLeft, kWidth - kRight);
      m_svg += "<rect x=\"" + px(left) + "\" y=\"" + px(kTop) + "\" width=\"" + px(right - left) + "\" height=\"" +
               px(kHeight - kTop - kBottom) + "\" fill=\"#eef2f7\"/>\n";
      m_svg += label((left + right) / 2, kTop + 14, "middle", range.label, " fill=\"#556\"");
    }
  }

  void axes() {
    const double bottom = kHeight - kBottom, right = kWidth - kRight;
    for (const double tick : m_x.ticks()) {
      const double x = m_x.place(tick);
      m_svg += line(x, kTop, x, bottom, "stroke=\"#ddd\"");
      m_svg += label(x, bottom + 16, "middle", generalText(tick, 4));
      if (const std::string text = topLabel(tick); !text.empty()) m_svg += label(x, kTop - 6, "middle", text);
    }
    for (const double tick : m_y.ticks()) {
      const double y = m_y.place(tick);
      m_svg += line(kLeft, y, right, y, "stroke=\"#ddd\"");
      m_svg += label(kLeft - 6, y + 4, "end", generalText(tick, 4));
    }
    m_svg += "<rect x=\"" + px(kLeft) + "\" y=\"" + px(kTop) + "\" width=\"" + px(right - kLeft) + "\" height=\"" +
             px(bottom - kTop) + "\" fill=\"none\" stroke=\"#444\"/>\n";
    m_svg += label((kLeft + right) / 2, kHeight - 18, "middle", m_plot.x.label);
    m_svg += label(0, 0, "middle", m_plot.y.label,
                   " transform=\"translate(16 " + px((kTop + bottom) / 2) + ") rotate(-90)\"");
    if (m_plot.top != TopAxis::None) m_svg += label(right, kTop - 24, "end", "resolution (A)");
  }

  /// The resolution a frequency stands for, in A.
  std::string topLabel(double tick) const {
    if (m_plot.top == TopAxis::None || tick <= 0) return "";
    return generalText(m_plot.top == TopAxis::ResolutionFromFrequency ? 1 / tick : 1 / std::sqrt(tick), 3);
  }

  bool shows(const Series& series, std::size_t i) const { return m_x.shows(series.x[i]) && m_y.shows(series.y[i]); }

  void series(const Series& series, const std::string& colour) {
    const std::size_t count = std::min(series.x.size(), series.y.size());
    if (series.style == SeriesStyle::Points || series.style == SeriesStyle::Bars) {
      for (std::size_t i = 0; i < count; ++i)
        if (shows(series, i)) mark(series, i, count, colour);
      return;
    }
    std::string path;
    bool isOpen = false;
    for (std::size_t i = 0; i < count; ++i) {
      const bool isShown = shows(series, i);
      // Between two gaps there is no line to be seen by: a spike from the floor instead.
      const bool isAlone = isShown && !isOpen && (i + 1 == count || !shows(series, i + 1));
      if (isAlone) path.append("M").append(px(m_x.place(series.x[i]))).append(" ").append(px(m_y.lowest()));
      isOpen = isOpen || isAlone;
      if (isShown)
        path.append(isOpen ? "L" : "M")
            .append(px(m_x.place(series.x[i])))
            .append(" ")
            .append(px(m_y.place(series.y[i])));
      isOpen = isShown;
    }
    const std::string dashes = series.style == SeriesStyle::DashedLine ? " stroke-dasharray=\"6 4\"" : "";
    if (!path.empty())
      m_svg +=
          "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"1.6\"" + dashes + "/>\n";
  }

  void mark(const Series& series, std::size_t i, std::size_t count, const std::string& colour) {
    const double x = m_x.place(series.x[i]), y = m_y.place(series.y[i]);
    if (series.style == SeriesStyle::Points) {
      m_svg += "<circle cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"2.5\" fill=\"" + colour + "\"/>\n";
      return;
    }
    const double base = m_plot.y.logarithmic || !m_y.shows(0) ? m_y.lowest() : m_y.place(0);
    const double width = std::max(1.0, 0.8 * (kWidth - kLeft - kRight) / static_cast<double>(count));
    m_svg += "<rect x=\"" + px(x - width / 2) + "\" y=\"" + px(std::min(y, base)) + "\" width=\"" + px(width) +
             "\" height=\"" + px(std::abs(base - y)) + "\" fill=\"" + colour + "\"/>\n";
  }

  void markers() {
    for (const Marker& marker : m_plot.markers) {
      const bool isX = marker.axis == Marker::Along::X;
      if (!(isX ? m_x : m_y).shows(marker.value)) continue;
      const std::string style =
          marker.isContourLevel ? "stroke=\"#c00000\"" : "stroke=\"#555\" stroke-dasharray=\"3 3\"";
      if (isX) {
        const double x = m_x.place(marker.value);
        const bool isRight = x > (kLeft + kWidth - kRight) / 2;
        m_svg += line(x, kTop, x, kHeight - kBottom, style);
        m_svg += label(x + (isRight ? -4 : 4), kHeight - kBottom - 6, isRight ? "end" : "start", marker.label);
      } else {
        const double y = m_y.place(marker.value);
        m_svg += line(kLeft, y, kWidth - kRight, y, style);
        m_svg += label(kLeft + 4, y - 4, "start", marker.label);
      }
    }
  }

  void legend() {
    if (m_plot.series.size() < 2) return;
    double y = kTop + 28;
    for (std::size_t i = 0; i < m_plot.series.size(); ++i, y += 16) {
      const double right = kWidth - kRight - 8;
      m_svg += line(right - 22, y - 4, right, y - 4,
                    "stroke=\"" + std::string(kColours[i % kColours.size()]) + "\" stroke-width=\"3\"");
      m_svg += label(right - 28, y, "end", m_plot.series[i].label);
    }
  }

  const CurvePlot& m_plot;
  Scale m_x, m_y;
  std::string m_svg;
};

}  // namespace

std::string plotSvg(const CurvePlot& plot) { return Drawing(plot).draw(); }

}  // namespace vitrine
