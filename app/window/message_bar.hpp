// A message above the views instead of a box that must be answered.
#pragma once

#include <QFrame>

#include <functional>

class QHBoxLayout;
class QLabel;

namespace vitrine::ui {

class StateLabel;

class MessageBar : public QFrame {
  Q_OBJECT

public:
  explicit MessageBar(QWidget* parent = nullptr);
  enum class Kind { Note, Problem };
  /// A button; pressing it hides the bar first.
  struct Action {
    QString text;
    std::function<void()> run;
  };
  void show(const QString& text, Kind kind, const QList<Action>& actions = {});
  QString text() const;

private:
  StateLabel* m_drawing;
  QLabel* m_text;
  QHBoxLayout* m_buttons;
};

}  // namespace vitrine::ui
