#include "widgets/vtk/render_surface.hpp"

#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/surface_still.hpp"

#include <QCoreApplication>
#include <QPainter>

namespace vitrine::ui {

QImage renderSurface(const SurfacePicture& picture, QSize size) {
  if (size.isEmpty()) return {};
  StillRecipe recipe;
  recipe.volume = picture.volume;
  recipe.level = picture.level;
  recipe.colour = {picture.colourBy, picture.colourLow, picture.colourHigh,
                   QString::fromStdString(picture.colourLabel)};
  recipe.camera.rotation = Rotation::fromAngles(picture.angles);
  Still rendered = renderStill(recipe, size);
  const bool isEmpty = rendered.image.isNull();
  if (isEmpty) {
    rendered.image = QImage(size, QImage::Format_RGB32);
    rendered.image.fill(Qt::white);
  }
  QPainter painter(&rendered.image);
  painter.setRenderHint(QPainter::TextAntialiasing);
  const QRectF area(QPointF(0, 0), QSizeF(size));
  const QFont font = paperFont(std::max(11.0, size.height() / 32.0));
  if (isEmpty) {
    paintMessage(painter, area, QCoreApplication::translate("Surface", "No voxel reaches the level"), font);
  } else {
    paintScaleBar(painter, area, rendered.angstromPerPixel, font);
    paintColourBar(painter, area, recipe.colour, font, rendered.hasNoValue);
  }
  return rendered.image;
}

}  // namespace vitrine::ui
