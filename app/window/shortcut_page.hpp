// The keys of every action, to be changed.
#pragma once

#include <QHash>
#include <QList>
#include <QWidget>

class QAction;
class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace vitrine::ui {

class Commands;
class Settings;

/// Works on a copy: nothing changes before apply(). Two actions with the same keys are told, and isConsistent() is
/// false until one of them gets others: with Qt neither would work.
class ShortcutPage : public QWidget {
  Q_OBJECT

public:
  /// @param commands  must outlive the page
  explicit ShortcutPage(const Commands* commands, QWidget* parent = nullptr);

  bool isConsistent() const { return m_conflicts == 0; }
  /// Into the actions and the settings.
  void apply(Settings* settings) const;

signals:
  void changed();

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QAction* current() const;
  void showCurrent();
  void setKeys(QAction* action, const QString& keys);
  void resetAll();
  void filter(const QString& words);
  void refresh();

  QList<QAction*> m_actions;
  QHash<QAction*, QString> m_keys;  ///< portable text, several separated by "; "
  QLineEdit* m_search;
  QTableWidget* m_table;
  QKeySequenceEdit* m_edit;
  QPushButton *m_clear, *m_reset;
  QLabel* m_warning;
  int m_conflicts = 0;
};

}  // namespace vitrine::ui
