#include "core/checks/global_resolution/readings.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::global_resolution {
namespace {

std::size_t at(int shell) { return static_cast<std::size_t>(shell); }

template <class Threshold>
Reading readingOf(std::string name, const FscCurve& curve, const Threshold& threshold) {
  Reading reading{std::move(name), findCrossing(curve.fsc, threshold, curve.width, 1, curve.last), {}, curve.last};
  reading.errorA = crossingErrorA(curve.fsc, curve.error, reading.crossing, curve.width, 1, curve.last);
  return reading;
}

Reading dprReading(std::string name, const Curves& curves, double threshold) {
  const FscCurve& fsc = curves.fsc;
  Reading reading{
      std::move(name), findCrossing(curves.dpr, threshold, fsc.width, 1, fsc.last, Fails::Above), {}, fsc.last};
  reading.errorA = crossingErrorA(curves.dpr, curves.dprError, reading.crossing, fsc.width, 1, fsc.last);
  return reading;
}

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

/// Index 0 or 1 of a list that begins with shell 1 counts as "does not cross" there.
std::optional<double> seenByVrs(const Crossing& crossing) {
  constexpr int kFirstSeen = 3;
  return crossing.shell >= kFirstSeen ? crossing.resolutionA() : std::nullopt;
}

}  // namespace

std::vector<const Reading*> Readings::all() const {
  std::vector<const Reading*> list{&fsc0143,    &fsc05, &fsc09, &halfBit, &oneBit,
                                   &threeSigma, &dpr,   &dpr45, &dpr1029, &ssnr};
  for (const auto* reading : {&masked0143, &corrected0143, &corrected05})
    if (*reading) list.push_back(&**reading);
  return list;
}

Readings readingsOf(const Curves& curves) {
  Readings readings;
  readings.fsc0143 = readingOf("FSC 0.143", curves.fsc, 0.143);
  readings.fsc05 = readingOf("FSC 0.5", curves.fsc, 0.5);
  readings.fsc09 = readingOf("FSC 0.9 (raw curve)", curves.fsc, 0.9);
  readings.halfBit = readingOf("FSC half-bit", curves.fsc, curves.halfBit);
  readings.oneBit = readingOf("FSC 1-bit", curves.fsc, curves.oneBit);
  readings.threeSigma = readingOf("FSC 3 sigma", curves.fsc, curves.threeSigma);
  readings.dpr = dprReading("DPR 94.7 deg", curves, kDpr);
  readings.dpr45 = dprReading("DPR 45 deg", curves, kClassicDpr);
  readings.dpr1029 = dprReading("DPR 102.9 deg (VRS)", curves, kVrsDpr);
  readings.ssnr = readingOf("SSNR 1 (FSC 1/3)", curves.fsc, kSsnrFsc);
  if (curves.masked) readings.masked0143 = readingOf("FSC 0.143, masked", *curves.masked, 0.143);
  if (curves.corrected) {
    readings.corrected0143 = readingOf("FSC 0.143, masked and corrected", *curves.corrected, 0.143);
    readings.corrected05 = readingOf("FSC 0.5, masked and corrected", *curves.corrected, 0.5);
  }
  return readings;
}

VrsReadings vrsReadings(const Curves& curves, double voxelSizeA) {
  const double width = curves.fsc.width;
  const int last = curves.fsc.count() - 1;
  VrsReadings vrs;
  vrs.fsc0143 = seenByVrs(findCrossing(curves.vrsFsc, 0.143, width, 1, last));
  vrs.fsc05 = seenByVrs(findCrossing(curves.vrsFsc, 0.5, width, 1, last));
  vrs.dpr = seenByVrs(findCrossing(curves.dpr, kVrsDpr, width, 1, last, Fails::Above));
  vrs.ssnr = seenByVrs(findCrossing(curves.vrsLogSsnr, 0.0, width, 1, last));
  // Its axis is 2 i a / N instead of i / (N a).
  if (vrs.ssnr) vrs.ssnrAsCoded = *vrs.ssnr / (2 * voxelSizeA * voxelSizeA);
  return vrs;
}

std::string stateText(const Reading& reading, const Curves& curves) {
  switch (reading.crossing.state) {
    case CrossingState::Crossed:
      return "crosses";
    case CrossingState::BelowFirst:
      return "from the start: worse than " + fixedText(curves.resolution(1), 2) + " A";
    case CrossingState::Never:
      return "never: better than " + fixedText(curves.resolution(std::max(1, reading.last)), 2) + " A";
    case CrossingState::Invalid:
      break;
  }
  return "no value in shell " + std::to_string(reading.crossing.shell);
}

Table crossingTable(const Readings& readings, const Curves& curves) {
  Table table;
  table.key = "crossings";
  table.title =
      "Where the curves cross their criteria. A curve that rises above its criterion again is said to end "
      "later at the last shell above it.";
  table.words = {{"criterion", "Criterion", {}}, {"state", "State", {}}};
  table.columns = {{"resolution_A", "Resolution", "A", 2},
                   {"uncertainty_A", "Standard error", "A", 2},
                   {"shell", "Shell", "", 0},
                   {"last_above_A", "Last shell above", "A", 2}};
  for (const Reading* reading : readings.all()) {
    const Crossing& crossing = reading->crossing;
    table.words[0].cells.push_back(reading->name);
    table.words[1].cells.push_back(stateText(*reading, curves));
    table.rows.push_back(
        {reading->resolutionA(), reading->errorA,
         crossing.shell > 0 ? std::optional<double>(crossing.shell) : std::nullopt,
         crossing.lastAbove > 0 ? std::optional(curves.resolution(crossing.lastAbove)) : std::nullopt});
  }
  return table;
}

Table shellTable(const ShellSums& sums, const Curves& curves) {
  Table table;
  table.key = "shells";
  table.title = "Sums over the shells of the half maps as given.";
  table.isPrinted = false;
  table.columns = {{"shell", "Shell", "", 0},
                   {"frequency", "Frequency", "1/A", -6},
                   {"coefficients", "Coefficients", "", 0},
                   {"cross", "Sum of Re F1 conj(F2)", "", -6},
                   {"power1", "Sum of |F1|^2", "", -6},
                   {"power2", "Sum of |F2|^2", "", -6},
                   {"fsc", "FSC", "", 4},
                   {"fsc_error", "Standard error", "", 4},
                   {"degrees_of_freedom", "Degrees of freedom", "", 0},
                   {"dpr_deg", "DPR", "deg", 2},
                   {"mean_cosine", "Mean cosine", "", 4}};
  for (int s = 1; s < sums.count(); ++s)
    table.rows.push_back({s, sums.frequency(s), sums.full.count[at(s)], sums.full.cross[at(s)], sums.full.power1[at(s)],
                          sums.full.power2[at(s)], finite(curves.fsc.fsc[at(s)]), finite(curves.fsc.error[at(s)]),
                          curves.fsc.nullFreedom[at(s)], finite(curves.dpr[at(s)]), finite(sums.meanCosine(s))});
  return table;
}

}  // namespace vitrine::global_resolution
