// 1.c: lattice points of a coarser grid at which boxes are computed, and how voxels between them are interpolated.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

namespace vitrine::blocres {

/// A voxel between two lattice points is interpolated from six: kBelow at or below it, the others above.
inline constexpr int kNodes = 6, kBelow = 3;

/// Lattice points that the voxel coordinate x is interpolated from, and their weights: x itself if it is one, else six
/// by the polynomial through them (Lagrange).
struct NodeWeights {
  int first = 0, count = 0;
  std::array<float, kNodes> weight{};
};
NodeWeights nodeWeights(int x, int step);

/// The box with a lattice point at every `step`-th voxel, as many as interpolation anywhere can ask for.
Grid latticeGrid(const Grid& grid, int step);

/// Lattice points that the set voxels are interpolated from. Step 1: the voxels.
/// @pre no voxel lies within (kBelow - 1) step of the low faces
Mask neededNodes(const Mask& voxels, int step, Executor& executor, const Progress& progress);
/// Lattice points that are set voxels themselves.
Mask sampledNodes(const Mask& voxels, int step, Executor& executor, const Progress& progress);

/// Sets the lattice points that the voxels of one row are interpolated from along x. @pre nodes is 0
void neededInRow(const std::uint64_t* voxels, std::int64_t words, int step, std::uint64_t* nodes);

/// How many set bits precede each row (y, z), row y + ny z; the last number counts all.
std::vector<std::int64_t> bitsBeforeRows(const Mask& mask);

/// Set bits of a row before position x.
inline std::int64_t bitsBefore(const std::uint64_t* row, int x) {
  std::int64_t count = 0;
  for (int w = 0; w < x >> 6; ++w) count += std::popcount(row[w]);
  return count + std::popcount(row[x >> 6] & ((std::uint64_t{1} << (x & 63)) - 1));
}

/// visit(x) for the set bits of a row, ascending.
template <class Visit>
void forBits(const std::uint64_t* row, std::int64_t words, Visit visit) {
  for (std::int64_t w = 0; w < words; ++w)
    for (std::uint64_t bits = row[w]; bits != 0; bits &= bits - 1)
      visit(static_cast<int>(64 * w) + std::countr_zero(bits));
}

/// visit(begin, end) for the runs of set bits of a row, ascending; a run ends with its word at the latest.
template <class Visit>
void forRuns(const std::uint64_t* row, std::int64_t words, Visit visit) {
  for (std::int64_t w = 0; w < words; ++w)
    for (std::uint64_t bits = row[w]; bits != 0;) {
      const int begin = std::countr_zero(bits), length = std::countr_one(bits >> begin);
      visit(static_cast<int>(64 * w) + begin, static_cast<int>(64 * w) + begin + length);
      bits = begin + length == 64 ? 0 : bits >> (begin + length) << (begin + length);
    }
}

}  // namespace vitrine::blocres
