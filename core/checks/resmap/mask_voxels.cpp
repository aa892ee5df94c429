#include "core/checks/resmap/mask_voxels.hpp"

namespace vitrine::resmap {

MaskVoxels maskVoxels(const Mask& mask, Executor& executor, const Progress& progress) {
  const auto [nx, ny, nz] = mask.grid.size;
  MaskVoxels voxels;
  voxels.mask = Mask(mask.grid);
  const std::int64_t rows = std::int64_t{ny} * nz, words = mask.wordsPerRow();
  voxels.rowStart = Buffer<std::int64_t>(rows + 1);
  parallelBlocks(executor, progress, nz, 8, [&](const BlockRange& block) {
    for (auto z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < ny; ++y) {
        std::int64_t count = 0;
        const bool isInside = z >= kMargin && z < nz - kMargin && y >= kMargin && y < ny - kMargin;
        for (std::int64_t word = 0; isInside && word < words; ++word) {
          const std::uint64_t bits = mask.row(y, z)[word] & rangeBits(word, kMargin, nx - kMargin);
          voxels.mask.row(y, z)[word] = bits;
          count += std::popcount(bits);
        }
        voxels.rowStart[y + std::int64_t{ny} * z] = count;
      }
  });
  std::int64_t total = 0;
  for (std::int64_t row = 0; row < rows; ++row) total += std::exchange(voxels.rowStart[row], total);
  voxels.rowStart[rows] = total;
  voxels.mask.count = total;
  return voxels;
}

Bytes maskVoxelsBytes(const Grid& grid) {
  return 8 * (Mask::wordsFor(grid) + std::int64_t{grid.size[1]} * grid.size[2] + 1);
}

}  // namespace vitrine::resmap
