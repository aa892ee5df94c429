#include "app/session/session_lock.hpp"

#include <QCoreApplication>

#include <chrono>

namespace vitrine::ui {
namespace {

QString lockName(const std::filesystem::path& file) {
  const QString folder = QString::fromStdString(file.parent_path().string());
  const QString name = QString::fromStdString(file.filename().string());
  return QStringLiteral("%1/.%2.lock").arg(folder.isEmpty() ? QStringLiteral(".") : folder, name);
}

}  // namespace

SessionLock::SessionLock(const std::filesystem::path& file) : m_name(lockName(file)), m_lock(m_name) {
  m_lock.setStaleLockTime(kStaleAfter);
}

bool SessionLock::take() { return m_lock.isLocked() || m_lock.tryLock(0); }

void SessionLock::refresh() {
  if (!m_lock.isLocked()) return;
  std::error_code error;  // a lock that somebody removed is no reason to stop
  std::filesystem::last_write_time(m_name.toStdString(), std::filesystem::file_time_type::clock::now(), error);
}

QString SessionLock::owner() const {
  qint64 process = 0;
  QString host, program;
  if (!m_lock.getLockInfo(&process, &host, &program)) return {};
  return QCoreApplication::translate("SessionLock", "process %1 on %2").arg(process).arg(host);
}

}  // namespace vitrine::ui
