// A view of one shape as a picture of another.
#pragma once

#include "widgets/vtk/view_rotation.hpp"

#include <QSizeF>

namespace vitrine::ui {

/// The camera for a picture of another shape: nothing of the surface that a view of the size `view` shows is cut off,
/// and it is not larger than there beside the shorter edge.
/// @param fitRadiusA  of the sphere about the box's centre that the surface fills; half the shorter edge at zoom 1
SurfaceCamera cameraForPicture(const SurfaceCamera& camera, const Vector3& boxA, double fitRadiusA, QSizeF view,
                               QSizeF picture);

}  // namespace vitrine::ui
