// What a run is about: files and parameters. Nothing loaded yet beyond headers.
#pragma once

#include "core/mapio/curve_file.hpp"
#include "core/mapio/map_info.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace vitrine {

/// Two runs without --seed agree.
inline constexpr std::uint64_t kDefaultSeed = 20221;

enum class ThresholdSource { User, Entry, Estimated };

/// One map file of the entry: where it is, how to read it, what its header says.
struct InputMap {
  std::filesystem::path path;
  ReadHints hints;
  MapInfo info;  ///< from probe()
};

/// Metadata of a deposited or example entry, for the front page. Empty strings are not printed.
struct Entry {
  std::string id, title, authors, date, origin;
};

/// Immutable during a run. Equal inputs give equal reports.
struct Inputs {
  InputMap map;
  std::optional<InputMap> half1, half2;  ///< both or neither; usable only if halfMapsProblem is empty
  /// Why half maps that were given cannot be used: the reason of every check that needs them. Empty if they can.
  std::string halfMapsProblem;
  std::optional<InputMap> mask;  ///< the user's own
  std::optional<std::filesystem::path> model;
  std::vector<CurveFile> authorCurves;  ///< FSC curves of other programs, shown beside ours
  std::optional<double> threshold;      ///< contour level in map units; empty: estimated by the one rule (ContourLevel)
  ThresholdSource thresholdSource = ThresholdSource::User;
  std::optional<double> resolution;  ///< reported resolution, A
  std::string symmetry = "C1";
  std::uint64_t seed = kDefaultSeed;  ///< of whatever is random
  std::optional<Entry> entry;
  std::map<std::string, std::string> parameters;  ///< "0.c.effect_limit" -> text, from --param

  const Grid& grid() const { return map.info.grid; }
};

}  // namespace vitrine
