// From the highest voxel to the lowest: components join and grow, and their sizes are written down.
#pragma once

#include "core/mask/tree_edges.hpp"
#include "core/mask/tree_steps.hpp"

namespace vitrine::tree {

/// What stays of a component tree.
struct Swept {
  Buffer<std::uint32_t> joins;  ///< keys at which two components become one, descending; the first `joined` count
  std::int64_t joined = 0;
  Steps steps;
};

/// Joins the basins along `edges` (Kruskal: highest first) while adding the voxels. All voxels are visited in order of
/// value, a range of values at a time: each range is one pass over steps and map, in parallel, that collects the
/// voxels in it with their components, sorts them, and one serial walk over them.
/// @param voxelsAtOnce  largest number of voxels collected, 8 bytes each
/// @throws MemoryError, Cancelled
Swept sweep(const Volume& volume, const Uphill& uphill, const Basins& basins, const EdgeStore& edges,
            const std::vector<KeyExtent>& extents, std::int64_t voxelsAtOnce, Executor& executor, Progress& progress);

/// Voxels between two steps, when `voxels` have been added: 1 in maps of up to 2^22 voxels; beyond, at most 2^-20 of
/// the box and at most 1/1024 of `voxels`.
std::int64_t stepLength(std::int64_t box, std::int64_t voxels);

}  // namespace vitrine::tree
