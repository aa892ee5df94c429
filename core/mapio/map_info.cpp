#include "core/mapio/map_info.hpp"

#include <algorithm>

namespace vitrine {

const Diagnostic* MapInfo::find(std::string_view id) const {
  const auto found =
      std::find_if(diagnostics.begin(), diagnostics.end(), [id](const Diagnostic& d) { return d.id == id; });
  return found == diagnostics.end() ? nullptr : &*found;
}

std::string_view compressionName(Compression compression) {
  switch (compression) {
    case Compression::None:
      return "none";
    case Compression::Gzip:
      return "gzip";
    case Compression::Bzip2:
      return "bzip2";
    case Compression::Zstd:
      return "zstd";
  }
  return "";
}

bool MapInfo::has(std::string_view id) const { return find(id) != nullptr; }

const Diagnostic* MapInfo::firstForbidding() const {
  const auto found = std::ranges::find_if(
      diagnostics, [](const Diagnostic& d) { return d.severity() == Severity::Error && d.id != "E-ANISO"; });
  return found == diagnostics.end() ? nullptr : &*found;
}

}  // namespace vitrine
