// The header of a NumPy file: names, types and places of the columns of a structured array.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// One column of a row.
struct NpyColumn {
  std::string name;
  char order = '|';  ///< '<' little-endian, '>' big-endian, '|' does not matter
  char kind = 'V';   ///< 'S' bytes, 'U' text of 4 bytes a character, 'f', 'i', 'u', 'b', ...
  std::int64_t itemBytes = 0;
  std::int64_t items = 1;   ///< product of its shape
  std::int64_t offset = 0;  ///< of the first byte within a row

  std::int64_t bytes() const { return items * itemBytes; }
};

struct NpyHeader {
  std::vector<NpyColumn> columns;
  std::int64_t rows = 0;
  std::int64_t rowBytes = 0;
  std::int64_t dataOffset = 0;  ///< of the first row in the file
};

/// The most bytes of a file that its header may take, magic and all.
inline constexpr std::int64_t kLargestNpyHeader = 1 << 20;

/// Formats 1.0 to 3.0. The header is the text of a Python dictionary; it is read by a parser of its own that knows
/// strings, whole numbers, True, False, None, tuples, lists and dictionaries up to a small depth, and evaluates
/// nothing. Arrays that hold Python objects are refused: reading them would run code.
/// @param start  the first bytes of the file, at least the whole header
/// @param name   for messages
/// @throws InputError  the bytes are no NumPy file, the header is longer than kLargestNpyHeader or not whole, the array
///                     has no named columns, sizes overflow, rows longer than 1 MiB
NpyHeader parseNpyHeader(std::string_view start, const std::string& name);

}  // namespace vitrine
