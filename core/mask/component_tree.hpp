// Connected components of a map at every contour level, from one build.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace vitrine {

/// What {V >= level} consists of (26 neighbours).
struct LevelComponents {
  double level = 0;             ///< asked for
  std::int64_t components = 0;  ///< exact at every level
  std::int64_t voxels = 0, largest = 0;
  /// Components by size: [k] counts those with 2^k <= voxels < 2^(k+1).
  static constexpr int kSizeClasses = 40;
  std::array<std::int64_t, kSizeClasses> bySize{};
  double largestShare() const { return voxels > 0 ? static_cast<double>(largest) / static_cast<double>(voxels) : 0; }
};

/// The tree of merging peaks of a map. A superlevel set gains a component at each local maximum and loses one at each
/// edge of the maximum spanning forest of the peaks' basins, so that the number of components at a level is the
/// difference of two sorted counts; sizes are recorded at steps of the voxels' order.
/// NaN never belongs to a component. Immutable; deterministic for any number of threads.
class ComponentTree {
public:
  /// Method, exactness, cost: docs/dev/component-tree.md.
  /// @throws NotMeasurable (2^32 voxels or more), MemoryError, Cancelled
  static std::shared_ptr<const ComponentTree> build(const Volume& volume, Executor& executor, Progress& progress);
  /// Bytes that build() takes at most beside the map, for white noise, which needs most.
  static std::int64_t buildPeak(std::int64_t voxels);
  ~ComponentTree();

  /// Some microseconds. `components` is exact. The sizes are exact in maps of up to 2^22 voxels; beyond, they are
  /// those of the nearest step at or above the level, which holds less than a 2^-20 part of the box, and less than a
  /// 2^-10 part of its own voxels, fewer voxels than the level does. Nothing at a level that is NaN.
  LevelComponents at(double level) const;

  /// `points` levels at equal distances, `low` and `high` among them.
  std::vector<LevelComponents> curve(int points, double low, double high) const;

  std::int64_t peaks() const;
  std::int64_t bytes() const;

private:
  ComponentTree();
  struct Data;
  std::unique_ptr<Data> m;
};

}  // namespace vitrine
