// 0.d on maps of known B-factor and on the reference map S1 (docs/checks/0.d.md).
#include "core/checks/bfactor/bfactor.hpp"

#include "core/base/error.hpp"
#include "core/checks/registry.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/maps.hpp"
#include "core/products/spectra.hpp"
#include "core/run/guarded_run.hpp"
#include "core/volume/scan.hpp"
#include "tests/support/atoms.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace vitrine {
namespace {

using bfactor::FitWindow;

Grid cube(int n, double voxel) { return {{n, n, n}, {voxel, voxel, voxel}, {0, 0, 0}}; }

Volume render(const Grid& grid, const std::vector<test::Atom>& atoms) {
  test::ThreadExecutor executor(2);
  Progress progress;
  return test::renderAtoms(grid, atoms, executor, progress);
}

/// A point at the centre of the box, blurred by B.
Volume point(const Grid& grid, double b) { return render(grid, {{.bFactor = b}}); }

Volume mapS1() {
  std::vector<test::Atom> atoms = test::atomsInBall(300, 25, 60749);
  for (test::Atom& atom : atoms) atom.bFactor = atom.positionA[0] < 0 ? 50 : 200;
  Volume map = render(cube(64, 1.5), atoms);
  test::ThreadExecutor executor(2);
  test::addNoise(map, 2021, 0.02 * 0.43436991651, executor);
  return map;
}

AmplitudeProfile amplitudesOf(const Volume& volume) {
  test::ThreadExecutor executor(2);
  Progress progress;
  return shellAmplitudes(forward(volume, executor, progress), executor, progress);
}

LinearFit fitOf(const ShellAmplitudes& amplitudes, const Volume& volume, double highA) {
  return bfactor::fitGuinier(bfactor::guinierCurve(amplitudes, volume.grid.voxels()), FitWindow{15, highA}).value();
}

/// A context whose map is in memory: the cache is given the map under the key that loading would use.
struct Entry0d {
  explicit Entry0d(Volume volume, double resolution = 4) {
    inputs.map.path = "made by the test";
    inputs.map.info.grid = volume.grid;
    inputs.resolution = resolution;
    inputs.threshold = 0.1;
    const Progress progress;
    auto loaded = std::make_shared<LoadedMap>();
    loaded->info = inputs.map.info;
    loaded->scan = scanVolume(volume.grid, volume.data.data(), executor, progress);
    loaded->volume = std::move(volume);
    auto product = std::make_shared<LoadedMapProduct>();
    product->loaded = loaded;
    map = cache->get(need<LoadedMapProduct>(inputs), progress, [&] { return product; });
  }
  CheckResult run(Executor& with) {
    Progress progress;
    const ValidationContext context(inputs, with, cache);
    return guardedRun(*findCheck("0.d"), context, progress, {.rethrowInternalErrors = true});
  }
  CheckResult run() { return run(executor); }

