// The part of the map in which amplitudes are taken: the mask with a margin, or all of it.
#pragma once

#include "core/mask/mask.hpp"

#include <array>
#include <vector>

namespace vitrine::monogenic {

/// Voxels begin .. begin + size - 1 per axis, wrapping around the map. Along an axis that is `whole` it is all of it,
/// and what happens there is what happens in the periodic map. Along the others amplitudes fade into their mean over
/// the outer `fade` voxels, so that smoothing does not see the other side.
struct AmplitudeBox {
  Index3 begin{0, 0, 0}, size{0, 0, 0};
  std::array<bool, 3> whole{};
  int fade = 0;

  bool isWhole() const { return whole[0] && whole[1] && whole[2]; }
  std::int64_t voxels() const { return std::int64_t{size[0]} * size[1] * size[2]; }
};

/// Narrowest margin about the mask, voxels. Half of it fades.
inline constexpr int kMargin = 32;

/// The mask's extent with the margin, enlarged to sizes whose transforms are fast. @pre mask.count > 0
AmplitudeBox boxAround(const Mask& mask, int margin = kMargin);
AmplitudeBox wholeBox(const Grid& grid);

/// Mean of what fades away, over every kMeanStep-th row and plane.
struct FadeMean {
  static constexpr int kMeanStep = 4;
  double sum = 0, weight = 0;

  void add(double w, double value) {
    sum += w * value;
    weight += w;
  }
  FadeMean& operator+=(const FadeMean& other) {
    sum += other.sum;
    weight += other.weight;
    return *this;
  }
  float mean() const { return static_cast<float>(weight > 0 ? sum / weight : 0); }
};

/// What amplitudes are multiplied with along an axis: 1 inside, falling to 0 at both ends; `count` points spread over
/// the axis.
std::vector<float> fadeOf(const AmplitudeBox& box, int axis, int count);

}  // namespace vitrine::monogenic
