#include "core/checks/parameters.hpp"

#include "core/base/error.hpp"
#include "core/products/options.hpp"

#include <algorithm>

namespace vitrine {
namespace {

ParameterInfo infoOf(const Check& check, std::string_view name) {
  for (const ParameterInfo& info : check.parameters())
    if (info.name == name) return info;
  throw InputError("check " + std::string(check.info().id) + " has no parameter \"" + std::string(name) + "\"");
}

std::string fullNameOf(const Check& check, std::string_view name) {
  return std::string(check.info().id) + "." + std::string(name);
}

}  // namespace

double parameterNumber(const Inputs& inputs, const Check& check, std::string_view name, double low, double high) {
  return optionNumber(inputs, fullNameOf(check, name), infoOf(check, name).defaultValue, low, high);
}

std::string parameterWord(const Inputs& inputs, const Check& check, std::string_view name,
                          const std::vector<std::string>& words) {
  const std::string text = optionText(inputs, fullNameOf(check, name), infoOf(check, name).defaultValue);
  if (std::ranges::find(words, text) != words.end()) return text;
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  throw InputError("--param " + fullNameOf(check, name) + "=" + text + ": must be one of " + list);
}

std::vector<Parameter> usedParameters(const Inputs& inputs, const Check& check) {
  std::vector<Parameter> used;
  for (const ParameterInfo& info : check.parameters())
    used.push_back({std::string(info.name), optionText(inputs, fullNameOf(check, info.name), info.defaultValue),
                    std::string(info.defaultValue)});
  return used;
}

}  // namespace vitrine
