#include "core/checks/resmap/figures.hpp"

#include <algorithm>

namespace vitrine::resmap {
namespace {

Table tableOf(std::string key, std::string title, const Levels& levels) {
  Table table;
  table.key = std::move(key);
  table.title = std::move(title);
  table.columns = {{"wavelength_A", "Wavelength", "A", 1},
                   {"tested_voxels", "Voxels tested", "", 0},
                   {"noise_variance", "Variance of the noise", "", 4},
                   {"noise_windows", "Windows it is from", "", 0},
                   {"single_threshold", "Threshold of one voxel", "", 3},
                   {"above_single", "Voxels above it", "", 0},
                   {"threshold", "Threshold of all", "", 3},
                   {"resolved_voxels", "Voxels resolved", "", 0}};
  for (const ScaleFigures& scale : levels.scales)
    table.rows.push_back({scale.wavelengthA, static_cast<double>(scale.found.tested), scale.noise.value,
                          static_cast<double>(scale.noise.blocks), scale.found.single,
                          static_cast<double>(scale.found.aboveSingle), scale.found.threshold,
                          static_cast<double>(scale.found.count)});
  return table;
}

}  // namespace

CurvePlot whiteningPlot(const Whitening& whitening) {
  const NoiseFit& fit = whitening.fit;
  CurvePlot plot;
  plot.key = "whitening";
  plot.title = "Spectrum of the noise";
  plot.caption =
      "Amplitude of half the difference of the half maps, relative to the largest, and the parabola both maps were "
      "divided by. Shaded: the range it was fitted to. A fit that leaves the points there makes noise look like "
      "signal.";
  plot.x = {"Spatial frequency (1/A)", false, 0.0, {}};
  plot.y = {"ln of the amplitude", false, {}, {}};
  plot.top = TopAxis::ResolutionFromFrequency;
  Series measured{"noise_spectrum", "noise", {}, {}, SeriesStyle::Points}, fitted{"noise_fit", "fit", {}, {}};
  std::optional<double> low, high;
  for (std::size_t i = 0; i < fit.logAmplitude.size(); ++i) {
    const double frequency = fit.perBin * static_cast<double>(i);
    measured.x.push_back(frequency);
    measured.y.push_back(fit.logAmplitude[i]);
    fitted.x.push_back(frequency);
    fitted.y.push_back(fit.at(static_cast<double>(i) + 1));
    if (!(fit.weight[i] > 0)) continue;
    if (!low) low = frequency;
    high = frequency;
  }
  plot.series.push_back(std::move(measured));
  plot.series.push_back(std::move(fitted));
  if (low && high) plot.shaded.push_back({*low, *high, "fitted"});
  return plot;
}

Table wavelengthTable(const Levels& levels) { return tableOf("wavelengths", "Wavelengths tested", levels); }

Table publishedTable(const Levels& levels) {
  Table table = tableOf("vrs_wavelengths", "Wavelengths tested with the published weight", levels);
  table.isPrinted = false;
  return table;
}

}  // namespace vitrine::resmap
