// Random numbers as a function of (seed, index): the same whatever thread asks, on every platform.
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

namespace vitrine {

/// The splitmix64 stream of `seed` (Steele, Lea, Flood 2014, doi:10.1145/2660193.2660195): its value number `index`,
/// 0-based.
constexpr std::uint64_t randomBits(std::uint64_t seed, std::uint64_t index) {
  std::uint64_t z = seed + (index + 1) * 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// Uniform in [0, 1) with 53 bits.
constexpr double randomUniform(std::uint64_t seed, std::uint64_t index) {
  return static_cast<double>(randomBits(seed, index) >> 11) * 0x1p-53;
}

/// Standard normal: number `index` of the stream uses the uniforms 2 index and 2 index + 1 (Box and Muller 1958, cosine
/// half).
inline double randomNormal(std::uint64_t seed, std::uint64_t index) {
  const double u1 = randomUniform(seed, 2 * index);
  const double u2 = randomUniform(seed, 2 * index + 1);
  return std::sqrt(-2.0 * std::log(1.0 - u1)) * std::cos(2.0 * std::numbers::pi * u2);
}

}  // namespace vitrine
