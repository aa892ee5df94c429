// Local resolution by a likelihood-ratio test: the finest wavelength of which a pattern stands out of the noise at each
// voxel (Kucukelbir, Sigworth and Tagare 2014, doi:10.1038/nmeth.2727), from two half maps.
#pragma once

#include "core/checks/resmap/mask_voxels.hpp"
#include "core/checks/resmap/null_distribution.hpp"
#include "core/checks/resmap/scale_model.hpp"
#include "core/checks/resmap/statistic.hpp"
#include "core/checks/resmap/whitening.hpp"

#include <array>
#include <vector>

namespace vitrine::resmap {

/// What whitening was made from.
struct Whitening {
  NoiseFit fit;
  int cubeEdge = 0;                    ///< of the cube the noise's spectrum was taken from; 0: the whole box
  Index3 cubeCentre{};                 ///< its voxel number edge/2
  std::optional<double> emptyBeyondA;  ///< the halves were low-pass filtered: no power beyond
};

/// Turns half maps in place into their mean d and half their difference e, both whitened with the spectrum of e. Up to
/// 160 voxels that of the whole box; beyond, that of the largest cube about the deepest voxel of `tested`.
/// @param halves  real maps in padded rows, equal grids with voxel sizes
/// Four transforms in place; beside the halves two masks or one cube twice. @throws MemoryError, Cancelled
Whitening whitenHalves(std::array<Spectrum, 2>& halves, const Mask& tested, Executor& executor, Progress& progress);

/// One wavelength as tested.
struct ScaleFigures {
  double wavelengthA = 0;
  NoiseVariance noise;
  Discoveries found;
};

/// What was decided about each mask voxel.
struct Levels {
  Buffer<std::uint8_t> level;        ///< 0: undetermined; i: scales[i-1] resolved it
  std::vector<ScaleFigures> scales;  ///< as tested; fewer than wavelengths() if hardly a voxel was left or no block
  std::int64_t determined = 0;

  double meanA() const;  ///< of the determined voxels
};

struct TestOptions {
  Weight weight = Weight::Intended;
  double p = 0.05;     ///< false discovery rate
  double stepA = 1.0;  ///< between wavelengths
};

/// Tests one wavelength after the other, from the finest; a voxel keeps the first at which it is a discovery. Stops
/// when fewer than n voxels were found and fewer than n^2 are left (n the longest edge).
/// @param whitened  mean and half difference as whitenHalves() leaves them
/// @param values    one float per mask voxel to work in
/// @throws NotMeasurable if no whole window fits into the mask at the first wavelength, MemoryError, Cancelled
Levels testScales(const std::array<Spectrum, 2>& whitened, const MaskVoxels& voxels, const TestOptions& options,
                  Buffer<float>& values, Executor& executor, Progress& progress);

/// The weights of the null distribution: all eigenvalues for the intended weight; for the published one those above a
/// tenth of the largest, as its program keeps them.
std::vector<double> nullWeights(const ScaleModel& model, Weight weight);

/// The local resolution of the determined voxels in A, in list order: the wavelengths, with undetermined and outside
/// voxels set to their mean, smoothed by a Gaussian of 1.5 voxels cut at 6 (as the VRS does). The same bits for any
/// number of threads. @param values  one float per mask voxel to work in @throws MemoryError, Cancelled
Buffer<float> smoothLevels(const MaskVoxels& voxels, const Levels& levels, Buffer<float>& values, Executor& executor,
                           const Progress& progress);

/// The determined voxels as a mask. @throws MemoryError, Cancelled
Mask determinedMask(const MaskVoxels& voxels, const Levels& levels, Executor& executor, const Progress& progress);

}  // namespace vitrine::resmap
