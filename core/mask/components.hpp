// Connected components of a hard mask by run-length union-find: no label volume, 26 neighbours.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace vitrine {

/// One 26-connected component.
struct Component {
  std::int64_t voxels = 0;
  std::int64_t firstVoxel = 0;         ///< raster index of its first voxel: breaks ties, marks its place
  Index3 low{0, 0, 0}, high{0, 0, 0};  ///< bounding box, inclusive
  Vector3 centroid{0, 0, 0};           ///< geometric, in voxels
};

/// Components sorted by size (largest first), then by first voxel.
struct ComponentList {
  std::vector<Component> components;
  std::int64_t totalVoxels = 0;
  /// Density sums over the largest component, for its centre of mass: sum V and sum V x, V y, V z (voxels).
  double largestDensity = 0;
  Vector3 largestDensityMoment{0, 0, 0};
};

}  // namespace vitrine
