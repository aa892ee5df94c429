#include "widgets/vtk/surface_scene.hpp"

#include "widgets/vtk/offscreen_window.hpp"

#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLActor.h>
#include <vtkPlane.h>
#include <vtkPlaneCollection.h>
#include <vtkPolyDataMapper.h>
#include <vtkPropCollection.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace vitrine::ui {

namespace {

/// An actor that can be told, while VTK is in the middle of a picture, to leave itself out.
class AbortableActor final : public vtkOpenGLActor {
public:
  using Superclass = vtkOpenGLActor;
  static AbortableActor* New() { VTK_STANDARD_NEW_BODY(AbortableActor); }
  void setAbort(const std::function<bool()>* isAborted) { m_isAborted = isAborted; }
  int RenderOpaqueGeometry(vtkViewport* viewport) override {
    if (m_isAborted != nullptr && *m_isAborted && (*m_isAborted)()) return 0;
    return Superclass::RenderOpaqueGeometry(viewport);
  }

private:
  const std::function<bool()>* m_isAborted = nullptr;
};

void addLight(vtkRenderer& renderer, double x, double y, double z, double intensity) {
  vtkNew<vtkLight> light;
  light->SetLightTypeToCameraLight();
  light->SetPosition(x, y, z);
  light->SetFocalPoint(0, 0, 0);
  light->SetIntensity(intensity);
  renderer.AddLight(light);
}

}  // namespace

struct SurfaceScene::Parts {
  OffscreenWindow window;
  vtkNew<vtkRenderer> renderer;
  vtkNew<vtkRenderer> above;  ///< drawn over the surface: the model once more, faintly
  vtkNew<vtkProperty> surface;
  vtkNew<vtkPlaneCollection> planes;
  ClipBox clip;
  std::shared_ptr<const ModelTrace> trace;
  vtkSmartPointer<vtkActor> traceActor, hiddenTraceActor;
  std::vector<vtkSmartPointer<AbortableActor>> actors;
  std::shared_ptr<const SurfaceMesh> mesh;
  Vector3 box{1, 1, 1};
  SurfaceCamera camera;
  double fit = 1;
  bool highSlabsFirst = false;
  std::size_t ordered = 0;  // actors that are in the order above

  double halfHeight(QSize pixels) const {
    const double aspect = static_cast<double>(pixels.width()) / std::max(1, pixels.height());
    return fit / camera.zoom / std::min(1.0, aspect);
  }
  void placeCamera(QSize pixels) const;
  void placeCamera(QSize pixels, const QRect& tile) const;
  void updatePlanes();
  void applyPlanes(vtkMapper& mapper) const;
  void drawNearSlabsFirst();
};

SurfaceScene::SurfaceScene() : m(std::make_unique<Parts>()) {
  m->window.window()->SetNumberOfLayers(2);
  m->above->SetLayer(1);
  m->above->SetActiveCamera(m->renderer->GetActiveCamera());
  for (vtkRenderer* renderer : {m->renderer.Get(), m->above.Get()}) {
    m->window.addRenderer(renderer);
    renderer->SetBackground(1, 1, 1);
    renderer->AutomaticLightCreationOff();
    renderer->RemoveAllLights();
    renderer->TwoSidedLightingOn();
    // Key from the upper left, a weak fill from the right, a little from straight ahead: shape without black sides.
    addLight(*renderer, -0.6, 0.8, 1.0, 0.80);
    addLight(*renderer, 0.9, -0.1, 0.6, 0.34);
    addLight(*renderer, 0.0, 0.0, 1.0, 0.26);
  }
  m->above->DrawOff();  // until there is a model
  m->renderer->GetActiveCamera()->ParallelProjectionOn();
  m->surface->SetInterpolationToPhong();
  m->surface->SetAmbient(0.10);
  m->surface->SetDiffuse(0.90);
  m->surface->SetSpecular(0.18);
  m->surface->SetSpecularPower(24);
}

SurfaceScene::~SurfaceScene() = default;

void SurfaceScene::setBox(const Vector3& boxA) {
  if (boxA == m->box) return;
  m->box = boxA;
  m->updatePlanes();
}

void SurfaceScene::setGround(const QColor& colour) {
  m->renderer->SetBackground(colour.redF(), colour.greenF(), colour.blueF());
}

void SurfaceScene::setClip(const ClipBox& clip) {
  if (clip == m->clip) return;
  m->clip = clip;
  m->updatePlanes();
}

