// The component tree of the map, shared and cached, and the levels worth offering.
#pragma once

#include "core/mask/component_tree.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// Product: the map's component tree.
struct LevelTree {
  std::shared_ptr<const ComponentTree> tree;
  static std::string key(const Inputs& inputs);
  static Bytes bytes(const Inputs& inputs);
  static Bytes buildPeak(const Inputs& inputs);
  static std::shared_ptr<const LevelTree> build(const ValidationContext& context, Progress& progress);
};

/// A level with a name and a reason, for the menu "Suggest".
struct SuggestedLevel {
  std::string key;     ///< "entry", "user", "one_percent", "otsu", "elbow", "mass", "largest_share"
  std::string name;    ///< "Elbow of the component count"
  std::string reason;  ///< one sentence with its numbers
  double level = 0;
};

/// All that can be offered, best founded first; 95 % in one component only where that does not hold at every level
/// above the background. @param tree null: those that need none
std::vector<SuggestedLevel> suggestedLevels(const Inputs& inputs, const ThresholdTable& table, const Grid& grid,
                                            const ComponentTree* tree);
/// The level that encloses this mass as if all were protein; empty without voxel size or if no level does.
std::optional<SuggestedLevel> levelOfMass(const ThresholdTable& table, const Grid& grid, double massKDa);
/// The level at which this share (0..1) of what is seen is one component: the lowest level above the background where
/// the largest component holds at least `share` of the voxels, and goes on doing so over 1 % of the levels up to the
/// maximum. Above the background: at least 3 sigma over it, background and sigma from the shortest interval of values
/// that holds half of the voxels. (From above there is no such level: of the highest voxel alone it is always all;
/// from below neither: deep in the noise everything hangs together.) A component of fewer than 27 voxels or 1e-4 of the
/// box does not count. Where the share holds at every level above the background, the background's edge is the answer.
/// Empty if there is no such level, as in pure noise. Cost: 4096 readings of the tree.
std::optional<SuggestedLevel> levelOfLargestShare(const ComponentTree& tree, const ThresholdTable& table, double share);

}  // namespace vitrine
