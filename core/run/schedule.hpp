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
  bool buildsFirst = false;  ///< Requirements::buildsFirst
};

/// peak(job) = bytes of its products not yet resident + the largest buildPeak among those + privatePeak; the larger of
/// the two last where the job builds first.
Bytes peakOf(const Job& job, const std::vector<ProductNeed>& resident);

/// A job with a peak up to this may run beside anything.
inline constexpr Bytes kSmallJob = Bytes{256} << 20;

/// Decides which waiting job may start now.
///
/// Registry order (the order of `jobs`), except that a job whose products are all resident goes before one that would
/// evict something. A job is admitted when all products of the running jobs and its own, their transient peaks and what
/// others pin fit the budget. A job whose peak passes half the budget has the pool for itself and small jobs.
/// When nothing runs and nothing is admitted (others pin too much), the first that fits alone starts all the same: it
/// ends with a sentence about memory instead of waiting for ever.
class Schedule {
public:
  Schedule(std::vector<Job> jobs, Bytes budget);
  struct Decision {
    std::optional<std::size_t> start;     ///< index of the job to start now
    std::vector<std::size_t> impossible;  ///< waiting jobs whose peak exceeds the budget even alone: report, finished()
  };
  /// @param resident     what the cache holds
  /// @param pinnedBytes  what is pinned of it, by running jobs and by others
  Decision next(const std::vector<ProductNeed>& resident, Bytes pinnedBytes) const;
  /// @param resident  what the cache held when the job started: decides whether it is exclusive
  void started(std::size_t job, const std::vector<ProductNeed>& resident = {});
  void finished(std::size_t job);
  bool allDone() const;
  const Job& job(std::size_t index) const { return m_jobs[index]; }
  Bytes budget() const { return m_budget; }

private:
  enum class State { Waiting, Running, Done };
  bool mayRunBeside(Bytes peak) const;
  bool fits(std::size_t candidate, const std::vector<ProductNeed>& resident, Bytes pinnedBytes) const;
  bool evicts(std::size_t candidate, const std::vector<ProductNeed>& resident) const;

  std::vector<Job> m_jobs;
  std::vector<State> m_states;
  std::vector<Bytes> m_peaks;  ///< of running jobs, as they started
  Bytes m_budget;
};

}  // namespace vitrine
