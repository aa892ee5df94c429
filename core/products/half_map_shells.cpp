// The order of transforms and passes that leaves the sums of all three states behind: unmasked; phases randomised and
// masked; masked (Chen et al. 2013, doi:10.1016/j.ultramic.2013.06.004).
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_map_doctor.hpp"
#include "core/products/half_map_mask.hpp"
#include "core/products/half_map_reading.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/spectra.hpp"
#include "core/resolution/cross_power.hpp"
#include "core/resolution/randomise.hpp"
#include "core/resolution/significance.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace vitrine {
namespace {

constexpr double kSignal = 0.8;               // FSC below which phases are randomised, as RELION
constexpr double kResolved = 0.143;           // Rosenthal and Henderson 2003
constexpr double kSameMap = 0.5;              // correlation below which the map is another one
constexpr Bytes kCopyLimit = Bytes{1} << 30;  // of a map up to which its halves are kept instead of read again

constexpr Bytes kCopyShare = 12;  // maps that must fit the budget for that

using Padded = std::array<Spectrum, 2>;
constexpr PairPassOptions kAll{.cones = true, .occupancy = true}, kCones{.cones = true, .occupancy = false};

/// Copies of both halves, beside the halves themselves, only where memory is plentiful.
bool keepsCopies(const Inputs& inputs) {
  const Bytes map = FullMap::bytes(inputs);
  return map <= kCopyLimit && kCopyShare * map <= MemoryBudget::process().limit();
}

/// In blocks on all threads: most of the time goes into pages of the new memory.
Spectrum copyOf(const Spectrum& spectrum, Executor& executor, const Progress& progress) {
  Spectrum copy = paddedFor(spectrum.grid);
  constexpr std::int64_t kBlock = 1 << 18;
  parallelBlocks(executor, progress, spectrum.data.size(), kBlock, [&](const BlockRange& block) {
    std::copy(spectrum.data.begin() + block.begin, spectrum.data.begin() + block.end, copy.data.begin() + block.begin);
  });
  return copy;
}

void transformBoth(Padded& padded, bool isForward, Executor& executor, Progress& progress) {
  for (Spectrum& one : padded) {
    Progress part = progress.part(0.5);
    isForward ? forwardInPlace(one, executor, part) : inverseInPlace(one, executor, part);
  }
}

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

/// Everything the spectra of the halves as given tell.
void examine(const HalfSpectra& halves, HalfMapShells& result, Executor& executor, Progress& progress) {
  const ShellSums& shells = result.unmasked.shells;
  result.lastUsable = lastUsableShell(halves, result.findings);
  if (areProportional(shells, result.lastUsable)) throw NotMeasurable("the half maps are identical");
  judgeAverage(halves, result.lastUsable, result.findings);
  judgeHand(halves, result.lastUsable, result.findings);
  judgeShift(halves, result.lastUsable, result.findings, executor, progress);
  const int signalEnds = firstBelow(shells, kSignal, result.lastUsable);
  result.randomisedFrom = signalEnds <= result.lastUsable ? signalEnds : 0;
  if (result.randomisedFrom == 0) result.randomisedOmitted = "the FSC never falls below " + fixedText(kSignal, 1);
}

/// What 1.b plays its null hypothesis out on.
std::vector<ShellSample> samplesOf(const Padded& spectra, const HalfMapShells& result, const Inputs& inputs,
                                   Executor& executor, const Progress& progress) {
  const Freedom freedom{.inflation = 1, .symmetry = asymmetricUnits(inputs.symmetry)};
  const FscCurve curve = fscCurve(result.unmasked.shells, freedom, result.lastUsable);
  return sampleShells(spectra[0], spectra[1], selfCheckShells(curve, testShells(curve)), kSampleSize, inputs.seed,
                      executor, progress);
}

/// Reads both again, voxels only.
void readAgain(const ValidationContext& context, Padded& padded, Progress& progress) {
  for (int half = 0; half < 2; ++half) {
    Progress part = progress.part(0.5);
    readHalfMap(context, half, true, padded[static_cast<std::size_t>(half)], part);
  }
}

}  // namespace

std::string HalfMapShells::key(const Inputs& inputs) {
  return "half-map-shells:" + halfPairKey(inputs) + "|of|" + mapKey(inputs.map) + "|" + HalfMapMask::key(inputs) +
         "|seed" + std::to_string(inputs.seed) + "|" + inputs.symmetry;
}
Bytes HalfMapShells::bytes(const Inputs& inputs) {
  if (!inputs.grid().hasVoxelSize()) return 0;
  return 2 * pairSumsBytes(inputs.grid(), kAll) + pairSumsBytes(inputs.grid(), kCones);
}
Bytes HalfMapShells::buildPeak(const Inputs& inputs) {
  if (!inputs.grid().hasVoxelSize()) return 0;
  const Bytes copies = keepsCopies(inputs) ? 2 * MapSpectrum::bytes(inputs) : 0;
  const Bytes reduced = 4 * ReducedMap::bytes(inputs) + (Bytes{1} << 20);
  const Bytes passing = pairPassBytes(inputs.grid(), kAll) + MapSpectrum::buildPeak(inputs);
  const Bytes stage = std::max({passing, doctorPeak(inputs.grid()), HalfMapMask::multiplyPeak(inputs),
                                keepsCopies(inputs) ? 0 : HalfMapPair::buildPeak(inputs)});
  return copies + HalfMapMask::bytes(inputs) + reduced + stage;
}

