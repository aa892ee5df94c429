// 0.d: the map's B-factor by the Guinier plot, in both profiles.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/bfactor/bfactor.hpp"
#include "core/checks/parameters.hpp"
#include "core/fourier/transform.hpp"
#include "core/mask/soft_mask.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/spectra.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace vitrine {
namespace {

using namespace bfactor;

constexpr CheckInfo kInfo{
    .id = "0.d",
    .title = "B-factor analysis",
    .method = "Guinier plot",
    .explanation =
        "How fast do the Fourier amplitudes of the map fall off with resolution? Beyond about 10 A the mean amplitude "
        "of a macromolecule falls nearly as exp(-B/(4 d^2)), where B gathers everything that blurs: flexibility, "
        "errors of alignment, the detector, and any sharpening that was applied. The logarithm of the mean amplitude "
        "of each resolution shell is plotted against 1/d^2 and a straight line is fitted between 15 A and the reported "
        "resolution. Four times its slope is the B-factor of the correction that would make the spectrum flat: "
        "negative for a map that falls off, positive for one that was sharpened too much.",
    .criteria = "A warning is given if the B-factor is below -300 A^2 or above 0 A^2.",
    .advice =
        "Above 0: the map was sharpened too much and its noise is amplified; sharpen it again with a B-factor of "
        "smaller size. Below -300: high-resolution detail is weak compared with the reported resolution, as in a map "
        "that "
        "was never sharpened; if it was, check the sharpening, the voxel size and the reported resolution.",
    .citation = "Rosenthal and Henderson 2003, doi:10.1016/j.jmb.2003.07.013",
};

constexpr const char* kEmptyRegion = "the Guinier region between ";

std::string angstrom(double value, int digits = 4) { return generalText(value, digits) + " A"; }

/// What the fit works on for these inputs, or why there is nothing to fit.
struct Plan {
  FitWindow window;
  bool isClamped = false;  ///< the reported resolution is finer than the voxels can hold
  std::string doesNotApply;
};

Plan planFor(const Inputs& inputs, const Check& check) {
  Plan plan;
  if (!inputs.resolution) {
    plan.doesNotApply = "no resolution was reported (--resolution)";
    return plan;
  }
  plan.window.lowA = parameterNumber(inputs, check, "fit_low", 2, 200);
  plan.window.highA = *inputs.resolution;
  const Grid& grid = inputs.grid();
  if (!grid.hasVoxelSize()) return plan;  // refused when the map is loaded
  if (plan.window.highA < grid.nyquistA() * (1 - 1e-6)) {
    plan.isClamped = true;
    plan.window.highA = grid.nyquistA();
  }
  const std::string region = kEmptyRegion + angstrom(plan.window.lowA) + " and " +
                             (plan.isClamped ? "the Nyquist limit of " : "the reported resolution of ") +
                             angstrom(plan.window.highA);
  if (plan.window.highA >= plan.window.lowA) {
    plan.doesNotApply = region + " is empty";
    return plan;
  }
  const int shells = shellsInside(Shells(grid), plan.window);
  if (shells < kFewestShells)
    plan.doesNotApply =
        region + " holds " + plural(shells, "shell") + "; at least " + std::to_string(kFewestShells) + " are needed";
  return plan;
}

/// V x soft mask as a padded spectrum, transformed. The soft mask is computed slab by slab where it is needed, at the
/// beginning of the slab's own padded rows, which are then spread from the last to the first.
Spectrum maskedSpectrum(const Volume& volume, const SoftMask& softMask, Executor& executor, Progress& progress) {
  constexpr std::int64_t kSlabPlanes = 32;
  const auto [nx, ny, nz] = volume.grid.size;
  Spectrum padded = paddedFor(volume.grid);
  const Progress masking = progress.part(0.5, "soft mask");
  Progress transforming = progress.part(0.5, "Fourier transform of the masked map");
  parallelBlocks(executor, masking, nz, kSlabPlanes, [&, columns = nx, rows = ny](const BlockRange& block) {
    const auto begin = static_cast<int>(block.begin), end = static_cast<int>(block.end);
    float* const slab = paddedRow(padded, 0, begin);
    softMask.computeSlab(begin, end, slab);
    for (int z = end - 1; z >= begin; --z)
      for (int y = rows - 1; y >= 0; --y) {
        const float* mask = slab + (std::int64_t{z - begin} * rows + y) * columns;
        const float* map = volume.plane(z) + std::int64_t{columns} * y;
        float* row = paddedRow(padded, y, z);  // never before `mask`: padded rows are longer
        for (int x = columns - 1; x >= 0; --x) row[x] = mask[x] * map[x];
      }
  });
  forwardInPlace(padded, executor, transforming);
  return padded;
}

Series series(std::string key, std::string label, const GuinierCurve& curve, SeriesStyle style = SeriesStyle::Line) {
  return {std::move(key), std::move(label), curve.squaredFrequency, curve.lnAmplitude, style};
}

Series fittedLine(const LinearFit& fit, const GuinierCurve& curve, const FitWindow& window) {
  Series line{
      "guinier_fit", "Fitted line, B = " + fixedText(4 * fit.slope, 1) + " A^2", {}, {}, SeriesStyle::DashedLine};
  for (const double x : curve.squaredFrequency) {
    if (!window.contains(x)) continue;
    line.x.push_back(x);
    line.y.push_back(fit.at(x));
  }
  return line;
}

CurvePlot emptyPlot(const Plan& plan, const Inputs& inputs) {
  CurvePlot plot;
  plot.key = "guinier";
  plot.title = "Guinier plot";
  plot.caption =
      "Logarithm of the mean amplitude of the resolution shells against 1/d^2, to the Nyquist frequency. The "
      "line is fitted in the shaded region; the corrected map is the map multiplied by exp(-B/(4 d^2)) down "
      "to its finer end.";
  plot.x = {"1/d^2 (1/A^2)", false, 0.0, 1.0 / (inputs.grid().nyquistA() * inputs.grid().nyquistA())};
  plot.y = {"ln<|F|>", false, {}, {}};
  plot.top = TopAxis::ResolutionFromSquaredFrequency;
  const FitWindow& window = plan.window;
  plot.shaded.push_back({1 / (window.lowA * window.lowA), 1 / (window.highA * window.highA), "fit"});
  return plot;
}

void addFitNumbers(CheckResult& result, const LinearFit& fit, const std::optional<LinearFit>& vrs,
                   const FitWindow& window) {
  const auto times4 = [](std::optional<double> value) { return value ? std::optional(4 * *value) : std::nullopt; };
  const auto slopeOf = [](const std::optional<LinearFit>& line) {
    return line ? std::optional(line->slope) : std::nullopt;
  };
  result.number("b_factor_A2", "B-factor", 4 * fit.slope, "A^2", 1);
  result.number("vrs_b_factor_A2", "B-factor", times4(slopeOf(vrs)), "A^2", 1);
  result.number("b_factor_error_A2", "Standard error of the B-factor", times4(fit.slopeError), "A^2", 1);
  result.number("slope_A2", "Slope of the fitted line", fit.slope, "A^2", 1);
  result.number("vrs_slope_A2", "Slope of the fitted line", slopeOf(vrs), "A^2", 1);
  result.number("intercept", "Intercept of the fitted line", fit.intercept, "", 1);
  result.number("vrs_intercept", "Intercept of the fitted line", vrs ? std::optional(vrs->intercept) : std::nullopt, "",
                1);
  result.number("r_squared", "Squared correlation of the fit", fit.rSquared, "", 3);
  result.number("fit_shells", "Shells in the fit", static_cast<double>(fit.points), "", 0);
  result.number("fit_low_A", "Fit from", window.lowA, "A", 2);
  result.number("fit_high_A", "Fit to", window.highA, "A", 2);
}

/// @param window  what was fitted: its middle is where to look
void judge(CheckResult& result, double b, const FitWindow& window) {
  const PlotPlace place{"guinier", (1 / (window.lowA * window.lowA) + 1 / (window.highA * window.highA)) / 2};
  const std::string limits =
      "; it should lie between " + generalText(kLowestB) + " and " + generalText(kHighestB) + " A^2.";
  if (b > kHighestB)
    result.warn("b_factor_positive",
                "The B-factor is " + fixedText(b, 1) +
                    " A^2: the amplitudes grow towards high resolution, the map is over-sharpened" + limits,
                place);
  else if (b < kLowestB)
    result.warn("b_factor_too_low",
                "The B-factor is " + fixedText(b, 1) + " A^2: the amplitudes fall off too fast for " +
                    "the reported resolution" + limits,
                place);
}

void addObservations(CheckResult& result, const Plan& plan, const Inputs& inputs, const MapScan& scan) {
  if (plan.isClamped)
    result.observe("resolution_beyond_nyquist", "The reported resolution of " + angstrom(*inputs.resolution) +
                                                    " is finer than the Nyquist limit of " +
                                                    angstrom(plan.window.highA) + "; the fit ends there.");
  if (plan.window.highA > kWilsonA)
    result.observe("outside_wilson_regime", "The fit ends at " + angstrom(plan.window.highA) +
                                                ": all of it lies below the Wilson regime (beyond " +
                                                angstrom(kWilsonA) +
                                                "), where amplitudes follow the shape of the molecule rather than B.");
  constexpr double kManyZeros = 10;  // percent
  const MapStatistics& statistics = scan.statistics;
  const double zeros =
      100.0 * static_cast<double>(statistics.zeros) / static_cast<double>(std::max<std::int64_t>(1, statistics.count));
  if (zeros > kManyZeros)
    result.observe("masked_map", fixedText(zeros, 1) +
                                     " % of the voxels are exactly 0: the map was masked, and the "
                                     "edge of that mask adds to the amplitudes.");
}

void addNotes(CheckResult& result, const Grid& grid) {
  result.note(
      "The VRS counts every stored coefficient of the half transform once, so that those with h = 0 weigh twice; here "
      "each counts as often as it stands in the full transform.");
  result.note(
      "The VRS labels the ordinate as logarithm of the squared amplitude; it is the logarithm of the mean amplitude, "
      "and the B-factor is in A^2.");
  if (grid.size[0] != grid.size[1] || grid.size[0] != grid.size[2] || grid.anisotropy() > 1e-6)
    result.note(
        "The VRS takes all frequencies from the box along x; here shells are of equal physical frequency in a box "
        "that is not cubic.");
}

/// Everything to make the corrected map again, long after the run: nothing large is kept.
struct Sharpening {
  Inputs inputs;
  std::weak_ptr<ProductCache> cache;
  double bFactor, highestFrequency;

