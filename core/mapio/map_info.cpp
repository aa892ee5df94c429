#include "core/mapio/map_info.hpp"

#include <algorithm>

namespace vitrine {

const Diagnostic* MapInfo::find(std::string_view id) const {
  const auto found =
      std::find_if(diagnostics.begin(), diagnostics.end(), [id](const Diagnostic& d) { return d.id == id; });
  return found == diagnostics.end() ? nullptr : &*found;
}

bool MapInfo::has(std::string_view id) const { return find(id) != nullptr; }

}  // namespace vitrine
