#include "core/mask/select_components.hpp"

#include "core/mask/run_labels.hpp"

namespace vitrine {

std::optional<Component> componentAt(const Mask& mask, const Index3& voxel, Executor& executor, Progress& progress) {
  if (mask.count == 0) return std::nullopt;
  const RunLabels labels = labelRuns(mask, executor, progress, kMaximumRuns);
  const std::optional<std::uint32_t> number = labels.at(voxel);
  if (!number) return std::nullopt;
  return describe(labels, {*number}).front();
}

Mask selectComponents(const Mask& mask, const ComponentChoice& choice, Executor& executor, Progress& progress) {
  if (mask.count == 0) return Mask(mask.grid);
  Progress labelling = progress.part(0.8);
  const RunLabels labels = labelRuns(mask, executor, labelling, kMaximumRuns);
  const Progress writing = progress.part(0.2);
  if (choice.only) {
    const std::optional<std::uint32_t> only = labels.at(*choice.only);
    return maskOf(labels, executor, writing, [only](std::uint32_t number) { return number == only; });
  }
  return maskOf(labels, executor, writing,
                [&](std::uint32_t number) { return labels.voxels[number] >= choice.smallest; });
}

}  // namespace vitrine
