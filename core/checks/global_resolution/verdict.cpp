#include "core/checks/global_resolution/verdict.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::global_resolution {
namespace {

constexpr int kLongRun = 3;             // shells above the criterion again
constexpr double kDisagreement = 0.15;  // between DPR and FSC
constexpr double kTightMask = 0.1;      // FSC of the randomised halves at the corrected resolution
constexpr double kInflated = 3;         // empirical over expected variance

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

std::string angstrom(double value) { return fixedText(value, 2) + " A"; }

/// @param code  also the key of the criterion's plot
void judgeOne(CheckResult& result, const Reading& reading, const std::string& code, const std::string& what,
              const Curves& curves, std::optional<double> reportedA) {
  if (reading.crossing.state == CrossingState::BelowFirst) {
    result.warn(code + "_below_first",
                "The half maps fail the criterion " + what + " from the first shell on: their " +
                    "common resolution is worse than " + angstrom(curves.resolution(1)) + ".",
                PlotPlace{code, curves.fsc.frequency(1)});
    return;
  }
  const auto found = reading.resolutionA();
  if (!found || !reportedA || *reportedA >= kTolerance * *found) return;
  std::string text = "The reported resolution of " + angstrom(*reportedA);
  text += " is finer than " + generalText(kTolerance) + " x " + angstrom(*found) + ", the resolution by ";
  const double passes = std::ceil(100 * kTolerance * *found) / 100;  // as printed
  text += what + "; " + angstrom(passes) + " or coarser would pass.";
  result.warn("reported_finer_than_" + code, std::move(text), PlotPlace{code, 1 / *found});
}

void observeShape(CheckResult& result, const Readings& readings, const Curves& curves) {
  const FscCurve& fsc = curves.fsc;
  const Crossing& crossing = readings.fsc0143.crossing;
  if (crossing.state == CrossingState::Never)
    result.observe("never_crosses",
                   "The FSC stays above 0.143 up to " + angstrom(curves.resolution(fsc.last)) +
                       ", the end of the measured shells: the sampling limits the resolution, or " +
                       "the half maps were masked or filtered.",
                   PlotPlace{"fsc", fsc.frequency(fsc.last)});
  const ShellRun run = comesBack(fsc.fsc, std::vector<double>(fsc.fsc.size(), 0.143), fsc.error, crossing, fsc.last);
  if (run.count >= kLongRun)
    result.observe("comes_back",
                   "After its fall below 0.143 the FSC rises again: " + std::to_string(run.count) +
                       " shells in a row from " + angstrom(curves.resolution(run.first)) + " on lie " +
                       "above it by more than 3 standard errors. Its first crossing may not be the " +
                       "resolution; look for artefacts of symmetry, masks or interpolation.",
                   PlotPlace{"fsc", fsc.frequency(run.first)});
  for (const Reading* reading : {&readings.fsc0143, &readings.dpr, &readings.ssnr})
    if (reading->crossing.state == CrossingState::Invalid)
      result.observe("empty_shell", reading->name + " cannot be read: shell " +
                                        std::to_string(reading->crossing.shell) + " of a half map holds nothing.");
  const auto dpr = readings.dpr.resolutionA(), at0143 = readings.fsc0143.resolutionA();
  if (dpr && at0143 && std::abs(*dpr / *at0143 - 1) > kDisagreement)
    result.observe("dpr_and_fsc_disagree",
                   "DPR (" + angstrom(*dpr) + ") and FSC (" + angstrom(*at0143) + ") should agree at these " +
                       "thresholds: a few strong coefficients decide some shells.",
                   PlotPlace{"dpr", 1 / *dpr});
}

void observeTail(CheckResult& result, const Curves& curves) {
  const NoiseTail& tail = curves.tail;
  if (!tail.inflation) return;
  const std::string where = "beyond " + angstrom(curves.resolution(tail.first));
  const PlotPlace place{"fsc", curves.fsc.frequency(tail.first)};
  if (*tail.inflation > kInflated * curves.freedom.divisor())
    result.observe("variance_inflated",
                   "The noise " + where + " varies " + fixedText(*tail.inflation, 1) + " times as much as that of " +
                       "independent coefficients (expected: " + generalText(curves.freedom.divisor()) + "). Symmetry " +
                       "was imposed (give --symmetry), or the half maps were masked, filtered or oversampled.",
                   place);
  if (tail.meanFsc > tail.limit)
    result.observe("residual_correlation",
                   "The mean FSC " + where + " is " + generalText(tail.meanFsc, 3) + ", more than chance allows (" +
                       generalText(tail.limit, 2) +
                       "): the half maps share something there, such as a mask or particles.",
                   place);
}

/// FSC of a curve at a frequency between two shells.
double between(const FscCurve& curve, double frequency) {
  const double position = frequency / curve.width;
  const int below = std::clamp(static_cast<int>(position), 1, std::max(1, curve.last - 1));
  const double low = curve.fsc[at(below)], high = curve.fsc[at(below + 1)];
  return low + (position - below) * (high - low);
}

/// Whether the first crossing lies further out than the second, by more than a shell.
bool isFiner(const Crossing& first, const Crossing& second, double width) {
  if (second.state == CrossingState::Never || second.state == CrossingState::Invalid) return false;
  if (first.state == CrossingState::Never) return true;
  return first.frequency && *first.frequency > second.frequency.value_or(0) + width;
}

void observeMask(CheckResult& result, const Readings& readings, const Curves& curves, std::optional<double> reportedA) {
  if (!readings.corrected0143) return;
  const Crossing& crossing = readings.corrected0143->crossing;
  std::optional<PlotPlace> place;
  if (crossing.frequency) place = PlotPlace{"fsc_masked", *crossing.frequency};
  if (isFiner(readings.fsc0143.crossing, crossing, curves.fsc.width))
    result.observe("mask_removes_signal",
                   "The half maps as given reach a finer resolution than under the mask, corrected (" +
                       (crossing.frequency ? angstrom(1 / *crossing.frequency) : std::string("none")) +
                       "): the mask cuts off part of the molecule.",
                   place);
  if (!crossing.frequency) return;
  const double corrected = 1 / *crossing.frequency, left = between(*curves.randomised, *crossing.frequency);
  if (left > kTightMask)
    result.observe("mask_too_tight",
                   "At the corrected resolution of " + angstrom(corrected) + " the mask alone gives " + "an FSC of " +
                       fixedText(left, 2) + " (at most " + generalText(kTightMask) +
                       " is sound): the mask is too tight or its edge too sharp.",
                   place);
  if (reportedA && *reportedA < kTolerance * corrected)
    result.observe("reported_finer_than_corrected",
                   "The reported resolution of " + angstrom(*reportedA) + " is also finer than " +
                       generalText(kTolerance) + " x " + angstrom(corrected) + ", the masked and corrected one.",
                   place);
}

}  // namespace

void judge(CheckResult& result, const Readings& readings, const Curves& curves, std::optional<double> reportedA) {
  judgeOne(result, readings.fsc0143, "fsc", "FSC 0.143", curves, reportedA);
  judgeOne(result, readings.dpr, "dpr", "DPR 94.7 degrees", curves, reportedA);
  judgeOne(result, readings.ssnr, "ssnr", "SSNR 1", curves, reportedA);
}

void observe(CheckResult& result, const Readings& readings, const Curves& curves, const HalfMapShells& shells,
             std::optional<double> reportedA) {
  if (!reportedA)
    result.observe("no_reported_resolution", "No resolution was reported (--resolution): nothing to compare with.");
  for (const Diagnostic& finding : shells.findings) result.observe(finding.id, finding.message);
  observeShape(result, readings, curves);
  observeTail(result, curves);
  observeMask(result, readings, curves, reportedA);
}

}  // namespace vitrine::global_resolution
