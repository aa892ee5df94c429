// Hard masks: one bit per voxel.
#pragma once

#include "core/base/buffer.hpp"
#include "core/volume/grid.hpp"

#include <cstdint>

namespace vitrine {

/// 1 bit per voxel, every x row padded to whole 64-bit words (bits beyond nx are 0). 1/32 of the float map.
struct Mask {
  Grid grid;
  Buffer<std::uint64_t> words;
  std::int64_t count = 0;  ///< set voxels

  Mask() = default;
  /// All zero.
  explicit Mask(const Grid& g) : grid(g), words(Buffer<std::uint64_t>::zeroed(wordsFor(g))) {}

  static std::int64_t wordsPerRow(const Grid& g) { return (g.size[0] + 63) / 64; }
  static std::int64_t wordsFor(const Grid& g) { return wordsPerRow(g) * g.size[1] * g.size[2]; }
  std::int64_t wordsPerRow() const { return wordsPerRow(grid); }
  std::uint64_t* row(int y, int z) { return words.data() + wordsPerRow() * (y + std::int64_t{grid.size[1]} * z); }
  const std::uint64_t* row(int y, int z) const {
    return words.data() + wordsPerRow() * (y + std::int64_t{grid.size[1]} * z);
  }
  bool at(int x, int y, int z) const { return (row(y, z)[x >> 6] >> (x & 63)) & 1U; }
  void set(int x, int y, int z) { row(y, z)[x >> 6] |= std::uint64_t{1} << (x & 63); }
};

}  // namespace vitrine
