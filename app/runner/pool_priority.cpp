#include "app/runner/pool_priority.hpp"

#include "core/base/thread_niceness.hpp"

#include <QThreadPool>

namespace vitrine::ui {

void adoptPriority(const QThreadPool& pool) noexcept {
  if (pool.threadPriority() == QThread::LowPriority) yieldTo(kNicenessOfWork);
}

}  // namespace vitrine::ui
