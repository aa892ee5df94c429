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

/// All that can be offered, best founded first. @param tree null: those that need none
std::vector<SuggestedLevel> suggestedLevels(const Inputs& inputs, const ThresholdTable& table, const Grid& grid,
                                            const ComponentTree* tree);
/// The level that encloses this mass as if all were protein; empty without voxel size or if no level does.
std::optional<SuggestedLevel> levelOfMass(const ThresholdTable& table, const Grid& grid, double massKDa);
/// The lowest level at which the largest component holds at least this share (0..1) of the voxels from there up to
/// where it first fails, coming down from the maximum being of no use (one voxel is always all); see the definition in
/// the implementation's notes. Empty if there is none.
std::optional<SuggestedLevel> levelOfLargestShare(const ComponentTree& tree, const ThresholdTable& table, double share);

}  // namespace vitrine
