// A message above the views instead of a box that must be answered.
#pragma once

#include <QFrame>

class QLabel;

namespace vitrine::ui {

class StateLabel;

class MessageBar : public QFrame {
  Q_OBJECT

public:
  explicit MessageBar(QWidget* parent = nullptr);
  enum class Kind { Note, Problem };
  void show(const QString& text, Kind kind);
  QString text() const;

private:
  StateLabel* m_drawing;
  QLabel* m_text;
};

}  // namespace vitrine::ui
