#include "core/mask/component_tree.hpp"

#include "core/mask/tree_sweep.hpp"
#include "core/stats/float_key.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

using namespace tree;

/// How many voxels are collected and sorted at once. More means fewer passes over the map; 8 bytes each.
std::int64_t voxelsAtOnce(std::int64_t voxels) {
  constexpr std::int64_t kSmall = std::int64_t{1} << 20, kLargeMap = std::int64_t{1} << 28;
  return std::max(kSmall, voxels < kLargeMap ? voxels / 4 : voxels / 16);
}

/// Keys of the peaks, descending.
Buffer<std::uint32_t> sortedPeaks(const Volume& volume, const Basins& basins, Executor& executor,
                                  const Progress& progress) {
  struct Peak {
    std::uint32_t key;
  };
  struct Lane {
    std::vector<Peak> peaks;
    std::vector<std::int64_t> counts = std::vector<std::int64_t>(65536, 0);
    Binned<Peak>::Lane bins;
  };
  const KeyRange all{.low = 0, .high = 0xFFFFFFFF, .shift = 16, .voxels = {}};
  const Blocks& blocks = basins.blocks;
  std::vector<Lane> lanes(static_cast<std::size_t>(laneCount(executor, blocks.count())));
  const auto collect = [&](std::int64_t block, Lane& lane) {
    lane.peaks.clear();
    const Index3 low = blocks.low(block);
    const auto at = static_cast<std::size_t>(block);
    for (std::int64_t i = basins.peakStart[at]; i < basins.peakStart[at + 1]; ++i) {
      const Index3 v = Blocks::voxel(basins.peakPlace[i]);
      lane.peaks.push_back({valueKey(volume.at(low[0] + v[0], low[1] + v[1], low[2] + v[2]))});
    }
  };
  laneBlocks(executor, progress, blocks.count(), 1, lanes, [&](const BlockRange& block, Lane& lane) {
    collect(block.index, lane);
    for (const Peak& peak : lane.peaks) ++lane.counts[all.bin(peak.key)];
  });
  std::vector<std::int64_t> counts(65536, 0);
  for (const Lane& lane : lanes)
    for (std::size_t bin = 0; bin < counts.size(); ++bin) counts[bin] += lane.counts[bin];
  Binned<Peak> binned(all, counts);
  laneBlocks(executor, progress, blocks.count(), 1, lanes, [&](const BlockRange& block, Lane& lane) {
    collect(block.index, lane);
    binned.add(lane.peaks, lane.bins);
  });
  binned.sort(executor, progress);
  Buffer<std::uint32_t> keys(basins.peaks);
  std::ranges::transform(binned.items(), keys.begin(), &Peak::key);
  return keys;
}

/// How many of the first `size` keys, which descend, are at least `key`.
std::int64_t countAtLeast(const Buffer<std::uint32_t>& keys, std::int64_t size, std::uint32_t key) {
  const std::uint32_t* end = keys.data() + size;
  return std::partition_point(keys.data(), end, [key](std::uint32_t k) { return k >= key; }) - keys.data();
}

}  // namespace

struct ComponentTree::Data {
  Buffer<std::uint32_t> peaks;  ///< keys, descending
  Swept swept;
};

ComponentTree::ComponentTree() : m(std::make_unique<Data>()) {}
ComponentTree::~ComponentTree() = default;

std::shared_ptr<const ComponentTree> ComponentTree::build(const Volume& volume, Executor& executor,
                                                          Progress& progress) {
  const std::shared_ptr<ComponentTree> result(new ComponentTree);
  const Uphill uphill = findUphill(volume, executor, progress.part(0.08, "peaks"));
  Progress following = progress.part(0.07, "basins");
  const Basins basins = findBasins(uphill, executor, following);
  result->m->peaks = sortedPeaks(volume, basins, executor, progress.part(0.02, "basins"));
  EdgeStore edges;
  std::vector<KeyExtent> extents;
  findEdges(volume, uphill, basins, edges, extents, executor, progress.part(0.4, "where basins meet"));
  Progress sweeping = progress.part(0.43, "components");
  result->m->swept =
      sweep(volume, uphill, basins, edges, extents, voxelsAtOnce(volume.grid.voxels()), executor, sweeping);
  return result;
}

std::int64_t ComponentTree::buildPeak(std::int64_t voxels) {
  constexpr std::int64_t kScratch = 40 << 20;  // of two threads, and what does not grow with the map
  // Bytes a voxel: steps 1, exits 0.3, peaks (24 bytes each) 0.9, edges (12 bytes, 1.5 a peak) 0.7, those being sorted
  // 0.3. Then the voxels sorted at once, and the steps of the result.
  return voxels * 16 / 5 + 8 * voxelsAtOnce(voxels) + 16 * std::min<std::int64_t>(voxels, 1 << 22) + kScratch;
}

LevelComponents ComponentTree::at(double level) const {
  LevelComponents result;
  result.level = level;
  if (std::isnan(level)) return result;
  const std::uint32_t key = valueKey(floatAtLeast(level));
  result.components = countAtLeast(m->peaks, m->peaks.size(), key) - countAtLeast(m->swept.joins, m->swept.joined, key);
  const Sizes sizes = m->swept.steps.at(key);
  result.voxels = sizes.voxels;
  result.largest = sizes.largest;
  std::ranges::copy(sizes.components, result.bySize.begin());
  return result;
}

std::vector<LevelComponents> ComponentTree::curve(int points, double low, double high) const {
  std::vector<LevelComponents> result;
  for (int i = 0; i < points; ++i) result.push_back(at(points > 1 ? low + (high - low) * i / (points - 1) : low));
  return result;
}

std::int64_t ComponentTree::peaks() const { return m->peaks.size(); }
std::int64_t ComponentTree::bytes() const { return m->peaks.bytes() + m->swept.joins.bytes() + m->swept.steps.bytes(); }

}  // namespace vitrine
