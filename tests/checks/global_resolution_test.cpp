// 1.a on half maps of prescribed FSC (docs/checks/1.a.md).
#include "core/checks/global_resolution/readings.hpp"

#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "tests/support/half_map_shells.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/relion_phantom.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

namespace vitrine {
namespace {

using namespace global_resolution;
using test::gridOf;
using test::MapEntry;

Volume meanOf(const std::array<Volume, 2>& halves) {
  Volume mean(halves[0].grid);
  for (std::int64_t i = 0; i < mean.data.size(); ++i) mean.data[i] = (halves[0].data[i] + halves[1].data[i]) / 2;
  return mean;
}

/// Halves as files beside their mean.
struct HalfEntry {
  HalfEntry(const std::array<Volume, 2>& halves, double resolutionA) : entry(meanOf(halves)) {
    entry.halves(halves[0], halves[1]).threshold(0).resolution(resolutionA);
  }
  MapEntry entry;
};

std::array<Volume, 2> logisticHalves(const Grid& grid, std::uint64_t seed = 7) {
  test::ThreadExecutor executor(2);
  return test::halfMapsWithFsc(grid, test::logisticFsc(grid), seed, executor);
}

/// 3 standard errors of the curve over its slope, and half a shell: in 1/A.
double tolerance(const Curves& curves, const Grid& grid, double t) {
  const double width = curves.fsc.width, g = 1 / test::logisticCrossingA(grid, t);
  const auto s = static_cast<std::size_t>(g / width);
  const double slope = t * (1 - t) / 0.03 * grid.voxelSize[0];  // of the logistic, per 1/A
  return 3 * curves.fsc.error[s] / slope + width / 2;
}

TEST(Logistic, IsRecoveredFromItsOwnSamples) {
  const Logistic truth{0.97, 60, 0.2};
  std::vector<double> x, y, sigma;
  for (int s = 1; s <= 64; ++s) {
    x.push_back(s / 192.0);
    y.push_back(truth.at(x.back()));
    sigma.push_back(0.01);
  }
  const auto fit = fitLogistic(x, y, sigma, {1, 40, 0.17});
  ASSERT_TRUE(fit);
  EXPECT_NEAR(fit->curve.depth, 0.97, 1e-6);
  EXPECT_NEAR(fit->curve.steepness, 60, 1e-4);
  EXPECT_NEAR(fit->curve.middle, 0.2, 1e-7);
  EXPECT_LT(fit->rms, 1e-6);
  EXPECT_NEAR(*fit->curve.frequencyOf(0.9), 0.2 - std::log(0.97 / 0.1 - 1) / 60, 1e-6);
  EXPECT_NEAR(truth.at(*truth.frequencyOf(0.9)), 0.9, 1e-12);
  EXPECT_FALSE((Logistic{0.09, 60, 0.2}.frequencyOf(0.9))) << "never falls to 0.9";
  EXPECT_FALSE((Logistic{1, 1, 0.2}.frequencyOf(0.9))) << "starts below 0.9";
}

TEST(Logistic, DoesNotFitWhatRisesOrIsTooShort) {
  std::vector<double> x, y, sigma;
  for (int s = 1; s <= 30; ++s) {
    x.push_back(s / 100.0);
    y.push_back(s < 15 ? 0.2 : 0.9);
    sigma.push_back(0.01);
  }
  EXPECT_FALSE(fitLogistic(x, y, sigma, {1, 40, 0.15}));
  EXPECT_FALSE(fitLogistic({0.1, 0.2}, {1, 0}, {1, 1}, {1, 40, 0.15}));
}

TEST(GlobalResolution, FindsEveryCrossingOfAPrescribedFsc) {
  test::ThreadExecutor executor(2);
  for (const int n : {64, 128}) {
    const Grid grid = gridOf({n, n, n}, 1.5);
    const HalfMapShells shells =
        test::shellsOfSpectra(test::halfSpectraWithFsc(grid, test::logisticFsc(grid), 11, executor), executor);
    const Curves curves = curvesOf(shells, "C1", true);
    const Readings readings = readingsOf(curves);
    const auto expectCrossing = [&](const Reading& reading, double t) {
      ASSERT_EQ(reading.crossing.state, CrossingState::Crossed) << reading.name << " " << n;
      EXPECT_NEAR(*reading.crossing.frequency, 1 / test::logisticCrossingA(grid, t), tolerance(curves, grid, t))
          << reading.name << " " << n;
    };
    expectCrossing(readings.fsc0143, 0.143);
    expectCrossing(readings.fsc05, 0.5);
    expectCrossing(readings.fsc09, 0.9);
    expectCrossing(readings.ssnr, 1.0 / 3);
    expectCrossing(readings.dpr, 0.143);
    expectCrossing(readings.dpr45, 0.768);
    EXPECT_NEAR(test::logisticCrossingA(grid, 0.143), 4.939, 1e-3);

    // DPR 102.9 is FSC 0.0162: crossed by chance, early.
    ASSERT_TRUE(readings.dpr1029.resolutionA());
    EXPECT_GT(*readings.dpr1029.resolutionA(), 3.4);
    EXPECT_LT(*readings.dpr1029.resolutionA(), 4.6);

    const VrsReadings vrs = vrsReadings(curves, 1.5);
    EXPECT_NEAR(1 / vrs.fsc0143.value(), 1 / test::logisticCrossingA(grid, 0.143), 2 * tolerance(curves, grid, 0.143));
    EXPECT_NEAR(1 / vrs.ssnr.value(), 1 / test::logisticCrossingA(grid, 0.237), 2 * tolerance(curves, grid, 0.237));
    EXPECT_NEAR(vrs.ssnrAsCoded.value(), *vrs.ssnr / 4.5, 1e-12);
    EXPECT_NEAR(*vrs.ssnrAsCoded, 1.18, 0.06);

    const auto model = fitModel(curves.fsc);
    ASSERT_TRUE(model);
    EXPECT_LT(model->rms, 0.05);
    EXPECT_NEAR(*model->curve.frequencyOf(0.9), 1 / test::logisticCrossingA(grid, 0.9), 0.5 * curves.fsc.width);
    EXPECT_NEAR(1 / model->curve.steepness, 0.03 / 1.5, 0.0015);
  }
}

// What Xmipp's program (counting ky >= 0 only) and the VRS definition of the SSNR gave for other draws of the same
// recipe.
TEST(GlobalResolution, MeetsTheNumbersRecordedOfXmippAndTheVrs) {
  struct Recorded {
    int n;
    double fsc, ssnr, asCoded;
  };
  test::ThreadExecutor executor(2);
  for (const auto& [n, fsc, ssnr, asCoded] : {Recorded{64, 4.921, 5.222, 1.160}, Recorded{128, 4.971, 5.372, 1.194}}) {
    const Grid grid = gridOf({n, n, n}, 1.5);
    const HalfMapShells shells =
        test::shellsOfSpectra(test::halfSpectraWithFsc(grid, test::logisticFsc(grid), 12, executor), executor);
    const Curves curves = curvesOf(shells, "C1", true);
    const VrsReadings vrs = vrsReadings(curves, 1.5);
    EXPECT_NEAR(1 / vrs.fsc0143.value(), 1 / fsc, 2 * tolerance(curves, grid, 0.143)) << n;
    EXPECT_NEAR(1 / vrs.ssnr.value(), 1 / ssnr, 2 * tolerance(curves, grid, 0.237)) << n;
    EXPECT_NEAR(vrs.ssnrAsCoded.value(), asCoded, ssnr * ssnr / grid.edge(0) / 4.5) << n;  // one shell
  }
}

TEST(GlobalResolution, SummarisesTheThreeReadings) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  const CheckResult result = HalfEntry(logisticHalves(grid), 5.0).entry.run("1.a");
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  const double fsc = test::valueOf(result, "fsc_0143_A"), dpr = test::valueOf(result, "dpr_A");
  const double ssnr = test::valueOf(result, "ssnr_A");
  EXPECT_NEAR(fsc, 4.94, 0.25);
  EXPECT_NEAR(test::valueOf(result, "mean_A"), (fsc + dpr + ssnr) / 3, 1e-12);
  EXPECT_EQ(test::valueOf(result, "max_A"), std::max({fsc, dpr, ssnr}));
  EXPECT_EQ(test::valueOf(result, "min_A"), std::min({fsc, dpr, ssnr}));
  EXPECT_GT(test::valueOf(result, "fsc_0143_error_A"), 0);
  EXPECT_LT(test::valueOf(result, "fsc_0143_error_A"), 0.1);
  EXPECT_NEAR(test::valueOf(result, "fsc_09_A"), test::logisticCrossingA(grid, 0.9), 0.25);
  EXPECT_NEAR(test::valueOf(result, "fsc_05_A"), 6, 0.2);
  EXPECT_LT(test::valueOf(result, "fsc_3_sigma_A"), fsc);
  EXPECT_GT(test::valueOf(result, "fsc_one_bit_A"), test::valueOf(result, "fsc_half_bit_A"));
  EXPECT_NEAR(test::valueOf(result, "expected_noise_inflation"), 1, 1e-12);

