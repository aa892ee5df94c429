#include "widgets/orthoslice/contour.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

/// Where the level lies between two corners, 0..1; the middle where the values do not say.
double crossing(float a, float b, double level) {
  const double t = (level - a) / (static_cast<double>(b) - a);
  return std::isfinite(t) ? std::clamp(t, 0.0, 1.0) : 0.5;
}

}  // namespace

QVector<QLineF> contourLines(const GrayImage& image, double level) {
  QVector<QLineF> lines;
  for (int y = 0; y + 1 < image.height; ++y) {
    const float* low = image.values.data() + static_cast<std::ptrdiff_t>(y) * image.width;
    const float* high = low + image.width;
    for (int x = 0; x + 1 < image.width; ++x) {
      const unsigned inside = (low[x] >= level ? 1U : 0U) | (low[x + 1] >= level ? 2U : 0U) |
                              (high[x + 1] >= level ? 4U : 0U) | (high[x] >= level ? 8U : 0U);
      if (inside == 0 || inside == 15) continue;
      const double left = x + 0.5, bottom = y + 0.5;
      const auto below = [&] { return QPointF(left + crossing(low[x], low[x + 1], level), bottom); };
      const auto above = [&] { return QPointF(left + crossing(high[x], high[x + 1], level), bottom + 1); };
      const auto before = [&] { return QPointF(left, bottom + crossing(low[x], high[x], level)); };
      const auto after = [&] { return QPointF(left + 1, bottom + crossing(low[x + 1], high[x + 1], level)); };
      switch (inside) {
        case 1:
        case 14:
          lines.emplaceBack(before(), below());
          break;
        case 2:
        case 13:
          lines.emplaceBack(below(), after());
          break;
        case 3:
        case 12:
          lines.emplaceBack(before(), after());
          break;
        case 4:
        case 11:
          lines.emplaceBack(above(), after());
          break;
        case 6:
        case 9:
          lines.emplaceBack(below(), above());
          break;
        case 7:
        case 8:
          lines.emplaceBack(before(), above());
          break;
        default: {  // 5, 10: two opposite corners inside
          const double mean = 0.25 * (static_cast<double>(low[x]) + low[x + 1] + high[x] + high[x + 1]);
          const bool joined = mean >= level;
          if ((inside == 5) == joined) {
            lines.emplaceBack(before(), above());
            lines.emplaceBack(below(), after());
          } else {
            lines.emplaceBack(before(), below());
            lines.emplaceBack(above(), after());
          }
        }
      }
    }
  }
  return lines;
}

}  // namespace vitrine::ui
