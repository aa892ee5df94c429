#include "core/products/level_tree.hpp"

#include "core/base/number_text.hpp"
#include "core/stats/protein_mass.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

constexpr int kScan = 4096;             // levels looked at between two ends
constexpr double kOffered = 0.95;       // share of the largest component that is offered by itself
constexpr double kSmallestBody = 1e-4;  // of the box: less is a speck and no particle
constexpr double kHold = 0.01;          // of the scanned levels: as far as a share must hold to count
constexpr double kElbowDepth = 0.2;     // of the chord's height: pure noise bends the other way, save its last voxels
constexpr double kNoiseCounts = 10;     // times as many components in the noise as at an elbow
constexpr double kEnclosedFraction = 0.01;  // of the voxels: the level the program proposes

std::int64_t totalOf(const ThresholdTable& table) {
  std::int64_t total = 0;
  for (const std::int64_t count : table.histogram) total += count;
  return total;
}

double binWidth(const ThresholdTable& table) { return (table.maximum - table.minimum) / ThresholdTable::kBins; }

/// Where the background lies: the shortest interval of values that holds half of the voxels (Rousseeuw 1984,
/// doi:10.1080/01621459.1984.10477105). For Gaussian noise it reaches 0.6745 sigma to both sides of the mean.
struct Background {
  double centre = 0, sigma = 0;
  double edge() const { return centre + 3 * sigma; }
};

Background backgroundOf(const ThresholdTable& table) {
  const std::int64_t half = (totalOf(table) + 1) / 2;
  std::size_t begin = 0, bestBegin = 0, bestLength = table.histogram.size();
  std::int64_t held = 0;
  for (std::size_t end = 0; end < table.histogram.size(); ++end) {
    held += table.histogram[end];
    while (held - table.histogram[begin] >= half) held -= table.histogram[begin++];
    if (held >= half && end + 1 - begin < bestLength) {
      bestLength = end + 1 - begin;
      bestBegin = begin;
    }
  }
  const double width = binWidth(table), length = width * static_cast<double>(bestLength);
  return {table.minimum + width * static_cast<double>(bestBegin) + length / 2, length / 2 / 0.6745};
}

std::string percentText(double fraction, int digits = 3) { return generalText(100 * fraction, digits) + " %"; }

/// Values above 0 in two classes of which the variance between them is largest (Otsu 1979,
/// doi:10.1109/TSMC.1979.4310076): the boundary.
std::optional<SuggestedLevel> otsuLevel(const ThresholdTable& table) {
  const double width = binWidth(table);
  double count = 0, sum = 0;
  std::vector<std::pair<double, double>> bins;  // centre, voxels; ascending
  for (std::size_t i = 0; i < table.histogram.size(); ++i) {
    const double centre = table.minimum + width * (static_cast<double>(i) + 0.5);
    const auto voxels = static_cast<double>(table.histogram[i]);
    if (centre <= 0 || voxels == 0) continue;
    bins.emplace_back(centre, voxels);
    count += voxels;
    sum += voxels * centre;
  }
  double best = 0, level = 0, below = 0, sumBelow = 0, share = 0;
  for (std::size_t i = 0; i + 1 < bins.size(); ++i) {
    below += bins[i].second;
    sumBelow += bins[i].first * bins[i].second;
    const double above = count - below, distance = sumBelow / below - (sum - sumBelow) / above;
    if (const double variance = below * above * distance * distance; variance > best) {
      best = variance;
      level = bins[i].first + width / 2;
      share = above / count;
    }
  }
  if (best == 0) return std::nullopt;
  std::string reason = percentText(share);
  reason +=
      " of the positive voxels lie above it; no other level separates the positive values into two groups with "
      "means further apart for their sizes.";
  return SuggestedLevel{"otsu", "Otsu on positive values", reason, level};
}

SuggestedLevel onePercentLevel(const ThresholdTable& table) {
  const double level = table.levelEnclosing(kEnclosedFraction);
  const std::int64_t total = totalOf(table);
  std::string reason = "1 % of the voxels (";
  reason += countText(static_cast<std::int64_t>(std::llround(kEnclosedFraction * static_cast<double>(total))));
  reason += " of ";
  reason += countText(total);
  reason += ") lie above it.";
  return {"one_percent", "1 % of the voxels", reason, level};
}

/// Where the steep fall of the number of components out of the noise ends: the point of the curve log(components)
/// farthest below its chord from the level of the most components to the map's maximum.
std::optional<SuggestedLevel> elbowLevel(const ThresholdTable& table, const ComponentTree& tree) {
  if (!(table.maximum > table.minimum)) return std::nullopt;
  const std::vector<LevelComponents> curve = tree.curve(kScan, table.minimum, table.maximum);
  const auto most =
      static_cast<std::size_t>(std::ranges::max_element(curve, {}, &LevelComponents::components) - curve.begin());
  // A map without noise has its most components where the molecule falls to pieces: that is no elbow.
  if (curve[most].level > backgroundOf(table).edge() || most + 2 >= curve.size()) return std::nullopt;
  const auto height = [&](std::size_t i) {
    return std::log(static_cast<double>(std::max<std::int64_t>(1, curve[i].components)));
  };
  const std::size_t last = curve.size() - 1;
  double farthest = 0;
  std::size_t elbow = 0;
  for (std::size_t i = most + 1; i < last; ++i) {
    const double along = static_cast<double>(i - most) / static_cast<double>(last - most);
    const double depth = height(most) + along * (height(last) - height(most)) - height(i);
    if (depth > farthest) {
      farthest = depth;
      elbow = i;
    }
  }
  if (farthest < kElbowDepth * height(most) ||
      static_cast<double>(curve[most].components) < kNoiseCounts * static_cast<double>(curve[elbow].components))
    return std::nullopt;
  std::string reason = "Here the number of components stops falling steeply: ";
  reason += countText(curve[elbow].components);
  reason += " are left of ";
  reason += countText(curve[most].components);
  reason += " in the noise (level ";
  reason += generalText(curve[most].level, 3);
  reason += ").";
  return SuggestedLevel{"elbow", "Elbow of the component count", reason, curve[elbow].level};
}