  Inputs inputs;
  test::ThreadExecutor executor{2};
  std::shared_ptr<ProductCache> cache = std::make_shared<ProductCache>();
  std::shared_ptr<const void> map;  // pinned: it cannot be loaded again
};

double value(const CheckResult& result, const char* key) {
  const Number* number = result.find(key);
  return number != nullptr && number->value ? *number->value : NAN;
}

bool has(const std::vector<Observation>& observations, const std::string& code) {
  return std::ranges::find(observations, code, &Observation::code) != observations.end();
}

TEST(BFactor, OfAPointIsTheOneItWasBlurredWith) {
  // 4 x slope, half-spectrum counting and proper weights: reference values to 1e-4.
  struct Row {
    double physical, vrs, proper;
  };
  for (const Row& row :
       {Row{0, 0, 0}, Row{50, -49.9905, -49.9890}, Row{100, -99.9588, -99.9557}, Row{200, -199.8289, -199.8226}}) {
    const Volume map = point(cube(64, 1.5), row.physical);
    const AmplitudeProfile amplitudes = amplitudesOf(map);
    const LinearFit vrs = fitOf(amplitudes.vrs, map, 4), proper = fitOf(amplitudes.proper, map, 4);
    EXPECT_EQ(vrs.points, 18);
    EXPECT_EQ(proper.points, 18);
    EXPECT_NEAR(4 * vrs.slope, row.vrs, 2e-4);
    EXPECT_NEAR(4 * proper.slope, row.proper, 2e-4);
    if (row.physical == 0) {
      EXPECT_NEAR(vrs.intercept, -12.4766, 1e-4);
    }
  }
}

TEST(BFactor, OfS1IsTheReferenceValueInBothCountings) {
  const Volume map = mapS1();
  const AmplitudeProfile amplitudes = amplitudesOf(map);
  const LinearFit vrs = fitOf(amplitudes.vrs, map, 4);
  EXPECT_NEAR(vrs.slope, -13.580153, 2e-5);
  EXPECT_NEAR(vrs.intercept, -9.846233, 2e-5);
  EXPECT_NEAR(4 * vrs.slope, -54.3206, 1e-4);
  EXPECT_NEAR(*vrs.rSquared, 0.942, 5e-4);
  EXPECT_NEAR(4 * fitOf(amplitudes.proper, map, 4).slope, -54.4990, 1e-4);

  EXPECT_NEAR(4 * fitOf(amplitudes.vrs, map, 5).slope, -69.4827, 1e-4);
  EXPECT_NEAR(4 * fitOf(amplitudes.proper, map, 5).slope, -69.5263, 1e-4);
  EXPECT_EQ(fitOf(amplitudes.vrs, map, 5).points, 13);

  EXPECT_NEAR(4 * fitOf(amplitudes.vrs, map, 7.26).slope, -105.4310, 1e-4);
  EXPECT_NEAR(4 * fitOf(amplitudes.proper, map, 7.26).slope, -110.4768, 1e-4);
  EXPECT_EQ(fitOf(amplitudes.vrs, map, 7.26).points, 7);
}

TEST(BFactor, SeedBoxHas138ShellsBetween15And7_26A) {
  EXPECT_EQ(bfactor::shellsInside(Shells(cube(1024, 1.9)), FitWindow{15, 7.26}), 138);
}

TEST(BFactor, IsTheSameInABoxThatIsNotCubicWithAnisotropicVoxels) {
  for (const Grid& grid :
       {Grid{{64, 48, 40}, {1.5, 2.0, 2.4}, {0, 0, 0}}, Grid{{81, 60, 75}, {1.2, 1.6, 1.3}, {0, 0, 0}}}) {
    const Volume map = point(grid, 100);
    EXPECT_NEAR(4 * fitOf(amplitudesOf(map).proper, map, 5).slope, -100, 0.3);
  }
}

TEST(BFactor, CheckReportsBothProfilesAndTheCurves) {
  Entry0d entry(mapS1());
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_NEAR(value(result, "b_factor_A2"), -54.4990, 1e-4);
  EXPECT_NEAR(value(result, "vrs_b_factor_A2"), -54.3206, 1e-4);
  EXPECT_NEAR(value(result, "slope_A2"), -54.4990 / 4, 1e-4);
  EXPECT_NEAR(value(result, "vrs_intercept"), -9.846233, 2e-5);
  EXPECT_EQ(value(result, "fit_shells"), 18);
  EXPECT_EQ(value(result, "fit_low_A"), 15);
  EXPECT_EQ(value(result, "fit_high_A"), 4);
  EXPECT_GT(value(result, "b_factor_error_A2"), 0);
  ASSERT_EQ(result.parameters.size(), 1U);
  EXPECT_EQ(result.parameters[0].name, "fit_low");
  EXPECT_EQ(result.parameters[0].value, "15");

  const CurvePlot* plot = result.plot("guinier");
  ASSERT_NE(plot, nullptr);
  ASSERT_EQ(plot->series.size(), 4U);
  const char* keys[] = {"guinier", "guinier_fit", "guinier_corrected", "guinier_masked"};
  for (std::size_t i = 0; i < 4; ++i) EXPECT_EQ(plot->series[i].key, keys[i]);
  EXPECT_EQ(plot->series[0].x.size(), 32U);
  EXPECT_NEAR(plot->series[0].x.back(), 1 / 9.0, 1e-12);  // to Nyquist, 3 A
  EXPECT_EQ(plot->series[1].x.size(), 18U);
  EXPECT_EQ(plot->top, TopAxis::ResolutionFromSquaredFrequency);
  ASSERT_EQ(plot->shaded.size(), 1U);
  EXPECT_NEAR(plot->shaded[0].low, 1 / 225.0, 1e-12);
  EXPECT_NEAR(plot->shaded[0].high, 1 / 16.0, 1e-12);
  ASSERT_EQ(result.figures.size(), 1U);
  EXPECT_EQ(result.figures[0].pictures.size(), 3U);
  EXPECT_TRUE(result.mask.has_value());
}

TEST(BFactor, CorrectedMapIsFlatUpToTheResolutionAndUnchangedBeyond) {
  Entry0d entry(point(cube(64, 1.5), 150));
  const CheckResult result = entry.run();
  const double b = value(result, "b_factor_A2");
  EXPECT_NEAR(b, -150, 0.5);
  const CurvePlot* plot = result.plot("guinier");
  ASSERT_NE(plot, nullptr);
  const Series &before = plot->series[0], &after = plot->series[2];
  for (std::size_t i = 0; i < before.x.size(); ++i) {
    if (before.x[i] < 0.98 / 16) {
      EXPECT_NEAR(after.y[i], after.y[0], 0.01) << i;
    } else if (before.x[i] > 1.1 / 16) {
      EXPECT_NEAR(after.y[i], before.y[i], 1e-6) << i;
    }
  }

  ASSERT_EQ(result.volumes.size(), 1U);
  EXPECT_EQ(result.volumes[0].name, "sharpened_map");
  Progress progress;
  const SharedVolume sharpened = result.volumes[0].make(entry.executor, progress);
  const AmplitudeProfile amplitudes = amplitudesOf(*sharpened);
  const bfactor::GuinierCurve curve = bfactor::guinierCurve(amplitudes.proper, sharpened->grid.voxels());
  for (std::size_t i = 0; i < after.y.size(); ++i) EXPECT_NEAR(curve.lnAmplitude[i], after.y[i], 1e-4);

  // The slices of the figure are slices of that map.
  for (const Picture& picture : result.figures[0].pictures) {
    const GrayImage& image = std::get<SlicePicture>(picture).image;
    const GrayImage expected = slice(*sharpened, image.axis, image.index);
    ASSERT_EQ(image.values.size(), expected.values.size());
    for (std::size_t i = 0; i < image.values.size(); ++i) EXPECT_NEAR(image.values[i], expected.values[i], 1e-5);
    EXPECT_EQ(image.index, 32);
  }
}

TEST(BFactor, SharpeningKeepsNoSecondSpectrumInMemory) {
  Entry0d entry(point(cube(64, 1.5), 100));
  const Bytes map = FullMap::bytes(entry.inputs), spectrum = MapSpectrum::bytes(entry.inputs);
  MemoryBudget& budget = MemoryBudget::process();
  const PeakWatch watch(budget);
  const Bytes before = budget.used();
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_GE(watch.peak() - before, spectrum);
  EXPECT_LT(watch.peak() - before, spectrum + map / 2);
}

TEST(BFactor, OversharpenedMapWarns) {
  Entry0d entry(point(cube(64, 1.5), -40));
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::Warnings);
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_EQ(result.warnings[0].code, "b_factor_positive");
  EXPECT_NE(result.warnings[0].text.find("40.0 A^2"), std::string::npos) << result.warnings[0].text;
}

