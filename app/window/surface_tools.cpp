#include "app/window/surface_tools.hpp"

#include "app/window/task.hpp"
#include "core/base/number_text.hpp"
#include "core/mapio/writer.hpp"
#include "core/mask/mask_slices.hpp"
#include "core/mask/threshold.hpp"
#include "core/mask/visible_part.hpp"
#include "core/simulate/model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"
#include "widgets/theme/palette.hpp"
#include "widgets/vtk/volume_image.hpp"

#include <QFileInfo>

#include <cmath>
#include <numbers>

namespace vitrine::ui {
namespace {

/// Where the centre of a voxel is drawn.
Vector3 scenePlace(const Grid& grid, const Vector3& voxel) {
  const Vector3 size = drawnVoxelSize(grid);
  return {(voxel[0] + 0.5) * size[0], (voxel[1] + 0.5) * size[1], (voxel[2] + 0.5) * size[2]};
}

Vector3 asReal(const Index3& voxel) {
  return {static_cast<double>(voxel[0]), static_cast<double>(voxel[1]), static_cast<double>(voxel[2])};
}

/// Models are placed in A by the map's origin, which is the centre of voxel (0,0,0). Chains take the colours in turn.
std::shared_ptr<const ModelTrace> placed(const std::vector<BackboneStrand>& strands, const Grid& grid) {
  const Vector3 size = drawnVoxelSize(grid);
  auto trace = std::make_shared<ModelTrace>();
  for (const BackboneStrand& strand : strands) {
    TraceStrand shown{.pointsA = strand.pointsA, .colour = paperPalette().seriesColor(strand.chainIndex)};
    for (Vector3& point : shown.pointsA)
      for (std::size_t a = 0; a < 3; ++a) point[a] += 0.5 * size[a] - grid.origin[a];
    trace->push_back(std::move(shown));
  }
  return trace;
}

std::shared_ptr<const KeptComponents> findKept(const Volume& volume, double level, const ComponentChoice& choice,
                                               Executor& executor, Progress& progress) {
  Progress finding = progress.part(0.3), labelling = progress.part(0.7);
  const Mask inside = aboveLevel(volume, level, executor, finding);
  auto kept = std::make_shared<KeptComponents>();
  kept->mask = std::make_shared<const Mask>(selectComponents(inside, choice, executor, labelling));
  kept->level = level;
  return kept;
}

}  // namespace

SurfaceTools::SurfaceTools(Workspace* workspace, IsosurfaceView* surface, OrthosliceView* slices, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_surface(surface), m_slices(slices) {
  connect(workspace, &Workspace::levelReady, this, [this] {
    followLevel();
    readModel();
  });
  connect(workspace, &Workspace::levelChanged, this, &SurfaceTools::followLevel);
  connect(workspace, &Workspace::opening, this, [this] {
    if (m_workspace->opened() == nullptr) forget();
  });
  connect(workspace, &Workspace::closed, this, &SurfaceTools::forget);
  connect(surface, &IsosurfaceView::picked, this, [this](const Index3& voxel) { pick(voxel); });
  connect(surface, &IsosurfaceView::pickedNothing, this, [this] { setPicked({}); });
  connect(slices, &OrthosliceView::picked, this, [this](const Index3& voxel) { pick(voxel); });
  connect(slices->link(), &SliceLink::crosshairChanged, this, &SurfaceTools::placeMarker);
  connect(slices->link(), &SliceLink::volumeChanged, this, &SurfaceTools::placeMarker);
}

SurfaceTools::~SurfaceTools() {
  // Tasks refer to the workspace's executor: they end here.
  for (Task* task : findChildren<Task*>()) delete task;
}

void SurfaceTools::forget() {
  end(m_selecting);
  end(m_picking);
  end(m_reading);
  m_model.clear();
  setDustVoxels(0);
  setKeepOnly({});
  setPicked({});
  setBookmarks({});
}

/// The newest wish only: what runs is left behind.
void SurfaceTools::end(Task*& task) {
  if (task == nullptr) return;
  std::exchange(task, nullptr)->abandon();
  emit busyChanged(isBusy());
}

ComponentChoice SurfaceTools::choice() const {
  return {.smallest = std::max<std::int64_t>(1, m_dust), .only = m_keepOnly};
}

void SurfaceTools::setDustVoxels(std::int64_t voxels) {
  voxels = std::max<std::int64_t>(0, voxels);
  if (voxels == m_dust) return;
  m_dust = voxels;
  if (voxels > 0) setDustSize(voxels);
  select();
  emit dustChanged(voxels);
}

void SurfaceTools::setDustSize(std::int64_t voxels) {
  voxels = std::max<std::int64_t>(2, voxels);
  if (voxels == m_dustSize) return;
  m_dustSize = voxels;
  emit dustSizeChanged(voxels);
  if (m_dust > 0) setDustVoxels(voxels);
}

void SurfaceTools::setKeepOnly(const std::optional<Index3>& voxel) {
  if (voxel == m_keepOnly) return;
  m_keepOnly = voxel;
  select();
  emit keepOnlyChanged(voxel);
}

void SurfaceTools::showAll() {
  setKeepOnly({});
  setDustVoxels(0);
}

void SurfaceTools::followLevel() {
  if (m_picked && m_picked->level != m_workspace->level()) pick(m_picked->voxel, false);
  select();
}

void SurfaceTools::select() {
  const SharedVolume volume = m_workspace->volume();
  const std::optional<double> level = m_workspace->level();
  end(m_selecting);
  if (!hidesComponents() || volume == nullptr || !level) {
    m_surface->setKept(nullptr);
    return;
  }
  auto* task = new Task(
      m_workspace->pool(),
      [this, volume, level = *level, choice = choice()](Task& self, Progress& progress) {
        const auto kept = findKept(*volume, level, choice, m_workspace->executor(), progress);
        self.post([this, kept] { m_surface->setKept(kept); });
      },
      this);
  m_selecting = task;
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_surface->setKept(nullptr);
    emit told(tr("Nothing is hidden: %1").arg(failureText(failure)), true);
  });
  connect(task, &Task::ended, this, [this, task] {
    if (m_selecting == task) m_selecting = nullptr;
    emit busyChanged(isBusy());
    task->deleteLater();
  });
  task->start();
  emit busyChanged(true);
}

