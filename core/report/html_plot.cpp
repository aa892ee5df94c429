#include "core/report/html_plot.hpp"

#include "core/base/number_text.hpp"
#include "core/report/html_text.hpp"
#include "core/report/series_look.hpp"
#include "core/report/sphere_drawing.hpp"

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
constexpr std::array kColours = {"#0072b2", "#cc4000", "#009e73", "#cc79a7", "#c98000", "#2a9bd8", "#333333"};
constexpr double kLineWidth = 1.6, kLetter = 7, kRow = 16;  // of texts: about what a browser's sans-serif needs

const char* colourOf(const SeriesLook& look) {
  return kColours[static_cast<std::size_t>(look.colour) % kColours.size()];
}

std::string dashesOf(const SeriesLook& look) {
  std::string text;
  for (const double dash : look.dashes)
    text.append(text.empty() ? " stroke-dasharray=\"" : " ").append(fixedText(dash * kLineWidth, 1));
  if (!text.empty()) text += '"';
  return text;
}

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
  const auto include = [&](const std::vector<double>& values) {
    for (const double value : values)
      if (std::isfinite(value) && (!axis.logarithmic || value > 0)) {
        low = std::min(low, value);
        high = std::max(high, value);
      }
  };
  for (const Series& series : plot.series) {
    if (!series.shown) continue;
    include(isX ? series.x : series.y);
    if (!isX && series.style == SeriesStyle::Band) include(series.y2);
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
        m_y(scaleOf(plot, false, kHeight - kBottom, kTop)),
        m_looks(seriesLooks(plot)) {}

  std::string draw() {
    shading();
    axes();
    for (const bool bands : {true, false})  // behind the curves
      for (std::size_t i = 0; i < m_plot.series.size(); ++i)
        if (m_plot.series[i].shown && (m_plot.series[i].style == SeriesStyle::Band) == bands) series(i);
    markers();
    const double height = legend();
    return "<svg viewBox=\"0 0 " + px(kWidth) + " " + px(height) + "\" role=\"img\" aria-label=\"" +
           plainHtmlText(m_plot.title) + "\" font-size=\"12\" font-family=\"sans-serif\">\n" + m_svg + "</svg>\n";
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

  void series(std::size_t index) {
    const Series& series = m_plot.series[index];
    const std::string colour = colourOf(m_looks[index]);
    const std::size_t count = std::min(series.x.size(), series.y.size());
    if (series.style == SeriesStyle::Band) return band(series, colour);
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
    if (!path.empty())
      m_svg += "<path d=\"" + path + "\" fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"" + px(kLineWidth) +
               "\"" + dashesOf(m_looks[index]) + "/>\n";
  }

  /// One closed shape per stretch without a gap; what leaves the plot above or below runs along its edge.
  void band(const Series& series, const std::string& colour) {
    const std::size_t count = std::min({series.x.size(), series.y.size(), series.y2.size()});
    const auto exists = [&](std::size_t i) {
      return m_x.shows(series.x[i]) && m_y.holds(series.y[i]) && m_y.holds(series.y2[i]);
    };
    const auto point = [&](std::size_t i, double y) {
      return px(m_x.place(series.x[i])) + " " + px(std::clamp(m_y.place(y), kTop, kHeight - kBottom));
    };
    for (std::size_t begin = 0; begin < count; ++begin) {
      if (!exists(begin)) continue;
      std::size_t end = begin;
      std::string path;
      for (; end < count && exists(end); ++end) path.append(path.empty() ? "M" : "L").append(point(end, series.y[end]));
      for (std::size_t i = end; i-- > begin;) path.append("L").append(point(i, series.y2[i]));
      m_svg += "<path d=\"" + path + "Z\" fill=\"" + colour + "\" fill-opacity=\"0.22\"/>\n";
      begin = end;
    }
  }

  void mark(const Series& series, std::size_t i, std::size_t count, const std::string& colour) {
    const double x = m_x.place(series.x[i]), y = m_y.place(series.y[i]);
    if (series.style == SeriesStyle::Points) {
      m_svg += "<circle cx=\"" + px(x) + "\" cy=\"" + px(y) + "\" r=\"2.5\" fill=\"" + colour + "\"/>\n";
      return;
    }
    const double base = m_plot.y.logarithmic || !m_y.shows(0) ? m_y.lowest() : m_y.place(0);
    // Bars are as far apart as their data, on an axis that may be wider than these.
    const double apart = count > 1 ? m_x.place(series.x[1]) - m_x.place(series.x[0])
                                   : (kWidth - kLeft - kRight) / static_cast<double>(count);
    const double width = std::max(1.0, 0.8 * std::abs(apart));
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
        m_svg += line(x, kTop, x, kHeight - kBottom, style);
        const double width = kLetter * static_cast<double>(marker.label.size());
        const bool isLeft = x + 4 + width > kWidth - kRight;  // the label's side of the line
        markerLabel({x + (isLeft ? -4 - width : 4), kTop + 3, width, kRow}, marker.label, true);
      } else {
        const double y = m_y.place(marker.value);
        m_svg += line(kLeft, y, kWidth - kRight, y, style);
        const double width = kLetter * static_cast<double>(marker.label.size());
        markerLabel({kWidth - kRight - 4 - width, y - 1 - kRow, width, kRow}, marker.label, false);
      }
    }
  }

  /// Moves a label down from the top, or along its line, until it covers no other.
  void markerLabel(PaperBox box, const std::string& text, bool isX) {
    if (text.empty()) return;
    for (int tries = 0; tries < 12; ++tries) {
      const auto other = std::ranges::find_if(m_labels, [&](const PaperBox& taken) { return taken.meets(box); });
      if (other == m_labels.end()) break;
      if (isX)
        box.y = other->y + other->height;
      else
        box.x = other->x - box.width - 4;
    }
    m_labels.push_back(box);
    m_svg += label(box.x + box.width / 2, box.y + 12, "middle", text,
                   " stroke=\"#fff\" stroke-opacity=\"0.85\" stroke-width=\"3\" paint-order=\"stroke\"");
  }

  /// Below the axes, where it hides no curve, in columns as wide as the longest entry. Returns the height of the whole.
  double legend() {
    constexpr double kIcon = 30, kGap = 18;
    std::vector<std::size_t> entries;
    double widest = 1;
    for (std::size_t i = 0; i < m_plot.series.size(); ++i) {
      if (!m_plot.series[i].shown || m_plot.series[i].label.empty()) continue;
      entries.push_back(i);
      widest = std::max(widest, kIcon + kGap + kLetter * static_cast<double>(m_plot.series[i].label.size()));
    }
    if (m_plot.series.size() < 2) return kHeight;
    const auto columns = static_cast<std::size_t>(std::max(1.0, (kWidth - kLeft - kRight) / widest));
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const double x = kLeft + widest * static_cast<double>(i % columns);
      const double y = kHeight + kRow * static_cast<double>(i / columns);
      m_svg += icon(entries[i], x, y - 4);
      m_svg += label(x + kIcon, y, "start", m_plot.series[entries[i]].label);
    }
    return kHeight + kRow * std::ceil(static_cast<double>(entries.size()) / static_cast<double>(columns));
  }

  std::string icon(std::size_t index, double x, double y) const {
    const SeriesStyle style = m_plot.series[index].style;
    const std::string fill = std::string("\" fill=\"").append(colourOf(m_looks[index])).append("\"");
    const std::string middle = px(x + 12);
    std::string svg;
    if (style == SeriesStyle::Points)
      svg.append("<circle cx=\"").append(middle).append("\" cy=\"").append(px(y)).append("\" r=\"2.5").append(fill);
    else if (style == SeriesStyle::Bars || style == SeriesStyle::Band)
      svg.append("<rect x=\"")
          .append(px(x))
          .append("\" y=\"")
          .append(px(y - 5))
          .append("\" width=\"24\" height=\"10")
          .append(fill);
    else
      return line(x, y, x + 24, y,
                  std::string("stroke=\"")
                      .append(colourOf(m_looks[index]))
                      .append("\" stroke-width=\"2\"")
                      .append(dashesOf(m_looks[index])));
    if (style == SeriesStyle::Band) svg += " fill-opacity=\"0.22\"";
    return svg + "/>\n";
  }

  const CurvePlot& m_plot;
  Scale m_x, m_y;
  std::vector<SeriesLook> m_looks;
  std::vector<PaperBox> m_labels;  ///< of markers, taken
  std::string m_svg;
};

}  // namespace

std::string plotSvg(const CurvePlot& plot) { return Drawing(plot).draw(); }

}  // namespace vitrine
