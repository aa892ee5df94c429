// Plots for the tests of painter, panel and report.
#pragma once

#include "core/checks/plot.hpp"

#include <cmath>
#include <limits>

namespace vitrine::ui {

/// Three kinds of lines, a gap at index 50, a shaded range, a marker, a scale of resolutions.
inline CurvePlot guinierPlot() {
  CurvePlot plot;
  plot.key = "guinier";
  plot.title = "Guinier plot";
  plot.caption = "Figure 1. Logarithm of the mean amplitude.";
  plot.x.label = "1/d^2 (1/A^2)";
  plot.y.label = "ln<|F|>";
  plot.top = TopAxis::ResolutionFromSquaredFrequency;
  Series map{"guinier", "Map", {}, {}, SeriesStyle::Line};
  Series fit{"guinier_fit", "Fit, B = -62.3 A^2", {0.01, 0.08}, {-13.5, -24}, SeriesStyle::DashedLine};
  Series corrected{"guinier_corrected", "Corrected map", {}, {}, SeriesStyle::Points};
  for (int i = 1; i <= 100; ++i) {
    const double x = i * 0.001;
    map.x.push_back(x);
    map.y.push_back(i == 50 ? std::numeric_limits<double>::quiet_NaN() : -12 - 150 * x + 0.3 * std::sin(i * 0.3));
    if (i % 10 == 0) {
      corrected.x.push_back(x);
      corrected.y.push_back(-12);
    }
  }
  plot.series = {map, fit, corrected};
  plot.shaded = {{0.01, 0.08, "fit"}};
  plot.markers = {{Marker::Along::X, 0.09, "reported resolution"}};
  return plot;
}

/// As check 1.a draws it: an error band with a gap, several lines, two of them only on request, close thresholds.
inline CurvePlot fscPlot() {
  CurvePlot plot;
  plot.key = "fsc";
  plot.title = "Fourier shell correlation";
  plot.x = {"Spatial frequency (1/A)", false, 0, 0.25};
  plot.y = {"FSC", false, -0.1, 1.05};
  plot.top = TopAxis::ResolutionFromFrequency;
  Series fsc{"fsc", "FSC, unmasked", {}, {}};
  Series band{"", "one standard error", {}, {}, SeriesStyle::Band};
  Series masked{"fsc_masked", "FSC, masked", {}, {}};
  for (int k = 1; k <= 64; ++k) {
    const double x = k / 256.0, y = 1 / (1 + std::exp(60 * (x - 0.12)));
    fsc.x.push_back(x);
    fsc.y.push_back(y);
    masked.x.push_back(x);
    masked.y.push_back(1 / (1 + std::exp(60 * (x - 0.15))));
    band.x.push_back(x);
    band.y.push_back(k == 20 ? std::numeric_limits<double>::quiet_NaN() : y - 0.04);
    band.y2.push_back(y + 0.04);
  }
  Series halfBit{"", "half-bit", {0.01, 0.25}, {0.6, 0.2}, SeriesStyle::DashedLine};
  Series oneBit{"", "1-bit", {0.01, 0.25}, {0.7, 0.3}, SeriesStyle::DashedLine};
  halfBit.shown = oneBit.shown = false;
  plot.series = {fsc, band, masked, halfBit, oneBit};
  plot.markers = {{Marker::Along::Y, 0.143, "0.143"}, {Marker::Along::Y, 0.16, "0.16"}, {Marker::Along::Y, 0.5, "0.5"}};
  return plot;
}

/// Bars on a logarithmic axis with the contour level at 0.01.
inline CurvePlot histogramPlot() {
  CurvePlot plot;
  plot.key = "histogram";
  plot.title = "Histogram of the density";
  plot.x.label = "Density";
  plot.y.label = "Voxels";
  plot.y.logarithmic = true;
  Series voxels{"histogram", "Voxels", {}, {}, SeriesStyle::Bars};
  for (int i = 0; i < 64; ++i) {
    const double x = -0.02 + i * 0.001;
    voxels.x.push_back(x);
    voxels.y.push_back(std::floor(1e6 * std::exp(-x * x / (2 * 0.008 * 0.008))));
  }
  plot.series = {voxels};
  plot.markers = {{Marker::Along::X, 0.01, "threshold", true}};
  return plot;
}

}  // namespace vitrine::ui
