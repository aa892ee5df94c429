// A sphere plot for the tests of drawing, painter, panel and report.
#pragma once

#include "core/checks/plot.hpp"

#include <cmath>
#include <limits>
#include <numbers>

namespace vitrine::test {

/// Resolution 3 A along z, 5 A across, better than can be shown around azimuth 90 near the equator.
inline SpherePlot sampleSphere(SphereProjection projection = SphereProjection::Mollweide) {
  SpherePlot plot;
  plot.key = "directional_resolution";
  plot.title = "Directional resolution";
  plot.caption = "Resolution over directions.";
  plot.projection = projection;
  plot.azimuths = 72;
  plot.tilts = 19;
  plot.label = "Resolution (A)";
  plot.beyond = "better than 2.00 A";
  for (int tilt = 0; tilt < plot.tilts; ++tilt)
    for (int azimuth = 0; azimuth < plot.azimuths; ++azimuth) {
      const double across = std::sin(tilt * 5 * std::numbers::pi / 180);
      const double value = 3 + 2 * across * across;
      const int azimuthDeg = azimuth * 5;
      const bool isBeyond = tilt >= 15 && (std::abs(azimuthDeg - 90) < 16 || std::abs(azimuthDeg - 270) < 16);
      plot.value.push_back(isBeyond ? std::numeric_limits<double>::quiet_NaN() : value);
    }
  plot.marks = {{{1, 0, 0}, "X"}, {{0, 1, 0}, "Y"}, {{0, 0, 1}, "Z"}, {{0.6, 0, 0.8}, "worst"}};
  return plot;
}

}  // namespace vitrine::test
