#include "core/mapio/convert.hpp"

#include <bit>
#include <cstring>

namespace vitrine {
namespace {

template <class T>
T swapped(T value) {
  if constexpr (sizeof(T) == 2)
    return __builtin_bswap16(value);
  else
    return __builtin_bswap32(value);
}

/// One loop for all fixed-width types: assemble the word, swap it, then convert (never the other way round).
template <class Word, class Convert>
void convertWords(const unsigned char* bytes, float* out, std::int64_t count, bool swap, Convert convert) {
  for (std::int64_t i = 0; i < count; ++i) {
    Word word;
    std::memcpy(&word, bytes + i * static_cast<std::int64_t>(sizeof word), sizeof word);
    if (swap) word = swapped(word);
    const float value = convert(word);
    std::memcpy(out + i, &value, sizeof value);
  }
}

}  // namespace

float halfToFloat(std::uint16_t half) {
  const std::uint32_t sign = std::uint32_t{half & 0x8000U} << 16;
  const std::uint32_t exponent = half >> 10 & 31U, mantissa = half & 0x3FFU;
  // Subnormal halves through integers: as shifted bits they would be subnormal floats, which some threads flush to 0.
  const auto small = std::bit_cast<std::uint32_t>(static_cast<float>(mantissa) * 0x1p-24F);
  const std::uint32_t normal = (exponent + 112) << 23 | mantissa << 13;
  const std::uint32_t odd = 0x7F800000U | mantissa << 13;
  return std::bit_cast<float>(sign | (exponent == 0 ? small : exponent == 31 ? odd : normal));
}

void convertVoxels(const VoxelFormat& format, const unsigned char* bytes, bool skipNibble, float* out,
                   std::int64_t count) {
  const bool swap = (format.order == ByteOrder::Little) != (std::endian::native == std::endian::little);
  switch (format.mode) {
    case 0:
    case 5:
      if (format.mode0 == Mode0::Signed)
        for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<float>(static_cast<signed char>(bytes[i]));
      else if (format.mode0 == Mode0::Unsigned)
        for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<float>(bytes[i]);
      else
        for (std::int64_t i = 0; i < count; ++i) out[i] = static_cast<float>(static_cast<signed char>(bytes[i]) + 128);
      break;
    case 1:
      convertWords<std::uint16_t>(bytes, out, count, swap,
                                  [](std::uint16_t w) { return static_cast<float>(static_cast<std::int16_t>(w)); });
      break;
    case 6:
      convertWords<std::uint16_t>(bytes, out, count, swap, [](std::uint16_t w) { return static_cast<float>(w); });
      break;
    case 7:
      convertWords<std::uint32_t>(bytes, out, count, swap,
                                  [](std::uint32_t w) { return static_cast<float>(static_cast<std::int32_t>(w)); });
      break;
    case 12:
      convertWords<std::uint16_t>(bytes, out, count, swap, halfToFloat);
      break;
    case 101:
      for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t nibble = i + (skipNibble ? 1 : 0);
        out[i] = static_cast<float>(nibble % 2 == 0 ? bytes[nibble / 2] & 15 : bytes[nibble / 2] >> 4);
      }
      break;
    default:  // 2; the judge lets no other mode through
      if (swap)
        convertWords<std::uint32_t>(bytes, out, count, true, [](std::uint32_t w) { return std::bit_cast<float>(w); });
      else
        std::memcpy(out, bytes, static_cast<std::size_t>(count) * sizeof(float));
  }
}

}  // namespace vitrine
