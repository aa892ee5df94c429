#include "core/checks/local_resolution_form.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/profile.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/reduced_molecule.hpp"
#include "core/resolution/crossing.hpp"
#include "core/resolution/freedom.hpp"
#include "core/resolution/fsc_curve.hpp"
#include "core/stats/percentiles.hpp"

#include <array>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr int kBins = 25;
constexpr double kLoneBinA = 0.01;
constexpr double kAxisRoom = 0.02;  // of what the histogram's axis spans, on both sides

struct Percentile {
  double q;
  const char* key;
  const char* label;
};
constexpr std::array<Percentile, 5> kPercentiles = {{
    {2.5, "percentile_2_5_A", "2.5 % of the voxels are finer than"},
    {25, "percentile_25_A", "25 % are finer than"},
    {50, "percentile_50_A", "Median"},
    {75, "percentile_75_A", "75 % are finer than"},
    {97.5, "percentile_97_5_A", "97.5 % are finer than"},
}};
using FivePercentiles = std::array<std::optional<double>, kPercentiles.size()>;

/// Empty without values.
FivePercentiles percentilesOf(std::span<const float> values, const Progress& progress) {
  FivePercentiles five{};
  if (values.empty()) return five;
  std::vector<double> q;
  for (const Percentile& percentile : kPercentiles) q.push_back(percentile.q);
  std::ranges::copy(percentiles(values, q, progress), five.begin());
  return five;
}

std::optional<double> percentOfValuesBelow(std::span<const float> values, double limit, const Progress& progress) {
  if (values.empty()) return {};
  return percentBelow(values, limit, progress);
}

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

CurvePlot histogramPlot(std::span<const float> values, const LocalResolutionForm& form, const Progress& progress) {
  const ValueHistogram histogram = valueHistogram(values, kBins, kLoneBinA, progress);
  CurvePlot plot;
  plot.key = "histogram";
  plot.title = "Histogram of the local resolution (" + form.method + ")";
  plot.caption = "Local resolution of " + countText(static_cast<std::int64_t>(values.size())) + " voxels in " +
                 plural(static_cast<std::int64_t>(histogram.counts.size()), "bin") + " of equal width.";
  plot.x.label = "Local resolution (A)";
  plot.y.label = "Count";
  Series bars{"histogram", form.method, {}, {}, SeriesStyle::Bars};
  for (std::size_t bin = 0; bin < histogram.counts.size(); ++bin) {
    bars.x.push_back(histogram.centre(bin));
    bars.y.push_back(static_cast<double>(histogram.counts[bin]));
  }
  plot.series.push_back(std::move(bars));
  // The axis holds the marks too: a reported resolution that no voxel reaches lies outside all bins.
  double low = histogram.edges.front(), high = histogram.edges.back();
  const auto mark = [&](std::optional<double> resolutionA, const char* label) {
    if (!resolutionA) return;
    plot.markers.push_back({Marker::Along::X, *resolutionA, label, false});
    low = std::min(low, *resolutionA);
    high = std::max(high, *resolutionA);
  };
  mark(form.reportedA, "reported");
  mark(form.fscA, "FSC 0.143");
  const double room = kAxisRoom * (high - low);
  plot.x.low = low - room;
  plot.x.high = high + room;
  return plot;
}

void addPercentiles(CheckResult& result, std::span<const float> values, const LocalResolutionForm& form,
                    const Progress& progress) {
  const FivePercentiles own = percentilesOf(values, progress);
  for (std::size_t i = 0; i < own.size(); ++i) result.number(kPercentiles[i].key, kPercentiles[i].label, own[i], "A");
  if (!form.vrsValues) return;
  const FivePercentiles vrs = percentilesOf(*form.vrsValues, progress);
  for (std::size_t i = 0; i < vrs.size(); ++i) vrsNumber(result, kPercentiles[i].key, vrs[i]);
}

