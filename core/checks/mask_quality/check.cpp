#include "core/checks/check.hpp"
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/mask_quality/figures.hpp"
#include "core/checks/mask_quality/mask_quality.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/checks/registry.hpp"
#include "core/mask/component_place.hpp"
#include "core/mask/soft_mask.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"

#include <bit>
#include <cmath>

namespace vitrine {

std::unique_ptr<Check> makeMaskQualityCheck();

namespace {

constexpr CheckInfo kInfo{
    .id = "0.b",
    .title = "Mask analysis",
    .method = "Mask analysis",
    .explanation =
        "At the suggested threshold, is most of the selected volume one connected object? The raw mask holds all "
        "voxels "
        "that reach the threshold; it is cut into connected components (26 neighbours), listed by size until 95 % of "
        "its "
        "volume is reached. The constructed mask, used by the other checks, is the largest component grown by 2 A; the "
        "overlap is the share of the raw mask it covers. The table says how much mass each threshold would enclose.",
    .criteria =
        "A warning if more than 5 components are needed for 95 % of the raw mask, if more than 10 % of it lies outside "
        "the "
        "largest component, if the mean volume of the remaining components exceeds one resolution element (a sphere "
        "whose "
        "diameter is the reported resolution, or 4 voxels without one), if the overlap is below 0.75, if more than "
        "half of "
        "the box is selected, or if the threshold is 0 or negative. A threshold chosen by the program is not judged.",
    .advice =
        "If the mask falls apart or holds many grains of noise, raise the threshold; if parts of the molecule are "
        "missing, "
        "lower it. Compare the enclosed mass with the mass you expect.",
    .citation = "Sorzano et al. 2022, doi:10.1039/D2FD00059H",
};

constexpr double kNyquistVoxels = 4;     // stands in for the resolution when none was reported, in voxels
constexpr double kFragmented = 0.5;      // share of the raw mask outside its largest component
constexpr double kManyVoxels = 0.02;     // share of the box at a level meant to enclose 1 %
constexpr double kInvertedContrast = 2;  // |min| over max

struct Settings {
  double componentLimit, outsidePercentLimit, overlapLimit;
  Composition composition;
};

std::int64_t overlapVoxels(const Mask& raw, const Mask& other) {
  std::int64_t both = 0;
  for (std::int64_t i = 0; i < raw.words.size(); ++i) both += std::popcount(raw.words[i] & other.words[i]);
  return both;
}

double ratio(std::int64_t part, std::int64_t whole) { return static_cast<double>(part) / static_cast<double>(whole); }

class MaskQualityCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }

