// Work in the pool that tells the window how far it is and can be stopped.
#pragma once

#include "core/base/progress.hpp"

#include <QObject>
#include <QString>

#include <exception>
#include <functional>
#include <memory>

class QThreadPool;

namespace vitrine::ui {

/// One piece of work outside the GUI thread. Signals come in the GUI thread, never from inside start(). Destroying it
/// stops the work and waits for it (at most about 100 ms: work asks often whether to stop).
class Task : public QObject {
  Q_OBJECT

public:
  using Work = std::function<void(Task& task, Progress& progress)>;

  /// @param work  runs in another thread; whatever it throws ends in failed(), Cancelled in stopped()
  Task(QThreadPool* pool, Work work, QObject* parent);
  ~Task() override;

  /// @param priority  in the pool: below 0 behind the checks
  void start(int priority = 0);
  /// On a thread beyond the pool's number, so that it does not wait for checks: for short work on files only.
  void startAtOnce();
  void stop();
  bool isRunning() const;
  /// Stops, says nothing any more, goes away when the work has ended.
  void abandon();
  /// From the work: has `action` done in the GUI thread, in order, before the end is told; not at all once abandoned.
  void post(std::function<void()> action);

signals:
  /// At most 20 a second. @param fraction 0..1
  void progressed(double fraction, const QString& stage);
  void succeeded();
  void stopped();
  void failed(const std::exception_ptr& failure);
  /// After one of the three above.
  void ended();

private:
  struct Shared;
  class Runnable;
  std::unique_ptr<Shared> m;
};

/// The message of an exception, with all it was caused by: "outer: inner".
QString failureText(const std::exception_ptr& failure);

}  // namespace vitrine::ui
