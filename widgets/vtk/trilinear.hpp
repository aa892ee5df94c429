// Values between voxels, in scene coordinates.
#pragma once

#include "core/volume/volume.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::ui {

/// Trilinear value at a place given in A from the corner of the box (see volumeImage()), clamped at the faces. Where
/// some of the eight voxels have no value (NaN), the others count alone; NaN if none has one.
inline float trilinear(const Volume& volume, const Vector3& voxelSize, const Vector3& positionA) {
  Index3 low{}, high{};
  std::array<float, 3> t{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const int last = volume.grid.size[axis] - 1;
    const double index = std::clamp(positionA[axis] / voxelSize[axis] - 0.5, 0.0, static_cast<double>(last));
    low[axis] = static_cast<int>(index);
    high[axis] = std::min(low[axis] + 1, last);
    t[axis] = static_cast<float>(index - low[axis]);
  }
  const auto alongX = [&](int y, int z) {
    const float* row = volume.plane(z) + volume.grid.size[0] * static_cast<std::int64_t>(y);
    return row[low[0]] + t[0] * (row[high[0]] - row[low[0]]);
  };
  const auto alongY = [&](int z) { return alongX(low[1], z) + t[1] * (alongX(high[1], z) - alongX(low[1], z)); };
  const float value = alongY(low[2]) + t[2] * (alongY(high[2]) - alongY(low[2]));
  if (!std::isnan(value)) return value;
  float sum = 0, weights = 0;
  for (unsigned corner = 0; corner < 8; ++corner) {
    float weight = 1;
    Index3 at{};
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const bool isHigh = (corner >> axis & 1U) != 0;
      at[axis] = isHigh ? high[axis] : low[axis];
      weight *= isHigh ? t[axis] : 1 - t[axis];
    }
    const float there = volume.at(at[0], at[1], at[2]);
    if (std::isnan(there)) continue;
    sum += weight * there;
    weights += weight;
  }
  return weights > 0 ? sum / weights : value;
}

}  // namespace vitrine::ui
