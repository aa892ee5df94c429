// 0.b: arithmetic from component sizes alone, and whole maps (docs/checks/0.b.md).
#include "core/checks/mask_quality/mask_quality.hpp"

#include "core/products/masks.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

namespace vitrine {
namespace {

using namespace test;

constexpr double kV1 = 1.9 * 1.9 * 1.9;  // A^3, of a 1024^3 map of 1.9 A

/// 11 351 015 voxels in 62 280 components, the largest of 11 131 513.
ComponentList virusComponents() {
  ComponentList list;
  list.countsBySize = {{3, 62278}, {219502 - 3 * 62278, 1}, {11131513, 1}};
  list.count = 62280;
  list.totalVoxels = 11351015;
  Component largest;
  largest.voxels = 11131513;
  list.components = {largest};
  return list;
}

TEST(MaskQuality, CountsTheRestOfAVirusMap) {
  const ComponentStatistics statistics = componentStatistics(virusComponents());
  EXPECT_EQ(statistics.to95Percent, 1);
  EXPECT_EQ(statistics.remaining.components, 62279);
  EXPECT_EQ(statistics.remaining.voxels, 219502);
  EXPECT_NEAR(*statistics.remaining.meanVoxels, 3.524495, 5e-7);
  EXPECT_NEAR(*statistics.remaining.meanVoxels * kV1, 24.17451, 5e-6);
  EXPECT_EQ(*statistics.remaining.largest, 219502 - 3 * 62278);
  EXPECT_EQ(*statistics.remaining.smallest, 3);
  EXPECT_EQ(*statistics.vrsRemainingLargest, 11131513);  // the one already counted
  EXPECT_NEAR(100 * statistics.outsideLargest(), 1.9338, 5e-5);
  EXPECT_NEAR(100 - 100 * statistics.outsideLargest(), 98.0662, 5e-5);
  EXPECT_NEAR(11351015 * kV1, 77856611.885, 5e-4);
  EXPECT_NEAR(11131513 * kV1, 76351047.667, 5e-4);
  EXPECT_NEAR(48885144 * kV1, 335303202.696, 5e-4);
  // Corrected verdict: both questions pass.
  EXPECT_LT(statistics.outsideLargest(), 0.10);
  EXPECT_NEAR(resolutionElementA3(7.26), 200.4, 0.1);
  EXPECT_LT(*statistics.remaining.meanVoxels * kV1, resolutionElementA3(7.26));
}

TEST(MaskQuality, NothingRemainsOfOneComponent) {
  ComponentList list;
  list.countsBySize = {{10, 1}};
  list.count = 1;
  list.totalVoxels = 10;
  list.components.resize(1);
  list.components[0].voxels = 10;
  const ComponentStatistics statistics = componentStatistics(list);
  EXPECT_EQ(statistics.remaining.components, 0);
  EXPECT_FALSE(statistics.remaining.meanVoxels.has_value());
  EXPECT_FALSE(statistics.remaining.largest.has_value());
}

TEST(MaskQuality, MassFollowsTheComposition) {
  const Composition protein = compositionNamed("protein");
  EXPECT_NEAR(massKDa(129280559 * kV1, protein), 734660.608, 5e-4);
  EXPECT_NEAR(massKDa(129280559 * kV1, protein) * protein.residuesPerKDa, 6678732.80, 5e-3);
  EXPECT_NEAR(massKDa(24 * kV1, protein), 0.13638, 5e-6);
  EXPECT_NEAR(massKDa(24 * kV1, protein) * protein.residuesPerKDa, 1.2399, 1e-4);
  EXPECT_NEAR(massKDa(950, compositionNamed("nucleic")), 1, 1e-12);
  EXPECT_NEAR(massKDa(1078.5, compositionNamed("mixed")), 1, 1e-12);
}

TEST(MaskQuality, OfFiveObjects) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).run("0.b");
  EXPECT_EQ(valueOf(result, "components"), 5);
  EXPECT_EQ(valueOf(result, "raw_mask_voxels"), 4212);
  EXPECT_EQ(valueOf(result, "raw_mask_volume_A3"), 4212 * 8);
  EXPECT_EQ(valueOf(result, "components_to_95_percent"), 1);
  EXPECT_EQ(valueOf(result, "remaining_components"), 4);
  EXPECT_DOUBLE_EQ(valueOf(result, "remaining_mean_voxels"), 10.75);
  EXPECT_DOUBLE_EQ(valueOf(result, "remaining_mean_volume_A3"), 86);
  EXPECT_DOUBLE_EQ(valueOf(result, "vrs_remaining_mean_volume_A3"), 8);
  EXPECT_EQ(valueOf(result, "remaining_largest_voxels"), 33);
  EXPECT_EQ(valueOf(result, "vrs_remaining_largest_voxels"), 4169);
  EXPECT_EQ(valueOf(result, "remaining_smallest_voxels"), 1);
  EXPECT_EQ(valueOf(result, "largest_component_voxels"), 4169);
  EXPECT_EQ(valueOf(result, "constructed_mask_voxels"), 5287);  // a ball of 10 grown by one voxel exactly
  EXPECT_EQ(valueOf(result, "vrs_constructed_mask_voxels"), 5995);
  EXPECT_NEAR(valueOf(result, "overlap"), 0.98979, 5e-6);
  // 4 voxels of 2 A stand in for a resolution: 268 A^3 against 86.
  EXPECT_EQ(result.status, Status::Ok);
  EXPECT_TRUE(result.scored);
  ASSERT_EQ(result.tables.size(), 2U);
  EXPECT_EQ(result.tables[0].key, "components");
  // One holds 95 %, but the others are what one wants to look at: by size, each with its place.
  ASSERT_EQ(result.tables[0].rows.size(), 5U);
  EXPECT_EQ(result.tables[0].rows[0][0], 4169);
  EXPECT_NEAR(*result.tables[0].rows[0][2], 98.979, 1e-3);
  EXPECT_EQ(result.tables[0].rows[1][0], 33);
  EXPECT_TRUE(std::ranges::is_sorted(result.tables[0].rows, std::ranges::greater{},
                                     [](const auto& row) { return row[0].value(); }));
  const Volume objects = fiveObjects();
  for (const auto& row : result.tables[0].rows) {
    ASSERT_EQ(row.size(), 7U);
    EXPECT_GE(objects.at(static_cast<int>(*row[4]), static_cast<int>(*row[5]), static_cast<int>(*row[6])), 0.5);
  }
}

