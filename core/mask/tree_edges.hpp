// Where basins meet: the edges from which the component tree is joined.
#pragma once

#include "core/mask/tree_basins.hpp"
#include "core/mask/tree_bins.hpp"

#include <mutex>
#include <vector>

namespace vitrine::tree {

/// Two basins touch at a voxel of this value: at levels up to it they are one component.
struct Edge {
  std::uint32_t key = 0;  ///< valueKey of the voxel
  std::uint32_t a = 0, b = 0;
};

/// Edges of the whole map, 12 bytes each, in no particular order.
struct EdgeStore {
  static constexpr std::int64_t kChunk = 1 << 19;
  std::vector<Buffer<Edge>> chunks;
  std::int64_t size = 0;

  void append(std::span<const Edge> edges);  ///< thread-safe
  std::span<const Edge> chunk(std::int64_t number) const {
    return chunks[static_cast<std::size_t>(number)].span().first(
        static_cast<std::size_t>(std::min(kChunk, size - number * kChunk)));
  }

private:
  std::mutex m_mutex;
};

/// Lowest and highest key of a block's voxels: what lies in no range is not read again.
struct KeyExtent {
  std::uint32_t low = 0xFFFFFFFF, high = kNoKey;
};

/// For each block the maximum spanning forest of the graph of basins that its voxels touch: an edge that is the weakest
/// of a cycle in a block is so in the map, and can join nothing there (Kruskal 1956, doi:10.2307/2033241). A voxel's
/// pairs with higher neighbours belong to its own block, so each pair is seen once. In white noise there are about 1.5
/// edges a peak. `extents` receives an entry per block.
/// @throws MemoryError, Cancelled
void findEdges(const Volume& volume, const Uphill& uphill, const Basins& basins, EdgeStore& edges,
               std::vector<KeyExtent>& extents, Executor& executor, const Progress& progress);

}  // namespace vitrine::tree
