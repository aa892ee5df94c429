#include "core/products/masks.hpp"

#include "core/base/error.hpp"
#include "core/base/lanes.hpp"
#include "core/base/number_text.hpp"
#include "core/mask/morphology.hpp"
#include "core/mask/threshold.hpp"
#include "core/products/maps.hpp"
#include "core/products/options.hpp"
#include "core/stats/float_key.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

constexpr int kPlanesPerBlock = 4;
constexpr double kEnclosedFraction = 0.01;  // of the voxels, by the level the program proposes
constexpr double kUserMaskLevel = 0.5;

Bytes maskBytes(const Inputs& inputs) {
  return Mask::wordsFor(inputs.grid()) * static_cast<Bytes>(sizeof(std::uint64_t));
}

std::string thresholdKey(const Inputs& inputs) {
  return (inputs.threshold ? exactText(*inputs.threshold) : "estimated") + "|" + mapKey(inputs.map);
}

/// What one thread counts while it walks over blocks of the map.
struct TableLane {
  std::vector<std::int64_t> histogram = std::vector<std::int64_t>(ThresholdTable::kBins, 0);
  std::vector<std::int64_t> upTo = std::vector<std::int64_t>(ThresholdTable::kLevels + 1, 0);  ///< by levels passed
};

Mask loadUserMask(const ValidationContext& context, std::string& sha256, Progress& progress) {
  const InputMap& input = *context.inputs().mask;
  // It does not fit the map, or cannot be read.
  if (const Diagnostic* error = input.info.firstForbidding()) throw MapError(*error);
  ReadHints hints = input.hints;
  hints.role = MapRole::Mask;
  Progress loading = progress.part(0.8);
  const auto loaded = load(input.path, hints, context.executor(), loading);
  if (const Diagnostic* notNumbers = loaded->info.find("E-NONFINITE")) throw MapError(*notNumbers);
  const Grid& grid = context.inputs().grid();
  const auto boxText = [](const Index3& size) {
    return std::to_string(size[0]) + " x " + std::to_string(size[1]) + " x " + std::to_string(size[2]);
  };
  if (!loaded->volume.grid.sameSize(grid))
    throw InputError(loaded->info.file + ": the mask's box is " + boxText(loaded->volume.grid.size) +
                     " voxels, the map's is " + boxText(grid.size) + "; give a mask made on the map's grid");
  Mask mask = aboveLevel(loaded->volume, kUserMaskLevel, context.executor(), progress.part(0.1));
  mask.grid = grid;  // voxel size and origin are the map's
  if (mask.count == 0)
    throw InputError(loaded->info.file + ": no voxel of the mask reaches 0.5 (its maximum is " +
                     generalText(loaded->scan.statistics.maximum) + "); give a mask that is 1 inside");
  sha256 = loaded->info.sha256;
  return mask;
}

}  // namespace

double maskDilationA(const Inputs& inputs) { return optionNumber(inputs, "0.b.dilation_A", kDefaultDilationA, 0, 100); }
double softSigmaA(const Inputs& inputs) { return optionNumber(inputs, "0.b.soft_sigma_A", kDefaultSoftSigmaA, 0, 100); }

std::string emptyMaskMessage(double threshold, double maximum) {
  return "No voxel reaches the threshold " + generalText(threshold) + "; the map's maximum is " + generalText(maximum) +
         ". Lower the threshold.";
}

