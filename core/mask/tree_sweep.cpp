#include "core/mask/tree_sweep.hpp"

#include "core/base/lanes.hpp"
#include "core/mask/tree_growth.hpp"
#include "core/mask/tree_ranges.hpp"

#include <mutex>

namespace vitrine::tree {
namespace {

/// A voxel of a range: its value and the component it joins.
struct Entry {
  std::uint32_t component = 0;
  std::uint32_t key = 0;
};

struct Sources {
  const Volume& volume;
  const Uphill& uphill;
  const Basins& basins;
  const EdgeStore& edges;
  const std::vector<KeyExtent>& extents;
};

/// Finds the voxels of one range in one block. Scratch of one thread, about 5 MB.
struct VoxelLane {
  BlockLabels labels;
  std::vector<Entry> entries;  ///< first component = place in the block
  Binned<Entry>::Lane bins;

  /// Fills `entries` with the block's voxels in the range and their components.
  void collect(const Sources& from, const Growth& growth, const KeyRange& range, std::int64_t block) {
    entries.clear();
    const KeyExtent& extent = from.extents[static_cast<std::size_t>(block)];
    if (extent.high < range.low || extent.low > range.high) return;
    const Blocks& blocks = from.basins.blocks;
    const Index3 low = blocks.low(block), size = blocks.size(block);
    entries.resize(static_cast<std::size_t>(Blocks::kVoxels));
    std::size_t found = 0;
    for (int z = 0; z < size[2]; ++z)
      for (int y = 0; y < size[1]; ++y) {
        const float* row = from.volume.data.data() + from.volume.grid.index(low[0], low[1] + y, low[2] + z);
        for (int x = 0; x < size[0]; ++x) {
          const std::uint32_t key = valueKey(row[x]);
          entries[found] = {Blocks::local(x, y, z), key};
          found += range.contains(key) ? 1 : 0;
        }
      }
    entries.resize(found);
    if (found == 0) return;
    labels.load(from.uphill, blocks, block);
    forAnchors(
        from.basins, block,
        [&](std::uint32_t local, std::uint32_t basin) { labels.set(local, growth.flatRoot(basin)); },
        [&](std::uint32_t local, std::int64_t exit) {
          labels.set(local, growth.flatRoot(from.basins.exitBasin[exit]));
        });
    for (Entry& entry : entries) entry.component = labels.resolve(entry.component);
  }
};

struct EdgeLane {
  std::vector<Edge> edges;
  std::vector<std::int64_t> counts;
  Binned<Edge>::Lane bins;
};

/// The edges of a range, highest first.
Buffer<Edge> edgesOf(const EdgeStore& store, const KeyRange& range, Executor& executor, const Progress& progress) {
  const auto chunks = static_cast<std::int64_t>(store.chunks.size());
  std::vector<EdgeLane> lanes(static_cast<std::size_t>(laneCount(executor, chunks)));
  laneBlocks(executor, progress, chunks, 1, lanes, [&](const BlockRange& chunk, EdgeLane& lane) {
    lane.counts.resize(range.bins(), 0);
    for (const Edge& edge : store.chunk(chunk.index))
      if (range.contains(edge.key)) ++lane.counts[range.bin(edge.key)];
  });
  std::vector<std::int64_t> counts(range.bins(), 0);
  for (const EdgeLane& lane : lanes)
    for (std::size_t bin = 0; bin < lane.counts.size(); ++bin) counts[bin] += lane.counts[bin];
  Binned<Edge> binned(range, counts);
  laneBlocks(executor, progress, chunks, 1, lanes, [&](const BlockRange& chunk, EdgeLane& lane) {
    lane.edges.clear();
    for (const Edge& edge : store.chunk(chunk.index))
      if (range.contains(edge.key)) lane.edges.push_back(edge);
    binned.add(lane.edges, lane.bins);
  });
  binned.sort(executor, progress);
  return binned.take();
}

/// The serial walk.
class Walk {
public:
  Walk(std::int64_t box, std::int64_t basins, Swept& swept) : growth(basins), m_box(box), m_swept(swept) {
    swept.joins = Buffer<std::uint32_t>(basins);
  }

