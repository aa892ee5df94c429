#include "widgets/isosurface/isosurface_view.hpp"

#include "widgets/isosurface/isosurface_state.hpp"
#include "widgets/vtk/picture_camera.hpp"
#include "widgets/vtk/surface_renderer.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine::ui {

namespace {

bool isSameBox(const Vector3& a, const Vector3& b) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(a[axis] - b[axis]) > 0.05 * std::max(a[axis], b[axis])) return false;
  return true;
}

}  // namespace

IsosurfaceView::IsosurfaceView(QWidget* parent) : QWidget(parent), m(std::make_unique<State>()) {
  setFocusPolicy(Qt::StrongFocus);
  setAttribute(Qt::WA_OpaquePaintEvent);
  setAccessibleName(tr("3-D surface"));
  describe();
  setWhatsThis(
      tr("The surface on which the map has the level's value. Drag with the left button to turn, with the middle "
         "button to move; the wheel zooms; a double click shows all again. Ctrl and a click tell what a component is. "
         "Keys 1, 2 and 3 give the report's views."));
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

void IsosurfaceView::setVolume(SharedVolume volume, SharedVolume full) {
  if (volume == nullptr || volume->grid.voxels() == 0) {
    clear();
    return;
  }
  const bool sameBox = m->volume != nullptr && isSameBox(drawnBox(m->volume->grid), drawnBox(volume->grid));
  m->volume = volume;
  m->fullVolume = full != volume ? full : nullptr;
  m->message.clear();
  if (!sameBox) {
    SurfaceCamera camera;
    camera.rotation = m->camera.rotation;
    moveCamera(camera, false);
  }
  m->renderer.setVolume(std::move(volume), sameBox, std::move(full));
  update();
}

PhotoJob IsosurfaceView::photoJob(const PhotoWish& wish) const {
  PhotoJob job;
  job.wish = wish;
  job.still.volume = m->map();
  job.still.level = m->level;
  job.still.colour = m->colour;
  job.still.camera = m->camera;
  if (!m->renderer.frame().image.isNull()) {
    const double fit = m->renderer.frame().fitRadiusA;
    job.still.fitRadiusA = fit;
    job.still.camera = cameraForPicture(m->camera, drawnBox(m->volume->grid), fit, size(), wish.pixels);
  }
  job.still.clip = m->clip;
  if (m->kept != nullptr && m->kept->level == m->level) job.still.kept = m->kept;
  if (m->isModelShown) job.still.trace = m->model;
  job.ground = m->ground;
  job.levelText = m->levelText;
  job.markerA = m->markerA;
  // Texts as large beside the surface as they are on screen.
  job.font = photoFont(font(), photoScale(size(), wish.pixels));
  return job;
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

void IsosurfaceView::setGround(SurfaceGround ground) {
  if (ground == m->ground) return;
  m->ground = ground;
  m->renderer.setGround(surfaceGround(ground));
  update();
}

SurfaceGround IsosurfaceView::ground() const { return m->ground; }

void IsosurfaceView::setClipBox(const ClipBox& clip, bool interactive) {
  ClipBox valid;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    valid.low[axis] = std::clamp(clip.low[axis], 0.0, 1.0);
    valid.high[axis] = std::clamp(clip.high[axis], valid.low[axis], 1.0);
  }
  if (valid == m->clip) {
    if (!interactive) m->renderer.setClip(valid, false);  // a slider was let go
    return;
  }
  m->clip = valid;
  m->renderer.setClip(valid, interactive);
  describe();
  update();
  emit clipBoxChanged(valid, interactive);
}

const ClipBox& IsosurfaceView::clipBox() const { return m->clip; }

void IsosurfaceView::setKept(std::shared_ptr<const KeptComponents> kept) {
  if (kept == m->kept) return;
  m->kept = kept;
  m->renderer.setKept(std::move(kept));
  describe();
  update();
}

const std::shared_ptr<const KeptComponents>& IsosurfaceView::kept() const { return m->kept; }

void IsosurfaceView::setModel(std::shared_ptr<const ModelTrace> model) {
  if (model == m->model) return;
  m->model = std::move(model);
  m->renderer.setTrace(m->isModelShown ? m->model : nullptr);
  update();
  emit modelChanged();
}

bool IsosurfaceView::hasModel() const { return m->model != nullptr && !m->model->empty(); }

void IsosurfaceView::setModelShown(bool shown) {
  if (shown == m->isModelShown) return;
  m->isModelShown = shown;
  m->renderer.setTrace(shown ? m->model : nullptr);
  update();
  emit modelShownChanged(shown);
}

bool IsosurfaceView::isModelShown() const { return m->isModelShown; }

void IsosurfaceView::setMarker(const std::optional<Vector3>& placeA) {
  m->markerA = placeA;
  if (m->isMarkerShown) update();
}

void IsosurfaceView::setMarkerShown(bool shown) {
  if (shown == m->isMarkerShown) return;
  m->isMarkerShown = shown;
  update();
  emit markerShownChanged(shown);
}

bool IsosurfaceView::isMarkerShown() const { return m->isMarkerShown; }

void IsosurfaceView::clear(const QString& message) {
  m->volume.reset();
  m->fullVolume.reset();
  setKept(nullptr);
  setModel(nullptr);
  setClipBox({});
  m->markerA.reset();
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

void IsosurfaceView::centreOn(const Vector3& placeA) {
  if (m->volume == nullptr) return;
  const Vector3 boxA = drawnBox(m->volume->grid);
  SurfaceCamera camera = m->camera;
  camera.panX = camera.panY = 0;
  for (std::size_t axis = 0; axis < 3; ++axis) camera.pivot[axis] = placeA[axis] - 0.5 * boxA[axis];
  moveCamera(camera, false);
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

double IsosurfaceView::fitRadiusA() const {
  const SurfaceFrame& frame = m->renderer.frame();
  return m->volume == nullptr || frame.image.isNull() ? 0 : frame.fitRadiusA;
}

bool IsosurfaceView::isRefining() const { return m->renderer.isBusy(); }

void IsosurfaceView::describe() {
  QString text = m->levelText;
  if (!m->failure.isEmpty())
    text = m->failure;
  else if (m->volume == nullptr)
    text = m->message.isEmpty() ? tr("No map") : m->message;
  else if (m->renderer.frame().empty)
    text += QLatin1Char(' ') + emptyText() + QLatin1Char('.');
  if (m->volume != nullptr && !m->clip.isWhole()) text += QLatin1Char(' ') + tr("Only a part of the box is shown.");
  if (m->volume != nullptr && m->kept != nullptr) text += QLatin1Char(' ') + tr("Some components are hidden.");
  setAccessibleDescription(text.trimmed());
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

}  // namespace vitrine::ui
