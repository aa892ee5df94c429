// A surface picture recipe as pixels, for the report.
#pragma once

#include "core/checks/picture.hpp"

#include <QImage>
#include <QSize>

namespace vitrine::ui {

/// Renders off screen, without a display server, with the scene the window uses; returns when the picture is done.
/// White ground, scale bar in A, colour bar if the recipe colours by a volume. A level that no voxel reaches gives a
/// white picture with the words "No voxel reaches the level".
///
/// May be called from any thread, also while windows show surfaces; pictures are made one after the other on the
/// process's render thread. Needs a QGuiApplication (fonts); platform `offscreen` will do.
/// @param size  pixels of the result
/// @throws std::runtime_error when the machine has no software EGL ("... install libegl1 and libgl1-mesa-dri")
QImage renderSurface(const SurfacePicture& picture, QSize size);

}  // namespace vitrine::ui
