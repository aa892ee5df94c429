// Synthetic maps with a known answer: Gaussian atoms rendered exactly (band-limited) in Fourier space.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <cstdint>
#include <vector>

namespace vitrine::test {

/// A Gaussian atom: F(g) = weight exp(-bFactor |g|^2 / 4) exp(-2 pi i g . position).
struct Atom {
  Vector3 positionA{0, 0, 0};  ///< relative to voxel floor(N/2) of the box
  double weight = 1;
  double bFactor = 0;  ///< A^2
};

/// `count` atoms of weight 1 and B-factor 0, uniform in the ball of `radiusA`: coordinates x, y, z are drawn from the
/// splitmix64 stream of `seed` as (2u - 1) R, points outside the ball are rejected.
std::vector<Atom> atomsInBall(int count, double radiusA, std::uint64_t seed);

/// The map whose transform is the sum over the atoms at every frequency the grid holds, the planes at Nyquist excepted,
/// which are 0. Phases in double. Cost: atoms x voxels / 2 complex products (300 atoms at 64^3: 0.1 s).
/// @pre grid.hasVoxelSize()  @throws MemoryError, Cancelled
Volume renderAtoms(const Grid& grid, const std::vector<Atom>& atoms, Executor& executor, Progress& progress);

}  // namespace vitrine::test
