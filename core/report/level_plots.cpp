#include "core/report/level_plots.hpp"

#include "core/stats/protein_mass.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

Marker levelMarker(double level) {
  return {.axis = Marker::Along::X, .value = level, .label = "level", .isContourLevel = true};
}

}  // namespace

CurvePlot densityHistogram(const ThresholdTable& table, double level, int bins) {
  CurvePlot plot;
  plot.key = "density_histogram";
  plot.title = "Density histogram";
  plot.caption = "Voxels per bin of density; the line is the contour level.";
  plot.x = {.label = "Density (map units)", .logarithmic = false, .low = table.minimum, .high = table.maximum};
  plot.y = {.label = "Voxels", .logarithmic = true, .low = 0.7, .high = {}};
  const auto present = static_cast<std::int64_t>(table.histogram.size());
  if (present == 0 || bins < 1 || !(table.maximum > table.minimum)) return plot;
  Series series{.key = "", .label = "Voxels", .x = {}, .y = {}, .style = SeriesStyle::Line};
  const double width = (table.maximum - table.minimum) / bins;
  for (int bin = 0; bin < bins; ++bin) {
    std::int64_t count = 0;
    for (std::int64_t i = present * bin / bins; i < present * (bin + 1) / bins; ++i)
      count += table.histogram[static_cast<std::size_t>(i)];
    series.x.push_back(table.minimum + (bin + 0.5) * width);
    // A logarithm of nothing does not exist: an empty bin is a gap.
    series.y.push_back(count > 0 ? static_cast<double>(count) : std::numeric_limits<double>::quiet_NaN());
  }
  plot.series.push_back(std::move(series));
  plot.markers.push_back(levelMarker(level));
  return plot;
}

CurvePlot massAtThreshold(const ThresholdTable& table, const Grid& grid, double level) {
  CurvePlot plot;
  plot.key = "mass_threshold";
  plot.title = "Mass at threshold";
  const bool hasMass = grid.hasVoxelSize();
  plot.caption = hasMass ? "Mass enclosed at a level if all of it were protein." : "Voxels enclosed at a level.";
  plot.x = {.label = "Threshold (map units)", .logarithmic = false, .low = {}, .high = {}};
  plot.y = {.label = hasMass ? "Mass (kDa)" : "Voxels", .logarithmic = true, .low = {}, .high = {}};
  if (table.level.empty()) return plot;
  Series series{.key = "", .label = plot.title, .x = {}, .y = {}, .style = SeriesStyle::Line};
  for (std::size_t i = 0; i < table.level.size(); ++i) {
    const auto voxels = static_cast<double>(table.above[i]);
    series.x.push_back(table.level[i]);
    const double value = hasMass ? proteinMassKDa(voxels * grid.voxelVolume()) : voxels;
    series.y.push_back(value > 0 ? value : std::numeric_limits<double>::quiet_NaN());
  }
  plot.series.push_back(std::move(series));
  plot.markers.push_back(levelMarker(level));
  return plot;
}

CurvePlot levelExplorer(const ThresholdTable& table, const Grid& grid, const ComponentTree* tree, double level,
                        int points) {
  CurvePlot plot = densityHistogram(table, level, points);
  plot.key = "level_explorer";
  plot.title = "Density, mass and components by level";
  plot.caption = "Voxels per bin of density; what each level encloses and how many components it has.";
  if (plot.series.empty()) return plot;
  const bool hasMass = grid.hasVoxelSize();
  plot.x.label = "Level (map units)";
  plot.y.label = hasMass ? "Voxels, kDa, components" : "Voxels, components";
  plot.series.front().label = "Voxels per bin";
  Series mass{.key = "", .label = hasMass ? "Enclosed mass (kDa)" : "Enclosed voxels", .x = {}, .y = {}};
  const double width = (table.maximum - table.minimum) / points;
  const auto present = static_cast<std::int64_t>(table.histogram.size());
  std::int64_t above = 0;
  for (int bin = points - 1; bin >= 0; --bin) {
    for (std::int64_t i = present * bin / points; i < present * (bin + 1) / points; ++i)
      above += table.histogram[static_cast<std::size_t>(i)];
    const auto voxels = static_cast<double>(above);
    const double value = hasMass ? proteinMassKDa(voxels * grid.voxelVolume()) : voxels;
    mass.x.push_back(table.minimum + bin * width);
    mass.y.push_back(value > 0 ? value : std::numeric_limits<double>::quiet_NaN());
  }
  std::ranges::reverse(mass.x);
  std::ranges::reverse(mass.y);
  Series components{.key = "", .label = "Components", .x = {}, .y = {}};
  if (tree != nullptr)
    for (const LevelComponents& at : tree->curve(points, table.minimum, table.maximum)) {
      components.x.push_back(at.level);
      components.y.push_back(at.components > 0 ? static_cast<double>(at.components)
                                               : std::numeric_limits<double>::quiet_NaN());
    }
  plot.series.push_back(std::move(mass));
  plot.series.push_back(std::move(components));
  return plot;
}

}  // namespace vitrine
