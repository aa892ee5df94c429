// Small volumes and masks with known answers.
#pragma once

#include "core/base/random.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace vitrine::test {

inline Grid gridOf(const Index3& size, double voxelSize = 1) {
  Grid grid;
  grid.size = size;
  grid.voxelSize = {voxelSize, voxelSize, voxelSize};
  return grid;
}

inline Volume constantVolume(const Grid& grid, float value) {
  Volume volume(grid);
  std::fill(volume.data.begin(), volume.data.end(), value);
  return volume;
}

/// Calls visit(x, y, z) for the voxels with integer distance^2 <= r^2 from the centre, inside the box.
template <class Visit>
void forBall(const Grid& grid, const Index3& centre, int radius, Visit visit) {
  for (int z = std::max(0, centre[2] - radius); z <= std::min(grid.size[2] - 1, centre[2] + radius); ++z)
    for (int y = std::max(0, centre[1] - radius); y <= std::min(grid.size[1] - 1, centre[1] + radius); ++y)
      for (int x = std::max(0, centre[0] - radius); x <= std::min(grid.size[0] - 1, centre[0] + radius); ++x) {
        const int dx = x - centre[0], dy = y - centre[1], dz = z - centre[2];
        if (dx * dx + dy * dy + dz * dz <= radius * radius) visit(x, y, z);
      }
}

inline void setBall(Volume& volume, const Index3& centre, int radius, float value) {
  forBall(volume.grid, centre, radius, [&](int x, int y, int z) { volume.at(x, y, z) = value; });
}

inline void recount(Mask& mask) {
  mask.count = 0;
  for (const std::uint64_t word : mask.words) mask.count += std::popcount(word);
}

inline Mask ballMask(const Grid& grid, const Index3& centre, int radius) {
  Mask mask(grid);
  forBall(grid, centre, radius, [&](int x, int y, int z) { mask.set(x, y, z); });
  recount(mask);
  return mask;
}

/// Every voxel set with probability `density`.
inline Mask randomMask(const Grid& grid, double density, std::uint64_t seed) {
  Mask mask(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i)
    if (randomUniform(seed, static_cast<std::uint64_t>(i)) < density) {
      const Index3 v = grid.voxelOf(i);
      mask.set(v[0], v[1], v[2]);
    }
  recount(mask);
  return mask;
}

inline bool equalMasks(const Mask& a, const Mask& b) {
  return a.grid == b.grid && a.count == b.count && std::equal(a.words.begin(), a.words.end(), b.words.begin());
}

/// 48^3, 2 A: offset noise (Gaussian stream, seed 11) with five separate objects of value 1.
inline Volume fiveObjects() {
  Volume volume(gridOf({48, 48, 48}, 2));
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i)
    volume.data[i] = static_cast<float>(0.001 + 0.01 * randomNormal(11, static_cast<std::uint64_t>(i)));
  setBall(volume, {24, 24, 24}, 10, 1);
  setBall(volume, {6, 6, 6}, 2, 1);
  setBall(volume, {40, 8, 20}, 1, 1);
  volume.at(44, 44, 44) = 1;
  volume.at(45, 45, 45) = 1;
  volume.at(40, 40, 4) = 1;
  return volume;
}

/// 48^3, 2 A: 0.01 in a ball of radius 8 about the origin voxel, -0.0003 elsewhere.
inline Volume symmetricBall() {
  Volume volume = constantVolume(gridOf({48, 48, 48}, 2), -0.0003F);
  setBall(volume, {24, 24, 24}, 8, 0.01F);
  return volume;
}

}  // namespace vitrine::test
