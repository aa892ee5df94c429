#include "core/volume/image.hpp"

#include <algorithm>
#include <cassert>

namespace vitrine {
GrayImage emptyImage(const Grid& grid, int axis, int index) {
  const auto [h, v] = imageAxes(axis);
  GrayImage image;
  image.width = grid.size[static_cast<std::size_t>(h)];
  image.height = grid.size[static_cast<std::size_t>(v)];
  image.pixelWidthA = grid.voxelSize[static_cast<std::size_t>(h)];
  image.pixelHeightA = grid.voxelSize[static_cast<std::size_t>(v)];
  image.axis = axis;
  image.index = index;
  image.values.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  return image;
}

std::array<int, 2> imageAxes(int axis) { return {axis == 0 ? 1 : 0, axis == 2 ? 1 : 2}; }

GrayImage slice(const Volume& volume, int axis, int index) {
  const Grid& grid = volume.grid;
  assert(axis >= 0 && axis < 3 && index >= 0 && index < grid.size[static_cast<std::size_t>(axis)]);
  GrayImage image = emptyImage(grid, axis, index);
  float* out = image.values.data();
  for (int row = 0; row < image.height; ++row, out += image.width) {
    if (axis == 0) {
      for (int y = 0; y < image.width; ++y) out[y] = volume.at(index, y, row);
    } else {
      const float* in = volume.data.data() + (axis == 1 ? grid.index(0, index, row) : grid.index(0, row, index));
      std::copy(in, in + image.width, out);
    }
  }
  return image;
}

GrayImage projection(const Grid& grid, const MapScan& scan, int axis) {
  GrayImage image = emptyImage(grid, axis, -1);
  const auto& sums = scan.projection[static_cast<std::size_t>(axis)];
  assert(sums.size() == image.values.size());
  std::transform(sums.begin(), sums.end(), image.values.begin(), [](double v) { return static_cast<float>(v); });
  return image;
}

}  // namespace vitrine
