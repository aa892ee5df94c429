// Two-dimensional pictures made of map values: slices and projections. Data, not paint.
#pragma once

#include "core/volume/scan.hpp"
#include "core/volume/volume.hpp"

#include <string>
#include <vector>

namespace vitrine {

/// Orthogonal plane perpendicular to `axis`. Image x runs along map x (axis 1, 2) or y (axis 0), image y along map y
/// (axis 2) or z (axis 0, 1). Row 0 is the lowest index: painters draw it at the bottom.
struct GrayImage {
  int width = 0, height = 0;
  std::vector<float> values;  ///< width * height, row after row
  double pixelWidthA = 0, pixelHeightA = 0;
  int axis = 2;    ///< perpendicular axis: 0 x, 1 y, 2 z
  int index = -1;  ///< 0-based plane index; -1 for a projection
  float at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
};

/// An image of plane `index` perpendicular to `axis`, sized, its values 0.
GrayImage emptyImage(const Grid& grid, int axis, int index);
/// Plane `index` perpendicular to `axis`; only the bytes of that plane are touched. @pre 0 <= index < size[axis]
GrayImage slice(const Volume& volume, int axis, int index);
/// Sum along `axis`, from the scan's doubles.
GrayImage projection(const Grid& grid, const MapScan& scan, int axis);
/// Width and height of an image perpendicular to `axis`, and which map axes they are.
std::array<int, 2> imageAxes(int axis);

}  // namespace vitrine