std::optional<SuggestedLevel> givenLevel(const Inputs& inputs) {
  if (!inputs.threshold) return std::nullopt;
  if (inputs.thresholdSource == ThresholdSource::Entry)
    return SuggestedLevel{"entry", "Level of the entry", "The contour level recommended with the entry.",
                          *inputs.threshold};
  return SuggestedLevel{"user", "Your level", "The contour level this run was given.", *inputs.threshold};
}

}  // namespace

std::string LevelTree::key(const Inputs& inputs) { return "level-tree:" + mapKey(inputs.map); }
Bytes LevelTree::bytes(const Inputs& inputs) {
  // White noise has a peak for every 27 voxels, 8 bytes each; 8 bytes for a step. Maps have less of both.
  const Bytes voxels = inputs.grid().voxels();
  return voxels * 3 / 10 + 8 * std::min<Bytes>(voxels, Bytes{1} << 22);
}
Bytes LevelTree::buildPeak(const Inputs& inputs) { return ComponentTree::buildPeak(inputs.grid().voxels()); }
std::shared_ptr<const LevelTree> LevelTree::build(const ValidationContext& context, Progress& progress) {
  Progress loading = progress.part(0.05);
  const auto map = context.get<FullMap>(loading);
  auto result = std::make_shared<LevelTree>();
  Progress building = progress.part(0.95);
  result->tree = ComponentTree::build(map->volume(), context.executor(), building);
  return result;
}

std::vector<SuggestedLevel> suggestedLevels(const Inputs& inputs, const ThresholdTable& table, const Grid& grid,
                                            const ComponentTree* tree) {
  std::vector<SuggestedLevel> levels;
  const auto offer = [&](std::optional<SuggestedLevel> level) {
    if (level) levels.push_back(std::move(*level));
  };
  offer(givenLevel(inputs));
  if (tree != nullptr) {
    // At the background's edge the share holds at every level and singles none of them out.
    if (auto level = levelOfLargestShare(*tree, table, kOffered); level && level->level > backgroundOf(table).edge())
      offer(std::move(level));
    offer(elbowLevel(table, *tree));
  }
  offer(otsuLevel(table));
  if (grid.voxels() > 0 && table.maximum > table.minimum) offer(onePercentLevel(table));
  return levels;
}

std::optional<SuggestedLevel> levelOfMass(const ThresholdTable& table, const Grid& grid, double massKDa) {
  if (!grid.hasVoxelSize() || !(massKDa > 0) || !(table.maximum > table.minimum)) return std::nullopt;
  const double volumeA3 = massKDa * 1000 * kProteinVolumeA3PerDa;
  const double total = static_cast<double>(totalOf(table)), wanted = volumeA3 / grid.voxelVolume();
  if (wanted < 1 || wanted >= total) return std::nullopt;
  const double level = table.levelEnclosing(wanted / total);
  std::string reason = generalText(massKDa, 6);
  reason += " kDa of protein (1.207 A^3 a dalton) fill ";
  reason += generalText(volumeA3, 3);
  reason += " A^3, ";
  reason += percentText(wanted / total);
  reason += " of the box.";
  return SuggestedLevel{"mass", "Level of a mass", reason, level};
}

std::optional<SuggestedLevel> levelOfLargestShare(const ComponentTree& tree, const ThresholdTable& table,
                                                  double share) {
  const double begin = backgroundOf(table).edge();
  if (!(table.maximum > begin) || !(share > 0) || share > 1) return std::nullopt;
  const std::vector<LevelComponents> curve = tree.curve(kScan, begin, table.maximum);
  const double smallest = std::max(27.0, kSmallestBody * static_cast<double>(totalOf(table)));
  const auto holds = [&](const LevelComponents& at) {
    return at.largestShare() >= share && static_cast<double>(at.largest) >= smallest;
  };
  std::size_t first = 0, run = 0;
  for (std::size_t i = 0; i < curve.size() && static_cast<double>(run) < kHold * kScan; ++i) {
    if (!holds(curve[i])) {
      run = 0;
      continue;
    }
    if (run++ == 0) first = i;
  }
  if (static_cast<double>(run) < kHold * kScan) return std::nullopt;
  LevelComponents found = curve[first];
  if (first > 0) {
    // Between the last level that fails and the first that holds.
    double low = curve[first - 1].level, high = curve[first].level;
    for (int i = 0; i < 30; ++i) {
      const double middle = (low + high) / 2;
      (holds(tree.at(middle)) ? high : low) = middle;
    }
    found = tree.at(high);
  }
  std::string reason = "One component holds ";
  reason += percentText(found.largestShare());
  reason += " of the ";
  reason += countText(found.voxels);
  reason += " voxels above it, one of ";
  reason += countText(found.components);
  reason += first > 0 ? "; a little lower it holds less than " : "; at every level above the background at least ";
  reason += percentText(share);
  reason += ".";
  std::string name = percentText(share);
  name += " in one component";
  return SuggestedLevel{"largest_share", name, reason, found.level};
}

}  // namespace vitrine
