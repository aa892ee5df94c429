// The sequential colour map of every picture of values.
#pragma once

#include <array>

namespace vitrine {

/// Ten equally spaced stops of viridis (Smith & van der Walt 2015, matplotlib) from the lowest value, 0xRRGGBB.
inline constexpr std::array<unsigned, 10> kViridisStops = {0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e,
                                                           0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b, 0xfde725};

}  // namespace vitrine
