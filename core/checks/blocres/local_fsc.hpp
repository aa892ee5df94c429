// 1.c: the FSC of two half maps inside a moving box, and the resolution at every voxel of a mask, as blocres finds them
// (Cardone, Heymann and Steven 2013, doi:10.1016/j.jsb.2013.08.002).
//
// Boxes are computed at every step-th voxel; between them the shell sums are interpolated, not the resolution. With
// step 1 every voxel has its own box. Errors with step 2, 3, 4 on a phantom with sharp transitions: docs/checks/1.c.md.
#pragma once

#include "core/checks/blocres/box_pass.hpp"
#include "core/resolution/local_resolution.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>

namespace vitrine::blocres {

struct Options {
  Settings settings;
  std::optional<int> step;           ///< empty: the finest one whose forecast lies within `minutes`
  double minutes = 6;                ///< forecast of two threads, by nominal costs
  std::optional<double> reportedA;   ///< counted against
  Bytes mostSums = Bytes{64} << 20;  ///< held of the lattice's sums
};

/// What is computed: a function of mask and options alone, so that a run repeats itself.
struct Plan {
  int step = 1;
  std::int64_t boxes = 0;
  double nominalSeconds = 0;  ///< of two threads
};

/// Counts that need more of a voxel than its resolution.
struct Tally {
  std::int64_t beyondNyquist = 0;  ///< voxels finer than 2 voxels
  std::int64_t atLimit = 0;        ///< voxels that reach the finest resolution there is
  /// Voxels finer than the reported resolution if the FSC is read up to Nyquist only.
  std::int64_t finerUpToNyquist = 0;
};

struct Preview {
  std::span<const float> values;  ///< resolutions of an even sample of the voxels
  Tally tally;
  int step = 0;  ///< every step-th voxel along each axis
};

struct LocalFsc {
  LocalResolution local;
  Plan plan;
  Tally tally;
};

inline constexpr int kLargestStep = 5;

/// Voxels far enough from the faces: box / 2 <= x <= n - box / 2. The others are taken out of the mask.
void clearMargins(Mask& mask, int box);

Plan planFor(const Mask& voxels, const Options& options, Executor& executor, Progress& progress);

/// Resolution at every voxel of the mask. Beyond the arguments: 4 bytes per voxel of the mask, options.mostSums, about
/// 2 MiB per thread. `preview` is called from this thread after every coarse lattice (nodes 16, 8 ... voxels apart).
/// @pre no voxel within box / 2 of a face @throws MemoryError, Cancelled
LocalFsc localFsc(const HalfPair& halves, Mask voxels, const Options& options, Executor& executor, Progress& progress,
                  const std::function<void(const Preview&)>& preview = {});

/// Seconds of one box on one thread, of two virtual cores of an AMD EPYC server.
double nominalBoxSeconds(int box);

}  // namespace vitrine::blocres
