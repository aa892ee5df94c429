// What reading both half maps tells without any transform: their difference, the slices to look at, and the named
// diagnoses that need values only.
#include "core/products/half_maps.hpp"

#include "core/base/number_text.hpp"
#include "core/base/random.hpp"
#include "core/mapio/pair.hpp"
#include "core/products/half_map_reading.hpp"
#include "core/products/maps.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>
#include <vector>

namespace vitrine {
namespace {

constexpr double kSame = 1e-9;            // 1 - correlation up to which halves differ by rounding and a factor only
constexpr double kMaskedShare = 0.3;      // of the voxels with one value: a mask was applied
constexpr double kCoarseShare = 0.1;      // second most frequent value over the most frequent: few values, not a mask
constexpr double kScaleLimit = 1.25;      // ratio of standard deviations
constexpr double kRunnerUp = 1e-5;        // relative distance of a variance that may win in single precision
constexpr std::uint64_t kSamples = 4096;  // voxels looked at for the most frequent value; 30 % are 1200 of them

const float* rowOf(const HalfMapPair& pair, int half, int y, int z) {
  return reinterpret_cast<const float*>(pair.padded[static_cast<std::size_t>(half)].row(y, z));
}

/// The value most voxels have, judged from a sample that depends on the box alone.
struct CommonValue {
  float value = 0;
  bool isCoarse = false;  ///< another value is nearly as frequent: few different values
};

CommonValue mostFrequent(const HalfMapPair& pair, int half) {
  const Grid& grid = pair.padded[0].grid;
  std::map<float, int> counts;
  for (std::uint64_t i = 0; i < kSamples; ++i) {
    const Index3 voxel =
        grid.voxelOf(static_cast<std::int64_t>(randomUniform(kSamples, i) * static_cast<double>(grid.voxels())));
    const float value = rowOf(pair, half, voxel[1], voxel[2])[voxel[0]];
    if (!std::isnan(value)) ++counts[value];
  }
  CommonValue common;
  int most = 0, second = 0;
  for (const auto& [value, count] : counts) {
    if (count > most) {
      common.value = value;
      second = std::exchange(most, count);
    } else {
      second = std::max(second, count);
    }
  }
  common.isCoarse = second >= kCoarseShare * most;
  return common;
}

/// The one pass over both halves together.
struct DifferencePass {
  MapScan scan;                               // of half 1 - half 2
  std::array<std::int64_t, 2> commonCount{};  // voxels with the common value
};

DifferencePass passOver(const HalfMapPair& pair, const std::array<CommonValue, 2>& common, Executor& executor,
                        const Progress& progress) {
  const Grid& grid = pair.padded[0].grid;
  const auto nx = static_cast<std::size_t>(grid.size[0]);
  ScanAccumulator scan(grid);
  const auto bands = static_cast<std::size_t>(scan.bands());
  std::vector<std::vector<float>> scratch(bands, std::vector<float>(nx));
  std::vector<std::array<std::int64_t, 2>> counts(bands);
  constexpr std::int64_t kBlockVoxels = 1 << 21;  // of either half: a few milliseconds per band
  const int planes = static_cast<int>(std::clamp<std::int64_t>(kBlockVoxels / grid.planeVoxels(), 1, grid.size[2]));
  for (int begin = 0; begin < grid.size[2]; begin += planes) {
    progress.throwIfStopped();
    const int end = std::min(grid.size[2], begin + planes);
    executor.run(scan.bands(), [&](std::int64_t index) {
      const int band = static_cast<int>(index);
      float* difference = scratch[static_cast<std::size_t>(index)].data();
      auto& count = counts[static_cast<std::size_t>(index)];
      for (int z = begin; z < end; ++z)
        for (int y = scan.bandBegin(band); y < scan.bandEnd(band); ++y) {
          const float* a = rowOf(pair, 0, y, z);
          const float* b = rowOf(pair, 1, y, z);
          int sameA = 0, sameB = 0;
          for (std::size_t x = 0; x < nx; ++x) {
            difference[x] = a[x] - b[x];
            sameA += a[x] == common[0].value;
            sameB += b[x] == common[1].value;
          }
          count[0] += sameA;
          count[1] += sameB;
          scan.addRows(band, z, y, y + 1, difference, grid.size[0]);
        }
    });
    scan.settle();
    progress.report(static_cast<double>(end) / grid.size[2]);
  }
  DifferencePass pass;
  pass.scan = scan.finish();
  for (const auto& count : counts)
    for (std::size_t half = 0; half < 2; ++half) pass.commonCount[half] += count[half];
  return pass;
}

/// A plane of one half, or (half = 2) of the difference.
GrayImage sliceOf(const HalfMapPair& pair, int half, int axis, int index) {
  const Grid& grid = pair.padded[0].grid;
  const auto [across, up] = imageAxes(axis);
  GrayImage image = emptyImage(grid, axis, index);
  float* out = image.values.data();
  Index3 voxel{};
  voxel[static_cast<std::size_t>(axis)] = index;
  for (int v = 0; v < image.height; ++v) {
    voxel[static_cast<std::size_t>(up)] = v;
    for (int u = 0; u < image.width; ++u) {
      voxel[static_cast<std::size_t>(across)] = u;
      const float a = rowOf(pair, half == 1 ? 1 : 0, voxel[1], voxel[2])[voxel[0]];
      const float b = half == 2 ? rowOf(pair, 1, voxel[1], voxel[2])[voxel[0]] : 0.0F;
      *out++ = half == 2 ? a - b : a;
    }
  }
  return image;
}

/// The strongest other plane if a program in single precision might pick it instead.
std::optional<int> runnerUp(const MapScan& scan, int axis, int chosen) {
  const std::vector<double> variance = scan.planeVariance(axis);
  std::optional<int> best;
  const double least = (1 - kRunnerUp) * variance[static_cast<std::size_t>(chosen)];
  for (int i = 0; i < static_cast<int>(variance.size()); ++i) {
    const double value = variance[static_cast<std::size_t>(i)];
    if (i == chosen || value < least) continue;
    if (!best || value > variance[static_cast<std::size_t>(*best)]) best = i;
  }
  return best;
}

void addSlices(const HalfMapPair& pair, const MapScan& difference, HalfMapFacts& facts) {
  const std::array<const MapScan*, 3> scans = {&pair.scan[0], &pair.scan[1], &difference};
  for (int half = 0; half < 3; ++half)
    for (int axis = 0; axis < 3; ++axis) {
      const auto i = static_cast<std::size_t>(half), a = static_cast<std::size_t>(axis);
      const int plane = scans[i]->maximumVariancePlane(axis);
      facts.slices[i][a] = sliceOf(pair, half, axis, plane);
      facts.runnerUp[i][a] = runnerUp(*scans[i], axis, plane);
    }
}

std::string name(std::size_t half) { return half == 0 ? "half map 1" : "half map 2"; }

std::string placeText(const Index3& voxel) {
  std::string text = "(";
  for (const int index : voxel) text += (text.size() > 1 ? ", " : "") + std::to_string(index);
  return text + ")";
}

void tell(MapInfo& info, std::string id, std::string message, std::map<std::string, std::string> values,
          std::string assumption, std::string remedy) {
  info.diagnostics.push_back({.id = std::move(id),
                              .file = info.file,
                              .message = std::move(message),
                              .values = std::move(values),
                              .assumption = std::move(assumption),
                              .remedy = std::move(remedy)});
}

/// Values that no transform can use: why the pair cannot be measured.
void judgeNumbers(HalfMapFacts& facts) {
  for (std::size_t half = 0; half < 2; ++half) {
    const MapStatistics& s = *facts.info[half].measured;
    if (!facts.problem.empty()) return;
    if (s.nonFinite() > 0)
      facts.problem = name(half) + " holds " + plural(s.nonFinite(), "non-finite voxel") + ", first at " +
                      placeText(*s.firstNonFinite);
    else if (s.isConstant())
      facts.problem = name(half) + " is constant: every voxel is " + generalText(s.minimum);
  }
}

void judgeSameness(HalfMapFacts& facts) {
  const MapStatistics &a = *facts.info[0].measured, &b = *facts.info[1].measured;
  const bool equal = facts.difference.count > 0 && facts.difference.minimum == 0 && facts.difference.maximum == 0;
  const bool sameFile = !facts.info[0].sha256.empty() && facts.info[0].sha256 == facts.info[1].sha256;
  const bool proportional = facts.correlation && 1 - std::abs(*facts.correlation) < kSame;
  if (!equal && !sameFile && !proportional) return;
  facts.identical = true;
  if (facts.problem.empty()) facts.problem = "the half maps are identical";
  std::string message = "The two half maps are identical.";
  if (!equal && !sameFile) {
    const double factor = b.rms / a.rms * (*facts.correlation < 0 ? -1 : 1);
    message = "The two half maps are identical but for a factor of " + generalText(factor, 4) + ".";
  }
  tell(facts.info[1], "E-HALFSAME", std::move(message), {{"half map 1", facts.info[0].file}}, {},
       "Choose the other half map: the two must come from different halves of the images.");
}

void judgeFullMap(const HalfMapPair& pair, const MapSums& map, HalfMapFacts& facts) {
  for (std::size_t half = 0; half < 2; ++half) {
    if (!map.isSumOf(pair.scan[half])) continue;
    if (facts.problem.empty()) facts.problem = name(half) + " is the full map";
    tell(facts.info[half], "E-HALFISMAP", "This half map is the full map.", {}, {},
         "Choose the half map itself, made from one half of the images.");
  }
}

void judgeMasking(const std::array<CommonValue, 2>& common, HalfMapFacts& facts) {
  for (std::size_t half = 0; half < 2; ++half) {
    if (facts.commonShare[half] <= kMaskedShare || common[half].isCoarse) continue;
    if (facts.info[half].measured->isConstant()) continue;  // said already
    const std::string share = fixedText(100 * facts.commonShare[half], 1) + " %";
    tell(facts.info[half], "W-HALFMASKED",
         "This half map looks masked: " + share + " of its voxels have exactly the value " +
             generalText(facts.commonValue[half]) + ".",
         {{"share", share}, {"value", generalText(facts.commonValue[half])}},
         "It is used as it is; its FSC is inflated by the mask.",
         "Choose the half map as refined, before any mask (RELION: *_unfil.mrc); EMDB wants that one.");
  }
}

void judgeScale(HalfMapFacts& facts) {
  const double first = facts.info[0].measured->rms, second = facts.info[1].measured->rms;
  if (!(first > 0) || !(second > 0)) return;
  const double ratio = second / first;
  if (ratio <= kScaleLimit && ratio >= 1 / kScaleLimit) return;
  tell(facts.info[1], "W-HALFSCALE",
       "Its standard deviation is " + generalText(ratio, 4) + " times that of half map 1.",
       {{"ratio", exactText(ratio)}}, "Both are used as they are; the FSC does not depend on the scale.",
       "Choose two half maps of one refinement, neither rescaled nor sharpened.");
}

}  // namespace

std::string HalfMapFacts::key(const Inputs& inputs) {
  return "half-map-facts:" + halfPairKey(inputs) + "|of|" + mapKey(inputs.map);
}
Bytes HalfMapFacts::bytes(const Inputs& inputs) {
  const Grid& grid = inputs.grid();
  const Bytes nx = grid.size[0], ny = grid.size[1], nz = grid.size[2];
  return 3 * static_cast<Bytes>(sizeof(float)) * (nx * ny + nx * nz + ny * nz) + (Bytes{1} << 14);
}
Bytes HalfMapFacts::buildPeak(const Inputs& inputs) {
  const Grid& grid = inputs.grid();  // the scan of the difference, and of each band
  const Bytes nx = grid.size[0], ny = grid.size[1], nz = grid.size[2];
  return 2 * static_cast<Bytes>(sizeof(double)) * (nx * ny + nx * nz + ny * nz);
}
std::shared_ptr<const HalfMapFacts> HalfMapFacts::build(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  Progress first = progress.part(0.2);
  std::shared_ptr<const MapSums> map;
  if (inputs.half1 && inputs.half2 && inputs.halfMapsProblem.empty()) map = context.get<MapSums>(first);
  Progress reading = progress.part(0.6);
  const auto pair = context.get<HalfMapPair>(reading);
  const std::array<CommonValue, 2> common = {mostFrequent(*pair, 0), mostFrequent(*pair, 1)};
  const DifferencePass pass =
      passOver(*pair, common, context.executor(), progress.part(0.2, "comparing the half maps"));

  auto facts = std::make_shared<HalfMapFacts>();
  facts->info = pair->info;
  const std::array<const InputMap*, 2> given = {&*inputs.half1, &*inputs.half2};
  for (std::size_t half = 0; half < 2; ++half) {
    for (const Diagnostic& diagnostic : given[half]->info.diagnostics)  // of the comparison with the map
      if (!facts->info[half].has(diagnostic.id)) facts->info[half].diagnostics.push_back(diagnostic);
    facts->commonValue[half] = common[half].value;
    facts->commonShare[half] =
        static_cast<double>(pass.commonCount[half]) / static_cast<double>(inputs.grid().voxels());
  }
  facts->difference = pass.scan.statistics;
  const MapStatistics &a = pair->scan[0].statistics, &b = pair->scan[1].statistics;
  if (a.nonFinite() + b.nonFinite() == 0 && a.rms > 0 && b.rms > 0) {
    const double covariance = 0.5 * (a.rms * a.rms + b.rms * b.rms - facts->difference.rms * facts->difference.rms);
    facts->correlation = std::clamp(covariance / (a.rms * b.rms), -1.0, 1.0);
  }
  addSlices(*pair, pass.scan, *facts);
  judgeNumbers(*facts);
  judgeSameness(*facts);
  judgeFullMap(*pair, *map, *facts);
  judgeMasking(common, *facts);
  judgeScale(*facts);
  return facts;
}

}  // namespace vitrine