void SurfaceTools::setPicked(std::optional<Picked> picked) {
  m_picked = std::move(picked);
  emit pickedChanged();
}

void SurfaceTools::pick(const Index3& voxel, bool isAsked) {
  const SharedVolume volume = m_workspace->volume();
  const std::optional<double> level = m_workspace->level();
  end(m_picking);
  if (volume == nullptr || !level) return;
  auto* task = new Task(
      m_workspace->pool(),
      [this, volume, voxel, isAsked, level = *level](Task& self, Progress& progress) {
        std::optional<Component> found;
        if (volume->at(voxel[0], voxel[1], voxel[2]) >= level) {
          Progress finding = progress.part(0.3), labelling = progress.part(0.7);
          const Mask inside = aboveLevel(*volume, level, m_workspace->executor(), finding);
          found = componentAt(inside, voxel, m_workspace->executor(), labelling);
        }
        self.post([this, voxel, isAsked, level, found] {
          if (!found && isAsked) emit told(tr("The density there is below the level."), false);
          setPicked(found ? std::optional(Picked{voxel, level, *found}) : std::nullopt);
        });
      },
      this);
  m_picking = task;
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    setPicked({});
    emit told(failureText(failure), true);
  });
  connect(task, &Task::ended, this, [this, task] {
    if (m_picking == task) m_picking = nullptr;
    emit busyChanged(isBusy());
    task->deleteLater();
  });
  task->start();
  emit busyChanged(true);
}

void SurfaceTools::hideSmallerThanPicked() {
  if (m_picked) setDustVoxels(m_picked->component.voxels);
}

void SurfaceTools::keepOnlyPicked() {
  if (m_picked) setKeepOnly(m_picked->voxel);
}

void SurfaceTools::centreOnPicked() {
  if (m_picked && m_workspace->volume() != nullptr)
    m_surface->centreOn(scenePlace(m_workspace->volume()->grid, m_picked->component.centroid));
}

void SurfaceTools::lookAlong(int axis, bool fromBehind) {
  SurfaceCamera camera = m_surface->camera();
  const int report = axis == 0 ? 0 : axis == 1 ? 1 : 2;
  camera.rotation = Rotation::fromAngles(kReportViews[report]);
  if (fromBehind) camera.rotation = Rotation::aboutAxis({0, 1, 0}, std::numbers::pi) * camera.rotation;
  m_surface->setCamera(camera);
}

void SurfaceTools::lookAlongSlice(int axis) {
  // Slices: the lower-numbered of their two axes to the right, the other up; so y slices are seen from -y.
  SurfaceCamera camera = m_surface->camera();
  const std::size_t right = axis == 0 ? 1 : 0, up = axis == 2 ? 1 : 2;
  Rotation rotation;
  rotation.row = {Vector3{0, 0, 0}, Vector3{0, 0, 0}, Vector3{0, 0, 0}};
  rotation.row[0][right] = 1;
  rotation.row[1][up] = 1;
  rotation.row[2][static_cast<std::size_t>(axis)] = axis == 1 ? -1 : 1;
  camera.rotation = rotation;
  m_surface->setCamera(camera);
}

void SurfaceTools::centreOnCrosshair() {
  const SliceLink& link = *m_slices->link();
  if (link.volume() != nullptr) m_surface->centreOn(scenePlace(link.grid(), asReal(link.crosshair())));
}

