#include "app/runner/qt_executor.hpp"

#include "app/runner/pool_priority.hpp"

#include <QThreadPool>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <mutex>
#if defined(__SSE__)
#include <xmmintrin.h>
#endif

namespace vitrine::ui {
namespace {

/// One run(): shared with helpers, because a helper may get its thread long after run() has returned.
struct Batch {
  std::mutex mutex;
  std::condition_variable idle;
  const std::function<void(std::int64_t)>* job = nullptr;  // valid while an index is left or a job is running
  std::int64_t count = 0, next = 0, running = 0;
  std::int64_t failedAt = 0;
  std::exception_ptr failure;

  void work() {
    const FlushSubnormals flush;
    std::unique_lock lock(mutex);
    while (next < count) {
      const std::int64_t index = next++;
      ++running;
      lock.unlock();
      std::exception_ptr thrown;
      try {
        (*job)(index);
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      --running;
      if (thrown) {
        next = count;  // no new jobs; those below this index have already started, so the lowest failure is found
        if (!failure || index < failedAt) {
          failure = thrown;
          failedAt = index;
        }
      }
    }
    if (running == 0) idle.notify_all();
  }
};

}  // namespace

int QtExecutor::width() const { return std::max(1, m_pool.maxThreadCount()); }

void QtExecutor::run(std::int64_t count, const std::function<void(std::int64_t)>& job) {
  if (count <= 0) return;
  const auto batch = std::make_shared<Batch>();
  batch->job = &job;
  batch->count = count;
  const std::int64_t helpers = std::min<std::int64_t>(width(), count) - 1;
  for (std::int64_t i = 0; i < helpers; ++i)
    m_pool.start(
        [pool = &m_pool, batch] {
          adoptPriority(*pool);
          batch->work();
        },
        m_priority);
  batch->work();
  std::unique_lock lock(batch->mutex);
  batch->idle.wait(lock, [&] { return batch->running == 0; });
  if (batch->failure) std::rethrow_exception(batch->failure);
}

#if defined(__SSE__)
FlushSubnormals::FlushSubnormals() noexcept : m_before(_mm_getcsr()) {
  constexpr unsigned kFlushToZero = 0x8000, kDenormalsAreZero = 0x0040;  // bits of MXCSR
  _mm_setcsr(m_before | kFlushToZero | kDenormalsAreZero);
}
FlushSubnormals::~FlushSubnormals() { _mm_setcsr(m_before); }
#else
FlushSubnormals::FlushSubnormals() noexcept : m_before(0) {}
FlushSubnormals::~FlushSubnormals() = default;
#endif

}  // namespace vitrine::ui
