// How the displayed map is turned.
#pragma once

#include "core/checks/picture.hpp"
#include "core/volume/grid.hpp"

#include <array>

namespace vitrine::ui {

/// A right-handed rotation: screen vector = matrix * map vector; screen x right, y up, z towards the viewer.
struct Rotation {
  std::array<Vector3, 3> row{Vector3{1, 0, 0}, Vector3{0, 1, 0}, Vector3{0, 0, 1}};

  /// About the fixed screen axes, X first, then Y, then Z, degrees (ViewAngles).
  static Rotation fromAngles(const ViewAngles& angles);
  static Rotation aboutAxis(const Vector3& unitAxis, double radians);
  /// Angles that give this rotation; where they are not unique (y = +-90), x = 0.
  ViewAngles angles() const;

  /// First `other`, then this one.
  Rotation operator*(const Rotation& other) const;
  /// What map direction is seen along screen axis 0 (right), 1 (up), 2 (towards the viewer).
  const Vector3& mapDirection(std::size_t screenAxis) const { return row[screenAxis]; }
  bool operator==(const Rotation&) const = default;
};

/// The turn that carries the pointer from one place to another on a ball that fills the view and runs out into a
/// hyperbola at its rim (virtual trackball). Places relative to the centre, in half heights, y up.
Rotation trackball(double fromX, double fromY, double toX, double toY);

/// What a view shows of its scene.
struct SurfaceCamera {
  Rotation rotation;
  double zoom = 1;            ///< 1: the surface fits the picture
  double panX = 0, panY = 0;  ///< A by which the object is moved right and up
  Vector3 pivot{0, 0, 0};  ///< place that it turns about, and that is shown in the middle, in A from the box's centre
  bool operator==(const SurfaceCamera&) const = default;
};

/// What the camera puts into the middle of the picture, in A from the corner of the box.
Vector3 shownCentre(const SurfaceCamera& camera, const Vector3& boxA);

}  // namespace vitrine::ui
