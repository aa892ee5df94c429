// 0.a: arithmetic from plane counts alone, and whole maps (docs/checks/0.a.md).
#include "core/checks/mass/mass.hpp"

#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

using namespace test;

// 1024 voxels of 1.9 A with a mask from plane 180 to 844.
TEST(Mass, CountsEmptyPlanesOnBothSides) {
  const AxisSpace space = axisSpace(180, 844, 1024, 1.9), vrs = vrsAxisSpace(180, 844, 1024, 1.9);
  EXPECT_NEAR(space.leftA, 342, 1e-9);
  EXPECT_NEAR(space.rightA, 340.1, 1e-9);
  EXPECT_NEAR(vrs.leftA, 342, 1e-9);
  EXPECT_NEAR(vrs.rightA, 342, 1e-9);
  EXPECT_EQ(space.decenteringPercent, 0);
  EXPECT_EQ(vrs.decenteringPercent, 0);
}

TEST(Mass, BothDecenteringsAgreeInEvenBoxesOnly) {
  EXPECT_DOUBLE_EQ(axisSpace(10, 40, 100, 1).decenteringPercent, 50);
  EXPECT_DOUBLE_EQ(vrsAxisSpace(10, 40, 100, 1).decenteringPercent, 50);
  // Centred on the origin voxel 50 of 101 voxels.
  EXPECT_EQ(axisSpace(40, 60, 101, 1).decenteringPercent, 0);
  EXPECT_NEAR(vrsAxisSpace(40, 60, 101, 1).decenteringPercent, 100 / 101.0, 1e-12);
}

TEST(Mass, CentreDecentering) {
  EXPECT_NEAR(vrsCentreDecenteringPercent(509.79, 1024), 0.2158, 1e-4);
  EXPECT_NEAR(centreDecenteringPercent(50, 101), 0, 1e-12);
}

TEST(Mass, DelocalisationFollowsWavelengthAndDefocus) {
  EXPECT_NEAR(delocalisationA(300, 15000, 7.26), 41, 0.5);
  EXPECT_NEAR(delocalisationA(300, 15000, 3), 98.4, 0.5);
  EXPECT_NEAR(delocalisationA(200, 10000, 10), 25.1, 0.1);
}

TEST(Mass, OfFiveObjects) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).run("0.a");
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  for (const char axis : {'x', 'y', 'z'}) {
    const auto key = [&](const char* begin, const char* end) { return std::string(begin) + axis + end; };
    EXPECT_DOUBLE_EQ(valueOf(result, key("left_space_", "_A")), 26);
    EXPECT_DOUBLE_EQ(valueOf(result, key("right_space_", "_A")), 24);
    EXPECT_DOUBLE_EQ(valueOf(result, key("vrs_right_space_", "_A")), 26);
    EXPECT_EQ(result.find(key("vrs_left_space_", "_A")), nullptr);  // the same in both
    EXPECT_DOUBLE_EQ(valueOf(result, key("decentering_", "_percent")), 0);
    EXPECT_DOUBLE_EQ(valueOf(result, key("centroid_", "_voxels")), 24);
    EXPECT_NEAR(valueOf(result, key("center_of_mass_", "_voxels")), 24, 1e-9);
    EXPECT_NEAR(valueOf(result, key("center_of_mass_", "_A")), 0, 1e-9);
    EXPECT_TRUE(observes(result, key("left_space_", "_tight")));
  }
  EXPECT_NEAR(valueOf(result, "vrs_center_of_mass_x_voxels"), 23.8953, 5e-5);
  EXPECT_NEAR(valueOf(result, "vrs_center_of_mass_y_voxels"), 23.8500, 5e-5);
  EXPECT_NEAR(valueOf(result, "vrs_center_of_mass_z_voxels"), 23.8536, 5e-5);
  EXPECT_FALSE(result.find("ctf_delocalisation_A")->value.has_value());
}

