#include "widgets/vtk/surface_still.hpp"

#include "core/base/error.hpp"
#include "widgets/vtk/coarse_volume.hpp"
#include "widgets/vtk/render_thread.hpp"
#include "widgets/vtk/surface_scene.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QPainter>

#include <future>
#include <vector>

namespace vitrine::ui {

namespace {

constexpr std::int64_t kMostTriangles = 10'000'000;
/// Pixels an edge: drawn with twice as many, which every OpenGL offers, and a few hundred ms of drawing in software.
constexpr int kTile = 2048;

class StillClient final : public RenderClient {
public:
  StillClient(const StillRecipe& recipe, QSize size, const Progress& progress)
      : m_recipe(recipe), m_size(size), m_progress(progress) {
    for (int y = 0; y < size.height(); y += kTile)
      for (int x = 0; x < size.width(); x += kTile)
        m_tiles.push_back(QRect(x, y, kTile, kTile) & QRect(QPoint(0, 0), size));
  }
  std::future<Still> result() { return m_result.get_future(); }

  Turn next() override { return m_isFinished ? Turn{} : Turn{RenderClock::time_point::min(), 1}; }
  bool isFinished() override { return m_isFinished; }
  void step() noexcept override {
    try {
      m_progress.throwIfStopped();
      work();
    } catch (...) {
      m_scene.reset();
      m_result.set_exception(std::current_exception());
      m_isFinished = true;
    }
  }

private:
  void work() {
    if (!m_copies) m_copies.emplace(m_recipe.volume);
    if (!m_copied) {
      m_copied = !m_copies->step();
    } else if (m_mesh == nullptr) {
      startMesh();
    } else if (!m_mesh->done()) {
      m_mesh->step();
      m_progress.report(0.1 + 0.5 * m_mesh->fraction());
    } else if (m_mesh->tooLarge()) {
      m_still.reducedBy *= 2;
      startMesh();
    } else if (m_mesh->triangles() > 0 && m_drawn < m_tiles.size()) {
      drawTile();
    } else {
      m_scene.reset();
      m_isFinished = true;
      m_result.set_value(std::move(m_still));
    }
  }

  /// From the volume itself, or from a copy with voxels `reducedBy` times as wide when its surface is too large to
  /// draw.
  void startMesh() {
    SurfaceRecipe recipe;
    recipe.volume = m_recipe.volume;
    recipe.clean = m_copies->isClean();
    if (m_still.reducedBy > 1) {
      CoarseCopy copy(m_recipe.volume, m_still.reducedBy);
      while (copy.step()) m_progress.throwIfStopped();
      recipe.volume = copy.result();
      recipe.clean = true;
    }
    recipe.boxA = drawnBox(m_recipe.volume->grid);
    recipe.level = m_recipe.level;
    recipe.maxTriangles = kMostTriangles;
    recipe.colour = m_recipe.colour;
    recipe.clip = m_recipe.clip;
    if (m_recipe.kept != nullptr) recipe.kept = m_recipe.kept->mask;
    recipe.ambient = std::make_shared<AmbientField>(*m_copies->ambient(), m_recipe.level, recipe.kept.get());
    m_mesh = std::make_shared<SurfaceMesh>(recipe);
  }

  void drawTile() {
    if (m_scene == nullptr) {
      m_scene = std::make_unique<SurfaceScene>();
      m_scene->setBox(m_mesh->recipe().boxA);
      m_scene->setClip(m_recipe.clip);
      m_scene->setGround(m_recipe.ground);
      m_scene->setMesh(m_mesh);
      m_scene->setTrace(m_recipe.trace);
      m_scene->setFitRadius(m_recipe.fitRadiusA.value_or(fitRadius(m_mesh->recipe().boxA, m_mesh->radiusA())));
      m_scene->setCamera(m_recipe.camera);
      m_still.angstromPerPixel = m_scene->angstromPerPixel(m_size);
      m_still.hasNoValue = m_mesh->pointsWithoutValue() > 0;
    }
    const QRect& tile = m_tiles[m_drawn++];
    const QImage part =
        m_scene->renderTile(m_size, tile, m_recipe.seeThrough, [this] { return m_progress.stopRequested(); });
    m_progress.throwIfStopped();
    if (m_tiles.size() == 1) {
      m_still.image = part;
    } else {
      if (m_still.image.isNull()) m_still.image = QImage(m_size, part.format());
      if (m_still.image.isNull()) throw std::bad_alloc();
      QPainter painter(&m_still.image);
      painter.setCompositionMode(QPainter::CompositionMode_Source);
      painter.drawImage(tile.topLeft(), part);
    }
    m_progress.report(0.6 + 0.4 * static_cast<double>(m_drawn) / static_cast<double>(m_tiles.size()));
  }

  const StillRecipe m_recipe;
  const QSize m_size;
  const Progress& m_progress;  // the caller waits for the result
  std::promise<Still> m_result;
  bool m_isFinished = false;  // the render thread's alone: next() and isFinished() are called there
  std::vector<QRect> m_tiles;
  std::size_t m_drawn = 0;
  Still m_still;
  bool m_copied = false;
  std::optional<DrawingCopies> m_copies;
  std::shared_ptr<SurfaceMesh> m_mesh;
  std::unique_ptr<SurfaceScene> m_scene;
};

}  // namespace

Still renderStill(const StillRecipe& recipe, QSize size, const Progress& progress) {
  if (recipe.volume == nullptr || recipe.volume->grid.voxels() == 0 || size.isEmpty()) return {};
  const auto thread = RenderThread::shared();
  auto client = std::make_shared<StillClient>(recipe, size, progress);
  auto result = client->result();
  thread->add(std::move(client));
  return result.get();
}

}  // namespace vitrine::ui
