// One warning of a check as a row: what was found, what would pass, where it is, and why the user accepts it.
#pragma once

#include "core/report/document.hpp"

#include <QFrame>

class QLabel;
class QLineEdit;
class QToolButton;

namespace vitrine::ui {

/// A click, or Enter with the keyboard focus, leads to the warning's place. "Accept with comment" opens a line below
/// the text: Enter or Save keeps the sentence, Esc or Cancel what was there before. Shows what it is told and changes
/// nothing but itself: listen to accepted().
class WarningRow final : public QFrame {
  Q_OBJECT

public:
  WarningRow(const Warning& warning, const WarningNote& note, QWidget* parent = nullptr);

  QString code() const { return m_code; }
  bool hasPlace() const { return m_hasPlace; }
  /// The one the views show.
  void setCurrent(bool isCurrent);
  bool isCurrent() const { return m_isCurrent; }
  void setAccepted(const QString& sentence);

signals:
  void activated();
  /// @param sentence  "" takes it back
  void accepted(const QString& sentence);

protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void edit(bool open);
  void keep();
  void restyle();
  void describe();

  QString m_code, m_text, m_passes, m_placeText, m_sentence;
  bool m_hasPlace, m_isCurrent = false;
  QLabel *m_drawing, *m_words, *m_limit, *m_place, *m_reason;
  QWidget* m_editor;
  QLineEdit* m_line;
  QToolButton *m_show, *m_accept, *m_takeBack;
};

}  // namespace vitrine::ui