void SurfaceTools::placeMarker() {
  const SliceLink& link = *m_slices->link();
  m_surface->setMarker(link.volume() != nullptr ? std::optional(scenePlace(link.grid(), asReal(link.crosshair())))
                                                : std::nullopt);
}

void SurfaceTools::setBookmarks(const Bookmarks& bookmarks) {
  if (bookmarks == m_bookmarks) return;
  m_bookmarks = bookmarks;
  emit bookmarksChanged();
}

void SurfaceTools::storeBookmark(int index) {
  Bookmarks bookmarks = m_bookmarks;
  bookmarks[static_cast<std::size_t>(index)] = m_surface->camera();
  setBookmarks(bookmarks);
  emit told(tr("View %1 is stored.").arg(index + 1), false);
}

void SurfaceTools::recallBookmark(int index) {
  if (const auto& camera = m_bookmarks[static_cast<std::size_t>(index)]) m_surface->setCamera(*camera);
}

void SurfaceTools::readModel() {
  const std::filesystem::path file = m_workspace->inputs().model.value_or(std::filesystem::path());
  if (file == m_model && !file.empty()) return;
  end(m_reading);
  m_model = file;
  m_surface->setModel(nullptr);
  if (file.empty()) return;
  auto* task = new Task(
      m_workspace->pool(),
      [this, file, grid = m_workspace->inputs().grid()](Task& self, Progress&) {
        const auto trace = placed(readBackbone(file), grid);
        self.post([this, trace, file] {
          m_surface->setModel(trace);
          if (trace->empty())
            emit told(tr("%1 has no protein or nucleic acid chain to draw.")
                          .arg(QString::fromStdString(file.filename().string())),
                      false);
        });
      },
      this);
  m_reading = task;
  connect(task, &Task::failed, this,
          [this](const std::exception_ptr& failure) { emit told(failureText(failure), true); });
  connect(task, &Task::ended, this, [this, task] {
    if (m_reading == task) m_reading = nullptr;
    task->deleteLater();
  });
  task->start();
}

SurfaceTools::FindKept SurfaceTools::findingKept() const {
  const double level = m_surface->level();
  const auto& kept = m_surface->kept();
  const bool isSettled = m_selecting == nullptr && (kept == nullptr || kept->level == level);
  if (isSettled) return [kept](Progress&) { return kept; };
  return [volume = m_workspace->volume(), level, choice = choice(), executor = &m_workspace->executor()](
             Progress& progress) { return findKept(*volume, level, choice, *executor, progress); };
}

std::function<void(Progress&)> SurfaceTools::savingOf(Visible what, const std::filesystem::path& file) {
  const std::optional<double> level = m_workspace->level();
  if (m_workspace->map() == nullptr || !level) return {};
  // While a search runs, what the surface keeps was found for an older wish.
  const bool isReady = m_selecting == nullptr && m_surface->kept() != nullptr && m_surface->kept()->level == *level;
  const std::shared_ptr<const KeptComponents> ready = isReady ? m_surface->kept() : nullptr;
  Index3 low{}, high{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    // Voxels whose centre is shown.
    const int size = m_workspace->volume()->grid.size[axis];
    low[axis] = static_cast<int>(std::ceil(m_surface->clipBox().low[axis] * size - 0.5));
    high[axis] = static_cast<int>(std::floor(m_surface->clipBox().high[axis] * size - 0.5));
  }
  return [volume = m_workspace->volume(), map = m_workspace->map(), inputs = m_workspace->inputs(), level = *level,
          ready, choice = choice(), isAll = !hidesComponents(), low, high, what, file,
          executor = &m_workspace->executor()](Progress& progress) {
    std::vector<std::filesystem::path> sources{inputs.map.path};
    for (const auto* other : {&inputs.half1, &inputs.half2, &inputs.mask})
      if (*other) sources.push_back((*other)->path);
    refuseOverwriting(file, sources);
    Progress finding = progress.part(0.1), labelling = progress.part(0.3), cutting = progress.part(0.1),
             filling = progress.part(0.1), writing = progress.part(0.4);
    Mask mask = aboveLevel(*volume, level, *executor, finding);
    if (!isAll && ready != nullptr) {
      for (std::int64_t i = 0; i < mask.words.size(); ++i) mask.words[i] = ready->mask->words[i];
    } else if (!isAll) {
      mask = selectComponents(mask, choice, *executor, labelling);
    }
    cropMask(mask, low, high, *executor, cutting);
    WriteOptions options;
    options.source = &map->info;
    options.inputs = sources;
    options.asBytes = what == Visible::Mask;
    options.content = (what == Visible::Mask ? "visible part at level " : "map inside its visible part at level ") +
                      generalText(level, 6);
    const Volume result =
        what == Visible::Mask ? maskVolume(mask, *executor, filling) : maskedVolume(*volume, mask, *executor, filling);
    save(file, result, options, writing);
  };
}

}  // namespace vitrine::ui
