#include "core/products/colouring_map.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/mapio/reader.hpp"

#include <cmath>

namespace vitrine {
namespace {

std::string boxText(const Grid& grid) {
  std::string text;
  for (std::size_t a = 0; a < 3; ++a) text += (a > 0 ? " x " : "") + std::to_string(grid.size[a]);
  text += " voxels";
  if (!grid.hasVoxelSize()) return text;
  text += " (";
  for (int a = 0; a < 3; ++a) text += (a > 0 ? " x " : "") + fixedText(grid.edge(a), 1);
  return text + " A)";
}

bool fillsTheSameBox(const Grid& other, const Grid& grid) {
  if (!other.hasVoxelSize() || !grid.hasVoxelSize()) return false;
  for (int a = 0; a < 3; ++a)
    // A box of 49 voxels binned by two has 25 and sticks out by half of one.
    if (std::abs(other.edge(a) - grid.edge(a)) > 0.501 * other.voxelSize[static_cast<std::size_t>(a)]) return false;
  return true;
}

}  // namespace

ColouringMap readColouringMap(const std::filesystem::path& file, const Grid& grid, Executor& executor,
                              Progress& progress) {
  ReadHints hints;
  hints.role = MapRole::Colour;
  const MapInfo info = probe(file, hints);
  if (!info.grid.sameSize(grid) && !fillsTheSameBox(info.grid, grid))
    throw InputError(file.filename().string() + ": its box is " + boxText(info.grid) + ", the map's is " +
                     boxText(grid) + "; only a map of the same box can colour it.");
  Progress reading = progress.part(0.8);
  // Nobody else has seen it yet: it may still be changed.
  const auto loaded = std::const_pointer_cast<LoadedMap>(load(file, hints, executor, reading));
  const double maximum = loaded->scan.statistics.maximum;
  ColouringMap map;
  const PlaceHolders holders = findPlaceHolders(loaded->volume, maximum, executor, progress.part(0.1));
  blankPlaceHolders(loaded->volume, holders, maximum, executor, progress.part(0.1));
  map.volume = std::move(loaded->volume);
  if (map.volume.grid.sameSize(grid)) map.volume.grid = grid;
  map.isMask = holders.isMask;
  if (holders.zero) map.note.append("0");
  if (holders.maximum) map.note += (holders.zero ? " and " : "") + generalText(maximum, 6);
  if (!map.note.empty()) map.note += holders.zero && holders.maximum ? " mean no value" : " means no value";
  return map;
}

}  // namespace vitrine
