// Opening folders and several files: roles are found in the pool, shown in the Data dock and corrected there.
#include "app/window/message_bar.hpp"
#include "app/window/task.hpp"
#include "app/window/vitrine_window.hpp"
#include "widgets/theme/text.hpp"

#include <QFileDialog>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <utility>

namespace vitrine::ui {
namespace {

/// The half map, mask or map itself that holds `file` in a request.
std::optional<Role> roleOf(const OpenRequest& request, const std::filesystem::path& file) {
  if (request.map == file) return Role::Map;
  if (request.half1 == file) return Role::Half1;
  if (request.half2 == file) return Role::Half2;
  if (request.mask == file) return Role::Mask;
  return {};
}

void setRole(OpenRequest& request, Role role, std::optional<std::filesystem::path> file) {
  switch (role) {
    case Role::Map:
      request.map = file.value_or(std::filesystem::path());
      break;
    case Role::Half1:
      request.half1 = std::move(file);
      break;
    case Role::Half2:
      request.half2 = std::move(file);
      break;
    case Role::Mask:
      request.mask = std::move(file);
      break;
    default:
      break;
  }
}

std::optional<std::filesystem::path> fileOf(const OpenRequest& request, Role role) {
  switch (role) {
    case Role::Map:
      return request.map.empty() ? std::nullopt : std::optional(request.map);
    case Role::Half1:
      return request.half1;
    case Role::Half2:
      return request.half2;
    case Role::Mask:
      return request.mask;
    default:
      return {};
  }
}

}  // namespace

void VitrineWindow::askForFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Open folder"), m_settings.lastFolder());
  if (!folder.isEmpty()) gatherAndOpen({std::filesystem::path(folder.toStdString())});
}

void VitrineWindow::gatherAndOpen(const std::vector<std::filesystem::path>& files, const OpenRequest& given) {
  if (files.empty()) return;
  if (m_gathering != nullptr) std::exchange(m_gathering, nullptr)->abandon();
  const auto found = std::make_shared<Gathered>();
  auto* task = new Task(
      &m_pool, [files, given, found](Task&, Progress& progress) { *found = gatherFiles(files, given, progress); },
      this);
  m_gathering = task;
  m_taskName->setText(tr("Looking at the files"));
  m_progress->setRange(0, 0);
  for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->show();
  connect(task, &Task::succeeded, this, [this, found, name = files.front()] { openGathered(*found, name); });
  connect(task, &Task::failed, this, [this](const std::exception_ptr& failure) {
    m_message->show(failureText(failure), MessageBar::Kind::Problem);
    emit filesGathered(false);
  });
  connect(task, &Task::ended, this, [this, task] {
    if (m_gathering == task) {
      m_gathering = nullptr;
      if (!m_workspace->isLoading())
        for (QWidget* widget : std::initializer_list<QWidget*>{m_taskName, m_progress, m_stopTask}) widget->hide();
      updateCommands();
    }
    task->deleteLater();
  });
  task->start();
  updateCommands();
}

void VitrineWindow::openGathered(const Gathered& found, const std::filesystem::path& name) {
  if (!found.request.map.empty()) {
    open(found.request);
    showGathered(found);
    QStringList notes;
    for (const std::string& note : found.notes) notes << displayText(note);
    if (!notes.isEmpty()) m_message->show(notes.join(QStringLiteral("; ")), MessageBar::Kind::Note);
  } else {
    addCompanions(found.request, name);
  }
  emit filesGathered(true);
}

/// A mask or half maps alone: they belong to the map that is open, or are themselves what is to be looked at.
void VitrineWindow::addCompanions(const OpenRequest& found, const std::filesystem::path& first) {
  const bool hasVolume = found.half1 || found.half2 || found.mask;
  if (m_workspace->opened() == nullptr) {
    if (!hasVolume) {
      m_message->show(found.authorCurves.empty()
                          ? tr("There is no map among these files.")
                          : tr("Open a map first: FSC curves are shown beside those of its half maps."),
                      MessageBar::Kind::Note);
      return;
    }
    OpenRequest alone;
    alone.map = found.mask ? *found.mask : found.half1 ? *found.half1 : found.half2 ? *found.half2 : first;
    open(alone);
    return;
  }
  if (!found.authorCurves.empty()) addCurves(found.authorCurves);
  if (!hasVolume && !found.model && !found.entry) return;
  OpenRequest request = m_workspace->request();
  if (found.half1) request.half1 = found.half1;
  if (found.half2) request.half2 = found.half2;
  if (found.mask) request.mask = found.mask;
  if (found.model) request.model = found.model;
  if (found.entry) request.entry = found.entry;
  reopenWith(request);
}

void VitrineWindow::useAs(const QString& file, Role role) {
  const std::filesystem::path path(file.toStdString());
  OpenRequest request = m_workspace->request();
  if (role == Role::Model || role == Role::Curves) {
    giveFile(role, file);
    return;
  }
  // What held the role takes the place that becomes free: exchanged half maps, a map taken for a mask.
  const std::optional<Role> before = roleOf(request, path);
  if (before == role) return;
  const std::optional<std::filesystem::path> displaced = fileOf(request, role);
  if (before == Role::Map && !displaced) {
    m_message->show(tr("This file is the map. Say first which other file is the map instead."), MessageBar::Kind::Note);
    return;
  }
  if (before) setRole(request, *before, displaced);
  setRole(request, role, path);
  if (request.map == m_workspace->request().map) {
    reopenWith(request);
    return;
  }
  // One half map alone would be refused: it waits in its row like one that was dropped.
  if (request.half1.has_value() != request.half2.has_value()) {
    request.half1.reset();
    request.half2.reset();
  }
  const Gathered shown = m_gathered;
  open(request);
  showGathered(shown);
}

void VitrineWindow::showGathered(const Gathered& found) {
  m_gathered = found;
  m_data->setGathered(found);
}

}  // namespace vitrine::ui
