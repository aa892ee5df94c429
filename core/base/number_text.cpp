#include "core/base/number_text.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

template <class... Format>
std::string toText(double value, Format... format) {
  if (std::isnan(value)) return "not a number";
  if (std::isinf(value)) return value > 0 ? "infinite" : "-infinite";
  std::array<char, 512> text;  // fixed notation of 1e308 has 309 digits
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format...).ptr;
  return {text.data(), end};
}

}  // namespace

std::string fixedText(double value, int decimals) {
  std::string text = toText(value, std::chars_format::fixed, decimals);
  if (text.starts_with('-') && text.find_first_not_of("-0.") == std::string::npos) text.erase(0, 1);
  return text;
}

std::string generalText(double value, int digits) { return toText(value, std::chars_format::general, digits); }

std::string exactText(double value) { return toText(value); }

std::string countText(std::int64_t value) {
  std::string text = std::to_string(value);
  const std::size_t first = value < 0 ? 1 : 0;
  for (std::size_t i = text.size(); i > first + 3;) text.insert(i -= 3, 1, ' ');
  return text;
}

std::string plural(std::int64_t count, const std::string& singular) {
  return std::to_string(count) + " " + singular + (count == 1 ? "" : "s");
}

std::string bytesText(std::int64_t bytes) {
  const double value = static_cast<double>(bytes);
  if (bytes >= (1LL << 30)) return fixedText(value / 0x1p30, 2) + " GiB";
  if (bytes >= (1LL << 20)) return fixedText(value / 0x1p20, 1) + " MiB";
  if (bytes >= (1LL << 10)) return fixedText(value / 0x1p10, 1) + " KiB";
  return std::to_string(bytes) + " bytes";
}

}  // namespace vitrine
