// Where work is kept that nobody has saved yet.
#pragma once

#include "app/session/session_lock.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace vitrine::ui {

/// $XDG_STATE_HOME/vitrine/autosave, by default in ~/.local/state. Not made here.
std::filesystem::path autosaveFolder();

/// The autosave of this process: `<process>-<milliseconds since 1970>.vitrine`, with a lock beside it for as long as
/// the process lives.
class AutosaveFile {
public:
  /// Makes the folder and takes the lock. @throws OutputError  the folder cannot be made or written
  AutosaveFile();
  /// Closed in good order: the autosave goes, with its lock.
  ~AutosaveFile();
  AutosaveFile(const AutosaveFile&) = delete;
  AutosaveFile& operator=(const AutosaveFile&) = delete;

  const std::filesystem::path& path() const { return m_path; }
  void refreshLock() { m_lock->refresh(); }

private:
  std::filesystem::path m_path;
  std::unique_ptr<SessionLock> m_lock;
};

/// An autosave whose process ended without removing it. Holds its lock, so that only one window offers it.
struct LeftWork {
  std::filesystem::path file;
  std::shared_ptr<SessionLock> lock;
  std::filesystem::path map;      ///< what was open
  std::filesystem::path savedAs;  ///< the session it continues; empty: it had no name
  std::string saved;              ///< when, UTC, ISO 8601
};

/// Newest first. Autosaves that cannot be read are left where they are and not offered. Reads every one of them: for a
/// worker.
std::vector<LeftWork> leftWork();
/// Removes it with its lock.
void discard(const LeftWork& work);

}  // namespace vitrine::ui
