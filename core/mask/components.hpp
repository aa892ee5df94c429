// Connected components of a hard mask by run-length union-find: no label volume, 26 neighbours.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

#include <cstdint>
#include <map>
#include <vector>

namespace vitrine {

/// One 26-connected component.
struct Component {
  std::int64_t voxels = 0;
  std::int64_t firstVoxel = 0;         ///< raster index of its first voxel: breaks ties, marks its place
  Index3 low{0, 0, 0}, high{0, 0, 0};  ///< bounding box, inclusive
  Vector3 centroid{0, 0, 0};           ///< geometric, in voxels
};

/// All components of a mask. Only the largest kDetailed are described one by one: a level deep in the noise of a
/// 1024^3 map has tens of millions of them.
struct ComponentList {
  static constexpr int kDetailed = 1000;
  std::vector<Component> components;                  ///< the largest, by size, then by first voxel; at most kDetailed
  std::map<std::int64_t, std::int64_t> countsBySize;  ///< every component: size in voxels -> how many
  std::int64_t count = 0;                             ///< of components
  std::int64_t totalVoxels = 0;
  /// Density sums over the largest component, for its centre of mass: sum V and sum V x, V y, V z (voxels).
  double largestDensity = 0;
  Vector3 largestDensityMoment{0, 0, 0};
};

/// More runs than this are refused: 8 bytes each while labelling, 3.2 GB in all.
inline constexpr std::int64_t kMaximumRuns = 400'000'000;

/// Components of `mask` (26 neighbours); the density sums are left at 0. `largest` receives the voxels of the largest
/// one (ties: the one that starts first in raster order) and is empty if the mask is.
///
/// Every x row is cut into runs of set voxels; a run joins those runs of the four neighbour rows already scanned that
/// it touches. Slabs of planes are joined independently and then across their faces; a tree's root is always its
/// earliest run, so the result does not depend on threads. Cost: O(runs); 8 bytes per run, 8 per component.
/// @throws NotMeasurable above `maximumRuns` ("the threshold lies inside the noise ..."), MemoryError, Cancelled
ComponentList labelComponents(const Mask& mask, Mask& largest, Executor& executor, Progress& progress,
                              std::int64_t maximumRuns = kMaximumRuns);

/// Fills the density sums of `list` from the voxels of `largest`; no other voxel of the map is read.
void sumLargestDensity(const Volume& volume, const Mask& largest, ComponentList& list, Executor& executor,
                       const Progress& progress);

/// Smallest number of components, largest first, that hold at least `fraction` of the voxels, and what they hold.
struct LargestShare {
  std::int64_t components = 0, voxels = 0;
};
LargestShare largestHolding(const ComponentList& list, double fraction);

/// Size of the component number `rank` (0: the largest). @pre 0 <= rank < list.count
std::int64_t sizeOfRank(const ComponentList& list, std::int64_t rank);

}  // namespace vitrine