void SurfaceScene::Parts::updatePlanes() {
  planes->RemoveAllItems();
  for (std::size_t axis = 0; axis < 3; ++axis)
    for (const bool isLow : {true, false}) {
      const double fraction = isLow ? clip.low[axis] : clip.high[axis];
      if (fraction == (isLow ? 0.0 : 1.0)) continue;
      vtkNew<vtkPlane> plane;
      Vector3 place{}, inward{};
      place[axis] = fraction * box[axis];
      inward[axis] = isLow ? 1 : -1;
      plane->SetOrigin(place.data());
      plane->SetNormal(inward.data());
      planes->AddItem(plane);
    }
  for (const auto& actor : actors) applyPlanes(*actor->GetMapper());
  for (const auto& actor : {traceActor, hiddenTraceActor})
    if (actor != nullptr) applyPlanes(*actor->GetMapper());
}

void SurfaceScene::Parts::applyPlanes(vtkMapper& mapper) const {
  mapper.RemoveAllClippingPlanes();
  for (int i = 0; i < planes->GetNumberOfItems(); ++i) mapper.AddClippingPlane(planes->GetItem(i));
}

void SurfaceScene::setTrace(const std::shared_ptr<const ModelTrace>& trace) {
  if (trace == m->trace) return;
  m->window.window()->MakeCurrent();
  if (m->traceActor != nullptr) {
    m->renderer->RemoveActor(m->traceActor);
    m->above->RemoveActor(m->hiddenTraceActor);
    m->traceActor = m->hiddenTraceActor = nullptr;
  }
  m->trace = trace;
  const bool isShown = trace != nullptr && !trace->empty();
  m->above->SetDraw(isShown);
  m->ordered = 0;
  if (!isShown) return;
  constexpr double kRadiusA = 0.7, kLeastShareOfBox = 1.0 / 350;
  constexpr double kHiddenOpacity = 0.55;
  const double radius = std::max(kRadiusA, kLeastShareOfBox * std::max({m->box[0], m->box[1], m->box[2]}));
  const vtkSmartPointer<vtkPolyData> tubes = traceTubes(*trace, radius);
  const auto actorOf = [&](vtkRenderer& renderer, double opacity) {
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(tubes);
    mapper->SetColorModeToDirectScalars();
    m->applyPlanes(*mapper);
    auto actor = vtkSmartPointer<vtkActor>::New();
    actor->SetMapper(mapper);
    actor->GetProperty()->SetAmbient(0.25);
    actor->GetProperty()->SetDiffuse(0.8);
    actor->GetProperty()->SetOpacity(opacity);
    renderer.AddActor(actor);
    return actor;
  };
  m->traceActor = actorOf(*m->renderer, 1);
  m->hiddenTraceActor = actorOf(*m->above, kHiddenOpacity);
}

void SurfaceScene::setMesh(const std::shared_ptr<const SurfaceMesh>& mesh) {
  if (mesh != m->mesh) {
    m->window.window()->MakeCurrent();  // buffers are given back in their own context
    for (const auto& actor : m->actors) m->renderer->RemoveActor(actor);
    m->actors.clear();
    m->ordered = 0;
    m->mesh = mesh;
  }
  if (mesh == nullptr) return;
  for (std::size_t i = m->actors.size(); i < mesh->slabs().size(); ++i) {
    vtkNew<vtkPolyDataMapper> mapper;
    mapper->SetInputData(mesh->slabs()[i]);
    mapper->SetColorModeToDirectScalars();
    mapper->StaticOn();
    m->applyPlanes(*mapper);
    auto actor = vtkSmartPointer<AbortableActor>::New();
    actor->SetMapper(mapper);
    actor->SetProperty(m->surface);
    m->renderer->AddActor(actor);
    m->actors.push_back(actor);
  }
}

void SurfaceScene::setCamera(const SurfaceCamera& camera) { m->camera = camera; }

void SurfaceScene::setFitRadius(double radiusA) { m->fit = radiusA > 0 ? radiusA : 1; }

double SurfaceScene::fitRadius() const { return m->fit; }

double SurfaceScene::angstromPerPixel(QSize pixels) const {
  return 2 * m->halfHeight(pixels) / std::max(1, pixels.height());
}

void SurfaceScene::Parts::placeCamera(QSize pixels) const { placeCamera(pixels, QRect(QPoint(0, 0), pixels)); }

