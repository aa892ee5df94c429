#include "app/window/grey_range.hpp"

#include "app/window/workspace.hpp"

#include <algorithm>

namespace vitrine::ui {

std::optional<GreyRange> automaticGreyRange(const Workspace& workspace) {
  const auto map = workspace.map();
  if (map == nullptr) return {};
  const MapStatistics& statistics = map->scan.statistics;
  GreyRange range{std::max(statistics.mean - 2 * statistics.rms, statistics.minimum),
                  std::min(statistics.mean + 5 * statistics.rms, statistics.maximum)};
  if (const auto table = workspace.thresholds()) range = {table->levelEnclosing(0.999), table->levelEnclosing(0.0002)};
  return range.low < range.high ? std::optional(range) : std::nullopt;
}

}  // namespace vitrine::ui
