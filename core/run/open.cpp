#include "core/run/open.hpp"

#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/reader.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fstream>

namespace vitrine {
namespace {

InputMap opened(const std::filesystem::path& path, const ReadHints& hints, MapRole role) {
  InputMap map{path, hints, {}};
  map.hints.role = role;
  map.info = probe(path, map.hints);
  return map;
}

void append(std::vector<Diagnostic>& all, const std::vector<Diagnostic>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

/// Both half maps, or none and the reason.
void openHalfMaps(const OpenRequest& request, Opened& result) {
  Inputs& inputs = result.inputs;
  try {
    inputs.half1 = opened(*request.half1, request.hints, MapRole::HalfMap);
    inputs.half2 = opened(*request.half2, request.hints, MapRole::HalfMap);
    append(result.diagnostics, inputs.half1->info.diagnostics);
    append(result.diagnostics, inputs.half2->info.diagnostics);
  } catch (const MapError& error) {
    inputs.half1.reset();
    inputs.half2.reset();
    inputs.halfMapsProblem = error.what();
    result.diagnostics.push_back(error.diagnostic());
  }
}

void openMask(const OpenRequest& request, Opened& result) {
  ReadHints hints = request.hints;
  hints.volumeIndex.reset();
  result.inputs.mask = opened(*request.mask, hints, MapRole::Mask);
  append(result.diagnostics, result.inputs.mask->info.diagnostics);
}

void requireReadable(const std::filesystem::path& file, const std::string& what) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw InputError(file.string() + ": the " + what + " is a folder; name the file");
  if (!std::ifstream(file).is_open())
    throw InputError(file.string() + ": the " + what + " cannot be opened; check the name and that you may read it");
}

}  // namespace

std::string pointGroup(const std::string& text) {
  std::string group = text;
  std::ranges::transform(group, group.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  if (group == "T" || group == "O" || group == "I") return group;
  const std::string order = group.size() > 1 ? group.substr(1) : "";
  const bool isNumber = !order.empty() && order.size() <= 3 && order.front() != '0' &&
                        std::ranges::all_of(order, [](unsigned char c) { return std::isdigit(c) != 0; });
  if ((group.starts_with('C') || group.starts_with('D')) && isNumber) return group;
  throw InputError("symmetry \"" + text + "\" is no point group; use C1, Cn, Dn (n a number), T, O or I");
}

void requireKnownParameter(const std::string& name) {
  const auto dot = name.rfind('.');
  const std::string id = dot == std::string::npos ? name : name.substr(0, dot);
  const Check* check = findCheck(id);
  if (dot == std::string::npos || check == nullptr)
    throw InputError("parameter \"" + name + "\": write CHECK.NAME=VALUE with a check like 0.c; " +
                     "vitrine report --list-params lists all");
  std::string known;
  for (const ParameterInfo& parameter : check->parameters()) {
    if (parameter.name == name.substr(dot + 1)) return;
    known += (known.empty() ? "" : ", ") + std::string(parameter.name);
  }
  throw InputError("parameter \"" + name + "\": check " + id + " has " +
                   (known.empty() ? "no parameters" : "only " + known));
}

Opened openEntry(const OpenRequest& request) {
  if (request.half1.has_value() != request.half2.has_value())
    throw InputError(std::string("only half map ") + (request.half1 ? "1" : "2") +
                     " was given; name both half maps or neither");
  if (request.threshold && !std::isfinite(*request.threshold))
    throw InputError("the threshold is not a finite number; give a contour level in map units");
  if (request.resolution && !(std::isfinite(*request.resolution) && *request.resolution > 0))
    throw InputError("the resolution is not a positive number; give it in A");

  Opened result;
  Inputs& inputs = result.inputs;
  inputs.symmetry = pointGroup(request.symmetry);
  for (const auto& [name, value] : request.parameters) requireKnownParameter(name);
  inputs.parameters = request.parameters;
  inputs.seed = request.seed;
  inputs.threshold = request.threshold;
  inputs.resolution = request.resolution;
  if (request.model) {
    requireReadable(*request.model, "model");
    inputs.model = request.model;
  }
  inputs.map = opened(request.map, request.hints, MapRole::Map);
  append(result.diagnostics, inputs.map.info.diagnostics);
  if (request.half1) openHalfMaps(request, result);
  if (request.mask) openMask(request, result);
  return result;
}

}  // namespace vitrine
