// 1.b: up to which shell do two half maps share more than noise?
#include "core/checks/check.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/checks/fsc_permutation/figures.hpp"
#include "core/checks/fsc_permutation/permutation.hpp"
#include "core/checks/half_map_requirements.hpp"
#include "core/checks/parameters.hpp"
#include "core/checks/profile.hpp"
#include "core/products/half_maps.hpp"
#include "core/resolution/crossing.hpp"
#include "core/resolution/phase_replicates.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

namespace vitrine {

std::unique_ptr<Check> makeFscPermutationCheck();

namespace {

using namespace fsc_permutation;

constexpr CheckInfo kInfo{
    .id = "1.b",
    .title = "FSC permutation",
    .method = "FSC permutation",
    .explanation =
        "Up to which resolution do the half maps share more than chance would give them? For every shell the "
        "probability p is computed that two maps of pure noise correlate as much, for the number of independent "
        "coefficients that the shell really holds: fewer under a mask, with imposed symmetry, or where the power is "
        "concentrated. Since hundreds of shells are tested, p is turned into q, the share of false discoveries "
        "(Benjamini and Yekutieli). The resolution is that of the last shell of the unbroken run with q of at most "
        "1 %. It only says that correlation is not zero: in shells of a hundred thousand coefficients an FSC of 0.01 "
        "is significant. It grows finer with the size of the box, and is a limit of detection, not of interpretation.",
    .criteria =
        "A warning is given if the reported resolution is finer than 0.8 times the resolution found here, or if the "
        "half maps share nothing.",
    .advice =
        "No significant correlation: the two files do not belong together. A limit far finer than the FSC at 0.143: "
        "symmetry was imposed (give --symmetry) or the half maps share a mask or noise. A reported resolution beyond "
        "this limit has nothing behind it.",
    .citation =
        "Beckers and Sachse 2020, doi:10.1016/j.jsb.2020.107579; Benjamini and Yekutieli 2001, "
        "doi:10.1214/aos/1013699998",
};

constexpr double kTolerance = 0.8;
constexpr double kInflated = 3;
constexpr double kVrsGuinierFrom = 8;  // A: SPOC gives a B-factor only beyond

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }
std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

TestedCurve testedUnmasked(const HalfMapShells& shells, int units) {
  const Freedom freedom{.inflation = 1, .symmetry = units};
  return {fscCurve(shells.unmasked.shells, freedom, shells.lastUsable), freedom};
}

/// Corrected for the mask where that could be done; uncorrected FSC keeps what leaks through the mask.
std::optional<TestedCurve> testedMasked(const HalfMapShells& shells, int units) {
  if (!shells.masked) return std::nullopt;
  const Freedom freedom{.inflation = shells.maskInflation, .symmetry = units};
  const FscCurve masked = fscCurve(shells.masked->shells, freedom, shells.lastUsable);
  if (!shells.randomised) return TestedCurve(masked, freedom);
  const FscCurve randomised = fscCurve(shells.randomised->shells, freedom, shells.lastUsable);
  return TestedCurve(correctedCurve(masked, randomised, shells.randomisedFrom), freedom);
}

void addSignificance(CheckResult& result, const TestedCurve& tested) {
  const Significance& s = tested.significance;
  const auto there = [&](const std::vector<double>& values) {
    return s.initialRun > 0 ? std::optional(values[at(s.initialRun)]) : std::nullopt;
  };
  result.number("fdr_resolution_A", "Correlated without a gap down to (1 % FDR)", tested.resolutionA(s.initialRun),
                "A");
  result.number("fdr_fsc", "FSC there", there(tested.curve.fsc), "", 4);
  result.number("fdr_threshold_fsc", "FSC that would just be significant there", there(tested.thresholds()), "", 4);
  result.number("fdr_hochberg_A", "The same by Benjamini and Hochberg", tested.resolutionA(s.initialHochberg), "A");
  result.number("fdr_last_significant_A", "Outermost significant shell", tested.resolutionA(s.lastSignificant), "A");
  result.number("shells_tested", "Shells tested", s.tests, "", 0);
  result.number("symmetry_units", "Asymmetric units", tested.freedom.symmetry, "", 0);
}

void addMasked(CheckResult& result, const HalfMapShells& shells, const std::optional<TestedCurve>& masked) {
  result.number("fdr_masked_resolution_A",
                shells.randomised ? "The same, masked and corrected" : "The same, masked (not corrected)",
                masked ? masked->resolutionA(masked->significance.initialRun) : std::nullopt, "A");
  if (masked) {
    result.mask = MaskReference{shells.maskName, shells.maskSha256};
    result.number("mask_inflation", "Variance factor of the mask", masked->freedom.inflation, "", 3);
  } else if (!shells.maskedOmitted.empty()) {
    result.observe("no_masked_curve", "The masked half maps are left out: " + shells.maskedOmitted + ".");
  }
}

void judge(CheckResult& result, const TestedCurve& tested, std::optional<double> reportedA) {
  const Significance& s = tested.significance;
  const auto found = tested.resolutionA(s.initialRun);
  if (!found) {
    result.warn(
        "no_significant_correlation",
        "No significant correlation: the half maps do not share more than noise in the coarsest shell tested (" +
            angstrom(1 / tested.curve.frequency(s.firstTested)) + ").",
        PlotPlace{"significant_shells", tested.curve.frequency(s.firstTested)});
    return;
  }
  if (s.initialRun >= tested.curve.last)
    result.observe("significant_to_the_end",
                   "The half maps correlate up to the end of the measured shells: the "
                   "sampling limits this figure.",
                   PlotPlace{"significant_shells", tested.curve.frequency(tested.curve.last)});
  if (!reportedA) {
    result.observe("no_reported_resolution", "No resolution was reported (--resolution): nothing to compare with.");
  } else if (*reportedA < kTolerance * *found) {
    std::string text = "The reported resolution of " + angstrom(*reportedA);
    text += " is finer than " + generalText(kTolerance) + " x " + angstrom(*found);
    const double passes = std::ceil(100 * kTolerance * *found) / 100;  // as printed
    text += ", the last shell that is correlated at all; " + angstrom(passes) + " or coarser would pass.";
    result.warn("reported_finer_than_fdr", std::move(text), PlotPlace{"significant_shells", 1 / *found});
  }
}

void addNoise(CheckResult& result, const TestedCurve& tested) {
  const NoiseTail tail = noiseTail(tested.curve, tested.significance, tested.freedom);
  result.number("noise_inflation", "Variance factor found in the noise", tail.inflation, "", 2);
  if (!tail.inflation || *tail.inflation <= kInflated * tested.freedom.divisor()) return;
  result.observe("variance_inflated",
                 "The noise varies " + fixedText(*tail.inflation, 1) + " times as much as that of independent " +
                     "coefficients. If symmetry was imposed, give it by --symmetry: this factor comes near its " +
                     "number of asymmetric units. Otherwise the half maps were masked or filtered. The limit found " +
                     "is too fine.");
}

/// B-factor down to FSC 0.143, and as SPOC would.
void addBFactors(CheckResult& result, const HalfMapShells& shells, const TestedCurve& tested,
                 std::optional<double> vrsResolutionA) {
  const ShellSums& sums = shells.unmasked.shells;
  const FscCurve& curve = tested.curve;
  const Crossing at0143 = findCrossing(curve.fsc, 0.143, curve.width, 1, curve.last);
  const double highA =
      at0143.state == CrossingState::Never ? 1 / curve.frequency(curve.last) : at0143.resolutionA().value_or(HUGE_VAL);
  const BFactor b = weightedBFactor(sums, curve, highA);
  result.number("b_factor_A2", "B-factor of the shared signal", b.value, "A^2", 1);
  result.number("b_factor_error_A2", "Its standard error", b.error, "A^2", 1);
  result.number("b_factor_shells", "Shells in its fit", b.shells, "", 0);
  if (!b.value)
    result.observe("no_b_factor", "The B-factor is not estimable: " + plural(b.shells, "shell") + " between 10 A and " +
                                      (std::isfinite(highA) ? angstrom(highA) : std::string("FSC 0.143")) +
                                      ", at least " + std::to_string(kFewestGuinierShells) + " are needed.");
  if (!vrsResolutionA || *vrsResolutionA >= kVrsGuinierFrom) return;
  if (vrsNumber(result, "b_factor_A2", plainBFactor(sums, curve, *vrsResolutionA).value))
    result.note(
        "SPOC, which the VRS runs, fits its B-factor down to its own limit, mostly through noise, with equal "
        "weights and without the FSC (here from the rms amplitudes of the average map, without its sphere).");
}

std::optional<double> addVrs(CheckResult& result, const ShellSums& sums) {
  const auto shell = spocShell(sums);
  const std::optional<double> resolution = shell ? std::optional(1 / sums.frequency(*shell)) : std::nullopt;
  if (vrsNumber(result, "fdr_resolution_A", resolution))
    result.note(
        "The VRS runs SPOC. Its permutations amount to an FSC above 2.75 / sqrt(2 n'), n' = 0.7 of the stored "
        "coefficients, whatever the mask or symmetry; that rule is applied here to the unmasked FSC. SPOC first "
        "multiplies by a soft sphere of its own, so its value is predicted to about a shell or two, not "
        "reproduced.");
  return resolution;
}

/// The null hypothesis played out with the amplitudes of three shells.
void addSelfCheck(CheckResult& result, const HalfMapShells& shells, int replicates, std::uint64_t seed,
                  Executor& executor, Progress& progress) {
  Table table;
  table.key = "self_check";
  table.title =
      "Self-check: relative phases drawn anew with the amplitudes kept, against the formula (without mask and "
      "symmetry). Of the replicates 5 % should have p <= 0.05.";
  table.words = {{"agreement", "Agree", {}}};
  table.columns = {{"shell", "Shell", "", 0},
                   {"resolution_A", "Resolution", "A", 2},
                   {"coefficients", "Coefficients", "", 0},
                   {"fsc", "FSC of them", "", 4},
                   {"p_formula", "p by formula", "", -3},
                   {"p_replicates", "p by replicates", "", 3},
                   {"percent_at_5", "Replicates at p <= 0.05", "%", 1}};
  bool agree = true;
  for (const ShellSample& sample : shells.samples) {
    if (sample.freedom < kFewestForTest) continue;
    const Progress drawing = progress.part(1.0 / static_cast<double>(shells.samples.size()), "random phases");
    const PhaseReplicates r =
        replicatePhases(sample, replicates, seed + static_cast<std::uint64_t>(sample.shell), executor, drawing);
    agree = agree && r.agree();
    table.words[0].cells.emplace_back(r.agree() ? "yes" : "no");
    table.rows.push_back({sample.shell, 1 / shells.unmasked.shells.frequency(sample.shell),
                          static_cast<double>(sample.product.size()), sample.fsc, r.analytic, r.probability,
                          100.0 * r.belowFivePercent / replicates});
  }
  const bool hasRun = !table.rows.empty();
  result.number("permutations", "Replicates of the self-check",
                hasRun ? std::optional<double>(replicates) : std::nullopt, "", 0);
  if (!hasRun) return;
  result.tables.push_back(std::move(table));
  if (!agree)
    result.observe("self_check_disagrees",
                   "Random phases do not confirm the probabilities in every shell of the "
                   "self-check: amplitudes are very uneven there, take the limit with care.");
}

class FscPermutationCheck final : public Check {
public:
  const CheckInfo& info() const override { return kInfo; }
  std::vector<ParameterInfo> parameters() const override {
    return {{"replicates", "random phase sets of the self-check per shell", "999"}};
  }

