#include "app/session/autosave.hpp"

#include "app/session/session.hpp"
#include "core/base/error.hpp"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>

#include <algorithm>

namespace vitrine::ui {

namespace fs = std::filesystem;

fs::path autosaveFolder() {
  // The XDG base directory specification, which Qt 6.4 does not know for state.
  QString state = qEnvironmentVariable("XDG_STATE_HOME");
  if (!QDir::isAbsolutePath(state)) state = QDir::homePath() + QStringLiteral("/.local/state");
  return fs::path(state.toStdString()) / "vitrine" / "autosave";
}

AutosaveFile::AutosaveFile() {
  const fs::path folder = autosaveFolder();
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw OutputError(folder.string() + ": " + error.message());
  fs::permissions(folder, fs::perms::owner_all, error);  // unpublished data: for nobody else's eyes
  // The time tells two processes apart that get the same number one after the other.
  for (qint64 time = QDateTime::currentMSecsSinceEpoch();; ++time) {
    const std::string stem = std::to_string(QCoreApplication::applicationPid()) + "-" + std::to_string(time);
    m_path = folder / (stem + ".vitrine");
    if (fs::exists(m_path, error)) continue;  // another window of this process
    m_lock = std::make_unique<SessionLock>(m_path);
    if (m_lock->take()) return;
    if (m_lock->owner().isEmpty()) throw OutputError(folder.string() + ": it cannot be written");
  }
}

AutosaveFile::~AutosaveFile() {
  std::error_code error;
  fs::remove(m_path, error);
}

std::vector<LeftWork> leftWork() {
  std::vector<LeftWork> found;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(autosaveFolder(), error)) {
    if (!isSessionFile(entry.path())) continue;
    LeftWork work{.file = entry.path(),
                  .lock = std::make_shared<SessionLock>(entry.path()),
                  .map = {},
                  .savedAs = {},
                  .saved = {}};
    if (!work.lock->take()) continue;  // its process lives, or another window offers it
    try {
      const Session session = readSession(work.file);
      work.map = session.request.map;
      work.savedAs = session.savedAs;
      work.saved = session.saved;
      found.push_back(std::move(work));
    } catch (const Error&) {
      // Nothing that could be offered; it stays for whoever wants to look at it.
    }
  }
  std::ranges::sort(found, std::greater(), [](const LeftWork& work) { return std::pair(work.saved, work.file); });
  return found;
}

void discard(const LeftWork& work) {
  std::error_code error;
  fs::remove(work.file, error);
  work.lock->release();
}

}  // namespace vitrine::ui