  EXPECT_NEAR(test::valueOf(result, "vrs_ssnr_A"), 5.26, 0.3);
  EXPECT_NEAR(test::valueOf(result, "vrs_ssnr_as_coded_A"), test::valueOf(result, "vrs_ssnr_A") / 4.5, 1e-9);
  EXPECT_NEAR(test::valueOf(result, "vrs_fsc_0143_A"), fsc, 0.3);
  EXPECT_LT(test::valueOf(result, "vrs_dpr_A"), 4.6);
  EXPECT_NEAR(test::valueOf(result, "vrs_fsc_09_A"), test::logisticCrossingA(grid, 0.9), 0.4);
  EXPECT_GE(result.notes.size(), 5U);

  ASSERT_EQ(result.tables.size(), 2U);
  const Table& crossings = result.tables[0];
  ASSERT_EQ(crossings.words[0].cells.size(), crossings.rows.size());
  EXPECT_EQ(crossings.words[0].cells[0], "FSC 0.143");
  EXPECT_EQ(crossings.words[1].cells[0], "crosses");
  EXPECT_EQ(crossings.rows[0][0], result.find("fsc_0143_A")->value);
  EXPECT_EQ(result.tables[1].rows.size(), 32U);
  EXPECT_FALSE(result.tables[1].isPrinted);
  ASSERT_GE(result.resolutionEstimates.size(), 3U);
  EXPECT_EQ(result.resolutionEstimates[0].second, fsc);
}

TEST(GlobalResolution, DrawsItsCurvesUnderTheirKeys) {
  const Grid grid = gridOf({48, 48, 48}, 1.5);
  auto halves = logisticHalves(grid);
  HalfEntry half(halves, 6);
  half.entry.mask(test::softSphere(grid, 14));
  const CheckResult result = half.entry.run("1.a");
  std::vector<std::string> keys;
  for (const CurvePlot& plot : result.plots) {
    EXPECT_EQ(plot.top, TopAxis::ResolutionFromFrequency);
    for (const Series& series : plot.series) {
      EXPECT_EQ(series.x.size(), series.y.size());
      if (!series.key.empty()) keys.push_back(series.key);
      if (!series.key.starts_with("author")) {
        EXPECT_NEAR(series.x.front(), 1 / 72.0, 1e-9) << series.key;
        EXPECT_NEAR(series.x.back(), 1 / 3.0, 1e-9) << series.key;
      }
    }
  }
  for (const char* key : {"fsc", "fsc_model", "dpr", "ssnr", "fsc_masked", "fsc_randomised", "fsc_corrected",
                          "threshold_half_bit", "threshold_one_bit", "threshold_3_sigma", "fsc_interval"})
    EXPECT_EQ(std::ranges::count(keys, key), 1) << key;
  EXPECT_EQ(result.mask->name, "mask.mrc");
  EXPECT_EQ(result.mask->sha256.size(), 64U);
  EXPECT_GT(test::valueOf(result, "mask_inflation"), 2);
  EXPECT_NEAR(test::valueOf(result, "fsc_masked_0143_A"), test::valueOf(result, "fsc_0143_A"), 0.6);
  EXPECT_NEAR(test::valueOf(result, "fsc_corrected_0143_A"), test::valueOf(result, "fsc_0143_A"), 0.6);

  half.entry.parameter("1.a.mask", "none");
  const CheckResult plain = half.entry.run("1.a");
  EXPECT_EQ(plain.plot("fsc_masked"), nullptr);
  EXPECT_FALSE(plain.mask);
  EXPECT_FALSE(plain.find("fsc_masked_0143_A")->value);
  EXPECT_EQ(plain.find("fsc_0143_A")->value, result.find("fsc_0143_A")->value);
}

TEST(GlobalResolution, ShowsTheAuthorsCurvesBesideOurs) {
  const Grid grid = gridOf({32, 32, 32}, 1.5);
  HalfEntry half(logisticHalves(grid), 6);
  Inputs inputs = half.entry.inputs();
  inputs.authorCurves = {
      {"folder/postprocess.star", "RELION postprocess.star", {{"corrected", {0.1, 0.2}, {1, 0.3}}}, {}}};
  test::ThreadExecutor executor(2);
  const CheckResult result = test::runWith("1.a", inputs, executor);
  const auto& series = result.plot("fsc")->series;
  const auto author = std::ranges::find(series, std::string("author_1"), &Series::key);
  ASSERT_NE(author, series.end());
  EXPECT_EQ(author->label, "corrected (postprocess.star)");
  EXPECT_EQ(author->y, (std::vector<double>{1, 0.3}));
}

TEST(GlobalResolution, WarnsOfAResolutionFinerThanFourFifthsOfWhatIsFound) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  HalfEntry half(logisticHalves(grid), 4.6);
  CheckResult result = half.entry.run("1.a");
  EXPECT_TRUE(result.warnings.empty()) << result.warnings[0].text;
  half.entry.resolution(3.7);
  result = half.entry.run("1.a");
  EXPECT_EQ(result.status, Status::Warnings);
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_fsc"));
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_dpr"));
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_ssnr"));
  for (const auto& [code, plot, key] : {std::tuple("reported_finer_than_fsc", "fsc", "fsc_0143_A"),
                                        std::tuple("reported_finer_than_dpr", "dpr", "dpr_A"),
                                        std::tuple("reported_finer_than_ssnr", "ssnr", "ssnr_A")}) {
    const auto found = std::ranges::find(result.warnings, std::string(code), &Warning::code);
    ASSERT_NE(found, result.warnings.end());
    EXPECT_EQ(found->plotPlace->plot, plot);
    EXPECT_NEAR(1 / found->plotPlace->x, test::valueOf(result, key), 1e-9);
  }
  half.entry.resolution(4.2);  // finer than 0.8 x SSNR's only
  result = half.entry.run("1.a");
  EXPECT_FALSE(test::warnsOf(result, "reported_finer_than_fsc"));
  EXPECT_TRUE(test::warnsOf(result, "reported_finer_than_ssnr"));
}

