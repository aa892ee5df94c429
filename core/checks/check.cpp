#include "core/checks/check.hpp"

#include "core/base/error.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vitrine {

double numberParameter(const Check& check, const Inputs& inputs, std::string_view name) {
  const std::string fullName = std::string(check.info().id) + "." + std::string(name);
  const std::vector<ParameterInfo> known = check.parameters();
  const auto parameter = std::ranges::find(known, name, &ParameterInfo::name);
  const auto given = inputs.parameters.find(fullName);
  const std::string text = given != inputs.parameters.end() ? given->second
                           : parameter != known.end()       ? std::string(parameter->defaultValue)
                                                            : std::string();
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    throw InputError("--param " + fullName + ": \"" + text + "\" is not a number; use for example " + fullName + "=" +
                     (parameter != known.end() ? std::string(parameter->defaultValue) : "1"));
  return value;
}

}  // namespace vitrine
