#include "widgets/isosurface/isosurface_view.hpp"

#include "widgets/theme/palette.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/surface_renderer.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace vitrine::ui {

namespace {

constexpr double kSmallestZoom = 0.1, kLargestZoom = 50;

bool isSameBox(const Vector3& a, const Vector3& b) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(a[axis] - b[axis]) > 0.05 * std::max(a[axis], b[axis])) return false;
  return true;
}

}  // namespace

struct IsosurfaceView::State {
  SurfaceRenderer renderer;
  SharedVolume volume;
  double level = 0;
  bool hasLevel = false;
  SurfaceColour colour;
  SurfaceCamera camera;
  QString levelText, message, failure;
  QPointF dragged;  ///< where the pointer was last
  enum class Drag { None, Turn, Move } drag = Drag::None;
};

IsosurfaceView::IsosurfaceView(QWidget* parent) : QWidget(parent), m(std::make_unique<State>()) {
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("3-D surface"));
  describe();
  setWhatsThis(
      tr("The surface on which the map has the level's value. Drag with the left button to turn, with the middle "
         "button to move; the wheel zooms; a double click shows all again. Keys 1, 2 and 3 give the report's views."));
  connect(&m->renderer, &SurfaceRenderer::frameReady, this, [this] {
    describe();
    update();
    if (!m->renderer.frame().image.isNull()) emit imageShown(m->renderer.frame().full);
  });
  connect(&m->renderer, &SurfaceRenderer::failed, this, [this](const QString& reason) {
    m->failure = reason;
    describe();
    update();
    emit failed(reason);
  });
}

IsosurfaceView::~IsosurfaceView() = default;

void IsosurfaceView::setVolume(SharedVolume volume) {
  if (volume == nullptr || volume->grid.voxels() == 0) {
    clear();
    return;
  }
  const bool sameBox = m->volume != nullptr && isSameBox(drawnBox(m->volume->grid), drawnBox(volume->grid));
  m->volume = volume;
  m->message.clear();
  if (!sameBox) {
    SurfaceCamera camera;
    camera.rotation = m->camera.rotation;
    moveCamera(camera, false);
  }
  m->renderer.setVolume(std::move(volume), sameBox);
  update();
}

void IsosurfaceView::setPreview(SharedVolume volume) { setVolume(std::move(volume)); }

void IsosurfaceView::setLevel(double value, bool interactive) {
  if (!std::isfinite(value)) return;
  m->level = value;
  m->hasLevel = true;
  m->renderer.setLevel(value, interactive);
  update();
}

double IsosurfaceView::level() const { return m->level; }

void IsosurfaceView::setLevelText(const QString& text) {
  if (text == m->levelText) return;
  m->levelText = text;
  describe();
  update();
}

void IsosurfaceView::setColourBy(SharedVolume volume, double low, double high, const QString& label, ColorMap colours) {
  m->colour = {std::move(volume), low, high, label, colours};
  m->renderer.setColour(m->colour);
  update();
}

const SurfaceColour& IsosurfaceView::colour() const { return m->colour; }

void IsosurfaceView::clear(const QString& message) {
  m->volume.reset();
  m->message = message;
  m->colour = {};
  m->renderer.setColour({});
  m->renderer.setVolume(nullptr, false);
  describe();
  update();
}

SurfaceCamera IsosurfaceView::camera() const { return m->camera; }

void IsosurfaceView::setCamera(const SurfaceCamera& camera, bool interactive) { moveCamera(camera, interactive); }

void IsosurfaceView::moveCamera(const SurfaceCamera& camera, bool interactive) {
  if (camera == m->camera) return;
  const bool isTurned = camera.rotation != m->camera.rotation;
  m->camera = camera;
  m->renderer.setCamera(camera, interactive);
  update();
  if (isTurned) emit viewAnglesChanged(viewAngles());
  emit cameraChanged(camera, interactive);
}

void IsosurfaceView::resetCamera() {
  m->renderer.refit();
  moveCamera({}, false);
}

void IsosurfaceView::setViewAngles(ViewAngles angles) {
  SurfaceCamera camera = m->camera;
  camera.rotation = Rotation::fromAngles(angles);
  moveCamera(camera, false);
}

ViewAngles IsosurfaceView::viewAngles() const { return m->camera.rotation.angles(); }

bool IsosurfaceView::isRefining() const { return m->renderer.isBusy(); }

