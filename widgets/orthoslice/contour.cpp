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
  // Where a corner has the level itself, both ends fall on it. Painters draw such a line as a point of the pen's width
  // before the picture's scale: a long stroke.
  const auto add = [&lines](const QPointF& from, const QPointF& to) {
    if (from != to) lines.emplaceBack(from, to);
  };
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
          add(before(), below());
          break;
        case 2:
        case 13:
          add(below(), after());
          break;
        case 3:
        case 12:
          add(before(), after());
          break;
        case 4:
        case 11:
          add(above(), after());
          break;
        case 6:
        case 9:
          add(below(), above());
          break;
        case 7:
        case 8:
          add(before(), above());
          break;
        default: {  // 5, 10: two opposite corners inside
          const double mean = 0.25 * (static_cast<double>(low[x]) + low[x + 1] + high[x] + high[x + 1]);
          const bool joined = mean >= level;
          if ((inside == 5) == joined) {
            add(before(), above());
            add(below(), after());
          } else {
            add(before(), below());
            add(above(), after());
          }
        }
      }
    }
  }
  return lines;
}

}  // namespace vitrine::ui
