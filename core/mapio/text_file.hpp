// A text file in memory, never more of it than asked for.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

namespace vitrine {

/// The bytes of a file, uncompressed if it is compressed, whatever a compressed one would grow to.
/// @param what  what it should be, for messages: "a file of FSC curves"
/// @throws InputError when it cannot be read or holds more than `mostBytes`
std::string readTextFile(const std::filesystem::path& file, std::size_t mostBytes, const std::string& what);

}  // namespace vitrine