TEST(GlobalResolution, WithoutAReportedResolutionIsMeasuredAllTheSame) {
  HalfEntry half(logisticHalves(gridOf({32, 32, 32}, 1.5)), 5);
  half.entry.request().resolution.reset();
  const CheckResult result = half.entry.run("1.a");
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_TRUE(test::observes(result, "no_reported_resolution"));
  EXPECT_GT(test::valueOf(result, "fsc_0143_A"), 3);
}

TEST(GlobalResolution, DoesNotApplyWithoutHalfMaps) {
  const CheckResult result = MapEntry(test::fiveObjects()).run("1.a");
  EXPECT_EQ(result.status, Status::DoesNotApply);
  EXPECT_EQ(result.reason, "no half maps were given");
}

TEST(GlobalResolution, CannotMeasureIdenticalOrProportionalHalves) {
  auto halves = logisticHalves(gridOf({32, 32, 32}, 1.5));
  std::ranges::copy(halves[0].data, halves[1].data.begin());
  CheckResult result = HalfEntry(halves, 5).entry.run("1.a");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("identical"), std::string::npos) << result.reason;
  for (float& v : halves[1].data) v *= 3;
  result = HalfEntry(halves, 5).entry.run("1.a");
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_TRUE(result.numbers.empty());
}

TEST(GlobalResolution, WarnsOfHalvesThatDisagreeFromTheStart) {
  const Grid grid = gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor(2);
  auto halves = test::halfMapsWithFsc(
      grid, [](const Vector3&) { return 0.6; }, 3, executor);
  for (float& v : halves[1].data) v = -v;  // correlation -0.6 everywhere
  const CheckResult result = HalfEntry(halves, 5).entry.run("1.a");
  EXPECT_EQ(result.status, Status::Warnings) << result.reason;
  EXPECT_TRUE(test::warnsOf(result, "fsc_below_first"));
  EXPECT_TRUE(test::warnsOf(result, "dpr_below_first"));
  EXPECT_TRUE(test::warnsOf(result, "ssnr_below_first"));
  for (const char* key : {"fsc_0143_A", "fsc_05_A", "fsc_09_A", "dpr_A", "ssnr_A", "mean_A", "min_A", "max_A"})
    EXPECT_FALSE(result.find(key)->value) << key;
  EXPECT_EQ(result.tables[0].words[1].cells[0], "from the start: worse than 72.00 A");
  EXPECT_TRUE(result.resolutionEstimates.empty());
}

