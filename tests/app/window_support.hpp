// What every test of the window needs: a window with settings of its own, maps to open, a watch on the event loop.
#pragma once

#include "app/window/vitrine_window.hpp"
#include "tests/support/support.hpp"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>
#include <QTimer>

#include <filesystem>
#include <memory>
#include <vector>

namespace vitrine::test {

inline constexpr int kPatience = 60'000;    // ms; generous: many builds share a machine
inline constexpr double kLongestGap = 250;  // ms, on a busy machine; the target is 50

/// A soft ball with noise around it.
void writeBall(const std::filesystem::path& file, int edge, double voxelSize = 2.0);

/// Drag and drop as the desktop sends it.
void drop(QWidget* target, const QStringList& files);

void nameTestProgram();

/// Something of the widget can be seen: it is neither behind another tab nor scrolled away. QWidget::visibleRegion()
/// would leave out what the widget's own children cover, and with them every control made of others.
bool isSeen(const QWidget* widget);

/// Records how long the event loop was away between two beats of 5 ms.
class Watchdog {
public:
  Watchdog();
  double longest() const;
  double percentile(double p);
  QString text(const char* during);

private:
  QTimer m_timer;
  QElapsedTimer m_clock;
  std::vector<double> m_gaps;
};

/// Notices windows nobody asked for: a part of a page that is shown before it has its parent is a window of its own for
/// a moment, which takes the keyboard away and costs the event loop milliseconds.
class StrayWindows : public QObject {
public:
  const QStringList& seen() const { return m_seen; }
  bool eventFilter(QObject* watched, QEvent* event) override;

private:
  QStringList m_seen;
};

/// Base of the window's test classes: openWindow() in init(), closeWindow() in cleanup().
class WindowFixture : public QObject {
protected:
  void openWindow();
  void closeWindow();
  void openBall(int edge = 48);
  void waitForLevel();
  QString path(const char* name) const { return QString::fromStdString((*m_folder / name).string()); }

  std::unique_ptr<TemporaryFolder> m_folder, m_settingsFolder;
  std::unique_ptr<ui::VitrineWindow> m_window;
  std::unique_ptr<StrayWindows> m_strays;
};

}  // namespace vitrine::test
