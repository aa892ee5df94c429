#include "widgets/vtk/surface_renderer.hpp"

#include "widgets/vtk/coarse_volume.hpp"
#include "widgets/vtk/render_thread.hpp"
#include "widgets/vtk/surface_scene.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <utility>

namespace vitrine::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto kRest = 150ms;                        // after the last change
constexpr auto kInteractiveRest = 500ms;             // a slider held still
constexpr auto kCopyTime = 10ms;                     // per step
constexpr std::int64_t kCoarseTriangles = 250'000;   // beyond: the ambient copy's mesh
constexpr std::int64_t kMovingTriangles = 150'000;   // a full mesh up to this is drawn while moving
constexpr std::int64_t kFullTriangles = 10'000'000;  // about 0.6 GB with the device's buffers
constexpr double kSlowDraftMs = 100;

double since(RenderClock::time_point start) {
  return std::chrono::duration<double, std::milli>(RenderClock::now() - start).count();
}

struct Request {
  SharedVolume volume, fullVolume;
  std::uint64_t volumeVersion = 0, refitVersion = 0;
  std::optional<double> level;
  SurfaceColour colour;
  ClipBox clip;
  QColor ground = Qt::white;
  std::shared_ptr<const KeptComponents> kept;
  std::shared_ptr<const ModelTrace> trace;
  SurfaceCamera camera;
  QSize size;
  std::uint64_t change = 0;
  RenderClock::time_point lastChange;
  bool interactive = false;

  bool isDrawable() const { return volume != nullptr && level && !size.isEmpty(); }
  /// The components to show belong to another level.
  bool waitsForKept() const { return kept != nullptr && level && kept->level != *level; }
};

/// Voxels of the part of a grid that a clip box leaves.
std::int64_t clippedVoxels(const Grid& grid, const ClipBox& clip) {
  double voxels = 1;
  for (std::size_t axis = 0; axis < 3; ++axis)
    voxels *= std::max(0.0, clip.high[axis] - clip.low[axis]) * grid.size[axis];
  return static_cast<std::int64_t>(voxels);
}

}  // namespace

class SurfaceRenderer::Client final : public RenderClient {
public:
  Client(SurfaceRenderer* receiver, std::int64_t fullVoxels) : m_receiver(receiver), m_fullVoxels(fullVoxels) {}

  // GUI thread.
  template <class Edit>
  void change(bool interactive, Edit edit) {
    const std::scoped_lock lock(m_mutex);
    edit(m_request);
    m_request.interactive = interactive;
    m_request.lastChange = RenderClock::now();
    m_newest = ++m_request.change;
  }
  void close() {
    const std::scoped_lock lock(m_mutex);
    m_receiver = nullptr;
    ++m_newest;  // leaves a full mesh or picture at once
  }
  std::pair<SurfaceFrame, QString> take() {
    const std::scoped_lock lock(m_mutex);
    m_isPosted = false;
    return {m_frame, std::exchange(m_failure, {})};
  }
  bool isBusy() {
    const std::scoped_lock lock(m_mutex);
    // A picture on its way to the GUI thread is not there yet.
    return m_request.isDrawable() && !m_hasFailed && (m_finalDone != m_request.change || m_isPosted);
  }

