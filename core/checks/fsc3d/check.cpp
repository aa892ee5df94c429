// 1.h: directional resolution from two half maps, in all three states.
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/fsc3d/anisotropy.hpp"
#include "core/checks/fsc3d/directional_fsc.hpp"
#include "core/checks/fsc3d/figures.hpp"
#include "core/checks/fsc3d/sphericity.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/products/half_maps.hpp"
#include "core/resolution/direction_spread.hpp"
#include "core/resolution/sphere_map.hpp"

#include <algorithm>
#include <memory>

namespace vitrine {

std::unique_ptr<Check> makeFsc3dCheck();

namespace {

using namespace fsc3d;

constexpr CheckInfo kInfo{
    .id = "1.h",
    .title = "3D FSC",
    .method = "3D FSC",
    .explanation =
        "Is the map resolved alike in all directions? Where the molecule was seen mostly from a few sides, its Fourier "
        "transform is poorly known along the direction of those views, and the map is smeared along it: one single "
        "resolution hides that. Here the two half maps are compared inside double cones of 20 degrees around 500 even "
        "directions (and X, Y, Z), which gives one Fourier shell correlation and one resolution at 0.143 per "
        "direction. "
        "Cones overlap, so that neighbouring directions agree by construction; about 17 of them are separate. The "
        "sphericity compares the surface of the body of these resolutions (at FSC 0.5) with that of a ball of the same "
        "volume: 1 when all directions are alike. Figures are those of the unmasked half maps unless they say "
        "otherwise.",
    .criteria =
        "A warning if the reported resolution is finer than 0.8 times the global resolution of the soft-masked half "
        "maps "
        "at FSC 0.143, or if the half maps as given agree down to Nyquist or nowhere. Said, but not counted: a "
        "sphericity below 0.8, an area ratio below 0.5, and a coarsest direction more than 1.5 times as coarse as the "
        "finest one when the difference is more than chance.",
    .advice =
        "A coarsest direction marks the side from which most particles were seen. Look at the distribution of views, "
        "collect tilted images or change the grid or buffer, and do not interpret detail along that direction. A "
        "reported resolution far finer than the one found here often comes from a tight mask.",
    .citation = "Tan et al. 2017, doi:10.1038/nmeth.4347; Chen et al. 2013, doi:10.1016/j.ultramic.2013.06.004",
};

constexpr int kSmallestBox = 32;
constexpr double kLowSphericity = 0.8;  // observations only
constexpr double kLowAreaRatio = 0.5;   // what cryoSPARC's users take as a sign of preferred views
constexpr double kHighRatio = 1.5;
constexpr double kSignificant = 0.01;

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

/// One state of the halves and what was read from it.
struct State {
  DirectionalFsc fsc;
  std::vector<Crossing> at0143, at05;
  Crossing global;
  DirectionSpread spread;
  std::optional<double> roundness, roundness0143, area;

  explicit State(DirectionalFsc curves) : fsc(std::move(curves)) {
    at0143 = crossings(fsc, kThreshold);
    at05 = crossings(fsc, kHalf);
    global = fsc.globalCrossing(kThreshold);
    spread = directionSpread(evenDirections(at0143));
    const auto ofIcosphere = [](const std::vector<Crossing>& all) {
      return std::span(all).subspan(ConeAxes::kIcosphere, ConeAxes::kIcosphereCount);
    };
    roundness = sphericity(ofIcosphere(at05), fsc.frequency(fsc.last));
    roundness0143 = sphericity(ofIcosphere(at0143), fsc.frequency(fsc.last));
    area = areaRatio(fsc, at0143);
  }

