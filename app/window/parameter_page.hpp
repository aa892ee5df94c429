// The parameters of the selected check as a table that can be edited.
#pragma once

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;
class QTableWidget;
class QTableWidgetItem;

namespace vitrine {
class Check;
}

namespace vitrine::ui {

class Workspace;

/// Name, meaning, value and default of each; changed values are bold and can be reset. What is typed is tried at once:
/// a value that the check refuses stays in the cell with the check's own words below, and the one before stays in
/// force. An accepted value goes to Workspace::setParameter().
class ParameterPage : public QWidget {
  Q_OBJECT

public:
  /// @param used  what the result shown was measured with, below the table; taken over
  explicit ParameterPage(QWidget* used, QWidget* parent = nullptr);

  /// @param workspace  must outlive the page
  void setWorkspace(Workspace* workspace);
  /// Null: none.
  void showCheck(const Check* check);
  QTableWidget* table() const { return m_table; }
  /// Why the value typed last was refused; empty: it was not.
  QString problem() const;

private:
  void fill();
  void take(QTableWidgetItem* item);
  void showProblem(const QString& text);
  std::string fullName(int row) const;

  Workspace* m_workspace = nullptr;
  const Check* m_check = nullptr;
  QWidget* m_used;
  QTableWidget* m_table;
  QLabel *m_problem, *m_hint;
  QPushButton* m_resetAll;
  bool m_isFilling = false;
};

}  // namespace vitrine::ui
