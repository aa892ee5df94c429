// What the values of a map tell, after the pass over its bytes. Internal to mapio.
#pragma once

#include "core/mapio/byte_stream.hpp"
#include "core/mapio/header.hpp"
#include "core/mapio/reader.hpp"
#include "core/volume/voxel_rows.hpp"

namespace vitrine {

/// Voxels that were no numbers and became 0 on request.
struct Replaced {
  std::int64_t count = 0;
  std::int64_t first = -1;  ///< linear index in the volume
};

void tellReplaced(const InputFile& file, const Replaced& replaced, MapInfo& info);
void tellEndlessTail(const InputFile& file, MapInfo& info);
void tellJunk(const InputFile& file, std::int64_t bytes, MapInfo& info);

/// A map just read: what its values are judged by.
struct ReadMap {
  MapInfo& info;
  MapScan& scan;
  VoxelRows rows;
};

/// Compares the measured statistics with the header's and records what is odd about the values: E-NONFINITE,
/// E-CONSTANT, W-MODE7, W-SIGN, W-IMODMASK (which shifts the values), N-STATS. Sets info.measured.
void judgeValues(const InputFile& file, const RawHeader& raw, const ReadHints& hints, Executor& executor,
                 const Progress& progress, ReadMap map);

}  // namespace vitrine
