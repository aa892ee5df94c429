#include "core/checks/planned.hpp"

namespace vitrine {
namespace {

class PlannedCheck final : public Check {
public:
  PlannedCheck(std::string_view id, std::string_view title, std::string_view method)
      : m_info{.id = id,
               .title = title,
               .method = method,
               .explanation = {},
               .criteria = {},
               .advice = {},
               .citation = {}} {}
  const CheckInfo& info() const override { return m_info; }
  Requirements requirements(const Inputs&) const override { return {}; }
  CheckResult run(const ValidationContext&, Progress&) const override {
    throw NotMeasurable("not implemented in this version");
  }

private:
  CheckInfo m_info;
};

}  // namespace

std::unique_ptr<Check> makePlannedCheck(std::string_view id, std::string_view title, std::string_view method) {
  return std::make_unique<PlannedCheck>(id, title, method);
}

}  // namespace vitrine
