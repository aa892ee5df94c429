#include "core/mask/tree_basins.hpp"

#include "core/base/error.hpp"
#include "core/base/lanes.hpp"

#include <cstring>

namespace vitrine::tree {
namespace {

constexpr std::uint32_t kExitMark = 0x80000000;  // in exitBasin while it still names another exit

/// Distance of a step inside a block.
constexpr std::int32_t localStep(int code) {
  const Index3 d = neighbour(code);
  return d[0] + d[1] * Blocks::kEdge + d[2] * Blocks::kEdge * Blocks::kEdge;
}
constexpr auto kLocalSteps = [] {
  std::array<std::int32_t, 28> steps{};
  for (int code = 0; code < 27; ++code) steps[static_cast<std::size_t>(code)] = localStep(code);
  return steps;
}();

/// Calls visit(local, target) for the voxels of the block whose step leaves it, in order; target is the voxel stepped
/// to, counted from the block's first.
template <class Visit>
void forExits(const Uphill& uphill, const Blocks& blocks, std::int64_t block, Visit visit) {
  const Index3 low = blocks.low(block), size = blocks.size(block);
  constexpr int kLast = Blocks::kEdge - 1;
  for (int z = 0; z < size[2]; ++z)
    for (int y = 0; y < size[1]; ++y) {
      const std::uint8_t* row = uphill.step.data() + uphill.grid.index(low[0], low[1] + y, low[2] + z);
      // Inside the block only the two ends of a row can leave it.
      const bool all = y == 0 || y == kLast || z == 0 || z == kLast;
      for (int x = 0; x < size[0]; x += all || x == kLast ? 1 : kLast) {
        if (row[x] == kNoVoxel || row[x] == kPeak) continue;
        const Index3 step = neighbour(row[x]);
        const Index3 target{x + step[0], y + step[1], z + step[2]};
        if (((target[0] | target[1] | target[2]) & ~kLast) != 0) visit(Blocks::local(x, y, z), target);
      }
    }
}

template <class Visit>
void forPeaks(const Uphill& uphill, const Blocks& blocks, std::int64_t block, Visit visit) {
  const Index3 low = blocks.low(block), size = blocks.size(block);
  for (int z = 0; z < size[2]; ++z)
    for (int y = 0; y < size[1]; ++y) {
      const std::uint8_t* row = uphill.step.data() + uphill.grid.index(low[0], low[1] + y, low[2] + z);
      for (int x = 0; x < size[0]; ++x)
        if (row[x] == kPeak) visit(Blocks::local(x, y, z));
    }
}

void startSums(std::vector<std::int64_t>& counts) {
  std::int64_t start = 0;
  for (std::int64_t& count : counts) {
    const std::int64_t here = count;
    count = start;
    start += here;
  }
}

/// Where the exits of the 26 blocks around `block` that lead into it end: a basin, or an exit of `block`.
void resolveEntries(const Uphill& uphill, Basins& basins, std::int64_t block, BlockLabels& labels) {
  const Blocks& blocks = basins.blocks;
  labels.load(uphill, blocks, block);
  forAnchors(
      basins, block, [&](std::uint32_t local, std::uint32_t basin) { labels.set(local, basin); },
      [&](std::uint32_t local, std::int64_t exit) { labels.set(local, kExitMark | static_cast<std::uint32_t>(exit)); });
  for (int code = 0; code < 27; ++code) {
    if (code == kPeak) continue;
    const Index3 d = neighbour(code), here = blocks.place(block);
    const Index3 from{here[0] - d[0], here[1] - d[1], here[2] - d[2]};
    if (!blocks.contains(from)) continue;
    const auto other = static_cast<std::size_t>(blocks.at(from));
    const Index3 low = blocks.low(static_cast<std::int64_t>(other));
    for (std::int64_t exit = basins.exitStart[other]; exit < basins.exitStart[other + 1]; ++exit) {
      const Index3 v = Blocks::voxel(basins.exitPlace[exit]);
      const Index3 step = neighbour(uphill.step[uphill.grid.index(low[0] + v[0], low[1] + v[1], low[2] + v[2])]);
      const Index3 target{v[0] + step[0], v[1] + step[1], v[2] + step[2]};
      if (target[0] >> Blocks::kShift != d[0] || target[1] >> Blocks::kShift != d[1] ||
          target[2] >> Blocks::kShift != d[2])
        continue;
      constexpr int kInside = Blocks::kEdge - 1;
      basins.exitBasin[exit] =
          labels.resolve(Blocks::local(target[0] & kInside, target[1] & kInside, target[2] & kInside));
    }
  }
}

/// Replaces exits that name exits by the basins at the end of the chain.
void followExits(Buffer<std::uint32_t>& exitBasin, const Progress& progress) {
  std::vector<std::int64_t> path;
  for (std::int64_t exit = 0; exit < exitBasin.size(); ++exit) {
    if ((exit & 0xFFFFF) == 0) progress.throwIfStopped();
    std::int64_t at = exit;
    for (; (exitBasin[at] & kExitMark) != 0; at = exitBasin[at] & ~kExitMark) path.push_back(at);
    for (const std::int64_t passed : path) exitBasin[passed] = exitBasin[at];
    path.clear();
  }
}

}  // namespace

Blocks::Blocks(const Grid& g) : grid(g) {
  for (std::size_t axis = 0; axis < 3; ++axis) counts[axis] = (g.size[axis] + kEdge - 1) / kEdge;
}

Index3 Blocks::place(std::int64_t block) const {
  return {static_cast<int>(block % counts[0]), static_cast<int>(block / counts[0] % counts[1]),
          static_cast<int>(block / (std::int64_t{counts[0]} * counts[1]))};
}

bool Blocks::contains(const Index3& place) const {
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (place[axis] < 0 || place[axis] >= counts[axis]) return false;
  return true;
}

Index3 Blocks::low(std::int64_t block) const {
  const Index3 p = place(block);
  return {p[0] * kEdge, p[1] * kEdge, p[2] * kEdge};
}

Index3 Blocks::size(std::int64_t block) const {
  Index3 result = low(block);
  for (std::size_t axis = 0; axis < 3; ++axis) result[axis] = std::min(kEdge, grid.size[axis] - result[axis]);
  return result;
}

void BlockLabels::load(const Uphill& uphill, const Blocks& blocks, std::int64_t block) {
  const Index3 low = blocks.low(block), size = blocks.size(block);
  for (int z = 0; z < size[2]; ++z)
    for (int y = 0; y < size[1]; ++y) {
      const std::uint32_t start = Blocks::local(0, y, z);
      std::memcpy(m_step.data() + start, uphill.step.data() + uphill.grid.index(low[0], low[1] + y, low[2] + z),
                  static_cast<std::size_t>(size[0]));
      std::fill_n(m_label.data() + start, size[0], kUnknown);
    }
}

std::uint32_t BlockLabels::resolve(std::uint32_t local) {
  std::uint32_t label = m_label[local];
  if (label != kUnknown) return label;
  m_path.clear();
  do {
    m_path.push_back(local);
    local = static_cast<std::uint32_t>(static_cast<std::int32_t>(local) + kLocalSteps[m_step[local]]);
    label = m_label[local];
  } while (label == kUnknown);
  for (const std::uint32_t passed : m_path) m_label[passed] = label;
  return label;
}

std::uint32_t Basins::basinOf(const Uphill& uphill, Index3 voxel) const {
  constexpr int kInside = Blocks::kEdge - 1;
  const std::int64_t block =
      blocks.at({voxel[0] >> Blocks::kShift, voxel[1] >> Blocks::kShift, voxel[2] >> Blocks::kShift});
  const auto at = static_cast<std::size_t>(block);
  for (;;) {
    const std::uint8_t code = uphill.step[uphill.grid.index(voxel[0], voxel[1], voxel[2])];
    const std::uint32_t local = Blocks::local(voxel[0] & kInside, voxel[1] & kInside, voxel[2] & kInside);
    if (code == kPeak) {
      const std::uint32_t* first = peakPlace.data() + peakStart[at];
      const std::uint32_t* last = peakPlace.data() + peakStart[at + 1];
      return static_cast<std::uint32_t>(std::lower_bound(first, last, local) - peakPlace.data());
    }
    const Index3 step = neighbour(code);
    Index3 next = voxel;
    bool leaves = false;
    for (std::size_t axis = 0; axis < 3; ++axis) {
      next[axis] += step[axis];
      leaves = leaves || next[axis] >> Blocks::kShift != voxel[axis] >> Blocks::kShift;
    }
    if (leaves) {
      const std::uint32_t* first = exitPlace.data() + exitStart[at];
      const std::uint32_t* last = exitPlace.data() + exitStart[at + 1];
      return exitBasin[std::lower_bound(first, last, local) - exitPlace.data()];
    }
    voxel = next;
  }
}

Basins findBasins(const Uphill& uphill, Executor& executor, Progress& progress) {
  if (uphill.grid.voxels() > std::int64_t{0xFFFFFFFF})
    throw NotMeasurable("the map has more than 4294967295 voxels; components at every level are found in smaller maps");
  Basins basins;
  basins.blocks = Blocks(uphill.grid);
  const Blocks& blocks = basins.blocks;
  const std::int64_t count = blocks.count();
  basins.peakStart.assign(static_cast<std::size_t>(count) + 1, 0);
  basins.exitStart.assign(static_cast<std::size_t>(count) + 1, 0);
  parallelBlocks(executor, progress.part(0.2), count, 1, [&](const BlockRange& block) {
    std::int64_t peaks = 0, exits = 0;
    forPeaks(uphill, blocks, block.index, [&](std::uint32_t) { ++peaks; });
    forExits(uphill, blocks, block.index, [&](std::uint32_t, const Index3&) { ++exits; });
    basins.peakStart[static_cast<std::size_t>(block.index)] = peaks;
    basins.exitStart[static_cast<std::size_t>(block.index)] = exits;
  });
  startSums(basins.peakStart);
  startSums(basins.exitStart);
  basins.peaks = basins.peakStart.back();
  basins.peakPlace = Buffer<std::uint32_t>(basins.peaks);
  basins.exitPlace = Buffer<std::uint32_t>(basins.exitStart.back());
  basins.exitBasin = Buffer<std::uint32_t>(basins.exitStart.back());
  parallelBlocks(executor, progress.part(0.2), count, 1, [&](const BlockRange& block) {
    std::uint32_t* peak = basins.peakPlace.data() + basins.peakStart[static_cast<std::size_t>(block.index)];
    std::uint32_t* exit = basins.exitPlace.data() + basins.exitStart[static_cast<std::size_t>(block.index)];
    forPeaks(uphill, blocks, block.index, [&](std::uint32_t local) { *peak++ = local; });
    forExits(uphill, blocks, block.index, [&](std::uint32_t local, const Index3&) { *exit++ = local; });
  });

  std::vector<BlockLabels> lanes(static_cast<std::size_t>(laneCount(executor, count)));
  laneBlocks(executor, progress.part(0.5), count, 1, lanes, [&](const BlockRange& block, BlockLabels& labels) {
    resolveEntries(uphill, basins, block.index, labels);
  });
  followExits(basins.exitBasin, progress);
  return basins;
}

}  // namespace vitrine::tree
