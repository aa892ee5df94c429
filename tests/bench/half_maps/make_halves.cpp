#include "tests/bench/half_maps/make_halves.hpp"

#include "core/base/random.hpp"
#include "core/mapio/writer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace vitrine::bench {
namespace {

constexpr double kVoxelA = 1.1;  // 1 would be taken for a size never set
constexpr double kSignal = 12;   // standard deviation before blurring
constexpr int kTaps = 4;         // blurs per axis
constexpr int kSlab = 32;        // planes made together; their neighbours are made twice

/// Nearly normal, unit variance: the sum of four 16-bit uniforms of one draw. Ten times faster than the real thing.
float noiseAt(std::uint64_t seed, std::int64_t index) {
  const std::uint64_t bits = randomBits(seed, static_cast<std::uint64_t>(index));
  const auto sum = static_cast<double>((bits & 0xFFFF) + (bits >> 16 & 0xFFFF) + (bits >> 32 & 0xFFFF) + (bits >> 48));
  return static_cast<float>((sum / 65535 - 2) * std::numbers::sqrt3);
}

/// 1 inside `radius`, falling by a cosine over `width` voxels.
double softSphere(double r, double radius, double width) {
  return 0.5 + 0.5 * std::cos(std::numbers::pi * std::clamp((r - radius) / width, 0.0, 1.0));
}

/// (1/4, 1/2, 1/4) along `count` values at `stride`, in place; the ends keep their neighbours' share.
void blurLine(float* values, std::int64_t count, std::int64_t stride) {
  float before = values[0];
  for (std::int64_t i = 0; i < count; ++i) {
    float& here = values[i * stride];
    const float after = values[std::min(i + 1, count - 1) * stride];
    const float blurred = 0.25F * (before + after) + 0.5F * here;
    before = here;
    here = blurred;
  }
}

/// Binomial blur of `planes` planes of edge^2, all axes, row by row so that caches are used.
void blur(std::vector<float>& slab, int edge, int planes) {
  const std::int64_t plane = std::int64_t{edge} * edge;
  for (int tap = 0; tap < kTaps; ++tap) {
    for (int z = 0; z < planes; ++z) {
      for (int y = 0; y < edge; ++y) blurLine(slab.data() + plane * z + std::int64_t{edge} * y, edge, 1);
      std::vector<float> before(slab.begin() + plane * z, slab.begin() + plane * z + edge), here(before);
      for (int y = 0; y < edge; ++y) {
        float* row = slab.data() + plane * z + std::int64_t{edge} * y;
        const float* after = row + (y + 1 < edge ? edge : 0);
        std::copy(row, row + edge, here.begin());
        for (std::size_t x = 0; x < here.size(); ++x) row[x] = 0.25F * (before[x] + after[x]) + 0.5F * here[x];
        std::swap(before, here);
      }
    }
    std::vector<float> before(slab.begin(), slab.begin() + plane), here(before);
    for (int z = 0; z < planes; ++z) {
      float* now = slab.data() + plane * z;
      const float* after = now + (z + 1 < planes ? plane : 0);
      std::copy(now, now + plane, here.begin());
      for (std::size_t i = 0; i < here.size(); ++i) now[i] = 0.25F * (before[i] + after[i]) + 0.5F * here[i];
      std::swap(before, here);
    }
  }
}

double radiusOf(int x, int y, int z, int edge) {
  const double half = edge / 2;
  return std::sqrt((x - half) * (x - half) + (y - half) * (y - half) + (z - half) * (z - half));
}

/// signal + share1 n_1 + share2 n_2
void fill(Volume& volume, float share1, float share2, Executor& executor) {
  const int edge = volume.grid.size[0];
  const std::int64_t plane = volume.grid.planeVoxels();
  parallelBlocks(executor, Progress(), edge, kSlab, [&](const BlockRange& block) {
    const auto first = static_cast<int>(block.begin) - kTaps;
    const int planes = static_cast<int>(block.end - block.begin) + 2 * kTaps;
    std::vector<float> slab(static_cast<std::size_t>(plane * planes));
    for (std::size_t i = 0; i < slab.size(); ++i)
      slab[i] = static_cast<float>(kSignal) * noiseAt(1, (first + kTaps) * plane + static_cast<std::int64_t>(i));
    blur(slab, edge, planes);
    for (auto z = static_cast<int>(block.begin); z < block.end; ++z)
      for (int y = 0; y < edge; ++y)
        for (int x = 0; x < edge; ++x) {
          const std::int64_t voxel = volume.grid.index(x, y, z);
          const double sphere = softSphere(radiusOf(x, y, z, edge), 0.30 * edge, 0.04 * edge);
          float value = static_cast<float>(sphere) * slab[static_cast<std::size_t>(voxel - first * plane)];
          if (share1 != 0) value += share1 * noiseAt(2, voxel);
          if (share2 != 0) value += share2 * noiseAt(3, voxel);
          volume.data[voxel] = value;
        }
  });
}

void fillMask(Volume& volume, Executor& executor) {
  const int edge = volume.grid.size[0];
  executor.run(edge, [&](std::int64_t z) {
    for (int y = 0; y < edge; ++y)
      for (int x = 0; x < edge; ++x)
        volume.at(x, y, static_cast<int>(z)) =
            static_cast<float>(softSphere(radiusOf(x, y, static_cast<int>(z), edge), 0.36 * edge, 6));
  });
}

}  // namespace

HalfMapFiles makeHalves(int edge, const std::filesystem::path& folder, Executor& executor) {
  const std::string stem = "halves_" + std::to_string(edge);
  const HalfMapFiles files{folder / (stem + ".mrc"), folder / (stem + "_half1.mrc"), folder / (stem + "_half2.mrc"),
                           folder / (stem + "_mask.mrc")};
  const Grid grid{{edge, edge, edge}, {kVoxelA, kVoxelA, kVoxelA}, {0, 0, 0}};
  Volume volume;
  const auto make = [&](const std::filesystem::path& file, const std::function<void()>& filling) {
    if (std::filesystem::exists(file)) return;
    if (volume.data.empty()) volume = Volume(grid);
    filling();
    Progress progress;
    save(file, volume, {.content = "bench"}, progress);
  };
  make(files.half1, [&] { fill(volume, 1, 0, executor); });
  make(files.half2, [&] { fill(volume, 0, 1, executor); });
  make(files.map, [&] { fill(volume, 0.5F, 0.5F, executor); });
  make(files.mask, [&] { fillMask(volume, executor); });
  return files;
}

}  // namespace vitrine::bench
