#include "core/mapio/pair.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

MapInfo mapOf(Index3 size, double voxel, Vector3 origin = {0, 0, 0}) {
  MapInfo info;
  info.file = "a.mrc";
  info.grid = {.size = size, .voxelSize = {voxel, voxel, voxel}, .origin = origin};
  return info;
}

std::string found(const MapInfo& map, const MapInfo& other) {
  std::string ids;
  for (const Diagnostic& d : comparePair(map, other)) ids += d.id + " ";
  return ids;
}

TEST(Pair, FitsWhenSizeVoxelAndPlaceAgree) {
  const MapInfo map = mapOf({64, 64, 60}, 1.5, {1, 2, 3});
  EXPECT_EQ(found(map, mapOf({64, 64, 60}, 1.5, {1, 2, 3})), "");
  EXPECT_EQ(found(map, mapOf({64, 64, 60}, 1.5 * 1.0009, {1, 2, 3})), "");
  EXPECT_EQ(found(map, mapOf({64, 64, 60}, 1.5 * 1.0011, {1, 2, 3})), "E-VOXELPAIR ");
  EXPECT_EQ(found(map, mapOf({64, 64, 60}, 0, {1, 2, 3})), "E-VOXELPAIR ");
  EXPECT_EQ(found(map, mapOf({64, 60, 64}, 1.5, {1, 2, 3})), "E-SIZEPAIR ");
  EXPECT_EQ(found(map, mapOf({64, 64, 60}, 1.5)), "W-PLACEMENT ");
}

TEST(Pair, NamesBothSides) {
  const auto diagnostics = comparePair(mapOf({64, 64, 64}, 1.5), mapOf({32, 32, 32}, 3));
  ASSERT_EQ(diagnostics.size(), 1u);
  EXPECT_EQ(diagnostics[0].message, "This file is 32 x 32 x 32, 3 A but the map is 64 x 64 x 64, 1.5 A.");
}

TEST(Pair, AdoptingTheVoxelSizeSettlesIt) {
  const MapInfo map = mapOf({8, 8, 8}, 1.35);
  ASSERT_TRUE(adoptVoxelSize(map, {}).voxelSize.has_value());
  EXPECT_EQ(*adoptVoxelSize(map, {}).voxelSize, (Vector3{1.35, 1.35, 1.35}));
}

}  // namespace
}  // namespace vitrine