/// The percentile of the reported resolution, which the second criterion judges.
void addReported(CheckResult& result, std::span<const float> values, const LocalResolutionForm& form,
                 const Progress& progress) {
  const std::string key = "reported_percentile", label = "Percentile of the reported resolution";
  if (!form.reportedA) {
    result.number(key, label, std::nullopt, "", form.percentileDecimals);
    result.observe("no_reported_resolution",
                   "No resolution was reported (--resolution): nothing is compared with the local resolutions.");
    return;
  }
  const std::optional<double> ofValues = percentOfValuesBelow(values, *form.reportedA, progress);
  const std::optional<double> own = form.reportedPercentile ? form.reportedPercentile : ofValues;
  result.number(key, label, own, "", form.percentileDecimals);
  vrsNumber(result, key, form.vrsValues ? percentOfValuesBelow(*form.vrsValues, *form.reportedA, progress) : ofValues);
  if (own && *own < kFewFiner)
    result.warn("reported_finer_than_local",
                "The reported resolution of " + angstrom(*form.reportedA) +
                    " is particularly high with respect to the local resolution: it is at percentile " +
                    generalText(*own, 3) + ", so " + generalText(*own, 3) + " % of the voxels are finer; at least " +
                    generalText(kFewFiner) + " % would pass.",
                PlotPlace{"histogram", *form.reportedA});
}

void addHomogeneity(CheckResult& result) {
  const double low = *result.find("percentile_2_5_A")->value, high = *result.find("percentile_97_5_A")->value;
  if (std::abs(high - low) >= kHomogeneousA) return;
  result.warn("too_homogeneous",
              "The local resolution is too homogeneous: 95 % of the voxels lie between " + fixedText(low, 3) + " and " +
                  fixedText(high, 3) + " A, which is less than " + generalText(kHomogeneousA) + " A apart.",
              PlotPlace{"histogram", (low + high) / 2});
}

void addCoverage(CheckResult& result, std::int64_t voxels, const LocalResolutionForm& form) {
  const double percent =
      form.maskVoxels > 0 ? 100 * static_cast<double>(voxels) / static_cast<double>(form.maskVoxels) : 0;
  result.number("determined_voxels", "Voxels with a local resolution", static_cast<double>(voxels), "voxels", 0);
  result.number("mask_voxels", "Voxels of the mask", static_cast<double>(form.maskVoxels), "voxels", 0);
  result.number("coverage_percent", "Share of the mask with a local resolution", percent, "%", 1);
  if (percent < kLowCoverage && voxels > 0)
    result.observe("low_coverage", "Only " + generalText(percent, 2) +
                                       " % of the mask could be assigned a resolution: the percentiles speak for " +
                                       countText(voxels) + " voxels.");
}

}  // namespace

std::optional<double> fscResolutionA(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  if (!halfMapsMissing(inputs).empty()) return {};
  const auto halves = context.get<HalfMapComparison>(progress);
  const Freedom freedom{.inflation = 1, .symmetry = asymmetricUnits(inputs.symmetry)};
  const FscCurve curve = fscCurve(halves->unmasked.shells, freedom, halves->lastUsable);
  return findCrossing(curve.fsc, 0.143, curve.width, 1, curve.last).resolutionA();
}

void addLocalDistribution(CheckResult& result, std::span<const float> values, const LocalResolutionForm& form,
                          const Progress& progress) {
  if (values.empty()) throw NotMeasurable("no voxel of the mask could be assigned a resolution");
  addPercentiles(result, values, form, progress);
  addReported(result, values, form, progress);
  addHomogeneity(result);
  addCoverage(result, static_cast<std::int64_t>(values.size()), form);
  result.plots.push_back(histogramPlot(values, form, progress));
  result.resolutionEstimates.emplace_back(form.method, *result.find("percentile_50_A")->value);
}

