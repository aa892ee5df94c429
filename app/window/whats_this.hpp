// What a number means, where the pointer asks (Shift+F1).
#pragma once

#include <QObject>

namespace vitrine::ui {

class VitrineWindow;

/// Answers What's This for the numbers of the window that have no text of their own: those of the threshold by their
/// names, those of the details' tables from the check they belong to, actions from their tips.
class WhatsThisTexts : public QObject {
  Q_OBJECT

public:
  explicit WhatsThisTexts(VitrineWindow* window);

  /// Rich text for a place in the window; empty if nothing is known of it. @param at  in the widget's coordinates
  QString textFor(QWidget* widget, const QPoint& at) const;

signals:
  /// A link in a text was clicked.
  void pageWanted(const QString& page);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  VitrineWindow* m_window;
};

}  // namespace vitrine::ui
