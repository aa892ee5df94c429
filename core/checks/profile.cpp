#include "core/checks/profile.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {

bool vrsNumber(CheckResult& result, const std::string& key, std::optional<double> value) {
  const Number* found = result.find(key);
  if (found == nullptr) return false;
  const Number corrected = *found;
  const bool equal = corrected.value.has_value() == value.has_value() &&
                     (!value || std::abs(*value - *corrected.value) <= 1e-12 * std::abs(*value));
  if (!equal) result.number("vrs_" + key, corrected.label + " (VRS)", value, corrected.unit, corrected.decimals);
  return !equal;
}

Location locationOf(const Grid& grid, const Vector3& voxels) {
  Location location;
  for (int axis = 0; axis < 3; ++axis)
    location.voxel[axis] = static_cast<int>(std::clamp<double>(std::round(voxels[axis]), 0, grid.size[axis] - 1));
  location.positionA = grid.positionA(location.voxel);
  return location;
}

}  // namespace vitrine
