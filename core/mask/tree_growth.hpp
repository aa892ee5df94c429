// Components that grow and join: union-find with sizes.
#pragma once

#include "core/base/buffer.hpp"
#include "core/base/progress.hpp"
#include "core/mask/tree_steps.hpp"

#include <bit>
#include <cstdint>

namespace vitrine::tree {

/// The components above a sinking level, their sizes, and what Steps wants to know of them. 8 bytes a basin.
class Growth {
public:
  explicit Growth(std::int64_t basins) : m_parent(basins), m_size(Buffer<std::uint32_t>::zeroed(basins)) {
    for (std::int64_t i = 0; i < basins; ++i) m_parent[i] = static_cast<std::uint32_t>(i);
  }

  const Sizes& sizes() const { return m_sizes; }
  /// Component of a basin as of the last flatten(). Readable by several threads while nothing is added or joined.
  std::uint32_t flatRoot(std::uint32_t basin) const { return m_parent[basin]; }

  std::uint32_t root(std::uint32_t basin) {
    while (m_parent[basin] != basin) {
      m_parent[basin] = m_parent[m_parent[basin]];
      basin = m_parent[basin];
    }
    return basin;
  }

  /// Adds voxels to the component of a basin.
  void add(std::uint32_t basin, std::uint32_t voxels) {
    const std::uint32_t component = root(basin), before = m_size[component], after = before + voxels;
    m_size[component] = after;
    m_sizes.voxels += voxels;
    if (after > m_sizes.largest) m_sizes.largest = after;
    if ((before ^ after) > before) {  // a higher bit appears: the next class
      if (before > 0) --m_sizes.components[sizeClass(before)];
      ++m_sizes.components[sizeClass(after)];
    }
  }

  /// Makes one component of two; false if they are one already. @pre both have voxels
  bool join(std::uint32_t a, std::uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return false;
    if (m_size[a] < m_size[b]) std::swap(a, b);
    --m_sizes.components[sizeClass(m_size[a])];
    --m_sizes.components[sizeClass(m_size[b])];
    m_parent[b] = a;
    m_size[a] += m_size[b];
    ++m_sizes.components[sizeClass(m_size[a])];
    if (m_size[a] > m_sizes.largest) m_sizes.largest = m_size[a];
    return true;
  }

  /// Every basin then points at its component directly. @throws Cancelled
  void flatten(const Progress& progress) {
    for (std::int64_t i = 0; i < m_parent.size(); ++i) {
      if ((i & 0xFFFFF) == 0) progress.throwIfStopped();
      m_parent[i] = root(static_cast<std::uint32_t>(i));
    }
  }

private:
  static std::size_t sizeClass(std::uint32_t voxels) { return static_cast<std::size_t>(std::bit_width(voxels)) - 1; }

  Buffer<std::uint32_t> m_parent;
  Buffer<std::uint32_t> m_size;  ///< of the component, at its root
  Sizes m_sizes;
};

}  // namespace vitrine::tree
