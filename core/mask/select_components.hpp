// Some of the components of a mask: what dust hiding and picking show and save.
#pragma once

#include "core/mask/components.hpp"

#include <optional>

namespace vitrine {

/// Which components stay.
struct ComponentChoice {
  std::int64_t smallest = 1;  ///< voxels; smaller ones go
  /// Only the component that holds this voxel; it stays whatever its size. A voxel outside the mask: nothing stays.
  std::optional<Index3> only;
};

/// The component (26 neighbours) that holds `voxel`; empty if the voxel is not in the mask. Cost: one labelling of the
/// mask. @throws NotMeasurable, MemoryError, Cancelled
std::optional<Component> componentAt(const Mask& mask, const Index3& voxel, Executor& executor, Progress& progress);

/// The voxels of the components that stay. @throws NotMeasurable, MemoryError, Cancelled
Mask selectComponents(const Mask& mask, const ComponentChoice& choice, Executor& executor, Progress& progress);

}  // namespace vitrine
