// Sessions in the window: saving, opening, autosaves, and work that a crash left.
#pragma once

#include "app/session/autosave.hpp"
#include "app/session/session.hpp"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

class QThreadPool;

namespace vitrine::ui {

class MessageBar;
class Settings;
class Task;
class VitrineWindow;

/// What is open and set up in one window as a session file, and back. Files are read and written in the pool, on a
/// thread beyond those that checks may hold for minutes. Whatever changes is in an autosave at most 60 s later (the
/// preferences say how many) and after each finished check; it goes when the window is closed in good order.
class SessionControl : public QObject {
  Q_OBJECT

public:
  /// @param recovery  where work left by a crash is offered
  SessionControl(VitrineWindow* window, Settings* settings, QThreadPool* pool, MessageBar* recovery);
  ~SessionControl() override;

  /// The session file that is open; empty: none yet.
  const std::filesystem::path& file() const { return m_file; }
  /// Another window has it: it can be saved under another name only.
  bool isReadOnly() const { return m_isReadOnly; }
  bool hasChanges() const { return m_changes != m_savedChanges; }
  /// Input files that are not those the session was saved with.
  const QStringList& changedInputs() const { return m_changedInputs; }

  /// Reads the session, then opens its map; what was shown and found comes when the map is there.
  void open(const std::filesystem::path& file);
  /// Into its file; asks for a name if it has none that may be written.
  void save();
  void saveAs();
  void saveTo(const std::filesystem::path& file);
  /// While files of a session are missing: `found` is `missing`; others are looked for in the same folder.
  void useInstead(const std::filesystem::path& missing, const std::filesystem::path& found);

  /// Looks for autosaves whose process ended without removing them, and offers the newest.
  /// Twice, the second time after a few seconds, if the first look finds nothing.
  void offerLeftWork(bool isSecondLook = false);
  /// Something that a session keeps has changed.
  void noteChange();
  void autosaveNow();
  /// ms of the time in the preferences that are set aside for writing: an autosave that begins so much earlier is on
  /// the disk when the time is over, and that time is the most that a crash costs.
  static constexpr int kAutosaveWriting = 5000;
  /// Instead of what follows from the preferences, for tests.
  void setAutosaveInterval(int milliseconds);
  const std::filesystem::path& autosaveFile() const { return m_autosavePath; }
  /// Asks about changes of a named session. False: the window stays open.
  bool mayClose();

signals:
  /// Its map is loaded, everything is shown as it was.
  void opened();
  /// The session could not be read, or files it needs are missing (useInstead() goes on).
  void failed();
  void saved(bool written);
  void autosaved(bool written);
  /// Name, changes, or whether it may be written.
  void stateChanged();

private:
  struct Reading;
  Session capture() const;
  void read(const std::filesystem::path& file, std::optional<LeftWork> left);
  void openFound(std::shared_ptr<Reading> reading);
  void askForMissing();
  void showReady();
  void verifyHashes();
  void noteChangedInput(const std::filesystem::path& file);
  void forget();
  Task* write(Session session, const std::filesystem::path& file);
  void offerNext();
  int usualInterval() const;

  VitrineWindow* m_window;
  Settings* m_settings;
  QThreadPool* m_pool;
  MessageBar* m_recovery;

  std::filesystem::path m_file;
  std::shared_ptr<SessionLock> m_lock;
  bool m_isReadOnly = false;
  std::uint64_t m_changes = 0, m_savedChanges = 0, m_autosavedChanges = 0;

  std::shared_ptr<Reading> m_reading;  ///< a session whose map is not there yet
  Session m_opened;                    ///< as it was read: the hashes that files should have
  QStringList m_changedInputs;
  std::shared_ptr<FileHashes> m_hashes;

  QTimer m_tick, m_soon;
  std::optional<int> m_interval;  ///< ms; empty: as in the preferences
  std::unique_ptr<AutosaveFile> m_autosave;
  std::filesystem::path m_autosavePath;
  Task *m_writing = nullptr, *m_autosaving = nullptr;
  bool m_isDueAgain = false;  ///< the time for the next autosave came while one was being written
  bool m_hasToldFailure = false;
  std::vector<LeftWork> m_left;         ///< not answered yet
  std::optional<LeftWork> m_recovered;  ///< goes when this window has kept the same work itself
};

}  // namespace vitrine::ui
