// Naming what a file is that is not a map, from its first bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

namespace vitrine {

struct RecognisedKind {
  std::string kind;    ///< "a TIFF image": fits after "It looks like"
  std::string remedy;  ///< what to do with it; a sentence
};

/// @param firstBytes  up to 4096 of them
/// @param fileBytes   length of the whole file, if known
std::optional<RecognisedKind> recognise(std::span<const unsigned char> firstBytes,
                                        std::optional<std::int64_t> fileBytes);

}  // namespace vitrine
