// Writes .cs files as cryoSPARC does: NumPy structured arrays of one row or more.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace vitrine::test {

/// A column: bytes of the length of its text, or a 32-bit float.
using NpyCell = std::variant<std::string, float>;

inline std::string npyFile(const std::vector<std::pair<std::string, NpyCell>>& columns, int rows = 1) {
  std::string types, row;
  for (const auto& [name, cell] : columns) {
    types += types.empty() ? "" : ", ";
    if (const auto* text = std::get_if<std::string>(&cell)) {
      types.append("('").append(name).append("', '|S").append(std::to_string(text->size())).append("')");
      row += *text;
    } else {
      types.append("('").append(name).append("', '<f4')");
      const auto bits = std::bit_cast<std::uint32_t>(std::get<float>(cell));
      for (int i = 0; i < 4; ++i) row += static_cast<char>(bits >> (8 * i));
    }
  }
  std::string header = "{'descr': [";
  header.append(types).append("], 'fortran_order': False, 'shape': (").append(std::to_string(rows)).append(",), }");
  header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');
  header += '\n';
  std::string file = "\x93NUMPY\x01";
  file += '\0';
  file += static_cast<char>(header.size() & 255);
  file += static_cast<char>(header.size() >> 8);
  file += header;
  for (int i = 0; i < rows; ++i) file += row;
  return file;
}

}  // namespace vitrine::test
