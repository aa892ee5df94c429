// Curves of two results in pairs.
#include "core/report/compare_parts.hpp"

#include <algorithm>

namespace vitrine {
namespace {

struct Place {
  const CurvePlot* plot = nullptr;
  const Series* series = nullptr;
};

Place findCurve(const CheckResult* result, const std::string& key) {
  if (result == nullptr) return {};
  for (const CurvePlot& plot : result->plots)
    for (const Series& series : plot.series)
      if (series.key == key && series.style != SeriesStyle::Band) return {&plot, &series};
  return {};
}

std::vector<std::string> curveKeys(const CheckResult* a, const CheckResult* b) {
  std::vector<std::string> keys;
  for (const CheckResult* result : {a, b}) {
    if (result == nullptr) continue;
    for (const CurvePlot& plot : result->plots)
      for (const Series& series : plot.series)
        if (!series.key.empty() && series.style != SeriesStyle::Band &&
            std::ranges::find(keys, series.key) == keys.end())
          keys.push_back(series.key);
  }
  return keys;
}

/// More than labels: made by a check, not read from a report.
bool hasFrame(const CurvePlot* plot) {
  return plot != nullptr && (plot->top != TopAxis::None || plot->x.low || plot->y.low || plot->x.high || plot->y.high ||
                             plot->x.logarithmic || plot->y.logarithmic || !plot->markers.empty());
}

TopAxis topFromLabel(const std::string& label) {
  if (label.find("(1/A^2)") != std::string::npos) return TopAxis::ResolutionFromSquaredFrequency;
  return label.find("(1/A)") != std::string::npos ? TopAxis::ResolutionFromFrequency : TopAxis::None;
}

/// Limits that hold both sides; none where one side leaves them to the data.
Axis joined(const Axis& a, const Axis& b) {
  Axis axis = a;
  if (a.low && b.low) axis.low = std::min(*a.low, *b.low);
  if (a.high && b.high) axis.high = std::max(*a.high, *b.high);
  return axis;
}

/// Where limits of x are set they hold the data of both sides: the frame may be that of one.
void addSeries(CurvePlot& plot, const Series& series, const char* side, SeriesStyle style) {
  for (const double x : series.x) {
    if (plot.x.low) plot.x.low = std::min(*plot.x.low, x);
    if (plot.x.high) plot.x.high = std::max(*plot.x.high, x);
  }
  plot.series.push_back({.key = side, .label = std::string(side), .x = series.x, .y = series.y, .style = style});
}

}  // namespace

std::vector<ComparedCurve> pairCurves(const std::string& check, const CheckResult* a, const CheckResult* b) {
  std::vector<ComparedCurve> curves;
  for (const std::string& key : curveKeys(a, b)) {
    const Place inA = findCurve(a, key), inB = findCurve(b, key);
    const bool framedA = hasFrame(inA.plot), framedB = hasFrame(inB.plot);
    const CurvePlot& frame = framedA || !framedB ? (inA.plot != nullptr ? *inA.plot : *inB.plot) : *inB.plot;
    ComparedCurve& curve = curves.emplace_back();
    curve.key = check + "/" + key;
    curve.check = check;
    curve.inA = inA.series != nullptr;
    curve.inB = inB.series != nullptr;
    CurvePlot& plot = curve.plot;
    plot.key = curve.key;
    const Place& named = framedA || !framedB ? (inA.series != nullptr ? inA : inB) : inB;
    plot.title = check + ": " + (hasFrame(named.plot) ? named.plot->title + ", " + named.series->label : key);
    plot.x = framedA && framedB ? joined(inA.plot->x, inB.plot->x) : frame.x;
    plot.y = framedA && framedB ? joined(inA.plot->y, inB.plot->y) : frame.y;
    plot.top = frame.top != TopAxis::None ? frame.top : topFromLabel(frame.x.label);
    // Criteria hold for both; a crossing or a reported resolution is one side's alone.
    for (const Marker& marker : frame.markers)
      if (marker.axis == Marker::Along::Y && !marker.isContourLevel) plot.markers.push_back(marker);
    if (inA.series != nullptr) addSeries(plot, *inA.series, "A", SeriesStyle::Line);
    if (inB.series != nullptr) addSeries(plot, *inB.series, "B", SeriesStyle::DashedLine);
  }
  return curves;
}

}  // namespace vitrine
