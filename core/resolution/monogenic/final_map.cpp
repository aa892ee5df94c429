#include "core/resolution/monogenic/final_map.hpp"

#include "core/base/error.hpp"
#include "core/mask/row_bits.hpp"
#include "core/resolution/monogenic/rows.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace vitrine::monogenic {
namespace {

constexpr double kWidth = 3;  // of exp(-(pi u s)^2)
constexpr int kReach = 12;    // voxels: the Gaussian exp(-(x / s)^2) has fallen to 1e-7

std::size_t at(int i) { return static_cast<std::size_t>(i); }
int wrapped(int i, int n) { return (i % n + n) % n; }

std::vector<float> gaussian() {
  std::vector<float> taps;
  double sum = 0;
  for (int i = -kReach; i <= kReach; ++i) sum += std::exp(-(i / kWidth) * (i / kWidth));
  for (int i = -kReach; i <= kReach; ++i)
    taps.push_back(static_cast<float>(std::exp(-(i / kWidth) * (i / kWidth)) / sum));
  return taps;
}

/// Resolutions of the levels, by number + 1; 0 for none.
std::vector<float> resolutionByNumber(const MonoRes& found) {
  std::vector<float> result{0};
  for (const LevelRecord& record : found.levels) result.push_back(static_cast<float>(record.level.resolutionA));
  return result;
}

/// Element floor(count / 2) of the levels passed. @throws NotMeasurable if there are none
float medianLevel(const MonoRes& found) {
  std::vector<std::int64_t> counts(found.levels.size() + 1, 0);
  for (const std::uint16_t number : found.lastPassed) ++counts[number];
  std::int64_t assigned = 0;
  for (std::size_t i = 1; i < counts.size(); ++i) assigned += counts[i];
  if (assigned == 0) throw NotMeasurable("no voxel of the mask passed a level");
  const std::vector<float> resolution = resolutionByNumber(found);
  std::int64_t rank = assigned / 2;
  for (std::size_t i = counts.size() - 1; i > 0; --i) {  // fine to coarse: ascending
    if (rank < counts[i]) return resolution[i];
    rank -= counts[i];
  }
  return resolution[1];
}

/// Levels in the mask's extent and kReach voxels about it, gaps filled; smoothed along x and y. What lies farther is
/// the filling and stays so.
struct SmoothPlanes {
  Index3 begin{}, size{};
  Buffer<float> planes;
  float filling = 0;

  float* row(int y, int z) { return planes.data() + size[0] * (y + std::int64_t{size[1]} * z); }
};

SmoothPlanes smoothPlanes(const MonoRes& found, const VoxelList& list, Executor& executor, const Progress& progress) {
  const Mask& mask = found.mask;
  const std::vector<float> resolution = resolutionByNumber(found), taps = gaussian();
  const MaskExtent extent = extentOf(mask);
  SmoothPlanes result;
  result.filling = medianLevel(found);
  for (std::size_t a = 0; a < 3; ++a) {
    result.begin[a] = extent.begin[a] - kReach;
    result.size[a] = extent.end[a] - extent.begin[a] + 2 * kReach;
  }
  const auto [sx, sy, sz] = result.size;
  result.planes = Buffer<float>(sx * (sy * std::int64_t{sz}));
  parallelBlocks(executor, progress, sz, 1, [&, columns = sx, rows = sy](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    const Index3 n = mask.grid.size;
    const int mapZ = wrapped(result.begin[2] + z, n[2]);
    std::vector<float> plane(at(columns) * at(rows)), full(at(n[0])), wide(at(columns + 2 * kReach));
    for (int y = 0; y < rows; ++y) {
      std::ranges::fill(full, result.filling);
      const int mapY = wrapped(result.begin[1] + y, n[1]);
      std::int64_t i = list.before(mapY, mapZ);
      const std::uint64_t* bits = mask.row(mapY, mapZ);
      for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
        forEachBit(bits[word], [&](int bit) {
          const std::uint16_t number = found.lastPassed[i++];
          if (number > 0) full[static_cast<std::size_t>(64 * word + bit)] = resolution[number];
        });
      for (int x = 0; x < columns + 2 * kReach; ++x)
        wide[at(x)] = full[at(wrapped(result.begin[0] - kReach + x, n[0]))];
      float* out = plane.data() + at(columns) * at(y);
      for (int k = 0; k <= 2 * kReach; ++k) addScaled(out, wide.data() + k, taps[at(k)], columns);
    }
    for (int y = 0; y < rows; ++y) {
      float* out = result.row(y, z);
      std::fill_n(out, columns, 0.0F);
      for (int k = -kReach; k <= kReach; ++k) {
        // Beyond the extent lies what lies there in the periodic map: the filling, except where the mask meets itself.
        const int from = std::clamp(y + k, 0, rows - 1);
        addScaled(out, plane.data() + at(columns) * at(from), taps[at(k + kReach)], columns);
      }
    }
  });
  return result;
}

/// Row (y, z) of the smoothed planes, smoothed along z too.
void smoothRow(SmoothPlanes& planes, int y, int z, const std::vector<float>& taps, float* out) {
  std::fill_n(out, planes.size[0], 0.0F);
  for (int k = -kReach; k <= kReach; ++k)
    addScaled(out, planes.row(y, std::clamp(z + k, 0, planes.size[2] - 1)), taps[at(k + kReach)], planes.size[0]);
}

}  // namespace

