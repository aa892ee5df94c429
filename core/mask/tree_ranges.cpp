#include "core/mask/tree_ranges.hpp"

#include "core/mask/tree_uphill.hpp"

#include <atomic>

namespace vitrine::tree {
namespace {

constexpr std::int64_t kVoxelsPerBlock = 1 << 20;
constexpr std::size_t kHalf = 65536;

/// Voxels by the lower half of the key, for those bins of the upper half that are `wanted` (their place, or -1).
Buffer<std::int64_t> countKeys(const Volume& volume, const std::vector<int>& wanted, int bins, Executor& executor,
                               const Progress& progress) {
  auto counts = Buffer<std::int64_t>::zeroed(bins * static_cast<std::int64_t>(kHalf));
  parallelBlocks(executor, progress, volume.grid.voxels(), kVoxelsPerBlock, [&](const BlockRange& block) {
    // Maps with such bins have long runs of one value: one addition for each.
    for (std::int64_t i = block.begin; i < block.end;) {
      const std::uint32_t key = valueKey(volume.data[i]);
      const std::int64_t begin = i++;
      while (i < block.end && valueKey(volume.data[i]) == key) ++i;
      if (const int place = wanted[key >> 16]; place >= 0)
        std::atomic_ref(counts[place * static_cast<std::int64_t>(kHalf) + (key & 0xFFFF)])
            .fetch_add(i - begin, std::memory_order_relaxed);
    }
  });
  return counts;
}

/// Cuts bins (bin i holds the keys from first + i << shift) into ranges, highest first.
void cut(std::uint32_t first, int shift, const std::int64_t* counts, std::size_t bins, std::int64_t voxelsAtOnce,
         std::vector<KeyRange>& ranges) {
  for (std::size_t end = bins; end > 0;) {
    if (counts[end - 1] == 0) {
      --end;
      continue;
    }
    KeyRange range;
    range.shift = shift;
    std::size_t begin = end;
    std::int64_t voxels = 0;
    while (begin > 0 && (begin == end || voxels + counts[begin - 1] <= voxelsAtOnce)) {
      --begin;
      voxels += counts[begin];
      range.voxels.push_back(counts[begin]);
    }
    range.low = first + static_cast<std::uint32_t>(begin << shift);
    range.high = first + static_cast<std::uint32_t>(((end - 1) << shift) + ((std::size_t{1} << shift) - 1));
    ranges.push_back(std::move(range));
    end = begin;
  }
}

}  // namespace

std::vector<KeyRange> cutRanges(const Volume& volume, const std::vector<std::int64_t>& histogram,
                                std::int64_t voxelsAtOnce, Executor& executor, const Progress& progress) {
  // A bin is sorted in one piece, so it should be a small part of what is collected at once.
  const std::int64_t large = std::max<std::int64_t>(voxelsAtOnce / 8, 1);
  std::vector<int> wanted(kHalf, -1);
  int bins = 0;
  for (std::size_t i = 1; i < kHalf; ++i)  // bin 0: NaN
    if (histogram[i] > large) wanted[i] = bins++;
  Buffer<std::int64_t> counts;
  if (bins > 0) counts = countKeys(volume, wanted, bins, executor, progress);

  std::vector<KeyRange> ranges;
  for (std::size_t end = kHalf; end > 1;) {
    if (const int place = wanted[end - 1]; place >= 0) {
      --end;
      cut(static_cast<std::uint32_t>(end << 16), 0, counts.data() + place * static_cast<std::int64_t>(kHalf), kHalf,
          voxelsAtOnce, ranges);
      continue;
    }
    std::size_t begin = end;
    while (begin > 1 && wanted[begin - 1] < 0) --begin;
    cut(static_cast<std::uint32_t>(begin << 16), 16, histogram.data() + begin, end - begin, voxelsAtOnce, ranges);
    end = begin;
  }
  return ranges;
}

}  // namespace vitrine::tree
