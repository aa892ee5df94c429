#include "app/runner/check_runner.hpp"

#include "app/runner/pool_priority.hpp"
#include "app/runner/qt_executor.hpp"
#include "core/base/memory.hpp"
#include "core/checks/registry.hpp"
#include "core/run/guarded_run.hpp"
#include "core/run/schedule.hpp"

#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>

namespace vitrine::ui {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::int64_t kUpdateMilliseconds = 50;  // 20 updates a second

/// Lets through at most one call in kUpdateMilliseconds. Thread-safe.
class Throttle {
public:
  bool pass() noexcept {
    const std::int64_t now =
        std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now().time_since_epoch()).count();
    std::int64_t last = m_last.load(std::memory_order_relaxed);
    return now - last >= kUpdateMilliseconds && m_last.compare_exchange_strong(last, now);
  }

private:
  std::atomic<std::int64_t> m_last{0};
};

CheckResult cancelled(const Check& check) {
  CheckResult result = notMeasured(check, "cancelled");
  result.status = Status::Cancelled;
  return result;
}

}  // namespace

/// One check of the run. The worker only touches check, stop and sink; the rest belongs to the runner's thread.
struct CheckRunner::Job : ProgressSink {
  Job(CheckRunner& owner, const Check& c)
      : runner(owner),
        check(c),
        id(QString::fromUtf8(c.info().id.data(), static_cast<qsizetype>(c.info().id.size()))) {}

  void progress(double fraction, std::string_view stage) noexcept override {
    if (!progressThrottle.pass()) return;
    try {
      const QString text = QString::fromUtf8(stage.data(), static_cast<qsizetype>(stage.size()));
      post([this, fraction, text] { emit runner.checkProgress(id, fraction, text); });
    } catch (...) {  // no memory for a message: the work itself goes on
    }
  }
  void partial(const CheckResult& unfinished) noexcept override {
    if (!partialThrottle.pass()) return;
    try {
      post([this, copy = unfinished] { emit runner.checkPartial(id, copy); });
    } catch (...) {
    }
  }
  template <class Emit>
  void post(Emit&& emission) {
    QMetaObject::invokeMethod(
        &runner,
        [this, emission = std::forward<Emit>(emission)] {
          if (!result) emission();  // late news of a finished check
        },
        Qt::QueuedConnection);
  }

  CheckRunner& runner;
  const Check& check;
  const QString id;
  std::stop_source stop;
  Throttle progressThrottle, partialThrottle;
  bool launched = false;
  std::optional<CheckResult> result;
};

struct CheckRunner::Shared {
  std::optional<Schedule> schedule;
  bool started = false, ended = false;
  // Jobs handed to the pool, started or queued; the destructor waits until none is left.
  std::mutex mutex;
  std::condition_variable idle;
  int workers = 0;
};

CheckRunner::CheckRunner(std::shared_ptr<const ValidationContext> context, std::vector<std::string> ids,
                         QThreadPool* pool, QObject* parent)
    : QObject(parent), m_context(std::move(context)), m_pool(pool), m_shared(std::make_unique<Shared>()) {
  qRegisterMetaType<vitrine::CheckResult>("vitrine::CheckResult");
  for (const std::string& id : ids) {
    const Check* check = findCheck(id);
    if (check == nullptr) throw InputError("there is no check \"" + id + "\"");
    m_jobs.push_back(std::make_unique<Job>(*this, *check));
  }
}

CheckRunner::~CheckRunner() {
  for (const auto& job : m_jobs) job->stop.request_stop();
  std::unique_lock lock(m_shared->mutex);
  m_shared->idle.wait(lock, [this] { return m_shared->workers == 0; });
}

void CheckRunner::start() {
  if (m_shared->started) return;
  m_shared->started = true;
  std::vector<vitrine::Job> plan;
  for (const auto& job : m_jobs) {
    vitrine::Job planned{std::string(job->check.info().id), {}};
    try {
      Requirements requirements = job->check.requirements(m_context->inputs());
      if (!requirements.doesNotApply.empty()) {
        Progress nobody;
        job->result = guardedRun(job->check, *m_context, nobody);  // returns at once with the reason
      }
      planned.products = std::move(requirements.products);
      planned.privatePeak = requirements.privatePeak;
      planned.buildsFirst = requirements.buildsFirst;
    } catch (const std::exception& error) {
      job->result = notMeasured(job->check, error.what());
    }
    plan.push_back(std::move(planned));
  }
  m_shared->schedule.emplace(std::move(plan), MemoryBudget::process().limit());
  QMetaObject::invokeMethod(
      this,
      [this] {
        for (std::size_t i = 0; i < m_jobs.size(); ++i) {
          if (!m_jobs[i]->result) continue;
          m_shared->schedule->finished(i);
          emit checkFinished(*m_jobs[i]->result);
        }
        admit();
      },
      Qt::QueuedConnection);
}

