// Between the window's views and ViewState: the one place where each field is read from a widget and given back.
#pragma once

#include "app/window/view_state.hpp"

#include <QObject>

namespace vitrine::ui {

class VitrineWindow;

/// Reads what is shown into a ViewState and shows a ViewState again. One row of a table in the source per field: name
/// for undo, getter, setter. For the GUI thread; costs microseconds.
class ViewKeeper : public QObject {
  Q_OBJECT

public:
  /// @param window  with all its docks; must outlive the keeper
  explicit ViewKeeper(VitrineWindow* window);

  ViewState capture() const;
  /// Only what differs is set. What cannot be shown (a colouring whose volume is not on offer) is left as it is.
  void apply(const ViewState& state);

  /// What differs, for people: "Level 0.0066", "Camera", "Crosshair, Contrast". Empty: nothing.
  static QString changeText(const ViewState& before, const ViewState& after);

signals:
  /// Anything of the state may have changed; also while it is dragged.
  void changed();

private:
  VitrineWindow* m_window;
};

}  // namespace vitrine::ui