ThresholdTable makeThresholdTable(const Volume& volume, double minimum, double maximum, Executor& executor,
                                  const Progress& progress) {
  ThresholdTable table;
  table.minimum = minimum;
  table.maximum = maximum;
  if (maximum > 0)
    for (int i = 1; i <= ThresholdTable::kLevels; ++i)
      table.level.push_back(i * maximum / (ThresholdTable::kLevels + 1));
  std::vector<float> limit;  // v > level exactly if v > limit
  for (const double value : table.level) limit.push_back(floatAtMost(value));
  const float firstLimit = limit.empty() ? std::numeric_limits<float>::infinity() : limit.front();
  const double binsPerUnit = maximum > minimum ? ThresholdTable::kBins / (maximum - minimum) : 0;

  const Grid& grid = volume.grid;
  const std::int64_t blocks = (grid.size[2] + kPlanesPerBlock - 1) / kPlanesPerBlock;
  std::vector<TableLane> lanes(static_cast<std::size_t>(laneCount(executor, blocks)));
  laneBlocks(executor, progress, grid.size[2], kPlanesPerBlock, lanes, [&](const BlockRange& block, TableLane& lane) {
    const float* end = volume.data.data() + grid.planeVoxels() * block.end;
    for (const float* v = volume.data.data() + grid.planeVoxels() * block.begin; v < end; ++v) {
      const auto bin = static_cast<int>((*v - minimum) * binsPerUnit);
      ++lane.histogram[static_cast<std::size_t>(std::min(bin, ThresholdTable::kBins - 1))];
      // Most voxels of a map are below the first level: one comparison for them.
      if (*v > firstLimit) ++lane.upTo[static_cast<std::size_t>(std::ranges::lower_bound(limit, *v) - limit.begin())];
    }
  });

  table.histogram.assign(ThresholdTable::kBins, 0);
  std::vector<std::int64_t> upTo(ThresholdTable::kLevels + 1, 0);
  for (const TableLane& lane : lanes) {
    for (std::size_t i = 0; i < table.histogram.size(); ++i) table.histogram[i] += lane.histogram[i];
    for (std::size_t i = 0; i < upTo.size(); ++i) upTo[i] += lane.upTo[i];
  }
  table.above.assign(table.level.size(), 0);
  std::int64_t above = 0;
  for (std::size_t i = table.level.size(); i-- > 0;) table.above[i] = above += upTo[i + 1];
  return table;
}

double ThresholdTable::voxelsAbove(double wanted) const {
  if (maximum <= minimum) return wanted <= minimum && !histogram.empty() ? static_cast<double>(histogram.front()) : 0;
  const double place = (wanted - minimum) / (maximum - minimum) * kBins;
  double voxels = 0;
  for (int bin = kBins - 1; bin >= 0 && bin + 1 > place; --bin)
    voxels += static_cast<double>(histogram[static_cast<std::size_t>(bin)]) * std::min(1.0, bin + 1 - place);
  return voxels;
}

double ThresholdTable::levelEnclosing(double fraction) const {
  double total = 0;
  for (const std::int64_t count : histogram) total += static_cast<double>(count);
  const double wanted = fraction * total;
  double voxels = 0;
  for (int bin = kBins - 1; bin >= 0; --bin) {
    const auto count = static_cast<double>(histogram[static_cast<std::size_t>(bin)]);
    if (count > 0 && voxels + count >= wanted) {
      const double share = (wanted - voxels) / count;  // of this bin, from its upper edge down
      return minimum + (bin + 1 - share) * (maximum - minimum) / kBins;
    }
    voxels += count;
  }
  return minimum;
}

std::string ThresholdTable::key(const Inputs& inputs) { return "threshold-table:" + mapKey(inputs.map); }
Bytes ThresholdTable::bytes(const Inputs&) { return kBins * static_cast<Bytes>(sizeof(std::int64_t)); }
Bytes ThresholdTable::buildPeak(const Inputs& inputs) { return 16 * bytes(inputs); }
std::shared_ptr<const ThresholdTable> ThresholdTable::build(const ValidationContext& context, Progress& progress) {
  Progress loading = progress.part(0.6);
  const auto map = context.get<FullMap>(loading);
  const MapStatistics& statistics = map->scan().statistics;
  return std::make_shared<ThresholdTable>(makeThresholdTable(map->volume(), statistics.minimum, statistics.maximum,
                                                             context.executor(),
                                                             progress.part(0.4, "threshold table")));
}

std::string ContourLevel::key(const Inputs& inputs) { return "contour-level:" + thresholdKey(inputs); }
Bytes ContourLevel::bytes(const Inputs&) { return sizeof(ContourLevel); }
Bytes ContourLevel::buildPeak(const Inputs&) { return 0; }
std::shared_ptr<const ContourLevel> ContourLevel::build(const ValidationContext& context, Progress& progress) {
  auto level = std::make_shared<ContourLevel>();
  const Inputs& inputs = context.inputs();
  if (inputs.threshold) {
    level->value = *inputs.threshold;
    level->source = inputs.thresholdSource;
  } else {
    level->value = context.get<ThresholdTable>(progress)->levelEnclosing(kEnclosedFraction);
    level->source = ThresholdSource::Estimated;
  }
  return level;
}