TEST(GlobalResolution, ACurveThatNeverFallsHasNoResolution) {
  const Grid grid = gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor(2);
  const auto halves = test::halfMapsWithFsc(
      grid, [](const Vector3&) { return 0.95; }, 3, executor);
  const CheckResult result = HalfEntry(halves, 3.0).entry.run("1.a");
  EXPECT_EQ(result.status, Status::Ok) << "a criterion that does not cross is passed over";
  EXPECT_TRUE(test::observes(result, "never_crosses"));
  for (const char* key : {"fsc_0143_A", "fsc_05_A", "dpr_A", "ssnr_A", "mean_A"})
    EXPECT_FALSE(result.find(key)->value) << key;
  EXPECT_EQ(result.tables[0].words[1].cells[0].rfind("never: better than", 0), 0U);
  EXPECT_FALSE(result.find("fsc_corrected_0143_A")->value);
}

TEST(GlobalResolution, StopsWhereFilteredHalvesHoldNothing) {
  const Grid grid = gridOf({48, 48, 48}, 1.5);
  test::ThreadExecutor executor(2);
  // A sharp low-pass at shell 15 of 24: the FSC has not yet fallen.
  auto spectra = test::halfSpectraWithFsc(
      grid, [](const Vector3&) { return 0.9; }, 3, executor,
      [](const Vector3& g) { return std::hypot(g[0], g[1], g[2]) * 72 < 15.5 ? 1.0 : 0.0; });
  Progress progress;
  const std::array<Volume, 2> halves{inverse(std::move(spectra[0]), executor, progress),
                                     inverse(std::move(spectra[1]), executor, progress)};
  const CheckResult result = HalfEntry(halves, 3.0).entry.run("1.a");
  EXPECT_TRUE(test::observes(result, "never_crosses")) << result.reason;
  EXPECT_FALSE(result.find("fsc_0143_A")->value);
  const Series& fsc = result.plot("fsc")->series.front();
  EXPECT_NEAR(fsc.y[13], 0.9, 0.05);
  EXPECT_TRUE(std::isnan(fsc.y[19]));
  EXPECT_TRUE(test::observes(result, "W-HALFFILTERED"));
}

