#include "core/mask/components.hpp"

#include "core/mask/run_labels.hpp"

#include <algorithm>
#include <bit>
#include <queue>

namespace vitrine {
namespace {

/// Numbers of the `wanted` largest components, by size, then by number (which is the order of the first voxel).
std::vector<std::uint32_t> largestComponents(const Buffer<std::int64_t>& sizes, std::size_t wanted) {
  const auto before = [&](std::uint32_t a, std::uint32_t b) {
    return sizes[a] != sizes[b] ? sizes[a] > sizes[b] : a < b;
  };
  std::priority_queue<std::uint32_t, std::vector<std::uint32_t>, decltype(before)> kept(before);  // top: the last one
  for (std::uint32_t component = 0; component < static_cast<std::uint32_t>(sizes.size()); ++component) {
    if (kept.size() == wanted && !before(component, kept.top())) continue;
    if (kept.size() == wanted) kept.pop();
    kept.push(component);
  }
  std::vector<std::uint32_t> numbers(kept.size());
  for (std::size_t i = numbers.size(); i-- > 0; kept.pop()) numbers[i] = kept.top();
  return numbers;
}

}  // namespace

ComponentList labelComponents(const Mask& mask, Mask& largest, Executor& executor, Progress& progress,
                              std::int64_t maximumRuns) {
  largest = Mask(mask.grid);
  ComponentList list;
  list.totalVoxels = mask.count;
  if (mask.count == 0) return list;

  Progress labelling = progress.part(0.6);
  const RunLabels labels = labelRuns(mask, executor, labelling, maximumRuns);
  list.count = labels.count();
  constexpr std::int64_t kSmall = 4096;  // sizes counted in an array; the rest, few, in the map itself
  std::vector<std::int64_t> small(kSmall, 0);
  for (const std::int64_t size : labels.voxels) {
    if (size < kSmall)
      ++small[static_cast<std::size_t>(size)];
    else
      ++list.countsBySize[size];
  }
  for (std::int64_t size = 1; size < kSmall; ++size)
    if (small[static_cast<std::size_t>(size)] > 0) list.countsBySize[size] = small[static_cast<std::size_t>(size)];
  progress.throwIfStopped();

  const std::vector<std::uint32_t> numbers = largestComponents(labels.voxels, ComponentList::kDetailed);
  list.components = describe(labels, numbers);
  const std::uint32_t first = numbers.front();
  largest = maskOf(labels, executor, progress.part(0.4), [first](std::uint32_t number) { return number == first; });
  return list;
}

void sumLargestDensity(const Volume& volume, const Mask& largest, ComponentList& list, Executor& executor,
                       const Progress& progress) {
  struct Sums {
    double density = 0;
    Vector3 moment{0, 0, 0};
  };
  const Sums total = orderedReduce(
      executor, progress, largest.grid.size[2], kSlabPlanes, Sums{},
      [&](const BlockRange& block, Sums& sums) {
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < largest.grid.size[1]; ++y) {
            const std::uint64_t* words = largest.row(y, z);
            double row = 0, rowX = 0;
            for (std::int64_t word = 0; word < largest.wordsPerRow(); ++word)
              for (std::uint64_t bits = words[word]; bits != 0; bits &= bits - 1) {
                const int x = static_cast<int>(word * 64 + std::countr_zero(bits));
                const double value = volume.at(x, y, z);
                row += value;
                rowX += value * x;
              }
            sums.density += row;
            sums.moment[0] += rowX;
            sums.moment[1] += row * y;
            sums.moment[2] += row * z;
          }
      },
      [](Sums& sums, const Sums& next) {
        sums.density += next.density;
        for (int axis = 0; axis < 3; ++axis) sums.moment[axis] += next.moment[axis];
      });
  list.largestDensity = total.density;
  list.largestDensityMoment = total.moment;
}

LargestShare largestHolding(const ComponentList& list, double fraction) {
  LargestShare share;
  const double wanted = fraction * static_cast<double>(list.totalVoxels);
  for (auto entry = list.countsBySize.rbegin(); entry != list.countsBySize.rend(); ++entry)
    for (std::int64_t i = 0; i < entry->second; ++i) {
      if (static_cast<double>(share.voxels) >= wanted) return share;
      ++share.components;
      share.voxels += entry->first;
    }
  return share;
}

std::int64_t sizeOfRank(const ComponentList& list, std::int64_t rank) {
  for (auto entry = list.countsBySize.rbegin(); entry != list.countsBySize.rend(); ++entry) {
    if (rank < entry->second) return entry->first;
    rank -= entry->second;
  }
  return 0;
}

}  // namespace vitrine
