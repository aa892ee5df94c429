// One writer per session file.
#pragma once

#include <QLockFile>
#include <QString>

#include <filesystem>
#include <memory>

namespace vitrine::ui {

/// A file beside the session, `.NAME.lock`, with the process's number, the program and the host; its time of change
/// says that the owner lives and is renewed by refresh(). One that a process of this host left when it died is taken
/// over at once; one of another host when it is ten minutes old. Made by exclusive creation, which works over NFS.
class SessionLock {
public:
  static constexpr int kStaleAfter = 10 * 60 * 1000;  ///< ms

  explicit SessionLock(const std::filesystem::path& file);
  /// At once. False: another window has it (owner() says which), or the folder cannot be written.
  bool take();
  void release() { m_lock.unlock(); }
  bool isTaken() const { return m_lock.isLocked(); }
  /// The time of change is now; call it about once a minute.
  void refresh();
  /// "process 1234 on host"; empty if it is not known.
  QString owner() const;

private:
  QString m_name;
  QLockFile m_lock;
};

}  // namespace vitrine::ui
