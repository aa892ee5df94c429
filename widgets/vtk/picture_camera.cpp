#include "widgets/vtk/picture_camera.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

SurfaceCamera cameraForPicture(const SurfaceCamera& camera, const Vector3& boxA, double fitRadiusA, QSizeF view,
                               QSizeF picture) {
  const double viewEdge = std::min(view.width(), view.height()),
               pictureEdge = std::min(picture.width(), picture.height());
  if (!(viewEdge > 0) || !(pictureEdge > 0) || !(fitRadiusA > 0)) return camera;
  const Vector3 centre = shownCentre(camera, boxA);
  // Half of what has to be seen: of the view, as far as the sphere reaches there; by the picture's edge in units of its
  // shorter one.
  const auto largestZoom = [&](std::size_t direction, double viewLength, double pictureLength) {
    const Vector3& along = camera.rotation.mapDirection(direction);
    double off = 0;
    for (std::size_t axis = 0; axis < 3; ++axis) off += (0.5 * boxA[axis] - centre[axis]) * along[axis];
    const double seen = std::min(fitRadiusA / camera.zoom * viewLength / viewEdge, std::abs(off) + fitRadiusA);
    return fitRadiusA * (pictureLength / pictureEdge) / seen;
  };
  SurfaceCamera result = camera;
  result.zoom = std::min(
      {camera.zoom, largestZoom(0, view.width(), picture.width()), largestZoom(1, view.height(), picture.height())});
  return result;
}

}  // namespace vitrine::ui
