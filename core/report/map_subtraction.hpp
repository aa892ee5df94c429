// The two maps of a comparison subtracted, or the sentence that says why they cannot be.
#pragma once

#include "core/mapio/map_info.hpp"
#include "core/products/context.hpp"
#include "core/stats/map_difference.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// One of the two; `context` is null for a report read back, `level` empty where there is none.
struct SubtractedSide {
  const ValidationContext* context = nullptr;
  std::optional<double> level;  ///< map units
};

struct MapSubtraction {
  std::optional<MapDifference> result;
  std::string problem;                ///< why there is none, a sentence; empty if there is one
  std::shared_ptr<const Volume> map;  ///< D on the grid of A, if it was asked for
  std::string mapProblem;             ///< why there is no map although there is a result: memory
};

/// Reads both maps again if they left the memory; two passes over both, a third for the map.
/// @param useOrigins  false: boxes are laid on each other whatever origins their files state
/// @param wantsMap    also D itself: one more map in memory
/// @throws Cancelled; whatever else forbids subtracting is the problem
MapSubtraction subtractMaps(const SubtractedSide& a, const SubtractedSide& b, bool useOrigins, bool wantsMap,
                            Executor& executor, Progress& progress);

/// MRC2014 with the placement of A. @param inputs  files that must not be overwritten @throws OutputError, Cancelled
void saveDifference(const std::filesystem::path& file, const Volume& difference, const MapInfo& a,
                    std::vector<std::filesystem::path> inputs, Progress& progress);

}  // namespace vitrine
