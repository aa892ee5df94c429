// How values become colours: limits and palette.
#pragma once

#include "widgets/theme/palette.hpp"

#include <optional>

namespace vitrine::ui {

/// The same in slices, surface, colour bar and saved pictures. Empty limits: those the volume came with.
struct ColourScale {
  std::optional<double> low, high;
  ColorMap colours = ColorMap::Viridis;
  bool operator==(const ColourScale&) const = default;
};

}  // namespace vitrine::ui
