// 1.c: the sums of boxes between lattice points. X, D1 and D2 are smooth functions of the box's place (their spectra
// end at twice the window's); the resolution read from them is not.
#pragma once

#include "core/base/buffer.hpp"
#include "core/checks/blocres/lattice.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace vitrine::blocres {

/// Sums of all nodes of some consecutive lattice planes, in raster order.
class NodeSums {
public:
  /// @param length  floats per node @param mostBytes  what is held, unless kNodes planes need more
  NodeSums(const Mask& nodes, int length, Bytes mostBytes);

  /// Lattice planes held: [first, end).
  int first() const { return m_first; }
  int end() const { return m_end; }
  /// Forgets the planes before `keep` and makes room for as many after end() as fit (at least one, at most 64 in all, a
  /// multiple of eight where more fit); returns the new end. Their sums are to be written by at().
  int advance(int keep);
  float* at(int mx, int my, int mz) {
    const std::uint64_t* row = m_nodes.row(my, mz);
    return m_sums.data() + (before(my, mz) + bitsBefore(row, mx) - m_base) * m_length;
  }
  const float* at(int mx, int my, int mz) const { return const_cast<NodeSums*>(this)->at(mx, my, mz); }
  const Mask& nodes() const { return m_nodes; }
  int length() const { return m_length; }

private:
  std::int64_t before(int my, int mz) const {
    return m_before[static_cast<std::size_t>(my + std::int64_t{m_nodes.grid.size[1]} * mz)];
  }
  int planesThatFit(int first) const;

  const Mask& m_nodes;
  std::vector<std::int64_t> m_before;
  int m_length, m_first = 0, m_end = 0;
  std::int64_t m_base = 0;  ///< nodes before plane m_first
  Buffer<float> m_sums;
};

/// Sums at the voxels of one row after the other. Rows are combined along z once per voxel plane and kept while the
/// rows of the plane pass in ascending order. Scratch of one thread.
class RowInterpolation {
public:
  RowInterpolation(const NodeSums& sums, const Grid& grid, int step);
  /// Combines the nodes of row (y, z) along z and y. @param voxels  the row's bits
  void prepare(const std::uint64_t* voxels, std::int64_t words, int y, int z);
  /// Sums at one of these voxels.
  const float* at(int x);

private:
  struct PlaneRow {
    int my = -1, z = -1;
    std::vector<float> sums;  ///< one node after the other along x
  };
  const float* alongZ(int my, int z);

  const NodeSums* m_sums;
  int m_step, m_length;
  std::vector<std::uint64_t> m_bits;
  std::array<PlaneRow, kNodes> m_alongZ;  ///< node row my in place my mod kNodes
  std::vector<float> m_row, m_voxel;
};

}  // namespace vitrine::blocres
