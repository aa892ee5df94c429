#include "core/mask/visible_part.hpp"

#include "core/base/random.hpp"
#include "core/mask/threshold.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace vitrine {
namespace {

Volume noise(const Grid& grid) {
  Volume volume(grid);
  for (std::int64_t i = 0; i < volume.data.size(); ++i)
    volume.data[i] = static_cast<float>(randomNormal(3, static_cast<std::uint64_t>(i)));
  volume.at(70, 3, 2) = std::numeric_limits<float>::quiet_NaN();
  return volume;
}

TEST(VisiblePart, IsTheMapInsideMaskAndBoxAndZeroElsewhereForAnyNumberOfThreads) {
  const Volume volume = noise(Grid{{131, 17, 23}, {1, 2, 3}, {4, 5, 6}});
  const Index3 low{3, 2, 1}, high{127, 15, 20};
  for (const int threads : {1, 2, 7}) {
    test::ThreadExecutor executor(threads);
    Progress progress;
    Mask mask = aboveLevel(volume, 0.4, executor, progress);
    cropMask(mask, low, high, executor, progress);
    const Volume seen = maskedVolume(volume, mask, executor, progress);
    EXPECT_EQ(seen.grid, volume.grid);
    std::int64_t count = 0;
    for (std::int64_t i = 0; i < volume.data.size(); ++i) {
      const Index3 at = volume.grid.voxelOf(i);
      bool isInside = volume.data[i] >= 0.4;
      for (std::size_t a = 0; a < 3; ++a) isInside = isInside && at[a] >= low[a] && at[a] <= high[a];
      count += isInside;
      ASSERT_EQ(mask.at(at[0], at[1], at[2]), isInside);
      ASSERT_EQ(seen.data[i], isInside ? volume.data[i] : 0.0F);
    }
    EXPECT_EQ(mask.count, count);
    EXPECT_GT(count, 5000);
    cropMask(mask, {5, 0, 0}, {4, 16, 22}, executor, progress);
    EXPECT_EQ(mask.count, 0);
  }
}

}  // namespace
}  // namespace vitrine
