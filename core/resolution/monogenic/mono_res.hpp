// MonoRes: local resolution as the finest level at which the smoothed amplitude of everything finer still exceeds the
// noise (Vilas et al. 2018, doi:10.1016/j.str.2017.12.018). Definitions: docs/checks/1.e.md.
#pragma once

#include "core/fourier/spectrum.hpp"
#include "core/mask/mask.hpp"
#include "core/resolution/local_resolution.hpp"
#include "core/resolution/monogenic/amplitude.hpp"
#include "core/resolution/monogenic/levels.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace vitrine::monogenic {

/// How the published estimator is computed, or another one.
enum class Mode {
  Complement,  ///< as published, by complement where that saves work
  FullGrid,    ///< as published, on the whole map's grid at every level
  Band         ///< band-limited MonoRes
};

/// What transforms, components and work may hold together: 1024^3 voxels then stay below 20 GB.
inline constexpr Bytes kMostBytes = Bytes{15} << 30;
/// Beyond this one transform is let go and read again, which costs seconds: a window that holds a map of 1024^3 voxels
/// has room for no more on a machine of 24 GB.
inline constexpr Bytes kMostBytesOfBoth = Bytes{11} << 30;

struct MonoResOptions {
  double coarsestA = 20;  ///< first level
  double stepA = 0.5;
  double significance = 0.95;
  Mode mode = Mode::Complement;
  int margin = kMargin;
  AmplitudeOptions amplitude;
  /// As Xmipp: a level exactly at Nyquist, where its low pass divides by 0, is passed by nobody.
  bool nyquistFails = false;
  /// A constant and not the run's budget, so that results do not depend on the machine.
  Bytes mostBytes = kMostBytes;
  Bytes mostBytesOfBoth = kMostBytesOfBoth;  ///< with both transforms at once
};

struct LevelRecord {
  Level level;
  AmplitudeStatistics signal;  ///< over the voxels still tested
  AmplitudeStatistics noise;
  double threshold = 0;
  double z = 0;             ///< of the difference of both means, as if voxels were independent (published)
  double independentZ = 0;  ///< the same with as many independent values as the smoothing leaves
  Way way = Way::Complement;
};

enum class StopReason { Nyquist, FewVoxels, NoAmplitude, NoSignificance };

/// Levels tried and where every voxel of the mask ended.
struct MonoRes {
  std::vector<LevelRecord> levels;  ///< those that were used
  StopReason stop = StopReason::Nyquist;
  Mask mask;                         ///< voxels tested: the given mask, trimmed or refined
  Buffer<std::uint16_t> lastPassed;  ///< per voxel of the mask in raster order: number of its level + 1; 0: none
  std::int64_t givenVoxels = 0;      ///< of the mask as given; of the refined one for a single map
  double noiseRadius = 0;            ///< voxels from here on count as empty, in voxels of the coarsest axis
  AmplitudeBox box;
  int bases = 0;  ///< how often the components of the signal were computed
  bool isSingleMap = false;
  // What shortage of memory led to (MonoResOptions::mostBytes).
  bool wasReadAgain = false;  ///< the average of the half maps
  bool isCompact = false;     ///< components at two bytes per voxel
  int slabs = 1;              ///< most pieces that a level was done in

  /// False for pure noise. At the first level nobody has been chosen yet, so that its mean is fair; the published test
  /// there takes smoothed neighbours for independent and lets half of all noise through.
  bool foundSignal() const { return levels.size() > 1 && levels.front().independentZ >= kSignalZ; }
  static constexpr double kSignalZ = 3;
};

/// Called after every level that was used, from the calling thread.
using OnLevel = std::function<void(const std::vector<LevelRecord>&)>;

/// Half maps as padded rows on one grid, which are used up: `pair` is transformed in place. Where both transforms and
/// the components do not fit options.mostBytes together, the box is worked through in slabs, or the average is let go
/// and asked for again by `readAgain` (padded rows of (half 1 + half 2) / 2), or components are kept at two bytes per
/// voxel. Noise is the half difference inside the mask. Peak beyond the pair: monoResBytes().
/// @throws NotMeasurable (empty mask, identical halves, no level), MemoryError, Cancelled
MonoRes monoResOfHalves(std::array<Spectrum, 2> pair, const std::function<Spectrum(Progress&)>& readAgain,
                        const Mask& mask, const MonoResOptions& options, Executor& executor, Progress& progress,
                        const OnLevel& onLevel = {});
/// Highest charge of monoResOfHalves() beyond the two maps it is given.
Bytes monoResBytes(const Grid& grid, const AmplitudeBox& box, std::int64_t maskVoxels, const MonoResOptions& options);

/// One map as padded rows, used up. Noise is what lies outside the mask and inside the radius where the map ends, but
/// for voxels of exactly `flatValue`, which masking has written; mask voxels that do not stand out of it are left out
/// first. Peak beyond the map: singleMapBytes(). @throws NotApplicable (no noise outside the mask, or most of it is
/// flat), NotMeasurable, MemoryError, Cancelled
MonoRes monoResOfMap(Spectrum map, const Mask& mask, std::optional<float> flatValue, const MonoResOptions& options,
                     Executor& executor, Progress& progress, const OnLevel& onLevel = {});
/// The part of a single map that is looked at: all of a small one; of a large one the noise about the mask stands for
/// the rest. @param around  the mask's box
AmplitudeBox singleMapBox(const Grid& grid, const AmplitudeBox& around);
/// Highest charge of monoResOfMap() beyond the map it is given.
Bytes singleMapBytes(const Grid& grid, const AmplitudeBox& box, std::int64_t maskVoxels, const MonoResOptions& options);

/// Radius from which on the map is empty: variances of shells one voxel thick about the middle, from the mask's
/// farthest voxel on; where one falls below 1 % of the one before. Half of the longest edge otherwise. In voxels of the
/// coarsest axis. @throws Cancelled
double noiseRadius(Spectrum& rows, const Mask& mask, Executor& executor, const Progress& progress);

}  // namespace vitrine::monogenic
