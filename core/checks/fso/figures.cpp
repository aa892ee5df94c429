#include "core/checks/fso/figures.hpp"

#include "core/base/number_text.hpp"
#include "core/resolution/directions.hpp"
#include "core/resolution/sphere_map.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::fso {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Shells 1 .. last of values indexed by shell.
template <class Value>
Series overShells(std::string key, std::string label, const Occupancy& occupancy, Value value,
                  SeriesStyle style = SeriesStyle::Line) {
  Series series;
  series.key = std::move(key);
  series.label = std::move(label);
  series.style = style;
  for (int s = 1; s <= occupancy.last; ++s) {
    series.x.push_back(occupancy.frequency(s));
    series.y.push_back(value(at(s)));
  }
  return series;
}

CurvePlot plotOver(const Occupancy& occupancy, std::string key, std::string title, std::string caption,
                   std::string yLabel) {
  CurvePlot plot;
  plot.key = std::move(key);
  plot.title = std::move(title);
  plot.caption = std::move(caption);
  plot.x = {"Spatial frequency (1/A)", false, 0.0, occupancy.frequency(occupancy.last)};
  plot.y = {std::move(yLabel), false, -0.02, 1.05};
  plot.top = TopAxis::ResolutionFromFrequency;
  return plot;
}

}  // namespace

CurvePlot occupancyPlot(const Occupancy& occupancy, const Occupancy* masked, const std::vector<NoiseLevel>& noise,
                        std::optional<double> reportedA) {
  CurvePlot plot =
      plotOver(occupancy, "fso", "Fourier shell occupancy",
               "Share of 321 directions whose FSC is still at least 0.143. Shaded: between the frequencies "
               "at which 90 % and 10 % of the directions are left; the narrower, the more alike the "
               "directions. Where the curve is not above that of noise alone it means nothing.",
               "Share of directions");
  plot.series.push_back(overShells("fso", "occupancy", occupancy, [&](std::size_t s) { return occupancy.fso[s]; }));
  if (masked != nullptr)
    plot.series.push_back(overShells(
        "vrs_fso", "soft-masked (VRS)", *masked, [&](std::size_t s) { return masked->fso[s]; },
        SeriesStyle::DashedLine));
  plot.series.push_back(overShells(
      "fso_noise", "noise alone", occupancy, [&](std::size_t s) { return noise[s].occupancy; },
      SeriesStyle::DashedLine));
  plot.markers.push_back({Marker::Along::Y, 0.5, "0.5", false});
  if (reportedA) plot.markers.push_back({Marker::Along::X, 1 / *reportedA, "reported", false});
  const Crossing high = occupancy.crossing(0.9), low = occupancy.crossing(0.1);
  if (high.frequency && low.frequency) plot.shaded.push_back({*high.frequency, *low.frequency, "0.9 to 0.1"});
  return plot;
}

CurvePlot anisotropyPlot(const Occupancy& occupancy, const Occupancy* masked, const PairSums& sums) {
  std::vector<double> smallest, largest;
  for (int s = 0; s <= occupancy.last; ++s) {
    const auto tensor = directionTensor(sums, s);
    smallest.push_back(tensor ? tensor->value.front() : kGap);
    largest.push_back(tensor ? tensor->value.back() : kGap);
  }
  CurvePlot plot = plotOver(
      occupancy, "anisotropy", "Anisotropy of the occupied directions",
      "How improbable the occupied directions would be if they were even (Bingham test; above 0.95 is usually called "
      "anisotropic). Directions overlap, so that even isotropic maps come near 1 while their occupancy falls: read it "
      "together with the smallest and largest eigenvalue, which are all 1/3 for even directions; a smallest one near 0 "
      "means that the "
      "directions along one axis are gone.",
      "Probability, eigenvalue");
  plot.series.push_back(
      overShells("anisotropy", "Bingham", occupancy, [&](std::size_t s) { return anisotropy(occupancy.bingham[s]); }));
  const Occupancy& vrs = masked != nullptr ? *masked : occupancy;
  plot.series.push_back(overShells(
      "vrs_anisotropy", masked != nullptr ? "soft-masked, Xmipp's" : "Xmipp's", vrs,
      [&](std::size_t s) { return vrsAnisotropy(vrs.bingham[s]); }, SeriesStyle::DashedLine));
  plot.series.push_back(
      overShells("eigenvalue_min", "smallest", occupancy, [&](std::size_t s) { return smallest[s]; }));
  plot.series.push_back(overShells("eigenvalue_max", "largest", occupancy, [&](std::size_t s) { return largest[s]; }));
  return plot;
}

