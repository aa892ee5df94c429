// What the user set up: undo and redo, sessions in menu and title, results that come back.
#include "app/window/details_dock.hpp"
#include "app/window/message_bar.hpp"
#include "app/window/parameter_page.hpp"
#include "app/window/session_control.hpp"
#include "app/window/view_keeper.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/work_history.hpp"
#include "widgets/checks/check_list.hpp"

#include <QFileDialog>
#include <QFileInfo>

namespace vitrine::ui {

void VitrineWindow::connectSession() {
  m_keeper = new ViewKeeper(this);
  m_history = new WorkHistory(m_keeper, m_workspace, this);
  m_session = new SessionControl(this, &m_settings, &m_pool, m_recovery);
  const auto on = [this](Command command, auto&& action) {
    connect(m_commands[command], &QAction::triggered, this, action);
  };
  on(Command::Undo, [this] { m_history->undo(); });
  on(Command::Redo, [this] { m_history->redo(); });
  on(Command::OpenSession, [this] { askForSession(); });
  on(Command::SaveSession, [this] { m_session->save(); });
  on(Command::SaveSessionAs, [this] { m_session->saveAs(); });
  connect(m_history, &WorkHistory::changed, this, &VitrineWindow::showUndoCommands);
  connect(m_session, &SessionControl::stateChanged, this, &VitrineWindow::showSessionState);
  connect(m_workspace, &Workspace::resolutionChanged, this,
          [this] { m_data->setResolution(m_workspace->inputs().resolution); });
  m_details->parameters()->setWorkspace(m_workspace);
  showUndoCommands();
}

void VitrineWindow::showUndoCommands() {
  const auto show = [this](Command command, bool isEnabled, const QString& plain, const QString& named,
                           const QString& step) {
    m_commands[command]->setEnabled(isEnabled);
    m_commands[command]->setText(step.isEmpty() ? plain : named.arg(step));
  };
  const QUndoStack& stack = *m_history->stack();
  show(Command::Undo, m_history->canUndo(), tr("&Undo"), tr("&Undo: %1"), stack.undoText());
  show(Command::Redo, stack.canRedo(), tr("&Redo"), tr("&Redo: %1"), stack.redoText());
}

void VitrineWindow::askForSession() {
  const QString file = QFileDialog::getOpenFileName(this, tr("Open session"), m_settings.lastFolder(),
                                                    tr("Sessions (*.vitrine);;All files (*)"));
  if (!file.isEmpty()) m_session->open(file.toStdString());
}

/// The title: map, session, whether anything of the session is not saved.
void VitrineWindow::showSessionState() {
  const QString map = QFileInfo(windowFilePath()).fileName();
  const bool isNamed = m_session != nullptr && !m_session->file().empty();
  if (map.isEmpty())
    setWindowTitle(tr("Vitrine"));
  else if (!isNamed)
    setWindowTitle(tr("%1 - Vitrine").arg(map));
  else if (m_session->isReadOnly())
    setWindowTitle(
        tr("%1 (%2, read only)[*] - Vitrine").arg(map, QString::fromStdString(m_session->file().filename().string())));
  else
    setWindowTitle(tr("%1 (%2)[*] - Vitrine").arg(map, QString::fromStdString(m_session->file().filename().string())));
  setWindowModified(isNamed && m_session->hasChanges());
}

void VitrineWindow::showKeptResults(const std::vector<KeptResult>& results, const QString& selected) {
  QStringList old;
  for (const KeptResult& kept : results) {
    m_checks->finish(kept.result);
    if (!kept.isCurrent) old << QString::fromStdString(kept.result.id);
  }
  m_checks->markOutOfDate(old);
  if (!selected.isEmpty()) m_checkList->select(selected);
  showDetails(m_checkList->selectedId());
  showSummary();
  updateCommands();
}

void VitrineWindow::showChangedInputs() {
  m_checks->markOutOfDate(m_checks->ids());
  showDetails(m_checkList->selectedId());
  showSummary();
  updateCommands();
}

}  // namespace vitrine::ui
