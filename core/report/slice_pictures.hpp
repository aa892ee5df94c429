// Grey slices with titles and a grey range that several of them share; for the report's sections only.
#pragma once

#include "core/checks/picture.hpp"

#include <string>
#include <vector>

namespace vitrine {

/// Share of values left out at each end of a grey range.
inline constexpr double kGreyTail = 0.001;

/// Limits shared by the pictures of one figure, in map units.
struct GreyRange {
  double black = 0, white = 1;
};
/// "-0.01 (black) to 0.05 (white)".
std::string rangeText(const GreyRange& range);
/// Between the values below and above which kGreyTail of all lie, to the nearest rank; values that are no numbers do
/// not count.
GreyRange rangeOf(const std::vector<const GrayImage*>& images);

/// "Slice 12 along X", "Projection along X"; "(constant)" where nothing varies.
SlicePicture slicePicture(GrayImage image, const GreyRange& range);

}  // namespace vitrine
