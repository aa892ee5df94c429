// The same place in two boxes, and the same look at it. docs/user/compare.md says the rule in words.
#pragma once

#include "core/volume/grid.hpp"
#include "widgets/vtk/view_rotation.hpp"

namespace vitrine::ui {

/// How two boxes are laid on each other.
enum class Laying {
  Origins,  ///< as the origins in the files say
  Centres,  ///< centre voxel floor(N/2) on centre voxel
  Corners   ///< voxel (0, 0, 0) on voxel (0, 0, 0)
};

/// Origins if a file states one other than 0 and the boxes then overlap; else centres: boxes of two sizes about one
/// particle share their centre, and boxes of one size share every voxel.
Laying usualLaying(const Grid& a, const Grid& b);

/// What is added to a place in A from voxel (0, 0, 0) of `from` to have it from voxel (0, 0, 0) of `to`. A voxel size
/// that is not known counts 1 A.
Vector3 shiftBetween(const Grid& from, const Grid& to, Laying laying);

/// The voxel of `to` nearest to the centre of a voxel of `from`; may lie outside its box.
Index3 samePlace(const Index3& voxel, const Grid& from, const Grid& to, Laying laying);
bool isInside(const Index3& voxel, const Grid& grid);

/// One side of a look at a surface.
struct SurfaceFit {
  Grid grid;
  double radiusA = 0;  ///< half the height that zoom 1 shows; 0: not known yet
};
/// The camera that shows of `to` what `camera` shows of `from`: turned alike, at the same scale, about the same place.
SurfaceCamera sameView(const SurfaceCamera& camera, const SurfaceFit& from, const SurfaceFit& to, Laying laying);

}  // namespace vitrine::ui