TEST(GlobalResolution, IsTheSameInBoxesOfAnyShape) {
  test::ThreadExecutor executor(2);
  for (const auto& [size, voxel] :
       {std::pair(Index3{81, 60, 75}, Vector3{1.2, 1.6, 1.3}), std::pair(Index3{64, 48, 40}, Vector3{1.5, 2.0, 2.4}),
        std::pair(Index3{61, 61, 61}, Vector3{1.5, 1.5, 1.5})}) {
    Grid grid;
    grid.size = size;
    grid.voxelSize = voxel;
    const auto rho = [](const Vector3& g) {
      return 1 / (1 + std::exp((std::hypot(g[0], g[1], g[2]) - 1 / 8.0) / 0.012));
    };
    const auto shells = test::shellsOfSpectra(test::halfSpectraWithFsc(grid, rho, 5, executor), executor);
    const Curves curves = curvesOf(shells, "C1", true);
    const Readings readings = readingsOf(curves);
    EXPECT_NEAR(*readings.fsc05.crossing.frequency, 1 / 8.0, curves.fsc.width) << size[0];
    EXPECT_NEAR(*readings.fsc0143.crossing.frequency, 1 / 8.0 + 0.012 * std::log(0.857 / 0.143), curves.fsc.width)
        << size[0];
  }
}