  // Render thread.
  Turn next() override {
    const std::scoped_lock lock(m_mutex);
    if (m_receiver == nullptr || m_hasFailed) return {};
    if (m_draftDone != m_request.change) return {RenderClock::time_point::min(), 0};
    if (m_finalDone == m_request.change || m_request.waitsForKept()) return {};
    return {m_request.lastChange + (m_request.interactive ? kInteractiveRest : kRest), 2};
  }
  bool isFinished() override {
    const std::scoped_lock lock(m_mutex);
    return m_receiver == nullptr;
  }
  void step() noexcept override {
    Request now;
    bool draftDone = false;
    {
      const std::scoped_lock lock(m_mutex);
      now = m_request;
      draftDone = m_draftDone == now.change;
    }
    try {
      if (draftDone)
        refine(now);
      else
        follow(now);
    } catch (const std::exception& error) {
      fail(error.what());
    }
  }

private:
  /// The quick answer to a change. Never given up half way: under a stream of changes there must be pictures.
  void follow(const Request& now) {
    if (now.volumeVersion != m_volumeVersion) startVolume(now);
    if (now.volume == nullptr) {
      deliver({}, now, true);
      return;
    }
    for (const auto start = RenderClock::now(); !m_copied; m_copied = !m_copies->step())
      if (since(start) > std::chrono::duration<double, std::milli>(kCopyTime).count()) return;
    if (!now.isDrawable()) {
      const std::scoped_lock lock(m_mutex);
      m_draftDone = m_finalDone = now.change;
      return;
    }
    const auto start = RenderClock::now();
    if (m_scene == nullptr) m_scene = std::make_unique<SurfaceScene>();
    makeCoarseMesh(now);
    fit(now);
    prepareScene(now);
    const bool fullServes = fullIsReady(now) && !m_full->tooLarge() && m_full->triangles() <= kMovingTriangles;
    const auto& mesh = fullServes ? m_full : m_coarse;
    m_scene->setMesh(mesh);
    const Quality quality = m_draftMs > kSlowDraftMs ? Quality::Rough : Quality::Draft;
    const auto drawing = RenderClock::now();
    SurfaceFrame frame;
    frame.image = m_scene->render(now.size, quality);
    m_draftMs = since(drawing) * (quality == Quality::Rough ? 2.5 : 1.0);
    frame.full = (fullServes || coarseIsFull(now)) && !now.waitsForKept();
    frame.milliseconds = since(start);
    deliver(describe(frame, *mesh, now), now, false);
  }

  /// The full surface, a slab at a time, then its picture. Left at once when something newer is asked for.
  void refine(const Request& now) {
    const auto isStale = [this, change = now.change] { return m_newest != change; };
    const auto start = RenderClock::now();
    if (!fullIsReady(now)) {
      if (!isWanted(m_full, now)) {
        m_fullMs = 0;
        m_full = coarseIsFull(now) ? m_coarse : std::make_shared<SurfaceMesh>(fullRecipe(now));
      }
      if (!m_full->done()) m_full->step();
      m_fullMs += since(start);
      if (!m_full->done()) return;
    }
    const auto& mesh = m_full->tooLarge() ? m_coarse : m_full;
    prepareScene(now);
    m_scene->setMesh(mesh);
    SurfaceFrame frame;
    frame.image = m_scene->render(now.size, Quality::Fine, isStale);
    m_fullMs += since(start);
    if (frame.image.isNull()) return;
    frame.full = mesh == m_full;
    frame.tooFine = m_full->tooLarge();
    frame.milliseconds = std::exchange(m_fullMs, 0.0);
    deliver(describe(frame, *mesh, now), now, true);
  }

  void startVolume(const Request& now) {
    if (m_scene != nullptr) m_scene->setMesh(nullptr);
    m_volumeVersion = now.volumeVersion;
    m_coarse.reset();
    m_full.reset();
    m_light.reset();
    m_copies.reset();
    m_copied = false;
    if (now.volume == nullptr) return;
    m_box = drawnBox(now.volume->grid);
    m_copies.emplace(now.volume);
  }

  SurfaceRecipe recipe(const Request& now, const SharedVolume& volume, bool clean, std::int64_t maxTriangles) const {
    SurfaceRecipe recipe{volume, m_box, *now.level, clean, maxTriangles, now.colour, m_light};
    if (now.kept != nullptr) recipe.kept = now.kept->mask;
    recipe.keptIsOld = now.waitsForKept();
    return recipe;
  }

  /// The whole coarse surface: the scene cuts it, so that moving the clip box makes no mesh.
  SurfaceRecipe coarseRecipe(const Request& now) const {
    return recipe(now, m_copies->coarse(), true, kCoarseTriangles);
  }

  SurfaceRecipe fullRecipe(const Request& now) const {
    const bool usesFull = drawsFullVolume(now);
    // Whether the map has NaN is known only of what the copies were made from.
    SurfaceRecipe wanted =
        recipe(now, usesFull ? now.fullVolume : now.volume, !usesFull && m_copies->isClean(), kFullTriangles);
    wanted.clip = now.clip;
    return wanted;
  }

