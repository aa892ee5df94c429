// Storage for large arrays: aligned, uninitialised, move-only, charged to the memory budget, given back at once when
// freed.
#pragma once

#include "core/base/memory.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <utility>

namespace vitrine {

namespace detail {
/// 64-byte aligned; large blocks come from the system directly (with huge pages where it has them) and return to it.
/// Memory is zero if `zeroed`. @throws MemoryError also when the system refuses.
void* allocateBuffer(Bytes bytes, bool zeroed, MemoryBudget& budget);
void freeBuffer(void* data, Bytes bytes, MemoryBudget& budget) noexcept;
}  // namespace detail

/// A block of `size` trivial elements. Copying is spelled copy().
template <class T>
class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  Buffer() = default;
  /// Uninitialised. @throws MemoryError
  explicit Buffer(std::int64_t size, MemoryBudget& budget = MemoryBudget::process()) : Buffer(size, false, budget) {}
  static Buffer zeroed(std::int64_t size, MemoryBudget& budget = MemoryBudget::process()) {
    return Buffer(size, true, budget);
  }
  Buffer(Buffer&& other) noexcept
      : m_data(std::exchange(other.m_data, nullptr)),
        m_size(std::exchange(other.m_size, 0)),
        m_budget(other.m_budget) {}
  Buffer& operator=(Buffer&& other) noexcept {
    std::swap(m_data, other.m_data);
    std::swap(m_size, other.m_size);
    std::swap(m_budget, other.m_budget);
    return *this;
  }
  ~Buffer() {
    if (m_data != nullptr) detail::freeBuffer(m_data, bytes(), *m_budget);
  }

  Buffer copy() const {
    if (m_data == nullptr) return {};  // an empty buffer charges no budget and need not have one
    Buffer result(m_size, *m_budget);
    for (std::int64_t i = 0; i < m_size; ++i) result[i] = m_data[i];
    return result;
  }
  T* data() noexcept { return m_data; }
  const T* data() const noexcept { return m_data; }
  std::int64_t size() const noexcept { return m_size; }
  Bytes bytes() const noexcept { return m_size * static_cast<Bytes>(sizeof(T)); }
  bool empty() const noexcept { return m_size == 0; }
  T& operator[](std::int64_t i) noexcept { return m_data[i]; }
  const T& operator[](std::int64_t i) const noexcept { return m_data[i]; }
  T* begin() noexcept { return m_data; }
  T* end() noexcept { return m_data + m_size; }
  const T* begin() const noexcept { return m_data; }
  const T* end() const noexcept { return m_data + m_size; }
  std::span<T> span() noexcept { return {m_data, static_cast<std::size_t>(m_size)}; }
  std::span<const T> span() const noexcept { return {m_data, static_cast<std::size_t>(m_size)}; }

private:
  Buffer(std::int64_t size, bool zeroed, MemoryBudget& budget) : m_size(size), m_budget(&budget) {
    if (size > 0) m_data = static_cast<T*>(detail::allocateBuffer(bytes(), zeroed, budget));
  }

  T* m_data = nullptr;
  std::int64_t m_size = 0;
  MemoryBudget* m_budget = nullptr;
};

}  // namespace vitrine
