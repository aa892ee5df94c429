// The memory budget: what large buffers may hold together, so that a run ends with a sentence and not with the kernel's
// killer.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <vector>

namespace vitrine {

using Bytes = std::int64_t;

/// Bytes this process may use at all: physical memory, lowered by a cgroup limit if there is one.
Bytes physicalMemory();
/// Highest resident size of this process so far (VmHWM), in bytes; 0 where the system does not tell.
Bytes peakResidentMemory();

class PeakWatch;

/// Counts the bytes of all Buffers that charge it. Thread-safe.
class MemoryBudget {
public:
  explicit MemoryBudget(Bytes limit) : m_limit(limit) {}
  /// The budget of the whole process; starts at 75 % of physicalMemory().
  static MemoryBudget& process();

  void setLimit(Bytes limit) noexcept { m_limit = limit; }
  Bytes limit() const noexcept { return m_limit; }
  Bytes used() const noexcept { return m_used; }
  Bytes peak() const noexcept { return m_peak; }
  void resetPeak() noexcept { m_peak = m_used.load(); }

  /// @throws MemoryError when the limit would be passed; then nothing is charged.
  void charge(Bytes bytes);
  void release(Bytes bytes) noexcept { m_used -= bytes; }

private:
  friend class PeakWatch;
  std::atomic<Bytes> m_limit;
  std::atomic<Bytes> m_used{0};
  std::atomic<Bytes> m_peak{0};
  std::mutex m_watchMutex;
  std::vector<PeakWatch*> m_watches;
};

/// The highest charge of a budget while the watch lives. Several may overlap: jobs that run side by side.
class PeakWatch {
public:
  explicit PeakWatch(MemoryBudget& budget);
  ~PeakWatch();
  PeakWatch(const PeakWatch&) = delete;
  PeakWatch& operator=(const PeakWatch&) = delete;
  Bytes peak() const;

private:
  friend class MemoryBudget;
  MemoryBudget& m_budget;
  Bytes m_peak = 0;  ///< under the budget's m_watchMutex
};

}  // namespace vitrine
