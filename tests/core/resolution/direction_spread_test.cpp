// Statistics over directions of which some are only bounded.
#include "core/resolution/direction_spread.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace vitrine {
namespace {

Crossing at(double resolution) {
  Crossing crossing;
  crossing.state = CrossingState::Crossed;
  crossing.frequency = 1 / resolution;
  return crossing;
}

Crossing bounded(CrossingState state) {
  Crossing crossing;
  crossing.state = state;
  return crossing;
}

TEST(DirectionSpread, OfKnownResolutions) {
  std::vector<Crossing> all;
  for (int i = 20; i >= 0; --i) all.push_back(at(4 + 0.1 * i));
  const DirectionSpread spread = directionSpread(all);
  EXPECT_EQ(spread.directions, 21);
  EXPECT_NEAR(*spread.min, 4, 1e-12);
  EXPECT_NEAR(*spread.max, 6, 1e-12);
  EXPECT_NEAR(*spread.mean, 5, 1e-12);
  EXPECT_NEAR(*spread.median, 5, 1e-12);
  EXPECT_NEAR(*spread.percentile5, 4.1, 1e-12);
  EXPECT_NEAR(*spread.percentile95, 5.9, 1e-12);
  EXPECT_NEAR(*spread.sd, std::sqrt(36.6666666666667) / 10, 1e-9);
}

TEST(DirectionSpread, BoundedDirectionsTakePartInRanksOnly) {
  std::vector<Crossing> all(3, bounded(CrossingState::Never));
  for (int i = 0; i < 17; ++i) all.push_back(at(4 + 0.1 * i));
  all.push_back(bounded(CrossingState::BelowFirst));
  const DirectionSpread spread = directionSpread(all);
  EXPECT_EQ(spread.never, 3);
  EXPECT_EQ(spread.belowFirst, 1);
  EXPECT_FALSE(spread.min || spread.max || spread.mean || spread.sd || spread.percentile5);
  EXPECT_NEAR(*spread.median, 4.7, 1e-12);
  EXPECT_NEAR(*spread.percentile95, 5.6, 1e-12);
}

TEST(DirectionSpread, OfNothingIsEmpty) {
  EXPECT_FALSE(directionSpread({}).min);
  const std::vector<Crossing> never(4, bounded(CrossingState::Never));
  EXPECT_FALSE(directionSpread(never).median);
  EXPECT_EQ(directionSpread(never).never, 4);
}

}  // namespace
}  // namespace vitrine
