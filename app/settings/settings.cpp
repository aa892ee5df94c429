#include "app/settings/settings.hpp"

#include <QFileInfo>

namespace vitrine::ui {
namespace {

const QString kRecent = QStringLiteral("files/recent"), kFolder = QStringLiteral("files/folder"),
              kGeometry = QStringLiteral("window/geometry"), kDocks = QStringLiteral("window/docks"),
              kViews = QStringLiteral("window/views"), kThreads = QStringLiteral("run/threads"),
              kMemory = QStringLiteral("run/memory_gib");

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

}  // namespace vitrine::ui