TEST(Mass, ASymmetricParticleStaysInTheMiddleWhateverTheBackgroundSums) {
  const CheckResult result = MapEntry(symmetricBall()).threshold(0.005).resolution(4).run("0.a");
  const double sum = -11.4549;
  for (const char axis : {'x', 'y', 'z'}) {
    const std::string stem = std::string("center_of_mass_") + axis;
    EXPECT_NEAR(valueOf(result, stem + "_voxels"), 24, 1e-9);
    EXPECT_NEAR(valueOf(result, "vrs_" + stem + "_voxels"), 22.551816, 1e-6);
    EXPECT_NEAR(valueOf(result, "vrs_" + stem + "_voxels"), 24 - 24 * (48 * 48 * -0.0003) / sum, 1e-4);
  }
  EXPECT_TRUE(observes(result, "below_ctf_delocalisation"));
}

TEST(Mass, AParticleInACornerWarnsWithPlaces) {
  Volume volume = constantVolume(gridOf({60, 50, 40}, 2), 0);
  volume.at(59, 49, 39) = 0.01F;  // not constant
  setBall(volume, {6, 25, 20}, 5, 1);
  const CheckResult result = MapEntry(volume).threshold(0.5).run("0.a");
  EXPECT_EQ(result.status, Status::Warnings);
  EXPECT_TRUE(warnsOf(result, "decentered_x"));
  EXPECT_TRUE(warnsOf(result, "center_of_mass_x"));
  EXPECT_TRUE(warnsOf(result, "left_space_x"));
  EXPECT_FALSE(warnsOf(result, "right_space_x"));
  EXPECT_FALSE(warnsOf(result, "decentered_y"));
  for (const Warning& warning : result.warnings) {
    ASSERT_TRUE(warning.location.has_value()) << warning.code;
    if (warning.code == "left_space_x") {
      EXPECT_EQ(warning.location->voxel, (Index3{0, 25, 20}));
    }
    if (warning.code == "center_of_mass_x") {
      EXPECT_EQ(warning.location->voxel, (Index3{6, 25, 20}));
    }
  }
  EXPECT_EQ(valueOf(result, "left_space_x_A"), 0);
}

TEST(Mass, LimitsAreParameters) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).parameter("0.a.space_limit_A", "25").run("0.a");
  EXPECT_EQ(result.warnings.size(), 3U);
  EXPECT_TRUE(warnsOf(result, "right_space_z"));
  ASSERT_FALSE(result.parameters.empty());
  EXPECT_EQ(result.parameters[0].name, "space_limit_A");
  EXPECT_EQ(result.parameters[0].value, "25");
  EXPECT_EQ(result.parameters[0].defaultValue, "20");
}

TEST(Mass, ABadParameterSaysWhich) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).parameter("0.a.space_limit_A", "wide").run("0.a");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("0.a.space_limit_A=wide"), std::string::npos) << result.reason;
}

TEST(Mass, AThresholdAboveTheMaximumCannotBeMeasured) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(3).run("0.a");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_EQ(result.reason, "No voxel reaches the threshold 3; the map's maximum is 1. Lower the threshold.");
}

TEST(Mass, TheUsersMaskDecidesTheSpaces) {
  const Grid grid = gridOf({48, 48, 48}, 2);
  Volume mask = constantVolume(grid, 0);
  setBall(mask, {24, 24, 24}, 15, 1);
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).mask(mask).run("0.a");
  EXPECT_DOUBLE_EQ(valueOf(result, "left_space_x_A"), 18);
  ASSERT_TRUE(result.mask.has_value());
  EXPECT_EQ(result.mask->name, "mask.mrc");
  EXPECT_EQ(result.mask->sha256.size(), 64U);
}

TEST(Mass, AMaskOfAnotherBoxIsRefused) {
  const CheckResult result =
      MapEntry(fiveObjects()).threshold(0.5).mask(constantVolume(gridOf({40, 48, 48}, 2), 1)).run("0.a");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("40 x 48 x 48"), std::string::npos) << result.reason;
}

}  // namespace
}  // namespace vitrine
