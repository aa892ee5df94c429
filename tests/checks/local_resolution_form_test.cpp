#include "core/checks/local_resolution_form.hpp"

#include "core/base/error.hpp"
#include "core/products/masks.hpp"
#include "core/products/reduced_molecule.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

const Progress kQuiet;

/// In a shuffled order, so that every percentile is known: q / 100 (n - 1) is a place in the list.
std::vector<float> ramp(int count, double first, double step) {
  std::vector<float> values;
  for (int i = 0; i < count; ++i) values.push_back(static_cast<float>(first + step * ((i * 17) % count)));
  return values;
}

LocalResolutionForm formOf(std::optional<double> reportedA, std::int64_t maskVoxels = 2000) {
  LocalResolutionForm form;
  form.method = "Blocres";
  form.maskVoxels = maskVoxels;
  form.reportedA = reportedA;
  form.fscA = 4.2;
  return form;
}

double number(const CheckResult& result, const std::string& key) { return test::valueOf(result, key); }

TEST(LocalResolutionForm, PercentilesCoverageAndEstimate) {
  CheckResult result;
  addLocalDistribution(result, ramp(1001, 3, 0.002), formOf(4.0), kQuiet);
  EXPECT_NEAR(number(result, "percentile_2_5_A"), 3.05, 1e-6);
  EXPECT_NEAR(number(result, "percentile_25_A"), 3.5, 1e-6);
  EXPECT_NEAR(number(result, "percentile_50_A"), 4.0, 1e-6);
  EXPECT_NEAR(number(result, "percentile_75_A"), 4.5, 1e-6);
  EXPECT_NEAR(number(result, "percentile_97_5_A"), 4.95, 1e-6);
  EXPECT_NEAR(number(result, "reported_percentile"), 100 * 500.0 / 1001, 1e-9);
  EXPECT_EQ(result.find("reported_percentile")->decimals, 1);
  EXPECT_NEAR(number(result, "coverage_percent"), 50.05, 1e-9);
  EXPECT_EQ(number(result, "determined_voxels"), 1001);
  EXPECT_EQ(number(result, "mask_voxels"), 2000);
  EXPECT_TRUE(result.warnings.empty());
  EXPECT_TRUE(result.observations.empty());
  ASSERT_EQ(result.resolutionEstimates.size(), 1U);
  EXPECT_EQ(result.resolutionEstimates[0].first, "Blocres");
  EXPECT_NEAR(result.resolutionEstimates[0].second, 4.0, 1e-6);
  EXPECT_EQ(result.find("vrs_percentile_50_A"), nullptr);
}

TEST(LocalResolutionForm, HistogramHasTwentyFiveBinsAndBothMarks) {
  CheckResult result;
  addLocalDistribution(result, ramp(1000, 3, 0.001), formOf(3.5), kQuiet);
  const CurvePlot* plot = result.plot("histogram");
  ASSERT_NE(plot, nullptr);
  ASSERT_EQ(plot->series.size(), 1U);
  EXPECT_EQ(plot->series[0].key, "histogram");
  EXPECT_EQ(plot->series[0].style, SeriesStyle::Bars);
  ASSERT_EQ(plot->series[0].y.size(), 25U);
  double sum = 0;
  for (const double count : plot->series[0].y) sum += count;
  EXPECT_EQ(sum, 1000);
  EXPECT_NEAR(plot->series[0].x[0], 3 + 0.999 / 50, 1e-6);
  ASSERT_EQ(plot->markers.size(), 2U);
  EXPECT_EQ(plot->markers[0].value, 3.5);
  EXPECT_EQ(plot->markers[1].value, 4.2);
}

/// The bins are those of the values whatever was reported; the axis holds what was reported wherever it is.
TEST(LocalResolutionForm, TheAxisShowsAReportedResolutionThatNoVoxelReaches) {
  CheckResult inside;
  addLocalDistribution(inside, ramp(1000, 5, 0.001), formOf(5.5), kQuiet);
  for (const double reported : {2.0, 9.0}) {
    CheckResult result;
    addLocalDistribution(result, ramp(1000, 5, 0.001), formOf(reported), kQuiet);
    const CurvePlot& plot = *result.plot("histogram");
    ASSERT_TRUE(plot.x.low && plot.x.high);
    EXPECT_LT(*plot.x.low, std::min({reported, 4.2, 5.0}));
    EXPECT_GT(*plot.x.high, std::max(reported, 5.999));
    EXPECT_LT(*plot.x.high - *plot.x.low, 1.05 * (std::max(reported, 5.999) - std::min(reported, 4.2)));
    EXPECT_EQ(plot.series[0].x, inside.plot("histogram")->series[0].x);
    EXPECT_EQ(plot.series[0].y, inside.plot("histogram")->series[0].y);
    EXPECT_EQ(plot.series[0].y.size(), 25U);
    ASSERT_EQ(test::warnsOf(result, "reported_finer_than_local"), reported < 5);
    if (reported < 5) {
      const PlotPlace place = *result.warnings[0].plotPlace;
      EXPECT_EQ(place.plot, plot.key);
      EXPECT_EQ(place.x, reported);
    }
  }
}

