#include "core/mask/soft_mask.hpp"

#include "core/mask/mask_slices.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

constexpr int kSlabPlanes = 32;

std::vector<float> gaussianKernel(double sigmaVoxels, int size) {
  // Beyond half the box the wrapped kernel would count voxels twice.
  const int radius = std::min(static_cast<int>(std::ceil(4 * sigmaVoxels)), std::max(0, (size - 1) / 2));
  std::vector<double> taps;
  double sum = 0;
  for (int i = -radius; i <= radius; ++i) {
    taps.push_back(std::exp(-0.5 * i * i / (sigmaVoxels * sigmaVoxels)));
    sum += taps.back();
  }
  std::vector<float> kernel;
  for (const double tap : taps) kernel.push_back(static_cast<float>(tap / sum));
  return kernel;
}

int wrapped(int i, int size) { return (i % size + size) % size; }

/// Convolves a row in place; `padded` has room for the row and the kernel.
void convolveRow(float* row, int count, const std::vector<float>& kernel, std::vector<float>& padded) {
  const int radius = static_cast<int>(kernel.size()) / 2;
  padded.resize(static_cast<std::size_t>(count) + kernel.size());
  for (int i = -radius; i < count + radius; ++i) padded[static_cast<std::size_t>(i + radius)] = row[wrapped(i, count)];
  std::fill_n(row, count, 0.0F);
  // Tap by tap over the whole row: the compiler turns the inner loop into vector code.
  for (std::size_t k = 0; k < kernel.size(); ++k)
    for (int i = 0; i < count; ++i) row[i] += kernel[k] * padded[static_cast<std::size_t>(i) + k];
}

/// Convolves an image along both directions. Columns are summed row by row, so memory is read in order.
void convolveImage(float* image, int width, int height, const std::vector<float>& along, const std::vector<float>& up,
                   std::vector<float>& scratch) {
  for (int row = 0; row < height; ++row) {
    float* line = image + std::int64_t{width} * row;
    if (std::any_of(line, line + width, [](float v) { return v != 0; })) convolveRow(line, width, along, scratch);
  }
  scratch.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const int radius = static_cast<int>(up.size()) / 2;
  std::copy_n(image, std::int64_t{width} * height, scratch.data());
  std::vector<char> occupied(static_cast<std::size_t>(height));
  for (int row = 0; row < height; ++row) {
    const float* line = scratch.data() + std::int64_t{width} * row;
    occupied[static_cast<std::size_t>(row)] = std::any_of(line, line + width, [](float v) { return v != 0; });
  }
  for (int row = 0; row < height; ++row) {
    float* out = image + std::int64_t{width} * row;
    std::fill_n(out, width, 0.0F);
    for (int k = -radius; k <= radius; ++k) {
      const int from = wrapped(row + k, height);
      if (!occupied[static_cast<std::size_t>(from)]) continue;
      const float tap = up[static_cast<std::size_t>(k + radius)];
      const float* line = scratch.data() + std::int64_t{width} * from;
      for (int x = 0; x < width; ++x) out[x] += tap * line[x];
    }
  }
}

/// Adds `tap` to `image` wherever the plane `index` perpendicular to `axis` is set. Returns whether any voxel was.
bool addPlane(const Mask& mask, int axis, int index, float tap, std::vector<float>& image) {
  const auto [across, up] = imageAxes(axis);
  const int width = mask.grid.size[across], height = mask.grid.size[up];
  bool any = false;
  Index3 voxel;
  voxel[axis] = index;
  for (voxel[up] = 0; voxel[up] < height; ++voxel[up])
    for (voxel[across] = 0; voxel[across] < width; ++voxel[across])
      if (mask.at(voxel[0], voxel[1], voxel[2])) {
        image[static_cast<std::size_t>(voxel[across] + std::int64_t{width} * voxel[up])] += tap;
        any = true;
      }
  return any;
}

void clip(float* values, std::int64_t count) {
  for (std::int64_t i = 0; i < count; ++i) values[i] = std::clamp(values[i], 0.0F, 1.0F);
}

}  // namespace

SoftMask::SoftMask(std::shared_ptr<const Mask> hard, double sigmaA) : m_hard(std::move(hard)), m_sigmaA(sigmaA) {
  const Grid& grid = m_hard->grid;
  if (!(m_sigmaA > 0)) m_sigmaA = 2 * std::cbrt(grid.voxelVolume());
  for (int axis = 0; axis < 3; ++axis)
    m_kernel[axis] = gaussianKernel(m_sigmaA / grid.voxelSize[axis], grid.size[axis]);
}

GrayImage SoftMask::plane(int axis, int index) const {
  const Grid& grid = m_hard->grid;
  const auto [across, up] = imageAxes(axis);
  GrayImage image = maskSlice(*m_hard, axis, index);
  // Convolutions commute: first across the planes, which leaves one image, then inside it.
  std::fill(image.values.begin(), image.values.end(), 0.0F);
  const int radius = static_cast<int>(m_kernel[axis].size()) / 2;
  for (int k = -radius; k <= radius; ++k)
    addPlane(*m_hard, axis, wrapped(index + k, grid.size[axis]), m_kernel[axis][static_cast<std::size_t>(k + radius)],
             image.values);
  std::vector<float> scratch;
  convolveImage(image.values.data(), image.width, image.height, m_kernel[across], m_kernel[up], scratch);
  clip(image.values.data(), static_cast<std::int64_t>(image.values.size()));
  return image;
}