TEST(BFactor, ATooBlurredMapWarns) {
  Entry0d entry(point(cube(64, 1.5), 320));
  const CheckResult result = entry.run();
  ASSERT_EQ(result.warnings.size(), 1U);
  EXPECT_EQ(result.warnings[0].code, "b_factor_too_low");
  EXPECT_NE(result.warnings[0].text.find("-300"), std::string::npos);
}

TEST(BFactor, DoesNotApplyWithoutResolution) {
  Entry0d entry(point(cube(32, 1.5), 50));
  entry.inputs.resolution.reset();
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::DoesNotApply);
  EXPECT_NE(result.reason.find("no resolution"), std::string::npos);
  EXPECT_FALSE(findCheck("0.d")->requirements(entry.inputs).doesNotApply.empty());
}

TEST(BFactor, DoesNotApplyAt15AOrWorseOrWithTooFewShells) {
  for (const double resolution : {15.0, 20.0, 11.0}) {
    Entry0d entry(point(cube(64, 1.5), 50), resolution);
    const CheckResult result = entry.run();
    EXPECT_EQ(result.status, Status::DoesNotApply) << resolution;
    EXPECT_NE(result.reason.find("Guinier region"), std::string::npos) << result.reason;
    EXPECT_TRUE(result.numbers.empty());
  }
}

