#include "core/report/series_look.hpp"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

// Solid, dash-dot, dots, long dashes.
const std::array<std::vector<double>, 4> kLines = {{{}, {7, 2, 1.5, 2}, {1.2, 1.8}, {12, 3}}};
const std::array<std::vector<double>, 3> kDashed = {{{4, 2.5}, {8, 2.5, 3, 2.5}, {2, 2}}};

}  // namespace

std::vector<SeriesLook> seriesLooks(const CurvePlot& plot) {
  std::vector<SeriesLook> looks;
  int colour = 0;
  std::size_t lines = 0, dashed = 0;
  for (const Series& series : plot.series) {
    SeriesLook look;
    if (series.style == SeriesStyle::Band)
      look.colour = std::max(0, colour - 1);
    else
      look.colour = colour++;
    if (series.style == SeriesStyle::Line) look.dashes = kLines[lines++ % kLines.size()];
    if (series.style == SeriesStyle::DashedLine) look.dashes = kDashed[dashed++ % kDashed.size()];
    looks.push_back(std::move(look));
  }
  return looks;
}

}  // namespace vitrine