  std::optional<double> along(int axis) const { return at0143[static_cast<std::size_t>(axis)].resolutionA(); }
};

struct States {
  State unmasked;
  std::optional<State> masked, corrected;
};

States statesOf(const HalfMapShells& shells, double highPassA) {
  const int last = shells.lastUsable;
  if (last <= firstShell(shells.unmasked.shells.width, highPassA))
    throw NotMeasurable("no shell finer than " + generalText(highPassA) + " A has power in both half maps");
  States states{State(directionalFsc(shells.unmasked, last, highPassA)), {}, {}};
  if (shells.masked) states.masked.emplace(directionalFsc(*shells.masked, last, highPassA));
  if (shells.masked && shells.randomised)
    states.corrected.emplace(
        correctedFsc(states.masked->fsc, directionalFsc(*shells.randomised, last, highPassA), shells.randomisedFrom));
  return states;
}

constexpr const char* kAxisLetters[] = {"x", "y", "z"};
constexpr const char* kAlong[] = {" along X", " along Y", " along Z"};

/// Resolutions along X, Y, Z, of whole shells, and extremes of the even directions; `infix` is "" or "masked_".
void addResolutions(CheckResult& result, const State& state, const std::string& infix, const std::string& label) {
  for (int axis = 0; axis < 3; ++axis)
    result.number("fsc3d_" + infix + kAxisLetters[axis] + "_A", label + kAlong[axis], state.along(axis), "A");
  result.number("fsc3d_" + infix + "global_A", label + ", all directions together", state.global.resolutionA(), "A");
  result.number("fsc3d_" + infix + "min_A", label + ", finest direction", state.spread.min, "A");
  result.number("fsc3d_" + infix + "max_A", label + ", coarsest direction", state.spread.max, "A");
}

void addVrsTwins(CheckResult& result, const State& masked) {
  for (int axis = 0; axis < 3; ++axis)
    vrsNumber(result, std::string("fsc3d_") + kAxisLetters[axis] + "_A", masked.along(axis));
  vrsNumber(result, "fsc3d_global_A", masked.global.resolutionA());
  vrsNumber(result, "fsc3d_min_A", masked.spread.min);
  vrsNumber(result, "fsc3d_max_A", masked.spread.max);
  vrsNumber(result, "sphericity", masked.roundness);
}

void addAxis(CheckResult& result, const std::string& key, const std::string& label, std::optional<int> axis) {
  const auto number = [&](const char* end, const char* labelEnd, auto value, const char* unit, int decimals) {
    std::optional<double> shown;
    if (axis) shown = value(upperEnd(coneAxes()[static_cast<std::size_t>(*axis)]));
    result.number(key + end, label + labelEnd, shown, unit, decimals);
  };
  number("_tilt_deg", ", tilt from Z", tiltDegrees, "deg", 0);
  number("_azimuth_deg", ", azimuth from X", azimuthDegrees, "deg", 0);
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string end = std::string("_") + kAxisLetters[i];
    number(
        end.c_str(), kAlong[i], [i](const Vector3& v) { return v[i]; }, "", 3);
  }
}

/// Coarsest over finest direction; where the finest lies beyond Nyquist, at least the coarsest over Nyquist.
std::optional<double> ratioOf(const DirectionSpread& spread) {
  return spread.min && spread.max ? std::optional(*spread.max / *spread.min) : std::nullopt;
}

void addSpread(CheckResult& result, const State& state, const std::optional<Extremes>& ends,
               const std::optional<AnisotropyTest>& test) {
  const DirectionSpread& spread = state.spread;
  result.number("fsc3d_mean_A", "Mean over directions", spread.mean, "A");
  result.number("fsc3d_sd_A", "Standard deviation over directions", spread.sd, "A");
  result.number("fsc3d_percentile_5_A", "5 % of the directions are finer than", spread.percentile5, "A");
  result.number("fsc3d_median_A", "Median over directions", spread.median, "A");
  result.number("fsc3d_percentile_95_A", "95 % of the directions are finer than", spread.percentile95, "A");
  result.number("never_crossing_directions", "Directions finer than Nyquist, of 500", spread.never, "", 0);
  result.number("unresolved_directions", "Directions without any correlation, of 500", spread.belowFirst, "", 0);
  result.number("fsc3d_ratio", "Coarsest over finest direction", ratioOf(spread), "", 2);
  result.number("sphericity", "Sphericity at FSC 0.5", state.roundness, "", 3);
  result.number("sphericity_0143", "Sphericity at FSC 0.143", state.roundness0143, "", 3);
  result.number("area_ratio", "Area ratio (cFAR-like)", state.area, "", 3);
  addAxis(result, "worst_axis", "Coarsest direction", ends ? std::optional(ends->worst) : std::nullopt);
  addAxis(result, "best_axis", "Finest direction", ends ? std::optional(ends->best) : std::nullopt);
  const auto ofTest = [&](double AnisotropyTest::*member) {
    return test ? std::optional((*test).*member) : std::nullopt;
  };
  result.number("anisotropy_chi_square", "Chi-square of the directions", ofTest(&AnisotropyTest::chiSquare), "", 1);
  result.number("anisotropy_degrees_of_freedom", "Its degrees of freedom", ofTest(&AnisotropyTest::degreesOfFreedom),
                "", 0);
  result.number("anisotropy_p_value", "Its p under isotropy (approximate)", ofTest(&AnisotropyTest::pValue), "", -3);
}

/// Compares the reported resolution with the global one; `curve` names where that was read, in `plot`.
void compare(CheckResult& result, double foundA, const std::string& curve, const std::string& plot,
             const Inputs& inputs, double factor) {
  if (!inputs.resolution) {
    result.observe("no_resolution", "No resolution was reported, so there was nothing to compare with.");
    result.scored = false;
  } else if (*inputs.resolution < factor * foundA) {
    result.warn("resolution_overestimated",
                "The reported resolution of " + angstrom(*inputs.resolution) + " is finer than " + generalText(factor) +
                    " times " + angstrom(foundA) + ", " + curve + "; " + angstrom(factor * foundA) +
                    " or coarser would pass.",
                PlotPlace{plot, 1 / foundA});
  }
}

constexpr const char* kPlot = "directional_fsc";  // of the unmasked half maps; others have a suffix

void judge(CheckResult& result, const States& states, const Inputs& inputs, double factor) {
  const double nyquistA = inputs.grid().nyquistA();
  const State& state = states.masked ? *states.masked : states.unmasked;
  const std::string halves = states.masked ? "soft-masked half maps" : "half maps";
  const std::string plot = std::string(kPlot) + (states.masked ? "_masked" : "");
  if (states.unmasked.global.state == CrossingState::Never) {
    result.warn("never_crosses",
                "The global FSC of the half maps does not fall below 0.143 down to " + angstrom(nyquistA) +
                    ", the finest the voxels can hold: the half maps look masked, filtered alike or not independent.",
                PlotPlace{kPlot, 1 / nyquistA});
  } else if (state.global.state == CrossingState::BelowFirst) {
    result.warn("no_correlation",
                "The global FSC of the " + halves + " lies below 0.143 from the first shell used (" +
                    angstrom(1 / state.fsc.frequency(state.fsc.first)) +
                    "): the half maps do not agree at any resolution.",
                PlotPlace{plot, state.fsc.frequency(state.fsc.first)});
  } else if (state.global.frequency) {
    compare(result, *state.global.resolutionA(), "where the global FSC of the " + halves + " falls below 0.143", plot,
            inputs, factor);
  } else if (states.corrected && states.corrected->global.frequency) {
    compare(result, *states.corrected->global.resolutionA(),
            "where the global FSC of the soft-masked half maps, corrected for the mask, falls below 0.143",
            std::string(kPlot) + "_corrected", inputs, factor);
  } else {
    const auto plain = states.unmasked.global.resolutionA();
    result.observe("masked_never_crosses",
                   "The global FSC of the soft-masked half maps stays above 0.143 to Nyquist (" + angstrom(nyquistA) +
                       ")" + (plain ? ", that of the unmasked ones falls below it at " + angstrom(*plain) : "") +
                       ": inside the mask the voxels limit the resolution, or the mask is so tight that it correlates "
                       "the half maps by itself.");
    compare(result, nyquistA, "the finest the voxels can hold", plot, inputs, factor);
  }
}

std::string towards(int axis) {
  const Vector3& direction = coneAxes()[static_cast<std::size_t>(axis)];
  return "tilt " + fixedText(tiltDegrees(direction), 0) + ", azimuth " + fixedText(azimuthDegrees(direction), 0) +
         " degrees";
}

void observe(CheckResult& result, const State& state, const std::optional<Extremes>& ends,
             const std::optional<AnisotropyTest>& test, double nyquistA) {
  const std::string where = ends ? " The coarsest direction is at " + towards(ends->worst) + "." : std::string();
  if (state.roundness && *state.roundness < kLowSphericity)
    result.observe("sphericity_low", "The sphericity of " + fixedText(*state.roundness, 3) + " is below " +
                                         generalText(kLowSphericity) +
                                         ": the resolution depends strongly on direction." + where);
  if (state.area && *state.area < kLowAreaRatio)
    result.observe("area_ratio_low", "The area ratio of " + fixedText(*state.area, 3) + " is below " +
                                         generalText(kLowAreaRatio) +
                                         ": views are missing or some are strongly preferred." + where);
  const bool isSignificant = test && test->pValue < kSignificant;
  if (isSignificant && state.spread.max) {
    const double finest = state.spread.min.value_or(nyquistA);
    const double ratio = *state.spread.max / finest;
    if (ratio > kHighRatio)
      result.observe("anisotropic", std::string("The coarsest direction (") + angstrom(*state.spread.max) + ") is " +
                                        (state.spread.min ? "" : "at least ") + fixedText(ratio, 2) +
                                        " times as coarse as the finest (" + (state.spread.min ? "" : "beyond ") +
                                        angstrom(finest) + "), more than chance explains." + where +
                                        (ends ? " Most particles were probably seen along it." : ""));
  }
  if (state.spread.never > 0)
    result.observe("limited_by_sampling", plural(state.spread.never, "direction") +
                                              " of 500 did not fall below 0.143 before Nyquist (" + angstrom(nyquistA) +
                                              "); figures that would need their resolution are left empty, and bodies "
                                              "end at Nyquist there.");
}

void addNotes(CheckResult& result, const HalfMapShells& shells, const States& states) {
  if (states.masked)
    result.note(
        "The VRS compares soft-masked halves without correction, which raises every curve by what the mask "
        "itself correlates; the figures here are of the unmasked halves, those of the masked ones stand beside "
        "them.");
  else
    result.note("Masked curves are left out: " + shells.maskedOmitted + ".");
  if (states.masked && !states.corrected)
    result.note("The masked curves are not corrected for what the mask correlates: " + shells.randomisedOmitted + ".");
  result.note(
      "3DFSC, which the VRS runs, takes its directions from angles in degrees read as radians and computes "
      "nothing beyond three shells after the global limit; here 500 even directions go to Nyquist.");
  result.note(
      "The sphericity is that of a mesh of 321 axes with exact radii, 1 for a sphere; 3DFSC measures a blurred "
      "body of voxels and finds 0.99 for an isotropic map.");
  result.note(
      "The VRS puts shell i at 2 i a / N instead of i / (N a) (a: voxel size, N: box); the values given for it "
      "are on the right axis.");
}

class Fsc3dCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"high_pass", "coarsest resolution at which a curve may end, A", "200"},
            {"resolution_factor", "the reported resolution may be this factor finer than the global one", "0.8"}};
  }

  Requirements requirements(const Inputs& inputs) const override {
    Requirements requirements;
    requirements.doesNotApply = doesNotApply(inputs);
    if (!requirements.doesNotApply.empty()) return requirements;
    requirements.products = halfMapNeeds(inputs);
    // Curves of three states over the axes.
    const Bytes shells = *std::ranges::max_element(inputs.grid().size) / 2 + 1;
    requirements.privatePeak = 4 * shells * ConeAxes::kCount * static_cast<Bytes>(sizeof(double));
    return requirements;
  }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    if (const std::string reason = doesNotApply(inputs); !reason.empty()) throw NotApplicable(reason);
    const double highPassA = parameterNumber(inputs, *this, "high_pass", 10, 10000);
    const double factor = parameterNumber(inputs, *this, "resolution_factor", 0.1, 1);
    Progress building = progress.part(0.95);
    const auto shells = context.get<HalfMapShells>(building);
    const States states = statesOf(*shells, highPassA);
    const State& state = states.unmasked;
    const Freedom freedom{1, asymmetricUnits(inputs.symmetry)};
    const auto test = anisotropyTest(shells->unmasked, state.fsc, freedom);
    const auto ends = extremes(state.fsc, state.at0143);
    const double nyquistA = inputs.grid().nyquistA();

    CheckResult result;
    result.id = kInfo.id;
    addResolutions(result, state, "", "Resolution");
    addSpread(result, state, ends, test);
    if (states.masked) {
      addVrsTwins(result, *states.masked);
      addResolutions(result, *states.masked, "masked_", "Masked");
      result.number("masked_sphericity", "Masked, sphericity at FSC 0.5", states.masked->roundness, "", 3);
      result.mask = MaskReference{shells->maskName, shells->maskSha256};
    }
    if (states.corrected) {
      addResolutions(result, *states.corrected, "corrected_", "Masked and corrected");
      result.number("corrected_sphericity", "Masked and corrected, sphericity at FSC 0.5", states.corrected->roundness,
                    "", 3);
    }
    judge(result, states, inputs, factor);
    observe(result, state, ends, test, nyquistA);
    addNotes(result, *shells, states);
    addFigures(result, *shells, states, ends, inputs);
    return result;
  }

