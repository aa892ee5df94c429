// What the checks of local resolution find: a resolution in A for some of the voxels.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace vitrine {

/// One bit per voxel and four bytes per voxel that has a value: 0.32 GiB where the map of 1024^3 voxels itself has 4.
struct LocalResolution {
  Grid grid;                  ///< the map's
  Mask determined;            ///< voxels that have a value
  Buffer<float> resolutionA;  ///< theirs, finite and positive, in raster order (x fastest, z slowest): determined.count
};

/// What stands for "no value" in files: what Blocres and cryoSPARC write, and what every viewer draws. NaN, which
/// stands for it in memory, makes other programs refuse a map.
inline constexpr float kNoValueInFiles = 0;

/// How many voxels of the mask precede each plane z; the last of the nz + 1 numbers counts all. One pass over the bits.
std::vector<std::int64_t> voxelsBefore(const Mask& mask);

/// The volume: values where there are any, `noValue` elsewhere: NaN in memory, kNoValueInFiles in files. 4 bytes per
/// voxel. @throws MemoryError, Cancelled
Volume expand(const LocalResolution& local, float noValue, Executor& executor, const Progress& progress);

/// Averaged over blocks of factor^3 voxels as ReducedMap averages the map, over the voxels that have a value; a block
/// without any is NaN. Made from the compact values, without the volume. @pre factor >= 1 @throws MemoryError,
/// Cancelled
Volume reduce(const LocalResolution& local, int factor, Executor& executor, const Progress& progress);

/// A range of values: [low, high), or [low, high] if `withHigh`, as bins of histograms are.
struct ValueRange {
  double low = 0, high = 0;
  bool withHigh = false;
  bool contains(double value) const { return value >= low && (withHigh ? value <= high : value < high); }
  bool operator==(const ValueRange&) const = default;
};

/// As expand(), with NaN also where the value lies outside the range. @throws MemoryError, Cancelled
Volume expandBetween(const LocalResolution& local, const ValueRange& range, Executor& executor,
                     const Progress& progress);

/// Single values of a compact result, for the cursor: microseconds each, 8 kB.
class LocalResolutionLookup {
public:
  explicit LocalResolutionLookup(std::shared_ptr<const LocalResolution> local);
  /// Empty outside the box and where there is no value.
  std::optional<float> at(const Index3& voxel) const;

private:
  std::shared_ptr<const LocalResolution> m_local;
  std::vector<std::int64_t> m_before;
};

}  // namespace vitrine
