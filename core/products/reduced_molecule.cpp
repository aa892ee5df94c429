#include "core/products/reduced_molecule.hpp"

#include "core/mask/row_bits.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"

#include <algorithm>

namespace vitrine {
namespace {

/// Copies to `plane` the values of the blocks of layer z that hold a voxel of the mask.
void copyTouched(const Mask& mask, const ReducedMap& map, int z, float* plane) {
  const float* source = map.volume.plane(z);
  const int nx = map.volume.grid.size[0], factor = map.factor;
  for (int zz = z * factor; zz < std::min(mask.grid.size[2], (z + 1) * factor); ++zz)
    for (int y = 0; y < mask.grid.size[1]; ++y) {
      const std::int64_t first = std::int64_t{nx} * (y / factor);
      const std::uint64_t* row = mask.row(y, zz);
      for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
        forEachBit(row[word], [&](int bit) {
          const std::int64_t place = first + (64 * word + bit) / factor;
          plane[place] = source[place];
        });
    }
}

}  // namespace

std::string ReducedMolecule::key(const Inputs& inputs) {
  return "reduced-molecule:" + ReducedMap::key(inputs) + "|" + ConstructedMask::key(inputs) + "|" +
         ContourLevel::key(inputs);
}
Bytes ReducedMolecule::bytes(const Inputs& inputs) { return ReducedMap::bytes(inputs); }
Bytes ReducedMolecule::buildPeak(const Inputs&) { return 0; }

std::shared_ptr<const ReducedMolecule> ReducedMolecule::build(const ValidationContext& context, Progress& progress) {
  Progress reducing = progress.part(0.4), masking = progress.part(0.4);
  const auto map = context.get<ReducedMap>(reducing);
  const auto mask = context.get<ConstructedMask>(masking);
  auto molecule = std::make_shared<ReducedMolecule>();
  molecule->factor = map->factor;
  molecule->level = context.get<ContourLevel>(progress)->value;
  if (mask->mask.count == 0) return molecule;
  molecule->volume = Volume(map->volume.grid);
  Volume& volume = molecule->volume;
  const float outside = molecule->level > 0 ? 0.0F : *std::ranges::min_element(map->volume.data);
  const Progress copying = progress.part(0.2, "molecule of the pictures");
  parallelBlocks(context.executor(), copying, volume.grid.size[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    std::fill(volume.plane(z), volume.plane(z) + volume.grid.planeVoxels(), outside);
    copyTouched(mask->mask, *map, z, volume.plane(z));
  });
  return molecule;
}

}  // namespace vitrine
