#include "core/checks/check.hpp"
#include "core/checks/registry.hpp"
#include "core/products/maps.hpp"

#include "core/base/error.hpp"

namespace vitrine {

std::unique_ptr<Check> makeBFactorCheck();

namespace {

constexpr CheckInfo kInfo{
    .id = "0.d",
    .title = "B-factor analysis",
    .method = "Guinier",
    .explanation = "",
    .criteria = "",
    .advice = "",
    .citation = "Rosenthal and Henderson 2003, doi:10.1016/j.jmb.2003.07.013",
};

class BFactorCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    requirements.products = {need<FullMap>(inputs)};
    if (!inputs.resolution) requirements.doesNotApply = "no resolution was reported";
    return requirements;
  }
  CheckResult run(const ValidationContext&, Progress&) const override { throw NotMeasurable("under construction"); }
};

}  // namespace

std::unique_ptr<Check> makeBFactorCheck() { return std::make_unique<BFactorCheck>(); }

}  // namespace vitrine
