// Grey pictures as PNG files (ISO/IEC 15948), for HTML.
#pragma once

#include "core/checks/picture.hpp"

#include <string>

namespace vitrine {

/// The bytes of an 8-bit grey PNG: black to white linear, values outside clamped, row 0 of the image at the bottom.
/// An image of one value, or without a range, is mid-grey. Larger images are averaged down until no edge exceeds
/// `maxEdge`. @throws std::runtime_error if zlib fails
std::string slicePng(const SlicePicture& picture, int maxEdge = 512);

}  // namespace vitrine