LocalResolution finalResolution(const MonoRes& found, Executor& executor, const Progress& progress) {
  const Mask& mask = found.mask;
  const VoxelList list(mask);
  SmoothPlanes planes = smoothPlanes(found, list, executor, progress);
  const std::vector<float> resolution = resolutionByNumber(found), taps = gaussian();
  const auto nyquist = static_cast<float>(mask.grid.nyquistA());
  LocalResolution result{mask.grid, Mask(mask.grid), {}};
  for (std::int64_t i = 0; i < found.lastPassed.size(); ++i) result.determined.count += found.lastPassed[i] > 0;
  result.resolutionA = Buffer<float>(result.determined.count);
  // Where each plane's values begin among those determined.
  std::vector<std::int64_t> before(at(mask.grid.size[2]) + 1, 0);
  for (int z = 0; z < mask.grid.size[2]; ++z) {
    before[at(z) + 1] = before[at(z)];
    const std::int64_t end = z + 1 < mask.grid.size[2] ? list.before(0, z + 1) : list.count();
    for (std::int64_t i = list.before(0, z); i < end; ++i) before[at(z) + 1] += found.lastPassed[i] > 0;
  }
  parallelBlocks(executor, progress, mask.grid.size[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    std::vector<float> smooth(at(planes.size[0]));
    std::int64_t to = before[at(z)];
    for (int y = 0; y < mask.grid.size[1]; ++y) {
      if (list.inRow(y, z) == 0) continue;
      smoothRow(planes, y - planes.begin[1], z - planes.begin[2], taps, smooth.data());
      std::int64_t i = list.before(y, z);
      const std::uint64_t* bits = mask.row(y, z);
      for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
        forEachBit(bits[word], [&](int bit) {
          const std::uint16_t number = found.lastPassed[i++];
          if (number == 0) return;
          const int x = static_cast<int>(64 * word) + bit;
          const float raw = resolution[number], value = smooth[at(x - planes.begin[0])];
          result.resolutionA[to++] = value > raw || value < nyquist ? raw : value;
          result.determined.set(x, y, z);
        });
    }
  });
  return result;
}

Volume filledResolution(const MonoRes& found, Executor& executor, const Progress& progress) {
  const LocalResolution local = finalResolution(found, executor, progress);
  const VoxelList list(found.mask), determined(local.determined);
  SmoothPlanes planes = smoothPlanes(found, list, executor, progress);
  const std::vector<float> taps = gaussian();
  Volume volume(local.grid);
  parallelBlocks(executor, progress, local.grid.size[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    std::fill_n(volume.plane(z), local.grid.planeVoxels(), planes.filling);
    std::vector<float> smooth(at(planes.size[0]));
    const int placeZ = z - planes.begin[2];
    for (int y = 0; y < local.grid.size[1] && placeZ >= 0 && placeZ < planes.size[2]; ++y) {
      const int placeY = y - planes.begin[1];
      if (placeY < 0 || placeY >= planes.size[1]) continue;
      smoothRow(planes, placeY, placeZ, taps, smooth.data());
      float* row = volume.plane(z) + std::int64_t{local.grid.size[0]} * y;
      for (int x = 0; x < planes.size[0]; ++x) {
        const int mapX = planes.begin[0] + x;
        if (mapX >= 0 && mapX < local.grid.size[0]) row[mapX] = smooth[at(x)];
      }
      std::int64_t i = determined.before(y, z);
      const std::uint64_t* bits = local.determined.row(y, z);
      for (std::int64_t word = 0; word < local.determined.wordsPerRow(); ++word)
        forEachBit(bits[word], [&](int bit) { row[64 * word + bit] = local.resolutionA[i++]; });
    }
  });
  return volume;
}

}  // namespace vitrine::monogenic
