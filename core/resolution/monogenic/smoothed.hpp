// Smoothing of the amplitude on a small periodic grid, and its values at single voxels of the map.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"
#include "core/resolution/monogenic/amplitude_box.hpp"
#include "core/resolution/monogenic/kaiser_bessel.hpp"
#include "core/resolution/monogenic/voxel_list.hpp"

#include <array>
#include <functional>

namespace vitrine::monogenic {

/// Points of the kernel between coarse and fine grid: 2e-5 of the band at 1.5 points per shortest half wave.
inline constexpr int kKernelWidth = 6;

/// An amplitude over the box, sampled on a periodic grid of its own.
struct AmplitudeGrid {
  AmplitudeBox box;
  Grid map;
  std::array<double, 3> ratio{};   ///< samples per voxel of the map, at most 1
  std::array<double, 3> offset{};  ///< position of the box's first voxel, in samples
  std::array<KaiserBessel, 3> kernel;
  bool wasSpread = false;  ///< filled by the adjoint of the interpolation, so that its response stands twice
  Spectrum samples;        ///< padded rows (paddedRow)
};

/// Multiplies the transform of the samples with profile(u), u in cycles per voxel of the coarsest axis, and divides the
/// kernel's responses out. `highest`: the profile is 0 from here on. @throws Cancelled
void smooth(AmplitudeGrid& amplitude, const std::function<double(double)>& profile, double highest, Executor& executor,
            Progress& progress);

/// values[i] = the smoothed amplitude at voxel i of the list. @pre the box holds them all @throws Cancelled
void pick(const AmplitudeGrid& amplitude, const VoxelList& list, Buffer<float>& values, Executor& executor,
          const Progress& progress);

}  // namespace vitrine::monogenic
