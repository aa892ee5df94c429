// The hard mask with a soft edge: convolved with a Gaussian. Planes are computed on demand; the whole float volume only
// when asked for.
#pragma once

#include "core/base/parallel.hpp"
#include "core/mask/mask.hpp"
#include "core/volume/image.hpp"
#include "core/volume/volume.hpp"

#include <array>
#include <memory>
#include <vector>

namespace vitrine {

/// S = H * Gaussian of standard deviation sigma (A), cut at 4 sigma and normalised, box wrapped around, values in
/// [0, 1]. VRS (through Xmipp) means 2 voxels but reaches 1.414: docs/checks/0.b.md.
class SoftMask {
public:
  /// @param sigmaA  standard deviation in A; empty or 0: 2 voxels (cube root of the voxel volume)
  explicit SoftMask(std::shared_ptr<const Mask> hard, double sigmaA = 0);

  double sigmaA() const { return m_sigmaA; }
  const Mask& hard() const { return *m_hard; }

  /// One plane; reads only the bits within 4 sigma of it. @pre 0 <= index < size[axis]
  GrayImage plane(int axis, int index) const;

  /// Per axis the plane of largest population variance (ties, relative 1e-6, to the lowest index). Streams the volume
  /// in slabs; holds about 4 sigma + 32 planes per thread. The same for any number of threads.
  Index3 maximumVariancePlanes(Executor& executor, const Progress& progress) const;

  /// The whole soft mask: 4 bytes per voxel. @throws MemoryError, Cancelled
  Volume volume(Executor& executor, const Progress& progress) const;

  /// {S >= level}: 1/32 of the map, and 8 planes per thread on the way. @throws MemoryError, Cancelled
  Mask atOrAbove(float level, Executor& executor, const Progress& progress) const;

  /// Planes beginZ .. endZ - 1 into `planes`, nx * ny values each. Reads the bits within 4 sigma of them; costs 4 sigma
  /// extra planes on either side. May be called from several threads.
  void computeSlab(int beginZ, int endZ, float* planes) const;

private:
  std::shared_ptr<const Mask> m_hard;
  double m_sigmaA;
  std::array<std::vector<float>, 3> m_kernel;  ///< per axis: 2 r + 1 taps, sum 1
};

}  // namespace vitrine
