// What the program remembers between two starts.
#pragma once

#include "widgets/theme/palette.hpp"
#include "widgets/theme/theme.hpp"

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include <optional>

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

  Theme theme() const;
  void setTheme(Theme theme);
  /// "en", "es"; empty: the desktop's, or English where that is not translated.
  QString language() const;
  void setLanguage(const QString& language);
  bool reducedMotion() const;
  void setReducedMotion(bool reduced);
  /// How often the session is kept for the case of a crash; 60 at first, 10 at least.
  int autosaveSeconds() const;
  void setAutosaveSeconds(int seconds);
  /// The sheet with times and memory is shown before checks run.
  bool asksBeforeRun() const;
  void setAsksBeforeRun(bool asks);
  /// What was exported last: "pdf", "json" ...; at first the report and its numbers.
  QStringList exportKinds() const;
  void setExportKinds(const QStringList& kinds);
  /// Maps among it: "0.b/hard_mask".
  QStringList exportMaps() const;
  void setExportMaps(const QStringList& maps);
  /// Pixels of the entry image.
  int exportImageEdge() const;
  void setExportImageEdge(int pixels);
  /// Empty: beside the map.
  QString exportFolder() const;
  void setExportFolder(const QString& folder);
  /// Of volumes that are not signed and were not given another palette.
  ColorMap colours() const;
  void setColours(ColorMap colours);
  SurfaceGround surfaceGround() const;
  void setSurfaceGround(SurfaceGround ground);

  /// Keys of an action that were changed by the user; empty optional: its own ones.
  std::optional<QString> shortcut(const QString& action) const;
  void setShortcut(const QString& action, const std::optional<QString>& keys);

private:
  QSettings m_settings;
};

}  // namespace vitrine::ui
