#include "core/checks/mask_quality/figures.hpp"

#include "core/mask/component_place.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr std::int64_t kFewestRows = 20, kMostRows = 100;
constexpr int kPlotBins = 512;

Marker contourMarker(double level) {
  return {.axis = Marker::Along::X, .value = level, .label = "threshold", .isContourLevel = true};
}

/// Decimals that show the steps of the table to four digits, whatever the scale of the map.
int levelDecimals(const ThresholdTable& table) {
  constexpr int kMost = 8;
  const double step = table.level.front();
  const int decimals = step > 0 ? std::max(0, 3 - static_cast<int>(std::floor(std::log10(step)))) : 4;
  return decimals <= kMost ? decimals : -5;
}

}  // namespace

Table componentTable(const RawMask& raw, std::int64_t rows) {
  const ComponentList& list = raw.components;
  const Grid& grid = raw.mask.grid;
  Table table{"components",
              "Largest connected components of the raw mask",
              {{"voxels", "Size", "voxels", 0},
               {"volume_A3", "Volume", "A^3", 2},
               {"percent", "Share", "%", 2},
               {"cumulative_percent", "Cumulated", "%", 2},
               {"x_voxel", "X", "", 0},
               {"y_voxel", "Y", "", 0},
               {"z_voxel", "Z", "", 0}},
              {}};
  rows = std::min({std::max(rows, kFewestRows), kMostRows, static_cast<std::int64_t>(list.components.size())});
  std::int64_t cumulated = 0;
  for (std::int64_t i = 0; i < rows; ++i) {
    const Component& component = list.components[static_cast<std::size_t>(i)];
    const std::int64_t voxels = component.voxels;
    cumulated += voxels;
    const Index3 place = placeOf(raw.mask, component);
    const auto percent = [&](std::int64_t part) {
      return 100 * static_cast<double>(part) / static_cast<double>(list.totalVoxels);
    };
    table.rows.push_back({static_cast<double>(voxels), static_cast<double>(voxels) * grid.voxelVolume(),
                          percent(voxels), percent(cumulated), static_cast<double>(place[0]),
                          static_cast<double>(place[1]), static_cast<double>(place[2])});
  }
  return table;
}

Table massTable(const ThresholdTable& table, const Grid& grid, const Composition& composition) {
  Table rows{"mass_threshold",
             "Enclosed mass against threshold (" + std::string(composition.name) + ")",
             {{"threshold", "Threshold", "", table.level.empty() ? 4 : levelDecimals(table)},
              {"voxels", "Voxels", "", 0},
              {"molecular_mass_kDa", "Molecular mass", "kDa", 2},
              {"residues", composition.name == "nucleic acid" ? "Nucleotides" : "Residues", "", 0}},
             {}};
  for (std::size_t i = 0; i < table.level.size(); ++i) {
    const auto voxels = static_cast<double>(table.above[i]);
    const double mass = massKDa(voxels * grid.voxelVolume(), composition);
    rows.rows.push_back({table.level[i], voxels, mass, mass * composition.residuesPerKDa});
  }
  return rows;
}

CurvePlot massPlot(const ThresholdTable& table, double level) {
  CurvePlot plot;
  plot.key = "mass_threshold";
  plot.title = "Number of voxels above a threshold";
  plot.caption = "Number of voxels above each of 24 thresholds between 0 and the map's maximum.";
  plot.x.label = "Threshold";
  plot.y.label = "Voxels above";
  plot.y.logarithmic = true;
  Series series{.key = "mass_threshold",
                .label = "voxels above threshold",
                .x = table.level,
                .y = {},
                .style = SeriesStyle::Line};
  for (const std::int64_t voxels : table.above) series.y.push_back(static_cast<double>(voxels));
  plot.series.push_back(std::move(series));
  plot.markers.push_back(contourMarker(level));
  return plot;
}

CurvePlot densityPlot(const ThresholdTable& table, double level) {
  constexpr int kPerBin = ThresholdTable::kBins / kPlotBins;
  CurvePlot plot;
  plot.key = "density_histogram";
  plot.title = "Histogram of the density";
  plot.caption = "How many voxels have each density (" + std::to_string(kPlotBins) + " bins).";
  plot.x.label = "Density";
  plot.y.label = "Voxels";
  plot.y.logarithmic = true;
  Series series{.key = "density_histogram", .label = "voxels", .x = {}, .y = {}, .style = SeriesStyle::Line};
  const double width = (table.maximum - table.minimum) / kPlotBins;
  for (int bin = 0; bin < kPlotBins; ++bin) {
    std::int64_t voxels = 0;
    for (int i = 0; i < kPerBin; ++i) voxels += table.histogram[static_cast<std::size_t>(bin * kPerBin + i)];
    series.x.push_back(table.minimum + (bin + 0.5) * width);
    // An empty bin is a gap: a logarithmic axis has no place for 0.
    series.y.push_back(voxels > 0 ? static_cast<double>(voxels) : std::numeric_limits<double>::quiet_NaN());
  }
  plot.series.push_back(std::move(series));
  plot.markers.push_back(contourMarker(level));
  return plot;
}

Figure rawMaskFigure(const RawMask& raw) {
  static constexpr char kAxisName[] = "XYZ";
  Figure figure{"raw_mask", "Slices of largest variance of the raw mask along the three axes.", {}};
  for (int axis = 0; axis < 3; ++axis) {
    const int index = maximumVariancePlane(raw.planes, raw.mask.grid, axis);
    figure.pictures.push_back(SlicePicture{maskSlice(raw.mask, axis, index),
                                           "Slice " + std::to_string(index) + " along " + kAxisName[axis], 0.0, 1.0});
  }
  return figure;
}

}  // namespace vitrine
