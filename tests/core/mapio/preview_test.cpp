#include "core/mapio/reader.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

TEST(Preview, TakesEveryNthVoxelInAnyAxisOrderAndMode) {
  const test::TemporaryFolder folder;
  for (const int mode : {2, 1, 101})
    for (const Index3 axes : {Index3{1, 2, 3}, Index3{2, 1, 3}, Index3{3, 1, 2}, Index3{3, 2, 1}}) {
      test::MapFile file;
      file.box({23, 12, 17}).mode(mode).axes(axes);
      test::writeFile(folder / "a.mrc", file.bytes());
      const MapInfo info = probe(folder / "a.mrc");
      Progress progress;
      const Volume small = preview(folder / "a.mrc", info, 8, progress);
      EXPECT_EQ(small.grid.size, (Index3{8, 4, 6}));
      EXPECT_DOUBLE_EQ(small.grid.voxelSize[0], 4.5);
      for (int z = 0; z < 6; ++z)
        for (int y = 0; y < 4; ++y)
          for (int x = 0; x < 8; ++x)
            ASSERT_EQ(small.at(x, y, z),
                      static_cast<float>(file.values()[static_cast<std::size_t>(3 * x + 23 * (3 * y + 12 * 3 * z))]));
    }
}

TEST(Preview, IsTheMapItselfWhenSmallEnough) {
  const test::TemporaryFolder folder;
  test::writeFile(folder / "a.mrc", test::MapFile().bytes());
  Progress progress;
  const Volume all = preview(folder / "a.mrc", probe(folder / "a.mrc"), 6, progress);
  EXPECT_EQ(all.grid.size, (Index3{6, 5, 4}));
  EXPECT_EQ(all.data[119], 119.0F);
}

}  // namespace
}  // namespace vitrine
