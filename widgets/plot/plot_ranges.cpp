// What a plot's axes span and where the scale of resolutions has its ticks.
#include "core/base/number_text.hpp"
#include "widgets/plot/plot_painter.hpp"
#include "widgets/theme/text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {

namespace {

struct Extent {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();
  bool logarithmic = false;
  void add(double value) {
    if (!std::isfinite(value) || (logarithmic && value <= 0)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return low > high; }
};

bool hasBars(const CurvePlot& plot) {
  return std::any_of(plot.series.begin(), plot.series.end(),
                     [](const Series& s) { return s.style == SeriesStyle::Bars; });
}

Extent dataExtent(const CurvePlot& plot, bool alongX) {
  Extent extent;
  extent.logarithmic = alongX ? plot.x.logarithmic : plot.y.logarithmic;
  for (const Series& series : plot.series) {
    if (!series.shown) continue;
    const std::size_t count = std::min(series.x.size(), series.y.size());
    for (std::size_t i = 0; i < count; ++i) extent.add(alongX ? series.x[i] : series.y[i]);
    for (std::size_t i = 0; !alongX && i < series.y2.size(); ++i) extent.add(series.y2[i]);
    if (alongX && series.style == SeriesStyle::Bars && count > 1) {  // the bars' half widths
      const double half = std::abs(series.x[1] - series.x[0]) / 2;
      extent.add(series.x.front() - half);
      extent.add(series.x[count - 1] + half);
    }
  }
  for (const Marker& marker : plot.markers) {
    if ((marker.axis == Marker::Along::X) == alongX) extent.add(marker.value);
  }
  if (alongX) {
    for (const ShadedRange& shade : plot.shaded) {
      extent.add(shade.low);
      extent.add(shade.high);
    }
  } else if (hasBars(plot) && !extent.logarithmic) {
    extent.add(0);
  }
  return extent;
}

/// Labels of vertical lines stand in rows at the top; room for them above the curves.
double headroom(const CurvePlot& plot) {
  const auto rows = std::count_if(plot.markers.begin(), plot.markers.end(),
                                  [](const Marker& m) { return m.axis == Marker::Along::X && !m.label.empty(); });
  return 0.06 + 0.08 * static_cast<double>(std::min<std::ptrdiff_t>(rows, 3));
}

double toFrequency(TopAxis kind, double resolution) {
  return kind == TopAxis::ResolutionFromSquaredFrequency ? 1 / (resolution * resolution) : 1 / resolution;
}
double toResolution(TopAxis kind, double x) {
  return kind == TopAxis::ResolutionFromSquaredFrequency ? 1 / std::sqrt(x) : 1 / x;
}

double roundStep(double step) {
  const double power = std::pow(10.0, std::floor(std::log10(step)));
  const double mantissa = step / power;
  return power * (mantissa <= 1 ? 1 : mantissa <= 2 ? 2 : mantissa <= 5 ? 5 : 10);
}

}  // namespace

QCPRange PlotPainter::dataRange(const CurvePlot& plot, bool alongX) {
  const Axis& axis = alongX ? plot.x : plot.y;
  Extent extent = dataExtent(plot, alongX);
  const bool logarithmic = axis.logarithmic;
  if (extent.empty()) extent.low = logarithmic ? 1 : 0, extent.high = logarithmic ? 10 : 1;

  double low = logarithmic ? std::log10(extent.low) : extent.low;
  double high = logarithmic ? std::log10(extent.high) : extent.high;
  if (high - low < 1e-12 * std::max(std::abs(high), 1e-30)) {  // one value only
    const double half = logarithmic ? 0.5 : (high == 0 ? 1 : std::abs(high) * 0.1);
    low -= half;
    high += half;
  }
  const double span = high - low;
  const bool startsAtZero = !logarithmic && low >= 0 && low < 0.1 * span;
  low = startsAtZero ? 0 : low - (alongX ? 0.02 : 0.05) * span;
  high += (alongX ? 0.02 : headroom(plot)) * span;
  if (logarithmic) low = std::pow(10.0, low), high = std::pow(10.0, high);

  if (axis.low && !(logarithmic && *axis.low <= 0)) low = *axis.low;
  if (axis.high && *axis.high > low) high = *axis.high;
  return {low, high};
}

std::optional<double> PlotPainter::resolutionAt(const CurvePlot& plot, double x) {
  if (plot.top == TopAxis::None || !(x > 0)) return {};
  return toResolution(plot.top, x);
}

void ResolutionTicker::setRoom(double axisPixels, double labelPixels) {
  m_axisPixels = std::max(1.0, axisPixels);
  m_labelPixels = labelPixels;
}

void ResolutionTicker::generate(const QCPRange& range, const QLocale&, QChar, int, QVector<double>& ticks,
                                QVector<double>* subTicks, QVector<QString>* tickLabels) {
  ticks.clear();
  if (subTicks) subTicks->clear();
  if (tickLabels) tickLabels->clear();
  if (!(range.upper > 0) || !(range.size() > 0)) return;

  const double minimum = toResolution(m_kind, range.upper);
  const double maximum = range.lower > 0 ? std::min(toResolution(m_kind, range.lower), 1e6) : 1e6;
  const double pixelsPerX = m_axisPixels / range.size();
  QVector<double> resolutions;
  // A tick is taken if its label stays clear of those taken before, so the rounder numbers come first.
  const auto consider = [&](double resolution) {
    if (resolution < minimum * (1 - 1e-9) || resolution > maximum * (1 + 1e-9)) return;
    const double x = toFrequency(m_kind, resolution);
    if (x * pixelsPerX < m_labelPixels) return;  // hundreds of Angstrom crowd at frequency 0 and tell nothing
    for (const double taken : resolutions) {
      if (std::abs(toFrequency(m_kind, taken) - x) * pixelsPerX < m_labelPixels * 1.35) return;
    }
    resolutions.append(resolution);
  };
  constexpr double kMantissas[3][6] = {{1, 2, 5, 0, 0, 0}, {3, 4, 6, 8, 0, 0}, {1.5, 2.5, 3.5, 4.5, 7, 9}};
  for (const auto& tier : kMantissas) {
    for (double power = 1e-2; power <= 1e5; power *= 10) {
      for (const double mantissa : tier) {
        if (mantissa > 0) consider(mantissa * power);
      }
    }
  }
  if (resolutions.size() < 3 && maximum < 1e6) {  // zoomed in: equal steps of resolution
    const double step = roundStep((maximum - minimum) / 5);
    for (double k = std::ceil(minimum / step); k * step <= maximum; ++k) consider(k * step);
  }

  std::sort(resolutions.begin(), resolutions.end(), std::greater<>());
  for (const double resolution : resolutions) {
    ticks.append(toFrequency(m_kind, resolution));
    if (tickLabels) tickLabels->append(QString::fromStdString(generalText(resolution, 6)));
  }
}

}  // namespace vitrine::ui
