#include "core/checks/check.hpp"

#include "core/base/error.hpp"

namespace vitrine {
namespace {

class BackgroundCheck final : public Check {
public:
  const CheckInfo& info() const override {
    static constexpr CheckInfo kInfo{.id = "0.c",
                                     .title = "Background analysis",
                                     .method = "Background analysis",
                                     .explanation = {},
                                     .criteria = {},
                                     .advice = {},
                                     .citation = {}};
    return kInfo;
  }
  Requirements requirements(const Inputs&) const override { return {}; }
  CheckResult run(const ValidationContext&, Progress&) const override {
    throw NotMeasurable("not implemented in this version");
  }
};

}  // namespace

std::unique_ptr<Check> makeBackgroundCheck() { return std::make_unique<BackgroundCheck>(); }

}  // namespace vitrine