  /// Nothing finer than the coarse surface can be had.
  bool coarseIsFull(const Request& now) const { return m_coarseIsFull && !drawsFullVolume(now); }
  bool drawsFullVolume(const Request& now) const { return now.fullVolume != nullptr && !drawsReduced(now); }
  bool drawsReduced(const Request& now) const {
    return now.fullVolume != nullptr && clippedVoxels(now.fullVolume->grid, now.clip) > m_fullVoxels;
  }

  void prepareScene(const Request& now) {
    m_scene->setBox(m_box);
    m_scene->setClip(now.clip);
    m_scene->setGround(now.ground);
    m_scene->setTrace(now.trace);
    m_scene->setCamera(now.camera);
  }

  void makeCoarseMesh(const Request& now) {
    const bool isLit = m_light != nullptr && m_lightLevel == *now.level && m_lightKept == now.kept;
    if (isLit && m_coarse != nullptr && m_coarseWish == coarseRecipe(now)) return;
    m_full.reset();
    if (!isLit) {
      const Mask* kept = now.kept != nullptr ? now.kept->mask.get() : nullptr;
      m_light = std::make_shared<AmbientField>(*m_copies->ambient(), *now.level, kept, now.waitsForKept() ? 1 : 0);
      m_lightLevel = *now.level;
      m_lightKept = now.kept;
    }
    m_coarseWish = coarseRecipe(now);
    const auto finished = [](const std::shared_ptr<SurfaceMesh>& mesh) {
      while (mesh->step()) {
      }
      return mesh;
    };
    m_coarse = finished(std::make_shared<SurfaceMesh>(m_coarseWish));
    m_coarseIsFull = m_copies->coarseIsFull() && !m_coarse->tooLarge();
    if (m_coarse->tooLarge())
      m_coarse = finished(std::make_shared<SurfaceMesh>(recipe(now, m_copies->ambient(), true, kFullTriangles)));
  }

  void fit(const Request& now) {
    if (m_refitVersion == now.refitVersion) return;
    m_scene->setFitRadius(fitRadius(m_box, m_coarse->radiusA()));
    if (m_coarse->triangles() > 0) m_refitVersion = now.refitVersion;  // else at the first surface
  }

  bool isWanted(const std::shared_ptr<SurfaceMesh>& mesh, const Request& now) const {
    return mesh != nullptr && (mesh == m_coarse ? coarseIsFull(now) : mesh->recipe() == fullRecipe(now));
  }
  bool fullIsReady(const Request& now) const { return isWanted(m_full, now) && m_full->done(); }

  SurfaceFrame describe(SurfaceFrame frame, const SurfaceMesh& mesh, const Request& now) const {
    frame.angstromPerPixel = m_scene->angstromPerPixel(now.size);
    frame.camera = now.camera;
    frame.fitRadiusA = m_scene->fitRadius();
    frame.reduced = frame.full && drawsReduced(now);
    frame.noValue = mesh.pointsWithoutValue() > 0;
    frame.empty = mesh.triangles() == 0;
    frame.level = mesh.recipe().level;
    frame.triangles = mesh.triangles();
    return frame;
  }

  void deliver(SurfaceFrame frame, const Request& now, bool isFinal) {
    frame.final = isFinal;
    frame.change = now.change;
    const std::scoped_lock lock(m_mutex);
    m_draftDone = now.change;
    if (isFinal) m_finalDone = now.change;
    m_frame = std::move(frame);
    post();
  }

  void fail(const char* reason) {
    const std::scoped_lock lock(m_mutex);
    m_hasFailed = true;
    m_failure = QString::fromUtf8(reason);
    post();
  }

  /// One event at a time on its way to the GUI thread, however many pictures. @pre m_mutex is held
  void post() {
    if (m_receiver == nullptr || std::exchange(m_isPosted, true)) return;
    QMetaObject::invokeMethod(
        m_receiver, [receiver = m_receiver] { receiver->takeFrame(); }, Qt::QueuedConnection);
  }

