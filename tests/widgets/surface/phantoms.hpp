// Volumes with a surface that is known.
#pragma once

#include "core/volume/volume.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <vector>

namespace vitrine::test {

inline std::shared_ptr<Volume> volumeOf(const Grid& grid, const std::function<double(const Vector3&)>& valueAtA) {
  auto volume = std::make_shared<Volume>(grid);
  for (int z = 0; z < grid.size[2]; ++z)
    for (int y = 0; y < grid.size[1]; ++y)
      for (int x = 0; x < grid.size[0]; ++x)
        volume->at(x, y, z) = static_cast<float>(
            valueAtA({(x + 0.5) * grid.voxelSize[0], (y + 0.5) * grid.voxelSize[1], (z + 0.5) * grid.voxelSize[2]}));
  return volume;
}

inline Grid cube(int edge, double voxelSize) {
  return {.size = {edge, edge, edge}, .voxelSize = {voxelSize, voxelSize, voxelSize}, .origin = {}};
}

struct Ball {
  Vector3 centre;
  double radius;
};

/// At level 0 the balls' union: value = largest of radius - distance.
inline std::shared_ptr<Volume> ballsVolume(const Grid& grid, const std::vector<Ball>& balls) {
  return volumeOf(grid, [&](const Vector3& p) {
    double value = -1e9;
    for (const Ball& ball : balls)
      value = std::max(value,
                       ball.radius - std::hypot(p[0] - ball.centre[0], p[1] - ball.centre[1], p[2] - ball.centre[2]));
    return value;
  });
}

/// A ball of gyroid: much surface for its size, connected, smooth. Levels 0.3 to 1.5 are sensible.
inline std::shared_ptr<Volume> gyroidVolume(int edge, int periods) {
  const double k = 2 * 3.14159265358979 * periods / edge;
  return volumeOf(cube(edge, 1), [&](const Vector3& p) {
    const double r = std::hypot(p[0] - 0.5 * edge, p[1] - 0.5 * edge, p[2] - 0.5 * edge) / (0.42 * edge);
    const double gyroid = std::sin(k * p[0]) * std::cos(k * p[1]) + std::sin(k * p[1]) * std::cos(k * p[2]) +
                          std::sin(k * p[2]) * std::cos(k * p[0]);
    return r < 1 ? (gyroid + 1) * (1 - r * r * r * r) : 0.0;
  });
}

}  // namespace vitrine::test
