// What RELION's postprocess.star says about the files it was made from.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace vitrine {

/// Paths as written: relative to the folder of the RELION project. Empty: not stated.
struct RelionPostprocess {
  std::string half1, half2, mask, map;
  std::optional<double> resolutionA;  ///< rlnFinalResolution
};

/// @param name  of the text, for messages. @throws InputError naming line and column, or that it names no map
RelionPostprocess parsePostprocess(std::string_view text, const std::string& name);
/// Files up to 16 MiB. @throws InputError
RelionPostprocess readPostprocess(const std::filesystem::path& file);

}  // namespace vitrine
