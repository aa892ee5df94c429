#include "core/mask/visible_part.hpp"

#include "core/mask/row_bits.hpp"

#include <algorithm>

namespace vitrine {
namespace {

constexpr std::int64_t kPlanesPerBlock = 4;

}  // namespace

void cropMask(Mask& mask, const Index3& low, const Index3& high, Executor& executor, const Progress& progress) {
  mask.count = orderedReduce(
      executor, progress, mask.grid.size[2], kPlanesPerBlock, std::int64_t{0},
      [&](const BlockRange& planes, std::int64_t& count) {
        for (int z = static_cast<int>(planes.begin); z < planes.end; ++z)
          for (int y = 0; y < mask.grid.size[1]; ++y) {
            const bool isInside = z >= low[2] && z <= high[2] && y >= low[1] && y <= high[1];
            std::uint64_t* row = mask.row(y, z);
            for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
              row[word] &= isInside ? rangeBits(word, low[0], std::int64_t{high[0]} + 1) : 0;
            if (isInside) count += countRange(row, 0, mask.grid.size[0]);
          }
      },
      [](std::int64_t& total, std::int64_t next) { total += next; });
}

Volume maskedVolume(const Volume& volume, const Mask& mask, Executor& executor, const Progress& progress) {
  Volume result(volume.grid);
  parallelBlocks(executor, progress, volume.grid.size[2], kPlanesPerBlock, [&](const BlockRange& planes) {
    for (int z = static_cast<int>(planes.begin); z < planes.end; ++z)
      for (int y = 0; y < volume.grid.size[1]; ++y) {
        const float* source = volume.plane(z) + std::int64_t{volume.grid.size[0]} * y;
        float* target = result.plane(z) + std::int64_t{volume.grid.size[0]} * y;
        std::fill_n(target, volume.grid.size[0], 0.0F);
        const std::uint64_t* row = mask.row(y, z);
        for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
          forEachBit(row[word], [&](int bit) { target[word * 64 + bit] = source[word * 64 + bit]; });
      }
  });
  return result;
}

}  // namespace vitrine
