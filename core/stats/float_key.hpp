// Floats as ordered integers, and doubles as the float limits that compare alike.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace vitrine {

/// Order-preserving: a < b exactly if floatKey(a) < floatKey(b); -0 and 0 share a key. @pre not NaN
inline std::uint32_t floatKey(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value + 0.0F);
  return (bits & 0x80000000U) != 0 ? ~bits : bits | 0x80000000U;
}

/// The float of a key.
inline float keyFloat(std::uint32_t key) {
  return std::bit_cast<float>((key & 0x80000000U) != 0 ? key & 0x7FFFFFFFU : ~key);
}

/// Smallest float >= x: for a float v, v >= x exactly if v >= floatAtLeast(x), and v < x exactly if
/// v < floatAtLeast(x). So a loop may compare in single precision what is defined in double.
inline float floatAtLeast(double x) {
  const auto nearest = static_cast<float>(x);
  return static_cast<double>(nearest) >= x ? nearest : std::nextafter(nearest, std::numeric_limits<float>::infinity());
}

/// Largest float <= x: v > x exactly if v > floatAtMost(x), and v <= x exactly if v <= floatAtMost(x).
inline float floatAtMost(double x) {
  const auto nearest = static_cast<float>(x);
  return static_cast<double>(nearest) <= x ? nearest : std::nextafter(nearest, -std::numeric_limits<float>::infinity());
}

}  // namespace vitrine
