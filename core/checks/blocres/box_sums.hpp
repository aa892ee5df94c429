// 1.c: the shell sums of boxes that lie one above the other, eight at a time.
#pragma once

#include "core/base/buffer.hpp"
#include "core/checks/blocres/lane_fft.hpp"
#include "core/checks/blocres/shells.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace vitrine::blocres {

/// One half map in memory; a view.
struct HalfRows {
  Grid grid;
  const float* data = nullptr;
  std::int64_t rowStride = 0;  ///< floats from one row to the next
  double mean = 0;             ///< of the whole map: what lies outside the box of the map, and what is padded with
  double deviation = 1;        ///< voxels are divided by it, so that no sum depends on the unit of the map

  const float* row(int y, int z) const { return data + rowStride * (y + std::int64_t{grid.size[1]} * z); }
};

/// Up to kLanes boxes about the voxels (x, y, z + i step).
struct BoxColumn {
  int x = 0, y = 0, z = 0, step = 1, count = kLanes;
};

/// Scratch of one thread, for one box size and columns of any step: about 1 MiB for boxes of 20 voxels.
struct BoxScratch {
  Buffer<float> rows, columns, lanes;
};

/// Sums over the shells of the padded transforms F1, F2 of both windowed boxes,
///   X = sum T Re(F1 conj F2), D1 = sum T |F1|^2, D2 = sum T |F2|^2,
/// T falling linearly to the neighbouring bins. Both halves travel as real and imaginary part of one transform Z:
/// Z(k) Z(-k) = |F1|^2 - |F2|^2 + 2 i Re(F1 conj F2) and |Z(k)|^2 + |Z(-k)|^2 = 2 (|F1|^2 + |F2|^2). Frequencies of
/// equal |kx|, |ky|, |kz| are added before they are weighted. A box's sums do not depend on the boxes beside it.
class BoxSums {
public:
  BoxSums(const Grid& grid, const Settings& settings);

  const Shells& shells() const { return m_shells; }
  /// What a sum must pass to say anything: 1e-12 of that of white noise of the map's variance.
  float floor() const { return m_floor; }
  static Bytes scratchBytes(int box);
  /// sums: count times shells().sumsLength() values. @pre both halves on the grid of the constructor
  void compute(const std::array<HalfRows, 2>& halves, const BoxColumn& column, BoxScratch& scratch, float* sums) const;

private:
  friend struct BoxWork;
  LaneFft m_fft;
  Shells m_shells;
  float m_floor = 0;
  /// Per (kx, |ky|, |kz|), |kz| fastest: lower bin and share of the upper one. m_depth: how many |kz| are used.
  std::vector<std::uint8_t> m_bin, m_depth;
  std::vector<float> m_upper;
};

}  // namespace vitrine::blocres
