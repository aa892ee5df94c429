#include "core/products/half_difference.hpp"

namespace vitrine {

Volume halfMapDifference(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  Progress reading = progress.part(0.8);
  const auto pair = context.get<HalfMapPair>(reading);
  context.cache().makeRoom(inputs.grid().voxels() * static_cast<Bytes>(sizeof(float)));
  Volume difference(inputs.grid());
  const Grid& grid = difference.grid;
  const Progress subtracting = progress.part(0.2, "difference of the half maps");
  parallelBlocks(context.executor(), subtracting, grid.size[2], 4, [&](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < grid.size[1]; ++y) {
        // The rows of the real maps lie where the coefficients would (paddedRow).
        const auto* first = reinterpret_cast<const float*>(pair->padded[0].row(y, z));
        const auto* second = reinterpret_cast<const float*>(pair->padded[1].row(y, z));
        float* out = difference.data.data() + grid.index(0, y, z);
        for (int x = 0; x < grid.size[0]; ++x) out[x] = first[x] - second[x];
      }
  });
  return difference;
}

}  // namespace vitrine