TEST(MaskQuality, TheTableCountsStrictlyAbove) {
  Volume volume = constantVolume(gridOf({30, 30, 30}, 2), 0);
  setBall(volume, {15, 15, 15}, 5, 25);  // levels 1 .. 24
  setBall(volume, {15, 15, 15}, 3, 12);  // exactly level 12: not above it
  volume.at(1, 1, 1) = -7;
  const CheckResult result = MapEntry(volume).threshold(10).run("0.b");
  const Table& table = result.tables.at(1);
  ASSERT_EQ(table.key, "mass_threshold");
  ASSERT_EQ(table.rows.size(), 24U);
  EXPECT_EQ(table.rows[10][0], 11);
  EXPECT_EQ(table.rows[10][1], 515);
  EXPECT_EQ(table.rows[11][1], 515 - 123);
  EXPECT_EQ(table.rows[23][1], 515 - 123);
  EXPECT_NEAR(*table.rows[0][2], 515 * 8 / 1207.0, 1e-9);
  const CurvePlot* curve = result.plot("mass_threshold");
  ASSERT_NE(curve, nullptr);
  EXPECT_TRUE(curve->y.logarithmic);
  EXPECT_EQ(curve->series[0].y[11], 515 - 123);
  ASSERT_EQ(curve->markers.size(), 1U);
  EXPECT_TRUE(curve->markers[0].isContourLevel);
  EXPECT_EQ(curve->markers[0].value, 10);
  const CurvePlot* histogram = result.plot("density_histogram");
  ASSERT_NE(histogram, nullptr);
  double voxels = 0;
  for (const double y : histogram->series[0].y) voxels += y == y ? y : 0;
  EXPECT_EQ(voxels, 27000);
}

TEST(MaskQuality, AnEstimatedLevelEnclosesOnePercentAndIsNotJudged) {
  const CheckResult result = MapEntry(fiveObjects()).run("0.b");
  EXPECT_FALSE(result.scored);
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_TRUE(observes(result, "threshold_estimated"));
  // 3.8 % of the voxels have the value 1, the maximum: no level above it exists.
  EXPECT_TRUE(observes(result, "few_distinct_values"));
  EXPECT_NEAR(valueOf(result, "threshold"), 1, 2e-5);
}

TEST(MaskQuality, LevelEnclosingIsAPercentile) {
  Volume volume(gridOf({50, 50, 40}));
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i)
    volume.data[i] = static_cast<float>(i % 1000);  // uniform, 0 .. 999
  SerialExecutor executor;
  const ThresholdTable table = makeThresholdTable(volume, 0, 999, executor, Progress());
  EXPECT_NEAR(table.levelEnclosing(0.01), 990, 1.1);
  EXPECT_NEAR(table.voxelsAbove(table.levelEnclosing(0.01)), 1000, 100);
  EXPECT_EQ(table.voxelsAbove(-1), 100000);
  EXPECT_EQ(table.voxelsAbove(1000), 0);
}

