// What the window shows before a map is open.
#pragma once

#include <QScrollArea>

class QVBoxLayout;

namespace vitrine::ui {

class WelcomePage : public QScrollArea {
  Q_OBJECT

public:
  explicit WelcomePage(QWidget* parent = nullptr);
  void setRecentFiles(const QStringList& files);

signals:
  void openRequested();
  void folderRequested();
  void exampleRequested();
  void fileRequested(const QString& file);

private:
  QWidget* m_recentBox;
  QVBoxLayout* m_recent;
};

}  // namespace vitrine::ui
