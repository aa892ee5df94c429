// What stands in the place of B as long as there is none.
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace vitrine::ui {

class CompareChooser : public QWidget {
  Q_OBJECT

public:
  explicit CompareChooser(QWidget* parent = nullptr);
  /// Why what was chosen cannot be shown; empty: nothing was chosen yet.
  void setProblem(const QString& problem);
  /// While something is being opened there is nothing to choose.
  void setBusy(bool isBusy);

signals:
  void filesRequested();
  void folderRequested();

private:
  QLabel* m_text;
  QPushButton *m_files, *m_folder;
};

}  // namespace vitrine::ui
