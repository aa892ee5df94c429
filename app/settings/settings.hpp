// What the program remembers between two starts.
#pragma once

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

namespace vitrine::ui {

/// Preferences in the user's configuration folder (an INI file, written by QSettings in the background). Tests send it
/// elsewhere with QSettings::setPath().
class Settings {
public:
  static constexpr int kRecentFiles = 12;

  Settings();

  /// Newest first, also those that are missing now.
  QStringList recentFiles() const;
  void addRecentFile(const QString& file);
  void forgetRecentFiles();

  QString lastFolder() const;
  void setLastFolder(const QString& folder);

  QByteArray geometry() const;
  QByteArray docks() const;
  QByteArray views() const;
  void setLayout(const QByteArray& geometry, const QByteArray& docks, const QByteArray& views);
  void forgetLayout();

  /// 0: all cores.
  int threads() const;
  void setThreads(int threads);
  /// 0: 75 % of the physical memory.
  double memoryGiB() const;
  void setMemoryGiB(double gib);

private:
  QSettings m_settings;
};

}  // namespace vitrine::ui
