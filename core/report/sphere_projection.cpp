// Directions and values of a sphere plot, and the way onto paper and back.
#include "core/report/sphere_drawing.hpp"
#include "core/report/viridis.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kDegree = std::numbers::pi / 180;

/// Mollweide's auxiliary angle: 2 theta + sin 2 theta = pi sin(latitude).
double auxiliaryAngle(double latitude) {
  const double wanted = std::numbers::pi * std::sin(latitude);
  // Newton's method loses its slope at the poles; bisection is as good as exact after 50 halvings and always ends.
  double low = -std::numbers::pi / 2, high = std::numbers::pi / 2;
  for (int i = 0; i < 50; ++i) {
    const double middle = (low + high) / 2;
    (2 * middle + std::sin(2 * middle) < wanted ? low : high) = middle;
  }
  return (low + high) / 2;
}

Vector3 upperHalf(const Vector3& direction) {
  if (direction[2] >= 0) return direction;
  return {-direction[0], -direction[1], -direction[2]};
}

}  // namespace

SphereAngles anglesOf(const Vector3& direction) {
  const double across = std::hypot(direction[0], direction[1]);
  SphereAngles angles{std::atan2(across, direction[2]) / kDegree,
                      across > 0 ? std::atan2(direction[1], direction[0]) / kDegree : 0};
  if (angles.azimuth < 0) angles.azimuth += 360;
  return angles;
}

Vector3 directionOf(const SphereAngles& angles) {
  const double across = std::sin(angles.tilt * kDegree);
  return {across * std::cos(angles.azimuth * kDegree), across * std::sin(angles.azimuth * kDegree),
          std::cos(angles.tilt * kDegree)};
}

bool hasValues(const SpherePlot& plot) {
  return plot.tilts >= 2 && plot.azimuths >= 1 &&
         plot.value.size() == static_cast<std::size_t>(plot.tilts) * static_cast<std::size_t>(plot.azimuths);
}

std::optional<double> sphereValue(const SpherePlot& plot, const Vector3& direction) {
  if (!hasValues(plot)) return {};
  const SphereAngles angles = anglesOf(upperHalf(direction));
  const auto sample = [&](int tilt, int azimuth) {
    return plot.value[static_cast<std::size_t>(tilt) * static_cast<std::size_t>(plot.azimuths) +
                      static_cast<std::size_t>(azimuth % plot.azimuths)];
  };
  const double t = std::clamp(angles.tilt / 90 * (plot.tilts - 1), 0.0, plot.tilts - 1.0);
  const double a = angles.azimuth / 360 * plot.azimuths;
  const int t0 = std::min(static_cast<int>(t), plot.tilts - 2), a0 = static_cast<int>(a);
  if (!std::isfinite(sample(static_cast<int>(std::lround(t)), static_cast<int>(std::lround(a))))) return {};
  double sum = 0, weights = 0;
  for (int i = 0; i < 2; ++i)
    for (int j = 0; j < 2; ++j) {
      const double value = sample(t0 + i, a0 + j);
      const double weight = (i == 0 ? 1 - (t - t0) : t - t0) * (j == 0 ? 1 - (a - a0) : a - a0);
      if (!std::isfinite(value)) continue;
      sum += weight * value;
      weights += weight;
    }
  return sum / weights;  // the nearest sample is among them, so there is a weight
}

std::optional<std::array<double, 2>> colourLimits(const SpherePlot& plot) {
  std::optional<std::array<double, 2>> limits;
  for (const double value : plot.value) {
    if (!std::isfinite(value)) continue;
    if (!limits) limits = {value, value};
    (*limits)[0] = std::min((*limits)[0], value);
    (*limits)[1] = std::max((*limits)[1], value);
  }
  if (!limits) return {};
  (*limits)[0] = plot.low.value_or((*limits)[0]);
  (*limits)[1] = plot.high.value_or((*limits)[1]);
  if ((*limits)[0] < (*limits)[1]) return limits;
  // One value everywhere: a bar around it.
  const double middle = (*limits)[0], half = middle == 0 ? 1 : 0.05 * std::abs(middle);
  return std::array{middle - half, middle + half};
}

std::uint32_t sphereColour(double value, const std::array<double, 2>& limits) {
  constexpr auto kLast = static_cast<double>(kViridisStops.size() - 1);
  const double at = std::clamp((value - limits[0]) / (limits[1] - limits[0]), 0.0, 1.0) * kLast;
  const auto below = std::min(static_cast<std::size_t>(at), kViridisStops.size() - 2);
  const double share = at - static_cast<double>(below);
  std::uint32_t colour = 0;
  for (const int shift : {16, 8, 0}) {
    const double from = kViridisStops[below] >> shift & 0xffU, to = kViridisStops[below + 1] >> shift & 0xffU;
    colour |= static_cast<std::uint32_t>(std::lround(from + (to - from) * share)) << shift;
  }
  return colour;
}

PaperPoint projected(SphereProjection projection, const Vector3& direction) {
  if (projection == SphereProjection::Polar) {
    const SphereAngles angles = anglesOf(upperHalf(direction));
    const double radius = angles.tilt / 90, turn = angles.azimuth * kDegree;
    return {(1 + radius * std::cos(turn)) / 2, (1 - radius * std::sin(turn)) / 2};
  }
  const SphereAngles angles = anglesOf(direction);
  const double longitude = (angles.azimuth > 180 ? angles.azimuth - 360 : angles.azimuth) / 180;
  const double theta = auxiliaryAngle((90 - angles.tilt) * kDegree);
  return {(1 + longitude * std::cos(theta)) / 2, (1 - std::sin(theta)) / 2};
}

std::optional<Vector3> unprojected(SphereProjection projection, PaperPoint at) {
  const double x = 2 * at[0] - 1, y = 1 - 2 * at[1];
  if (!(x * x + y * y <= 1)) return {};
  if (projection == SphereProjection::Polar) {
    const double azimuth = std::atan2(y, x) / kDegree;
    return directionOf({90 * std::hypot(x, y), azimuth < 0 ? azimuth + 360 : azimuth});
  }
  const double theta = std::asin(y), half = std::cos(theta);
  const double latitude = std::asin(std::clamp((2 * theta + std::sin(2 * theta)) / std::numbers::pi, -1.0, 1.0));
  const double longitude = half > 0 ? std::clamp(x / half, -1.0, 1.0) * 180 : 0;
  return directionOf({90 - latitude / kDegree, longitude < 0 ? longitude + 360 : longitude});
}

std::vector<std::uint32_t> sphereRaster(const SpherePlot& plot, int width, int height) {
  constexpr std::uint32_t kOpaque = 0xff000000, kGround = 0xd9d9d9, kHatch = 0x9a9a9a;
  std::vector<std::uint32_t> pixels(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0);
  const auto limits = colourLimits(plot);
  const int period = std::max(4, (plot.projection == SphereProjection::Polar ? width : width / 2) / 45);
  for (int row = 0; row < height; ++row)
    for (int column = 0; column < width; ++column) {
      const auto direction = unprojected(plot.projection, {(column + 0.5) / width, (row + 0.5) / height});
      if (!direction) continue;
      const auto value = sphereValue(plot, *direction);
      const std::uint32_t hatched = (row + column) % period < std::max(1, period / 4) ? kHatch : kGround;
      pixels[static_cast<std::size_t>(row) * static_cast<std::size_t>(width) + static_cast<std::size_t>(column)] =
          kOpaque | (value && limits ? sphereColour(*value, *limits) : hatched);
    }
  return pixels;
}

}  // namespace vitrine
