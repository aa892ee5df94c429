// Warnings lead to their place, and may be accepted with a sentence.
#include "app/window/comments.hpp"
#include "app/window/details_dock.hpp"
#include "app/window/vitrine_window.hpp"
#include "widgets/checks/check_list.hpp"
#include "widgets/checks/check_list_model.hpp"
#include "widgets/isosurface/isosurface_view.hpp"
#include "widgets/orthoslice/orthoslice_view.hpp"

#include <QDockWidget>

#include <algorithm>

namespace vitrine::ui {

void VitrineWindow::connectWarnings() {
  m_comments = new Comments(this);
  m_details->setComments(m_comments);
  connect(m_details, &DetailsDock::warningActivated, this, &VitrineWindow::showWarning);
  connect(m_details, &DetailsDock::warningAccepted, this,
          [this](const QString& check, const QString& code, const QString& sentence) {
            m_comments->set(Comments::key(check, code), sentence);
          });
  connect(m_details, &DetailsDock::voxelRequested, this, &VitrineWindow::showPlace);
  connect(m_checkList, &CheckList::activated, this, &VitrineWindow::activateCheck);
  connect(m_commands[Command::NextWarning], &QAction::triggered, this, [this] { stepWarning(1); });
  connect(m_commands[Command::PreviousWarning], &QAction::triggered, this, [this] { stepWarning(-1); });
  const auto enable = [this] {
    const QStringList ids = m_checks->ids();
    const bool any = std::ranges::any_of(ids, [this](const QString& id) {
      const CheckResult* result = m_checks->result(id);
      return result != nullptr && !result->warnings.empty();
    });
    for (const Command command : {Command::NextWarning, Command::PreviousWarning}) m_commands[command]->setEnabled(any);
  };
  enable();
  connect(m_checks, &QAbstractItemModel::dataChanged, this, enable);
  // What was accepted belongs to the entry.
  connect(m_workspace, &Workspace::closed, m_comments, &Comments::clear);
}

void VitrineWindow::showWarning(const QString& check, int index) {
  const CheckResult* result = m_checks->result(check);
  if (result == nullptr || index < 0 || index >= static_cast<int>(result->warnings.size())) return;
  m_checkList->select(check);
  m_detailsDock->show();
  m_detailsDock->raise();
  m_details->showWarning(index);
  const Warning& warning = result->warnings[static_cast<std::size_t>(index)];
  if (warning.location) showPlace(warning.location->voxel);
}

/// The next one of the check, from the first again; the log or the explanation is shown for a check without warnings.
void VitrineWindow::activateCheck(const QString& id) {
  const CheckResult* result = m_checks->result(id);
  m_detailsDock->show();
  m_detailsDock->raise();
  if (result == nullptr || result->warnings.empty()) return m_details->showTab(DetailsDock::Tab::Explanation);
  const int count = static_cast<int>(result->warnings.size());
  const int shown = m_details->checkId() == id ? m_details->currentWarning() : -1;
  showWarning(id, (shown + 1) % count);
}

void VitrineWindow::stepWarning(int step) {
  std::vector<std::pair<QString, int>> all;
  for (const QString& id : m_checks->ids())
    if (const CheckResult* result = m_checks->result(id))
      for (int i = 0; i < static_cast<int>(result->warnings.size()); ++i) all.emplace_back(id, i);
  if (all.empty()) return;
  const auto shown = std::ranges::find(all, std::pair(m_details->checkId(), m_details->currentWarning()));
  const int count = static_cast<int>(all.size());
  int next = step > 0 ? 0 : count - 1;
  if (shown != all.end()) next = (static_cast<int>(shown - all.begin()) + step + count) % count;
  showWarning(all[static_cast<std::size_t>(next)].first, all[static_cast<std::size_t>(next)].second);
}

void VitrineWindow::showPlace(const Index3& voxel) {
  if (m_slices->shownView() != 0) m_slices->showView(0);  // all views: the place may be in none of those hidden
  const Grid& grid = m_slices->link()->grid();
  m_slices->link()->setCrosshair(voxel);
  for (int axis = 0; axis < 3; ++axis) {
    SliceView* slice = m_slices->slice(axis);
    if (!slice->rect().contains(slice->positionOf(voxel).toPoint())) slice->resetView();  // zoomed in elsewhere
  }
  // Where it is drawn: from the corner of the box, 1 A per voxel where the size is not known.
  Vector3 place;
  for (std::size_t axis = 0; axis < 3; ++axis)
    place[axis] = (voxel[axis] + 0.5) * (grid.hasVoxelSize() ? grid.voxelSize[axis] : 1.0);
  m_surface->centreOn(place);
}

}  // namespace vitrine::ui
