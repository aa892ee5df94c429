// Smoothing the levels without a volume of them: tiles of 64 x 16 columns along z, as in statistic.cpp.
#include "core/checks/resmap/resmap.hpp"

#include "core/base/lanes.hpp"
#include "core/resolution/wide.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::resmap {
namespace {

constexpr double kSigma = 1.5;
constexpr int kReach = 6, kTaps = 2 * kReach + 1;
constexpr int kWide = 64, kRows = 16;
constexpr int kLine = kWide + 2 * kReach, kLines = kRows + 2 * kReach;

using Kernel = std::array<float, kReach + 1>;  // from its centre outward

Kernel gaussian() {
  Kernel kernel{};
  double sum = 0;
  for (int v = -kReach; v <= kReach; ++v) sum += std::exp(-0.5 * v * v / (kSigma * kSigma));
  for (int v = 0; v <= kReach; ++v)
    kernel[static_cast<std::size_t>(v)] = static_cast<float>(std::exp(-0.5 * v * v / (kSigma * kSigma)) / sum);
  return kernel;
}

/// out[x] = weighted sum of 13 lines; line(v), v = -6 .. 6, starts at base[v + 6].
VITRINE_WIDE void combine(const float* const* base, const Kernel& kernel, float* __restrict out) {
  const float* centre = base[kReach];
  for (int x = 0; x < kWide; ++x) out[x] = kernel[0] * centre[x];
  for (int v = 1; v <= kReach; ++v) {
    const float *left = base[kReach - v], *right = base[kReach + v];
    const float weight = kernel[static_cast<std::size_t>(v)];
    for (int x = 0; x < kWide; ++x) out[x] += weight * (left[x] + right[x]);
  }
}

struct Lane {
  std::array<float, kLine> line;
  std::array<std::array<float, kWide>, kLines> along;                   // x pass of the rows of a plane
  std::array<std::array<std::array<float, kWide>, kRows>, kTaps> ring;  // planes modulo 13, x and y done
};

class Smoother {
public:
  Smoother(const MaskVoxels& voxels, const Levels& levels)
      : m_voxels(voxels), m_level(levels.level.data()), m_kernel(gaussian()), m_mean(levels.meanA()) {
    m_deviation.push_back(0);
    for (const ScaleFigures& scale : levels.scales)
      m_deviation.push_back(static_cast<float>(scale.wavelengthA - m_mean));
  }

  /// values[i] of the determined voxels of a tile.
  void tile(int word, int y0, float* values, Lane& lane) const;

private:
  /// Deviations from the mean, 0 of undetermined voxels, of x = 64 word - 6 .. 64 word + 69. False if all are 0.
  bool expand(int word, int y, int z, std::array<float, kLine>& line) const;
  void fill(int word, int y0, int z, Lane& lane) const;