TEST(LocalResolutionForm, WarnsOfAHomogeneousDistribution) {
  CheckResult even, uneven;
  addLocalDistribution(even, ramp(1001, 4, 0.00001), formOf(4.005), kQuiet);     // 95 % within 0.0095 A
  addLocalDistribution(uneven, ramp(1001, 4, 0.000012), formOf(4.005), kQuiet);  // 0.0114 A
  EXPECT_TRUE(test::warnsOf(even, "too_homogeneous"));
  EXPECT_FALSE(test::warnsOf(uneven, "too_homogeneous"));
  EXPECT_EQ(even.statusFromWarnings(), Status::Warnings);
  ASSERT_TRUE(even.warnings[0].plotPlace);
  EXPECT_EQ(even.warnings[0].plotPlace->plot, "histogram");
}

TEST(LocalResolutionForm, WarnsWhenFewerThanATenthOfAPercentIsFiner) {
  // One voxel of 1001 is finer than 3.0005 A: 0.0999 %, of 1000: 0.1 %, which passes.
  CheckResult warned, passed;
  addLocalDistribution(warned, ramp(1001, 3, 0.001), formOf(3.0005), kQuiet);
  addLocalDistribution(passed, ramp(1000, 3, 0.001), formOf(3.0005), kQuiet);
  ASSERT_TRUE(test::warnsOf(warned, "reported_finer_than_local"));
  EXPECT_NE(warned.warnings[0].text.find("3.00 A"), std::string::npos) << warned.warnings[0].text;
  EXPECT_NE(warned.warnings[0].text.find("0.1"), std::string::npos);
  EXPECT_FALSE(test::warnsOf(passed, "reported_finer_than_local"));
}

TEST(LocalResolutionForm, SaysThatNoResolutionWasReported) {
  CheckResult result;
  addLocalDistribution(result, ramp(1001, 3, 0.001), formOf({}), kQuiet);
  ASSERT_NE(result.find("reported_percentile"), nullptr);
  EXPECT_FALSE(result.find("reported_percentile")->value);
  EXPECT_TRUE(test::observes(result, "no_reported_resolution"));
  EXPECT_TRUE(result.warnings.empty());
}

TEST(LocalResolutionForm, RemarksOnLowCoverage) {
  CheckResult low, enough;
  addLocalDistribution(low, ramp(99, 3, 0.01), formOf(3.5, 10000), kQuiet);
  addLocalDistribution(enough, ramp(100, 3, 0.01), formOf(3.5, 10000), kQuiet);
  EXPECT_TRUE(test::observes(low, "low_coverage"));
  EXPECT_TRUE(low.warnings.empty());
  EXPECT_FALSE(test::observes(enough, "low_coverage"));
  CheckResult none;
  EXPECT_THROW(addLocalDistribution(none, {}, formOf(3.5), kQuiet), NotMeasurable);
}

TEST(LocalResolutionForm, VrsCompanionsStandBesideWhatDiffers) {
  const std::vector<float> vrs = ramp(1001, 2, 0.002);
  LocalResolutionForm form = formOf(3.0);
  form.vrsValues = vrs;
  CheckResult result;
  addLocalDistribution(result, ramp(1001, 3, 0.002), form, kQuiet);
  EXPECT_NEAR(number(result, "vrs_percentile_50_A"), 3.0, 1e-6);
  EXPECT_NEAR(number(result, "vrs_reported_percentile"), 100 * 500.0 / 1001, 1e-9);
  EXPECT_EQ(number(result, "reported_percentile"), 0);
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_local"));
}

TEST(LocalResolutionForm, AGivenPercentileIsJudgedAndTheOtherKept) {
  LocalResolutionForm form = formOf(4.0);
  form.reportedPercentile = 0.05;
  CheckResult result;
  addLocalDistribution(result, ramp(1001, 3, 0.002), form, kQuiet);
  EXPECT_EQ(number(result, "reported_percentile"), 0.05);
  EXPECT_NEAR(number(result, "vrs_reported_percentile"), 100 * 500.0 / 1001, 1e-9);
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_local"));
}

/// A ball of 20 voxels radius in a box of 300, reduced by two for pictures; its left half is at 4 A, its right at 8.
class LocalViews : public testing::Test {
protected:
  LocalViews() : m_context(entry().inputs(), m_executor, std::make_shared<ProductCache>()) {}

