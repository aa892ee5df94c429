// To which peak each voxel of a map belongs, block by block, without a label per voxel.
#pragma once

#include "core/mask/tree_uphill.hpp"

#include <vector>

namespace vitrine::tree {

/// The box cut into blocks of 64 voxels an edge (fewer at the far faces). Inside a block voxels are numbered with the
/// fixed strides 1, 64, 4096.
struct Blocks {
  static constexpr int kEdge = 64, kShift = 6;
  static constexpr int kVoxels = kEdge * kEdge * kEdge;

  Grid grid;
  Index3 counts{0, 0, 0};

  Blocks() = default;
  explicit Blocks(const Grid& g);
  std::int64_t count() const { return std::int64_t{counts[0]} * counts[1] * counts[2]; }
  Index3 place(std::int64_t block) const;  ///< of the block among blocks
  std::int64_t at(const Index3& place) const {
    return place[0] + std::int64_t{counts[0]} * (place[1] + std::int64_t{counts[1]} * place[2]);
  }
  bool contains(const Index3& place) const;
  Index3 low(std::int64_t block) const;   ///< its first voxel
  Index3 size(std::int64_t block) const;  ///< 1..64 along each axis

  static constexpr std::uint32_t local(int x, int y, int z) {
    return static_cast<std::uint32_t>(x + (y << kShift) + (z << 2 * kShift));
  }
  static constexpr Index3 voxel(std::uint32_t local) {
    return {static_cast<int>(local & (kEdge - 1)), static_cast<int>(local >> kShift & (kEdge - 1)),
            static_cast<int>(local >> 2 * kShift)};
  }
};

/// The basins of the peaks. Basin numbers 0 .. peaks - 1 go by block and by place inside it. What is kept are the peaks
/// and, for each voxel whose step leaves its block (an exit), the basin it ends in: 4 bytes a peak and 8 an exit, so
/// that the labels of any one block can be made again from its steps alone.
struct Basins {
  Blocks blocks;
  std::int64_t peaks = 0;
  std::vector<std::int64_t> peakStart, exitStart;  ///< per block, and one more
  Buffer<std::uint32_t> peakPlace, exitPlace;      ///< local numbers, ascending in each block
  Buffer<std::uint32_t> exitBasin;

  /// Basin of a voxel, followed step by step to the end of its block. @pre it is a number
  std::uint32_t basinOf(const Uphill& uphill, Index3 voxel) const;
};

/// @throws MemoryError, Cancelled, NotMeasurable for maps of 2^32 voxels or more
Basins findBasins(const Uphill& uphill, Executor& executor, Progress& progress);

/// The labels of one block, found when asked for. Scratch of one thread: 1.3 MB.
class BlockLabels {
public:
  static constexpr std::uint32_t kUnknown = 0xFFFFFFFF;

  BlockLabels() : m_step(Blocks::kVoxels), m_label(Blocks::kVoxels) {}
  /// Copies the steps of the block and forgets all labels.
  void load(const Uphill& uphill, const Blocks& blocks, std::int64_t block);
  /// Label of a peak or an exit, or one that is known. @pre set for every peak and exit before resolve()
  void set(std::uint32_t local, std::uint32_t label) { m_label[local] = label; }
  /// Follows the steps; all voxels passed are labelled. @pre the voxel is a number
  std::uint32_t resolve(std::uint32_t local);
  std::uint8_t step(std::uint32_t local) const { return m_step[local]; }

private:
  Buffer<std::uint8_t> m_step;
  Buffer<std::uint32_t> m_label;
  std::vector<std::uint32_t> m_path;
};

/// Calls setPeak(local, basin) and setExit(local, number of the exit) for a block.
template <class SetPeak, class SetExit>
void forAnchors(const Basins& basins, std::int64_t block, SetPeak setPeak, SetExit setExit) {
  const auto at = static_cast<std::size_t>(block);
  for (std::int64_t i = basins.peakStart[at]; i < basins.peakStart[at + 1]; ++i)
    setPeak(basins.peakPlace[i], static_cast<std::uint32_t>(i));
  for (std::int64_t i = basins.exitStart[at]; i < basins.exitStart[at + 1]; ++i) setExit(basins.exitPlace[i], i);
}

}  // namespace vitrine::tree
