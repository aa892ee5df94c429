#include "widgets/vtk/surface_pick.hpp"

#include "widgets/vtk/trilinear.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine::ui {

namespace {

/// The voxel at or above the level that is nearest to a place where the interpolated value reaches it.
std::optional<Index3> insideVoxel(const Volume& volume, double level, const Vector3& index, const Mask* kept) {
  std::optional<Index3> best;
  double nearest = std::numeric_limits<double>::max();
  for (unsigned corner = 0; corner < 8; ++corner) {
    Index3 at{};
    double distance = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const int low = static_cast<int>(std::floor(index[axis]));
      at[axis] = std::clamp(low + static_cast<int>(corner >> axis & 1U), 0, volume.grid.size[axis] - 1);
      distance += (at[axis] - index[axis]) * (at[axis] - index[axis]);
    }
    if (!(volume.at(at[0], at[1], at[2]) >= level) || distance >= nearest) continue;
    if (kept != nullptr && !kept->at(at[0], at[1], at[2])) continue;
    nearest = distance;
    best = at;
  }
  return best;
}

}  // namespace

Sight sightThrough(const SurfaceCamera& camera, const Vector3& boxA, double rightA, double upA) {
  const Vector3 centre = shownCentre(camera, boxA);
  const Vector3 &right = camera.rotation.mapDirection(0), &up = camera.rotation.mapDirection(1),
                &towards = camera.rotation.mapDirection(2);
  const double away = 2 * std::hypot(boxA[0], boxA[1], boxA[2]);
  Sight sight;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    sight.startA[axis] = centre[axis] + rightA * right[axis] + upA * up[axis] + away * towards[axis];
    sight.direction[axis] = -towards[axis];
  }
  return sight;
}

std::optional<Index3> pickVoxel(const Volume& volume, double level, const Sight& sight, const ClipBox& clip,
                                const Mask* kept) {
  const Vector3 voxelSize = drawnVoxelSize(volume.grid), boxA = drawnBox(volume.grid);
  // Where the sight enters and leaves the visible part of the box of voxel centres (slabs: Kay & Kajiya 1986,
  // doi:10.1145/15886.15916).
  double enter = -std::numeric_limits<double>::max(), leave = -enter;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const double low = std::max(clip.low[axis] * boxA[axis], 0.5 * voxelSize[axis]);
    const double high = std::min(clip.high[axis] * boxA[axis], boxA[axis] - 0.5 * voxelSize[axis]);
    const double start = sight.startA[axis], along = sight.direction[axis];
    if (std::abs(along) < 1e-12) {
      if (start < low || start > high) return std::nullopt;
      continue;
    }
    const double a = (low - start) / along, b = (high - start) / along;
    enter = std::max(enter, std::min(a, b));
    leave = std::min(leave, std::max(a, b));
  }
  const double step = 0.25 * *std::ranges::min_element(voxelSize);
  for (double t = enter; t <= leave; t += step) {
    Vector3 place{}, index{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      place[axis] = sight.startA[axis] + t * sight.direction[axis];
      index[axis] = place[axis] / voxelSize[axis] - 0.5;
    }
    if (!(trilinear(volume, voxelSize, place) >= level)) continue;
    if (const auto voxel = insideVoxel(volume, level, index, kept)) return voxel;
  }
  return std::nullopt;
}

}  // namespace vitrine::ui
