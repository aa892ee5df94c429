#include "app/window/task.hpp"

#include "app/runner/pool_priority.hpp"
#include "core/base/error.hpp"

#include <QElapsedTimer>
#include <QRunnable>
#include <QSemaphore>
#include <QThreadPool>

#include <atomic>
#include <mutex>
#include <new>

namespace vitrine::ui {

struct Task::Shared final : ProgressSink {
  Shared(Task* owner, QThreadPool* threadPool, Work toDo) : task(owner), pool(threadPool), work(std::move(toDo)) {
    clock.start();
  }

  void progress(double fraction, std::string_view stage) noexcept override {
    constexpr qint64 kBetween = 50;  // ms: more than 20 a second nobody can read
    qint64 before = lastTold;
    const qint64 now = clock.elapsed();
    if (now - before < kBetween || !lastTold.compare_exchange_strong(before, now)) return;
    try {
      task->post(
          [owner = task, fraction, text = QString::fromUtf8(stage.data(), static_cast<qsizetype>(stage.size()))] {
            if (owner->isRunning()) emit owner->progressed(fraction, text);
          });
    } catch (const std::bad_alloc&) {
      // A missed step of a progress bar.
    }
  }

  Task* task;
  QThreadPool* pool;
  Work work;
  std::stop_source stop;
  QElapsedTimer clock;
  std::atomic<qint64> lastTold{-1000};
  std::atomic<bool> isAbandoned = false;
  bool isRunning = false, hasStarted = false;
  QSemaphore done;
  std::unique_ptr<Runnable> runnable;
};

class Task::Runnable final : public QRunnable {
public:
  explicit Runnable(Shared& shared) : m_shared(shared) { setAutoDelete(false); }

  void run() override {
    adoptPriority(*m_shared.pool);
    std::exception_ptr failure;
    bool isStopped = false;
    Progress progress(&m_shared, m_shared.stop.get_token());
    try {
      m_shared.work(*m_shared.task, progress);
    } catch (const Cancelled&) {
      isStopped = true;
    } catch (...) {
      failure = std::current_exception();
    }
    QMetaObject::invokeMethod(
        m_shared.task, [task = m_shared.task, failure, isStopped] { end(task, failure, isStopped); },
        Qt::QueuedConnection);
    m_shared.done.release();
  }

private:
  static void end(Task* task, const std::exception_ptr& failure, bool isStopped) {
    task->m->isRunning = false;
    if (task->m->isAbandoned) {
      task->deleteLater();
      return;
    }
    if (isStopped)
      emit task->stopped();
    else if (failure)
      emit task->failed(failure);
    else
      emit task->succeeded();
    emit task->ended();
  }

  Shared& m_shared;
};

Task::Task(QThreadPool* pool, Work work, QObject* parent)
    : QObject(parent), m(std::make_unique<Shared>(this, pool, std::move(work))) {
  m->runnable = std::make_unique<Runnable>(*m);
}

Task::~Task() {
  if (!m->hasStarted) return;
  m->isAbandoned = true;
  m->stop.request_stop();
  if (!m->pool->tryTake(m->runnable.get())) m->done.acquire();
}

void Task::start(int priority) {
  m->isRunning = m->hasStarted = true;
  m->pool->start(m->runnable.get(), priority);
}

void Task::startAtOnce() {
  m->isRunning = m->hasStarted = true;
  m->pool->reserveThread();
  m->pool->startOnReservedThread(m->runnable.get());
}

void Task::stop() { m->stop.request_stop(); }

bool Task::isRunning() const { return m->isRunning; }

void Task::abandon() {
  m->isAbandoned = true;
  m->stop.request_stop();
  if (!m->isRunning) deleteLater();
}

void Task::post(std::function<void()> action) {
  QMetaObject::invokeMethod(
      this,
      [this, action = std::move(action)] {
        if (!m->isAbandoned) action();
      },
      Qt::QueuedConnection);
}

QString failureText(const std::exception_ptr& failure) {
  try {
    std::rethrow_exception(failure);
  } catch (const std::bad_alloc&) {
    return QObject::tr("there is not enough memory; close other programs or raise the limit in the preferences");
  } catch (const std::exception& error) {
    QString text = QString::fromStdString(error.what());
    try {
      std::rethrow_if_nested(error);
    } catch (...) {
      text += QStringLiteral(": ") + failureText(std::current_exception());
    }
    return text;
  } catch (...) {
    return QObject::tr("unknown failure");
  }
}

}  // namespace vitrine::ui
