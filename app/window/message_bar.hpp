// A message above the views instead of a box that must be answered.
#pragma once

#include <QFrame>

class QLabel;

namespace vitrine::ui {

class MessageBar : public QFrame {
  Q_OBJECT

public:
  explicit MessageBar(QWidget* parent = nullptr);
  enum class Kind { Note, Problem };
  void show(const QString& text, Kind kind);
  QString text() const;

private:
  QLabel *m_drawing, *m_text;
};

}  // namespace vitrine::ui
