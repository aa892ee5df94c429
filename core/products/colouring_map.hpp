// A map of another program, read to colour the entry's map by it.
#pragma once

#include "core/base/parallel.hpp"
#include "core/stats/value_limits.hpp"
#include "core/volume/volume.hpp"

#include <filesystem>
#include <string>

namespace vitrine {

struct ColouringMap {
  Volume volume;  ///< NaN where it has no value
  bool isMask = false;
  std::string note;  ///< "0 means no value"; empty if every finite value counts
};

/// Reads a map that covers the same box as `grid`: the same number of voxels along each axis (whatever its header says
/// of their size: local-resolution maps often have lost it), or other voxels that fill the same box in A to half a
/// voxel. The result carries the map's voxel size in the first case. Place holders (findPlaceHolders) become NaN.
/// Peak: the volume and what reading needs. @throws MapError, MemoryError, Cancelled; InputError for another box
ColouringMap readColouringMap(const std::filesystem::path& file, const Grid& grid, Executor& executor,
                              Progress& progress);

}  // namespace vitrine
