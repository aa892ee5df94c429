// What the user set up: undo and redo.
#include "app/window/view_keeper.hpp"
#include "app/window/vitrine_window.hpp"
#include "app/window/work_history.hpp"

namespace vitrine::ui {

void VitrineWindow::connectSession() {
  m_keeper = new ViewKeeper(this);
  m_history = new WorkHistory(m_keeper, m_workspace, this);
  connect(m_commands[Command::Undo], &QAction::triggered, m_history, &WorkHistory::undo);
  connect(m_commands[Command::Redo], &QAction::triggered, m_history, &WorkHistory::redo);
  connect(m_history, &WorkHistory::changed, this, &VitrineWindow::showUndoCommands);
  connect(m_workspace, &Workspace::resolutionChanged, this,
          [this] { m_data->setResolution(m_workspace->inputs().resolution); });
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

}  // namespace vitrine::ui
