// The four components of the monogenic signal of a band, as coefficients: what the inverse transforms are fed with.
#pragma once

#include "core/fourier/inverse_box.hpp"
#include "core/fourier/spectrum.hpp"

#include <array>
#include <vector>

namespace vitrine::monogenic {

/// Frequencies u are in cycles per voxel of the axis with the largest voxels, so that 0.5 is the map's Nyquist
/// frequency: index k of axis a lies at k * step(a).
double frequencyStep(const Grid& grid, int axis);

/// Raised cosine from 0 at `begin` to 1 at `end` and beyond.
struct Ramp {
  double begin = 0, end = 0;
};
inline constexpr Ramp kEverywhere{-2, -1}, kNowhere{10, 11};
double rampAt(const Ramp& ramp, double u);

/// Radial profile rise(u) - removed(u) * ..., as a product: (rise - removed) * (1 - fall).
struct Band {
  Ramp rise = kEverywhere;
  Ramp removed = kNowhere;
  Ramp fall = kNowhere;

  double at(double u) const { return (rampAt(rise, u) - rampAt(removed, u)) * (1 - rampAt(fall, u)); }
  /// The profile is 0 from here on; beyond the corners of the cube if it does not end.
  double highest() const;
};

/// Largest indices of the map's axes within frequency `highest`.
Index3 reachOf(const Grid& grid, double highest);

/// Which sign the frequency of an axis has on its own Nyquist plane, in the numerator of the Riesz transform.
enum class NyquistPlane {
  Zero,     ///< none: the only choice whose signal is real
  Positive  ///< +, as Xmipp has it
};

enum class Component { Signal = 0, RieszX, RieszY, RieszZ };
inline constexpr int kComponents = 4;

/// Coefficients of one component (Felsberg and Sommer 2001, doi:10.1109/78.969520): band F, or -i U_a band F with the
/// unit vector U of the frequency. Divided by the number of voxels, and by `response` of every axis (index 0 .. reach)
/// where there is one.
class ComponentFill {
public:
  using Responses = std::array<std::vector<double>, 3>;
  /// @param target  grid that the coefficients are for, at most as fine as the source's; both are kept by reference
  ComponentFill(const Spectrum& source, const FourierReach& target, const Band& band, Component component,
                NyquistPlane nyquist, const Responses& response = {});
  bool operator()(int h, int count, int k, std::complex<float>* out, std::int64_t stride) const;

private:
  /// Per axis, for indices -reach .. reach.
  struct Axis {
    int reach = 0;
    std::vector<float> squared, riesz, factor;
    std::size_t at(int signedIndex) const { return static_cast<std::size_t>(signedIndex + reach); }
  };
  const Spectrum& m_source;
  const FourierReach& m_target;
  Component m_component;
  std::array<Axis, 3> m_axes;
  float m_highestSquared;
  float m_flatFrom, m_flatUpTo;  ///< squares between which the profile is 1
  float m_riseScale, m_riseShift, m_removedScale, m_removedShift, m_fallScale, m_fallShift;
};

}  // namespace vitrine::monogenic
