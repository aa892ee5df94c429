// A surface as an image file wants it: any size, texts in proportion, data about the picture in the file.
#pragma once

#include "core/base/progress.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_still.hpp"

#include <QFont>
#include <QImage>
#include <QSize>

#include <map>
#include <optional>

namespace vitrine::ui {

/// What the user can choose about an exported image.
struct PhotoWish {
  QSize pixels;
  double dotsPerInch = 300;
  bool seeThrough = false;
  bool scaleBar = true, colourBar = true, levelText = true, marker = false;
};

/// Everything a picture is made from, taken when it is asked for.
struct PhotoJob {
  StillRecipe still;
  PhotoWish wish;
  SurfaceGround ground = SurfaceGround::White;
  QString levelText;
  std::optional<Vector3> markerA;    ///< scene coordinates
  QFont font;                        ///< with the pixel size the picture wants
  std::map<QString, QString> notes;  ///< written into the file: "Level" -> "0.0066"

  /// No edge longer, and not more pixels: what image formats and memory can take.
  static constexpr int kLongestEdge = 16'384;
  static constexpr std::int64_t kMostPixels = 150'000'000;
};

/// Renders off screen on the render thread with the surface of the whole map and paints the texts; for a thread of the
/// pool. The image carries resolution and notes, which QImage writes into PNG files.
/// @throws InputError for a size that cannot be made; what renderStill() throws
QImage makePhoto(const PhotoJob& job, const Progress& progress);

}  // namespace vitrine::ui
