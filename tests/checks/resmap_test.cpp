// 1.d as a whole check: what it reports, of noise too, what it refuses, and when it stops.
#include "tests/support/local_phantom.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/run_check.hpp"
#include "tests/support/support.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/checks/registry.hpp"
#include "core/products/half_maps.hpp"
#include "core/report/compose.hpp"
#include "core/report/result_json.hpp"
#include "core/run/schedule.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <memory>
#include <stop_token>

namespace vitrine {
namespace {

Volume meanOf(const Volume& a, const Volume& b) {
  Volume mean(a.grid);
  for (std::int64_t i = 0; i < a.grid.voxels(); ++i) mean.data[i] = 0.5F * (a.data[i] + b.data[i]);
  return mean;
}

/// A check on the phantom: map = mean of the halves times `scale` + `shift`, as the halves.
std::unique_ptr<test::MapEntry> entryOf(const test::LocalPhantom& phantom, double scale = 1, double shift = 0) {
  const Grid& grid = phantom.half[0].grid;
  std::array<Volume, 2> half = {Volume(grid), Volume(grid)};
  for (std::size_t h = 0; h < 2; ++h)
    for (std::int64_t i = 0; i < grid.voxels(); ++i)
      half[h].data[i] = static_cast<float>(scale * static_cast<double>(phantom.half[h].data[i]) + shift);
  auto entry = std::make_unique<test::MapEntry>(meanOf(half[0], half[1]));
  entry->halves(half[0], half[1]).mask(phantom.mask).resolution(3.5).threshold(shift + 0.5 * scale);
  return entry;
}

const test::LocalPhantom& strongPhantom() {
  static const test::LocalPhantom phantom = [] {
    test::ThreadExecutor executor(2);
    return test::localPhantom({.sigma = 0.1}, executor);
  }();
  return phantom;
}

TEST(Resmap, ReportsBothWeightsAndDoesNotDependOnThreads) {
  const auto entry = entryOf(strongPhantom());
  CheckResult one = entry->run("1.d", 1), two = entry->run("1.d", 2), four = entry->run("1.d", 4);
  ASSERT_EQ(one.status, Status::Ok) << one.reason;
  ASSERT_EQ(one.figures.size(), 1U);
  for (CheckResult* result : {&one, &two, &four}) result->figures.clear();  // surfaces, which are not compared here
  test::expectSameResult(one, two);
  test::expectSameResult(one, four);
  EXPECT_NEAR(test::valueOf(one, "vrs_percentile_50_A"), 3.819, 0.04);
  EXPECT_EQ(test::valueOf(one, "mask_voxels"), 33401);
  ASSERT_NE(one.plot("whitening"), nullptr);
  ASSERT_EQ(one.tables.size(), 2U);
  ASSERT_EQ(one.volumes.size(), 1U);
}

TEST(Resmap, ScaleAndOffsetOfTheHalvesChangeNothing) {
  const CheckResult plain = entryOf(strongPhantom())->run("1.d"), other = entryOf(strongPhantom(), 7.3, 2)->run("1.d");
  ASSERT_EQ(plain.status, other.status) << other.reason;
  for (const char* key : {"percentile_2_5_A", "percentile_25_A", "percentile_50_A", "percentile_75_A",
                          "percentile_97_5_A", "vrs_percentile_50_A"})
    EXPECT_NEAR(test::valueOf(plain, key), test::valueOf(other, key), 2e-3) << key;
  // A voxel whose statistic is at the threshold may fall on either side by rounding.
  EXPECT_NEAR(test::valueOf(plain, "determined_voxels"), test::valueOf(other, "determined_voxels"), 10);
}

TEST(Resmap, HalvesThatCannotBeMeasuredAreSaidInOneLine) {
  const test::LocalPhantom& phantom = strongPhantom();
  const auto reasonOf = [&](auto change) {
    std::array<Volume, 2> half;
    for (std::size_t h = 0; h < 2; ++h) {
      half[h] = Volume(phantom.half[h].grid);
      std::copy(phantom.half[h].data.begin(), phantom.half[h].data.end(), half[h].data.begin());
    }
    change(half);
    test::MapEntry entry(meanOf(phantom.half[0], phantom.half[1]));
    entry.halves(half[0], half[1]).mask(phantom.mask);
    const CheckResult result = entry.run("1.d");
    EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
    return result.reason;
  };
  const auto has = [](const std::string& text, const char* part) { return text.find(part) != std::string::npos; };
  EXPECT_TRUE(has(reasonOf([](auto& half) { half[1].data = half[0].data.copy(); }), "identical"));
  EXPECT_TRUE(has(reasonOf([](auto& half) { std::fill(half[1].data.begin(), half[1].data.end(), 3.0F); }), "constant"));
  EXPECT_TRUE(has(reasonOf([](auto& half) { half[0].data[77] = std::nanf(""); }), "non-finite"));

  test::MapEntry single(phantom.half[0]);
  EXPECT_EQ(single.run("1.d").status, Status::DoesNotApply);
}

TEST(Resmap, AMaskWithoutRoomIsSaidInOneLine) {
  const test::LocalPhantom& phantom = strongPhantom();
  const auto reasonOf = [&](auto choose) {
    Volume mask = test::constantVolume(phantom.mask.grid, 0);
    choose(mask);
    test::MapEntry entry(meanOf(phantom.half[0], phantom.half[1]));
    entry.halves(phantom.half[0], phantom.half[1]).mask(mask);
    const CheckResult result = entry.run("1.d");
    EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
    return result.reason;
  };
  EXPECT_NE(reasonOf([](Volume& mask) {
              test::setBall(mask, {32, 32, 32}, 2, 1);
            }).find("no cube of 5 voxels"),
            std::string::npos);
  EXPECT_NE(reasonOf([](Volume& mask) {
              test::setBall(mask, {4, 4, 4}, 4, 1);
            }).find("9 voxels or more inside"),
            std::string::npos);
}

TEST(Resmap, BoxesNeedNotBeCubic) {
  test::ThreadExecutor executor(2);
  const test::LocalPhantom& phantom = strongPhantom();
  const Grid grid = test::gridOf({64, 52, 56}, 1.5);
  const auto cut = [&](const Volume& volume) {
    Volume part(grid);
    for (int z = 0; z < 56; ++z)
      for (int y = 0; y < 52; ++y)
        for (int x = 0; x < 64; ++x) part.at(x, y, z) = volume.at(x, y + 6, z + 4);
    return part;
  };
  const Volume half1 = cut(phantom.half[0]), half2 = cut(phantom.half[1]);
  test::MapEntry entry(meanOf(half1, half2));
  entry.halves(half1, half2).mask(cut(phantom.mask)).threshold(0.5);
  const CheckResult part = entry.run("1.d"), whole = entryOf(phantom)->run("1.d");
  ASSERT_EQ(part.status, Status::Ok) << part.reason;
  EXPECT_NEAR(test::valueOf(part, "percentile_50_A"), test::valueOf(whole, "percentile_50_A"), 0.25);
}

// --- half maps of nothing but noise

std::unique_ptr<test::MapEntry> noiseEntry(int seed, int n = 48) {
  const Grid grid = test::gridOf({n, n, n}, 1.5);
  test::LocalPhantom noise;
  for (std::size_t h = 0; h < 2; ++h) {
    noise.half[h] = Volume(grid);
    for (std::int64_t i = 0; i < grid.voxels(); ++i)
      noise.half[h].data[i] = static_cast<float>(
          randomNormal(1000 + 2 * static_cast<std::uint64_t>(seed) + h, static_cast<std::uint64_t>(i)));
  }
  noise.mask = test::constantVolume(grid, 0);
  test::setBall(noise.mask, {n / 2, n / 2, n / 2}, n / 2 - 10, 1);
  return entryOf(noise);
}

/// Everything said of the numbers, empty where they are.
void expectNothingDetermined(const CheckResult& result) {
  for (const char* key : {"percentile_2_5_A", "percentile_25_A", "percentile_50_A", "percentile_75_A",
                          "percentile_97_5_A", "reported_percentile"}) {
    const Number* number = result.find(key);
    ASSERT_NE(number, nullptr) << key;
    EXPECT_FALSE(number->value) << key;
    EXPECT_EQ(numberText(*number), "none") << key;
  }
  EXPECT_EQ(test::valueOf(result, "determined_voxels"), 0);
  EXPECT_EQ(test::valueOf(result, "coverage_percent"), 0);
  EXPECT_TRUE(test::observes(result, "low_coverage"));
  EXPECT_EQ(result.plot("histogram"), nullptr);
  EXPECT_NE(result.plot("whitening"), nullptr);
  EXPECT_EQ(result.tables.size(), 2U);
  EXPECT_TRUE(result.volumes.empty());
  EXPECT_TRUE(result.figures.empty());
  EXPECT_TRUE(result.resolutionEstimates.empty());
}

TEST(Resmap, NoiseAloneIsMeasuredAndResolvesNothing) {
  int nothing = 0;
  for (int seed = 0; seed < 4; ++seed) {
    const CheckResult result = noiseEntry(seed)->run("1.d");
    ASSERT_TRUE(result.status == Status::Ok || result.status == Status::Warnings) << result.reason;
    EXPECT_LT(test::valueOf(result, "coverage_percent"), 0.1);
    EXPECT_TRUE(test::observes(result, "low_coverage"));
    if (test::valueOf(result, "determined_voxels") > 0) continue;
    ++nothing;
    expectNothingDetermined(result);
  }
  EXPECT_GE(nothing, 3);  // one pair in twenty has a discovery
}

TEST(Resmap, AReportedResolutionThatNothingShowsIsWarnedOf) {
  const auto entry = noiseEntry(0);  // tested from 3.3 to 6.3 A
  const CheckResult among = entry->resolution(3.5).run("1.d"), beyond = entry->resolution(8).run("1.d");
  expectNothingDetermined(among);
  EXPECT_EQ(among.status, Status::Warnings);
  EXPECT_TRUE(among.scored);
  EXPECT_TRUE(test::warnsOf(among, "reported_finer_than_local"));
  EXPECT_EQ(warningParts(among.warnings[0].text).passes, "At least 0.1 % of the voxels finer than it would pass.");
  expectNothingDetermined(beyond);
  EXPECT_EQ(beyond.status, Status::Ok);
  EXPECT_FALSE(beyond.scored);
}

TEST(Resmap, ReportAndJsonStandAResultWithoutPercentiles) {
  const CheckResult result = noiseEntry(0)->run("1.d");
  expectNothingDetermined(result);
  const Section section = composeCheck(findCheck("1.d")->info(), result, "4.4");
  bool isMedianThere = false;
  for (const Block& block : section.blocks)
    if (const auto* numbers = std::get_if<NumberTable>(&block))
      for (const auto& row : numbers->rows)
        isMedianThere = isMedianThere || (row.label == "Median" && row.value == "none");
  EXPECT_TRUE(isMedianThere);
  const nlohmann::ordered_json json = resultJson(result);
  const CheckResult back = resultFromJson(json);
  test::expectSameResult(result, back);
  expectNothingDetermined(back);
}

TEST(Resmap, BoxesOf1024AreForetoldToFit24GiB) {
  Inputs inputs = entryOf(strongPhantom())->inputs();
  for (MapInfo* info : {&inputs.map.info, &inputs.half1->info, &inputs.half2->info, &inputs.mask->info})
    info->grid.size = {1024, 1024, 1024};
  constexpr Bytes kGiB = Bytes{1} << 30;
  for (const char* id : {"1.c", "1.d"}) {
    const Requirements needs = findCheck(id)->requirements(inputs);
    const Bytes peak = peakOf({id, needs.products, needs.privatePeak, needs.buildsFirst}, {});
    EXPECT_GT(peak, 10 * kGiB) << id;
    EXPECT_LT(peak, 17 * kGiB) << id;  // less than three quarters of 24 GiB
  }
}

// --- stopping

/// Asks for a stop once a stage is reached.
class StopAt final : public ProgressSink {
public:
  explicit StopAt(double fraction) : m_fraction(fraction) {}
  void progress(double fraction, std::string_view) noexcept override {
    if (fraction >= m_fraction) m_stop.request_stop();
  }
  std::stop_token token() const { return m_stop.get_token(); }

private:
  double m_fraction;
  std::stop_source m_stop;
};

TEST(Resmap, StopsAtAnyStage) {
  test::ThreadExecutor executor(2);
  const auto entry = entryOf(strongPhantom());
  for (const double fraction : {0.02, 0.3, 0.5, 0.7, 0.8, 0.9}) {
    StopAt stop(fraction);
    Progress progress(&stop, stop.token());
    const ValidationContext context(entry->inputs(), executor, std::make_shared<ProductCache>());
    EXPECT_THROW(findCheck("1.d")->run(context, progress), Cancelled) << fraction;
  }
}

}  // namespace
}  // namespace vitrine
