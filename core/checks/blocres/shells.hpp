// 1.c: the shells of a local FSC and the resolution read from it (Cardone, Heymann and Steven 2013,
// doi:10.1016/j.jsb.2013.08.002, as the public program blocres does it).
#pragma once

#include "core/volume/grid.hpp"

#include <span>

namespace vitrine::blocres {

/// What the user may set; the defaults are those of the VRS.
struct Settings {
  int box = 20;         ///< edge of the moving box, voxels; even, 10 .. 64
  double cutoff = 0.5;  ///< of the FSC
  double finestA = 2;   ///< nothing finer is looked for
  bool operator==(const Settings&) const = default;
};

/// Bin s lies at frequency s / scaleA; bin 0 is the constant. Boxes are padded with their mean to twice their edge.
struct Shells {
  int padded = 0;       ///< edge P of the padded box, voxels
  int bins = 0;         ///< M: how many there are
  double scaleA = 0;    ///< P times the voxel size along x
  double finestA = 0;   ///< finest resolution that can result: beyond Nyquist, up to the corner of the frequency cube
  int nyquistBins = 0;  ///< bins 0 .. P/2: those up to Nyquist
  double nyquistA = 0;  ///< 2 voxels
  Vector3 stretch{1, 1, 1};  ///< voxel size along x over that of each axis: rho_i = stretch_i k_i

  /// Floats in which the three sums of a box lie: X from 0, D1 from stride(), D2 from 2 stride().
  int stride() const { return (bins + 7) / 8 * 8; }
  int sumsLength() const { return 3 * stride(); }
};

/// @pre grid.hasVoxelSize()
Shells shellsFor(const Grid& grid, const Settings& settings);

/// FSC of bins 0 .. bins - 1 from the sums of a box: X / sqrt(D1 D2), within [-1, 1], 0 where D1 or D2 is not above
/// `floor`, 1 in bin 0.
void fscOf(const float* sums, int stride, int bins, float floor, float* fsc);

/// Resolution in A: where the FSC falls below the cutoff for the last time, between bins linearly; within
/// [finestA, 200].
double resolutionOf(std::span<const float> fsc, double cutoff, double scaleA, double finestA);

inline constexpr double kCoarsestA = 200;  ///< "nothing correlates"

}  // namespace vitrine::blocres