TEST(GlobalResolution, DoesNotDependOnGainOffsetOrOrder) {
  const Grid grid = gridOf({48, 48, 48}, 1.5);
  auto halves = logisticHalves(grid);
  const Volume mask = test::softSphere(grid, 15);
  const auto run = [&] {
    HalfEntry half(halves, 5);
    half.entry.mask(mask);
    return half.entry.run("1.a");
  };
  const CheckResult before = run();
  std::swap(halves[0], halves[1]);
  const CheckResult swapped = run();
  for (const char* key : {"fsc_0143_A", "fsc_05_A", "dpr_A", "ssnr_A", "fsc_09_A", "vrs_ssnr_A", "fsc_masked_0143_A"})
    EXPECT_DOUBLE_EQ(test::valueOf(swapped, key), test::valueOf(before, key)) << key;
  EXPECT_EQ(swapped.plot("fsc")->series.front().y, before.plot("fsc")->series.front().y);
  for (float& v : halves[1].data) v = 3 * v + 7;
  const CheckResult scaled = run();
  for (const char* key : {"fsc_0143_A", "fsc_05_A", "ssnr_A", "fsc_09_A"})
    EXPECT_NEAR(test::valueOf(scaled, key), test::valueOf(before, key), 1e-4) << key;
}

TEST(GlobalResolution, IsTheSameForAnyNumberOfThreads) {
  const Grid grid = gridOf({40, 36, 44}, 1.5);
  HalfEntry half(logisticHalves(grid), 5);
  half.entry.mask(test::softSphere(grid, 12));
  const CheckResult one = half.entry.run("1.a", 1);
  test::expectSameResult(one, half.entry.run("1.a", 2));
  test::expectSameResult(one, half.entry.run("1.a", 7));
}

TEST(GlobalResolution, TellsOfACurveThatComesBack) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  test::ThreadExecutor executor(2);
  const auto rho = [](const Vector3& g) {
    const double s = std::hypot(g[0], g[1], g[2]) * 96;
    return s < 12 || (s > 20 && s < 26) ? 0.9 : 0.0;
  };
  const CheckResult result = HalfEntry(test::halfMapsWithFsc(grid, rho, 3, executor), 8).entry.run("1.a");
  EXPECT_TRUE(test::observes(result, "comes_back")) << result.reason;
  EXPECT_NEAR(test::valueOf(result, "fsc_0143_A"), 96 / 11.9, 0.5);
  const auto lastAbove = result.tables[0].rows[0][3];
  ASSERT_TRUE(lastAbove);
  EXPECT_NEAR(*lastAbove, 96 / 25.5, 0.2);
}

