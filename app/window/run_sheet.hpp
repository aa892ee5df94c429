// The sheet before a run: what will run, what it will take, what cannot run and why. Shown in place of the list of
// checks; nothing else is blocked by it.
#pragma once

#include "core/run/estimate.hpp"

#include <QString>
#include <QStringList>
#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace vitrine::ui {

class RunSheet : public QWidget {
  Q_OBJECT

public:
  explicit RunSheet(QWidget* parent = nullptr);
  /// Start has the focus: Enter starts, Escape cancels.
  void showEstimate(const RunEstimate& run);
  /// Those that will run.
  const QStringList& ids() const { return m_ids; }

signals:
  /// @param askAgain  before the next run
  void startRequested(const QStringList& ids, bool askAgain);
  void cancelled();

protected:
  void keyPressEvent(QKeyEvent* event) override;

private:
  void addRow(const CheckEstimate& check);
  void start();

  QLabel *m_heading, *m_total;
  QTableWidget* m_table;
  QCheckBox* m_doNotAsk;
  QPushButton *m_start, *m_cancel;
  QStringList m_ids;
};

/// "12 s", "4 min", "1 h 10 min": as precise as a prediction is.
QString predictedTime(double seconds);

}  // namespace vitrine::ui
