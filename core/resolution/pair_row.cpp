#include "core/resolution/pair_row.hpp"

#include "core/resolution/wide.hpp"

#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kTanPi8 = std::numbers::sqrt2 - 1;

/// |angle| of (x, y >= 0) in [0, pi]. The arc tangent's own series after the argument has been brought below tan(pi/8):
/// what is left out is at most tan(pi/8)^21 / 21 = 4e-10.
VITRINE_INLINE double angleOf(double x, double y) {
  const double ax = x < 0 ? -x : x;
  const double big = ax > y ? ax : y, small = ax > y ? y : ax;
  const bool steep = small > kTanPi8 * big;
  const double above = steep ? small - big : small;
  const double below = steep ? small + big : big;
  const double t = above / (below > 0 ? below : 1);
  const double u = t * t;
  double series = -1.0 / 19;
  series = series * u + 1.0 / 17;
  series = series * u - 1.0 / 15;
  series = series * u + 1.0 / 13;
  series = series * u - 1.0 / 11;
  series = series * u + 1.0 / 9;
  series = series * u - 1.0 / 7;
  series = series * u + 1.0 / 5;
  series = series * u - 1.0 / 3;
  const double octant = t + t * (u * series);
  const double eighth = steep ? kPi / 4 + octant : octant;
  const double quarter = y > ax ? kPi / 2 - eighth : eighth;
  return x < 0 ? kPi - quarter : quarter;
}

}  // namespace

VITRINE_WIDE void RowProducts::fill(const std::complex<float>* row1, const std::complex<float>* row2, int n) {
  const auto* __restrict a = reinterpret_cast<const float*>(row1);  // a complex number is its two parts
  const auto* __restrict b = reinterpret_cast<const float*>(row2);
  for (int i = 0; i < n; ++i) {
    const double x1 = a[2 * i], y1 = a[2 * i + 1], x2 = b[2 * i], y2 = b[2 * i + 1];
    cross[i] = x1 * x2 + y1 * y2;
    imaginary[i] = y1 * x2 - x1 * y2;
    power1[i] = x1 * x1 + y1 * y1;
    power2[i] = x2 * x2 + y2 * y2;
    const double sumX = x1 + x2, sumY = y1 + y2, gapX = x1 - x2, gapY = y1 - y2;
    const double gap = gapX * gapX + gapY * gapY;
    hasRatio[i] = gap > 0 ? 1.0 : 0.0;
    ratio[i] = hasRatio[i] * std::sqrt((sumX * sumX + sumY * sumY) / (gap > 0 ? gap : 1.0));
  }
  for (int i = 0; i < n; ++i) {
    const double amplitude1 = std::sqrt(power1[i]), amplitude2 = std::sqrt(power2[i]);
    const double both = amplitude1 * amplitude2;
    amplitude[i] = amplitude1 + amplitude2;
    cosine[i] = cross[i] / (both > 0 ? both : 1.0);  // 0 / 1 without an amplitude
  }
  for (int i = 0; i < n; ++i) {
    const double y = imaginary[i] < 0 ? -imaginary[i] : imaginary[i];
    const double degrees = angleOf(cross[i], y) * (180 / kPi);
    phaseError[i] = amplitude[i] * (degrees * degrees);
  }
}

}  // namespace vitrine
