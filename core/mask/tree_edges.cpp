#include "core/mask/tree_edges.hpp"

#include "core/base/lanes.hpp"
#include "core/mask/row_bits.hpp"

#include <bit>
#include <limits>
#include <numeric>

#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define VITRINE_TREE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define VITRINE_TREE_WIDE
#endif

namespace vitrine::tree {
namespace {

constexpr int kPadded = Blocks::kEdge + 2;  // a block with one voxel around it
constexpr std::int64_t kPaddedVoxels = std::int64_t{kPadded} * kPadded * kPadded;

constexpr std::int32_t paddedStep(int code) {
  const Index3 d = neighbour(code);
  return d[0] + kPadded * (d[1] + kPadded * d[2]);
}
constexpr auto kSteps = [] {
  std::array<std::int32_t, 27> steps{};
  for (int code = 0; code < 27; ++code) steps[static_cast<std::size_t>(code)] = paddedStep(code);
  return steps;
}();

/// Number of a voxel in the padded block; 0, 0, 0 is the block's first voxel.
constexpr std::int32_t padded(int x, int y, int z) { return x + 1 + kPadded * (y + 1 + kPadded * (z + 1)); }

/// Bit `code` of meetings[i] is set if that neighbour of voxel i is higher and belongs to another basin. Equal values:
/// the neighbour that comes earlier in raster order (a lower number than kPeak) is higher.
VITRINE_TREE_WIDE void findMeetings(const std::int32_t* keys, const std::int32_t* basins, int n,
                                    std::uint32_t* meetings) {
  for (int i = 0; i < n; ++i) meetings[i] = 0;
  for (int code = 0; code < 27; ++code) {
    const std::int32_t* otherKeys = keys + kSteps[static_cast<std::size_t>(code)];
    const std::int32_t* otherBasins = basins + kSteps[static_cast<std::size_t>(code)];
    const std::uint32_t bit = 1U << code;
    if (code < kPeak)
      for (int i = 0; i < n; ++i) meetings[i] |= (otherKeys[i] >= keys[i]) & (otherBasins[i] != basins[i]) ? bit : 0U;
    else
      for (int i = 0; i < n; ++i) meetings[i] |= (otherKeys[i] > keys[i]) & (otherBasins[i] != basins[i]) ? bit : 0U;
  }
}

/// Basin numbers of the map to small numbers of a block: its own peaks first, then what else appears.
class LocalBasins {
public:
  void start(std::int64_t firstPeak, std::int64_t peaks) {
    m_first = firstPeak;
    m_peaks = peaks;
    m_other.clear();
    if (m_slots.empty()) m_slots.resize(1 << 13);
    std::fill(m_slots.begin(), m_slots.end(), Slot{});
  }
  std::int32_t number(std::uint32_t basin) {
    const std::int64_t own = basin - m_first;
    if (own >= 0 && own < m_peaks) return static_cast<std::int32_t>(own);
    if (2 * m_other.size() >= m_slots.size()) grow();
    Slot& slot = find(basin);
    if (slot.number < 0) {
      slot = {basin, static_cast<std::int32_t>(m_peaks + static_cast<std::int64_t>(m_other.size()))};
      m_other.push_back(basin);
    }
    return slot.number;
  }
  std::uint32_t basin(std::int32_t number) const {
    return number < m_peaks ? static_cast<std::uint32_t>(m_first + number)
                            : m_other[static_cast<std::size_t>(number - m_peaks)];
  }
  std::size_t size() const { return static_cast<std::size_t>(m_peaks) + m_other.size(); }

private:
  struct Slot {
    std::uint32_t basin = 0;
    std::int32_t number = -1;
  };
  Slot& find(std::uint32_t basin) {
    std::size_t place = (basin * std::uint64_t{0x9E3779B97F4A7C15}) >> 32;
    for (;; ++place) {
      Slot& slot = m_slots[place & (m_slots.size() - 1)];
      if (slot.number < 0 || slot.basin == basin) return slot;
    }
  }
  void grow() {
    m_slots.assign(2 * m_slots.size(), Slot{});
    for (std::size_t i = 0; i < m_other.size(); ++i)
      find(m_other[i]) = {m_other[i], static_cast<std::int32_t>(m_peaks + static_cast<std::int64_t>(i))};
  }

