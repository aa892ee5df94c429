// The pictures of the input section: slices, projections, surface, masks (level 0, section 2 of the methods).
#include "core/products/maps.hpp"
#include "core/report/compose.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace vitrine {
namespace {

constexpr std::array kAxisNames = {"X", "Y", "Z"};

std::string sliceTitle(const GrayImage& image) {
  std::string title =
      "Slice " + std::to_string(image.index) + " along " + kAxisNames[static_cast<std::size_t>(image.axis)];
  const auto [low, high] = std::ranges::minmax(image.values);
  return low == high ? title + " (constant)" : title;
}

Figure centralSlices(const Volume& volume) {
  Figure figure{"central_slices", "Central slices of the map; planes are counted from 0.", {}};
  for (int axis = 0; axis < 3; ++axis) {
    GrayImage image = slice(volume, axis, volume.grid.centre(axis));
    std::string title = sliceTitle(image);
    figure.pictures.emplace_back(SlicePicture{std::move(image), std::move(title), {}, {}});
  }
  return figure;
}

}  // namespace

std::vector<Figure> inputFigures(const ValidationContext& context, Progress& progress) {
  const auto map = context.get<FullMap>(progress);
  return {centralSlices(map->volume())};
}

}  // namespace vitrine
