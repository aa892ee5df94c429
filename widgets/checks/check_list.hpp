// The list of checks with ticks, states, Run and Stop.
#pragma once

#include "widgets/checks/check_list_model.hpp"

#include <QWidget>

class QLabel;
class QListView;
class QPushButton;

namespace vitrine::ui {

/// Shows a CheckListModel; starts nothing itself. Rows that wait or run have a Stop button; Delete does the same.
class CheckList : public QWidget {
  Q_OBJECT

public:
  /// @param model  must outlive the widget
  explicit CheckList(CheckListModel* model, QWidget* parent = nullptr);

  QString selectedId() const;  ///< empty: none
  void select(const QString& id);
  /// Run is offered, or Stop.
  void setCanRun(bool canRun);
  void setRunning(bool running);
  void setSummary(const QString& text);

signals:
  void selected(const QString& id);
  /// Enter or a double click on a check.
  void activated(const QString& id);
  void runRequested(const QStringList& ids);
  /// Of one check; empty: of all.
  void stopRequested(const QString& id);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  void showMenu(const QPoint& position);
  void updateButtons();

  CheckListModel* m_model;
  QListView* m_view;
  QLabel* m_summary;
  QPushButton *m_run, *m_stop;
  bool m_canRun = false, m_isRunning = false;
};

}  // namespace vitrine::ui
