#include "widgets/vtk/render_surface.hpp"

#include "widgets/theme/palette.hpp"
#include "widgets/vtk/coarse_volume.hpp"
#include "widgets/vtk/render_thread.hpp"
#include "widgets/vtk/surface_overlay.hpp"
#include "widgets/vtk/surface_scene.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QCoreApplication>
#include <QPainter>

#include <future>
#include <optional>

namespace vitrine::ui {

namespace {

constexpr std::int64_t kReportTriangles = 10'000'000;

struct Rendered {
  QImage image;  ///< null if no voxel reaches the level
  double angstromPerPixel = 1;
};

/// One figure on the render thread, in steps, after the windows' quick pictures and before their fine ones.
class FigureClient final : public RenderClient {
public:
  FigureClient(const SurfacePicture& picture, QSize size) : m_picture(picture), m_size(size) {}
  std::future<Rendered> result() { return m_result.get_future(); }

  Turn next() override { return m_isFinished ? Turn{} : Turn{RenderClock::time_point::min(), 1}; }
  bool isFinished() override { return m_isFinished; }
  void step() noexcept override {
    try {
      work();
    } catch (...) {
      m_result.set_exception(std::current_exception());
      m_isFinished = true;
    }
  }

private:
  void work() {
    if (!m_copies) m_copies.emplace(m_picture.volume);
    if (!m_copied) {
      m_copied = !m_copies->step();
    } else if (m_mesh == nullptr) {
      startMesh();
    } else if (!m_mesh->done()) {
      m_mesh->step();
    } else if (m_mesh->tooLarge()) {
      m_factor *= 2;
      startMesh();
    } else {
      draw();
    }
  }

  /// From the volume itself, or from a copy with voxels `m_factor` times as wide when its surface is too large to draw.
  void startMesh() {
    SurfaceRecipe recipe;
    recipe.volume = m_picture.volume;
    recipe.clean = m_copies->isClean();
    if (m_factor > 1) {
      CoarseCopy copy(m_picture.volume, m_factor);
      while (copy.step()) {
      }
      recipe.volume = copy.result();
      recipe.clean = true;
    }
    recipe.boxA = drawnBox(m_picture.volume->grid);
    recipe.level = m_picture.level;
    recipe.maxTriangles = kReportTriangles;
    recipe.colour = {m_picture.colourBy, m_picture.colourLow, m_picture.colourHigh, {}};
    recipe.ambient = std::make_shared<AmbientField>(*m_copies->ambient(), m_picture.level);
    m_mesh = std::make_shared<SurfaceMesh>(recipe);
  }

  void draw() {
    Rendered rendered;
    if (m_mesh->triangles() > 0) {
      SurfaceScene scene;
      scene.setBox(m_mesh->recipe().boxA);
      scene.setMesh(m_mesh);
      scene.setFitRadius(fitRadius(m_mesh->recipe().boxA, m_mesh->radiusA()));
      scene.setCamera({Rotation::fromAngles(m_picture.angles)});
      rendered.image = scene.render(m_size, Quality::Fine);
      rendered.angstromPerPixel = scene.angstromPerPixel(m_size);
    }
    m_result.set_value(std::move(rendered));
    m_isFinished = true;
  }

  const SurfacePicture m_picture;
  const QSize m_size;
  std::promise<Rendered> m_result;
  bool m_isFinished = false;  // the render thread's alone: next() and isFinished() are called there
  int m_factor = 1;
  bool m_copied = false;
  std::optional<DrawingCopies> m_copies;
  std::shared_ptr<SurfaceMesh> m_mesh;
};

}  // namespace

QImage renderSurface(const SurfacePicture& picture, QSize size) {
  if (size.isEmpty()) return {};
  Rendered rendered;
  if (picture.volume != nullptr && picture.volume->grid.voxels() > 0) {
    const auto thread = RenderThread::shared();
    auto client = std::make_shared<FigureClient>(picture, size);
    auto result = client->result();
    thread->add(std::move(client));
    rendered = result.get();
  }
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
    paintColourBar(
        painter, area,
        {picture.colourBy, picture.colourLow, picture.colourHigh, QString::fromStdString(picture.colourLabel)}, font);
  }
  return rendered.image;
}

}  // namespace vitrine::ui
