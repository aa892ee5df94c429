#include "core/checks/parameters.hpp"

#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/products/options.hpp"

#include <algorithm>
#include <stop_token>
#include <utility>

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

/// "0.c.effect_limit" as check and name; no check if there is no such.
std::pair<const Check*, std::string> ownerOf(const std::string& fullName) {
  const auto dot = fullName.rfind('.');
  if (dot == std::string::npos) return {nullptr, fullName};
  return {findCheck(fullName.substr(0, dot)), fullName.substr(dot + 1)};
}

/// The same with what any check asks for before it looks at its parameters: half maps and a resolution. Nothing of them
/// is read.
Inputs asIfComplete(const Inputs& inputs) {
  constexpr double kCoarse = 4;  // voxels: any check of a resolution has something to do
  Inputs complete = inputs;
  if (!complete.half1) complete.half1 = complete.map;
  if (!complete.half2) complete.half2 = complete.map;
  complete.halfMapsProblem.clear();
  if (!complete.resolution && inputs.grid().hasVoxelSize())
    complete.resolution = kCoarse / 2 * inputs.grid().nyquistA();
  return complete;
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

std::string parameterProblem(const Inputs& inputs, const std::string& fullName) {
  const auto [check, name] = ownerOf(fullName);
  if (check == nullptr) return "parameter \"" + fullName + "\": there is no such check";
  try {
    infoOf(*check, name);
    const Inputs complete = asIfComplete(inputs);
    check->requirements(complete);
    std::stop_source stopped;
    stopped.request_stop();
    Progress progress(nullptr, stopped.get_token());
    SerialExecutor executor;
    check->run(ValidationContext(complete, executor, std::make_shared<ProductCache>()), progress);
  } catch (const Cancelled&) {
    return {};
  } catch (const InputError& error) {
    const std::string command = "--param " + fullName + "=";  // no words for a window
    const std::string text = error.what();
    return text.starts_with(command) ? text.substr(command.size()) : text;
  } catch (const Error&) {
    return {};  // it would not run for another reason
  }
  return {};
}

std::map<std::string, std::string> withoutDefaults(const std::map<std::string, std::string>& parameters) {
  std::map<std::string, std::string> changed;
  for (const auto& [fullName, value] : parameters) {
    const auto [check, name] = ownerOf(fullName);
    bool isDefault = false;
    if (check != nullptr)
      for (const ParameterInfo& info : check->parameters())
        isDefault = isDefault || (info.name == name && info.defaultValue == value);
    if (!isDefault) changed.emplace(fullName, value);
  }
  return changed;
}

}  // namespace vitrine