  Requirements requirements(const Inputs& inputs) const override { return halfMapRequirements(inputs); }

  CheckResult run(const ValidationContext& context, Progress& progress) const override {
    const Inputs& inputs = context.inputs();
    if (const std::string missing = halfMapsMissing(inputs); !missing.empty()) throw NotApplicable(missing);
    const int replicates = static_cast<int>(parameterNumber(inputs, *this, "replicates", 99, 9999));
    Progress building = progress.part(0.9);
    const auto shells = context.get<HalfMapShells>(building);
    const int units = asymmetricUnits(inputs.symmetry);
    const TestedCurve unmasked = testedUnmasked(*shells, units);
    if (unmasked.significance.tests == 0)
      throw NotMeasurable("no shell holds enough independent coefficients to be tested");
    const std::optional<TestedCurve> masked = testedMasked(*shells, units);

    CheckResult result;
    result.id = kInfo.id;
    addSignificance(result, unmasked);
    addMasked(result, *shells, masked);
    const auto vrsResolution = addVrs(result, shells->unmasked.shells);
    judge(result, unmasked, inputs.resolution);
    addNoise(result, unmasked);
    addBFactors(result, *shells, unmasked, vrsResolution);
    const TestedCurve* maskedCurve = masked ? &*masked : nullptr;
    result.plots.push_back(fscPlot(unmasked, maskedCurve, shells->randomised.has_value(), inputs.resolution));
    result.plots.push_back(probabilityPlot(unmasked, maskedCurve, inputs.resolution));
    if (const auto found = unmasked.resolutionA(unmasked.significance.initialRun))
      result.resolutionEstimates.emplace_back("FSC permutation (1 % FDR)", *found);
    progress.publish(result);

    Progress checking = progress.part(0.1);
    addSelfCheck(result, *shells, replicates, inputs.seed, context.executor(), checking);
    return result;
  }
};

}  // namespace

std::unique_ptr<Check> makeFscPermutationCheck() { return std::make_unique<FscPermutationCheck>(); }

}  // namespace vitrine
