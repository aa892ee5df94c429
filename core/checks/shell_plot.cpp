#include "core/checks/shell_plot.hpp"

namespace vitrine {

CurvePlot shellPlot(std::string key, std::string title, const FscCurve& curve, Axis y,
                    std::optional<double> reportedA) {
  CurvePlot plot;
  plot.key = std::move(key);
  plot.title = std::move(title);
  plot.x = {"Spatial frequency (1/A)", false, 0.0, curve.frequency(curve.count() - 1)};
  plot.y = std::move(y);
  plot.top = TopAxis::ResolutionFromFrequency;
  if (reportedA) plot.markers.push_back({Marker::Along::X, 1 / *reportedA, "reported", false});
  return plot;
}

}  // namespace vitrine
