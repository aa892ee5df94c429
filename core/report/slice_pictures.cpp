#include "core/report/slice_pictures.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::array kAxisNames = {"X", "Y", "Z"};
constexpr int kSignificant = 4;  // digits of grey limits in captions

double valueAtRank(std::vector<float>& values, double fraction) {
  const auto rank = static_cast<std::ptrdiff_t>(fraction * static_cast<double>(values.size() - 1) + 0.5);
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values[static_cast<std::size_t>(rank)];
}

}  // namespace

std::string rangeText(const GreyRange& range) {
  return generalText(range.black, kSignificant) + " (black) to " + generalText(range.white, kSignificant) + " (white)";
}

GreyRange rangeOf(const std::vector<const GrayImage*>& images) {
  std::vector<float> values;
  for (const GrayImage* image : images)
    std::ranges::copy_if(image->values, std::back_inserter(values), [](float v) { return std::isfinite(v); });
  if (values.empty()) return {};
  return {valueAtRank(values, kGreyTail), valueAtRank(values, 1 - kGreyTail)};
}

SlicePicture slicePicture(GrayImage image, const GreyRange& range) {
  const std::string axis = kAxisNames[static_cast<std::size_t>(image.axis)];
  std::string title =
      image.index < 0 ? "Projection along " + axis : "Slice " + std::to_string(image.index) + " along " + axis;
  const auto [low, high] = std::ranges::minmax(image.values);
  if (low == high) title += " (constant)";
  return {std::move(image), std::move(title), range.black, range.white};
}

}  // namespace vitrine
