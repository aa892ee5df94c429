#include "core/mask/component_place.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace vitrine {

Index3 placeOf(const Mask& mask, const Component& component) {
  Index3 middle{0, 0, 0};
  int farthest = 0;  // from the middle to a face of the component's box
  for (std::size_t axis = 0; axis < 3; ++axis) {
    middle[axis] =
        std::clamp(static_cast<int>(std::lround(component.centroid[axis])), component.low[axis], component.high[axis]);
    farthest = std::max({farthest, middle[axis] - component.low[axis], component.high[axis] - middle[axis]});
  }
  for (int radius = 0; radius <= farthest; ++radius) {
    Index3 best = middle;
    double nearest = std::numeric_limits<double>::infinity();
    const auto look = [&](int x, int y, int z) {
      if (!mask.at(x, y, z)) return;
      const double d = std::hypot(x - component.centroid[0], y - component.centroid[1], z - component.centroid[2]);
      if (d >= nearest) return;
      nearest = d;
      best = {x, y, z};
    };
    const auto low = [&](std::size_t axis) { return std::max(component.low[axis], middle[axis] - radius); };
    const auto high = [&](std::size_t axis) { return std::min(component.high[axis], middle[axis] + radius); };
    for (int z = low(2); z <= high(2); ++z)
      for (int y = low(1); y <= high(1); ++y) {
        // Only the cube's surface: its inside was empty.
        const bool isFace = std::abs(z - middle[2]) == radius || std::abs(y - middle[1]) == radius;
        for (int x = low(0); x <= high(0); ++x)
          if (isFace || std::abs(x - middle[0]) == radius) look(x, y, z);
      }
    if (std::isfinite(nearest)) return best;
  }
  return middle;
}

}  // namespace vitrine
