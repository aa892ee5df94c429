// The order of transforms and passes that leaves the sums of all three states behind: unmasked; phases randomised and
// masked; masked (Chen et al. 2013, doi:10.1016/j.ultramic.2013.06.004).
#include "core/base/number_text.hpp"
#include "core/base/random.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_map_comparison.hpp"
#include "core/products/half_map_doctor.hpp"
#include "core/products/half_map_mask.hpp"
#include "core/products/half_map_reading.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/products/spectra.hpp"
#include "core/resolution/randomise.hpp"
#include "core/resolution/significance.hpp"

#include <algorithm>
#include <utility>

namespace vitrine {
namespace {

constexpr double kSignal = 0.8;               // FSC below which phases are randomised, as RELION
constexpr Bytes kCopyLimit = Bytes{1} << 30;  // of a map up to which its halves are kept instead of read again
constexpr Bytes kCopyShare = 12;              // maps that must fit the budget for that

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

int firstRandomised(const HalfMapComparison& halves) {
  const int signalEnds = firstBelow(halves.unmasked.shells, kSignal, halves.lastUsable);
  return signalEnds <= halves.lastUsable ? signalEnds : 0;
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
  const Bytes masking =
      std::max(HalfMapMask::multiplyPeak(inputs), keepsCopies(inputs) ? 0 : HalfMapPair::buildPeak(inputs));
  return copies + HalfMapMask::bytes(inputs) + std::max(comparisonPeak(inputs, kAll), masking);
}

std::shared_ptr<const HalfMapShells> HalfMapShells::build(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  Executor& executor = context.executor();
  Progress judging = progress.part(0.08);
  requireUsablePair(context, judging);
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
  Padded originals;
  if (mask && keepsCopies(inputs)) {
    const Progress copying = progress.part(0.01, "copies of the half maps");
    originals = {copyOf(padded[0], executor, copying), copyOf(padded[1], executor, copying)};
  }

  Progress comparing = progress.part(0.29);
  compareSpectra(context, *pair, map->volume, kAll, *result, comparing);
  context.cache().offer(need<HalfMapComparison>(inputs),
                        std::make_shared<HalfMapComparison>(withoutDirections(*result)));
  result->randomisedFrom = firstRandomised(*result);
  if (result->randomisedFrom == 0) result->randomisedOmitted = "the FSC never falls below " + fixedText(kSignal, 1);
  result->samples = samplesOf(padded, *result, inputs, executor, progress.part(0.01));
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
