// Limits of colours and values that mean "no value".
#include "core/stats/value_limits.hpp"

#include "core/base/random.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace vitrine {
namespace {

Volume volumeOf(int edge, const std::function<float(int)>& value) {
  Volume volume(Grid{{edge, edge, edge}, {1, 1, 1}, {}});
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) volume.data[i] = value(static_cast<int>(i));
  return volume;
}

TEST(ValueLimits, ArePercentilesOfFiniteValues) {
  const Volume volume = volumeOf(20, [](int i) {
    if (i % 5 == 0) return std::numeric_limits<float>::quiet_NaN();
    return static_cast<float>(randomNormal(3, static_cast<std::uint64_t>(i)));
  });
  std::vector<float> sorted;
  std::ranges::copy_if(volume.data, std::back_inserter(sorted), [](float v) { return std::isfinite(v); });
  std::ranges::sort(sorted);
  SerialExecutor serial;
  const ValueLimits limits = valueLimits(volume, 0.02, serial, Progress());
  EXPECT_EQ(limits.count, 6400);
  EXPECT_EQ(limits.minimum, sorted.front());
  EXPECT_EQ(limits.maximum, sorted.back());
  EXPECT_NEAR(limits.low, sorted[128], std::abs(sorted[128]) / 8000);
  EXPECT_NEAR(limits.high, sorted[6271], std::abs(sorted[6271]) / 8000);
  for (const int width : {2, 7}) {
    test::ThreadExecutor threads(width);
    const ValueLimits again = valueLimits(volume, 0.02, threads, Progress());
    EXPECT_EQ(again.low, limits.low);
    EXPECT_EQ(again.high, limits.high);
  }
}

TEST(ValueLimits, KeepRoundNumbersRound) {
  SerialExecutor serial;
  const ValueLimits limits =
      valueLimits(volumeOf(10, [](int i) { return i % 2 == 0 ? -8.0F : 8.0F; }), 0.02, serial, {});
  EXPECT_EQ(limits.low, -8);
  EXPECT_EQ(limits.high, 8);
}

TEST(ValueLimits, OfNothingAreZero) {
  SerialExecutor serial;
  const ValueLimits limits =
      valueLimits(volumeOf(4, [](int) { return std::numeric_limits<float>::infinity(); }), 0.02, serial, {});
  EXPECT_EQ(limits.count, 0);
  EXPECT_EQ(limits.high, 0);
}

TEST(PlaceHolders, TellWhatOtherProgramsFillIn) {
  SerialExecutor serial;
  const auto find = [&](const Volume& volume, double maximum) {
    return findPlaceHolders(volume, maximum, serial, Progress());
  };
  const auto resolution = [](int i) { return 3 + 0.001F * static_cast<float>(i % 997); };
  // Zero outside a mask.
  const PlaceHolders zero = find(volumeOf(12, [&](int i) { return i % 3 == 0 ? 0 : resolution(i); }), 3.996);
  EXPECT_TRUE(zero.zero && !zero.maximum && !zero.isMask);
  // 100 everywhere else, as ResMap writes.
  const PlaceHolders hundred = find(volumeOf(12, [&](int i) { return i % 3 == 0 ? 100 : resolution(i); }), 100);
  EXPECT_TRUE(!hundred.zero && hundred.maximum && !hundred.isMask);
  // Both: 0 outside, 100 where nothing was found.
  const PlaceHolders both =
      find(volumeOf(12, [&](int i) { return i % 3 == 0   ? 0
                                            : i % 7 == 0 ? 100
                                                         : resolution(i); }), 100);
  EXPECT_TRUE(both.zero && both.maximum);
  // A soft mask: 1 is a value like any other.
  const PlaceHolders soft =
      find(volumeOf(12, [](int i) { return std::min(1.0F, 0.01F * static_cast<float>(i % 200)); }), 1);
  EXPECT_TRUE(soft.zero && !soft.maximum && !soft.isMask);
  // A hard mask is all value.
  const PlaceHolders hard = find(volumeOf(12, [](int i) { return i % 3 == 0 ? 1.0F : 0.0F; }), 1);
  EXPECT_TRUE(hard.isMask && !hard.zero && !hard.maximum);
  // A map as it comes: nothing is left out.
  const PlaceHolders none = find(volumeOf(12, resolution), 3.996);
  EXPECT_TRUE(!none.zero && !none.maximum && !none.isMask);
}

TEST(PlaceHolders, BecomeNotANumber) {
  SerialExecutor serial;
  Volume volume = volumeOf(4, [](int i) { return static_cast<float>(i % 4); });
  blankPlaceHolders(volume, {.zero = true, .maximum = true}, 3, serial, Progress());
  for (std::int64_t i = 0; i < 64; ++i) EXPECT_EQ(std::isnan(volume.data[i]), i % 4 == 0 || i % 4 == 3);
}

}  // namespace
}  // namespace vitrine
