// Core's threads: the program's one QThreadPool behind core's Executor interface.
#pragma once

#include "core/base/parallel.hpp"

class QThreadPool;

namespace vitrine::ui {

/// Lends the threads of a pool. The thread that calls run() takes jobs too, so run() inside a job of the same pool
/// never waits for a free thread; jobs that find no free thread are done by the caller. Inside run() numbers
/// below 1.2e-38 count as zero (flush-to-zero), on every thread alike.
class QtExecutor final : public Executor {
public:
  static constexpr int kAheadOfNewChecks = 1;  ///< blocks of a running check before the next check
  static constexpr int kBehindChecks = -1;     ///< work that nobody waits for: blocks only where a thread is idle

  /// @param pool      must outlive the executor
  /// @param priority  in the pool, of the blocks handed to other threads
  explicit QtExecutor(QThreadPool& pool, int priority = kAheadOfNewChecks) : m_pool(pool), m_priority(priority) {}
  int width() const override;  ///< the pool's maximum, so --threads
  void run(std::int64_t count, const std::function<void(std::int64_t)>& job) override;

private:
  QThreadPool& m_pool;
  int m_priority;
};

/// Subnormal numbers are flushed to zero on this thread while the object lives: they cost a hundred times more and mean
/// nothing in a map.
class FlushSubnormals {
public:
  FlushSubnormals() noexcept;
  ~FlushSubnormals();
  FlushSubnormals(const FlushSubnormals&) = delete;
  FlushSubnormals& operator=(const FlushSubnormals&) = delete;

private:
  unsigned m_before;
};

}  // namespace vitrine::ui