  /// The edges of the range that follows.
  void take(Buffer<Edge> edges) {
    m_edges = std::move(edges);
    m_edge = 0;
  }
  /// Voxels in descending order. @throws Cancelled
  void add(std::span<const Entry> entries, const Progress& progress) {
    for (std::size_t i = 0; i < entries.size();) {
      if (++m_values % 65536 == 0) progress.throwIfStopped();
      const std::uint32_t key = entries[i].key;
      joinAbove(key);
      for (; i < entries.size() && entries[i].key == key; ++i) growth.add(entries[i].component, 1);
      valueEnds(key);
    }
  }
  /// All voxels of this value have been added.
  void valueEnds(std::uint32_t key) {
    m_lastKey = key;
    if (growth.sizes().voxels - m_noted >= stepLength(m_box, m_noted)) note();
  }
  void end() {
    if (growth.sizes().voxels > m_noted) note();
    m_swept.steps.shrink();
  }
  /// The range is done: no edge of it is left.
  void finishEdges() {
    joinWhile([](std::uint32_t) { return true; });
  }

  Growth growth;

private:
  template <class Wanted>
  void joinWhile(Wanted wanted) {
    for (; m_edge < m_edges.size() && wanted(m_edges[m_edge].key); ++m_edge)
      if (growth.join(m_edges[m_edge].a, m_edges[m_edge].b)) m_swept.joins[m_swept.joined++] = m_edges[m_edge].key;
  }
  void joinAbove(std::uint32_t key) {
    joinWhile([key](std::uint32_t edge) { return edge > key; });
  }
  void note() {
    const std::uint32_t key = m_lastKey;
    joinWhile([key](std::uint32_t edge) { return edge >= key; });
    m_noted = growth.sizes().voxels;
    m_swept.steps.add(key, growth.sizes());
  }

  std::int64_t m_box;
  Swept& m_swept;
  Buffer<Edge> m_edges;
  std::int64_t m_edge = 0;
  std::int64_t m_noted = 0;  ///< voxels at the last step
  std::int64_t m_values = 0;
  std::uint32_t m_lastKey = 0;
};

/// One value with more voxels than can be collected: their order does not matter, so they are added as they come.
void addOneValue(const Sources& from, const KeyRange& range, Walk& walk, std::vector<VoxelLane>& lanes,
                 Executor& executor, const Progress& progress) {
  std::mutex adding;
  laneBlocks(executor, progress, from.basins.blocks.count(), 1, lanes, [&](const BlockRange& block, VoxelLane& lane) {
    lane.collect(from, walk.growth, range, block.index);
    const std::scoped_lock lock(adding);
    for (std::size_t i = 0; i < lane.entries.size();) {
      const std::size_t begin = i;
      const std::uint32_t component = lane.entries[begin].component;
      while (i < lane.entries.size() && lane.entries[i].component == component) ++i;
      walk.growth.add(component, static_cast<std::uint32_t>(i - begin));
    }
  });
  walk.valueEnds(range.low);
}

}  // namespace

std::int64_t stepLength(std::int64_t box, std::int64_t voxels) {
  if (box <= std::int64_t{1} << 22) return 1;
  return std::max<std::int64_t>(1, std::min(box >> 20, voxels >> 10));
}

Swept sweep(const Volume& volume, const Uphill& uphill, const Basins& basins, const EdgeStore& edges,
            const std::vector<KeyExtent>& extents, std::int64_t voxelsAtOnce, Executor& executor, Progress& progress) {
  const Sources from{volume, uphill, basins, edges, extents};
  const std::int64_t blocks = basins.blocks.count();
  const std::vector<KeyRange> ranges = cutRanges(volume, uphill.histogram, voxelsAtOnce, executor, progress.part(0.05));
  Swept swept;
  Walk walk(volume.grid.voxels(), basins.peaks, swept);
  std::vector<VoxelLane> lanes(static_cast<std::size_t>(laneCount(executor, blocks)));
  for (const KeyRange& range : ranges) {
    const Progress part = progress.part(0.95 / static_cast<double>(ranges.size()));
    walk.take(edgesOf(edges, range, executor, Progress(nullptr, part.stopToken())));
    walk.growth.flatten(part);
    if (range.low == range.high) {
      addOneValue(from, range, walk, lanes, executor, part);
    } else {
      Binned<Entry> voxels(range, range.voxels);
      laneBlocks(executor, part, blocks, 1, lanes, [&](const BlockRange& block, VoxelLane& lane) {
        lane.collect(from, walk.growth, range, block.index);
        voxels.add(lane.entries, lane.bins);
      });
      voxels.sort(executor, Progress(nullptr, part.stopToken()));
      walk.add(voxels.items(), part);
    }
    walk.finishEdges();
  }
  walk.end();
  return swept;
}

}  // namespace vitrine::tree
