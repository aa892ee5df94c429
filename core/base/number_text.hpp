// The only place where a number becomes text for people. No locale, no stream state.
#pragma once

#include <cstdint>
#include <string>

namespace vitrine {

/// Fixed decimals: fixedText(3.14159, 2) is "3.14". "-0.00" becomes "0.00".
std::string fixedText(double value, int decimals);
/// At most `digits` significant digits, shortest form: generalText(0.00660000001, 6) is "0.0066".
std::string generalText(double value, int digits = 6);
/// The shortest text that reads back as the same double.
std::string exactText(double value);
/// Groups of three separated by a narrow plain space: 11 131 513.
std::string countText(std::int64_t value);
/// "1 warning", "3 warnings".
std::string plural(std::int64_t count, const std::string& singular);
/// 4294967296 -> "4.00 GiB".
std::string bytesText(std::int64_t bytes);

}  // namespace vitrine