CurvePlot directionalPlot(const Occupancy& occupancy, const std::vector<NoiseLevel>& noise) {
  // Cones of the first shells hold next to nothing.
  const auto counted = [](const std::vector<double>& curve) {
    return [&curve](std::size_t s) { return s < kFirstCounted ? kGap : curve[s]; };
  };
  CurvePlot plot = plotOver(occupancy, "directional_fsc_range", "Directional FSC",
                            "FSC of whole shells and the range of the FSC inside weighted cones of 17 degrees. 95 % of "
                            "the cones of noise alone lie below the dashed level: where it is above 0.143, single "
                            "directions cannot be told from noise.",
                            "FSC");
  plot.series.push_back(
      overShells("fsc_global", "all", occupancy, [&](std::size_t s) { return occupancy.globalFsc[s]; }));
  plot.series.push_back(overShells("fsc_lowest", "lowest", occupancy, counted(occupancy.lowest)));
  plot.series.push_back(overShells("fsc_mean", "mean", occupancy, counted(occupancy.mean)));
  plot.series.push_back(overShells("fsc_highest", "highest", occupancy, counted(occupancy.highest)));
  plot.series.push_back(overShells(
      "fsc_noise", "noise (95 %)", occupancy, [&](std::size_t s) { return noise[s].fsc; }, SeriesStyle::DashedLine));
  plot.markers.push_back({Marker::Along::Y, kThreshold, "0.143", false});
  return plot;
}

SpherePlot resolutionSphere(const Occupancy& occupancy, double nyquistA) {
  const SphereGrid grid{.azimuths = 360, .tilts = 91};
  std::vector<double> resolution;
  for (const Crossing& end : occupancy.ends) resolution.push_back(end.resolutionA().value_or(kGap));
  SpherePlot plot;
  plot.key = "occupancy_resolution";
  plot.title = "Directional resolution";
  plot.caption =
      "Resolution at which the directional FSC falls to 0.143, averaged over the directions within 17 degrees. The "
      "centre is +Z, the rim the XY plane; a direction and its opposite are the same. The colours span at least a "
      "quarter "
      "of the finest value, so that chance looks even.";
  plot.projection = SphereProjection::Polar;
  plot.azimuths = grid.azimuths;
  plot.tilts = grid.tilts;
  plot.value = coneMeans(grid, icosphere().axes, resolution, kOccupancyConeDegrees);
  plot.label = "Resolution (A)";
  if (const auto limits = resolutionLimits(plot.value)) {
    plot.low = limits->low;
    plot.high = limits->high;
  }
  plot.beyond = "finer than " + fixedText(nyquistA, 2) + " A";
  plot.marks = {{{1, 0, 0}, "X"}, {{0, 1, 0}, "Y"}, {{0, 0, 1}, "Z"}};
  return plot;
}

Table directionTable(const Occupancy& occupancy) {
  Table table;
  table.key = "directional_resolution";
  table.isPrinted = false;  // the sphere shows it
  table.title = "Resolution of the 321 directions";
  table.columns = {{"rot_deg", "Rotation", "deg", 1}, {"tilt_deg", "Tilt", "deg", 1}, {"A", "Resolution", "A", 2}};
  for (std::size_t i = 0; i < occupancy.ends.size(); ++i) {
    const Vector3& axis = icosphere().axes[i];
    table.rows.push_back({azimuthDegrees(axis), tiltDegrees(axis), occupancy.ends[i].resolutionA()});
  }
  return table;
}

}  // namespace vitrine::fso
