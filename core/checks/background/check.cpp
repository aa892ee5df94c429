#include "core/checks/check.hpp"
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/background/figures.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/checks/registry.hpp"
#include "core/mask/component_place.hpp"
#include "core/mask/mask_slices.hpp"
#include "core/products/background.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/stats/tests.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {

std::unique_ptr<Check> makeBackgroundCheck();

namespace {

constexpr CheckInfo kInfo{
    .id = "0.c",
    .title = "Background analysis",
    .method = "Background analysis",
    .explanation =
        "Is the density outside the molecule noise with zero mean and without outliers? With up to 10^9 voxels any "
        "mean is "
        "\"significantly\" different from 0, and neighbouring voxels are not independent; so the size of the mean, as "
        "a "
        "fraction of the noise's standard deviation, decides, and not its significance. An honest significance is "
        "given "
        "beside it, from means over cubes of voxels larger than the noise's correlation. Outliers are voxels more than "
        "5 "
        "robust standard deviations (from the median absolute deviation) from the median; a Gaussian has 0.0000573 % "
        "of "
        "them. Voxels of one frequent exact value, as left by a mask, are not noise and are set aside.",
    .criteria =
        "A warning if the mean of the background differs from 0 by more than 0.1 of its standard deviation, or if "
        "there "
        "are more than 20 times as many outliers as a Gaussian has.",
    .advice =
        "A mean away from 0 points to a wrong normalisation of the particle images or to solvent flattening. Many "
        "positive "
        "outliers are density outside the mask: disconnected parts, contaminants, or a mask that is too tight. Many "
        "negative ones are a halo, often from sharpening or a wrong background correction.",
    .citation = "Sorzano et al. 2022, doi:10.1039/D2FD00059H",
};

constexpr std::int64_t kFewestVoxels = 1000;
/// Outliers in more pieces than this are noise, not clusters; bounds what labelling them takes.
constexpr std::int64_t kMostClusterRuns = 4'000'000;

struct Settings {
  double effectLimit, outlierRatioLimit;
};

/// Three digits say how far beyond the limit a ratio is: "474", "231 000".
std::string timesText(double ratio) {
  if (ratio < 100) return fixedText(ratio, 1);
  const double unit = std::pow(10.0, std::floor(std::log10(ratio)) - 2);
  return ratio < 1e15 ? countText(std::llround(std::round(ratio / unit) * unit)) : generalText(ratio, 3);
}

double percent(std::int64_t part, std::int64_t whole) {
  return 100 * static_cast<double>(part) / static_cast<double>(whole);
}

class BackgroundCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }

  std::vector<ParameterInfo> parameters() const override {
    return {{"effect_limit", "largest mean of the background, in its standard deviations", "0.1"},
            {"outlier_ratio_limit", "most outliers, as a multiple of what a Gaussian has", "20"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    return {.products = {need<FullMap>(inputs), need<ContourLevel>(inputs), need<RawMask>(inputs),
                         need<ConstructedMask>(inputs), need<VrsMask>(inputs), need<BackgroundMoments>(inputs),
                         need<BackgroundTails>(inputs)},
            // The largest cluster's bits, and labels of the runs.
            .privatePeak = Mask::wordsFor(inputs.grid()) * static_cast<Bytes>(sizeof(std::uint64_t)) +
                           16 * std::min<Bytes>(kMostClusterRuns, inputs.grid().voxels()),
            .doesNotApply = {}};
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Settings settings{parameterNumber(context.inputs(), *this, "effect_limit", 0, 1e6),
                            parameterNumber(context.inputs(), *this, "outlier_ratio_limit", 0, 1e9)};
    Progress loading = progress.part(0.2);
    const auto map = context.get<FullMap>(loading);
    Progress masks = progress.part(0.3);
    const auto hard = context.get<ConstructedMask>(masks);
    Progress first = progress.part(0.2);
    const auto moments = context.get<BackgroundMoments>(first);
    refuse(*moments);
    Progress second = progress.part(0.25);
    const auto tails = context.get<BackgroundTails>(second);
    const auto level = context.get<ContourLevel>(second);

    CheckResult result;
    result.mask = MaskReference{hard->name, hard->sha256};
    if (hard->mask.count == 0) {
      result.mask = MaskReference{"whole box", ""};
      result.observe("no_mask", emptyMaskMessage(level->value, map->scan().statistics.maximum) +
                                    " Without a mask the whole box was taken as background.");
    }
    if (level->source == ThresholdSource::Estimated && hard->mask.count > 0 && !hard->fromUser)
      result.observe("threshold_estimated", "No threshold was given: the mask that leaves the background was made at " +
                                                generalText(level->value) +
                                                ", the level enclosing 1 % of the voxels, chosen by the program.");
    if (moments->flatValue)
      result.observe("flat_background",
                     fixedText(100 * moments->flatFraction(), 1) + " % of the background have the same value " +
                         generalText(*moments->flatValue) + " (a mask was applied to the map); they were left out.");
    location(result, settings, *moments, level->value);
    Progress clustering = progress.part(0.05, "clusters of outliers");
    const auto cluster = largestCluster(*tails, context.executor(), clustering);
    tail(result, settings, *moments, *tails, cluster, map->volume().grid);
    spread(result, *moments);
    notes(result);
    result.plots.push_back(backgroundPlot(*moments));
    result.plots.push_back(radialPlot(*tails));
    result.figures.push_back(outlierFigure(map->volume(), *tails));
    result.volumes.push_back({"background_outliers", "Background voxels beyond 5 sigma", "", true,
                              [tails](Executor& executor, Progress& making) {
                                return std::make_shared<const Volume>(maskVolume(tails->outliers, executor, making));
                              }});
    return result;
  }

private:
  static void refuse(const BackgroundMoments& moments) {
    const auto tooSmall = [](std::int64_t voxels) {
      return NotMeasurable("the mask covers the box: only " + countText(voxels) + " voxels are left as background (" +
                           countText(kFewestVoxels) + " are needed)");
    };
    if (moments.outside < kFewestVoxels) throw tooSmall(moments.outside);
    if (moments.isConstant)
      throw NotApplicable("the background is constant (value " + generalText(moments.mean) + ", " +
                          fixedText(100 * std::max(moments.flatFraction(), moments.sigma > 0 ? 0.0 : 1.0), 1) +
                          " % of it): the map has been masked; its noise cannot be assessed");
    if (moments.count < kFewestVoxels) throw tooSmall(moments.count);
  }

  static void location(CheckResult& result, const Settings& settings, const BackgroundMoments& moments,
                       double threshold) {
    const auto n = static_cast<double>(moments.count);
    result.number("background_voxels", "Background voxels", n, "voxels", 0);
    vrsNumber(result, "background_voxels", static_cast<double>(moments.vrsCount));
    result.number("flat_percent", "Flat voxels of the background", 100 * moments.flatFraction(), "%", 2);
    result.number("mean", "Mean of the background", moments.mean, "", -6);
    vrsNumber(result, "mean", moments.vrsMean);
    result.number("sigma", "Standard deviation of the background", moments.sigma, "", -6);
    vrsNumber(result, "sigma", moments.vrsSigma);
    const double effect = moments.mean / moments.sigma;
    result.number("effect_size", "Mean over standard deviation", effect, "", 4);
    result.number("mean_over_threshold", "Mean over threshold",
                  threshold != 0 ? std::optional(moments.mean / threshold) : std::nullopt, "", 4);
    if (std::abs(effect) > settings.effectLimit)
      result.warn("background_mean",
                  "The mean of the background is " + fixedText(effect, 4) + " standard deviations from 0; at most " +
                      generalText(settings.effectLimit) + " would pass.",
                  PlotPlace{"background_histogram", moments.mean});

    // Never used for the status: significance without size means nothing at this n.
    std::optional<double> t, p, logP, edge, blocks, error, effective;
    if (moments.blockTest && moments.blockTest->standardError > 0) {
      const BlockMeans& block = *moments.blockTest;
      const TTest test = studentT(moments.mean / block.standardError, static_cast<double>(block.blocks - 1));
      t = test.t;
      p = test.pValue;
      logP = test.log10PValue;
      edge = block.edge;
      blocks = static_cast<double>(block.blocks);
      error = block.standardError;
      effective = std::pow(moments.sigma / block.standardError, 2);
    }
    std::optional<double> vrsT, vrsP, vrsLogP;
    if (moments.vrsSampleSd > 0 && moments.vrsCount > 1) {
      const TTest test = oneSampleT(moments.vrsMean, moments.vrsSampleSd, moments.vrsCount);
      vrsT = test.t;
      vrsP = test.pValue;
      vrsLogP = test.log10PValue;
    }
    result.number("t_statistic", "t of the mean (block means)", t, "", 2);
    vrsNumber(result, "t_statistic", vrsT);
    result.number("p_value", "p of the mean (block means)", p, "", -3);
    vrsNumber(result, "p_value", vrsP);
    result.number("log10_p_value", "log10 of p", logP, "", 2);
    vrsNumber(result, "log10_p_value", vrsLogP);
    result.number("block_edge_voxels", "Edge of the cubes", edge, "voxels", 0);
    result.number("blocks", "Cubes inside the background", blocks, "", 0);
    result.number("block_standard_error", "Standard error of the mean (block means)", error, "", -4);
    result.number("effective_voxels", "Independent voxels the background is worth", effective, "", 0);
  }

  /// The largest cluster of outliers (26 neighbours): where to look. Empty where there are none, or so many that
  /// clusters mean nothing.
  static std::optional<Component> largestCluster(const BackgroundTails& tails, Executor& executor, Progress& progress) {
    if (tails.total() == 0) return {};
    try {
      Mask largest;
      const ComponentList list = labelComponents(tails.outliers, largest, executor, progress, kMostClusterRuns);
      return list.components.front();
    } catch (const NotMeasurable&) {
      return {};
    }
  }

  static void tail(CheckResult& result, const Settings& settings, const BackgroundMoments& moments,
                   const BackgroundTails& tails, const std::optional<Component>& cluster, const Grid& grid) {
    const double expected = static_cast<double>(moments.count) * kGaussianBeyond5Sigma;
    const double ratio = static_cast<double>(tails.total()) / expected;
    result.number("outliers_percent", "Outliers beyond 5 sigma", percent(tails.total(), moments.count), "%", -4);
    result.number("gaussian_outliers_percent", "Outliers of a Gaussian", 100 * kGaussianBeyond5Sigma, "%", 6);
    result.number("outlier_ratio", "Outliers over those of a Gaussian", ratio, "", 1);
    if (moments.vrsCount > 0) {
      const double vrsFraction = static_cast<double>(tails.vrsBeyond) / static_cast<double>(moments.vrsCount);
      vrsNumber(result, "outliers_percent", 100 * vrsFraction);
      vrsNumber(result, "outlier_ratio", vrsFraction / kGaussianBeyond5Sigma);
    }
    result.number("median", "Median of the background", tails.median, "", -6);
    result.number("robust_sigma", "Robust standard deviation (1.4826 MAD)", tails.robustSigma, "", -6);
    result.number("outliers_above", "Outliers above", static_cast<double>(tails.above), "voxels", 0);
    result.number("outliers_below", "Outliers below", static_cast<double>(tails.below), "voxels", 0);
    std::optional<double> reach, close;
    if (tails.above > 0) {
      reach = percent(tails.aboveThreshold, tails.above);
      if (tails.nearMask) close = percent(*tails.nearMask, tails.above);
    }
    result.number("outliers_above_threshold_percent", "Outliers above that reach the threshold", reach, "%", 2);
    result.number("outliers_near_mask_percent", "Outliers above within 10 A of the mask", close, "%", 2);
    if (tails.mad == 0)
      result.observe(
          "quantised_background",
          "More than half of the background voxels have the same value, so the median absolute deviation is 0; "
          "the standard deviation was used in its place.");
    if (ratio > settings.outlierRatioLimit) {
      std::optional<Location> where;
      if (tails.strongest) where = Location{*tails.strongest, grid.positionA(*tails.strongest)};
      std::string together;
      if (cluster) {
        const Index3 voxel = placeOf(tails.outliers, *cluster);
        where = Location{voxel, grid.positionA(voxel)};
        together = " The largest cluster of them has " + plural(cluster->voxels, "voxel") + ".";
      }
      result.warn("background_outliers",
                  countText(tails.total()) + " background voxels (" + countText(tails.above) + " above, " +
                      countText(tails.below) + " below) are more than 5 robust sigma from the median, " +
                      timesText(ratio) + " times as many as a Gaussian has; at most " +
                      generalText(settings.outlierRatioLimit) + " times would pass. The strongest is " +
                      generalText(tails.strongestValue) + "." + together,
                  where);
    }
  }

  static void spread(CheckResult& result, const BackgroundMoments& moments) {
    const auto sigma = [&](const char* key, const char* label, double value, std::int64_t count) {
      result.number(key, label, count > 1 ? std::optional(value) : std::nullopt, "", -6);
    };
    sigma("sigma_inside_sphere", "Standard deviation inside the inscribed sphere", moments.sigmaInside,
          moments.countInside);
    sigma("sigma_corners", "Standard deviation in the corners", moments.sigmaCorners, moments.countCorners);
  }

  static void notes(CheckResult& result) {
    if (result.find("vrs_background_voxels") != nullptr)
      result.note(
          "Background: the VRS takes all voxels outside its own, more widely grown mask, flat ones of a masked map "
          "included.");
    if (result.find("vrs_t_statistic") != nullptr)
      result.note(
          "t and p: the VRS treats all voxels as independent values, which rejects almost every map; here means over "
          "cubes "
          "larger than the noise's correlation are compared, and neither decides the status.");
    if (result.find("vrs_outlier_ratio") != nullptr)
      result.note(
          "Outliers: the VRS counts |V| > 5 sigma about 0 with the ordinary standard deviation; here 5 robust sigma "
          "about "
          "the median, so that neither an offset nor the outliers themselves change the limit.");
  }
};

}  // namespace

std::unique_ptr<Check> makeBackgroundCheck() { return std::make_unique<BackgroundCheck>(); }

}  // namespace vitrine
