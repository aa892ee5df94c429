#include "core/base/thread_niceness.hpp"

#if defined(__linux__)
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace vitrine {

#if defined(__linux__)
// Linux counts niceness by thread: "process" means the thread whose id is given.
int threadNiceness() noexcept { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); }

void yieldTo(int niceness) noexcept {
  if (threadNiceness() < niceness) setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), niceness);
}
#else
int threadNiceness() noexcept { return 0; }
void yieldTo(int) noexcept {}
#endif

}  // namespace vitrine
