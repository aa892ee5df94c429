// What part of the box a surface is shown in.
#pragma once

#include <array>

namespace vitrine::ui {

/// Fractions of the box's edges, x y z. Only the part between `low` and `high` is drawn; the cut faces stay open.
struct ClipBox {
  std::array<double, 3> low{0, 0, 0}, high{1, 1, 1};
  bool isWhole() const { return *this == ClipBox(); }
  bool operator==(const ClipBox&) const = default;
};

}  // namespace vitrine::ui
