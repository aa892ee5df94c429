#include "app/settings/settings.hpp"

#include <QFileInfo>

#include <algorithm>

namespace vitrine::ui {
namespace {

const QString kRecent = QStringLiteral("files/recent"), kFolder = QStringLiteral("files/folder"),
              kGeometry = QStringLiteral("window/geometry"), kDocks = QStringLiteral("window/docks"),
              kViews = QStringLiteral("window/views"), kThreads = QStringLiteral("run/threads"),
              kMemory = QStringLiteral("run/memory_gib"), kTheme = QStringLiteral("look/theme"),
              kLanguage = QStringLiteral("look/language"), kReducedMotion = QStringLiteral("look/reduced_motion"),
              kAutosave = QStringLiteral("session/autosave_s"), kAsk = QStringLiteral("run/ask"),
              kColours = QStringLiteral("look/colours"), kGround = QStringLiteral("look/surface_ground"),
              kExportKinds = QStringLiteral("export/kinds"), kExportMaps = QStringLiteral("export/maps"),
              kExportImage = QStringLiteral("export/image_px"), kExportFolder = QStringLiteral("export/folder"),
              kShortcuts = QStringLiteral("shortcuts/");

/// Names in the file, in the order of the enumerations: a file written today is read by later versions.
const QStringList kThemes{QStringLiteral("desktop"), QStringLiteral("light"), QStringLiteral("dark")};
const QStringList kMaps{QStringLiteral("viridis"), QStringLiteral("cividis"), QStringLiteral("blue-white-red"),
                        QStringLiteral("classic")};
const QStringList kGrounds{QStringLiteral("white"), QStringLiteral("grey"), QStringLiteral("black")};

template <class Value>
Value named(const QSettings& settings, const QString& key, const QStringList& names) {
  return static_cast<Value>(std::max<qsizetype>(0, names.indexOf(settings.value(key).toString())));
}

}  // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("vitrine"), QStringLiteral("vitrine")) {}

QStringList Settings::recentFiles() const { return m_settings.value(kRecent).toStringList(); }

void Settings::addRecentFile(const QString& file) {
  const QString path = QFileInfo(file).absoluteFilePath();
  QStringList files = recentFiles();
  files.removeAll(path);
  files.prepend(path);
  m_settings.setValue(kRecent, files.mid(0, kRecentFiles));
}

void Settings::forgetRecentFiles() { m_settings.remove(kRecent); }

QString Settings::lastFolder() const { return m_settings.value(kFolder).toString(); }
void Settings::setLastFolder(const QString& folder) { m_settings.setValue(kFolder, folder); }

QByteArray Settings::geometry() const { return m_settings.value(kGeometry).toByteArray(); }
QByteArray Settings::docks() const { return m_settings.value(kDocks).toByteArray(); }
QByteArray Settings::views() const { return m_settings.value(kViews).toByteArray(); }

void Settings::setLayout(const QByteArray& geometry, const QByteArray& docks, const QByteArray& views) {
  m_settings.setValue(kGeometry, geometry);
  m_settings.setValue(kDocks, docks);
  m_settings.setValue(kViews, views);
}

void Settings::forgetLayout() { m_settings.remove(QStringLiteral("window")); }

int Settings::threads() const { return m_settings.value(kThreads, 0).toInt(); }
void Settings::setThreads(int threads) { m_settings.setValue(kThreads, threads); }

double Settings::memoryGiB() const { return m_settings.value(kMemory, 0.0).toDouble(); }
void Settings::setMemoryGiB(double gib) { m_settings.setValue(kMemory, gib); }

Theme Settings::theme() const { return named<Theme>(m_settings, kTheme, kThemes); }
void Settings::setTheme(Theme theme) { m_settings.setValue(kTheme, kThemes[static_cast<int>(theme)]); }

QString Settings::language() const { return m_settings.value(kLanguage).toString(); }
void Settings::setLanguage(const QString& language) { m_settings.setValue(kLanguage, language); }

bool Settings::reducedMotion() const { return m_settings.value(kReducedMotion, false).toBool(); }
void Settings::setReducedMotion(bool reduced) { m_settings.setValue(kReducedMotion, reduced); }

int Settings::autosaveSeconds() const { return std::max(10, m_settings.value(kAutosave, 60).toInt()); }
void Settings::setAutosaveSeconds(int seconds) { m_settings.setValue(kAutosave, seconds); }

bool Settings::asksBeforeRun() const { return m_settings.value(kAsk, true).toBool(); }
void Settings::setAsksBeforeRun(bool asks) { m_settings.setValue(kAsk, asks); }

QStringList Settings::exportKinds() const {
  return m_settings.value(kExportKinds, QStringList{QStringLiteral("pdf"), QStringLiteral("json")}).toStringList();
}
void Settings::setExportKinds(const QStringList& kinds) { m_settings.setValue(kExportKinds, kinds); }
QStringList Settings::exportMaps() const { return m_settings.value(kExportMaps).toStringList(); }
void Settings::setExportMaps(const QStringList& maps) { m_settings.setValue(kExportMaps, maps); }
int Settings::exportImageEdge() const { return m_settings.value(kExportImage, 1000).toInt(); }
void Settings::setExportImageEdge(int pixels) { m_settings.setValue(kExportImage, pixels); }
QString Settings::exportFolder() const { return m_settings.value(kExportFolder).toString(); }
void Settings::setExportFolder(const QString& folder) { m_settings.setValue(kExportFolder, folder); }

ColorMap Settings::colours() const { return named<ColorMap>(m_settings, kColours, kMaps); }
void Settings::setColours(ColorMap colours) { m_settings.setValue(kColours, kMaps[static_cast<int>(colours)]); }

SurfaceGround Settings::surfaceGround() const { return named<SurfaceGround>(m_settings, kGround, kGrounds); }
void Settings::setSurfaceGround(SurfaceGround ground) {
  m_settings.setValue(kGround, kGrounds[static_cast<int>(ground)]);
}

std::optional<QString> Settings::shortcut(const QString& action) const {
  const QString key = kShortcuts + action;
  return m_settings.contains(key) ? std::optional(m_settings.value(key).toString()) : std::nullopt;
}

void Settings::setShortcut(const QString& action, const std::optional<QString>& keys) {
  if (keys)
    m_settings.setValue(kShortcuts + action, *keys);
  else
    m_settings.remove(kShortcuts + action);
}

}  // namespace vitrine::ui