  std::vector<ParameterInfo> parameters() const override {
    return {{"composition", "what the molecule is made of: protein, nucleic or mixed", "protein"},
            {"dilation_A", "how far the constructed mask reaches beyond the largest component, A", kDefaultDilationA},
            {"soft_sigma_A", "standard deviation of the soft edge, A; 0: two voxels", kDefaultSoftSigmaA},
            {"component_limit", "most components for 95 % of the raw mask", "5"},
            {"outside_limit_percent", "largest share of the raw mask outside its largest component, %", "10"},
            {"overlap_limit", "least overlap of raw and constructed mask", "0.75"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    return {.products = {need<FullMap>(inputs), need<ThresholdTable>(inputs), need<ContourLevel>(inputs),
                         need<RawMask>(inputs), need<ConstructedMask>(inputs), need<VrsMask>(inputs)},
            .privatePeak = 0,
            .doesNotApply = {}};
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    const Settings settings{
        parameterNumber(inputs, *this, "component_limit", 1, 1e9),
        parameterNumber(inputs, *this, "outside_limit_percent", 0, 100),
        parameterNumber(inputs, *this, "overlap_limit", 0, 1),
        compositionNamed(parameterWord(inputs, *this, "composition", {"protein", "nucleic", "mixed"}))};
    Progress loading = progress.part(0.3);
    const auto map = context.get<FullMap>(loading);
    Progress tabling = progress.part(0.2);
    const auto table = context.get<ThresholdTable>(tabling);
    Progress levelling = progress.part(0.05);
    const auto level = context.get<ContourLevel>(levelling);
    Progress labelling = progress.part(0.3);
    const auto raw = context.get<RawMask>(labelling);
    const MapStatistics& statistics = map->scan().statistics;
    if (raw->mask.count == 0) throw NotMeasurable(emptyMaskMessage(level->value, statistics.maximum));
    Progress constructing = progress.part(0.1);
    const auto hard = context.get<ConstructedMask>(constructing);
    Progress vrsPart = progress.part(0.05);
    const auto vrs = context.get<VrsMask>(vrsPart);

    CheckResult result;
    result.mask = MaskReference{hard->name, hard->sha256};
    result.scored = level->source != ThresholdSource::Estimated;
    const ComponentStatistics components = componentStatistics(raw->components);
    numbers(result, components, *level, *raw, *hard, *vrs);
    judge(result, settings, components, *level, *raw, statistics, inputs);
    observations(result, *level, statistics, settings);
    fragments(result, components, *level, raw->mask.grid);
    notes(result, components);

    result.tables.push_back(componentTable(*raw, components.to95Percent));
    if (!table->level.empty()) {
      result.tables.push_back(massTable(*table, raw->mask.grid, settings.composition));
      result.plots.push_back(massPlot(*table, level->value));
    }
    result.plots.push_back(densityPlot(*table, level->value));
    result.figures.push_back(rawMaskFigure(*raw));
    volumes(result, raw, hard, softSigmaA(inputs));
    return result;
  }

private:
  static void numbers(CheckResult& result, const ComponentStatistics& components, const ContourLevel& level,
                      const RawMask& raw, const ConstructedMask& hard, const VrsMask& vrs) {
    const double v1 = raw.mask.grid.voxelVolume();
    const auto count = [&](const char* key, const char* label, std::optional<std::int64_t> value) {
      result.number(key, label, value ? std::optional(static_cast<double>(*value)) : std::nullopt, "", 0);
    };
    const auto voxelsAndVolume = [&](const std::string& stem, const std::string& label, std::int64_t voxels) {
      result.number(stem + "_voxels", label, static_cast<double>(voxels), "voxels", 0);
      result.number(stem + "_volume_A3", label + ", volume", static_cast<double>(voxels) * v1, "A^3", 2);
    };
    result.number("threshold", "Threshold", level.value, "", -7);
    count("components", "Connected components", components.components);
    voxelsAndVolume("raw_mask", "Raw mask", components.voxels);
    count("components_to_95_percent", "Components that hold 95 % of the raw mask", components.to95Percent);
    const RemainingComponents& rest = components.remaining;
    count("remaining_components", "Remaining components", rest.components);
    result.number("remaining_mean_voxels", "Mean size of the remaining components", rest.meanVoxels, "voxels", 2);
    result.number("remaining_mean_volume_A3", "Mean volume of the remaining components",
                  rest.meanVoxels ? std::optional(*rest.meanVoxels * v1) : std::nullopt, "A^3", 2);
    // By the VRS formula the mean is x / x voxels: one, whatever the map; 0 / 0 when nothing remains.
    vrsNumber(result, "remaining_mean_volume_A3", rest.meanVoxels ? std::optional(v1) : std::nullopt);
    const auto size = [&](const char* key, const char* label, std::optional<std::int64_t> voxels) {
      result.number(key, label, voxels ? std::optional(static_cast<double>(*voxels)) : std::nullopt, "voxels", 0);
    };
    size("remaining_largest_voxels", "Largest remaining component", rest.largest);
    if (rest.largest)
      vrsNumber(result, "remaining_largest_voxels", static_cast<double>(components.vrsRemainingLargest.value_or(0)));
    size("remaining_smallest_voxels", "Smallest remaining component", rest.smallest);
    voxelsAndVolume("largest_component", "Largest component", components.largest);
    result.number("outside_largest_percent", "Raw mask outside its largest component",
                  100 * components.outsideLargest(), "%", 2);
    voxelsAndVolume("constructed_mask", "Constructed mask", hard.mask.count);
    vrsNumber(result, "constructed_mask_voxels", static_cast<double>(vrs.mask->count));
    vrsNumber(result, "constructed_mask_volume_A3", static_cast<double>(vrs.mask->count) * v1);
    result.number("constructed_over_largest", "Constructed mask over largest component",
                  ratio(hard.mask.count, components.largest), "", 2);
    result.number("overlap", "Overlap of raw and constructed mask",
                  ratio(overlapVoxels(raw.mask, hard.mask), raw.mask.count), "", 2);
    vrsNumber(result, "overlap", ratio(overlapVoxels(raw.mask, *vrs.mask), raw.mask.count));
  }

  /// The criteria. At a level the program chose they are neither met nor broken: nothing is said.
  static void judge(CheckResult& result, const Settings& settings, const ComponentStatistics& components,
                    const ContourLevel& level, const RawMask& raw, const MapStatistics& statistics,
                    const Inputs& inputs) {
    if (!result.scored) return;
    const Grid& grid = raw.mask.grid;
    const std::vector<Component>& list = raw.components.components;
    // Where to look: the largest component beyond those that a good mask consists of.
    const auto component = [&](std::int64_t rank) -> std::optional<Location> {
      if (rank >= static_cast<std::int64_t>(list.size())) return std::nullopt;
      const Index3 voxel = placeOf(raw.mask, list[static_cast<std::size_t>(rank)]);
      return Location{voxel, grid.positionA(voxel)};
    };
    if (static_cast<double>(components.to95Percent) > settings.componentLimit)
      result.warn("many_components",
                  countText(components.to95Percent) + " components are needed for 95 % of the raw mask; at most " +
                      generalText(settings.componentLimit) + " would pass.",
                  component(1));
    const double outside = 100 * components.outsideLargest();
    if (outside > settings.outsidePercentLimit)
      result.warn("outside_largest",
                  fixedText(outside, 2) + " % of the raw mask lies outside its largest component; at most " +
                      generalText(settings.outsidePercentLimit) + " % would pass.",
                  component(1));
    const double voxelA = std::cbrt(grid.voxelVolume());
    const double elementA3 = resolutionElementA3(inputs.resolution.value_or(kNyquistVoxels * voxelA));
    const RemainingComponents& rest = components.remaining;
    if (rest.meanVoxels && *rest.meanVoxels * grid.voxelVolume() > elementA3)
      result.warn("large_remaining_components",
                  "The remaining components have a mean volume of " +
                      fixedText(*rest.meanVoxels * grid.voxelVolume(), 2) + " A^3; at most one resolution element, " +
                      fixedText(elementA3, 2) + " A^3, would pass.",
                  component(components.to95Percent));
    const double overlap = *result.find("overlap")->value;
    if (overlap < settings.overlapLimit)
      result.warn("low_overlap",
                  "The constructed mask covers " + fixedText(overlap, 2) + " of the raw mask; at least " +
                      generalText(settings.overlapLimit) + " would pass.",
                  component(list.size() > 1 ? 1 : 0));
    if (components.voxels > grid.voxels() / 2)
      result.warn("half_of_box_selected",
                  fixedText(100 * ratio(components.voxels, grid.voxels()), 1) +
                      " % of the voxels reach the threshold: more than half of the box is above the threshold.",
                  PlotPlace{"density_histogram", level.value});
    if (level.value <= 0)
      result.warn("threshold_not_positive",
                  "The threshold " + generalText(level.value) +
                      " selects background; give one above 0 (the map's maximum is " + generalText(statistics.maximum) +
                      ").",
                  PlotPlace{"density_histogram", level.value});
  }

  static void observations(CheckResult& result, const ContourLevel& level, const MapStatistics& statistics,
                           const Settings& settings) {
    if (level.source == ThresholdSource::Estimated)
      result.observe(
          "threshold_estimated",
          "No threshold was given. " + generalText(level.value) +
              ", the level enclosing 1 % of the voxels, was chosen by the program; the numbers are given, but "
              "a threshold that nobody suggested is not judged and does not enter the score.");
    if (-statistics.minimum > kInvertedContrast * std::max(0.0, statistics.maximum) && statistics.skewness < 0)
      result.observe("contrast_may_be_inverted",
                     "The map's minimum " + generalText(statistics.minimum) +
                         " is much farther from 0 than its maximum " + generalText(statistics.maximum) +
                         " and its values are skewed downwards: the contrast may be inverted (molecule dark). Multiply "
                         "the map by -1 if so.");
    if (statistics.maximum <= 0)
      result.observe("no_mass_table",
                     "The map's maximum is not above 0, so there is no table of mass against threshold.");
    if (settings.composition.name != "protein")
      result.observe("composition", "Masses are computed for " + std::string(settings.composition.name) + " (" +
                                        generalText(settings.composition.volumePerDaltonA3) + " A^3 per Da).");
  }

  /// What the numbers mean for whoever uses this mask.
  static void fragments(CheckResult& result, const ComponentStatistics& components, const ContourLevel& level,
                        const Grid& grid) {
    if (components.outsideLargest() > kFragmented)
      result.observe("fragmented_mask",
                     "At this threshold the map is " + countText(components.components) +
                         " separate objects and the largest holds " +
                         fixedText(100 * (1 - components.outsideLargest()), 1) +
                         " % of the selected voxels. The constructed mask is that one object, so the checks that use "
                         "it judge a fragment. A lower level may join the parts of a molecule; grains of noise call "
                         "for a higher one.");
    if (level.source == ThresholdSource::Estimated && ratio(components.voxels, grid.voxels()) > kManyVoxels)
      result.observe("few_distinct_values", fixedText(100 * ratio(components.voxels, grid.voxels()), 1) +
                                                " % of the voxels reach that level, because many share one value: the "
                                                "map looks like a mask or has very few different values.");
    if (*result.find("constructed_mask_voxels")->value == static_cast<double>(components.largest))
      result.observe("mask_not_grown",
                     "The constructed mask equals the largest object: the distance by which it is grown is less than "
                     "one voxel (" +
                         generalText(grid.voxelSize[0], 4) + " A), or nothing is left to grow into.");
  }

  static void notes(CheckResult& result, const ComponentStatistics& components) {
    if (components.remaining.components == 0)
      result.note("No further component remains beyond 95 %; the VRS divides 0 by 0 here.");
    if (result.find("vrs_remaining_mean_volume_A3") != nullptr)
      result.note(
          "Mean volume of the remaining components: the VRS divides a number by itself and prints the volume of one "
          "voxel; its criterion (at most 5 A^3) therefore asks only for voxels below 1.71 A.");
    if (result.find("vrs_remaining_largest_voxels") != nullptr)
      result.note(
          "Largest remaining component: the VRS names the last one already counted among the 95 %, one place too "
          "early.");
    if (result.find("vrs_constructed_mask_voxels") != nullptr)
      result.note(
          "Constructed mask: the VRS grows by ceil(2 A / voxel) whole voxels with 18 neighbours and never writes the "
          "box "
          "faces; here by a ball of " +
          generalText(kVrsDilationA) + " A in true distance.");
  }

  static void volumes(CheckResult& result, const std::shared_ptr<const RawMask>& raw,
                      const std::shared_ptr<const ConstructedMask>& hard, double sigmaA) {
    result.volumes.push_back({"raw_mask", "Raw mask", "", true, [raw](Executor& executor, Progress& progress) {
                                return std::make_shared<const Volume>(maskVolume(raw->mask, executor, progress));
                              }});
    result.volumes.push_back({"hard_mask", "Hard mask", "", true, [hard](Executor& executor, Progress& progress) {
                                return std::make_shared<const Volume>(maskVolume(hard->mask, executor, progress));
                              }});
    result.volumes.push_back(
        {"soft_mask", "Soft mask", "", false, [hard, sigmaA](Executor& executor, Progress& progress) {
           const SoftMask soft(std::shared_ptr<const Mask>(hard, &hard->mask), sigmaA);
           return std::make_shared<const Volume>(soft.volume(executor, progress));
         }});
  }

  static constexpr double kVrsDilationA = 2;
};

}  // namespace

std::unique_ptr<Check> makeMaskQualityCheck() { return std::make_unique<MaskQualityCheck>(); }

}  // namespace vitrine
