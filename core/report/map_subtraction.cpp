#include "core/report/map_subtraction.hpp"

#include "core/base/error.hpp"
#include "core/mapio/writer.hpp"
#include "core/products/maps.hpp"

#include <memory>
#include <utility>

namespace vitrine {

MapSubtraction subtractMaps(const SubtractedSide& a, const SubtractedSide& b, bool useOrigins, bool wantsMap,
                            Executor& executor, Progress& progress) {
  const auto refused = [](std::string problem) { return MapSubtraction{{}, std::move(problem), {}, {}}; };
  if (a.context == nullptr || b.context == nullptr) return refused("a report holds no voxels.");
  if (!a.level || !b.level) return refused("one of the maps has no contour level.");
  std::string mismatch = gridMismatch(a.context->inputs().grid(), b.context->inputs().grid(), useOrigins);
  if (!mismatch.empty()) return refused(std::move(mismatch));
  MapSubtraction subtraction;
  try {
    Progress readingA = progress.part(0.3, "reading A");
    const auto mapA = a.context->get<LoadedMapProduct>(readingA);
    Progress readingB = progress.part(0.3, "reading B");
    const auto mapB = b.context->get<LoadedMapProduct>(readingB);
    Progress comparing = progress.part(0.2, "comparing voxels");
    subtraction.result = compareMaps(mapA->volume(), *a.level, mapB->volume(), *b.level, executor, comparing);
    if (!wantsMap) return subtraction;
    Progress subtracting = progress.part(0.2, "subtracting");
    subtraction.map = std::make_shared<const Volume>(
        differenceVolume(mapA->volume(), mapB->volume(), *subtraction.result, executor, subtracting));
  } catch (const Error& error) {
    (subtraction.result ? subtraction.mapProblem : subtraction.problem) = std::string(error.what()) + ".";
  }
  return subtraction;
}

void saveDifference(const std::filesystem::path& file, const Volume& difference, const MapInfo& a,
                    std::vector<std::filesystem::path> inputs, Progress& progress) {
  WriteOptions options;
  options.content = "B scaled to A, minus A";
  options.source = &a;
  options.inputs = std::move(inputs);
  save(file, difference, options, progress);
}

}  // namespace vitrine
