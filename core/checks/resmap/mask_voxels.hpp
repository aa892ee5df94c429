// The voxels a resolution is looked for in, as a list: what is known about each takes a byte or a float per voxel of
// the mask, not of the box.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/mask/row_bits.hpp"

#include <bit>

namespace vitrine::resmap {

/// A mask and the number of each of its voxels in the order x, y, z (z slowest).
struct MaskVoxels {
  Mask mask;
  Buffer<std::int64_t> rowStart;  ///< first number of row (y, z) at y + ny z; one more at the end: mask.count

  std::int64_t count() const { return mask.count; }
  std::int64_t rowBegin(int y, int z) const { return rowStart[y + std::int64_t{mask.grid.size[1]} * z]; }
  /// Number of the first voxel of word `word` of a row.
  std::int64_t wordBegin(int y, int z, int word) const {
    const std::uint64_t* row = mask.row(y, z);
    std::int64_t number = rowBegin(y, z);
    for (int w = 0; w < word; ++w) number += std::popcount(row[w]);
    return number;
  }
};

/// Voxels this near to a face of the box are not tested.
inline constexpr int kMargin = 9;

/// The mask without a margin of kMargin voxels on every face. Peak: the result. @throws MemoryError, Cancelled
MaskVoxels maskVoxels(const Mask& mask, Executor& executor, const Progress& progress);
/// 1/32 of the map + 8 bytes per row.
Bytes maskVoxelsBytes(const Grid& grid);

/// Voxels whose level is still 0, as bits of one word of a row. @param levels  one byte per mask voxel, in list order
inline std::uint64_t openBits(const MaskVoxels& voxels, const std::uint8_t* levels, int y, int z, int word) {
  const std::uint64_t bits = voxels.mask.row(y, z)[word];
  if (bits == 0) return 0;
  std::uint64_t open = 0;
  const std::uint8_t* level = levels + voxels.wordBegin(y, z, word);
  forEachBit(bits, [&](int bit) { open |= std::uint64_t{*level++ == 0} << bit; });
  return open;
}

}  // namespace vitrine::resmap