  SharedVolume make(Executor& executor, Progress& progress) const {
    std::shared_ptr<ProductCache> products = cache.lock();
    if (!products) products = std::make_shared<ProductCache>();
    const ValidationContext context(inputs, executor, products);
    Progress transforming = progress.part(0.5);
    Spectrum spectrum = ownMapSpectrum(context, transforming);
    const Progress sharpening = progress.part(0.1, "sharpening");
    sharpen(spectrum, bFactor, highestFrequency, executor, sharpening);
    products->makeRoom(FullMap::bytes(inputs));
    Progress back = progress.part(0.4, "inverse Fourier transform");
    return std::make_shared<const Volume>(inverse(std::move(spectrum), executor, back));
  }
};

class BFactorCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"fit_low", "low-resolution end of the fit, A", "15"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    requirements.doesNotApply = planFor(inputs, *this).doesNotApply;
    requirements.products = {need<FullMap>(inputs),        need<MapSpectrum>(inputs),  need<MapShellAmplitudes>(inputs),
                             need<ThresholdTable>(inputs), need<ContourLevel>(inputs), need<RawMask>(inputs),
                             need<ConstructedMask>(inputs)};
    // One spectrum at a time: the masked map's is made when the map's is gone. Beside it slices, sums and a few planes.
    requirements.privatePeak = 16 * inputs.grid().planeVoxels() * static_cast<Bytes>(sizeof(float));
    return requirements;
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    const Plan plan = planFor(inputs, *this);
    if (!plan.doesNotApply.empty()) throw NotApplicable(plan.doesNotApply);

