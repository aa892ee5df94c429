#include "core/mask/mask_slices.hpp"

#include <bit>

namespace vitrine {
namespace {

constexpr int kPlanesPerBlock = 4;

}  // namespace

PlaneCounts planeCounts(const Mask& mask, Executor& executor, const Progress& progress) {
  const Grid& grid = mask.grid;
  PlaneCounts empty;
  for (int axis = 0; axis < 3; ++axis) empty[axis].assign(static_cast<std::size_t>(grid.size[axis]), 0);
  // Integers: the order of adding does not matter, but blocks must not share counters.
  const std::int64_t planesPerBlock = std::max<std::int64_t>(kPlanesPerBlock, (grid.size[2] + 63) / 64);
  return orderedReduce(
      executor, progress, grid.size[2], planesPerBlock, empty,
      [&](const BlockRange& block, PlaneCounts& counts) {
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y) {
            const std::uint64_t* words = mask.row(y, z);
            std::int64_t inRow = 0;
            for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
              for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1, ++inRow)
                ++counts[0][static_cast<std::size_t>(word * 64 + std::countr_zero(bits))];
            counts[1][static_cast<std::size_t>(y)] += inRow;
            counts[2][static_cast<std::size_t>(z)] += inRow;
          }
      },
      [](PlaneCounts& total, const PlaneCounts& next) {
        for (int axis = 0; axis < 3; ++axis)
          for (std::size_t i = 0; i < total[axis].size(); ++i) total[axis][i] += next[axis][i];
      });
}

std::array<int, 2> occupiedPlanes(const PlaneCounts& counts, int axis) {
  const std::vector<std::int64_t>& planes = counts[axis];
  int first = 0, last = static_cast<int>(planes.size()) - 1;
  while (first <= last && planes[static_cast<std::size_t>(first)] == 0) ++first;
  if (first > last) return {0, -1};
  while (planes[static_cast<std::size_t>(last)] == 0) --last;
  return {first, last};
}

int maximumVariancePlane(const PlaneCounts& counts, const Grid& grid, int axis) {
  const double voxels = static_cast<double>(grid.voxels()) / grid.size[axis];
  std::vector<double> variance;
  for (const std::int64_t set : counts[axis]) {
    const double p = static_cast<double>(set) / voxels;
    variance.push_back(p * (1 - p));
  }
  return firstOfLargest(variance);
}

int maximumVariancePlane(const Mask& mask, int axis) {
  SerialExecutor executor;
  return maximumVariancePlane(planeCounts(mask, executor, Progress()), mask.grid, axis);
}

GrayImage maskSlice(const Mask& mask, int axis, int index) {
  const auto [across, up] = imageAxes(axis);
  GrayImage image;
  image.width = mask.grid.size[across];
  image.height = mask.grid.size[up];
  image.pixelWidthA = mask.grid.voxelSize[across];
  image.pixelHeightA = mask.grid.voxelSize[up];
  image.axis = axis;
  image.index = index;
  image.values.resize(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height));
  Index3 voxel;
  voxel[axis] = index;
  std::size_t i = 0;
  for (voxel[up] = 0; voxel[up] < image.height; ++voxel[up])
    for (voxel[across] = 0; voxel[across] < image.width; ++voxel[across])
      image.values[i++] = mask.at(voxel[0], voxel[1], voxel[2]) ? 1.0F : 0.0F;
  return image;
}

Volume maskVolume(const Mask& mask, Executor& executor, const Progress& progress) {
  Volume volume(mask.grid);
  parallelBlocks(executor, progress, mask.grid.size[2], kPlanesPerBlock, [&](const BlockRange& block) {
    for (int z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < mask.grid.size[1]; ++y) {
        const std::uint64_t* words = mask.row(y, z);
        float* out = volume.data.data() + mask.grid.index(0, y, z);
        for (int x = 0; x < mask.grid.size[0]; ++x) out[x] = (words[x >> 6] >> (x & 63)) & 1U ? 1.0F : 0.0F;
      }
  });
  return volume;
}

}  // namespace vitrine
