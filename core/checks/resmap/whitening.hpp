// Pre-whitening: the noise's spectrum is flattened between 10 A and Nyquist, so that a test for white noise holds.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <optional>
#include <vector>

namespace vitrine::resmap {

/// Radius of a coefficient in the published program's units: coordinate -n/2 + i n/(n-1) along each axis, i = 0 .. n-1
/// the index after the zero frequency was moved to n/2, so that it lies half a step off the centre of even boxes. Axes
/// of other length and voxel size: the true frequency times the box edge the coarsest voxel would need.
struct RadialGrid {
  int edge = 0;                                ///< n of the longest edge, in the coarsest voxels
  int bins = 0;                                ///< round(n/2 - 1)
  std::array<std::vector<double>, 3> squared;  ///< coordinate^2 by FFT index

  explicit RadialGrid(const Grid& grid);
};

/// Mean power per radial bin 1 .. bins (at [b-1]): amplitudes less the smallest, over the largest of these, squared, +
/// 1e-10. Bin edges are bins evenly spaced values 0 .. bins; the last bin holds everything beyond. Every coefficient of
/// the full transform counts once, the zero frequency does not. @throws Cancelled
std::vector<double> radialPower(const Spectrum& transform, Executor& executor, const Progress& progress);

/// A cube of edge `edge` around voxel `centre` of the padded real map, times a Hamming window along x and y and its
/// square along z: the published program's window, as its variances tell (docs/checks/1.d.md).
/// @pre the cube lies inside. @throws MemoryError, Cancelled
Volume hammingCube(const Spectrum& padded, const Index3& centre, int edge, Executor& executor,
                   const Progress& progress);

/// The voxel of a mask farthest from its outside in steps along the axes, and how many steps that is. The first of
/// several. {.., 0} for an empty mask. Erodes the mask step by step: one pass over its box each, two masks of memory.
/// @throws MemoryError, Cancelled
struct Deepest {
  Index3 voxel{};
  int steps = 0;
};
Deepest deepestVoxel(const Mask& mask, Executor& executor, const Progress& progress);

/// log amplitude of the noise over radial bins, and the parabola through it.
struct NoiseFit {
  std::vector<double> logAmplitude;     ///< y_b, b = 1 .. at [b-1]
  std::vector<double> weight;           ///< of the fit: 0 outside its range
  std::array<double, 3> coefficient{};  ///< p(b) = c0 + c1 b + c2 b^2
  double perBin = 0;                    ///< 1/A between bins
  int last = 0;                         ///< bin beyond which the filter stays as it is there
  double at(double bin) const { return coefficient[0] + bin * (coefficient[1] + bin * coefficient[2]); }
  int weighted() const;  ///< bins in the fit
};

/// Weights 1 from the bin of max(10 A, 2.1 u) to the last but one, 1/2 from that of 1.05 times this wavelength on.
/// With fewer than three bins there a straight line or a constant.
/// @param voxelSize  u, the coarsest edge, A
/// @param filled     share of the bins that hold anything: 1 unless the halves were low-pass filtered
NoiseFit fitNoise(const std::vector<double>& power, double voxelSize, double filled = 1);

/// Multiplies both transforms by exp(-p(rho)), rho the radius times `binScale`, held between the fit's first bin and
/// its last; the zero frequency becomes 0. Filter values of a coefficient and of its mate differ by
/// the published radius and are averaged, so that maps stay real. @throws Cancelled
void whiten(std::array<Spectrum, 2>& transforms, const NoiseFit& fit, double binScale, Executor& executor,
            const Progress& progress);

/// Share of the bins up to which a low-pass filtered map holds anything, from log power falling by more than 1/2 and
/// staying flat from there to the end; empty if it was not filtered.
std::optional<double> filledShare(const std::vector<double>& power);

}  // namespace vitrine::resmap
