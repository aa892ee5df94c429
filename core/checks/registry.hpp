// All sixteen checks in report order.
#pragma once

#include "core/checks/check.hpp"

#include <span>

namespace vitrine {

/// In report order; lives as long as the program.
std::span<const std::unique_ptr<Check>> allChecks();
/// nullptr if there is none of this id.
const Check* findCheck(std::string_view id);
/// Ids selected by "0.a,1.e", "0", "1" or "all", in report order. @throws InputError naming the unknown word
std::vector<std::string> selectChecks(std::string_view list);

}  // namespace vitrine
