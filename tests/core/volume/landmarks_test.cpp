// Places in a map worth jumping to.
#include "core/volume/landmarks.hpp"

#include "core/base/random.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace vitrine {
namespace {

TEST(Landmarks, FindTheLargestValueAndTheCentreOfMass) {
  Volume volume(Grid{{20, 16, 12}, {1, 1, 1}, {}});
  std::ranges::fill(volume.data, 0.25F);
  volume.at(0, 0, 0) = std::numeric_limits<float>::quiet_NaN();
  for (const Index3& at : {Index3{4, 5, 6}, Index3{8, 5, 6}}) volume.at(at[0], at[1], at[2]) = 3;
  volume.at(12, 9, 2) = 1;
  SerialExecutor serial;
  const Landmarks found = findLandmarks(volume, 0.5, serial, Progress());
  EXPECT_EQ(*found.largest, (Index3{4, 5, 6}));  // the first of two
  // (4 * 3 + 8 * 3 + 12) / 7 and so on.
  EXPECT_NEAR((*found.centreOfMass)[0], 48.0 / 7, 1e-12);
  EXPECT_NEAR((*found.centreOfMass)[1], 39.0 / 7, 1e-12);
  EXPECT_NEAR((*found.centreOfMass)[2], 38.0 / 7, 1e-12);
}

TEST(Landmarks, DoNotExistWhereNothingIs) {
  Volume volume(Grid{{3, 3, 3}, {1, 1, 1}, {}});
  std::ranges::fill(volume.data, -1.0F);
  SerialExecutor serial;
  EXPECT_FALSE(findLandmarks(volume, 0, serial, Progress()).centreOfMass);
  EXPECT_FALSE(findLandmarks(volume, -2, serial, Progress()).centreOfMass);  // it weighs less than nothing
  EXPECT_EQ(*findLandmarks(volume, 0, serial, Progress()).largest, (Index3{0, 0, 0}));
  std::ranges::fill(volume.data, std::numeric_limits<float>::quiet_NaN());
  EXPECT_FALSE(findLandmarks(volume, 0, serial, Progress()).largest);
}

TEST(Landmarks, AreTheSameForAnyNumberOfThreads) {
  Volume volume(Grid{{31, 29, 27}, {1, 1, 1}, {}});
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i)
    volume.data[i] = static_cast<float>(randomNormal(5, static_cast<std::uint64_t>(i)));
  SerialExecutor serial;
  const Landmarks one = findLandmarks(volume, 0.1, serial, Progress());
  for (const int width : {2, 7}) {
    test::ThreadExecutor threads(width);
    const Landmarks many = findLandmarks(volume, 0.1, threads, Progress());
    EXPECT_EQ(many.largest, one.largest);
    EXPECT_EQ(*many.centreOfMass, *one.centreOfMass);
  }
}

}  // namespace
}  // namespace vitrine
