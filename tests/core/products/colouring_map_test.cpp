// Maps of other programs read to colour by, and the difference of the half maps.
#include "core/products/colouring_map.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/half_difference.hpp"
#include "core/run/open.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

const Grid kMap{{24, 20, 16}, {2, 2, 2}, {10, 0, 0}};

class ColouringMapTest : public testing::Test {
protected:
  std::filesystem::path write(const char* name, const Grid& grid, const std::function<float(const Index3&)>& value) {
    Volume volume(grid);
    for (std::int64_t i = 0; i < grid.voxels(); ++i) volume.data[i] = value(grid.voxelOf(i));
    Progress progress;
    save(m_folder / name, volume, {}, progress);
    return m_folder / name;
  }
  ColouringMap read(const std::filesystem::path& file) {
    Progress progress;
    return readColouringMap(file, kMap, m_executor, progress);
  }

  test::TemporaryFolder m_folder;
  SerialExecutor m_executor;
};

float resolution(const Index3& at) { return at[0] < 4 ? 0 : 3 + 0.1F * static_cast<float>(at[0] + at[1] * at[2] % 7); }

TEST_F(ColouringMapTest, SameVoxelsWhateverTheHeaderSaysOfTheirSize) {
  const ColouringMap map = read(write("res.mrc", Grid{{24, 20, 16}, {1, 1, 1}, {}}, resolution));
  EXPECT_EQ(map.volume.grid, kMap);
  EXPECT_FALSE(map.isMask);
  EXPECT_EQ(map.note, "0 means no value");
  EXPECT_TRUE(std::isnan(map.volume.at(3, 10, 10)));
  EXPECT_FLOAT_EQ(map.volume.at(10, 0, 0), 4);
}

TEST_F(ColouringMapTest, OtherVoxelsInTheSameBox) {
  const Grid half{{12, 10, 8}, {4, 4, 4}, {}};
  EXPECT_EQ(read(write("half.mrc", half, resolution)).volume.grid.size, half.size);
}

TEST_F(ColouringMapTest, AMaskStaysAMask) {
  const ColouringMap map = read(write("mask.mrc", kMap, [](const Index3& at) { return at[2] < 5 ? 1.0F : 0.0F; }));
  EXPECT_TRUE(map.isMask);
  EXPECT_EQ(map.note, "");
  EXPECT_EQ(map.volume.at(0, 0, 10), 0);
}

TEST_F(ColouringMapTest, AnotherBoxIsRefusedInOneLine) {
  const auto file = write("other.mrc", Grid{{24, 20, 12}, {2, 2, 2}, {}}, resolution);
  try {
    read(file);
    FAIL();
  } catch (const InputError& error) {
    EXPECT_STREQ(error.what(),
                 "other.mrc: its box is 24 x 20 x 12 voxels (48.0 x 40.0 x 24.0 A), the map's is 24 x 20 x 16 voxels "
                 "(48.0 x 40.0 x 32.0 A); only a map of the same box can colour it.");
  }
}

TEST_F(ColouringMapTest, DifferenceOfTheHalfMaps) {
  const auto noise = [](std::uint64_t seed) {
    return [seed](const Index3& at) {
      return static_cast<float>(randomNormal(seed, static_cast<std::uint64_t>(kMap.index(at[0], at[1], at[2]))));
    };
  };
  OpenRequest request;
  request.map = write("map.mrc", kMap, noise(1));
  request.half1 = write("half1.mrc", kMap, noise(2));
  request.half2 = write("half2.mrc", kMap, noise(3));
  const ValidationContext context(openEntry(request).inputs, m_executor, std::make_shared<ProductCache>());
  Progress progress;
  const Volume difference = halfMapDifference(context, progress);
  EXPECT_EQ(difference.grid, context.inputs().grid());
  for (const Index3& at : {Index3{0, 0, 0}, Index3{23, 19, 15}, Index3{7, 3, 9}})
    EXPECT_EQ(difference.at(at[0], at[1], at[2]), noise(2)(at) - noise(3)(at));
}

}  // namespace
}  // namespace vitrine
