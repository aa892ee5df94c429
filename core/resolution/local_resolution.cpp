#include "core/resolution/local_resolution.hpp"

#include "core/mask/row_bits.hpp"
#include "core/volume/reduced_grid.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace vitrine {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Calls visit(x, y, value) for the voxels of plane z that have a value, in raster order.
/// @param at  the first value of the plane
template <class Visit>
void forPlane(const LocalResolution& local, int z, std::int64_t at, Visit visit) {
  const Mask& mask = local.determined;
  for (int y = 0; y < mask.grid.size[1]; ++y) {
    const std::uint64_t* row = mask.row(y, z);
    for (std::int64_t word = 0; word < mask.wordsPerRow(); ++word)
      forEachBit(row[word], [&](int bit) { visit(static_cast<int>(64 * word + bit), y, local.resolutionA[at++]); });
  }
}

template <class Wanted>
Volume expandIf(const LocalResolution& local, float noValue, Wanted wanted, Executor& executor,
                const Progress& progress) {
  const std::vector<std::int64_t> before = voxelsBefore(local.determined);
  Volume volume(local.grid);
  parallelBlocks(executor, progress, local.grid.size[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    float* plane = volume.plane(z);
    std::fill(plane, plane + local.grid.planeVoxels(), noValue);
    forPlane(local, z, before[static_cast<std::size_t>(z)], [&](int x, int y, float value) {
      if (wanted(value)) plane[x + std::int64_t{local.grid.size[0]} * y] = value;
    });
  });
  return volume;
}

}  // namespace

std::vector<std::int64_t> voxelsBefore(const Mask& mask) {
  const std::int64_t perPlane = mask.wordsPerRow() * mask.grid.size[1];
  std::vector<std::int64_t> before{0};
  for (int z = 0; z < mask.grid.size[2]; ++z) {
    std::int64_t count = 0;
    for (std::int64_t word = 0; word < perPlane; ++word) count += std::popcount(mask.words[perPlane * z + word]);
    before.push_back(before.back() + count);
  }
  return before;
}

Volume expand(const LocalResolution& local, float noValue, Executor& executor, const Progress& progress) {
  return expandIf(
      local, noValue, [](float) { return true; }, executor, progress);
}

Volume expandBetween(const LocalResolution& local, const ValueRange& range, Executor& executor,
                     const Progress& progress) {
  return expandIf(
      local, kNan, [&](float value) { return range.contains(value); }, executor, progress);
}

Volume reduce(const LocalResolution& local, int factor, Executor& executor, const Progress& progress) {
  const std::vector<std::int64_t> before = voxelsBefore(local.determined);
  const Grid grid = reducedGrid(local.grid, factor);
  Volume reduced(grid);
  parallelBlocks(executor, progress, grid.size[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    std::vector<double> sum(static_cast<std::size_t>(grid.planeVoxels()), 0.0);
    std::vector<int> count(sum.size(), 0);
    for (int source = z * factor; source < std::min(local.grid.size[2], (z + 1) * factor); ++source)
      forPlane(local, source, before[static_cast<std::size_t>(source)], [&](int x, int y, float value) {
        const auto place = static_cast<std::size_t>(x / factor + std::int64_t{grid.size[0]} * (y / factor));
        sum[place] += value;
        ++count[place];
      });
    float* plane = reduced.plane(z);
    for (std::size_t i = 0; i < sum.size(); ++i) plane[i] = count[i] > 0 ? static_cast<float>(sum[i] / count[i]) : kNan;
  });
  return reduced;
}

LocalResolutionLookup::LocalResolutionLookup(std::shared_ptr<const LocalResolution> local)
    : m_local(std::move(local)), m_before(voxelsBefore(m_local->determined)) {}

std::optional<float> LocalResolutionLookup::at(const Index3& voxel) const {
  const Mask& mask = m_local->determined;
  const auto [x, y, z] = voxel;
  for (std::size_t a = 0; a < 3; ++a)
    if (voxel[a] < 0 || voxel[a] >= mask.grid.size[a]) return {};
  if (!mask.at(x, y, z)) return {};
  std::int64_t place = m_before[static_cast<std::size_t>(z)];
  for (const std::uint64_t* word = mask.row(0, z); word != mask.row(y, z); ++word) place += std::popcount(*word);
  place += countRange(mask.row(y, z), 0, x);
  return m_local->resolutionA[place];
}

}  // namespace vitrine
