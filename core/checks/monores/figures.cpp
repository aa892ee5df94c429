#include "core/checks/monores/figures.hpp"

namespace vitrine::monores {

using monogenic::LevelRecord;

CurvePlot levelPlot(const std::vector<LevelRecord>& levels, std::optional<double> reportedA) {
  CurvePlot plot;
  plot.key = "levels";
  plot.title = "Amplitude of everything finer than a level";
  plot.caption =
      "Mean smoothed amplitude inside the mask: of the signal over the voxels still tested, of the noise over all of "
      "them. A voxel passes a level when its amplitude lies above the threshold, which 95 % of the noise do not reach "
      "unless another significance was asked for.";
  plot.x.label = "Frequency (1/A)";
  plot.y.label = "Amplitude";
  plot.top = TopAxis::ResolutionFromFrequency;
  Series signal{"mono_signal", "signal", {}, {}}, noise{"mono_noise", "noise", {}, {}},
      threshold{"mono_threshold", "threshold", {}, {}, SeriesStyle::DashedLine};
  for (const LevelRecord& record : levels) {
    const double frequency = 1 / record.level.resolutionA;
    for (Series* series : {&signal, &noise, &threshold}) series->x.push_back(frequency);
    signal.y.push_back(record.signal.mean);
    noise.y.push_back(record.noise.mean);
    threshold.y.push_back(record.threshold);
  }
  plot.series = {signal, noise, threshold};
  if (reportedA) plot.markers.push_back({Marker::Along::X, 1 / *reportedA, "reported", false});
  return plot;
}

Table levelTable(const std::vector<LevelRecord>& levels, std::int64_t voxels) {
  Table table;
  table.key = "levels";
  table.title = "Levels tried";
  table.isPrinted = false;  // the plot shows them
  table.columns = {{"A", "Level", "A", 2},     {"signal", "Signal", "", -4},
                   {"noise", "Noise", "", -4}, {"threshold", "Threshold", "", -4},
                   {"z", "z", "", 1},          {"tested_percent", "Tested", "%", 1}};
  for (const LevelRecord& record : levels)
    table.rows.push_back({record.level.resolutionA, record.signal.mean, record.noise.mean, record.threshold, record.z,
                          100 * static_cast<double>(record.signal.count) / static_cast<double>(voxels)});
  return table;
}

}  // namespace vitrine::monores
