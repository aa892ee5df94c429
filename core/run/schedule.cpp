#include "core/run/schedule.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace vitrine {
namespace {

bool contains(const std::vector<ProductNeed>& list, const std::string& key) {
  return std::ranges::find(list, key, &ProductNeed::key) != list.end();
}

/// What a job needs beyond its products while it builds the missing ones and runs.
Bytes transientPeak(const Job& job, const std::vector<ProductNeed>& resident) {
  Bytes largest = 0;
  for (const ProductNeed& product : job.products)
    if (!contains(resident, product.key)) largest = std::max(largest, product.buildPeak);
  return job.buildsFirst ? std::max(largest, job.privatePeak) : largest + job.privatePeak;
}

Bytes missingBytes(const Job& job, const std::vector<ProductNeed>& resident) {
  std::map<std::string, Bytes> missing;  // by key: a product named twice is built once
  for (const ProductNeed& product : job.products)
    if (!contains(resident, product.key)) missing[product.key] = product.bytes;
  Bytes sum = 0;
  for (const auto& [key, bytes] : missing) sum += bytes;
  return sum;
}

}  // namespace

Bytes peakOf(const Job& job, const std::vector<ProductNeed>& resident) {
  return missingBytes(job, resident) + transientPeak(job, resident);
}

Schedule::Schedule(std::vector<Job> jobs, Bytes budget)
    : m_jobs(std::move(jobs)), m_states(m_jobs.size(), State::Waiting), m_peaks(m_jobs.size(), 0), m_budget(budget) {}

Schedule::Decision Schedule::next(const std::vector<ProductNeed>& resident, Bytes pinnedBytes) const {
  Decision decision;
  std::vector<std::size_t> waiting;
  bool somethingRuns = false;
  for (std::size_t i = 0; i < m_jobs.size(); ++i) {
    somethingRuns = somethingRuns || m_states[i] == State::Running;
    if (m_states[i] != State::Waiting) continue;
    if (peakOf(m_jobs[i], {}) > m_budget)
      decision.impossible.push_back(i);
    else
      waiting.push_back(i);
  }

  std::vector<std::size_t> admitted;
  for (const std::size_t i : waiting)
    if (mayRunBeside(peakOf(m_jobs[i], resident)) && fits(i, resident, pinnedBytes)) admitted.push_back(i);
  if (admitted.empty()) {
    if (!somethingRuns && !waiting.empty()) decision.start = waiting.front();
    return decision;
  }
  decision.start = admitted.front();
  if (evicts(admitted.front(), resident)) {
    const auto ready =
        std::ranges::find_if(admitted, [&](std::size_t i) { return missingBytes(m_jobs[i], resident) == 0; });
    if (ready != admitted.end()) decision.start = *ready;
  }
  return decision;
}

bool Schedule::mayRunBeside(Bytes peak) const {
  const bool isExclusive = peak > m_budget / 2;
  for (std::size_t i = 0; i < m_jobs.size(); ++i) {
    if (m_states[i] != State::Running) continue;
    if (peak < kSmallJob || m_peaks[i] < kSmallJob) continue;
    if (isExclusive || m_peaks[i] > m_budget / 2) return false;
  }
  return true;
}

bool Schedule::fits(std::size_t candidate, const std::vector<ProductNeed>& resident, Bytes pinnedBytes) const {
  std::map<std::string, Bytes> products;  // of the running jobs and the candidate: each counts once
  Bytes sum = 0;
  for (std::size_t i = 0; i < m_jobs.size(); ++i) {
    if (i != candidate && m_states[i] != State::Running) continue;
    for (const ProductNeed& product : m_jobs[i].products) products[product.key] = product.bytes;
    sum += transientPeak(m_jobs[i], resident);
  }
  Bytes residentOfThese = 0;
  for (const auto& [key, bytes] : products) {
    sum += bytes;
    if (contains(resident, key)) residentOfThese += bytes;
  }
  // Pinned beyond what these jobs can pin is held by others, the window for instance.
  return sum + std::max<Bytes>(0, pinnedBytes - residentOfThese) <= m_budget;
}

bool Schedule::evicts(std::size_t candidate, const std::vector<ProductNeed>& resident) const {
  Bytes sum = peakOf(m_jobs[candidate], resident);
  for (const ProductNeed& product : resident) sum += product.bytes;
  for (std::size_t i = 0; i < m_jobs.size(); ++i)
    if (m_states[i] == State::Running) sum += peakOf(m_jobs[i], resident);
  return sum > m_budget;
}

void Schedule::started(std::size_t job, const std::vector<ProductNeed>& resident) {
  m_states[job] = State::Running;
  m_peaks[job] = peakOf(m_jobs[job], resident);
}

void Schedule::finished(std::size_t job) { m_states[job] = State::Done; }

bool Schedule::allDone() const {
  return std::ranges::all_of(m_states, [](State state) { return state == State::Done; });
}

}  // namespace vitrine
