#include "core/base/memory.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"

#include <unistd.h>
#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

namespace vitrine {
namespace {

/// The cgroup limit of this process, or a huge number. Version 2 first, then version 1.
Bytes cgroupLimit() {
  for (const char* path : {"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"}) {
    std::ifstream file(path);
    Bytes value = 0;
    if (file >> value && value > 0) return value;  // the text "max" fails to parse: no limit
  }
  return std::numeric_limits<Bytes>::max();
}

std::string gib(Bytes bytes) {
  return fixedText(static_cast<double>(bytes) / (1024.0 * 1024.0 * 1024.0), bytes < (1LL << 30) ? 3 : 1) + " GiB";
}

}  // namespace

MemoryError::MemoryError(Bytes neededBytes, Bytes allowedBytes)
    : Error("needs " + gib(neededBytes) + ", " + gib(std::max<Bytes>(allowedBytes, 0)) + " allowed (--memory)"),
      m_needed(neededBytes),
      m_allowed(allowedBytes) {}

Bytes physicalMemory() {
  const Bytes physical = static_cast<Bytes>(sysconf(_SC_PHYS_PAGES)) * static_cast<Bytes>(sysconf(_SC_PAGE_SIZE));
  return std::min(physical, cgroupLimit());
}

Bytes peakResidentMemory() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    Bytes kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib * 1024;
  }
  return 0;
}

MemoryBudget& MemoryBudget::process() {
  static MemoryBudget budget(physicalMemory() / 4 * 3);
  return budget;
}

void MemoryBudget::charge(Bytes bytes) {
  const Bytes now = m_used.fetch_add(bytes) + bytes;
  if (now > m_limit) {
    m_used -= bytes;
    throw MemoryError(now, m_limit);
  }
  Bytes peak = m_peak;
  while (now > peak && !m_peak.compare_exchange_weak(peak, now)) {
  }
  const std::scoped_lock lock(m_watchMutex);
  for (PeakWatch* watch : m_watches) watch->m_peak = std::max(watch->m_peak, now);
}

PeakWatch::PeakWatch(MemoryBudget& budget) : m_budget(budget) {
  const std::scoped_lock lock(budget.m_watchMutex);
  m_peak = budget.used();
  budget.m_watches.push_back(this);
}

PeakWatch::~PeakWatch() {
  const std::scoped_lock lock(m_budget.m_watchMutex);
  std::erase(m_budget.m_watches, this);
}

Bytes PeakWatch::peak() const {
  const std::scoped_lock lock(m_budget.m_watchMutex);
  return m_peak;
}

}  // namespace vitrine