  std::int64_t m_first = 0, m_peaks = 0;
  std::vector<std::uint32_t> m_other;
  std::vector<Slot> m_slots;  ///< open addressing, a power of two, at most half full
};

/// Components of a block's basins. A hundred times more pairs are asked about than joined, so the answer is one
/// comparison and joining is what costs: the smaller component takes the other's name.
class LocalComponents {
public:
  void start(std::size_t basins) {
    m_name.resize(basins);
    m_next.resize(basins);
    std::iota(m_name.begin(), m_name.end(), 0);
    std::iota(m_next.begin(), m_next.end(), 0);
    m_size.assign(basins, 1);
  }
  /// False if they are joined already.
  bool join(std::int32_t a, std::int32_t b) {
    std::int32_t from = name(a), to = name(b);
    if (from == to) return false;
    if (size(from) > size(to)) std::swap(from, to);
    size(to) += size(from);
    std::int32_t member = from;
    do {
      name(member) = to;
      member = next(member);
    } while (member != from);
    std::swap(next(from), next(to));  // two rings become one
    return true;
  }

private:
  std::int32_t& name(std::int32_t basin) { return m_name[static_cast<std::size_t>(basin)]; }
  std::int32_t& next(std::int32_t basin) { return m_next[static_cast<std::size_t>(basin)]; }
  std::int32_t& size(std::int32_t component) { return m_size[static_cast<std::size_t>(component)]; }

  std::vector<std::int32_t> m_name;  ///< of each basin: one of its component's
  std::vector<std::int32_t> m_next;  ///< the members of a component in a ring
  std::vector<std::int32_t> m_size;  ///< of a component, at its name
};

/// A voxel where basins meet.
struct Meeting {
  std::uint32_t key = 0;
  std::int32_t place = 0;  ///< in the padded block
};

/// Scratch of one thread, about 9 MB.
class BlockForest {
public:
  BlockForest()
      : m_keys(kPaddedVoxels),
        m_basins(kPaddedVoxels),
        m_higher(kPaddedVoxels),
        m_meetings(Blocks::kVoxels),
        m_temp(Blocks::kVoxels) {}

  void work(const Volume& volume, const Uphill& uphill, const Basins& basins, std::int64_t block, EdgeStore& edges,
            KeyExtent& extent) {
    m_local.start(
        basins.peakStart[static_cast<std::size_t>(block)],
        basins.peakStart[static_cast<std::size_t>(block) + 1] - basins.peakStart[static_cast<std::size_t>(block)]);
    fillInside(volume, uphill, basins, block, extent);
    fillAround(volume, uphill, basins, block);
    if (m_local.size() < 2) return;
    const std::int64_t meetings = listMeetings(basins.blocks.size(block));
    sortDescending(m_meetings.data(), m_temp.data(), meetings, 32);
    join(meetings);
    edges.append(m_edges);
  }

private:
  void put(const Volume& volume, std::int64_t index, std::int32_t place, std::int32_t basin) {
    m_keys[place] = signedKey(volume.data[index]);
    m_basins[place] = basin;
  }

  void fillInside(const Volume& volume, const Uphill& uphill, const Basins& basins, std::int64_t block,
                  KeyExtent& extent) {
    const Blocks& blocks = basins.blocks;
    const Index3 low = blocks.low(block), size = blocks.size(block);
    m_labels.load(uphill, blocks, block);
    const auto set = [&](std::uint32_t local, std::uint32_t basin) {
      m_labels.set(local, static_cast<std::uint32_t>(m_local.number(basin)));
    };
    forAnchors(basins, block, set, [&](std::uint32_t local, std::int64_t exit) { set(local, basins.exitBasin[exit]); });
    std::int32_t lowest = std::numeric_limits<std::int32_t>::max(), highest = kNoSignedKey;
    for (int z = 0; z < size[2]; ++z)
      for (int y = 0; y < size[1]; ++y)
        for (int x = 0; x < size[0]; ++x) {
          const std::uint32_t local = Blocks::local(x, y, z);
          const bool isNumber = m_labels.step(local) != kNoVoxel;
          const std::int32_t place = padded(x, y, z);
          put(volume, volume.grid.index(low[0] + x, low[1] + y, low[2] + z), place,
              isNumber ? static_cast<std::int32_t>(m_labels.resolve(local)) : -1);
          if (!isNumber) continue;
          lowest = std::min(lowest, m_keys[place]);
          highest = std::max(highest, m_keys[place]);
        }
    if (highest == kNoSignedKey) return;
    extent.low = static_cast<std::uint32_t>(lowest) ^ 0x80000000U;
    extent.high = static_cast<std::uint32_t>(highest) ^ 0x80000000U;
  }

