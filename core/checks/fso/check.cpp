// 1.g: how many directions are left at each frequency, from two half maps.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/fso/figures.hpp"
#include "core/checks/fso/fso.hpp"
#include "core/checks/half_map_requirements.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/products/half_maps.hpp"
#include "core/resolution/direction_spread.hpp"
#include "core/resolution/sphere_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace vitrine {

std::unique_ptr<Check> makeFsoCheck();

namespace {

using namespace fso;

constexpr CheckInfo kInfo{
    .id = "1.g",
    .title = "Fourier shell occupancy",
    .method = "FSO",
    .explanation =
        "Down to which resolution do most directions of the map agree between the half maps, and how fast do they drop "
        "out? For 321 even directions a Fourier shell correlation is taken inside a cone of 17 degrees. The Fourier "
        "shell occupancy at a frequency is the share of directions whose correlation is still at least 0.143: 1 at low "
        "frequency, 0 where nothing is left. The resolution at which half of the directions are left is the headline; "
        "the range between 90 % and 10 % says how much directions differ, from the worst to the best. A test of "
        "whether "
        "the directions left at a frequency are even (Bingham) and the resolution of every direction go with it. "
        "Figures are of the half maps as given; a mask on both would make them more alike than they are, and what the "
        "VRS finds with the soft mask stands beside.",
    .criteria =
        "A warning if the reported resolution is finer than 0.8 times the resolution at which the occupancy falls "
        "below "
        "0.5. Said, but not counted: an occupancy that does not fall below 0.5, and a "
        "resolution at 90 % that is 1.3 times or more as coarse as that at 10 %.",
    .advice =
        "A wide shaded range, or a sphere with a coarse patch, means that views are missing or preferred: look at the "
        "distribution of views and collect tilted images. If the occupancy never falls, the half maps were masked or "
        "filtered: give those the refinement wrote.",
    .citation = "Vilas and Tagare 2023, doi:10.1038/s41592-023-01874-3",
};

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

struct Level {
  const char* key;
  double value;
  const char* label;
};
constexpr std::array kLevels = {Level{"05", 0.5, "Half of the directions left at"},
                                Level{"09", 0.9, "90 % of the directions left at"},
                                Level{"01", 0.1, "10 % of the directions left at"}};

void addCrossings(CheckResult& result, const Occupancy& occupancy) {
  for (const Level& level : kLevels)
    result.number(std::string("fso_") + level.key + "_A", level.label, occupancy.crossing(level.value).resolutionA(),
                  "A");
  result.number("fsc_0143_A", "All directions together, FSC 0.143", occupancy.globalCrossing().resolutionA(), "A");
}

void addDirections(CheckResult& result, const Occupancy& occupancy, const PairSums& sums) {
  const DirectionSpread spread = directionSpread(occupancy.ends);
  result.number("directional_min_A", "Finest direction", spread.min, "A");
  result.number("directional_median_A", "Median direction", spread.median, "A");
  result.number("directional_max_A", "Coarsest direction", spread.max, "A");
  result.number("directional_ratio", "Coarsest over finest direction",
                spread.min && spread.max ? std::optional(*spread.max / *spread.min) : std::nullopt, "", 2);
  result.number("never_crossing_directions", "Directions finer than Nyquist, of 321", spread.never, "", 0);
  const Crossing half = occupancy.crossing(0.5);
  const auto tensor = half.shell > 0 ? directionTensor(sums, half.shell) : std::nullopt;
  constexpr const char* kNames[] = {"Smallest", "Middle", "Largest"};
  for (std::size_t i = 0; i < 3; ++i)
    result.number("eigenvalue_" + std::to_string(i + 1),
                  std::string(kNames[i]) + " eigenvalue of the directions left there",
                  tensor ? std::optional(tensor->value[i]) : std::nullopt, "", 3);
  result.number("emptied_axis_tilt_deg", "Axis of the smallest eigenvalue, tilt from Z",
                tensor ? std::optional(tiltDegrees(tensor->axis[0])) : std::nullopt, "deg", 0);
  result.number("emptied_axis_azimuth_deg", "Axis of the smallest eigenvalue, azimuth from X",
                tensor ? std::optional(azimuthDegrees(tensor->axis[0])) : std::nullopt, "deg", 0);
}

/// What the VRS finds: the same figures of the soft-masked halves.
void addVrs(CheckResult& result, const Occupancy& masked) {
  for (const Level& level : kLevels)
    vrsNumber(result, std::string("fso_") + level.key + "_A", masked.crossing(level.value).resolutionA());
  vrsNumber(result, "fsc_0143_A", masked.globalCrossing().resolutionA());
  const DirectionSpread spread = directionSpread(masked.ends);
  vrsNumber(result, "directional_min_A", spread.min);
  vrsNumber(result, "directional_median_A", spread.median);
  vrsNumber(result, "directional_max_A", spread.max);
}

void judge(CheckResult& result, const Occupancy& occupancy, const Inputs& inputs, double factor) {
  const Crossing half = occupancy.crossing(0.5);
  if (!half.frequency) {
    result.observe("no_crossing",
                   "The occupancy does not fall below 0.5 down to Nyquist (" + angstrom(inputs.grid().nyquistA()) +
                       "): the half maps look masked, filtered alike or not independent, or the voxels are too coarse.",
                   PlotPlace{"fso", occupancy.frequency(occupancy.last)});
    result.scored = false;
    return;
  }
  const double found = *half.resolutionA();
  result.resolutionEstimates.emplace_back(std::string(kInfo.method), found);
  if (!inputs.resolution) {
    result.observe("no_resolution", "No resolution was reported, so there was nothing to compare with.");
    result.scored = false;
  } else if (*inputs.resolution < factor * found) {
    result.warn("resolution_overestimated",
                "The reported resolution of " + angstrom(*inputs.resolution) + " is finer than " + generalText(factor) +
                    " times the " + angstrom(found) + " at which half of the directions are left; " +
                    angstrom(factor * found) + " or coarser would pass.",
                PlotPlace{"fso", 1 / found});
  }
}

/// Whether noise alone would show a good part of the directions where half of them are lost.
bool isNoise(const Occupancy& occupancy, const std::vector<NoiseLevel>& noise) {
  constexpr double kMuch = 0.25;
  const Crossing half = occupancy.crossing(0.5);
  return half.frequency && noise[static_cast<std::size_t>(half.shell)].occupancy > kMuch;
}

void observeNoise(CheckResult& result, const Occupancy& occupancy, const std::vector<NoiseLevel>& noise) {
  int first = 1;
  while (first <= occupancy.last && noise[static_cast<std::size_t>(first)].fsc > kThreshold) ++first;
  result.number("noise_limit_A", "Single directions told from noise from",
                first <= occupancy.last ? std::optional(1 / occupancy.frequency(first)) : std::nullopt, "A");
  if (!isNoise(occupancy, noise)) return;
  const Crossing half = occupancy.crossing(0.5);
  result.observe("noise_dominated",
                 "Half of the directions are lost at " + angstrom(*half.resolutionA()) +
                     ", where noise alone would show " +
                     fixedText(100 * noise[static_cast<std::size_t>(half.shell)].occupancy, 0) +
                     " % of them above 0.143: the occupancy says little about this pair.",
                 PlotPlace{"fso", *half.frequency});
}

/// 90 % to 10 % of the directions are lost over a wide range.
void observeUnevenness(CheckResult& result, const Occupancy& occupancy, const PairSums& sums, double nyquistA) {
  constexpr double kWide = 1.3;  // isotropic pairs: 1.20 at 64^3, 1.15 at 96^3
  const Crossing high = occupancy.crossing(0.9), low = occupancy.crossing(0.1), half = occupancy.crossing(0.5);
  if (!high.frequency) return;
  const double coarse = *high.resolutionA(), fine = low.resolutionA().value_or(nyquistA);
  if (coarse / fine < kWide) return;
  std::string text = "90 % of the directions are left at " + angstrom(coarse) + " and 10 % at " +
                     (low.frequency ? "" : "less than ") + angstrom(fine) + ": directions differ strongly.";
  if (const auto tensor = directionTensor(sums, half.shell > 0 ? half.shell : occupancy.last))
    text += " Those lost first lie about tilt " + fixedText(tiltDegrees(tensor->axis[0]), 0) + ", azimuth " +
            fixedText(azimuthDegrees(tensor->axis[0]), 0) + " degrees.";
  result.observe("uneven_directions", text, PlotPlace{"fso", *high.frequency});
}

class FsoCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"resolution_factor", "the reported resolution may be this factor finer than the occupancy's", "0.8"}};
  }

  Requirements requirements(const Inputs& inputs) const override { return halfMapRequirements(inputs); }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    if (const std::string missing = halfMapsMissing(inputs); !missing.empty()) throw NotApplicable(missing);
    const double factor = parameterNumber(inputs, *this, "resolution_factor", 0.1, 1);
    Progress building = progress.part(0.95);
    const auto shells = context.get<HalfMapShells>(building);
    if (shells->lastUsable <= kFirstCounted)
      throw NotMeasurable("only " + plural(std::max(0, shells->lastUsable), "shell") +
                          " have power in both half maps; the occupancy is counted from shell " +
                          std::to_string(kFirstCounted) + " on");

    const PairSums& sums = shells->unmasked;
    const Occupancy headline = occupancy(sums, shells->lastUsable);
    std::optional<Occupancy> masked;
    if (shells->masked) masked = occupancy(*shells->masked, shells->lastUsable);
    const Freedom freedom{1, asymmetricUnits(inputs.symmetry)};
    std::vector<NoiseLevel> noise;
    for (int s = 0; s <= headline.last; ++s) noise.push_back(noiseLevel(sums, s, freedom));

    CheckResult result;
    result.id = kInfo.id;
    addCrossings(result, headline);
    addDirections(result, headline, sums);
    if (masked) {
      addVrs(result, *masked);
      result.mask = MaskReference{shells->maskName, shells->maskSha256};
    }
    judge(result, headline, inputs, factor);
    observeNoise(result, headline, noise);
    if (!isNoise(headline, noise)) observeUnevenness(result, headline, sums, inputs.grid().nyquistA());
    addNotes(result, *shells);
    const Occupancy* vrs = masked ? &*masked : nullptr;
    result.plots.push_back(occupancyPlot(headline, vrs, noise, inputs.resolution));
    result.plots.push_back(anisotropyPlot(headline, vrs, sums));
    result.plots.push_back(directionalPlot(headline, noise));
    result.spheres.push_back(resolutionSphere(headline, inputs.grid().nyquistA()));
    result.tables.push_back(directionTable(headline));
    return result;
  }

private:
  static void addNotes(CheckResult& result, const HalfMapShells& shells) {
    if (shells.masked)
      result.note(
          "The VRS multiplies both half maps by the soft mask, which correlates them by itself: its curves read finer "
          "than the truth, the more so the stronger the signal. The figures here are of the half maps as given.");
    else
      result.note("The VRS takes soft-masked half maps; its figures are left out: " + shells.maskedOmitted + ".");
    result.note(
        "Anisotropy: the probability of Bingham's S with its 5 degrees of freedom is P(5/2, S/2); Xmipp and the "
        "VRS show P(5, S), which passes 0.95 too early.");
    result.note(
        "Directions that never fall to 0.143 are shown as finer than Nyquist; Xmipp writes -1 A for them and "
        "averages it into the map on the sphere.");
  }
};

}  // namespace

std::unique_ptr<Check> makeFsoCheck() { return std::make_unique<FsoCheck>(); }

}  // namespace vitrine
