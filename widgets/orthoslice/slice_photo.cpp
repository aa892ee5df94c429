#include "widgets/orthoslice/slice_photo.hpp"

#include "core/base/number_text.hpp"
#include "widgets/orthoslice/slice_view.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <new>

namespace vitrine::ui {
namespace {

QString number(double value) { return QString::fromStdString(generalText(value, 6)); }

/// "Local resolution (A), 2.5 to 6, Viridis, 60 %; Hard mask, edge".
QString overlayNote(const FrameRequest& frame) {
  QStringList all;
  for (const SliceOverlay& overlay : frame.overlays) {
    QString text = overlay.title;
    if (!overlay.unit.isEmpty()) text += QStringLiteral(" (%1)").arg(overlay.unit);
    if (overlay.isMask)
      text += frame.tintsMasks ? QStringLiteral(", tint") : QStringLiteral(", edge");
    else
      text += QStringLiteral(", %1 to %2, %3, %4 %")
                  .arg(number(overlay.low), number(overlay.high), colorMapName(overlay.colours))
                  .arg(std::lround(100 * frame.opacity));
    all << text;
  }
  return all.join(QStringLiteral("; "));
}

PhotoNotes notesOf(const FrameRequest& frame) {
  PhotoNotes notes;
  const QString name = axisName(frame.axis);
  if (frame.projection != nullptr) {
    notes[QStringLiteral("Slice")] = QStringLiteral("mean along ") + name;
    return notes;
  }
  const auto axis = static_cast<std::size_t>(frame.axis);
  notes[QStringLiteral("Slice")] =
      QStringLiteral("%1 %2 of 0 to %3").arg(name).arg(frame.index).arg(frame.grid.size[axis] - 1);
  if (frame.grid.hasVoxelSize())
    notes[QStringLiteral("Slice position")] =
        QStringLiteral("%1 A from voxel (0, 0, 0)").arg(number(frame.index * frame.grid.voxelSize[axis]));
  if (frame.level) notes[QStringLiteral("Level")] = number(*frame.level);
  if (!frame.overlays.empty()) notes[QStringLiteral("Overlays")] = overlayNote(frame);
  return notes;
}

}  // namespace

QTransform placeInPicture(const QTransform& toView, QSizeF plane, QSizeF view, QSizeF picture) {
  const QRectF area(QPointF(0, 0), view), seen = toView.mapRect(QRectF(QPointF(0, 0), plane)) & area;
  const QPointF middle = area.center();
  double scale = photoScale(view, picture);
  if (!seen.isEmpty()) {
    const double across = std::max(middle.x() - seen.left(), seen.right() - middle.x()),
                 up = std::max(middle.y() - seen.top(), seen.bottom() - middle.y());
    const double beside =
        std::min(picture.width(), picture.height()) / std::max(1.0, std::min(view.width(), view.height()));
    scale = std::min({beside, 0.5 * picture.width() / across, 0.5 * picture.height() / up});
  }
  return toView * QTransform::fromTranslate(-middle.x(), -middle.y()) * QTransform::fromScale(scale, scale) *
         QTransform::fromTranslate(0.5 * picture.width(), 0.5 * picture.height());
}

SlicePhotoJob SliceView::photoJob(const PhotoWish& wish, const QString& levelText) const {
  const auto [u, v] = imageAxes(m_axis);
  const Grid& grid = m_link->grid();
  const QTransform toView = toWidget();
  const QTransform toPixels =
      placeInPicture(toView, QSizeF(grid.size[u], grid.size[v]), QSizeF(size()), QSizeF(wish.pixels));
  SlicePhotoJob job{.frame = frameRequest(toPixels, wish.pixels), .legend = {}, .wish = wish, .notes = {}};
  const bool isProjection = job.frame.projection != nullptr;
  if (isProjection) job.frame.level.reset();
  if (wish.seeThrough) job.frame.ground = Qt::transparent;
  job.frame.magnification = toPixels.m11() / (toView.m11() * devicePixelRatioF());
  job.notes = notesOf(job.frame);

  SliceLegend& over = job.legend;
  over = legend(isProjection);
  over.area = wish.pixels;
  over.toArea = toPixels;
  over.unit = photoScale(size(), wish.pixels);
  over.font = photoFont(font(), over.unit);
  over.showsCrosshair = wish.marker;
  over.showsScaleBar = wish.scaleBar;
  over.isSeenThrough = wish.seeThrough;
  if (!wish.colourBar) over.coloured.reset();
  if (!wish.levelText)
    over.title.clear();
  else if (job.frame.level)
    over.title += QStringLiteral("   ") + levelText;
  return job;
}

QImage makeSlicePhoto(const SlicePhotoJob& job, const Progress& progress) {
  refuseImpossible(job.wish);
  Frame frame = drawFrame(job.frame, progress);
  if (frame.picture.isNull()) throw std::bad_alloc();
  QPainter painter(&frame.picture);
  paintLegend(painter, job.legend);
  painter.end();
  describePhoto(frame.picture, job.wish, job.notes);
  frame.picture.setText(
      QStringLiteral("Grey range"),
      QStringLiteral("%1 (black) to %2 (white)").arg(number(frame.range.low), number(frame.range.high)));
  const Grid& grid = job.frame.grid;
  if (grid.hasVoxelSize()) {
    const double voxelA = grid.voxelSize[static_cast<std::size_t>(imageAxes(job.frame.axis)[0])];
    frame.picture.setText(QStringLiteral("Pixel size"),
                          QString::fromStdString(generalText(voxelA / job.frame.toPixels.m11(), 5) + " A"));
  }
  progress.report(1);
  return frame.picture;
}

}  // namespace vitrine::ui