void CheckRunner::stop() {
  for (const auto& job : m_jobs) job->stop.request_stop();
  QMetaObject::invokeMethod(
      this, [this] { admit(); }, Qt::QueuedConnection);
}

void CheckRunner::stop(const QString& id) {
  for (const auto& job : m_jobs)
    if (job->id == id) job->stop.request_stop();
  QMetaObject::invokeMethod(
      this, [this] { admit(); }, Qt::QueuedConnection);
}

bool CheckRunner::isRunning() const { return m_shared->started && !m_shared->ended; }

std::vector<CheckResult> CheckRunner::results() const {
  std::vector<CheckResult> finished;
  for (const auto& job : m_jobs)
    if (job->result) finished.push_back(*job->result);
  return finished;
}

/// Starts what may start now; ends what cannot or shall not.
void CheckRunner::admit() {
  if (!m_shared->schedule || m_shared->ended) return;
  Schedule& schedule = *m_shared->schedule;
  for (std::size_t i = 0; i < m_jobs.size(); ++i) {
    if (m_jobs[i]->launched || m_jobs[i]->result || !m_jobs[i]->stop.stop_requested()) continue;
    schedule.finished(i);
    finish(i, cancelled(m_jobs[i]->check));
  }
  const ProductCache& cache = m_context->cache();
  while (!m_shared->ended) {
    const std::vector<ProductNeed> resident = cache.resident();
    const Schedule::Decision decision = schedule.next(resident, cache.pinnedBytes());
    for (const std::size_t index : decision.impossible) {
      schedule.finished(index);
      const MemoryError refusal(peakOf(schedule.job(index), {}), MemoryBudget::process().limit());
      finish(index, notMeasured(m_jobs[index]->check, refusal.what()));
    }
    if (decision.start) {
      launch(*decision.start);
      continue;
    }
    if (decision.impossible.empty()) break;
  }
  const bool done = std::all_of(m_jobs.begin(), m_jobs.end(), [](const auto& job) { return job->result.has_value(); });
  if (done && !m_shared->ended) {
    m_shared->ended = true;
    emit allFinished();
  }
}

void CheckRunner::launch(std::size_t index) {
  Job& job = *m_jobs[index];
  m_shared->schedule->started(index, m_context->cache().resident());
  job.launched = true;
  emit checkStarted(job.id);
  {
    const std::scoped_lock lock(m_shared->mutex);
    ++m_shared->workers;
  }
  m_pool->start([this, index, &job] {
    adoptPriority(*m_pool);
    std::optional<CheckResult> result;
    try {
      const FlushSubnormals flush;
      Progress progress(&job, job.stop.get_token());
      progress.throwIfStopped();
      result = guardedRun(job.check, *m_context, progress);
    } catch (const Cancelled&) {
      result = cancelled(job.check);
    } catch (const std::exception& error) {
      result = notMeasured(job.check, error.what());
    }
    QMetaObject::invokeMethod(
        this,
        [this, index, ended = std::move(*result)]() mutable {
          m_shared->schedule->finished(index);
          finish(index, std::move(ended));
          admit();
        },
        Qt::QueuedConnection);
    const std::scoped_lock lock(m_shared->mutex);
    if (--m_shared->workers == 0) m_shared->idle.notify_all();
  });
}

void CheckRunner::finish(std::size_t index, CheckResult result) {
  m_jobs[index]->result = std::move(result);
  emit checkFinished(*m_jobs[index]->result);
}

CheckResult asReported(CheckResult result) {
  if (result.status == Status::Cancelled || result.status == Status::Waiting || result.status == Status::Running) {
    result.status = Status::CouldNotBeMeasured;
    result.reason = "cancelled";
  }
  return result;
}

}  // namespace vitrine::ui
