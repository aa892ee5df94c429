// Sorting by value what is too much to sort at once: ranges of keys, bins within a range, one bin at a time.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/lanes.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace vitrine::tree {

/// Keys low .. high (inclusive), cut into bins of 2^shift keys; bin 0 holds the highest.
struct KeyRange {
  std::uint32_t low = 0, high = 0;
  int shift = 0;
  std::vector<std::int64_t> voxels;  ///< of the map in each bin

  std::size_t bins() const { return (high >> shift) - (low >> shift) + std::size_t{1}; }
  std::size_t bin(std::uint32_t key) const { return (high >> shift) - (key >> shift); }
  bool contains(std::uint32_t key) const { return key >= low && key <= high; }
};

/// Sorts by T::key, highest first, looking at the low `bits` of it. `temp` has room for as many.
template <class T>
void sortDescending(T* data, T* temp, std::int64_t size, int bits) {
  if (size < 200) {
    std::sort(data, data + size, [](const T& a, const T& b) { return a.key > b.key; });
    return;
  }
  const int passes = (bits + 10) / 11;
  if (passes == 0) return;
  const int digit = (bits + passes - 1) / passes;
  const std::uint32_t mask = (1U << digit) - 1;
  T *from = data, *to = temp;
  for (int pass = 0; pass < passes; ++pass) {
    const int shift = pass * digit;
    std::array<std::int64_t, 2048> start{};
    for (std::int64_t i = 0; i < size; ++i) ++start[~(from[i].key >> shift) & mask];
    std::int64_t sum = 0;
    for (std::uint32_t value = 0; value <= mask; ++value) {
      const std::int64_t here = start[value];
      start[value] = sum;
      sum += here;
    }
    for (std::int64_t i = 0; i < size; ++i) to[start[~(from[i].key >> shift) & mask]++] = from[i];
    std::swap(from, to);
  }
  if (from != data) std::copy_n(from, size, data);
}

/// Collects items of one range from several threads, each into the place of its bin, and sorts them. The order of items
/// with equal keys depends on timing: use it where that order does not matter.
template <class T>
class Binned {
public:
  /// Counters of one thread.
  struct Lane {
    std::vector<std::uint32_t> count;  ///< items of the batch per bin; all 0 between batches
    std::vector<std::int64_t> place;
    std::vector<std::uint32_t> bins;  ///< those with items
  };

  /// @param counts  exactly how many items each bin will get. @throws MemoryError
  Binned(const KeyRange& range, const std::vector<std::int64_t>& counts)
      : m_range(range), m_start(counts.size() + 1, 0), m_filled(new std::atomic<std::int64_t>[counts.size()]) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      m_filled[i] = m_start[i];
      m_start[i + 1] = m_start[i] + counts[i];
    }
    m_items = Buffer<T>(m_start.back());
  }

  /// Adds a batch; every key lies in the range. Thread-safe.
  void add(std::span<const T> batch, Lane& lane) {
    if (lane.count.size() < m_range.bins()) {
      lane.count.resize(m_range.bins(), 0);
      lane.place.resize(m_range.bins());
    }
    for (const T& item : batch) {
      const std::size_t bin = m_range.bin(item.key);
      if (lane.count[bin]++ == 0) lane.bins.push_back(static_cast<std::uint32_t>(bin));
    }
    for (const std::uint32_t bin : lane.bins) {
      lane.place[bin] = m_filled[bin].fetch_add(lane.count[bin]);
      lane.count[bin] = 0;
    }
    for (const T& item : batch) m_items[lane.place[m_range.bin(item.key)]++] = item;
    lane.bins.clear();
  }

  /// Highest keys first. @throws MemoryError, Cancelled
  void sort(Executor& executor, const Progress& progress) {
    if (m_range.shift == 0) return;  // a bin is one key
    struct Scratch {
      Buffer<T> temp;
    };
    const auto bins = static_cast<std::int64_t>(m_range.bins());
    std::vector<Scratch> lanes(static_cast<std::size_t>(laneCount(executor, bins)));
    laneBlocks(executor, progress, bins, 1, lanes, [&](const BlockRange& bin, Scratch& scratch) {
      const std::int64_t begin = m_start[static_cast<std::size_t>(bin.index)];
      const std::int64_t size = m_start[static_cast<std::size_t>(bin.index) + 1] - begin;
      if (scratch.temp.size() < size) {
        scratch.temp = Buffer<T>();
        scratch.temp = Buffer<T>(size);
      }
      sortDescending(m_items.data() + begin, scratch.temp.data(), size, m_range.shift);
    });
  }

  std::span<const T> items() const { return m_items.span(); }
  Buffer<T> take() { return std::move(m_items); }

private:
  KeyRange m_range;
  std::vector<std::int64_t> m_start;
  std::unique_ptr<std::atomic<std::int64_t>[]> m_filled;
  Buffer<T> m_items;
};

}  // namespace vitrine::tree
