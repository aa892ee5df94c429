#include "core/checks/fsc3d/sphericity.hpp"

#include "core/resolution/directions.hpp"

#include <cmath>
#include <numbers>
#include <vector>

namespace vitrine::fsc3d {
namespace {

Vector3 cross(const Vector3& a, const Vector3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector3 minus(const Vector3& a, const Vector3& b) { return {a[0] - b[0], a[1] - b[1], a[2] - b[2]}; }

double meshSphericity(std::span<const double> radius) {
  const Icosphere& sphere = icosphere();
  const auto vertex = [&](int i) {
    const auto v = static_cast<std::size_t>(i);
    const double r = radius[static_cast<std::size_t>(sphere.axisOfVertex[v])];
    return Vector3{r * sphere.vertices[v][0], r * sphere.vertices[v][1], r * sphere.vertices[v][2]};
  };
  double volume6 = 0, area2 = 0;
  for (const auto& triangle : sphere.triangles) {
    const Vector3 a = vertex(triangle[0]), b = vertex(triangle[1]), c = vertex(triangle[2]);
    volume6 += dot(a, cross(b, c));
    const Vector3 normal = cross(minus(b, a), minus(c, a));
    area2 += std::sqrt(dot(normal, normal));
  }
  return std::cbrt(std::numbers::pi * volume6 * volume6) / (area2 / 2);
}

}  // namespace

double sphericity(std::span<const double> radius) {
  static const double ofSphere = meshSphericity(std::vector<double>(icosphere().axes.size(), 1.0));
  return meshSphericity(radius) / ofSphere;
}

std::optional<double> sphericity(std::span<const Crossing> crossings, double lastFrequency) {
  std::vector<double> radius;
  bool anyCrosses = false;
  for (const Crossing& crossing : crossings) {
    const bool isNever = crossing.state == CrossingState::Never;
    if (!isNever && !crossing.frequency) return std::nullopt;
    anyCrosses = anyCrosses || !isNever;
    radius.push_back(isNever ? lastFrequency : *crossing.frequency);
  }
  return anyCrosses ? std::optional(sphericity(std::span<const double>(radius))) : std::nullopt;
}

}  // namespace vitrine::fsc3d
