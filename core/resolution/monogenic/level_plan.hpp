// Which way every level of MonoRes is computed, within a limit of memory. Private to core/resolution/monogenic.
#pragma once

#include "core/resolution/monogenic/amplitude.hpp"
#include "core/resolution/monogenic/levels.hpp"
#include "core/resolution/monogenic/mono_res.hpp"

#include <vector>

namespace vitrine::monogenic {

struct LevelPlan {
  std::vector<Way> ways;       ///< of each level
  std::vector<double> costs;   ///< of each level, relative, for the progress bar
  AmplitudeOptions amplitude;  ///< with room and compactness decided
  int slabs = 1;               ///< most pieces that a level is done in
  bool keepsAll = true;        ///< all transforms stay; else one at a time, and what is let go is read again

  double cost() const;
};

/// By complement while that is cheaper than direct transforms. Where options.mostBytes is short, what is given up, in
/// this order: doing the box at once, keeping both transforms, full precision of the components; in the end the
/// complement. @param maps  transforms that are wanted together: 2 for half maps
LevelPlan planLevels(const std::vector<Level>& levels, const Grid& map, const AmplitudeBox& box,
                     const MonoResOptions& options, int maps, bool mayReadAgain);

/// Highest charge of the levels beyond the transforms.
Bytes planBytes(const LevelPlan& plan, const std::vector<Level>& levels, const Grid& map, const AmplitudeBox& box);

/// Of a map's transform.
Bytes transformBytes(const Grid& map);

/// The part of the map that a mask needs; all of it in Mode::FullGrid.
AmplitudeBox boxFor(const Mask& mask, const MonoResOptions& options);
/// @throws NotMeasurable if there is none
std::vector<Level> requireLevels(const Grid& grid, const MonoResOptions& options);
/// @throws NotMeasurable if it is empty
void requireMask(const Mask& mask);

}  // namespace vitrine::monogenic
