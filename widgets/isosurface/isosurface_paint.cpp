// What the surface view paints: the newest picture and the texts over it.
#include "widgets/isosurface/isosurface_state.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

IsosurfaceView::State::Target IsosurfaceView::State::target(const QRectF& widget, double pixelRatio) const {
  const SurfaceFrame& frame = renderer.frame();
  const QSizeF shown = QSizeF(frame.image.size()) / pixelRatio;
  const double scale = std::min(widget.width() / shown.width(), widget.height() / shown.height());
  const bool fits = std::abs(shown.width() - widget.width()) < 1 && std::abs(shown.height() - widget.height()) < 1;
  Target target{QRectF(QPointF(0, 0), fits ? shown : shown * scale),
                frame.angstromPerPixel * pixelRatio / (fits ? 1.0 : scale)};
  if (!fits) target.area.moveCenter(widget.center());
  return target;
}

QImage IsosurfaceView::currentImage() const {
  QImage image(size() * devicePixelRatioF(), QImage::Format_RGB32);
  image.setDevicePixelRatio(devicePixelRatioF());
  QPainter painter(&image);
  paint(painter, false);
  return image;
}

QString IsosurfaceView::emptyText() const {
  if (m->kept != nullptr && m->kept->mask->count == 0)
    return tr("Every component is hidden; Surface > Show all components brings them back");
  return m->clip.isWhole() ? tr("No voxel reaches the level") : tr("No surface inside the clip box");
}

void IsosurfaceView::paint(QPainter& painter, bool withNotes) const {
  const QRectF area(rect());
  painter.fillRect(area, surfaceGround(m->ground));
  const QColor ink = surfaceInk(m->ground), muted = surfaceMutedInk(m->ground);
  painter.setRenderHint(QPainter::TextAntialiasing);
  const QFontMetricsF metrics(font());
  const SurfaceFrame& frame = m->renderer.frame();
  if (!m->failure.isEmpty() || m->volume == nullptr || !m->hasLevel) {
    paintMessage(painter, area, m->failure.isEmpty() ? m->message : m->failure, font(), muted);
    return;
  }
  if (!frame.image.isNull()) {
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const State::Target target = m->target(area, devicePixelRatioF());
    painter.drawImage(target.area, frame.image);
    if (frame.empty)
      paintMessage(painter, area, emptyText(), font(), muted);
    else
      paintScaleBar(painter, area, target.angstromPerUnit, font(), ink);
    paintColourBar(painter, area, m->colour, font(), frame.noValue, ink, surfaceGround(m->ground));
    if (m->isMarkerShown && m->markerA)
      paintMarker(painter, target.area, frame.camera, drawnBox(m->volume->grid), *m->markerA, target.angstromPerUnit,
                  metrics.height());
  }
  paintLevelText(painter, area, m->levelText, font(), ink);
  if (!withNotes) return;
  QString note;
  if (m->renderer.isBusy())
    note = tr("refining...");
  else if (frame.tooFine)
    note = tr("coarse: the full surface has too many triangles at this level");
  else if (frame.reduced)
    note = tr("from a reduced map; every voxel is drawn inside a smaller clip box and in saved images");
  // In as many lines as it takes: the scale bar has the last quarter.
  const double line = metrics.height();
  const QRectF place(0.6 * line, 0, 0.75 * area.width() - 2.2 * line, area.bottom() - 0.6 * line);
  painter.setPen(muted);
  painter.drawText(place, Qt::AlignLeft | Qt::AlignBottom | Qt::TextWordWrap, note);
}

void IsosurfaceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint(painter, true);
  if (hasFocus()) {
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
  }
}

}  // namespace vitrine::ui
