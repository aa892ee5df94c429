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
  const QFont font = paperFont(std::max(11.0, size.height() / 32.0));
  // On paper nobody can turn the surface away from under the colour bar: it gets a place of its own.
  const int beside = recipe.colour.volume != nullptr ? static_cast<int>(colourBarWidth(recipe.colour, font)) : 0;
  const QSize drawn(std::max(size.width() - beside, size.width() / 2), size.height());
  const Still rendered = renderStill(recipe, drawn);
  const bool isEmpty = rendered.image.isNull();
  QImage image(size, QImage::Format_RGB32);
  image.fill(Qt::white);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::TextAntialiasing);
  const QRectF area(QPointF(0, 0), QSizeF(size));
  if (!isEmpty) painter.drawImage(QPoint(0, 0), rendered.image);
  if (isEmpty) {
    paintMessage(painter, area, QCoreApplication::translate("Surface", "No voxel reaches the level"), font);
  } else {
    paintScaleBar(painter, area, rendered.angstromPerPixel, font);
    paintColourBar(painter, area, recipe.colour, font, rendered.hasNoValue);
  }
  return image;
}

}  // namespace vitrine::ui
