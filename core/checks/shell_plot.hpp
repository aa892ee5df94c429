// Plots of curves over Fourier shells, alike in every check that shows them.
#pragma once

#include "core/checks/plot.hpp"
#include "core/resolution/fsc_curve.hpp"

#include <optional>
#include <string>

namespace vitrine {

/// value(s) over the frequencies of shells 1 .. curve.count() - 1.
template <class Value>
Series overShells(std::string key, std::string label, const FscCurve& curve, Value value,
                  SeriesStyle style = SeriesStyle::Line) {
  Series series{std::move(key), std::move(label), {}, {}, style};
  for (int s = 1; s < curve.count(); ++s) {
    series.x.push_back(curve.frequency(s));
    series.y.push_back(value(s));
  }
  return series;
}

/// An empty plot over the curve's frequencies, resolution above, the reported resolution marked.
CurvePlot shellPlot(std::string key, std::string title, const FscCurve& curve, Axis y, std::optional<double> reportedA);

}  // namespace vitrine
