#include "core/checks/fsc_permutation/figures.hpp"

#include "core/checks/shell_plot.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace vitrine::fsc_permutation {
namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();
constexpr double kSmallestShown = 1e-16;  // probabilities go down to 1e-308

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

/// FSC, its significant shells and the threshold; the latter two on request for a second state.
void addTested(CurvePlot& plot, const TestedCurve& tested, const std::string& suffix, const std::string& label,
               bool isSecond) {
  const FscCurve& curve = tested.curve;
  const std::vector<double> thresholds = tested.thresholds();
  plot.series.push_back(overShells("fsc" + suffix, label, curve, [&](int s) { return curve.fsc[at(s)]; }));
  Series significant = overShells(
      "significant" + suffix, isSecond ? label + ", significant" : "significant", curve,
      [&](int s) { return s <= curve.last && tested.significance.isSignificant(curve, s) ? curve.fsc[at(s)] : kGap; },
      SeriesStyle::Points);
  Series threshold = overShells(
      "threshold" + suffix, isSecond ? label + ", threshold" : "threshold", curve,
      [&](int s) { return thresholds[at(s)]; }, SeriesStyle::DashedLine);
  significant.shown = threshold.shown = !isSecond;
  plot.series.push_back(std::move(significant));
  plot.series.push_back(std::move(threshold));
}

/// Where the axis of probabilities begins: usually kSmallestShown, lower if hardly a shell would be seen.
double lowestShown(const TestedCurve& tested) {
  constexpr std::size_t kShellsSeen = 10;
  std::vector<double> p;
  for (const double value : tested.significance.p)
    if (value > 0) p.push_back(value);  // false for what is not a number
  if (p.size() <= kShellsSeen) return kSmallestShown;
  std::nth_element(p.begin(), p.begin() + kShellsSeen, p.end(), std::greater<>());
  return std::min(kSmallestShown, std::pow(10.0, std::floor(std::log10(p[kShellsSeen]))));
}

void markResolution(CurvePlot& plot, const TestedCurve& tested) {
  if (tested.significance.initialRun > 0)
    plot.markers.push_back(
        {Marker::Along::X, tested.curve.frequency(tested.significance.initialRun), "1 % FDR", false});
}

}  // namespace

CurvePlot fscPlot(const TestedCurve& unmasked, const TestedCurve* masked, bool isCorrected,
                  std::optional<double> reportedA) {
  CurvePlot plot =
      shellPlot("significant_shells", "Significant shells", unmasked.curve, {"FSC", false, -0.1, 1.05}, reportedA);
  plot.caption =
      "FSC with its significant shells marked. The dashed line is the correlation that would just be significant: it "
      "falls as shells hold more coefficients, so that far out a correlation of 0.01 is significant without being of "
      "any use.";
  addTested(plot, unmasked, "", "FSC, unmasked", false);
  if (masked != nullptr) addTested(plot, *masked, "_masked", isCorrected ? "corrected" : "masked", true);
  markResolution(plot, unmasked);
  return plot;
}

CurvePlot probabilityPlot(const TestedCurve& unmasked, const TestedCurve* masked, std::optional<double> reportedA) {
  CurvePlot plot = shellPlot("probabilities", "Probability that noise alone correlates as much", unmasked.curve,
                             {"Probability", true, lowestShown(unmasked), 1.0}, reportedA);
  plot.caption =
      "One-sided p of every shell and its q, the share of false discoveries if the line were drawn there. Values below "
      "the axis are not drawn.";
  const auto add = [&](const TestedCurve& tested, const std::string& suffix, const std::string& label) {
    plot.series.push_back(overShells("p_value" + suffix, label + ", p", tested.curve,
                                     [&](int s) { return tested.significance.p[at(s)]; }));
    plot.series.push_back(overShells(
        "q_value" + suffix, label + ", q", tested.curve, [&](int s) { return tested.significance.qYekutieli[at(s)]; },
        SeriesStyle::DashedLine));
  };
  add(unmasked, "", "Unmasked");
  if (masked != nullptr) add(*masked, "_masked", "Masked");
  plot.markers.push_back({Marker::Along::Y, kDiscoveryLevel, "0.01", false});
  markResolution(plot, unmasked);
  return plot;
}

}  // namespace vitrine::fsc_permutation
