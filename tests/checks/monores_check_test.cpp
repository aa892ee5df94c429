// Check 1.e through files, products and the form of the report; the single-map variant.
#include "core/base/error.hpp"
#include "core/checks/monores/rows.hpp"
#include "core/checks/registry.hpp"
#include "tests/checks/monores_phantom.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <memory>
#include <stop_token>
#include <string>

namespace vitrine {
namespace {

using namespace half_map_phantom;

/// Through files, products and the report's form.
std::unique_ptr<test::MapEntry> entryOf(const Halves& halves) {
  Volume map(halves.half[0].grid), mask(halves.half[0].grid);
  for (std::int64_t i = 0; i < map.data.size(); ++i) {
    map.data[i] = 0.5F * (halves.half[0].data[i] + halves.half[1].data[i]);
    const Index3 at = map.grid.voxelOf(i);
    mask.data[i] = halves.mask.at(at[0], at[1], at[2]) ? 1.0F : 0.0F;
  }
  auto entry = std::make_unique<test::MapEntry>(map);
  entry->halves(halves.half[0], halves.half[1]).mask(mask).threshold(1);
  return entry;
}

TEST(MonoResCheck, ReportsTheSharedForm) {
  const CheckResult result = entryOf(phantomA())->resolution(4).run("1.e");
  ASSERT_TRUE(result.status == Status::Ok || result.status == Status::Warnings) << result.reason;
  EXPECT_NEAR(test::valueOf(result, "coarsest_level_A"), 19.2, 1e-6);
  EXPECT_NEAR(test::valueOf(result, "percentile_50_A"), 4.43, 0.03);
  EXPECT_NEAR(test::valueOf(result, "percentile_97_5_A"), 7.83, 0.03);
  EXPECT_NE(result.plot("levels"), nullptr);
  ASSERT_FALSE(result.resolutionEstimates.empty());
  EXPECT_EQ(result.resolutionEstimates[0].first, "MonoRes");
  EXPECT_TRUE(
      std::ranges::any_of(result.notes, [](const std::string& note) { return note.starts_with("As published"); }));
  EXPECT_TRUE(
      std::ranges::any_of(result.volumes, [](const VolumeResult& v) { return v.name == "filled_local_resolution"; }));
  const CheckResult band = entryOf(phantomA())->resolution(4).parameter("1.e.mode", "band").run("1.e");
  EXPECT_TRUE(
      std::ranges::any_of(band.notes, [](const std::string& note) { return note.starts_with("Band-limited"); }));
}

TEST(MonoResCheck, CallsNoiseNoise) {
  const Grid grid = test::gridOf({64, 64, 64});
  const CheckResult result =
      entryOf({{phantomNoise(grid, 4), phantomNoise(grid, 5)}, ball(grid, 20)})->resolution(4).run("1.e");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("no significant signal"), std::string::npos) << result.reason;
}

TEST(MonoResCheck, ReadsTheAverageOfTheHalvesAgain) {
  const Halves halves = phantom(test::gridOf({30, 24, 36}), 8, 9);
  const auto entry = entryOf(halves);
  test::ThreadExecutor executor(2);
  const ValidationContext context(entry->inputs(), executor, std::make_shared<ProductCache>());
  Progress progress;
  Spectrum average = monores::readAverage(context, progress);
  ASSERT_EQ(average.grid.size, halves.mask.grid.size);
  for (int z = 0; z < 36; ++z)
    for (int y = 0; y < 24; ++y)
      for (int x = 0; x < 30; ++x)
        ASSERT_EQ(paddedRow(average, y, z)[x], 0.5F * (halves.half[0].at(x, y, z) + halves.half[1].at(x, y, z)));
  std::stop_source stop;
  stop.request_stop();
  Progress stopped(nullptr, stop.get_token());
  EXPECT_THROW(monores::readAverage(context, stopped), Cancelled);
}

/// The map alone, with the phantom's mask.
std::unique_ptr<test::MapEntry> singleMapOf(const Volume& map, const Mask& mask) {
  Volume values(mask.grid);
  for (std::int64_t i = 0; i < values.data.size(); ++i) {
    const Index3 at = mask.grid.voxelOf(i);
    values.data[i] = mask.at(at[0], at[1], at[2]) ? 1.0F : 0.0F;
  }
  auto entry = std::make_unique<test::MapEntry>(map);
  entry->mask(values).threshold(1).resolution(4);
  return entry;
}

TEST(MonoResCheck, TakesOneMapWhereThereAreNoHalvesAndSaysSo) {
  const Halves halves = phantom(test::gridOf({64, 64, 64}), 18, 20);
  const auto entry = singleMapOf(halves.half[0], halves.mask);
  const CheckResult result = entry->run("1.e");
  ASSERT_TRUE(result.status == Status::Ok || result.status == Status::Warnings) << result.reason;
  ASSERT_TRUE(test::observes(result, "single_map"));
  EXPECT_NE(result.observations[0].text.find("single-map variant, which is weaker"), std::string::npos);
  ASSERT_FALSE(result.resolutionEstimates.empty());
  EXPECT_EQ(result.resolutionEstimates[0].first, "MonoRes, single map");
  EXPECT_NE(result.plot("histogram")->title.find("MonoRes, single map"), std::string::npos);
  EXPECT_NEAR(test::valueOf(result, "percentile_50_A"), 4.5, 1.5);
  // Half maps make it the other method again.
  const CheckResult both = entryOf(halves)->resolution(4).run("1.e");
  EXPECT_FALSE(test::observes(both, "single_map"));
  EXPECT_EQ(both.resolutionEstimates[0].first, "MonoRes");
}

TEST(MonoResCheck, DoesNotTakeOneMapWhenToldNotTo) {
  const Halves halves = phantom(test::gridOf({32, 32, 32}), 8, 9);
  const auto entry = singleMapOf(halves.half[0], halves.mask);
  entry->parameter("1.e.single_map", "no");
  const CheckResult result = entry->run("1.e");
  EXPECT_EQ(result.status, Status::DoesNotApply);
  EXPECT_EQ(result.reason, "no half maps were given");
  entry->parameter("1.e.single_map", "perhaps");
  EXPECT_EQ(entry->run("1.e").status, Status::CouldNotBeMeasured);
}

/// What a program that masks writes is no noise: neither what is left of the background at the mask's edge, nor zeros.
TEST(MonoResCheck, AMaskedMapHasNoNoise) {
  Halves halves = phantom(test::gridOf({64, 64, 64}), 14, 16);
  Volume& map = halves.half[0];
  const auto keep = [&](auto isKept) {
    for (int z = 0; z < 64; ++z)
      for (int y = 0; y < 64; ++y)
        for (int x = 0; x < 64; ++x)
          if (!isKept(x, y, z)) map.at(x, y, z) = 0;
  };
  // A cube, so that no sphere is the end of the map; a third of the background stays.
  keep([](int x, int y, int z) { return std::max({std::abs(x - 32), std::abs(y - 32), std::abs(z - 32)}) < 24; });
  const CheckResult some = singleMapOf(map, halves.mask)->run("1.e");
  EXPECT_TRUE(some.status == Status::Ok || some.status == Status::Warnings) << some.reason;
  EXPECT_GT(test::valueOf(some, "percentile_2_5_A"), 3);
  keep([](int x, int y, int z) { return std::max({std::abs(x - 32), std::abs(y - 32), std::abs(z - 32)}) < 19; });
  const CheckResult little = singleMapOf(map, halves.mask)->run("1.e");
  EXPECT_EQ(little.status, Status::DoesNotApply);
  EXPECT_NE(little.reason.find("exactly the value 0"), std::string::npos) << little.reason;
  keep([&](int x, int y, int z) { return halves.mask.at(x, y, z); });
  const CheckResult none = singleMapOf(map, halves.mask)->run("1.e");
  EXPECT_EQ(none.status, Status::DoesNotApply);
  EXPECT_NE(none.reason.find("noise outside the mask"), std::string::npos) << none.reason;
}

/// Whatever the map, the end is a verdict or one reason; an internal error would be thrown.
TEST(MonoResCheck, OddMapsEndWithAReason) {
  struct Case {
    Index3 size;
    double voxelSize, radius;
  };
  for (const Case& odd : {Case{{4, 4, 4}, 1, 1}, Case{{6, 5, 4}, 1.5, 1}, Case{{200, 20, 3}, 1, 5},
                          Case{{15, 40, 40}, 1, 6}, Case{{16, 16, 16}, 1, 4}, Case{{17, 19, 23}, 1, 5},
                          Case{{16, 16, 16}, 20, 4}, Case{{33, 16, 64}, 0.3, 6}, Case{{20, 20, 20}, 1, 40}}) {
    const Grid grid = test::gridOf(odd.size, odd.voxelSize);
    Volume map = phantomNoise(grid, 4);
    const Mask mask = ball(grid, odd.radius);
    for (std::int64_t i = 0; i < map.data.size(); ++i) {
      const Index3 at = grid.voxelOf(i);
      if (mask.at(at[0], at[1], at[2])) map.data[i] += 5;
    }
    test::MapEntry entry(map);
    const CheckResult result = entry.threshold(3).run("1.e");
    const std::string name = std::to_string(odd.size[0]) + " " + std::to_string(odd.size[1]) + " " + result.reason;
    const bool isMeasured = result.status == Status::Ok || result.status == Status::Warnings;
    EXPECT_TRUE(isMeasured || result.status == Status::DoesNotApply || result.status == Status::CouldNotBeMeasured);
    EXPECT_EQ(result.reason.empty(), isMeasured) << name;
    if (*std::ranges::min_element(odd.size) < 16) {
      EXPECT_EQ(result.status, Status::DoesNotApply) << name;
      EXPECT_NE(result.reason.find("shortest edge"), std::string::npos) << name;
    }
    if (isMeasured) {
      EXPECT_GE(test::valueOf(result, "percentile_2_5_A"), 2 * odd.voxelSize * (1 - 1e-6)) << name;
    }
  }
}

}  // namespace
}  // namespace vitrine