TEST(GlobalResolution, TellsOfAMaskWhoseEdgeIsTooSharp) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  test::ThreadExecutor executor(2);
  // A steep spectrum, whose strong coarse shells a sharp edge spreads over all others.
  const auto steep = [](const Vector3& g) { return std::exp(-25 * std::hypot(g[0], g[1], g[2])); };
  const auto halves = test::halfMapsWithFsc(grid, test::logisticFsc(grid), 7, executor, steep);
  HalfEntry half(halves, 5);
  half.entry.mask(test::softSphere(grid, 6, 0.01));
  EXPECT_TRUE(test::observes(half.entry.run("1.a"), "mask_too_tight"));
  half.entry.mask(test::softSphere(grid, 20, 4));
  EXPECT_FALSE(test::observes(half.entry.run("1.a"), "mask_too_tight"));
}

TEST(GlobalResolution, TellsOfAMaskThatRemovesTheMolecule) {
  const Grid grid = gridOf({64, 64, 64}, 1.5);
  test::ThreadExecutor executor(2);
  auto halves = logisticHalves(grid);
  const Volume molecule = test::softSphere(grid, 14, 3);
  for (std::uint64_t i = 0; i < 2; ++i) {
    test::multiply(halves[i], molecule);
    test::addNoise(halves[i], 60 + i, 0.02, executor);
  }
  Volume beside(grid);
  std::ranges::transform(test::softSphere(grid, 24, 3).data, beside.data.begin(), [](float w) { return 1 - w; });
  HalfEntry half(halves, 5);
  half.entry.mask(beside);
  EXPECT_TRUE(test::observes(half.entry.run("1.a"), "mask_removes_signal"));
  half.entry.mask(test::softSphere(grid, 18, 3));
  EXPECT_FALSE(test::observes(half.entry.run("1.a"), "mask_removes_signal"));
}

TEST(GlobalResolution, CurvesAreRelionsOnItsPhantom) {
  test::ThreadExecutor executor(2);
  const test::RelionPhantom phantom = test::relionPhantom(executor);
  const HalfMapShells shells = test::shellsOfMaps(phantom.halves, phantom.mask, executor);
  EXPECT_EQ(shells.randomisedFrom, 40);  // rlnRandomiseFrom 4.8 A
  const Curves curves = curvesOf(shells, "C1", true);
  std::ifstream file(VITRINE_SOURCE_DIR "/tests/golden/relion_fsc.csv");
  std::string line;
  std::getline(file, line);
  int rows = 0;
  double largest = 0;
  for (; std::getline(file, line); ++rows) {
    std::istringstream cells(line);
    char comma = 0;
    int s = 0;
    double unmasked = 0, masked = 0, randomised = 0, corrected = 0;
    cells >> s >> comma >> unmasked >> comma >> masked >> comma >> randomised >> comma >> corrected;
    ASSERT_TRUE(cells) << line;
    if (s == 0 || s > curves.fsc.last) continue;  // the outermost shell differs between programs
    const auto i = static_cast<std::size_t>(s);
    EXPECT_NEAR(shells.unmasked.shells.stored.correlation(i), unmasked, 1e-3) << s;
    EXPECT_NEAR(shells.masked->shells.stored.correlation(i), masked, 1e-3) << s;
    EXPECT_NEAR(curves.corrected->fsc[i], corrected, 2e-2) << s;
    largest = std::max(largest, std::abs(shells.unmasked.shells.stored.correlation(i) - unmasked));
    EXPECT_LT(s < 45 ? 0 : std::abs(curves.randomised->fsc[i]), 0.06) << s;
  }
  EXPECT_EQ(rows, 65);
  EXPECT_LT(largest, 1e-4);
}

}  // namespace
}  // namespace vitrine