void SoftMask::computeSlab(int beginZ, int endZ, float* planes) const {
  const Grid& grid = m_hard->grid;
  const std::int64_t plane = grid.planeVoxels();
  std::fill_n(planes, plane * (endZ - beginZ), 0.0F);
  const int radius = static_cast<int>(m_kernel[2].size()) / 2;
  std::vector<float> image(static_cast<std::size_t>(plane)), scratch;
  for (int z = beginZ - radius; z < endZ + radius; ++z) {
    std::fill(image.begin(), image.end(), 0.0F);
    if (!addPlane(*m_hard, 2, wrapped(z, grid.size[2]), 1.0F, image)) continue;
    convolveImage(image.data(), grid.size[0], grid.size[1], m_kernel[0], m_kernel[1], scratch);
    for (int out = std::max(beginZ, z - radius); out < std::min(endZ, z + radius + 1); ++out) {
      const float tap = m_kernel[2][static_cast<std::size_t>(z - out + radius)];
      float* target = planes + plane * (out - beginZ);
      for (std::int64_t i = 0; i < plane; ++i) target[i] += tap * image[static_cast<std::size_t>(i)];
    }
  }
  clip(planes, plane * (endZ - beginZ));
}

Index3 SoftMask::maximumVariancePlanes(Executor& executor, const Progress& progress) const {
  const Grid& grid = m_hard->grid;
  struct Sums {
    std::array<std::vector<double>, 3> sum, squares;
  };
  Sums empty;
  for (int axis = 0; axis < 3; ++axis) {
    empty.sum[axis].assign(static_cast<std::size_t>(grid.size[axis]), 0);
    empty.squares[axis].assign(static_cast<std::size_t>(grid.size[axis]), 0);
  }
  const Sums sums = orderedReduce(
      executor, progress, grid.size[2], kSlabPlanes, empty,
      [&](const BlockRange& block, Sums& part) {
        Buffer<float> planes(grid.planeVoxels() * (block.end - block.begin));
        computeSlab(static_cast<int>(block.begin), static_cast<int>(block.end), planes.data());
        const float* value = planes.data();
        for (auto z = static_cast<std::size_t>(block.begin); z < static_cast<std::size_t>(block.end); ++z)
          for (std::size_t y = 0; y < static_cast<std::size_t>(grid.size[1]); ++y) {
            double row = 0, rowSquares = 0;
            for (std::size_t x = 0; x < static_cast<std::size_t>(grid.size[0]); ++x) {
              const double v = *value++, v2 = v * v;
              part.sum[0][x] += v;
              part.squares[0][x] += v2;
              row += v;
              rowSquares += v2;
            }
            part.sum[1][y] += row;
            part.squares[1][y] += rowSquares;
            part.sum[2][z] += row;
            part.squares[2][z] += rowSquares;
          }
      },
      [](Sums& total, const Sums& next) {
        for (int axis = 0; axis < 3; ++axis)
          for (std::size_t i = 0; i < total.sum[axis].size(); ++i) {
            total.sum[axis][i] += next.sum[axis][i];
            total.squares[axis][i] += next.squares[axis][i];
          }
      });
  Index3 planes;
  for (int axis = 0; axis < 3; ++axis) {
    const double n = static_cast<double>(grid.voxels()) / grid.size[axis];
    std::vector<double> variance;
    for (std::size_t i = 0; i < sums.sum[axis].size(); ++i) {
      const double mean = sums.sum[axis][i] / n;
      variance.push_back(sums.squares[axis][i] / n - mean * mean);
    }
    planes[axis] = firstOfLargest(variance);
  }
  return planes;
}

Volume SoftMask::volume(Executor& executor, const Progress& progress) const {
  Volume volume(m_hard->grid);
  parallelBlocks(executor, progress, m_hard->grid.size[2], kSlabPlanes, [&](const BlockRange& block) {
    computeSlab(static_cast<int>(block.begin), static_cast<int>(block.end),
                volume.plane(static_cast<int>(block.begin)));
  });
  return volume;
}

Mask SoftMask::atOrAbove(float level, Executor& executor, const Progress& progress) const {
  constexpr std::int64_t kShortBlock = 8;  // planes: a quarter of a second where the mask fills planes of 1024^2
  const Grid& grid = m_hard->grid;
  Mask mask(grid);
  mask.count = orderedReduce(
      executor, progress, grid.size[2], kShortBlock, std::int64_t{0},
      [&](const BlockRange& block, std::int64_t& count) {
        Buffer<float> planes(grid.planeVoxels() * (block.end - block.begin));
        computeSlab(static_cast<int>(block.begin), static_cast<int>(block.end), planes.data());
        const float* value = planes.data();
        for (auto z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y) {
            std::uint64_t* row = mask.row(y, z);
            for (int x = 0; x < grid.size[0]; ++x, ++value)
              if (*value >= level) {
                row[x >> 6] |= std::uint64_t{1} << (x & 63);
                ++count;
              }
          }
      },
      [](std::int64_t& total, std::int64_t next) { total += next; });
  return mask;
}

}  // namespace vitrine
