// Runs checks on the program's thread pool and tells the window, or the command line, how they are doing.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/context.hpp"

#include <QMetaType>
#include <QObject>
#include <QString>

#include <memory>
#include <string>
#include <vector>

class QThreadPool;
Q_DECLARE_METATYPE(vitrine::CheckResult)

namespace vitrine::ui {

/// One run of a list of checks over one context. Lives in one thread (the GUI's) and emits every signal there, so slots
/// need no locks; needs that thread's event loop. Which check starts when is decided by core's Schedule under the
/// process's memory budget. Start it once; a second run is a second object.
/// Destroying it stops what runs and waits for it (at most about a second).
class CheckRunner : public QObject {
  Q_OBJECT

public:
  /// @param ids   of registered checks, in report order
  /// @param pool  must outlive the runner; the context's executor should lend the same pool
  CheckRunner(std::shared_ptr<const ValidationContext> context, std::vector<std::string> ids, QThreadPool* pool,
              QObject* parent = nullptr);
  ~CheckRunner() override;

  /// Results come by signals, never from inside this call.
  void start();
  /// Stops everything; what has finished keeps its result, the rest ends as Status::Cancelled.
  void stop();
  void stop(const QString& id);
  bool isRunning() const;
  /// What has finished so far, in the order of the ids.
  std::vector<CheckResult> results() const;

signals:
  void checkStarted(const QString& id);
  /// At most 20 a second and check. @param fraction 0..1
  void checkProgress(const QString& id, double fraction, const QString& stage);
  /// A result that is not finished yet; at most 20 a second and check.
  void checkPartial(const QString& id, const vitrine::CheckResult& result);
  /// Once for every id: measured or not, cancelled, or not applicable.
  void checkFinished(const vitrine::CheckResult& result);
  void allFinished();

private:
  struct Job;
  struct Shared;
  void admit();
  void launch(std::size_t index);
  void finish(std::size_t index, CheckResult result);

  std::shared_ptr<const ValidationContext> m_context;
  QThreadPool* m_pool;
  std::vector<std::unique_ptr<Job>> m_jobs;
  std::unique_ptr<Shared> m_shared;
};

/// As a report says it: a cancelled, waiting or running check "could not be measured: cancelled".
CheckResult asReported(CheckResult result);

}  // namespace vitrine::ui
