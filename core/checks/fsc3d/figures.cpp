#include "core/checks/fsc3d/figures.hpp"

#include "core/base/number_text.hpp"
#include "core/resolution/directions.hpp"
#include "core/resolution/sphere_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::fsc3d {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr int kHistogramBins = 10;
constexpr const char* kAxisNames[] = {"X", "Y", "Z"};
constexpr const char* kAxisKeys[] = {"fsc_x", "fsc_y", "fsc_z"};

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Shells 1 .. last of values indexed by shell.
template <class Value>
Series overShells(std::string key, std::string label, double width, int last, Value value,
                  SeriesStyle style = SeriesStyle::Line) {
  Series series;
  series.key = std::move(key);
  series.label = std::move(label);
  series.style = style;
  for (int s = 1; s <= last; ++s) {
    series.x.push_back(s * width);
    series.y.push_back(value(s));
  }
  return series;
}

Axis frequencyAxis(const DirectionalFsc& fsc) {
  return {"Spatial frequency (1/A)", false, 0.0, fsc.frequency(fsc.last)};
}

void markReported(CurvePlot& plot, std::optional<double> reportedA) {
  if (reportedA) plot.markers.push_back({Marker::Along::X, 1 / *reportedA, "reported", false});
}

}  // namespace

CurvePlot directionalPlot(const DirectionalFsc& fsc, const std::string& suffix, const std::string& title,
                          const std::string& caption, std::optional<double> reportedA) {
  CurvePlot plot;
  plot.key = "directional_fsc" + suffix;
  plot.title = title;
  plot.caption = caption;
  plot.x = frequencyAxis(fsc);
  plot.y = {"FSC", false, -0.1, 1.05};
  plot.top = TopAxis::ResolutionFromFrequency;
  for (int axis = 0; axis < 3; ++axis)
    plot.series.push_back(overShells(kAxisKeys[axis] + suffix, kAxisNames[axis], fsc.width, fsc.last,
                                     [&](int s) { return fsc.along[at(axis)][at(s)]; }));
  plot.series.push_back(
      overShells("fsc_global" + suffix, "global", fsc.width, fsc.last, [&](int s) { return fsc.global[at(s)]; }));
  plot.markers.push_back({Marker::Along::Y, kThreshold, "0.143", false});
  markReported(plot, reportedA);
  return plot;
}

Series meanCosine(const ShellSums& sums, int last) {
  return overShells(
      "mean_cosine", "mean cosine", sums.width, last, [&](int s) { return sums.meanCosine(s); },
      SeriesStyle::DashedLine);
}

CurvePlot histogramPlot(const DirectionalFsc& fsc, std::span<const Crossing> ends, double nyquistA) {
  const auto even = ends.subspan(ConeAxes::kFibonacci, ConeAxes::kFibonacciCount);
  const double binWidth = 1 / nyquistA / kHistogramBins;
  Series bars;
  bars.key = "direction_histogram";
  bars.label = "directions ending";
  bars.style = SeriesStyle::Bars;
  for (int bin = 0; bin < kHistogramBins; ++bin) {
    bars.x.push_back((bin + 0.5) * binWidth);
    bars.y.push_back(0);
  }
  int never = 0;
  for (const Crossing& end : even) {
    never += end.state == CrossingState::Never ? 1 : 0;
    if (!end.frequency) continue;
    const int bin = std::clamp(static_cast<int>(*end.frequency / binWidth), 0, kHistogramBins - 1);
    bars.y[at(bin)] += 1.0 / ConeAxes::kFibonacciCount;
  }

  CurvePlot plot;
  plot.key = "direction_histogram";
  plot.title = "Directions by the frequency at which they end";
  plot.caption =
      "Share of 500 directions whose FSC falls below 0.143 in each tenth of the frequencies up to Nyquist, with the "
      "global FSC and the mean of the directional ones with its standard deviation. Narrow bars and a narrow band mean "
      "that all directions are resolved alike.";
  if (never > 0) plot.caption += " " + plural(never, "direction") + " did not end before Nyquist.";
  plot.x = {"Spatial frequency (1/A)", false, 0.0, 1 / nyquistA};
  plot.y = {"Share of directions, FSC", false, -0.1, 1.05};
  plot.top = TopAxis::ResolutionFromFrequency;
  plot.series.push_back(std::move(bars));
  plot.series.push_back(overShells("", "global FSC", fsc.width, fsc.last, [&](int s) { return fsc.global[at(s)]; }));
  std::vector<ShellSpread> spread;
  for (int s = 0; s <= fsc.last; ++s) spread.push_back(spreadIn(fsc, s));
  plot.series.push_back(overShells("fsc_direction_mean", "mean direction", fsc.width, fsc.last,
                                   [&](int s) { return spread[at(s)].mean; }));
  Series band = overShells(
      "fsc_direction_band", "+- sd", fsc.width, fsc.last, [&](int s) { return spread[at(s)].mean - spread[at(s)].sd; },
      SeriesStyle::Band);
  for (int s = 1; s <= fsc.last; ++s) band.y2.push_back(spread[at(s)].mean + spread[at(s)].sd);
  plot.series.push_back(std::move(band));
  return plot;
}

