#include "core/checks/monores/rows.hpp"

#include "core/fourier/transform.hpp"
#include "core/products/half_maps.hpp"

#include <algorithm>
#include <utility>

namespace vitrine::monores {

Spectrum readAverage(const ValidationContext& context, Progress& progress) {
  Progress reading = progress.part(0.9);
  const auto pair = ownHalfMapPair(context, reading);
  Spectrum& sum = pair->padded[0];
  const auto [nx, ny, nz] = sum.grid.size;
  parallelBlocks(context.executor(), progress.part(0.1), nz, 4, [&, columns = nx, rows = ny](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < rows; ++y) {
        float* a = paddedRow(sum, y, z);
        const float* b = paddedRow(pair->padded[1], y, z);
        for (int x = 0; x < columns; ++x) a[x] = 0.5F * (a[x] + b[x]);
      }
  });
  return std::move(sum);
}

Spectrum paddedRows(const Volume& map, Executor& executor, const Progress& progress) {
  Spectrum padded = paddedFor(map.grid);
  parallelBlocks(executor, progress, map.grid.size[2], 4, [&](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < map.grid.size[1]; ++y)
        std::copy_n(map.plane(z) + std::int64_t{map.grid.size[0]} * y, map.grid.size[0], paddedRow(padded, y, z));
  });
  return padded;
}

}  // namespace vitrine::monores
