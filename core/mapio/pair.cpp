#include "core/mapio/pair.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

std::string sizeText(const Index3& n) {
  return std::to_string(n[0]) + " x " + std::to_string(n[1]) + " x " + std::to_string(n[2]);
}

std::string triple(const Vector3& v) {
  return v[0] == v[1] && v[1] == v[2] ? generalText(v[0])
                                      : generalText(v[0]) + ", " + generalText(v[1]) + ", " + generalText(v[2]);
}

Diagnostic mismatch(const char* id, const MapInfo& map, const MapInfo& other, std::string remedy) {
  const std::string mine = sizeText(other.grid.size) + ", " + triple(other.grid.voxelSize) + " A";
  const std::string theirs = sizeText(map.grid.size) + ", " + triple(map.grid.voxelSize) + " A";
  return {.id = id,
          .file = other.file,
          .message = "This file is " + mine + " but the map is " + theirs + ".",
          .values = {{"file", mine}, {"map", theirs}},
          .assumption = {},
          .remedy = std::move(remedy)};
}

}  // namespace

std::vector<Diagnostic> comparePair(const MapInfo& map, const MapInfo& other) {
  if (!map.grid.sameSize(other.grid)) return {mismatch("E-SIZEPAIR", map, other, "Choose another file.")};
  std::vector<Diagnostic> found;
  bool sameVoxel = map.grid.hasVoxelSize() && other.grid.hasVoxelSize();
  for (std::size_t a = 0; a < 3 && sameVoxel; ++a)
    sameVoxel = std::abs(other.grid.voxelSize[a] / map.grid.voxelSize[a] - 1) <= 1e-3;
  if (!sameVoxel)
    found.push_back(mismatch("E-VOXELPAIR", map, other, "Choose another file, or adopt the map's voxel size."));

  // Positions may be rounded to float, and to 3 decimals by some programs: a tenth of a voxel is no difference.
  bool samePlace = true;
  for (std::size_t a = 0; a < 3; ++a) {
    const double step = map.grid.voxelSize[a] > 0 ? map.grid.voxelSize[a] : 1;
    if (std::abs(map.grid.origin[a] - other.grid.origin[a]) > 0.1 * step) samePlace = false;
  }
  if (!samePlace && sameVoxel)
    found.push_back({.id = "W-PLACEMENT",
                     .file = other.file,
                     .message = "Its origin is " + triple(other.grid.origin) + " A but the map's is " +
                                triple(map.grid.origin) + " A.",
                     .values = {{"origin", triple(other.grid.origin)}, {"origin of the map", triple(map.grid.origin)}},
                     .assumption = "They are compared voxel by voxel, without moving either.",
                     .remedy = {}});
  return found;
}

ReadHints adoptVoxelSize(const MapInfo& map, ReadHints hints) {
  hints.voxelSize = map.grid.voxelSize;
  return hints;
}

}  // namespace vitrine
