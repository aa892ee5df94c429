#include "core/checks/parameters.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

ParameterInfo infoOf(const Check& check, std::string_view name) {
  for (const ParameterInfo& info : check.parameters())
    if (info.name == name) return info;
  throw InputError("check " + std::string(check.info().id) + " has no parameter \"" + std::string(name) + "\"");
}

std::string textOf(const Inputs& inputs, const Check& check, const ParameterInfo& info) {
  const auto given = inputs.parameters.find(std::string(check.info().id) + "." + std::string(info.name));
  return given == inputs.parameters.end() ? std::string(info.defaultValue) : given->second;
}

std::string optionText(const Check& check, const ParameterInfo& info, const std::string& text) {
  return "--param " + std::string(check.info().id) + "." + std::string(info.name) + "=" + text;
}

}  // namespace

double parameterNumber(const Inputs& inputs, const Check& check, std::string_view name, double low, double high) {
  const ParameterInfo info = infoOf(check, name);
  const std::string text = textOf(inputs, check, info);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
    throw InputError(optionText(check, info, text) + ": not a number; give one between " + generalText(low) + " and " +
                     generalText(high));
  if (value < low || value > high)
    throw InputError(optionText(check, info, text) + ": must lie between " + generalText(low) + " and " +
                     generalText(high));
  return value;
}

std::string parameterWord(const Inputs& inputs, const Check& check, std::string_view name,
                          const std::vector<std::string>& words) {
  const ParameterInfo info = infoOf(check, name);
  const std::string text = textOf(inputs, check, info);
  if (std::ranges::find(words, text) != words.end()) return text;
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  throw InputError(optionText(check, info, text) + ": must be one of " + list);
}

std::vector<Parameter> usedParameters(const Inputs& inputs, const Check& check) {
  std::vector<Parameter> used;
  for (const ParameterInfo& info : check.parameters())
    used.push_back({std::string(info.name), textOf(inputs, check, info), std::string(info.defaultValue)});
  return used;
}

}  // namespace vitrine
