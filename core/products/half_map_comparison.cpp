// What the spectra of both half maps tell as they were given: one transform each, one pass.
#include "core/products/half_map_comparison.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_map_doctor.hpp"
#include "core/products/half_map_reading.hpp"
#include "core/products/maps.hpp"
#include "core/products/spectra.hpp"
#include "core/resolution/cross_power.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine {

void transformBoth(std::array<Spectrum, 2>& padded, bool isForward, Executor& executor, Progress& progress) {
  for (Spectrum& one : padded) {
    Progress part = progress.part(0.5);
    isForward ? forwardInPlace(one, executor, part) : inverseInPlace(one, executor, part);
  }
}

namespace {

using Padded = std::array<Spectrum, 2>;

constexpr double kResolved = 0.143;  // Rosenthal and Henderson 2003
constexpr double kSameMap = 0.5;     // correlation below which the map is another one
constexpr PairPassOptions kShellsOnly{.cones = false, .occupancy = false};

/// Mean of both halves, averaged down like ReducedMap; empty where that keeps the size: then transforms tell the same.
Volume reducedAverage(const Padded& padded, Executor& executor, Progress& progress) {
  if (reductionFactor(padded[0].grid) == 1) return {};
  std::array<Volume, 2> reduced;
  for (std::size_t half = 0; half < 2; ++half) {
    const Spectrum& rows = padded[half];
    reduced[half] =
        blockAverage(rows.grid, reinterpret_cast<const float*>(rows.data.data()), 2 * std::int64_t{rows.rowLength()},
                     reductionFactor(rows.grid), executor, progress.part(0.5));
  }
  for (std::int64_t i = 0; i < reduced[0].data.size(); ++i)
    reduced[0].data[i] = 0.5F * (reduced[0].data[i] + reduced[1].data[i]);
  return std::move(reduced[0]);
}

struct Likeness {
  double correlation = 0;  ///< over all coefficients of the shells
  double meanShell = 0;    ///< mean of the shells' correlations: a sharpened map is the same map
};

/// Sums of the transforms of the map and of the average of the halves, shells 0 .. last.
CrossPower sumsWithAverage(const Volume& map, const Volume& reducedAverage, const HalfSpectra& halves, int last,
                           Executor& executor, Progress& progress) {
  Progress first = progress.part(0.4), second = progress.part(0.4), summing = progress.part(0.2);
  const Spectrum a = forward(map, executor, first);
  if (!reducedAverage.data.empty())
    return crossPower(a, forward(reducedAverage, executor, second), last, executor, summing);
  CrossPower sums = crossPower(a, *halves.spectrum[0], last, executor, second);
  const CrossPower other = crossPower(a, *halves.spectrum[1], last, executor, summing);
  const CrossPower& own = halves.shells.full;
  for (std::size_t s = 0; s < sums.shells(); ++s) {
    sums.cross[s] = (sums.cross[s] + other.cross[s]) / 2;
    sums.power2[s] = (own.power1[s] + own.power2[s] + 2 * own.cross[s]) / 4;
  }
  return sums;
}

/// Map and average of the halves over shells 1 .. last.
std::optional<Likeness> likeness(const Volume& map, const Volume& reducedAverage, const HalfSpectra& halves, int last,
                                 Executor& executor, Progress& progress) {
  const auto [low, high] = std::minmax_element(map.data.begin(), map.data.end());
  if (*low == *high) return std::nullopt;
  const CrossPower shells = sumsWithAverage(map, reducedAverage, halves, last, executor, progress);
  if (shells.shells() < 2) return std::nullopt;
  double cross = 0, power1 = 0, power2 = 0;
  Likeness found;
  for (std::size_t s = 1; s < shells.shells(); ++s) {
    cross += shells.cross[s];
    power1 += shells.power1[s];
    power2 += shells.power2[s];
    found.meanShell += shells.correlation(s) / static_cast<double>(shells.shells() - 1);
  }
  if (!(power1 > 0) || !(power2 > 0)) return std::nullopt;
  found.correlation = cross / (std::sqrt(power1) * std::sqrt(power2));
  return found;
}

void judgeOtherMap(const Inputs& inputs, const Likeness& found, std::vector<Diagnostic>& findings) {
  if (found.correlation >= kSameMap || found.meanShell >= kSameMap) return;
  const std::string value = fixedText(found.correlation, 2);
  findings.push_back(
      {.id = "W-HALFOTHER",
       .file = inputs.half1->path.string(),
       .message = "The half maps may not belong to the map: their average correlates with it by " + value +
                  " only, both filtered to the resolution of the half maps.",
       .values = {{"correlation", exactText(found.correlation)}},
       .assumption = "The half maps are judged as they are.",
       .remedy = "Check that map and half maps come from one refinement, with the same hand and position."});
}

/// Everything the spectra of the halves tell of each other.
void examine(const HalfSpectra& halves, HalfMapComparison& into, Executor& executor, Progress& progress) {
  const ShellSums& shells = into.unmasked.shells;
  into.lastUsable = lastUsableShell(halves, into.findings);
  if (areProportional(shells, into.lastUsable)) throw NotMeasurable("the half maps are identical");
  judgeAverage(halves, into.lastUsable, into.findings);
  judgeHand(halves, into.lastUsable, into.findings);
  judgeShift(halves, into.lastUsable, into.findings, executor, progress);
}

}  // namespace

