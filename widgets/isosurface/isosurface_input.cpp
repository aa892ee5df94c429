// Mouse and keys of the surface.
#include "widgets/isosurface/isosurface_state.hpp"
#include "widgets/vtk/surface_pick.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace vitrine::ui {

namespace {

constexpr double kSmallestZoom = 0.1, kLargestZoom = 50;

}  // namespace

void IsosurfaceView::turn(const Rotation& rotation, bool interactive) {
  SurfaceCamera camera = m->camera;
  camera.rotation = rotation * camera.rotation;
  moveCamera(camera, interactive);
}

double IsosurfaceView::aPerUnitAtZoom1() const {
  const SurfaceFrame& frame = m->renderer.frame();
  return frame.angstromPerPixel * frame.camera.zoom * devicePixelRatioF();
}

void IsosurfaceView::zoom(double factor, QPointF about) {
  SurfaceCamera camera = m->camera;
  const double old = camera.zoom;
  camera.zoom = std::clamp(old * factor, kSmallestZoom, kLargestZoom);
  // What is under the pointer stays there.
  const double aPerUnit = aPerUnitAtZoom1() / old;
  const double shrink = 1 - old / camera.zoom;
  const QPointF fromCentre = about - QRectF(rect()).center();
  camera.panX -= fromCentre.x() * aPerUnit * shrink;
  camera.panY += fromCentre.y() * aPerUnit * shrink;
  moveCamera(camera, false);
}

void IsosurfaceView::pick(QPointF at) {
  const SharedVolume& map = m->map();
  const SurfaceFrame& frame = m->renderer.frame();
  if (map == nullptr || !m->hasLevel || frame.image.isNull()) return;
  const State::Target shown = m->target(rect(), devicePixelRatioF());
  const QPointF fromCentre = (at - shown.area.center()) * shown.angstromPerUnit;
  const Sight sight = sightThrough(frame.camera, drawnBox(map->grid), fromCentre.x(), -fromCentre.y());
  const bool isHiding = m->kept != nullptr && m->kept->level == m->level && m->kept->mask->grid.sameSize(map->grid);
  if (const auto voxel = pickVoxel(*map, m->level, sight, m->clip, isHiding ? m->kept->mask.get() : nullptr))
    emit picked(*voxel);
  else
    emit pickedNothing();
}

void IsosurfaceView::mousePressEvent(QMouseEvent* event) {
  m->dragged = event->position();
  if (event->button() == Qt::LeftButton && event->modifiers().testFlag(Qt::ControlModifier)) {
    pick(event->position());
    return;
  }
  const bool isShifted = event->modifiers().testFlag(Qt::ShiftModifier);
  if (event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && isShifted))
    m->drag = State::Drag::Move;
  else if (event->button() == Qt::LeftButton)
    m->drag = State::Drag::Turn;
}

void IsosurfaceView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF from = m->dragged, to = event->position();
  if (m->drag == State::Drag::None || from == to) return;
  m->dragged = to;
  if (m->drag == State::Drag::Turn) {
    const QPointF centre = QRectF(rect()).center();
    const double half = 0.5 * std::max(1, std::min(width(), height()));
    turn(trackball((from.x() - centre.x()) / half, (centre.y() - from.y()) / half, (to.x() - centre.x()) / half,
                   (centre.y() - to.y()) / half),
         true);
  } else {
    const double aPerUnit = aPerUnitAtZoom1() / m->camera.zoom;
    SurfaceCamera camera = m->camera;
    camera.panX += (to.x() - from.x()) * aPerUnit;
    camera.panY -= (to.y() - from.y()) * aPerUnit;
    moveCamera(camera, true);
  }
}

void IsosurfaceView::mouseReleaseEvent(QMouseEvent*) {
  if (std::exchange(m->drag, State::Drag::None) == State::Drag::None) return;
  m->renderer.setCamera(m->camera, false);
  emit cameraChanged(m->camera, false);
}

void IsosurfaceView::mouseDoubleClickEvent(QMouseEvent* event) {
  m->drag = State::Drag::None;
  if (event->button() == Qt::LeftButton) resetCamera();
}

void IsosurfaceView::wheelEvent(QWheelEvent* event) {
  zoom(std::pow(1.2, event->angleDelta().y() / 120.0), event->position());
  event->accept();
}

void IsosurfaceView::keyPressEvent(QKeyEvent* event) {
  constexpr double kStep = 5 * std::numbers::pi / 180;
  const QPointF centre = QRectF(rect()).center();
  switch (event->key()) {
    case Qt::Key_1:
    case Qt::Key_2:
    case Qt::Key_3:
      setViewAngles(kReportViews[event->key() - Qt::Key_1]);
      break;
    case Qt::Key_Left:
      turn(Rotation::aboutAxis({0, 1, 0}, -kStep), false);
      break;
    case Qt::Key_Right:
      turn(Rotation::aboutAxis({0, 1, 0}, kStep), false);
      break;
    case Qt::Key_Up:
      turn(Rotation::aboutAxis({1, 0, 0}, -kStep), false);
      break;
    case Qt::Key_Down:
      turn(Rotation::aboutAxis({1, 0, 0}, kStep), false);
      break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom(1.2, centre);
      break;
    case Qt::Key_Minus:
      zoom(1 / 1.2, centre);
      break;
    case Qt::Key_Home:
      resetCamera();
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

void IsosurfaceView::contextMenuEvent(QContextMenuEvent* event) {
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  QAction* copy =
      menu->addAction(tr("&Copy Image"), this, [this] { QApplication::clipboard()->setImage(currentImage()); });
  copy->setEnabled(m->volume != nullptr);
  if (isSignalConnected(QMetaMethod::fromSignal(&IsosurfaceView::saveImageRequested))) {
    QAction* save = menu->addAction(tr("&Save Image..."), this, [this] { emit saveImageRequested(); });
    save->setEnabled(m->volume != nullptr);
  }
  menu->addSeparator();
  for (int i = 0; i < 3; ++i)
    menu->addAction(tr("Report View &%1").arg(i + 1), this, [this, i] { setViewAngles(kReportViews[i]); });
  menu->addAction(tr("&Reset View"), this, &IsosurfaceView::resetCamera);
  menu->popup(event->globalPos());
}

}  // namespace vitrine::ui
