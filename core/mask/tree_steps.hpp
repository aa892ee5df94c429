// What the superlevel sets of a map hold, at many levels, in a few bytes each.
#pragma once

#include "core/base/buffer.hpp"

#include <array>
#include <cstdint>

namespace vitrine::tree {

/// A Buffer that grows by half.
template <class T>
class Growing {
public:
  void push(T value) {
    if (m_size == m_items.size()) resize(m_size < 1024 ? 2048 : m_size + m_size / 2);
    m_items[m_size++] = value;
  }
  /// Gives back what is not used. @throws MemoryError
  void shrink() {
    if (m_size < m_items.size()) resize(m_size);
  }
  std::int64_t size() const { return m_size; }
  Bytes bytes() const { return m_items.bytes(); }
  const T& operator[](std::int64_t i) const { return m_items[i]; }
  const T* data() const { return m_items.data(); }

private:
  void resize(std::int64_t size) {
    Buffer<T> items(size);
    for (std::int64_t i = 0; i < m_size; ++i) items[i] = m_items[i];
    m_items = std::move(items);
  }
  Buffer<T> m_items;
  std::int64_t m_size = 0;
};

/// Sizes of the components above a level.
struct Sizes {
  static constexpr int kClasses = 32;  // maps have fewer than 2^32 voxels
  std::uint32_t voxels = 0, largest = 0;
  std::array<std::uint32_t, kClasses> components{};  ///< [k]: of 2^k <= voxels < 2^(k+1)
};

/// Sizes at descending levels. Each step is stored as its differences from the step before (a few bytes), every 256th
/// in full as well.
class Steps {
public:
  /// @pre key is below that of the last step
  void add(std::uint32_t key, const Sizes& sizes);
  void shrink();
  std::int64_t count() const { return m_keys.size(); }
  Bytes bytes() const { return m_keys.bytes() + m_changes.bytes() + m_anchors.bytes(); }
  /// Sizes at the lowest step whose key is at least `key`; all 0 if there is none. Cost: a binary search and reading
  /// up to 255 differences, some microseconds.
  Sizes at(std::uint32_t key) const;

private:
  static constexpr std::int64_t kAnchorEvery = 256;
  struct Anchor {
    std::int64_t next = 0;  ///< where the differences of the step after it begin
    Sizes sizes;
  };
  void pushNumber(std::uint64_t number);
  static std::uint64_t readNumber(const std::uint8_t*& from);

  Growing<std::uint32_t> m_keys;
  Growing<std::uint8_t> m_changes;
  Growing<Anchor> m_anchors;
  Sizes m_last;
};

}  // namespace vitrine::tree
