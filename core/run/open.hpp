// From what the user asked for to Inputs: probes headers, compares the files, reads the entry's metadata. The command
// line and the window open entries only through here.
#pragma once

#include "core/mapio/diagnostic.hpp"
#include "core/products/inputs.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// What was asked for, nothing opened yet.
struct OpenRequest {
  std::filesystem::path map;  ///< empty: nothing to open (the window's welcome)
  std::optional<std::filesystem::path> half1, half2, mask, model;
  std::vector<std::filesystem::path> authorCurves;  ///< FSC curves of other programs
  std::optional<std::filesystem::path> entry;       ///< saved metadata of an EMDB entry (JSON)
  ReadHints hints;                                  ///< for all files; `role` is set per file
  std::optional<double> threshold, resolution;
  std::string symmetry = "C1";
  std::uint64_t seed = kDefaultSeed;
  std::map<std::string, std::string> parameters;  ///< "0.c.effect_limit" -> text
};

/// Every file it names, map first.
std::vector<std::filesystem::path> inputFiles(const OpenRequest& request);

struct Opened {
  Inputs inputs;
  /// Of every file and of their comparison, map first. Those of one file are also in its MapInfo.
  std::vector<Diagnostic> diagnostics;
};

/// Reads headers only (milliseconds). Half maps that cannot be used stay in `inputs` with an E- diagnostic, and
/// `inputs.halfMapsProblem` is set: the checks of the map alone still run.
/// @throws InputError  one half map without the other, a threshold or resolution that is no positive number, an unknown
///                     symmetry or parameter, a file besides the map that cannot be opened, FSC curves that cannot be
///                     read
/// @throws MapError    the map itself, or the mask, cannot be used
Opened openEntry(const OpenRequest& request);

/// Edge of the box in A, by which curves that count shells are turned into 1/A; empty where edges differ or the voxel
/// size is not known.
std::optional<double> boxEdge(const Grid& grid);

/// "C1", "C7", "D2", "T", "O", "I" in capitals. @throws InputError for anything else
std::string pointGroup(const std::string& text);

/// Checks "CHECK.NAME" against what the checks declare. @throws InputError naming what exists
void requireKnownParameter(const std::string& name);

}  // namespace vitrine
