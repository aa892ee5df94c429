#include "core/checks/blocres/lattice.hpp"

#include <algorithm>

namespace vitrine::blocres {
namespace {

void recount(Mask& mask, Executor& executor, const Progress& progress) {
  mask.count = orderedReduce(
      executor, progress, mask.words.size(), std::int64_t{1} << 16, std::int64_t{0},
      [&](const BlockRange& block, std::int64_t& count) {
        for (std::int64_t i = block.begin; i < block.end; ++i) count += std::popcount(mask.words[i]);
      },
      [](std::int64_t& total, std::int64_t next) { total += next; });
}

}  // namespace

NodeWeights nodeWeights(int x, int step) {
  NodeWeights nodes{x / step, 1, {1}};
  if (x % step == 0) return nodes;
  const double t = static_cast<double>(x % step) / step + (kBelow - 1);
  nodes.first -= kBelow - 1;
  nodes.count = kNodes;
  for (int j = 0; j < kNodes; ++j) {
    double weight = 1;
    for (int i = 0; i < kNodes; ++i)
      if (i != j) weight *= (t - i) / (j - i);
    nodes.weight[static_cast<std::size_t>(j)] = static_cast<float>(weight);
  }
  return nodes;
}

Grid latticeGrid(const Grid& grid, int step) {
  Grid lattice = grid;
  for (std::size_t i = 0; i < 3; ++i) {
    lattice.size[i] = step == 1 ? grid.size[i] : (grid.size[i] - 1) / step + 1 + kNodes - kBelow;
    lattice.voxelSize[i] *= step;
  }
  return lattice;
}

void neededInRow(const std::uint64_t* voxels, std::int64_t words, int step, std::uint64_t* nodes) {
  forBits(voxels, words, [&](int x) {
    const int m = x / step;
    const bool isNode = x == m * step;
    const int first = isNode ? m : m - kBelow + 1, last = isNode ? m : m + kNodes - kBelow;
    for (int i = first; i <= last; ++i) nodes[i >> 6] |= std::uint64_t{1} << (i & 63);
  });
}

Mask neededNodes(const Mask& voxels, int step, Executor& executor, const Progress& progress) {
  Mask nodes(latticeGrid(voxels.grid, step));
  const auto [nx, ny, nz] = voxels.grid.size;
  const std::int64_t words = nodes.wordsPerRow();
  parallelBlocks(executor, progress, nodes.grid.size[2], 1, [&, rows = ny, planes = nz](const BlockRange& block) {
    const int plane = static_cast<int>(block.begin);
    std::vector<std::uint64_t> along(static_cast<std::size_t>(words));
    // Voxel planes that may ask for this one.
    const int begin = step * (plane - (kNodes - kBelow)), end = step * (plane + kBelow);
    for (int z = std::max(0, begin); z < std::min(planes, end); ++z) {
      const NodeWeights alongZ = nodeWeights(z, step);
      if (plane < alongZ.first || plane >= alongZ.first + alongZ.count) continue;
      for (int y = 0; y < rows; ++y) {
        const std::uint64_t* row = voxels.row(y, z);
        if (std::all_of(row, row + voxels.wordsPerRow(), [](std::uint64_t word) { return word == 0; })) continue;
        std::ranges::fill(along, 0);
        neededInRow(row, voxels.wordsPerRow(), step, along.data());
        const NodeWeights alongY = nodeWeights(y, step);
        for (int m = alongY.first; m < alongY.first + alongY.count; ++m)
          for (std::int64_t w = 0; w < words; ++w) nodes.row(m, plane)[w] |= along[static_cast<std::size_t>(w)];
      }
    }
  });
  recount(nodes, executor, Progress());
  return nodes;
}

Mask sampledNodes(const Mask& voxels, int step, Executor& executor, const Progress& progress) {
  Mask nodes(latticeGrid(voxels.grid, step));
  const auto [nx, ny, nz] = voxels.grid.size;
  parallelBlocks(executor, progress, (nz - 1) / step + 1, 1, [&, columns = nx, rows = ny](const BlockRange& block) {
    const int m = static_cast<int>(block.begin);
    for (int y = 0; y < rows; y += step)
      for (int x = 0; x < columns; x += step)
        if (voxels.at(x, y, m * step)) nodes.set(x / step, y / step, m);
  });
  recount(nodes, executor, Progress());
  return nodes;
}

std::vector<std::int64_t> bitsBeforeRows(const Mask& mask) {
  const std::int64_t rows = std::int64_t{mask.grid.size[1]} * mask.grid.size[2], words = mask.wordsPerRow();
  std::vector<std::int64_t> before(static_cast<std::size_t>(rows) + 1);
  for (std::int64_t row = 0; row < rows; ++row) {
    std::int64_t count = 0;
    for (std::int64_t w = 0; w < words; ++w) count += std::popcount(mask.words[row * words + w]);
    before[static_cast<std::size_t>(row) + 1] = before[static_cast<std::size_t>(row)] + count;
  }
  return before;
}

}  // namespace vitrine::blocres
