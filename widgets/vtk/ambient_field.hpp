// How much of the sky a point of a surface sees: pockets dark, ridges light.
#pragma once

#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

namespace vitrine::ui {

/// Ambient occlusion from the density itself: the part of a neighbourhood in front of the surface that lies inside it,
/// at two scales. Depends on the level, not on the view, so that it costs nothing while the object turns and looks the
/// same on screen and paper; screen-space occlusion took most of a second per picture in software rendering.
class AmbientField {
public:
  /// @param coarse  block-averaged volume, at most about 64 voxels an edge: 5 ms
  /// @param kept   null: all of it; otherwise only these components count (see KeptLookup for `margin`)
  AmbientField(const Volume& coarse, double level, const Mask* kept = nullptr, int margin = 0);
  /// Factor for the surface's colour, about 0.45 (deep pocket) to 1.
  float light(const Vector3& positionA, const std::array<float, 3>& unitNormal) const;

private:
  Volume m_near, m_far;  // part of the neighbourhood inside the surface, 0..1
  Vector3 m_voxelSize;
};

}  // namespace vitrine::ui