void addNothingDetermined(CheckResult& result, const LocalResolutionForm& form, const std::string& why,
                          const Progress& progress) {
  addPercentiles(result, {}, form, progress);
  addReported(result, {}, form, progress);
  addCoverage(result, 0, form);
  result.observe("low_coverage",
                 "Not one of the " + plural(form.maskVoxels, "voxel") +
                     " of the mask could be assigned a resolution, so there is nothing to take percentiles of: " + why);
  result.scored = false;
}

void addLocalVolume(CheckResult& result, std::shared_ptr<const LocalResolution> local,
                    const LocalResolutionForm& form) {
  result.volumes.push_back({"local_resolution", "Local resolution (" + form.method + ")", "A", false,
                            [local](Executor& executor, Progress& making) {
                              return std::make_shared<const Volume>(
                                  expand(*local, std::numeric_limits<float>::quiet_NaN(), executor, making));
                            },
                            local});
}

void addLocalViews(CheckResult& result, std::shared_ptr<const LocalResolution> local, const LocalResolutionForm& form,
                   const ValidationContext& context, Progress& progress) {
  addLocalVolume(result, local, form);
  Progress shrinking = progress.part(0.7);
  const auto molecule = context.get<ReducedMolecule>(shrinking);
  if (molecule->volume.data.empty()) return;
  const Progress averaging = progress.part(0.3, "colours of the surface");
  const auto colours = std::make_shared<const Volume>(reduce(*local, molecule->factor, context.executor(), averaging));
  Figure figure{"local_resolution_views", {}, {}};
  const double low = *result.find("percentile_2_5_A")->value, high = *result.find("percentile_97_5_A")->value;
  figure.caption = "The map inside its mask at the contour level " + generalText(molecule->level) +
                   ", coloured by the local resolution of " + form.method + ". The colours run from the 2.5th to the " +
                   "97.5th percentile; grey has no value.";
  for (std::size_t view = 0; view < std::size(kReportViews); ++view) {
    SurfacePicture surface;
    surface.volume = SharedVolume(molecule, &molecule->volume);
    surface.level = molecule->level;
    surface.angles = kReportViews[view];
    surface.title = kReportViewTitles[view];
    surface.colourBy = colours;
    surface.colourLow = low;
    surface.colourHigh = high;
    surface.colourLabel = "Resolution (A)";
    figure.pictures.emplace_back(std::move(surface));
  }
  result.figures.push_back(std::move(figure));
}

std::vector<ProductNeed> localResolutionNeeds(const Inputs& inputs) {
  std::vector<ProductNeed> ofMap = {need<MapSums>(inputs), need<ReducedMap>(inputs), need<ThresholdTable>(inputs),
                                    need<RawMask>(inputs)};
  std::vector<ProductNeed> needs = {need<ContourLevel>(inputs), need<ReducedMolecule>(inputs)};
  (inputs.mask ? needs : ofMap).push_back(need<ConstructedMask>(inputs));
  if (halfMapsMissing(inputs).empty()) {
    // The map leaves once these are made from it, as in halfMapNeeds(), whose peaks hold a pair besides.
    for (ProductNeed& one : ofMap) one.buildPeak += FullMap::bytes(inputs) + FullMap::buildPeak(inputs);
    needs.push_back(need<HalfMapFacts>(inputs));
    needs.push_back(need<HalfMapComparison>(inputs));
  } else {
    needs.push_back(need<FullMap>(inputs));
  }
  needs.insert(needs.end(), ofMap.begin(), ofMap.end());
  return needs;
}

Bytes localResolutionBytes(const Inputs& inputs, std::int64_t voxels) {
  constexpr Bytes kCounting = Bytes{40} << 20;
  return kCounting + ReducedMap::bytes(inputs) + voxels * static_cast<Bytes>(sizeof(float)) +
         Mask::wordsFor(inputs.grid()) * static_cast<Bytes>(sizeof(std::uint64_t));
}

}  // namespace vitrine
