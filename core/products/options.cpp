#include "core/products/options.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"

#include <charconv>
#include <cmath>

namespace vitrine {

std::string optionText(const Inputs& inputs, const std::string& fullName, std::string_view defaultValue) {
  const auto given = inputs.parameters.find(fullName);
  return given == inputs.parameters.end() ? std::string(defaultValue) : given->second;
}

double optionNumber(const Inputs& inputs, const std::string& fullName, std::string_view defaultValue, double low,
                    double high) {
  const std::string text = optionText(inputs, fullName, defaultValue);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool isNumber = error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
  if (!isNumber || value < low || value > high)
    throw InputError("--param " + fullName + "=" + text + (isNumber ? ": out of range" : ": not a number") +
                     "; give one between " + generalText(low) + " and " + generalText(high));
  return value;
}

}  // namespace vitrine