std::string RawMask::key(const Inputs& inputs) { return "raw-mask:" + thresholdKey(inputs); }
Bytes RawMask::bytes(const Inputs& inputs) { return 2 * maskBytes(inputs); }
Bytes RawMask::buildPeak(const Inputs& inputs) {
  // Runs at sensible levels: one per 16 voxels at most, 8 bytes each. Worse levels meet the budget while labelling.
  return inputs.grid().voxels() / 2 + (Bytes{1} << 20);
}
std::shared_ptr<const RawMask> RawMask::build(const ValidationContext& context, Progress& progress) {
  Progress first = progress.part(0.5);
  const auto level = context.get<ContourLevel>(first);
  Progress loading = progress.part(0.1);
  const auto map = context.get<FullMap>(loading);
  Executor& executor = context.executor();
  auto raw = std::make_shared<RawMask>();
  raw->mask = aboveLevel(map->volume(), level->value, executor, progress.part(0.1, "raw mask"));
  raw->planes = planeCounts(raw->mask, executor, progress.part(0.05));
  Progress labelling = progress.part(0.2, "components");
  raw->components = labelComponents(raw->mask, raw->largest, executor, labelling);
  sumLargestDensity(map->volume(), raw->largest, raw->components, executor, progress.part(0.05));
  return raw;
}

std::string ConstructedMask::key(const Inputs& inputs) {
  if (inputs.mask) return "user-mask:" + mapKey(*inputs.mask) + "|for|" + mapKey(inputs.map);
  return "constructed-mask:" + exactText(maskDilationA(inputs)) + "|" + thresholdKey(inputs);
}
Bytes ConstructedMask::bytes(const Inputs& inputs) { return maskBytes(inputs); }
Bytes ConstructedMask::buildPeak(const Inputs& inputs) {
  return inputs.mask ? inputs.grid().voxels() * static_cast<Bytes>(sizeof(float)) + (Bytes{200} << 20) : 0;
}
std::shared_ptr<const ConstructedMask> ConstructedMask::build(const ValidationContext& context, Progress& progress) {
  const Inputs& inputs = context.inputs();
  auto constructed = std::make_shared<ConstructedMask>();
  if (inputs.mask) {
    Progress loading = progress.part(0.9, "mask");
    constructed->mask = loadUserMask(context, constructed->sha256, loading);
    constructed->fromUser = true;
    constructed->name = inputs.mask->path.filename().string();
  } else {
    Progress first = progress.part(0.7);
    const auto raw = context.get<RawMask>(first);
    constructed->mask = raw->largest.count == 0
                            ? Mask(inputs.grid())
                            : dilateEuclidean(raw->largest, maskDilationA(inputs), context.executor(),
                                              progress.part(0.2, "constructed mask"));
    constructed->name = "constructed mask";
    constructed->sha256 = maskSha256(constructed->mask);
  }
  constructed->planes = planeCounts(constructed->mask, context.executor(), progress.part(0.1));
  return constructed;
}

std::string VrsMask::key(const Inputs& inputs) {
  return inputs.mask ? "vrs-" + ConstructedMask::key(inputs) : "vrs-mask:" + thresholdKey(inputs);
}
Bytes VrsMask::bytes(const Inputs& inputs) { return inputs.mask ? 0 : maskBytes(inputs); }
Bytes VrsMask::buildPeak(const Inputs& inputs) { return inputs.mask ? 0 : maskBytes(inputs); }
std::shared_ptr<const VrsMask> VrsMask::build(const ValidationContext& context, Progress& progress) {
  auto vrs = std::make_shared<VrsMask>();
  if (context.inputs().mask) {
    const auto own = context.get<ConstructedMask>(progress);
    vrs->mask = std::shared_ptr<const Mask>(own, &own->mask);
    vrs->planes = own->planes;
    return vrs;
  }
  Progress first = progress.part(0.7);
  const auto raw = context.get<RawMask>(first);
  // VRS assumes one voxel size; the x axis speaks for all.
  const int steps = static_cast<int>(
      std::min<double>(raw->largest.grid.size[0], std::ceil(2.0 / raw->largest.grid.voxelSize[0] - 1e-9)));
  vrs->mask = std::make_shared<Mask>(dilateSteps(raw->largest, Neighbourhood::FacesEdges18, steps, true,
                                                 context.executor(), progress.part(0.2, "mask as VRS")));
  vrs->planes = planeCounts(*vrs->mask, context.executor(), progress.part(0.1));
  return vrs;
}

}  // namespace vitrine
