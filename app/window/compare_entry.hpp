// The entry that the open one is compared with: its files, its results, and what measures it.
#pragma once

#include "app/session/session.hpp"
#include "app/window/run_progress.hpp"
#include "app/window/workspace.hpp"
#include "core/report/model.hpp"

#include <QElapsedTimer>
#include <QObject>
#include <QStringList>

#include <filesystem>
#include <memory>
#include <vector>

namespace vitrine::ui {

class CheckListModel;
class CheckRunner;
class Task;

/// B of a comparison: a map with its companions, the folder of a job, a session with what was found in it, or a report
/// (numbers and curves only). Knows no widget; works in the pool of the open entry's workspace.
class CompareEntry : public QObject {
  Q_OBJECT

public:
  /// @param a  the open entry; must outlive this
  explicit CompareEntry(Workspace* a, QObject* parent);
  ~CompareEntry() override;

  /// One map, several files whose roles are found, a folder, a session (.vitrine) or a report (.json). What was open is
  /// closed.
  void open(const std::vector<std::filesystem::path>& files);
  /// Runs these checks with the parameters of the entry. Memory that A's cache holds for nobody is given back first.
  void measure(const QStringList& ids);
  /// Opening and measuring; finished results stay.
  void stop();

  bool isOpening() const { return m_finding != nullptr || m_workspace->isLoading(); }
  bool isMeasuring() const { return m_preparing != nullptr || m_runner != nullptr; }
  /// Opened: a map with its level, or a report.
  bool isOpen() const { return m_report != nullptr || (m_workspace->map() != nullptr && !m_workspace->isLoading()); }
  /// As chosen: what the comparison calls B.
  const std::filesystem::path& file() const { return m_file; }
  Workspace* workspace() const { return m_workspace; }
  CheckListModel* checks() const { return m_checks; }
  /// Null unless B is a report.
  const std::shared_ptr<const ReportModel>& report() const { return m_report; }
  /// How the files were found, and what of a session is no longer true.
  const QStringList& notes() const { return m_notes; }

signals:
  /// The map and its level are there, or the report has been read.
  void opened();
  void failed(const QString& reason);
  void stopped();
  /// A result more, a level, or results that are no longer current.
  void resultsChanged();
  /// @param what  "Opening", "Checks: 2 of 5, about 3 s left"
  void progressed(double fraction, const QString& what);
  /// Opening or measuring has begun or ended.
  void busyChanged();

private:
  struct Found;
  void close();
  void show(const Found& found);
  void showSessionResults();
  void verifyHashes();
  void startRun(const QStringList& ids);
  void showRunProgress();

  Workspace *m_a, *m_workspace;
  CheckListModel* m_checks;
  std::filesystem::path m_file;
  std::shared_ptr<const ReportModel> m_report;
  QStringList m_notes;
  Session m_session;  ///< results and hashes of a session whose map is not there yet
  Task *m_finding = nullptr, *m_preparing = nullptr, *m_verifying = nullptr;
  CheckRunner* m_runner = nullptr;
  QStringList m_outdatedWhileRunning;
  RunProgress m_runProgress;
  QElapsedTimer m_runClock;
};

}  // namespace vitrine::ui