  test::MapEntry& entry() {
    if (!m_entry) {
      Volume volume = test::constantVolume(test::gridOf({300, 64, 64}, 1), 0.0F);
      test::setBall(volume, {150, 32, 32}, 20, 1);
      volume.at(4, 4, 4) = 1;  // a grain that the mask leaves out
      m_entry = std::make_unique<test::MapEntry>(volume);
      m_entry->threshold(0.5);
    }
    return *m_entry;
  }
  std::shared_ptr<const LocalResolution> local() {
    Progress progress;
    const auto mask = m_context.get<ConstructedMask>(progress);
    auto local = std::make_shared<LocalResolution>();
    local->grid = mask->mask.grid;
    local->determined = Mask(mask->mask.grid);
    std::ranges::copy(mask->mask.words, local->determined.words.begin());
    local->determined.count = mask->mask.count;
    local->resolutionA = Buffer<float>(mask->mask.count);
    std::int64_t at = 0;
    for (std::int64_t i = 0; i < local->grid.voxels(); ++i) {
      const auto [x, y, z] = local->grid.voxelOf(i);
      if (mask->mask.at(x, y, z)) local->resolutionA[at++] = x < 150 ? 4 : 8;
    }
    return local;
  }

  std::unique_ptr<test::MapEntry> m_entry;
  test::ThreadExecutor m_executor{2};
  ValidationContext m_context;
};

TEST_F(LocalViews, ShowTheMoleculeInItsColours) {
  const auto values = local();
  CheckResult result;
  LocalResolutionForm form = formOf(4.5, values->determined.count);
  addLocalDistribution(result, values->resolutionA.span(), form, kQuiet);
  Progress progress;
  addLocalViews(result, values, form, m_context, progress);
  ASSERT_EQ(result.figures.size(), 1U);
  ASSERT_EQ(result.figures[0].pictures.size(), 3U);
  for (std::size_t view = 0; view < 3; ++view) {
    const auto& picture = std::get<SurfacePicture>(result.figures[0].pictures[view]);
    EXPECT_EQ(picture.level, 0.5);
    EXPECT_EQ(picture.angles.x, kReportViews[view].x);
    EXPECT_EQ(picture.colourLow, 4);
    EXPECT_EQ(picture.colourHigh, 8);
    ASSERT_NE(picture.volume, nullptr);
    ASSERT_NE(picture.colourBy, nullptr);
    EXPECT_EQ(picture.volume->grid, picture.colourBy->grid);
    EXPECT_EQ(picture.volume->grid.size, (Index3{150, 32, 32}));
    EXPECT_EQ(picture.volume->at(75, 16, 16), 1);
    EXPECT_EQ(picture.volume->at(2, 2, 2), 0) << "the grain is outside the mask";
    EXPECT_EQ(picture.colourBy->at(70, 16, 16), 4);
    EXPECT_EQ(picture.colourBy->at(80, 16, 16), 8);
    EXPECT_TRUE(std::isnan(picture.colourBy->at(2, 2, 2)));
  }
}

TEST_F(LocalViews, OfferTheVolumeAndItsCompactValues) {
  const auto values = local();
  CheckResult result;
  const LocalResolutionForm form = formOf(4.5, values->determined.count);
  addLocalDistribution(result, values->resolutionA.span(), form, kQuiet);
  Progress progress;
  addLocalViews(result, values, form, m_context, progress);
  ASSERT_EQ(result.volumes.size(), 1U);
  const VolumeResult& volume = result.volumes[0];
  EXPECT_EQ(volume.name, "local_resolution");
  EXPECT_EQ(volume.compact, values);
  const SharedVolume made = volume.make(m_executor, progress);
  EXPECT_EQ(made->at(140, 32, 32), 4);
  EXPECT_EQ(made->at(160, 32, 32), 8);
  EXPECT_TRUE(std::isnan(made->at(0, 0, 0)));
  const SharedVolume forFile = volumeForFile(volume, m_executor, progress);
  EXPECT_EQ(forFile->at(140, 32, 32), 4);
  EXPECT_EQ(forFile->at(0, 0, 0), 0);
}

TEST_F(LocalViews, WithoutHalfMapsThereIsNoFscResolution) {
  Progress progress;
  EXPECT_FALSE(fscResolutionA(m_context, progress));
}

TEST(LocalResolutionFsc, IsThatOf1a) {
  const Grid grid = test::gridOf({64, 64, 64}, 1.5);
  test::ThreadExecutor executor(2);
  const auto halves = test::halfMapsWithFsc(grid, test::logisticFsc(grid), 5, executor);
  Volume map(grid);
  for (std::int64_t i = 0; i < grid.voxels(); ++i) map.data[i] = (halves[0].data[i] + halves[1].data[i]) / 2;
  test::MapEntry entry(map);
  entry.halves(halves[0], halves[1]).threshold(1);
  const ValidationContext context(entry.inputs(), executor, std::make_shared<ProductCache>());
  Progress progress;
  const auto found = fscResolutionA(context, progress);
  ASSERT_TRUE(found);
  EXPECT_DOUBLE_EQ(*found, test::valueOf(entry.run("1.a"), "fsc_0143_A"));
  EXPECT_NEAR(*found, test::logisticCrossingA(grid, 0.143), 0.15);
}

}  // namespace
}  // namespace vitrine