  /// The layer of voxels around the block.
  void fillAround(const Volume& volume, const Uphill& uphill, const Basins& basins, std::int64_t block) {
    const Grid& grid = volume.grid;
    const Index3 low = basins.blocks.low(block), size = basins.blocks.size(block);
    for (int z = -1; z <= size[2]; ++z)
      for (int y = -1; y <= size[1]; ++y) {
        const bool all = z < 0 || z == size[2] || y < 0 || y == size[1];
        for (int x = -1; x <= size[0]; x += all ? 1 : size[0] + 1) {
          const Index3 v{low[0] + x, low[1] + y, low[2] + z};
          const std::int32_t place = padded(x, y, z);
          m_keys[place] = kNoSignedKey;
          m_basins[place] = -1;
          if (v[0] < 0 || v[1] < 0 || v[2] < 0 || v[0] >= grid.size[0] || v[1] >= grid.size[1] || v[2] >= grid.size[2])
            continue;
          const std::int64_t index = grid.index(v[0], v[1], v[2]);
          if (uphill.step[index] != kNoVoxel) put(volume, index, place, m_local.number(basins.basinOf(uphill, v)));
        }
      }
  }

  /// Lists the voxels where basins meet and returns how many there are.
  std::int64_t listMeetings(const Index3& size) {
    std::int64_t count = 0;
    for (int z = 0; z < size[2]; ++z)
      for (int y = 0; y < size[1]; ++y) {
        const std::int32_t row = padded(0, y, z);
        findMeetings(m_keys.data() + row, m_basins.data() + row, size[0], m_higher.data() + row);
        for (int x = 0; x < size[0]; ++x) {
          m_meetings[count] = {static_cast<std::uint32_t>(m_keys[row + x]) ^ 0x80000000U, row + x};
          // A voxel that is no number finds every number higher, but meets nothing.
          count += m_higher[row + x] != 0 && m_basins[row + x] >= 0 ? 1 : 0;
        }
      }
    return count;
  }

  /// Kruskal over the voxels of the block, highest first.
  void join(std::int64_t count) {
    m_components.start(m_local.size());
    m_edges.clear();
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int32_t place = m_meetings[i].place, own = m_basins[place];
      forEachBit(m_higher[place], [&](int code) {
        const std::int32_t basin = m_basins[place + kSteps[static_cast<std::size_t>(code)]];
        if (m_components.join(own, basin))
          m_edges.push_back({m_meetings[i].key, m_local.basin(own), m_local.basin(basin)});
      });
    }
  }

  BlockLabels m_labels;
  LocalBasins m_local;
  Buffer<std::int32_t> m_keys, m_basins;  ///< of the padded block: signed key, number in m_local or -1
  Buffer<std::uint32_t> m_higher;         ///< of the padded block: what findMeetings() finds
  Buffer<Meeting> m_meetings, m_temp;
  LocalComponents m_components;
  std::vector<Edge> m_edges;
};

}  // namespace

void EdgeStore::append(std::span<const Edge> edges) {
  const std::scoped_lock lock(m_mutex);
  for (const Edge& edge : edges) {
    if (size % kChunk == 0) chunks.emplace_back(kChunk);
    chunks.back()[size++ % kChunk] = edge;
  }
}

void findEdges(const Volume& volume, const Uphill& uphill, const Basins& basins, EdgeStore& edges,
               std::vector<KeyExtent>& extents, Executor& executor, const Progress& progress) {
  const std::int64_t count = basins.blocks.count();
  extents.assign(static_cast<std::size_t>(count), KeyExtent{});
  std::vector<BlockForest> lanes(static_cast<std::size_t>(laneCount(executor, count)));
  laneBlocks(executor, progress, count, 1, lanes, [&](const BlockRange& block, BlockForest& forest) {
    forest.work(volume, uphill, basins, block.index, edges, extents[static_cast<std::size_t>(block.index)]);
  });
}

}  // namespace vitrine::tree