  const MaskVoxels& m_voxels;
  const std::uint8_t* m_level;
  Kernel m_kernel;
  double m_mean;
  std::vector<float> m_deviation;
};

bool Smoother::expand(int word, int y, int z, std::array<float, kLine>& line) const {
  line.fill(0);
  bool isAny = false;
  const std::uint64_t* row = m_voxels.mask.row(y, z);
  const auto words = static_cast<int>(m_voxels.mask.wordsPerRow());
  for (int w = std::max(0, word - 1); w <= std::min(words - 1, word + 1); ++w) {
    const int offset = (w - word) * kWide + kReach;  // place of the word's bit 0 in `line`
    if (row[w] == 0) continue;
    const std::uint8_t* level = m_level + m_voxels.wordBegin(y, z, w);
    forEachBit(row[w], [&](int bit) {
      const std::uint8_t found = *level++;
      const int place = offset + bit;
      if (found == 0 || place < 0 || place >= kLine) return;
      line[static_cast<std::size_t>(place)] = m_deviation[found];
      isAny = true;
    });
  }
  return isAny;
}

void Smoother::fill(int word, int y0, int z, Lane& lane) const {
  const auto [nx, ny, nz] = m_voxels.mask.grid.size;
  auto& plane = lane.ring[static_cast<std::size_t>((z + kTaps) % kTaps)];
  std::array<const float*, kTaps> base{};
  for (int i = 0; i < kLines; ++i) {
    auto& out = lane.along[static_cast<std::size_t>(i)];
    const int y = y0 - kReach + i;
    if (z < 0 || z >= nz || y < 0 || y >= ny || !expand(word, y, z, lane.line)) {
      out.fill(0);
      continue;
    }
    for (int v = 0; v < kTaps; ++v) base[static_cast<std::size_t>(v)] = lane.line.data() + v;
    combine(base.data(), m_kernel, out.data());
  }
  for (int i = 0; i < kRows; ++i) {
    for (int v = 0; v < kTaps; ++v)
      base[static_cast<std::size_t>(v)] = lane.along[static_cast<std::size_t>(i + v)].data();
    combine(base.data(), m_kernel, plane[static_cast<std::size_t>(i)].data());
  }
}

void Smoother::tile(int word, int y0, float* values, Lane& lane) const {
  const auto [nx, ny, nz] = m_voxels.mask.grid.size;
  int next = -kReach;
  for (int z = 0; z < nz; ++z)
    for (int i = 0; i < std::min(kRows, ny - y0); ++i) {
      const std::uint64_t bits = m_voxels.mask.row(y0 + i, z)[word];
      if (bits == 0) continue;
      const std::int64_t begin = m_voxels.wordBegin(y0 + i, z, word);
      float* value = values + begin;
      const std::uint8_t* level = m_level + begin;
      if (std::all_of(level, level + std::popcount(bits), [](std::uint8_t found) { return found == 0; })) continue;
      for (next = std::max(next, z - kReach); next <= z + kReach; ++next) fill(word, y0, next, lane);
      std::array<const float*, kTaps> base{};
      for (int v = 0; v < kTaps; ++v)
        base[static_cast<std::size_t>(v)] =
            lane.ring[static_cast<std::size_t>((z - kReach + v + kTaps) % kTaps)][static_cast<std::size_t>(i)].data();
      std::array<float, kWide> smooth;
      combine(base.data(), m_kernel, smooth.data());
      forEachBit(bits, [&](int bit) {
        if (*level++ != 0)
          *value = static_cast<float>(m_mean + static_cast<double>(smooth[static_cast<std::size_t>(bit)]));
        ++value;
      });
    }
}

}  // namespace

Buffer<float> smoothLevels(const MaskVoxels& voxels, const Levels& levels, Buffer<float>& values, Executor& executor,
                           const Progress& progress) {
  const Smoother smoother(voxels, levels);
  const std::int64_t across = voxels.mask.wordsPerRow(), down = (voxels.mask.grid.size[1] + kRows - 1) / kRows;
  std::vector<Lane> lanes(static_cast<std::size_t>(laneCount(executor, across * down)));
  laneBlocks(executor, progress, across * down, 1, lanes, [&](const BlockRange& block, Lane& lane) {
    smoother.tile(static_cast<int>(block.index % across), static_cast<int>(block.index / across) * kRows, values.data(),
                  lane);
  });
  // The determined ones moved together, block by block so that a stop is seen.
  Buffer<float> found(levels.determined);
  constexpr std::int64_t kBlock = std::int64_t{1} << 22;
  float* next = found.data();
  for (std::int64_t begin = 0; begin < voxels.count(); begin += kBlock) {
    progress.throwIfStopped();
    for (std::int64_t i = begin; i < std::min(voxels.count(), begin + kBlock); ++i)
      if (levels.level[i] != 0) *next++ = values[i];
  }
  return found;
}

Mask determinedMask(const MaskVoxels& voxels, const Levels& levels, Executor& executor, const Progress& progress) {
  const Grid& grid = voxels.mask.grid;
  Mask mask(grid);
  parallelBlocks(executor, progress, grid.size[2], 8, [&](const BlockRange& block) {
    for (auto z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < grid.size[1]; ++y) {
        const std::uint8_t* level = levels.level.data() + voxels.rowBegin(y, z);
        for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
          forEachBit(voxels.mask.row(y, z)[word],
                     [&](int bit) { mask.row(y, z)[word] |= std::uint64_t{*level++ != 0} << bit; });
      }
  });
  mask.count = levels.determined;
  return mask;
}

}  // namespace vitrine::resmap