TEST(MaskQuality, WarnsOfAMaskThatFallsApart) {
  Volume volume = constantVolume(gridOf({64, 64, 64}, 1), 0);
  for (int i = 0; i < 8; ++i) setBall(volume, {8 + 7 * i, 32, 32}, 3, 1);
  const CheckResult result = MapEntry(volume).threshold(0.5).resolution(2).run("0.b");
  EXPECT_EQ(valueOf(result, "components"), 1);  // 7 apart, radius 3: they touch
  Volume apart = constantVolume(gridOf({64, 64, 64}, 1), 0);
  for (int i = 0; i < 7; ++i) setBall(apart, {8 + 8 * i, 32, 32}, 3, 1);
  setBall(apart, {8, 8, 8}, 2, 1);
  const CheckResult broken = MapEntry(apart).threshold(0.5).resolution(2).run("0.b");
  EXPECT_EQ(valueOf(broken, "components"), 8);
  EXPECT_TRUE(warnsOf(broken, "many_components"));
  EXPECT_TRUE(warnsOf(broken, "outside_largest"));
  EXPECT_TRUE(warnsOf(broken, "large_remaining_components"));
  EXPECT_TRUE(warnsOf(broken, "low_overlap"));
  EXPECT_TRUE(observes(broken, "fragmented_mask"));
  EXPECT_FALSE(observes(result, "fragmented_mask"));
  EXPECT_FALSE(observes(broken, "mask_not_grown"));
  EXPECT_TRUE(observes(MapEntry(apart).threshold(0.5).resolution(2).run("0.a"), "fragment"));
  for (const Warning& warning : broken.warnings) EXPECT_TRUE(warning.location.has_value()) << warning.code;
  EXPECT_EQ(broken.warnings[0].location->voxel, (Index3{16, 32, 32}));
}

TEST(MaskQuality, WarnsOfALevelThatSelectsTheBox) {
  Volume volume = constantVolume(gridOf({20, 20, 20}, 1), 0.5F);
  setBall(volume, {10, 10, 10}, 4, 1);
  volume.at(0, 0, 0) = -1;
  const CheckResult result = MapEntry(volume).threshold(-0.5).run("0.b");
  EXPECT_TRUE(warnsOf(result, "half_of_box_selected"));
  EXPECT_TRUE(warnsOf(result, "threshold_not_positive"));
}

TEST(MaskQuality, SeesInvertedContrast) {
  Volume volume = constantVolume(gridOf({30, 30, 30}, 1), 0.1F);
  setBall(volume, {15, 15, 15}, 5, -1);
  EXPECT_TRUE(observes(MapEntry(volume).threshold(0.05).run("0.b"), "contrast_may_be_inverted"));
  EXPECT_FALSE(observes(MapEntry(fiveObjects()).threshold(0.5).run("0.b"), "contrast_may_be_inverted"));
}

TEST(MaskQuality, ANegativeMapHasNoMassTable) {
  Volume volume = constantVolume(gridOf({20, 20, 20}, 1), -3);
  setBall(volume, {10, 10, 10}, 4, -1);
  const CheckResult result = MapEntry(volume).threshold(-2).run("0.b");
  EXPECT_EQ(result.tables.size(), 1U);
  EXPECT_TRUE(observes(result, "no_mass_table"));
}

TEST(MaskQuality, ALevelAboveTheMaximumCannotBeMeasured) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(1.5).run("0.b");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_EQ(result.reason, "No voxel reaches the threshold 1.5; the map's maximum is 1. Lower the threshold.");
}

TEST(MaskQuality, GivesThreeVolumesWhenAsked) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).run("0.b");
  ASSERT_EQ(result.volumes.size(), 3U);
  SerialExecutor executor;
  const double sums[] = {4212, 5287, 5287};
  for (std::size_t i = 0; i < 3; ++i) {
    Progress progress;
    const SharedVolume volume = result.volumes[i].make(executor, progress);
    double sum = 0;
    for (const float value : volume->data) sum += value;
    EXPECT_NEAR(sum, sums[i], 0.1) << result.volumes[i].name;
  }
  EXPECT_TRUE(result.volumes[1].isMask);
  EXPECT_FALSE(result.volumes[2].isMask);
}

TEST(MaskQuality, ShowsTheRawMaskAlongThreeAxes) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).run("0.b");
  ASSERT_EQ(result.figures.size(), 1U);
  ASSERT_EQ(result.figures[0].pictures.size(), 3U);
  const auto& picture = std::get<SlicePicture>(result.figures[0].pictures[2]);
  EXPECT_EQ(picture.image.axis, 2);
  double sum = 0;
  for (const float value : picture.image.values) sum += value;
  EXPECT_GE(sum, 317);  // the disc of radius 10
}

TEST(MaskQuality, CompositionIsChecked) {
  const CheckResult result = MapEntry(fiveObjects()).threshold(0.5).parameter("0.b.composition", "sugar").run("0.b");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("protein, nucleic, mixed"), std::string::npos) << result.reason;
  EXPECT_TRUE(
      observes(MapEntry(fiveObjects()).threshold(0.5).parameter("0.b.composition", "mixed").run("0.b"), "composition"));
}

TEST(MaskQuality, DoesNotDependOnThreads) {
  Volume volume = fiveObjects();
  MapEntry entry(volume);
  entry.threshold(0.012);  // deep in the noise: thousands of components
  const CheckResult one = entry.run("0.b", 1);
  EXPECT_GT(valueOf(one, "components"), 500);
  expectSameResult(one, entry.run("0.b", 2));
  expectSameResult(one, entry.run("0.b", 7));
}

}  // namespace
}  // namespace vitrine
