#include "widgets/vtk/surface_scene.hpp"

#include "widgets/vtk/offscreen_window.hpp"

#include <vtkCamera.h>
#include <vtkLight.h>
#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkOpenGLActor.h>
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
  vtkNew<vtkProperty> surface;
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
  void drawNearSlabsFirst();
};

SurfaceScene::SurfaceScene() : m(std::make_unique<Parts>()) {
  m->window.addRenderer(m->renderer);
  m->renderer->SetBackground(1, 1, 1);
  m->renderer->AutomaticLightCreationOff();
  m->renderer->RemoveAllLights();
  m->renderer->TwoSidedLightingOn();
  // Key from the upper left, a weak fill from the right, a little from straight ahead: shape without black sides.
  addLight(*m->renderer, -0.6, 0.8, 1.0, 0.80);
  addLight(*m->renderer, 0.9, -0.1, 0.6, 0.34);
  addLight(*m->renderer, 0.0, 0.0, 1.0, 0.26);
  m->renderer->GetActiveCamera()->ParallelProjectionOn();
  m->surface->SetInterpolationToPhong();
  m->surface->SetAmbient(0.10);
  m->surface->SetDiffuse(0.90);
  m->surface->SetSpecular(0.18);
  m->surface->SetSpecularPower(24);
}

SurfaceScene::~SurfaceScene() = default;

void SurfaceScene::setBox(const Vector3& boxA) { m->box = boxA; }

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
    auto actor = vtkSmartPointer<AbortableActor>::New();
    actor->SetMapper(mapper);
    actor->SetProperty(m->surface);
    m->renderer->AddActor(actor);
    m->actors.push_back(actor);
  }
}

void SurfaceScene::setCamera(const SurfaceCamera& camera) { m->camera = camera; }

void SurfaceScene::setFitRadius(double radiusA) { m->fit = radiusA > 0 ? radiusA : 1; }

double SurfaceScene::angstromPerPixel(QSize pixels) const {
  return 2 * m->halfHeight(pixels) / std::max(1, pixels.height());
}

void SurfaceScene::Parts::placeCamera(QSize pixels) const {
  // Turning the object by R is moving the camera by R's inverse, whose columns are R's rows.
  const Vector3& right = camera.rotation.mapDirection(0);
  const Vector3& up = camera.rotation.mapDirection(1);
  const Vector3& towards = camera.rotation.mapDirection(2);
  const double diagonal = std::hypot(box[0], box[1], box[2]);
  Vector3 focus{}, position{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    focus[axis] = 0.5 * box[axis] + camera.pivot[axis] - camera.panX * right[axis] - camera.panY * up[axis];
    position[axis] = focus[axis] + diagonal * towards[axis];
  }
  vtkCamera& eye = *renderer->GetActiveCamera();
  eye.SetFocalPoint(focus.data());
  eye.SetPosition(position.data());
  eye.SetViewUp(up.data());
  eye.SetParallelScale(halfHeight(pixels));
  eye.SetClippingRange(0.45 * diagonal, 1.55 * diagonal);
}

void SurfaceScene::Parts::drawNearSlabsFirst() {
  // What is hidden is then not shaded; in software rendering that is half of the time.
  const bool nearIsHighZ = camera.rotation.mapDirection(2)[2] > 0;
  if (nearIsHighZ == highSlabsFirst && ordered == actors.size()) return;
  // In the list itself: taking an actor out of the renderer would give its buffers back.
  vtkPropCollection& order = *renderer->GetViewProps();
  order.RemoveAllItems();
  for (std::size_t i = 0; i < actors.size(); ++i) order.AddItem(actors[nearIsHighZ ? actors.size() - 1 - i : i]);
  highSlabsFirst = nearIsHighZ;
  ordered = actors.size();
}

QImage SurfaceScene::render(QSize pixels, Quality quality, const std::function<bool()>& isAborted) {
  m->placeCamera(pixels);
  m->surface->SetBackfaceCulling(quality != Quality::Fine && m->mesh != nullptr && m->mesh->closesAgainstViewer());
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

double fitRadius(const Vector3& boxA, double meshRadiusA) {
  const double half = 0.5 * std::max({boxA[0], boxA[1], boxA[2]});
  return meshRadiusA > 0 ? std::min(1.06 * meshRadiusA, half) : half;
}

}  // namespace vitrine::ui