private:
  static std::string doesNotApply(const Inputs& inputs) {
    if (std::string missing = halfMapsMissing(inputs); !missing.empty()) return missing;
    const int smallest = *std::ranges::min_element(inputs.grid().size);
    if (smallest < kSmallestBox)
      return "the box is " + std::to_string(smallest) +
             " voxels along its shortest edge; cones hold enough "
             "coefficients from " +
             std::to_string(kSmallestBox) + " on";
    return "";
  }

  static void addFigures(CheckResult& result, const HalfMapShells& shells, const States& states,
                         const std::optional<Extremes>& ends, const Inputs& inputs) {
    const State& state = states.unmasked;
    const double nyquistA = inputs.grid().nyquistA();
    CurvePlot plot =
        directionalPlot(state.fsc, "", "FSC along X, Y and Z",
                        "FSC of the unmasked half maps inside cones of 20 degrees around X, Y and Z and of "
                        "whole shells, and the mean cosine of the phase differences.",
                        inputs.resolution);
    plot.series.push_back(meanCosine(shells.unmasked.shells, state.fsc.last));
    result.plots.push_back(std::move(plot));
    result.plots.push_back(histogramPlot(state.fsc, state.at0143, nyquistA));
    if (states.masked)
      result.plots.push_back(directionalPlot(states.masked->fsc, "_masked", "FSC along X, Y and Z, soft-masked",
                                             "The same of the soft-masked half maps, not corrected for the mask.",
                                             inputs.resolution));
    if (states.corrected)
      result.plots.push_back(directionalPlot(states.corrected->fsc, "_corrected",
                                             "FSC along X, Y and Z, masked and corrected",
                                             "The same of the soft-masked half maps, without the part that the mask "
                                             "adds (found by randomising phases). The "
                                             "correction carries the noise of two curves.",
                                             inputs.resolution));
    result.plots.push_back(powerPlot(shells.unmasked.shells, state.fsc.last));
    result.spheres.push_back(resolutionSphere(state.fsc, state.at0143, ends, nyquistA));
    result.tables.push_back(directionTable(state.at0143, state.at05));
  }
};

}  // namespace

std::unique_ptr<Check> makeFsc3dCheck() { return std::make_unique<Fsc3dCheck>(); }

}  // namespace vitrine