TEST(BFactor, ResolutionBeyondNyquistIsClampedAndSaid) {
  Entry0d entry(point(cube(64, 1.5), 50), 2.0);
  const CheckResult result = entry.run();
  EXPECT_EQ(value(result, "fit_high_A"), 3.0);
  EXPECT_TRUE(has(result.observations, "resolution_beyond_nyquist"));
}

TEST(BFactor, ABoxOutsideTheWilsonRegimeIsMeasuredAndSaid) {
  Entry0d entry(point(cube(64, 3.0), 200), 11.0);
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_TRUE(has(result.observations, "outside_wilson_regime"));
}

TEST(BFactor, ALevelAboveTheMaximumOnlyCostsTheMaskedCurve) {
  Entry0d entry(point(cube(64, 1.5), 50));
  entry.inputs.threshold = 1e9;
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::Ok) << result.reason;
  EXPECT_TRUE(has(result.observations, "no_masked_curve"));
  EXPECT_EQ(result.plot("guinier")->series.size(), 3U);
}

TEST(BFactor, MaskRemovesTheSolventNoiseThatFlattensTheCurve) {
  std::vector<test::Atom> atoms = test::atomsInBall(200, 15, 7);
  for (test::Atom& atom : atoms) atom.bFactor = 120;
  Volume map = render(cube(80, 1.5), atoms);
  test::ThreadExecutor executor(2);
  test::addNoise(map, 4, 0.03, executor);
  Entry0d entry(std::move(map));
  const CheckResult result = entry.run();
  EXPECT_LT(value(result, "masked_b_factor_A2"), value(result, "b_factor_A2") - 5);
}

TEST(BFactor, UnknownTextForAParameterIsAReason) {
  Entry0d entry(point(cube(32, 1.5), 50));
  entry.inputs.parameters["0.d.fit_low"] = "ten";
  const CheckResult result = entry.run();
  EXPECT_EQ(result.status, Status::CouldNotBeMeasured);
  EXPECT_NE(result.reason.find("0.d.fit_low=ten"), std::string::npos) << result.reason;
}

TEST(BFactor, FitLowIsSettable) {
  Entry0d entry(mapS1());
  entry.inputs.parameters["0.d.fit_low"] = "10";
  EXPECT_EQ(value(entry.run(), "fit_shells"), 15);  // shells 10 .. 24
}

TEST(BFactor, ResultIsTheSameForAnyNumberOfThreads) {
  SerialExecutor serial;
  const CheckResult one = Entry0d(mapS1()).run(serial);
  for (const int threads : {2, 7}) {
    test::ThreadExecutor executor(threads);
    const CheckResult other = Entry0d(mapS1()).run(executor);
    ASSERT_EQ(one.numbers.size(), other.numbers.size());
    for (std::size_t i = 0; i < one.numbers.size(); ++i) EXPECT_EQ(one.numbers[i].value, other.numbers[i].value);
    for (std::size_t i = 0; i < one.plots[0].series.size(); ++i)
      EXPECT_EQ(one.plots[0].series[i].y, other.plots[0].series[i].y);
  }
}

}  // namespace
}  // namespace vitrine
