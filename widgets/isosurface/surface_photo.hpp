// A surface as an image file wants it: any size, texts in proportion, data about the picture in the file.
#pragma once

#include "widgets/photo/photo.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_still.hpp"

#include <QFont>
#include <QImage>

#include <optional>

namespace vitrine::ui {

/// Everything a picture is made from, taken when it is asked for.
struct PhotoJob {
  StillRecipe still;
  PhotoWish wish;
  SurfaceGround ground = SurfaceGround::White;
  QString levelText;
  std::optional<Vector3> markerA;  ///< scene coordinates
  QFont font;                      ///< with the pixel size the picture wants
  PhotoNotes notes;
};

/// Renders off screen on the render thread with the surface of the whole map and paints the texts; for a thread of the
/// pool. The image carries resolution and notes, as describePhoto() gives them.
/// @throws InputError for a size that cannot be made; what renderStill() throws
QImage makePhoto(const PhotoJob& job, const Progress& progress);

}  // namespace vitrine::ui
