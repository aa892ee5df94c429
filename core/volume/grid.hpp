// Where the voxels are: box, voxel size, origin.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

namespace vitrine {

using Index3 = std::array<int, 3>;      ///< voxel x, y, z (0-based) or sizes along x, y, z
using Vector3 = std::array<double, 3>;  ///< x, y, z in A unless said otherwise

/// A regular orthogonal grid. Arrays over it are stored x fastest, z slowest: index = x + nx (y + ny z).
struct Grid {
  Index3 size{0, 0, 0};
  Vector3 voxelSize{0, 0, 0};  ///< A along x, y, z; 0 when the file gave none (diagnostic E-VOXEL)
  Vector3 origin{0, 0, 0};     ///< position of voxel (0,0,0) in A; placement only, no check depends on it

  std::int64_t voxels() const { return std::int64_t{size[0]} * size[1] * size[2]; }
  std::int64_t planeVoxels() const { return std::int64_t{size[0]} * size[1]; }
  std::int64_t index(int x, int y, int z) const { return x + std::int64_t{size[0]} * (y + std::int64_t{size[1]} * z); }
  Index3 voxelOf(std::int64_t index) const {
    return {static_cast<int>(index % size[0]), static_cast<int>(index / size[0] % size[1]),
            static_cast<int>(index / planeVoxels())};
  }
  double voxelVolume() const { return voxelSize[0] * voxelSize[1] * voxelSize[2]; }  ///< A^3
  double edge(int axis) const { return size[axis] * voxelSize[axis]; }               ///< box edge in A
  int centre(int axis) const { return size[axis] / 2; }                              ///< EM origin voxel floor(N/2)
  Vector3 positionA(const Index3& voxel) const {                                     ///< A from voxel (0,0,0)
    return {voxel[0] * voxelSize[0], voxel[1] * voxelSize[1], voxel[2] * voxelSize[2]};
  }
  bool hasVoxelSize() const { return voxelSize[0] > 0 && voxelSize[1] > 0 && voxelSize[2] > 0; }
  /// Largest over smallest voxel edge, minus 1. Meaningful only if hasVoxelSize().
  double anisotropy() const {
    const auto [low, high] = std::minmax_element(voxelSize.begin(), voxelSize.end());
    return *high / *low - 1.0;
  }
  /// Finest resolution the grid can hold along its coarsest axis, 2 x voxel size, in A.
  double nyquistA() const { return 2.0 * *std::max_element(voxelSize.begin(), voxelSize.end()); }
  bool sameSize(const Grid& other) const { return size == other.size; }
  bool operator==(const Grid&) const = default;
};

}  // namespace vitrine