  // Shared, under the mutex.
  std::mutex m_mutex;
  SurfaceRenderer* m_receiver;
  const std::int64_t m_fullVoxels;
  Request m_request;
  std::uint64_t m_draftDone = 0, m_finalDone = 0;
  SurfaceFrame m_frame;
  QString m_failure;
  bool m_isPosted = false, m_hasFailed = false;
  std::atomic<std::uint64_t> m_newest{0};

  // The render thread's own.
  std::unique_ptr<SurfaceScene> m_scene;
  std::uint64_t m_volumeVersion = 0, m_refitVersion = 0;
  Vector3 m_box{1, 1, 1};
  std::optional<DrawingCopies> m_copies;
  bool m_copied = false, m_coarseIsFull = false;
  std::shared_ptr<const AmbientField> m_light;
  double m_lightLevel = 0;
  std::shared_ptr<const KeptComponents> m_lightKept;
  SurfaceRecipe m_coarseWish{};  ///< what m_coarse was made for; it may be made from the ambient copy
  std::shared_ptr<SurfaceMesh> m_coarse, m_full;
  double m_draftMs = 0, m_fullMs = 0;
};

SurfaceRenderer::SurfaceRenderer(QObject* parent, std::int64_t fullVoxels)
    : QObject(parent), m_thread(RenderThread::shared()), m_client(std::make_shared<Client>(this, fullVoxels)) {
  m_thread->add(m_client);
}

SurfaceRenderer::~SurfaceRenderer() {
  m_client->close();
  m_client.reset();  // the thread's copy is the last one: buffers are released there
  m_thread->wake();
}

void SurfaceRenderer::setVolume(SharedVolume volume, bool keepCamera, SharedVolume full) {
  m_client->change(false, [&](Request& request) {
    request.fullVolume = full != volume ? std::move(full) : nullptr;
    request.volume = std::move(volume);
    ++request.volumeVersion;
    if (!keepCamera) ++request.refitVersion;
  });
  m_thread->wake();
}

void SurfaceRenderer::setLevel(double level, bool interactive) {
  m_client->change(interactive, [&](Request& request) { request.level = level; });
  m_thread->wake();
}

void SurfaceRenderer::setColour(const SurfaceColour& colour) {
  m_client->change(false, [&](Request& request) { request.colour = colour; });
  m_thread->wake();
}

void SurfaceRenderer::setClip(const ClipBox& clip, bool interactive) {
  m_client->change(interactive, [&](Request& request) { request.clip = clip; });
  m_thread->wake();
}

void SurfaceRenderer::setGround(const QColor& colour) {
  m_client->change(false, [&](Request& request) { request.ground = colour; });
  m_thread->wake();
}

void SurfaceRenderer::setKept(std::shared_ptr<const KeptComponents> kept) {
  m_client->change(false, [&](Request& request) { request.kept = std::move(kept); });
  m_thread->wake();
}

void SurfaceRenderer::setTrace(std::shared_ptr<const ModelTrace> trace) {
  m_client->change(false, [&](Request& request) { request.trace = std::move(trace); });
  m_thread->wake();
}

void SurfaceRenderer::setCamera(const SurfaceCamera& camera, bool interactive) {
  m_client->change(interactive, [&](Request& request) { request.camera = camera; });
  m_thread->wake();
}

void SurfaceRenderer::refit() {
  m_client->change(false, [](Request& request) { ++request.refitVersion; });
  m_thread->wake();
}

void SurfaceRenderer::setSize(QSize pixels, bool interactive) {
  m_client->change(interactive, [&](Request& request) { request.size = pixels; });
  m_thread->wake();
}

bool SurfaceRenderer::isBusy() const { return m_client->isBusy(); }

void SurfaceRenderer::takeFrame() {
  auto [frame, failure] = m_client->take();
  m_frame = std::move(frame);
  if (!failure.isEmpty())
    emit failed(failure);
  else
    emit frameReady();
}

}  // namespace vitrine::ui
