// Parameters of checks: --param 0.c.effect_limit=0.1 -> a number within limits, or one of a few words.
#pragma once

#include "core/checks/check.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// The parameter `name` of the check as a number.
/// @throws InputError naming parameter, value and limits if it is no number or outside [low, high]
double parameterNumber(const Inputs& inputs, const Check& check, std::string_view name, double low, double high);

/// The parameter `name` of the check as one of `words`. @throws InputError listing the words
std::string parameterWord(const Inputs& inputs, const Check& check, std::string_view name,
                          const std::vector<std::string>& words);

/// All parameters of the check as used, in the order of check.parameters(). guardedRun fills CheckResult::parameters
/// with them.
std::vector<Parameter> usedParameters(const Inputs& inputs, const Check& check);

/// Why no check takes the parameter "0.c.effect_limit" with the value it has in `inputs`, in the check's own words;
/// empty if it does. The check's run() is begun and stopped before its first product, so nothing is read or computed:
/// microseconds.
std::string parameterProblem(const Inputs& inputs, const std::string& fullName);

/// Those whose value is not the default of a check; unknown names stay.
std::map<std::string, std::string> withoutDefaults(const std::map<std::string, std::string>& parameters);

}  // namespace vitrine
