// A picture of the window at work, for the documentation.
#pragma once

#include <QObject>

#include <filesystem>
#include <string>

namespace vitrine::ui {

class VitrineWindow;

/// Waits until the map is drawn, runs the checks, grabs the window, ends the event loop with an exit status.
class Screenshot : public QObject {
  Q_OBJECT

public:
  Screenshot(VitrineWindow* window, std::filesystem::path file);

private:
  void runChecks();
  void showResult();
  void save();
  void fail(const QString& message, int status);

  VitrineWindow* m_window;
  std::filesystem::path m_file;
  bool m_isRun = false;
};

}  // namespace vitrine::ui
