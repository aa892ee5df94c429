#include "app/window/slice_guide.hpp"

#include "app/window/task.hpp"
#include "app/window/workspace.hpp"
#include "widgets/orthoslice/slice_link.hpp"

#include <cmath>

namespace vitrine::ui {

SliceGuide::SliceGuide(Workspace* workspace, SliceLink* link, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_link(link) {
  connect(link, &SliceLink::volumeChanged, this, [this] {
    m_landmarks.reset();
    if (m_search != nullptr) std::exchange(m_search, nullptr)->abandon();
    if (m_projecting != nullptr) std::exchange(m_projecting, nullptr)->abandon();
    makeProjections();
  });
  connect(link, &SliceLink::projectionsChanged, this, &SliceGuide::makeProjections);
}

SliceGuide::~SliceGuide() {
  for (Task* task : findChildren<Task*>()) delete task;
}

void SliceGuide::makeProjections() {
  const auto map = m_workspace->map();
  if (!m_link->showsProjections() || map == nullptr || m_link->stride() != 1 || m_link->volume() == nullptr ||
      m_projecting != nullptr || m_link->projectionShown(2) != nullptr)
    return;
  const auto images = std::make_shared<ProjectionImages>();
  m_projecting = new Task(
      m_workspace->pool(),
      [map, images](Task&, Progress&) {
        for (int axis = 0; axis < 3; ++axis)
          (*images)[static_cast<std::size_t>(axis)] =
              std::make_shared<const GrayImage>(projection(map->volume.grid, map->scan, axis));
      },
      this);
  connect(m_projecting, &Task::succeeded, this, [this, images] { m_link->setProjectionImages(*images); });
  connect(m_projecting, &Task::ended, this, [this, task = m_projecting] {
    if (m_projecting == task) m_projecting = nullptr;
    task->deleteLater();
  });
  m_projecting->start();
}

void SliceGuide::jumpTo(Place place) {
  const auto map = m_workspace->map();
  if (map == nullptr) return;
  if (place == Place::MaximumVariance) {
    const MapScan& scan = map->scan;
    m_link->setCrosshair({scan.maximumVariancePlane(0), scan.maximumVariancePlane(1), scan.maximumVariancePlane(2)});
    return;
  }
  const double level = m_workspace->level().value_or(0);
  if (m_landmarks && m_level == level) {
    go(place);
    return;
  }
  if (m_search != nullptr) std::exchange(m_search, nullptr)->abandon();
  const auto found = std::make_shared<Landmarks>();
  m_search = new Task(
      m_workspace->pool(),
      [map, level, found, executor = &m_workspace->executor()](Task&, Progress& progress) {
        *found = findLandmarks(map->volume, level, *executor, progress);
      },
      this);
  connect(m_search, &Task::succeeded, this, [this, place, level, found] {
    m_landmarks = *found;
    m_level = level;
    go(place);
  });
  connect(m_search, &Task::ended, this, [this, task = m_search] {
    if (m_search == task) m_search = nullptr;
    task->deleteLater();
  });
  m_search->start();
}

void SliceGuide::go(Place place) {
  if (place == Place::LargestValue && m_landmarks->largest) {
    m_link->setCrosshair(*m_landmarks->largest);
  } else if (place == Place::CentreOfMass && m_landmarks->centreOfMass) {
    const Vector3& centre = *m_landmarks->centreOfMass;
    m_link->setCrosshair({static_cast<int>(std::lround(centre[0])), static_cast<int>(std::lround(centre[1])),
                          static_cast<int>(std::lround(centre[2]))});
  } else {
    emit failed(place == Place::LargestValue ? tr("The map holds no number.")
                                             : tr("No voxel reaches the contour level; lower it to find a centre."));
  }
}

}  // namespace vitrine::ui
