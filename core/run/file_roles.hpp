// What a file is, judged by its name alone: the first step of gathering an entry. For core/run only.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace vitrine {

enum class FileKind {
  Map,
  Half1,
  Half2,
  Mask,
  Model,
  Curves,      ///< perhaps: content decides
  Entry,       ///< metadata of an EMDB entry, perhaps: content decides
  RelionStar,  ///< postprocess.star: names a whole set
  Cryosparc,   ///< .cs: may name a whole set
  Stack,       ///< images, not a volume
  Other
};

/// A file with what its name says.
struct NamedFile {
  std::filesystem::path path;
  FileKind kind = FileKind::Other;
  /// Among files of one kind, higher is better. Maps: 0 hardly the map (local resolution, masked, additional).
  int preference = 0;
  int iteration = -1;  ///< of a refinement; -1: the final one, or none
  std::string series;  ///< the name without its iteration: equal for all iterations of one output
  std::string pair;    ///< of half maps: equal for the two that belong together
  bool isUnfiltered = false;
  std::string why;  ///< "named *half_A*"
};

/// Cases do not matter; ".gz", ".bz2" and ".zst" are taken off first. Rules: docs/user/opening.md
NamedFile readName(const std::filesystem::path& file);

/// ".mrc", ".map", ".ccp4", ".rec", also compressed: what a folder is searched for.
bool isMapName(const std::filesystem::path& file);

}  // namespace vitrine
