// Pictures as PNG files (ISO/IEC 15948), for HTML.
#pragma once

#include "core/checks/picture.hpp"

#include <cstdint>
#include <span>
#include <string>

namespace vitrine {

/// The bytes of an 8-bit grey PNG: black to white linear, values outside clamped, row 0 of the image at the bottom.
/// An image of one value, or without a range, is mid-grey. Larger images are averaged down until no edge exceeds
/// `maxEdge`. @throws std::runtime_error if zlib fails
std::string slicePng(const SlicePicture& picture, int maxEdge = 512);

/// The bytes of an 8-bit PNG with transparency. @param pixels  0xAARRGGBB, row 0 at the top, whole rows of `width`
std::string colourPng(std::span<const std::uint32_t> pixels, int width);

}  // namespace vitrine
