#include "core/run/estimate.hpp"

#include "core/checks/registry.hpp"
#include "core/run/costs.hpp"
#include "core/run/schedule.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace vitrine {
namespace {

std::string_view productName(std::string_view key) { return key.substr(0, key.find(':')); }

double unpackingSeconds(const InputMap& map) {
  const bool isCompressed = map.info.compression != Compression::None;
  const auto bytes = static_cast<double>(map.info.grid.voxels()) * sizeof(float);
  return 1e-9 * unpackingNsPerByte(isCompressed) * bytes;
}

/// Adds up processor time; a product counts for the first that needs it.
class CostSum {
public:
  explicit CostSum(const Inputs& inputs) : m_inputs(inputs), m_voxels(static_cast<double>(inputs.grid().voxels())) {}

  double ofCheck(std::string_view id, const std::vector<ProductNeed>& products) {
    double seconds = ownSeconds(costOfCheck(id, m_inputs.half1.has_value()));
    for (const ProductNeed& product : products) seconds += ofProduct(productName(product.key));
    return seconds;
  }

private:
  double ofProduct(std::string_view name) {
    if (!m_counted.insert(std::string(name)).second) return 0;
    const Cost cost = costOf(name);
    if (m_counted.contains(std::string(cost.comesWith))) return 0;
    double seconds = ownSeconds(cost);
    for (const std::string_view needed : cost.needs)
      if (!needed.empty()) seconds += ofProduct(needed);
    return seconds;
  }

  double ownSeconds(const Cost& cost) const {
    double seconds = std::min(cost.mostSeconds, cost.fixedSeconds + 1e-9 * cost.nsPerVoxel * m_voxels) +
                     cost.mapReads * unpackingSeconds(m_inputs.map);
    for (const auto* half : {&m_inputs.half1, &m_inputs.half2})
      if (*half) seconds += cost.halfMapReads * unpackingSeconds(**half);
    return seconds;
  }

  const Inputs& m_inputs;
  double m_voxels;
  std::set<std::string> m_counted;
};

bool readsHalfMaps(const std::vector<ProductNeed>& products) {
  return std::ranges::any_of(products, [](const ProductNeed& p) { return p.key.starts_with("half-map"); });
}

/// Why a check will end at once; empty if it will run.
std::string whyNot(const Check& check, const Inputs& inputs, const Requirements& requirements) {
  if (!requirements.doesNotApply.empty()) return requirements.doesNotApply;
  if (check.info().explanation.empty()) return "not implemented in this version";
  if (readsHalfMaps(requirements.products)) return inputs.halfMapsProblem;
  return {};
}

/// What the products of all jobs hold together, and the most that building and running may need beside them: one build
/// for each of two jobs that run side by side, the private parts of all.
Bytes peakOfAll(const std::vector<Job>& jobs, int threads, Bytes budget) {
  std::map<std::string, ProductNeed> products;
  Bytes sum = 0, largestAlone = 0;
  for (const Job& job : jobs) {
    sum += job.privatePeak;
    largestAlone = std::max(largestAlone, peakOf(job, {}));
    for (const ProductNeed& product : job.products) {
      const auto [at, isNew] = products.emplace(product.key, product);
      if (!isNew) at->second.buildPeak = std::max(at->second.buildPeak, product.buildPeak);
    }
  }
  std::vector<Bytes> builds;
  for (const auto& [key, product] : products) {
    sum += product.bytes;
    builds.push_back(product.buildPeak);
  }
  std::ranges::sort(builds, std::ranges::greater{});
  for (std::size_t i = 0; i < std::min<std::size_t>(builds.size(), threads > 1 ? 2 : 1); ++i) sum += builds[i];
  // The schedule keeps a run within the budget: what does not fit is evicted or waits.
  return std::min(sum, std::max(budget, largestAlone));
}

}  // namespace

RunEstimate estimateRun(const Inputs& inputs, const std::vector<std::string>& ids, int threads, Bytes budget) {
  RunEstimate run;
  run.budget = budget;
  CostSum costs(inputs);
  std::vector<Job> jobs;
  for (const std::string& id : ids) {
    const Check* check = findCheck(id);
    if (check == nullptr) throw InputError("there is no check \"" + id + "\"");
    CheckEstimate estimate{
        .id = id, .title = std::string(check->info().title), .seconds = 0, .peak = 0, .doesNotApply = {}, .fits = true};
    const Requirements requirements = check->requirements(inputs);
    estimate.doesNotApply = whyNot(*check, inputs, requirements);
    if (estimate.doesNotApply.empty()) {
      const Job job{id, requirements.products, requirements.privatePeak, requirements.buildsFirst};
      estimate.peak = peakOf(job, {});
      estimate.fits = estimate.peak <= budget;
      if (estimate.fits) {
        estimate.seconds = onThreads(costs.ofCheck(id, requirements.products), threads);
        run.seconds += estimate.seconds;
        jobs.push_back(job);
      }
    }
    run.checks.push_back(std::move(estimate));
  }
  run.peak = peakOfAll(jobs, threads, budget);
  return run;
}

}  // namespace vitrine
