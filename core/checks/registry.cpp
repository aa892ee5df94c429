#include "core/checks/registry.hpp"

#include "core/base/error.hpp"
#include "core/checks/planned.hpp"

#include <algorithm>
#include <sstream>

namespace vitrine {

#define VITRINE_CHECK(id, name) std::unique_ptr<Check> make##name##Check();
#define VITRINE_PLANNED(id, title, method)
#include "core/checks/registry.def"
#undef VITRINE_CHECK
#undef VITRINE_PLANNED

std::span<const std::unique_ptr<Check>> allChecks() {
  static const std::vector<std::unique_ptr<Check>> checks = [] {
    std::vector<std::unique_ptr<Check>> list;
#define VITRINE_CHECK(id, name) list.push_back(make##name##Check());
#define VITRINE_PLANNED(id, title, method) list.push_back(makePlannedCheck(id, title, method));
#include "core/checks/registry.def"
#undef VITRINE_CHECK
#undef VITRINE_PLANNED
    return list;
  }();
  return checks;
}

const Check* findCheck(std::string_view id) {
  const auto checks = allChecks();
  const auto found = std::ranges::find(checks, id, [](const auto& check) { return check->info().id; });
  return found == checks.end() ? nullptr : found->get();
}

std::vector<std::string> selectChecks(std::string_view list) {
  std::vector<bool> chosen(allChecks().size(), false);
  std::istringstream words{std::string(list)};
  for (std::string word; std::getline(words, word, ',');) {
    bool known = false;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
      const std::string_view id = allChecks()[i]->info().id;
      if (word == "all" || word == id || word == id.substr(0, id.find('.'))) chosen[i] = known = true;
    }
    if (!known)
      throw InputError("--checks: there is no check \"" + word + "\"; use ids like 0.a, levels 0 or 1, or all");
  }
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < chosen.size(); ++i)
    if (chosen[i]) ids.emplace_back(allChecks()[i]->info().id);
  if (ids.empty()) throw InputError("--checks: the list is empty; use ids like 0.a, levels 0 or 1, or all");
  return ids;
}

}  // namespace vitrine
