#include "widgets/vtk/view_rotation.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::ui {

namespace {

constexpr double kDegree = std::numbers::pi / 180;

Vector3 cross(const Vector3& a, const Vector3& b) {
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

Vector3 scaled(const Vector3& a, double factor) { return {a[0] * factor, a[1] * factor, a[2] * factor}; }

Vector3 onBall(double x, double y) {
  const double squared = x * x + y * y;
  const double z = squared < 0.5 ? std::sqrt(1 - squared) : 0.5 / std::sqrt(squared);
  return scaled({x, y, z}, 1 / std::sqrt(squared + z * z));
}

}  // namespace

Rotation Rotation::aboutAxis(const Vector3& unitAxis, double radians) {
  const double c = std::cos(radians), s = std::sin(radians);
  Rotation result;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) result.row[i][j] = (1 - c) * unitAxis[i] * unitAxis[j] + (i == j ? c : 0);
  result.row[0][1] -= s * unitAxis[2];
  result.row[1][0] += s * unitAxis[2];
  result.row[0][2] += s * unitAxis[1];
  result.row[2][0] -= s * unitAxis[1];
  result.row[1][2] -= s * unitAxis[0];
  result.row[2][1] += s * unitAxis[0];
  return result;
}

Rotation Rotation::fromAngles(const ViewAngles& angles) {
  return aboutAxis({0, 0, 1}, angles.z * kDegree) * aboutAxis({0, 1, 0}, angles.y * kDegree) *
         aboutAxis({1, 0, 0}, angles.x * kDegree);
}

ViewAngles Rotation::angles() const {
  const double sinY = std::clamp(-row[2][0], -1.0, 1.0);
  ViewAngles result;
  result.y = std::asin(sinY) / kDegree;
  if (std::abs(sinY) > 1 - 1e-9) {
    result.z = std::atan2(-row[0][1], row[1][1]) / kDegree;
  } else {
    result.x = std::atan2(row[2][1], row[2][2]) / kDegree;
    result.z = std::atan2(row[1][0], row[0][0]) / kDegree;
  }
  return result;
}

Rotation Rotation::operator*(const Rotation& other) const {
  Rotation result;
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j)
      result.row[i][j] = row[i][0] * other.row[0][j] + row[i][1] * other.row[1][j] + row[i][2] * other.row[2][j];
  // Thousands of small turns must not shear the picture: make the rows orthonormal again.
  auto& r = result.row;
  r[0] = scaled(r[0], 1 / std::sqrt(dot(r[0], r[0])));
  const double along = dot(r[0], r[1]);
  for (std::size_t j = 0; j < 3; ++j) r[1][j] -= along * r[0][j];
  r[1] = scaled(r[1], 1 / std::sqrt(dot(r[1], r[1])));
  r[2] = cross(r[0], r[1]);
  return result;
}

Rotation trackball(double fromX, double fromY, double toX, double toY) {
  const Vector3 from = onBall(fromX, fromY), to = onBall(toX, toY);
  const Vector3 axis = cross(from, to);
  const double length = std::sqrt(dot(axis, axis));
  if (length < 1e-12) return {};
  // Twice the angle on the ball: a drag across the view turns the object once around, as hands expect.
  return Rotation::aboutAxis(scaled(axis, 1 / length), 2 * std::atan2(length, dot(from, to)));
}

Vector3 shownCentre(const SurfaceCamera& camera, const Vector3& boxA) {
  const Vector3 &right = camera.rotation.mapDirection(0), &up = camera.rotation.mapDirection(1);
  Vector3 centre{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    centre[axis] = 0.5 * boxA[axis] + camera.pivot[axis] - camera.panX * right[axis] - camera.panY * up[axis];
  return centre;
}

}  // namespace vitrine::ui
