// Reading MRC2014/CCP4 maps, also compressed, also odd ones (Cheng et al. 2015, doi:10.1016/j.jsb.2015.04.002).
#pragma once

#include "core/base/parallel.hpp"
#include "core/base/progress.hpp"
#include "core/mapio/map_info.hpp"
#include "core/volume/volume.hpp"
#include "core/volume/voxel_rows.hpp"

#include <filesystem>
#include <functional>
#include <memory>

namespace vitrine {

/// A map in memory with all that one pass over its bytes told.
struct LoadedMap {
  MapInfo info;
  Volume volume;
  MapScan scan;
};

/// Reads and judges the header; under 5 ms for a plain file. The length equation is checked against the file size
/// (plain) and left to load() for compressed files.
/// @throws MapError when the file cannot be used as a map (E-NOTAMAP, E-SHORT, E-TRUNCATED, E-DIMS, E-EXTHDR, E-STACK,
/// E-AXES,
///         E-COMPLEX, E-RGB, E-IMAGE, E-SKEWCELL, E-CRC, ...). E-VOXEL, E-ANISO do not throw: they are in
///         `diagnostics`, as the map can still be shown.
MapInfo probe(const std::filesystem::path& file, const ReadHints& hints = {});

/// Reads the whole map in one pass over the bytes: decompresses, hashes, converts, reorders to x fastest, gathers
/// statistics. Peak: the float32 array + about 200 MiB. E-NONFINITE and E-CONSTANT are recorded in `diagnostics`, not
/// thrown.
/// @throws MapError, MemoryError, Cancelled (within 100 ms)
std::shared_ptr<const LoadedMap> load(const std::filesystem::path& file, const ReadHints& hints, Executor& executor,
                                      Progress& progress);

/// What loadRows() read, and where to.
struct LoadedRows {
  MapInfo info;
  MapScan scan;
  VoxelRows rows;
};
/// Memory for the voxels of a map of this grid. Called once, or again if the first reading was with a wrong grid.
using RowRoom = std::function<VoxelRows(const Grid&)>;

/// As load(), into memory of the caller's, whose rows may lie further apart than they are long.
/// @param onlyVoxels  the same file once more: no hash, no statistics, nothing said about the values
LoadedRows loadRows(const std::filesystem::path& file, const ReadHints& hints, const RowRoom& roomFor, bool onlyVoxels,
                    Executor& executor, Progress& progress);

/// A coarse picture of a map at once: every `stride`-th voxel along each axis by strided reads, without statistics.
/// Only for plain files; compressed ones need load(). The grid's voxel size is multiplied by the stride.
/// @param maxSize  stride is the smallest that makes every edge at most this
Volume preview(const std::filesystem::path& file, const MapInfo& info, int maxSize, Progress& progress);

}  // namespace vitrine
