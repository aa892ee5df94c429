// A check that has its place in the report but no method in this version.
#pragma once

#include "core/checks/check.hpp"

namespace vitrine {

std::unique_ptr<Check> makePlannedCheck(std::string_view id, std::string_view title, std::string_view method);

}  // namespace vitrine
