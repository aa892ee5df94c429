// Undo: what the user set up, step by step.
#pragma once

#include "app/window/view_state.hpp"

#include <QObject>
#include <QTimer>
#include <QUndoStack>

#include <map>
#include <optional>
#include <string>

namespace vitrine::ui {

class ViewKeeper;
class Workspace;

/// All that undo goes back to: the view, and what changes results without being a file.
struct WorkState {
  ViewState view;
  std::map<std::string, std::string> parameters;
  std::optional<double> resolution;
  bool operator==(const WorkState&) const = default;
};

/// Watches what is shown and pushes one step onto a QUndoStack when it has rested: 400 ms after the last change, and
/// not while a mouse button is down, so that a drag is one step. Going back changes the views and never computes; it
/// makes no steps of its own. The stack is emptied when another map is opened.
class WorkHistory : public QObject {
  Q_OBJECT

public:
  static constexpr int kSteps = 200;
  static constexpr int kRest = 400;  ///< ms

  /// Both must outlive the history.
  WorkHistory(ViewKeeper* keeper, Workspace* workspace, QObject* parent);
  ~WorkHistory() override;

  QUndoStack* stack() { return &m_stack; }
  /// What is shown now is where undo ends; what was done before is forgotten.
  void begin();
  WorkState now() const;

  bool canUndo() const { return m_stack.canUndo() || m_rest.isActive(); }
  void undo();
  void redo();
  /// A change that has not rested yet becomes a step now.
  void settle();

signals:
  /// A step more, undone or redone; or something is changing now.
  void changed();

private:
  class Step;
  void noteChange();
  void restore(const WorkState& state);

  ViewKeeper* m_keeper;
  Workspace* m_workspace;
  QUndoStack m_stack;
  QTimer m_rest;
  std::optional<WorkState> m_last;  ///< empty: no map
  bool m_isRestoring = false;
};

}  // namespace vitrine::ui
