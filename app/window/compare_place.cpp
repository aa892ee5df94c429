#include "app/window/compare_place.hpp"

#include "widgets/vtk/volume_image.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {
namespace {

/// A from voxel (0, 0, 0).
Vector3 centrePlace(const Grid& grid) {
  const Vector3 voxel = drawnVoxelSize(grid);
  return {grid.centre(0) * voxel[0], grid.centre(1) * voxel[1], grid.centre(2) * voxel[2]};
}

bool overlap(const Grid& a, const Grid& b) {
  const Vector3 boxA = drawnBox(a), boxB = drawnBox(b);
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (a.origin[axis] + boxA[axis] <= b.origin[axis] || b.origin[axis] + boxB[axis] <= a.origin[axis]) return false;
  return true;
}

}  // namespace

Laying usualLaying(const Grid& a, const Grid& b) {
  const auto states = [](const Grid& grid) {
    return std::ranges::any_of(grid.origin, [](double place) { return place != 0; });
  };
  return (states(a) || states(b)) && overlap(a, b) ? Laying::Origins : Laying::Centres;
}

Vector3 shiftBetween(const Grid& from, const Grid& to, Laying laying) {
  if (laying == Laying::Corners) return {0, 0, 0};
  const Vector3 before = laying == Laying::Origins ? from.origin : centrePlace(to);
  const Vector3 after = laying == Laying::Origins ? to.origin : centrePlace(from);
  return {before[0] - after[0], before[1] - after[1], before[2] - after[2]};
}

Index3 samePlace(const Index3& voxel, const Grid& from, const Grid& to, Laying laying) {
  const Vector3 shift = shiftBetween(from, to, laying), fromA = drawnVoxelSize(from), toA = drawnVoxelSize(to);
  Index3 there{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    there[axis] = static_cast<int>(std::lround((voxel[axis] * fromA[axis] + shift[axis]) / toA[axis]));
  return there;
}

bool isInside(const Index3& voxel, const Grid& grid) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (voxel[axis] < 0 || voxel[axis] >= grid.size[axis]) return false;
  return true;
}

SurfaceCamera sameView(const SurfaceCamera& camera, const SurfaceFit& from, const SurfaceFit& to, Laying laying) {
  SurfaceCamera there = camera;
  const Vector3 shift = shiftBetween(from.grid, to.grid, laying);
  const Vector3 voxelFrom = drawnVoxelSize(from.grid), voxelTo = drawnVoxelSize(to.grid);
  const Vector3 boxFrom = drawnBox(from.grid), boxTo = drawnBox(to.grid);
  // The pivot counts from the middle of the box, whose corner lies half a voxel before the centre of voxel (0, 0, 0).
  for (std::size_t axis = 0; axis < 3; ++axis)
    there.pivot[axis] += 0.5 * (boxFrom[axis] - voxelFrom[axis]) + shift[axis] - 0.5 * (boxTo[axis] - voxelTo[axis]);
  if (from.radiusA > 0 && to.radiusA > 0) there.zoom *= to.radiusA / from.radiusA;
  return there;
}

}  // namespace vitrine::ui
