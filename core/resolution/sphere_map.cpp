#include "core/resolution/sphere_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace vitrine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr double kRadian = std::numbers::pi / 180;

double axialCosine(const Vector3& a, const Vector3& b) {
  return std::min(1.0, std::abs(a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
}

/// Mean of values of which some do not exist: these carry weight, too.
class PartialMean {
public:
  void add(double weight, double value) {
    m_all += weight;
    if (std::isnan(value)) return;
    m_known += weight;
    m_sum += weight * value;
  }
  double value() const { return 2 * m_known > m_all ? m_sum / m_known : kNone; }

private:
  double m_all = 0, m_known = 0, m_sum = 0;
};

template <class Value>
std::vector<double> overGrid(const SphereGrid& grid, Value valueAt) {
  std::vector<double> values(grid.count());
  for (int t = 0; t < grid.tilts; ++t)
    for (int a = 0; a < grid.azimuths; ++a) values[grid.index(t, a)] = valueAt(grid.direction(t, a));
  return values;
}

}  // namespace

Vector3 SphereGrid::direction(int tilt, int azimuth) const {
  const double theta = tilt * (90.0 / (tilts - 1)) * kRadian, phi = azimuth * (360.0 / azimuths) * kRadian;
  return {std::sin(theta) * std::cos(phi), std::sin(theta) * std::sin(phi), std::cos(theta)};
}

Vector3 upperEnd(const Vector3& axis) {
  const bool isUpper = axis[2] != 0 ? axis[2] > 0 : axis[1] != 0 ? axis[1] > 0 : axis[0] >= 0;
  return isUpper ? axis : Vector3{-axis[0], -axis[1], -axis[2]};
}

double tiltDegrees(const Vector3& axis) {
  const Vector3 end = upperEnd(axis);
  return std::atan2(std::hypot(end[0], end[1]), end[2]) / kRadian;
}

double azimuthDegrees(const Vector3& axis) {
  const Vector3 end = upperEnd(axis);
  if (end[0] == 0 && end[1] == 0) return 0;
  const double degrees = std::atan2(end[1], end[0]) / kRadian;
  return degrees < 0 ? degrees + 360 : degrees;
}

std::vector<double> nearestThree(const SphereGrid& grid, const Axes& axes, const std::vector<double>& values) {
  return overGrid(grid, [&](const Vector3& direction) {
    struct Near {
      double cosine;
      std::size_t axis;
    };
    std::array<Near, 3> nearest{};  // nearest first
    for (Near& near : nearest) near = {-1, 0};
    for (std::size_t i = 0; i < axes.size(); ++i) {
      const double cosine = axialCosine(direction, axes[i]);
      if (cosine <= nearest[2].cosine) continue;
      nearest[2] = {cosine, i};
      if (nearest[2].cosine > nearest[1].cosine) std::swap(nearest[1], nearest[2]);
      if (nearest[1].cosine > nearest[0].cosine) std::swap(nearest[0], nearest[1]);
    }
    PartialMean mean;
    constexpr double kSamePoint = 1e-6;  // radians
    for (const Near& near : nearest) mean.add(1 / (std::acos(near.cosine) + kSamePoint), values[near.axis]);
    return mean.value();
  });
}

std::vector<double> coneMeans(const SphereGrid& grid, const Axes& axes, const std::vector<double>& values,
                              double halfAngleDegrees) {
  const double edge = std::cos(halfAngleDegrees * kRadian);
  return overGrid(grid, [&](const Vector3& direction) {
    PartialMean mean;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      const double cosine = axialCosine(direction, axes[i]);
      if (cosine < edge) continue;
      const double relative = (cosine - 1) / (edge - 1);
      mean.add(std::exp(-4 * relative * relative), values[i]);
    }
    return mean.value();
  });
}

std::optional<ColourLimits> resolutionLimits(const std::vector<double>& values) {
  constexpr double kLeastSpan = 1.25;
  std::optional<ColourLimits> limits;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    if (!limits) limits = ColourLimits{value, value};
    limits->low = std::min(limits->low, value);
    limits->high = std::max(limits->high, value);
  }
  if (limits) limits->high = std::max(limits->high, kLeastSpan * limits->low);
  return limits;
}

}  // namespace vitrine
