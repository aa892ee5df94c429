// A check's state as a drawing of its own, sharp on every screen and in both themes.
#pragma once

#include "widgets/checks/status_icon.hpp"

#include <QWidget>

namespace vitrine::ui {

/// Draws paintState() as large as the text of the widget's font. The words beside it say the same: it has no focus.
class StateLabel : public QWidget {
public:
  explicit StateLabel(CheckState state = CheckState::NotRun, QWidget* parent = nullptr);
  void setState(CheckState state);
  CheckState state() const { return m_state; }
  QSize sizeHint() const override;

protected:
  void paintEvent(QPaintEvent* event) override;

private:
  CheckState m_state;
};

}  // namespace vitrine::ui
