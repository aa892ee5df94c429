// Voxels of any mode and byte order to float.
#pragma once

#include "core/mapio/map_info.hpp"

#include <cstdint>

namespace vitrine {

struct VoxelFormat {
  int mode = 2;
  ByteOrder order = ByteOrder::Little;
  Mode0 mode0 = Mode0::Signed;
};

/// Converts `count` voxels. Exact for all modes but 7 (32-bit integers beyond 2^24 are rounded to nearest). NaN bits
/// and subnormal values survive whatever the floating-point mode of the thread. `bytes` need not be aligned.
/// @param skipNibble  mode 101: the first voxel is in the high half of the first byte
void convertVoxels(const VoxelFormat& format, const unsigned char* bytes, bool skipNibble, float* out,
                   std::int64_t count);

/// IEEE binary16 to binary32, exact.
float halfToFloat(std::uint16_t half);

}  // namespace vitrine