void requireUsablePair(const ValidationContext& context, Progress& progress) {
  const auto facts = context.get<HalfMapFacts>(progress);
  if (!facts->problem.empty()) throw NotMeasurable(facts->problem);
}

Bytes comparisonPeak(const Inputs& inputs, const PairPassOptions& options) {
  const Bytes reduced = 4 * ReducedMap::bytes(inputs) + (Bytes{1} << 20);
  const Bytes passing = pairPassBytes(inputs.grid(), options) + MapSpectrum::buildPeak(inputs);
  return reduced + std::max(passing, doctorPeak(inputs.grid()));
}

void compareSpectra(const ValidationContext& context, HalfMapPair& pair, const Volume& reducedMap,
                    const PairPassOptions& options, HalfMapComparison& into, Progress& progress) {
  Executor& executor = context.executor();
  Padded& padded = pair.padded;
  Progress averaging = progress.part(0.07, "average of the half maps");
  const Volume average = reducedAverage(padded, executor, averaging);
  Progress transforming = progress.part(0.4, "transforms of the half maps");
  transformBoth(padded, true, executor, transforming);
  into.unmasked = pairPass(padded[0], padded[1], options, executor, progress.part(0.4, "correlations"));
  Progress examining = progress.part(0.07, "examining the half maps");
  const HalfSpectra halves{{&padded[0], &padded[1]}, into.unmasked.shells, {&pair.info[0], &pair.info[1]}};
  examine(halves, into, executor, examining);
  Progress comparing = progress.part(0.06, "comparing the half maps with the map");
  const int resolved = firstBelow(into.unmasked.shells, kResolved, into.lastUsable) - 1;
  if (const auto found = likeness(reducedMap, average, halves, resolved, executor, comparing)) {
    into.mapCorrelation = found->correlation;
    judgeOtherMap(context.inputs(), *found, into.findings);
  }
}

std::string HalfMapComparison::key(const Inputs& inputs) {
  return "half-map-comparison:" + halfPairKey(inputs) + "|of|" + mapKey(inputs.map);
}
Bytes HalfMapComparison::bytes(const Inputs& inputs) {
  return inputs.grid().hasVoxelSize() ? pairSumsBytes(inputs.grid(), kShellsOnly) : 0;
}
Bytes HalfMapComparison::buildPeak(const Inputs& inputs) {
  return inputs.grid().hasVoxelSize() ? comparisonPeak(inputs, kShellsOnly) : 0;
}
std::shared_ptr<const HalfMapComparison> HalfMapComparison::build(const ValidationContext& context,
                                                                  Progress& progress) {
  if (context.cache().isComing(HalfMapShells::key(context.inputs()))) {
    const auto shells = context.get<HalfMapShells>(progress);
    return std::make_shared<HalfMapComparison>(withoutDirections(*shells));
  }
  Progress judging = progress.part(0.3), reducing = progress.part(0.1), getting = progress.part(0.1);
  requireUsablePair(context, judging);
  const auto map = context.get<ReducedMap>(reducing);
  const auto pair = ownHalfMapPair(context, getting);
  context.cache().makeRoom(buildPeak(context.inputs()));
  auto result = std::make_shared<HalfMapComparison>();
  Progress comparing = progress.part(0.5);
  compareSpectra(context, *pair, map->volume, kShellsOnly, *result, comparing);
  return result;
}

HalfMapComparison withoutDirections(const HalfMapComparison& whole) {
  return {.unmasked = {whole.unmasked.shells, {}, {}},
          .lastUsable = whole.lastUsable,
          .findings = whole.findings,
          .mapCorrelation = whole.mapCorrelation};
}

}  // namespace vitrine
