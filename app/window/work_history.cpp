#include "app/window/work_history.hpp"

#include "app/window/view_keeper.hpp"
#include "app/window/workspace.hpp"

#include <QGuiApplication>
#include <QScopedValueRollback>
#include <QUndoCommand>

#include <utility>

namespace vitrine::ui {
namespace {

/// What differs between two states, for the menu.
QString stepText(const WorkState& before, const WorkState& after) {
  QStringList names;
  if (const QString view = ViewKeeper::changeText(before.view, after.view); !view.isEmpty()) names << view;
  if (before.resolution != after.resolution) names << WorkHistory::tr("Resolution");
  for (const auto* side : {&after, &before})
    for (const auto& [name, value] : side->parameters) {
      const auto& other = side == &after ? before.parameters : after.parameters;
      const auto found = other.find(name);
      const QString text = WorkHistory::tr("Parameter %1").arg(QString::fromStdString(name));
      if ((found == other.end() || found->second != value) && !names.contains(text)) names << text;
    }
  return names.join(QStringLiteral(", "));
}

}  // namespace

class WorkHistory::Step final : public QUndoCommand {
public:
  Step(WorkHistory* history, WorkState before, WorkState after)
      : QUndoCommand(stepText(before, after)),
        m_history(history),
        m_before(std::move(before)),
        m_after(std::move(after)) {}

  void undo() override { m_history->restore(m_before); }
  void redo() override {
    // push() calls this for what the user has done already.
    if (!std::exchange(m_isNew, false)) m_history->restore(m_after);
  }

private:
  WorkHistory* m_history;
  WorkState m_before, m_after;
  bool m_isNew = true;
};

WorkHistory::WorkHistory(ViewKeeper* keeper, Workspace* workspace, QObject* parent)
    : QObject(parent), m_keeper(keeper), m_workspace(workspace) {
  m_stack.setUndoLimit(kSteps);
  m_rest.setSingleShot(true);
  m_rest.setInterval(kRest);
  connect(&m_rest, &QTimer::timeout, this, [this] {
    if (QGuiApplication::mouseButtons() != Qt::NoButton)
      m_rest.start();
    else
      settle();
  });
  connect(keeper, &ViewKeeper::changed, this, &WorkHistory::noteChange);
  connect(workspace, &Workspace::resolutionChanged, this, &WorkHistory::noteChange);
  connect(workspace, &Workspace::parametersChanged, this, &WorkHistory::noteChange);
  connect(workspace, &Workspace::levelReady, this, [this] {
    if (!m_last) return begin();
    m_rest.stop();  // what reopening has set is no step of the user's
    m_last = now();
    emit changed();
  });
  connect(workspace, &Workspace::closed, this, [this] {
    m_last.reset();
    m_rest.stop();
    m_stack.clear();
    emit changed();
  });
  connect(&m_stack, &QUndoStack::indexChanged, this, &WorkHistory::changed);
}

WorkHistory::~WorkHistory() { m_stack.blockSignals(true); }  // an emptied stack tells nobody any more

void WorkHistory::begin() {
  m_rest.stop();
  m_stack.clear();
  m_last = now();
  emit changed();
}

WorkState WorkHistory::now() const {
  return {m_keeper->capture(), m_workspace->inputs().parameters, m_workspace->inputs().resolution};
}

void WorkHistory::noteChange() {
  if (m_isRestoring || !m_last) return;
  const bool isFirst = !m_rest.isActive();
  m_rest.start();
  if (isFirst) emit changed();
}

void WorkHistory::settle() {
  m_rest.stop();
  if (!m_last || m_workspace->isLoading()) return;
  WorkState state = now();
  if (state == *m_last) {
    emit changed();
    return;
  }
  auto* step = new Step(this, *m_last, state);
  m_last = std::move(state);
  m_stack.push(step);
}

void WorkHistory::undo() {
  if (m_workspace->isLoading()) return;
  settle();
  m_stack.undo();
}

void WorkHistory::redo() {
  if (m_workspace->isLoading()) return;
  settle();
  m_stack.redo();
}

void WorkHistory::restore(const WorkState& state) {
  const QScopedValueRollback<bool> guard(m_isRestoring, true);
  m_workspace->setParameters(state.parameters);
  m_workspace->setResolution(state.resolution);
  m_keeper->apply(state.view);
  m_last = now();
}

}  // namespace vitrine::ui