void SurfaceScene::Parts::placeCamera(QSize pixels, const QRect& tile) const {
  // Turning the object by R is moving the camera by R's inverse, whose columns are R's rows.
  const Vector3& right = camera.rotation.mapDirection(0);
  const Vector3& up = camera.rotation.mapDirection(1);
  const Vector3& towards = camera.rotation.mapDirection(2);
  const double diagonal = std::hypot(box[0], box[1], box[2]);
  // The box lies within half a diagonal of its centre, which a pivot moves away from the middle.
  const double off = std::hypot(camera.pivot[0], camera.pivot[1], camera.pivot[2]);
  // A tile is the same view shifted: projection and lights are parallel.
  const double aPerPixel = 2 * halfHeight(pixels) / std::max(1, pixels.height());
  const double shiftX = aPerPixel * (tile.x() + 0.5 * tile.width() - 0.5 * pixels.width());
  const double shiftY = -aPerPixel * (tile.y() + 0.5 * tile.height() - 0.5 * pixels.height());
  Vector3 focus = shownCentre(camera, box), position{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    focus[axis] += shiftX * right[axis] + shiftY * up[axis];
    position[axis] = focus[axis] + (diagonal + off) * towards[axis];
  }
  vtkCamera& eye = *renderer->GetActiveCamera();
  eye.SetFocalPoint(focus.data());
  eye.SetPosition(position.data());
  eye.SetViewUp(up.data());
  eye.SetParallelScale(0.5 * aPerPixel * tile.height());
  eye.SetClippingRange(0.45 * diagonal, 1.55 * diagonal + 2 * off);
}

void SurfaceScene::Parts::drawNearSlabsFirst() {
  // What is hidden is then not shaded; in software rendering that is half of the time.
  const bool nearIsHighZ = camera.rotation.mapDirection(2)[2] > 0;
  if (nearIsHighZ == highSlabsFirst && ordered == actors.size()) return;
  // In the list itself: taking an actor out of the renderer would give its buffers back.
  vtkPropCollection& order = *renderer->GetViewProps();
  order.RemoveAllItems();
  if (traceActor != nullptr) order.AddItem(traceActor);
  for (std::size_t i = 0; i < actors.size(); ++i) order.AddItem(actors[nearIsHighZ ? actors.size() - 1 - i : i]);
  highSlabsFirst = nearIsHighZ;
  ordered = actors.size();
}

QImage SurfaceScene::render(QSize pixels, Quality quality, const std::function<bool()>& isAborted) {
  m->placeCamera(pixels);
  m->surface->SetBackfaceCulling(quality != Quality::Fine && m->clip.isWhole() && m->mesh != nullptr &&
                                 m->mesh->closesAgainstViewer());
  m->drawNearSlabsFirst();
  const QSize drawn = quality == Quality::Fine    ? 2 * pixels
                      : quality == Quality::Draft ? pixels
                                                  : QSize((pixels.width() + 1) / 2, (pixels.height() + 1) / 2);
  m->window.setSize(drawn);
  for (const auto& actor : m->actors) actor->setAbort(&isAborted);
  m->window.render();
  for (const auto& actor : m->actors) actor->setAbort(nullptr);
  if (isAborted && isAborted()) return {};
  QImage image = m->window.image();
  if (drawn != pixels) image = image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  return image;
}

QImage SurfaceScene::renderTile(QSize whole, const QRect& tile, bool seeThrough,
                                const std::function<bool()>& isAborted) {
  m->placeCamera(whole, tile);
  m->surface->BackfaceCullingOff();
  m->drawNearSlabsFirst();
  m->window.setSize(2 * tile.size());
  m->renderer->SetBackgroundAlpha(seeThrough ? 0 : 1);
  for (const auto& actor : m->actors) actor->setAbort(&isAborted);
  m->window.render();
  for (const auto& actor : m->actors) actor->setAbort(nullptr);
  m->renderer->SetBackgroundAlpha(1);
  if (isAborted && isAborted()) return {};
  const QImage fine = m->window.image(seeThrough);
  return fine.scaled(tile.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

double fitRadius(const Vector3& boxA, double meshRadiusA) {
  const double half = 0.5 * std::max({boxA[0], boxA[1], boxA[2]});
  return meshRadiusA > 0 ? std::min(1.06 * meshRadiusA, half) : half;
}

}  // namespace vitrine::ui
