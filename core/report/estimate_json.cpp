#include "core/report/estimate_json.hpp"

#include "core/base/version.hpp"
#include "core/report/json_text.hpp"

namespace vitrine {
namespace {

constexpr double kGiB = 0x1p30;

}  // namespace

std::string estimateJson(const RunEstimate& run, int threads) {
  nlohmann::ordered_json checks = nlohmann::ordered_json::array();
  for (const CheckEstimate& check : run.checks) {
    const bool runs = check.doesNotApply.empty() && check.fits;
    nlohmann::ordered_json row{{"id", check.id}, {"title", check.title}, {"runs", runs}};
    row["reason"] = check.fits ? check.doesNotApply : "needs more memory than allowed";
    row["seconds"] = runs ? nlohmann::ordered_json(check.seconds) : nullptr;
    row["peak_gib"] =
        check.doesNotApply.empty() ? nlohmann::ordered_json(static_cast<double>(check.peak) / kGiB) : nullptr;
    checks.push_back(std::move(row));
  }
  return prettyJson({{"schema", "vitrine-estimate/1"},
                     {"version", kVersion},
                     {"threads", threads},
                     {"budget_gib", static_cast<double>(run.budget) / kGiB},
                     {"seconds", run.seconds},
                     {"peak_gib", static_cast<double>(run.peak) / kGiB},
                     {"checks", checks}});
}

}  // namespace vitrine
