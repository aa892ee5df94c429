// First step of the component tree: where each voxel of a map leads uphill.
#pragma once

#include "core/base/parallel.hpp"
#include "core/volume/volume.hpp"

#include <bit>
#include <cstdint>
#include <limits>
#include <vector>

namespace vitrine::tree {

/// Values as ordered integers, -0 and 0 the same; NaN, which belongs to nothing, is below all of them. Integer
/// arithmetic alone, so that threads that take subnormal floats for zero find the same keys as others.
inline constexpr std::int32_t kNoSignedKey = std::numeric_limits<std::int32_t>::min();
inline std::int32_t signedKey(float value) {
  const auto bits = std::bit_cast<std::int32_t>(value);
  const std::int32_t size = bits & 0x7FFFFFFF;
  const std::int32_t key = bits < 0 ? -size : size;
  return size > 0x7F800000 ? kNoSignedKey : key;
}
/// The same order as unsigned integers.
inline constexpr std::uint32_t kNoKey = 0;
inline std::uint32_t valueKey(float value) { return static_cast<std::uint32_t>(signedKey(value)) ^ 0x80000000U; }

/// Neighbour number (dz + 1) 9 + (dy + 1) 3 + (dx + 1), so that a lower number lies earlier in raster order.
inline constexpr std::uint8_t kPeak = 13;     ///< the voxel itself is the highest of its neighbourhood
inline constexpr std::uint8_t kNoVoxel = 27;  ///< not a number
constexpr Index3 neighbour(int code) { return {code % 3 - 1, code / 3 % 3 - 1, code / 9 - 1}; }

/// The highest of the 27 voxels around each voxel. Voxels are ordered by value and, where equal, by raster index (the
/// earlier one is higher), so that there are no plateaus: every path of steps ends at one peak.
struct Uphill {
  Grid grid;
  Buffer<std::uint8_t> step;            ///< per voxel: neighbour number, kPeak or kNoVoxel; 1/4 of the map
  std::vector<std::int64_t> histogram;  ///< voxels by the upper half of their key: 65536 bins; NaN in bin 0
};

/// One pass over the map. @throws MemoryError, Cancelled
Uphill findUphill(const Volume& volume, Executor& executor, const Progress& progress);

}  // namespace vitrine::tree
