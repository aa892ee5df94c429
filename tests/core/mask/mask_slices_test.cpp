#include "core/mask/mask_slices.hpp"
#include "core/mask/threshold.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace vitrine {
namespace {

using namespace test;

TEST(MaskSlices, CountsAndSlicesAgree) {
  const Mask mask = randomMask(gridOf({70, 13, 21}), 0.2, 4);
  for (const int threads : {1, 7}) {
    ThreadExecutor executor(threads);
    const PlaneCounts counts = planeCounts(mask, executor, Progress());
    for (int axis = 0; axis < 3; ++axis)
      for (int index = 0; index < mask.grid.size[axis]; ++index) {
        const GrayImage image = maskSlice(mask, axis, index);
        double sum = 0;
        for (const float value : image.values) sum += value;
        ASSERT_EQ(sum, static_cast<double>(counts[axis][static_cast<std::size_t>(index)])) << axis << " " << index;
      }
  }
  const GrayImage image = maskSlice(mask, 0, 66);
  EXPECT_EQ(image.width, 13);
  EXPECT_EQ(image.height, 21);
  EXPECT_EQ(image.at(4, 9) == 1.0F, mask.at(66, 4, 9));
}

TEST(MaskSlices, ThePlaneOfLargestVarianceIsHalfFull) {
  Mask mask(gridOf({8, 8, 8}));
  for (int y = 0; y < 8; ++y)
    for (int x = 0; x < 8; ++x) {
      mask.set(x, y, 2);              // full: no variance
      if (x < 4) mask.set(x, y, 5);   // half full
      if (x >= 4) mask.set(x, y, 6);  // half full too: the lower index wins
    }
  recount(mask);
  EXPECT_EQ(maximumVariancePlane(mask, 2), 5);
}

TEST(MaskSlices, OccupiedPlanesAreTheBoundingBox) {
  SerialExecutor executor;
  const Mask mask = ballMask(gridOf({40, 40, 40}), {20, 11, 30}, 5);
  const PlaneCounts counts = planeCounts(mask, executor, Progress());
  EXPECT_EQ(occupiedPlanes(counts, 0), (std::array<int, 2>{15, 25}));
  EXPECT_EQ(occupiedPlanes(counts, 1), (std::array<int, 2>{6, 16}));
  EXPECT_EQ(occupiedPlanes(counts, 2), (std::array<int, 2>{25, 35}));
  const PlaneCounts none = planeCounts(Mask(mask.grid), executor, Progress());
  EXPECT_EQ(occupiedPlanes(none, 0), (std::array<int, 2>{0, -1}));
}

TEST(Threshold, IncludesTheLevelAndComparesInDouble) {
  Volume volume = constantVolume(gridOf({70, 2, 2}), 0);
  volume.at(3, 0, 0) = 0.1F;  // a little above 0.1 as a double
  volume.at(69, 1, 1) = 0.3F;
  volume.at(5, 0, 1) = std::numeric_limits<float>::quiet_NaN();
  SerialExecutor executor;
  EXPECT_EQ(aboveLevel(volume, 0.1, executor, Progress()).count, 2);
  EXPECT_EQ(aboveLevel(volume, static_cast<double>(0.1F), executor, Progress()).count, 2);
  EXPECT_EQ(aboveLevel(volume, std::nextafter(static_cast<double>(0.1F), 1.0), executor, Progress()).count, 1);
  EXPECT_EQ(aboveLevel(volume, 0.5, executor, Progress()).count, 0);
  EXPECT_EQ(aboveLevel(volume, -1, executor, Progress()).count, 279);
  EXPECT_EQ(aboveLevel(volume, -1e300, executor, Progress()).count, 279);
}

TEST(Threshold, AVolumeOfTheMaskGivesTheMaskBack) {
  SerialExecutor executor;
  const Mask mask = randomMask(gridOf({65, 7, 9}), 0.4, 2);
  const Volume volume = maskVolume(mask, executor, Progress());
  EXPECT_TRUE(equalMasks(aboveLevel(volume, 0.5, executor, Progress()), mask));
}

TEST(Threshold, TheNameOfAMaskChangesWithEveryBitAndWithTheGrid) {
  Mask mask = ballMask(gridOf({20, 20, 20}, 1.5), {10, 10, 10}, 4);
  const std::string name = maskSha256(mask);
  EXPECT_EQ(name.size(), 64U);
  EXPECT_EQ(maskSha256(ballMask(gridOf({20, 20, 20}, 1.5), {10, 10, 10}, 4)), name);
  EXPECT_NE(maskSha256(ballMask(gridOf({20, 20, 20}, 1.6), {10, 10, 10}, 4)), name);
  mask.set(0, 0, 0);
  EXPECT_NE(maskSha256(mask), name);
}

}  // namespace
}  // namespace vitrine