QImage IsosurfaceView::currentImage() const {
  QImage image(size() * devicePixelRatioF(), QImage::Format_RGB32);
  image.setDevicePixelRatio(devicePixelRatioF());
  QPainter painter(&image);
  paint(painter, false);
  return image;
}

void IsosurfaceView::describe() {
  QString text = m->levelText;
  if (!m->failure.isEmpty())
    text = m->failure;
  else if (m->volume == nullptr)
    text = m->message.isEmpty() ? tr("No map") : m->message;
  else if (m->renderer.frame().empty)
    text += tr(" No voxel reaches the level.");
  setAccessibleDescription(text.trimmed());
}

void IsosurfaceView::paint(QPainter& painter, bool withNotes) const {
  const QRectF area(rect());
  painter.fillRect(area, Qt::white);
  painter.setRenderHint(QPainter::TextAntialiasing);
  const QFontMetricsF metrics(font());
  const SurfaceFrame& frame = m->renderer.frame();
  if (!m->failure.isEmpty() || m->volume == nullptr || !m->hasLevel) {
    paintMessage(painter, area, m->failure.isEmpty() ? m->message : m->failure, font());
    return;
  }
  if (!frame.image.isNull()) {
    // A picture for another size (the window is being resized) is scaled until the next one comes.
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QSizeF shown = QSizeF(frame.image.size()) / devicePixelRatioF();
    const double scale = std::min(area.width() / shown.width(), area.height() / shown.height());
    const bool fits = std::abs(shown.width() - area.width()) < 1 && std::abs(shown.height() - area.height()) < 1;
    QRectF target(QPointF(0, 0), fits ? shown : shown * scale);
    if (!fits) target.moveCenter(area.center());
    painter.drawImage(target, frame.image);
    if (frame.empty)
      paintMessage(painter, area, tr("No voxel reaches the level"), font());
    else
      paintScaleBar(painter, area, frame.angstromPerPixel * devicePixelRatioF() / (fits ? 1.0 : scale), font());
    paintColourBar(painter, area, m->colour, font());
  }
  const double line = metrics.height();
  painter.setFont(font());
  painter.setPen(paperPalette().text);
  painter.drawText(QPointF(0.6 * line, 0.5 * line + metrics.ascent()), m->levelText);
  if (!withNotes) return;
  QString note;
  if (m->renderer.isBusy())
    note = tr("refining...");
  else if (frame.tooFine)
    note = tr("coarse: the full surface has too many triangles at this level");
  painter.setPen(paperPalette().mutedText);
  painter.drawText(QPointF(0.6 * line, area.bottom() - 0.6 * line - metrics.descent()), note);
}

void IsosurfaceView::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paint(painter, true);
  if (hasFocus()) {
    painter.setPen(QPen(palette().color(QPalette::Highlight), 2));
    painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
  }
}

void IsosurfaceView::resizeEvent(QResizeEvent*) {
  const QSizeF pixels = QSizeF(size()) * devicePixelRatioF();
  m->renderer.setSize({static_cast<int>(std::lround(pixels.width())), static_cast<int>(std::lround(pixels.height()))},
                      false);
}

bool IsosurfaceView::event(QEvent* event) {
  // Moved to a screen with another density.
  if (event->type() == QEvent::ScreenChangeInternal) resizeEvent(nullptr);
  return QWidget::event(event);
}

void IsosurfaceView::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange || event->type() == QEvent::LanguageChange) update();
  QWidget::changeEvent(event);
}

void IsosurfaceView::turn(const Rotation& rotation, bool interactive) {
  SurfaceCamera camera = m->camera;
  camera.rotation = rotation * camera.rotation;
  moveCamera(camera, interactive);
}

double IsosurfaceView::aPerUnitAtZoom1() const {
  const SurfaceFrame& frame = m->renderer.frame();
  return frame.angstromPerPixel * frame.zoom * devicePixelRatioF();
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

void IsosurfaceView::mousePressEvent(QMouseEvent* event) {
  m->dragged = event->position();
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
  QAction* save = menu->addAction(tr("&Save Image..."), this, [this] { emit saveImageRequested(currentImage()); });
  copy->setEnabled(m->volume != nullptr);
  save->setEnabled(m->volume != nullptr);
  menu->addSeparator();
  for (int i = 0; i < 3; ++i)
    menu->addAction(tr("Report View &%1").arg(i + 1), this, [this, i] { setViewAngles(kReportViews[i]); });
  menu->addAction(tr("&Reset View"), this, &IsosurfaceView::resetCamera);
  menu->popup(event->globalPos());
}

}  // namespace vitrine::ui
