// The smoothed monogenic amplitude of everything finer than a level (Vilas et al. 2018, doi:10.1016/j.str.2017.12.018),
// in a box of the map.
#pragma once

#include "core/fourier/spectrum.hpp"
#include "core/resolution/monogenic/component.hpp"
#include "core/resolution/monogenic/component_rows.hpp"
#include "core/resolution/monogenic/smoothed.hpp"

#include <limits>
#include <optional>
#include <vector>

namespace vitrine::monogenic {

/// Width of the raised cosines, cycles per voxel.
inline constexpr double kTail = 0.02;

/// The high pass of a level at u = w: from 0 at w - kTail to 1 at w and everywhere beyond.
Ramp highPass(double w);

/// How components of a level are found.
enum class Way {
  /// What the high pass takes away is band-limited: it is computed on the coarse grid that holds it and subtracted from
  /// components that were computed once.
  Complement,
  Direct,  ///< four inverse transforms on the map's grid: as published
  Band     ///< with an upper limit, on the grid that holds the band: another estimator ("band-limited MonoRes")
};

struct AmplitudeOptions {
  NyquistPlane nyquist = NyquistPlane::Zero;
  double complementPoints = 1.5;  ///< grid points per shortest half wave of what is subtracted
  double smoothPoints = 1.4;      ///< the same for the smoothing grid
  double bandFactor = 2;          ///< Band: upper limit as a multiple of w
  double bandPoints = 1.5;        ///< Band: grid points per shortest half wave
  /// Complement: components at two bytes per voxel instead of four; changes amplitudes by some 1e-4.
  bool isCompact = false;
  /// Complement: what components and work may take beside the transform. Where it is short the box is worked through in
  /// slabs along z, which changes no bit of the result.
  Bytes room = std::numeric_limits<Bytes>::max();
};

struct Spreading;  // from the box's voxels to the samples of the smoothing grid

/// Amplitudes of one map. Holds its transform and, for Way::Complement, four components in the box.
class MonogenicAmplitude {
public:
  MonogenicAmplitude(Spectrum transform, const AmplitudeBox& box, const AmplitudeOptions& options = {});

  /// The amplitude beyond level w, smoothed by a low pass that falls from w to w + kTail. Levels may come in any order;
  /// Way::Complement is fast if they come from coarse to fine. @throws MemoryError, Cancelled
  AmplitudeGrid atLevel(double w, Way way, Executor& executor, Progress& progress);
  /// The amplitude of the whole map without any filter, smoothed with exp(-(pi u s)^2). @throws as above
  AmplitudeGrid unfiltered(double s, Executor& executor, Progress& progress);

  /// Lets the components go; the transform stays.
  void releaseComponents();
  const AmplitudeBox& box() const { return m_box; }
  const Grid& grid() const { return m_spectrum.grid; }
  /// How often the four components were computed.
  int baseCount() const { return m_baseCount; }

private:
  struct Coarse;  // what is subtracted, on its own grid
  struct FillLane;
  /// Planes of the box along z.
  struct Slab {
    int begin = 0, count = 0;
  };
  Slab slab(int number, int slabs) const;

  AmplitudeGrid complement(double w, Executor& executor, Progress& progress);
  bool needsNewBase(double w, Executor& executor, const Progress& progress);
  void makeBase(double w, Executor& executor, Progress& progress);
  Coarse coarseOf(double w, const Slab& slab, Executor& executor, Progress& progress) const;
  Buffer<float> fillSlab(const Slab& slab, const Coarse* coarse, Spreading& spreading, Executor& executor,
                         const Progress& progress) const;
  void fillPlane(int z, const Slab& slab, const Coarse* coarse, Spreading& spreading, FillLane& lane,
                 float* plane) const;
  const float* const* lowRows(int y, int z, const Coarse& coarse, FillLane& lane) const;
  AmplitudeGrid onGrid(const Band& band, const Index3& points, Executor& executor, Progress& progress) const;

  Spectrum m_spectrum;
  AmplitudeBox m_box;
  AmplitudeOptions m_options;
  std::optional<double> m_base;  ///< the level whose high pass the components have
  std::array<ComponentRows, kComponents> m_component;
  std::vector<double> m_power;  ///< of the transform, by u
  int m_baseCount = 0;
};

/// Into how many slabs Way::Complement cuts the box so that components and work fit options.room; 0 if not even the
/// most will do.
int complementSlabs(const Grid& map, const AmplitudeBox& box, double w, const AmplitudeOptions& options);

/// Highest charge of atLevel() beyond the transform, components included.
Bytes amplitudeBytes(const Grid& map, const AmplitudeBox& box, double w, Way way, const AmplitudeOptions& options = {});
/// Coarse grid of a level relative to the map's: from about 0.9 on subtracting costs as much as Way::Direct.
double coarseShare(const Grid& map, double w, const AmplitudeOptions& options = {});

}  // namespace vitrine::monogenic