    Progress loading = progress.part(0.15);
    const auto map = context.get<FullMap>(loading);
    Progress transforming = progress.part(0.25);
    const auto amplitudes = context.get<MapShellAmplitudes>(transforming);

    const std::int64_t voxels = map->volume().grid.voxels();
    const GuinierCurve curve = guinierCurve(amplitudes->profile.proper, voxels);
    const std::optional<LinearFit> fit = fitGuinier(curve, plan.window);
    if (!fit)
      throw NotApplicable("fewer than " + std::to_string(kFewestShells) +
                          " shells have any amplitude in the Guinier region");
    const auto vrs = fitGuinier(guinierCurve(amplitudes->profile.vrs, voxels), plan.window);

    CheckResult result;
    result.id = kInfo.id;
    addFitNumbers(result, *fit, vrs, plan.window);
    judge(result, 4 * fit->slope, plan.window);
    addObservations(result, plan, inputs, map->scan());
    addNotes(result, map->volume().grid);
    CurvePlot plot = emptyPlot(plan, inputs);
    plot.series.push_back(series("guinier", "Map", curve));
    plot.series.push_back(fittedLine(*fit, curve, plan.window));
    result.plots.push_back(plot);
    progress.publish(result);

    const Sharpening sharpening{inputs, context.sharedCache(), 4 * fit->slope, 1 / plan.window.highA};
    Progress correcting = progress.part(0.3);
    plot.series.push_back(addSharpened(result, sharpening, context, correcting));
    Progress masking = progress.part(0.3);
    addMasked(result, plot, plan.window, map->volume(), context, masking);
    result.plots = {std::move(plot)};
    return result;
  }

