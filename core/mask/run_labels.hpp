// Runs of a mask's rows and the components they belong to. Private to core/mask: what labelling and selecting share.
#pragma once

#include "core/mask/components.hpp"
#include "core/mask/row_bits.hpp"

#include <optional>
#include <vector>

namespace vitrine {

/// Planes worked on by one job.
inline constexpr int kSlabPlanes = 16;

/// Set voxels first .. last of one x row.
struct Run {
  std::uint16_t first, last;
};

/// Runs of all rows in raster order; rowStart[y + ny z] is the first of its row, with one more entry at the end.
/// Components are numbered in raster order of their first voxels.
struct RunLabels {
  Grid grid;
  Buffer<std::uint32_t> rowStart;
  Buffer<Run> runs;
  Buffer<std::uint32_t> component;  ///< of each run
  Buffer<std::int64_t> voxels;      ///< of each component

  std::int64_t count() const { return voxels.size(); }
  std::int64_t row(int y, int z) const { return y + std::int64_t{grid.size[1]} * z; }
  std::uint32_t begin(std::int64_t row) const { return rowStart[row]; }
  std::uint32_t end(std::int64_t row) const { return rowStart[row + 1]; }
  /// Component of a voxel; empty if it is not in the mask or not in the box.
  std::optional<std::uint32_t> at(const Index3& voxel) const;
};

/// Labels a mask that is not empty, with 26 neighbours. Cost and limits: see labelComponents().
/// @throws NotMeasurable, MemoryError, Cancelled
RunLabels labelRuns(const Mask& mask, Executor& executor, Progress& progress, std::int64_t maximumRuns);

/// Box, centroid and first voxel of the components `numbers`, in their order. One pass over the runs.
/// @pre the last of them is the smallest
std::vector<Component> describe(const RunLabels& labels, const std::vector<std::uint32_t>& numbers);

/// The voxels of those components for which keep(number) is true, as a mask.
template <class Keep>
Mask maskOf(const RunLabels& labels, Executor& executor, const Progress& progress, Keep keep) {
  Mask mask(labels.grid);
  const auto setRun = [](std::uint64_t* words, int first, int last) {
    for (int word = first >> 6; word <= last >> 6; ++word)
      words[word] |= rangeBits(word, first, last + std::int64_t{1});
  };
  parallelBlocks(executor, progress, labels.grid.size[2], kSlabPlanes, [&](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < labels.grid.size[1]; ++y)
        for (std::uint32_t run = labels.begin(labels.row(y, z)); run < labels.end(labels.row(y, z)); ++run)
          if (keep(labels.component[run])) setRun(mask.row(y, z), labels.runs[run].first, labels.runs[run].last);
  });
  for (std::int64_t number = 0; number < labels.count(); ++number)
    if (keep(static_cast<std::uint32_t>(number))) mask.count += labels.voxels[number];
  return mask;
}

}  // namespace vitrine
