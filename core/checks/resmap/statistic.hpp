// The likelihood-ratio statistic of one wavelength at every voxel of a mask that is still open.
#pragma once

#include "core/checks/resmap/mask_voxels.hpp"
#include "core/checks/resmap/scale_model.hpp"
#include "core/fourier/spectrum.hpp"

namespace vitrine::resmap {

/// values[i] = m' signal m / (noiseVariance + 1e-10) for the open voxels i (level 0) of the list, m the 20 moments of
/// the map's window there: 34 correlations along one axis, 52 products for the form. Other values are left as they
/// are. The map counts as 0 outside its box. Tiles of 64 x 16 columns are worked through along z with a ring of 2r+1
/// planes of the 10 fields that y leaves, which stays in the cache; tiles and planes without an open voxel near are
/// skipped. Single precision; the same bits for any number of threads.
/// @param padded  holds the real map in its padded rows (paddedRow)
/// Cost: about 0.02 us per voxel of a touched tile; 0.5 MB per thread. @throws Cancelled
void windowStatistic(const Spectrum& padded, const ScaleModel& model, double noiseVariance, const MaskVoxels& voxels,
                     const std::uint8_t* levels, float* values, Executor& executor, const Progress& progress);

/// Expected difference of the halves' noise: sigma^2 = mean over blocks of (e'We - m' noise m) / noiseTrace, the
/// block's own mean taken off. Blocks tile the box from voxel 0 by whole windows; those inside the mask count.
struct NoiseVariance {
  double value = 0;
  std::int64_t blocks = 0;  ///< 0: no whole window fits into the mask
};
/// One pass over the mask. Double precision. @throws Cancelled
NoiseVariance noiseVariance(const Spectrum& paddedNoise, const ScaleModel& model, const Mask& mask, Executor& executor,
                            const Progress& progress);

}  // namespace vitrine::resmap
