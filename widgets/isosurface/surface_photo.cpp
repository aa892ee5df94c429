#include "widgets/isosurface/surface_photo.hpp"

#include "core/base/number_text.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QPainter>

namespace vitrine::ui {

QImage makePhoto(const PhotoJob& job, const Progress& progress) {
  refuseImpossible(job.wish);
  const QSize size = job.wish.pixels;
  StillRecipe recipe = job.still;
  recipe.seeThrough = job.wish.seeThrough;
  recipe.ground = surfaceGround(job.ground);
  Still still = renderStill(recipe, size, progress);
  const bool isEmpty = still.image.isNull();
  if (isEmpty) {
    still.image = QImage(size, recipe.seeThrough ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    still.image.fill(recipe.seeThrough ? QColor(Qt::transparent) : recipe.ground);
  }
  QPainter painter(&still.image);
  painter.setRenderHint(QPainter::TextAntialiasing);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF area(QPointF(0, 0), QSizeF(size));
  // What is seen through is put on paper.
  const QColor ink = surfaceInk(recipe.seeThrough ? SurfaceGround::White : job.ground);
  if (!isEmpty && job.wish.marker && job.markerA)
    paintMarker(painter, area, recipe.camera, drawnBox(recipe.volume->grid), *job.markerA, still.angstromPerPixel,
                QFontMetricsF(job.font).height());
  if (!isEmpty && job.wish.scaleBar) paintScaleBar(painter, area, still.angstromPerPixel, job.font, ink);
  if (!isEmpty && job.wish.colourBar)
    paintColourBar(painter, area, recipe.colour, job.font, still.hasNoValue, ink,
                   recipe.seeThrough ? QColor(Qt::transparent) : recipe.ground);
  if (job.wish.levelText) paintLevelText(painter, area, job.levelText, job.font, ink);
  painter.end();

  describePhoto(still.image, job.wish, job.notes);
  still.image.setText(QStringLiteral("Pixel size"),
                      QString::fromStdString(generalText(still.angstromPerPixel, 5) + " A"));
  if (still.reducedBy > 1)
    still.image.setText(QStringLiteral("Surface"), QStringLiteral("of the map averaged over %1 voxels an edge, since "
                                                                  "that of the map itself has too many triangles")
                                                       .arg(still.reducedBy));
  return still.image;
}

}  // namespace vitrine::ui