private:
  /// The corrected map: its curve is returned, its slices and the way to make it again go into the result.
  static Series addSharpened(CheckResult& result, const Sharpening& sharpening, const ValidationContext& context,
                             Progress& progress) {
    Progress transforming = progress.part(0.3);
    Spectrum spectrum = ownMapSpectrum(context, transforming);
    const std::int64_t voxels = spectrum.grid.voxels();
    const Progress correcting = progress.part(0.2, "sharpening");
    const AmplitudeProfile corrected =
        sharpen(spectrum, sharpening.bFactor, sharpening.highestFrequency, context.executor(), correcting);
    Progress back = progress.part(0.4, "inverse Fourier transform");
    inverseInPlace(spectrum, context.executor(), back);
    const Progress looking = progress.part(0.1, "slices");
    Figure figure;
    figure.key = "sharpened_slices";
    figure.caption =
        "Slices of maximum variance of the corrected map: amplitudes multiplied by exp(-B/(4 d^2)) with B = " +
        fixedText(sharpening.bFactor, 1) + " A^2 down to " + angstrom(1 / sharpening.highestFrequency) + ".";
    constexpr const char* kAxes[] = {"X", "Y", "Z"};
    for (GrayImage& image : paddedVarianceSlices(spectrum, context.executor(), looking)) {
      std::string title = "Slice " + std::to_string(image.index) + " along " + kAxes[image.axis];
      figure.pictures.emplace_back(SlicePicture{std::move(image), std::move(title), {}, {}});
    }
    result.figures.push_back(std::move(figure));
    result.volumes.push_back(
        {"sharpened_map", "Map corrected by its B-factor", "", false,
         [sharpening](Executor& executor, Progress& making) { return sharpening.make(executor, making); }});
    return series("guinier_corrected", "Corrected map", guinierCurve(corrected.proper, voxels));
  }

  /// The curve of the soft-masked map, without the solvent's noise, and its own B. Left out if there is no mask.
  static void addMasked(CheckResult& result, CurvePlot& plot, const FitWindow& window, const Volume& volume,
                        const ValidationContext& context, Progress& progress) {
    try {
      Progress maskBuilding = progress.part(0.2);
      const auto mask = context.get<ConstructedMask>(maskBuilding);
      if (mask->mask.count == 0) throw NotMeasurable("the mask is empty");
      context.cache().makeRoom(MapSpectrum::bytes(context.inputs()));
      Progress transforming = progress.part(0.7);
      const SoftMask softMask(std::shared_ptr<const Mask>(mask, &mask->mask));
      const Spectrum spectrum = maskedSpectrum(volume, softMask, context.executor(), transforming);
      const Progress summing = progress.part(0.1, "shells");
      const AmplitudeProfile profile = shellAmplitudes(spectrum, context.executor(), summing);
      const GuinierCurve curve = guinierCurve(profile.proper, volume.grid.voxels());
      plot.series.push_back(series("guinier_masked", "Soft-masked map", curve));
      const std::optional<LinearFit> fit = fitGuinier(curve, window);
      result.number("masked_b_factor_A2", "B-factor of the soft-masked map",
                    fit ? std::optional(4 * fit->slope) : std::nullopt, "A^2", 1);
      result.number("masked_b_factor_error_A2", "Its standard error",
                    fit && fit->slopeError ? std::optional(4 * *fit->slopeError) : std::nullopt, "A^2", 1);
      result.mask = MaskReference{mask->name, mask->sha256};
    } catch (const Error& error) {
      result.observe("no_masked_curve", std::string("The curve of the soft-masked map is left out: ") + error.what());
    }
  }
};

}  // namespace

std::unique_ptr<Check> makeBFactorCheck() { return std::make_unique<BFactorCheck>(); }

}  // namespace vitrine