std::shared_ptr<const HalfMapShells> HalfMapShells::build(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  Executor& executor = context.executor();
  Progress comparing = progress.part(0.08);
  {
    const auto facts = context.get<HalfMapFacts>(comparing);
    if (!facts->problem.empty()) throw NotMeasurable(facts->problem);
  }
  auto result = std::make_shared<HalfMapShells>();
  // All that needs the full map comes first: it can leave before the halves are transformed.
  Progress masking = progress.part(0.06, "mask for the half maps");
  const std::optional<HalfMapMask> mask = HalfMapMask::make(context, result->maskedOmitted, masking);
  Progress reducing = progress.part(0.02);
  const auto map = context.get<ReducedMap>(reducing);
  if (mask) {
    result->maskName = mask->name();
    result->maskSha256 = mask->sha256();
  } else {
    result->randomisedOmitted = result->maskedOmitted;
  }

  Progress getting = progress.part(0.04);
  const auto pair = ownHalfMapPair(context, getting);
  context.cache().makeRoom(buildPeak(inputs));
  Padded& padded = pair->padded;
  Progress averaging = progress.part(0.02, "average of the half maps");
  Volume average = reducedAverage(padded, executor, averaging);
  Padded originals;
  if (mask && keepsCopies(inputs)) {
    const Progress copying = progress.part(0.01, "copies of the half maps");
    originals = {copyOf(padded[0], executor, copying), copyOf(padded[1], executor, copying)};
  }

  Progress transforming = progress.part(0.12, "transforms of the half maps");
  transformBoth(padded, true, executor, transforming);
  result->unmasked = pairPass(padded[0], padded[1], kAll, executor, progress.part(0.12, "correlations"));
  Progress examining = progress.part(0.02, "examining the half maps");
  const HalfSpectra halves{{&padded[0], &padded[1]}, result->unmasked.shells, {&pair->info[0], &pair->info[1]}};
  examine(halves, *result, executor, examining);
  result->samples = samplesOf(padded, *result, inputs, executor, progress.part(0.01));
  Progress comparingMap = progress.part(0.01, "comparing the half maps with the map");
  const int resolved = firstBelow(result->unmasked.shells, kResolved, result->lastUsable) - 1;
  if (const auto found = likeness(map->volume, average, halves, resolved, executor, comparingMap)) {
    result->mapCorrelation = found->correlation;
    judgeOtherMap(inputs, *found, result->findings);
  }
  average = Volume();
  if (!mask) return result;

  if (result->randomisedFrom > 0) {
    for (std::size_t half = 0; half < 2; ++half)
      randomisePhases(padded[half], result->randomisedFrom, randomBits(inputs.seed, half), executor,
                      progress.part(0.01, "randomising phases"));
    Progress back = progress.part(0.1, "randomised half maps");
    transformBoth(padded, false, executor, back);
    mask->multiply(padded, executor, progress.part(0.03, "masking the randomised half maps"));
    Progress forth = progress.part(0.1, "transforms of the randomised half maps");
    transformBoth(padded, true, executor, forth);
    result->randomised =
        pairPass(padded[0], padded[1], kCones, executor, progress.part(0.08, "correlations of the randomised"));
  }

  Progress reading = progress.part(0.02, "reading the half maps again");
  if (keepsCopies(inputs))
    padded = std::move(originals);
  else
    readAgain(context, padded, reading);
  Progress multiplying = progress.part(0.03, "masking the half maps");
  const HalfMapMask::Measured measured = mask->multiplyAndMeasure(padded, executor, multiplying);
  result->maskInflation = measured.inflation;
  result->contrast = measured.contrast;
  Progress last = progress.part(0.08, "transforms of the masked half maps");
  transformBoth(padded, true, executor, last);
  result->masked = pairPass(padded[0], padded[1], kAll, executor, progress.part(0.04, "correlations of the masked"));
  return result;
}

std::vector<ProductNeed> halfMapNeeds(const Inputs& inputs) {
  if (!inputs.half1 || !inputs.half2) return {};
  const auto withPeak = [](ProductNeed need, Bytes more) {
    need.buildPeak += more;
    return need;
  };
  const Bytes map = FullMap::bytes(inputs) + FullMap::buildPeak(inputs);
  const Bytes pair = HalfMapPair::bytes(inputs) + HalfMapPair::buildPeak(inputs);
  std::vector<ProductNeed> needs = {withPeak(need<MapSums>(inputs), map), withPeak(need<ReducedMap>(inputs), map)};
  if (!inputs.mask) {
    const Bytes raw = RawMask::bytes(inputs) + std::max(RawMask::buildPeak(inputs), ThresholdTable::buildPeak(inputs));
    needs.push_back(withPeak(need<ConstructedMask>(inputs), map + raw));
  }
  needs.push_back(withPeak(need<HalfMapFacts>(inputs), pair));
  needs.push_back(withPeak(need<HalfMapShells>(inputs), HalfMapPair::bytes(inputs)));
  return needs;
}

}  // namespace vitrine
