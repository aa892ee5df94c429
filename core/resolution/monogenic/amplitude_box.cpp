#include "core/resolution/monogenic/amplitude_box.hpp"

#include "core/fourier/inverse_box.hpp"
#include "core/resolution/monogenic/component.hpp"
#include "core/resolution/monogenic/voxel_list.hpp"

#include <algorithm>

namespace vitrine::monogenic {

AmplitudeBox boxAround(const Mask& mask, int margin) {
  const MaskExtent extent = extentOf(mask);
  AmplitudeBox box;
  box.fade = margin / 2;
  for (std::size_t a = 0; a < 3; ++a) {
    const int n = mask.grid.size[a], inside = extent.end[a] - extent.begin[a];
    box.size[a] = fastSize(inside + 2 * margin);
    box.whole[a] = 20 * box.size[a] >= 19 * n;  // hardly anything to save
    if (box.whole[a]) box.size[a] = n;
    box.begin[a] = box.whole[a] ? 0 : extent.begin[a] - (box.size[a] - inside) / 2;
  }
  return box;
}

AmplitudeBox wholeBox(const Grid& grid) { return {{0, 0, 0}, grid.size, {true, true, true}, 0}; }

std::vector<float> fadeOf(const AmplitudeBox& box, int axis, int count) {
  const auto a = static_cast<std::size_t>(axis);
  std::vector<float> fade(static_cast<std::size_t>(count), 1.0F);
  if (box.whole[a] || box.fade == 0) return fade;
  const double width = box.fade * static_cast<double>(count) / box.size[a];
  for (int i = 0; i < count; ++i) {
    const double toEnd = std::min(i, count - 1 - i) + 0.5;
    fade[static_cast<std::size_t>(i)] = static_cast<float>(rampAt({0, width}, toEnd));
  }
  return fade;
}

}  // namespace vitrine::monogenic
