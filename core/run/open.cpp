#include "core/run/open.hpp"

#include "core/base/number_text.hpp"
#include "core/checks/registry.hpp"
#include "core/mapio/entry.hpp"
#include "core/mapio/pair.hpp"
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

/// A half map as given, with what keeps it from being compared with the map; the first such reason into `problem`.
InputMap openHalfMap(const std::filesystem::path& path, const ReadHints& hints, const MapInfo& map,
                     std::string& problem) {
  InputMap half{path, hints, {}};
  try {
    half = opened(path, hints, MapRole::HalfMap);
    append(half.info.diagnostics, comparePair(map, half.info));
  } catch (const MapError& error) {
    half.info.file = path.string();
    half.info.diagnostics.push_back(error.diagnostic());
  }
  const Diagnostic* error = half.info.firstForbidding();
  if (problem.empty() && error != nullptr) problem = error->line();
  return half;
}

void openHalfMaps(const OpenRequest& request, Opened& result) {
  Inputs& inputs = result.inputs;
  const ReadHints& hints = inputs.map.hints;  // with the entry's voxel size
  inputs.half1 = openHalfMap(*request.half1, hints, inputs.map.info, inputs.halfMapsProblem);
  inputs.half2 = openHalfMap(*request.half2, hints, inputs.map.info, inputs.halfMapsProblem);
  append(result.diagnostics, inputs.half1->info.diagnostics);
  append(result.diagnostics, inputs.half2->info.diagnostics);
}

void openMask(const OpenRequest& request, Opened& result) {
  ReadHints hints = result.inputs.map.hints;
  hints.volumeIndex.reset();
  InputMap mask = opened(*request.mask, hints, MapRole::Mask);
  append(mask.info.diagnostics, comparePair(result.inputs.map.info, mask.info));
  append(result.diagnostics, mask.info.diagnostics);
  result.inputs.mask = std::move(mask);
}

void requireReadable(const std::filesystem::path& file, const std::string& what) {
  std::error_code error;
  if (std::filesystem::is_directory(file, error))
    throw InputError(file.string() + ": the " + what + " is a folder; name the file");
  if (!std::ifstream(file).is_open())
    throw InputError(file.string() + ": the " + what + " cannot be opened; check the name and that you may read it");
}

std::string voxelText(const Vector3& size) {
  return generalText(size[0]) + " x " + generalText(size[1]) + " x " + generalText(size[2]) + " A";
}

constexpr double kVoxelTolerance = 1e-3;  // relative; what is called equal elsewhere

bool differ(const Vector3& a, const Vector3& b) {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (!(std::abs(a[axis] - b[axis]) <= kVoxelTolerance * b[axis])) return true;
  return false;
}

/// Level, resolution and voxel size of the entry where the user gave none: the user wins over the metadata, the
/// metadata over the header.
void applyEntry(const EntryMetadata& data, const OpenRequest& request, Inputs& inputs) {
  inputs.entry = Entry{.id = data.id, .title = data.title, .authors = data.authors, .date = data.date, .origin = {}};
  if (!inputs.resolution) inputs.resolution = data.resolution;
  if (!inputs.threshold && data.contourLevel) {
    inputs.threshold = data.contourLevel;
    inputs.thresholdSource = ThresholdSource::Entry;
  }
  const Vector3 header = inputs.map.info.grid.voxelSize;
  if (!data.voxelSize || request.hints.voxelSize || !differ(header, *data.voxelSize)) return;
  ReadHints hints = request.hints;
  hints.voxelSize = data.voxelSize;
  inputs.map = opened(request.map, hints, MapRole::Map);
  inputs.map.info.diagnostics.push_back(
      {.id = "W-VOXELMETA",
       .file = request.map.string(),
       .message =
           "The header's voxel size is " + voxelText(header) + ", the entry's " + voxelText(*data.voxelSize) + ".",
       .values = {{"header", voxelText(header)}, {"entry", voxelText(*data.voxelSize)}},
       .assumption = "the entry's voxel size",
       .remedy = "Give --voxel-size if the entry is wrong."});
}

}  // namespace

std::vector<std::filesystem::path> inputFiles(const OpenRequest& request) {
  std::vector<std::filesystem::path> files;
  if (!request.map.empty()) files.push_back(request.map);
  for (const auto* file : {&request.half1, &request.half2, &request.mask, &request.model, &request.entry})
    if (*file) files.push_back(**file);
  files.insert(files.end(), request.authorCurves.begin(), request.authorCurves.end());
  return files;
}

std::optional<double> boxEdge(const Grid& grid) {
  if (!grid.hasVoxelSize()) return {};
  for (int axis = 1; axis < 3; ++axis)
    if (std::abs(grid.edge(axis) - grid.edge(0)) > kVoxelTolerance * grid.edge(0)) return {};
  return grid.edge(0);
}

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
  for (const auto& [file, what] :
       {std::pair(request.half1, "first half map"), std::pair(request.half2, "second half map"),
        std::pair(request.mask, "mask"), std::pair(request.model, "model")})
    if (file) requireReadable(*file, what);
  inputs.model = request.model;
  inputs.map = opened(request.map, request.hints, MapRole::Map);
  if (request.entry) applyEntry(readEntry(*request.entry), request, inputs);
  append(result.diagnostics, inputs.map.info.diagnostics);
  for (const std::filesystem::path& file : request.authorCurves)
    inputs.authorCurves.push_back(readCurveFile(file, boxEdge(inputs.grid())));
  if (request.half1) openHalfMaps(request, result);
  if (request.mask) openMask(request, result);
  return result;
}

}  // namespace vitrine
