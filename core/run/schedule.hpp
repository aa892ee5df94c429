// Order and admission of checks under the memory budget: plain arithmetic on sizes, no threads, no clock.
#pragma once

#include "core/checks/check.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

struct Job {
  std::string id;
  std::vector<ProductNeed> products;
  Bytes privatePeak = 0;
};

/// peak(job) = bytes of its products not yet resident + the largest buildPeak among those + privatePeak.
Bytes peakOf(const Job& job, const std::vector<ProductNeed>& resident);

/// Decides which waiting job may start now.
class Schedule {
public:
  Schedule(std::vector<Job> jobs, Bytes budget);
  struct Decision {
    std::optional<std::size_t> start;     ///< index of the job to start now
    std::vector<std::size_t> impossible;  ///< jobs whose peak exceeds the budget even alone
  };
  /// @param resident      what the cache holds
  /// @param pinnedBytes   what running jobs hold of it
  Decision next(const std::vector<ProductNeed>& resident, Bytes pinnedBytes) const;
  void started(std::size_t job);
  void finished(std::size_t job);
  bool allDone() const;
  const Job& job(std::size_t index) const { return m_jobs[index]; }

private:
  enum class State { Waiting, Running, Done };
  std::vector<Job> m_jobs;
  std::vector<State> m_states;
  Bytes m_budget;
};

}  // namespace vitrine