CurvePlot powerPlot(const ShellSums& sums, int last) {
  CurvePlot plot;
  plot.key = "shell_power";
  plot.title = "Power of half map 1";
  plot.caption = "Logarithm of the mean squared amplitude of each shell of half map 1, unmasked.";
  plot.x = {"Spatial frequency (1/A)", false, 0.0, last * sums.width};
  plot.y = {"ln<|F|^2>", false, {}, {}};
  plot.top = TopAxis::ResolutionFromFrequency;
  plot.series.push_back(overShells("shell_power", "half map 1", sums.width, last, [&](int s) {
    const double power = sums.full.power1[at(s)], count = sums.full.count[at(s)];
    return power > 0 && count > 0 ? std::log(power / count) : kGap;
  }));
  return plot;
}

SpherePlot resolutionSphere(const DirectionalFsc& fsc, std::span<const Crossing> ends,
                            const std::optional<Extremes>& extremes, double nyquistA) {
  const SphereGrid grid;
  std::vector<double> resolution;
  for (const Crossing& end : ends)
    resolution.push_back(end.state == CrossingState::Never
                             ? kGap
                             : 1 / end.frequency.value_or(fsc.frequency(fsc.first)));  // at best: it failed there
  SpherePlot plot;
  plot.key = "directional_resolution";
  plot.title = "Resolution in every direction";
  plot.caption =
      "Resolution at which the FSC inside a cone of 20 degrees falls below 0.143, over the sphere of directions in "
      "Fourier space. An even colour means that the map is resolved alike in all directions; a patch of coarser "
      "resolution that few views contributed there.";
  plot.projection = SphereProjection::Mollweide;
  plot.azimuths = grid.azimuths;
  plot.tilts = grid.tilts;
  plot.value = nearestThree(grid, coneAxes(), resolution);
  plot.label = "Resolution (A)";
  if (const auto limits = resolutionLimits(plot.value)) {
    plot.low = limits->low;
    plot.high = limits->high;
  }
  plot.beyond = "finer than " + fixedText(nyquistA, 2) + " A";
  for (int axis = 0; axis < 3; ++axis) plot.marks.push_back({coneAxes()[at(axis)], kAxisNames[axis]});
  if (extremes) {
    plot.marks.push_back({upperEnd(coneAxes()[at(extremes->worst)]), "coarsest"});
    plot.marks.push_back({upperEnd(coneAxes()[at(extremes->best)]), "finest"});
  }
  return plot;
}

Table directionTable(std::span<const Crossing> at0143, std::span<const Crossing> at05) {
  Table table;
  table.key = "directional_resolution";
  table.isPrinted = false;  // the sphere shows it
  table.title = "Resolution of single directions: X, Y, Z and 500 even ones";
  table.columns = {{"rot_deg", "Azimuth", "deg", 1},
                   {"tilt_deg", "Tilt", "deg", 1},
                   {"A", "Resolution", "A", 2},
                   {"at_05_A", "At FSC 0.5", "A", 2},
                   {"beyond_nyquist", "Finer than Nyquist", "", 0}};
  for (int i = 0; i < ConeAxes::kFibonacci + ConeAxes::kFibonacciCount; ++i) {
    const Vector3& axis = coneAxes()[at(i)];
    table.rows.push_back({azimuthDegrees(axis), tiltDegrees(axis), at0143[at(i)].resolutionA(),
                          at05[at(i)].resolutionA(), at0143[at(i)].state == CrossingState::Never ? 1.0 : 0.0});
  }
  return table;
}

}  // namespace vitrine::fsc3d
