#include "core/base/buffer.hpp"

#include "core/base/error.hpp"

#include <sys/mman.h>
#include <cstdlib>
#include <cstring>

namespace vitrine::detail {
namespace {

constexpr Bytes kMapped = 4 << 20;  // from here on pages are asked of the system directly, so that freeing returns them
constexpr Bytes kAlignment = 64;

}  // namespace

void* allocateBuffer(Bytes bytes, bool zeroed, MemoryBudget& budget) {
  budget.charge(bytes);
  void* data = nullptr;
  if (bytes >= kMapped) {
    data = mmap(nullptr, static_cast<std::size_t>(bytes), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (data == MAP_FAILED) data = nullptr;
    if (data != nullptr) madvise(data, static_cast<std::size_t>(bytes), MADV_HUGEPAGE);  // a wish; refusal is harmless
  } else {
    const Bytes rounded = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    data = std::aligned_alloc(kAlignment, static_cast<std::size_t>(rounded));
    if (data != nullptr && zeroed) std::memset(data, 0, static_cast<std::size_t>(bytes));
  }
  if (data == nullptr) {
    budget.release(bytes);
    throw MemoryError(budget.used() + bytes, budget.used());
  }
  return data;
}

void freeBuffer(void* data, Bytes bytes, MemoryBudget& budget) noexcept {
  if (bytes >= kMapped)
    munmap(data, static_cast<std::size_t>(bytes));
  else
    std::free(data);
  budget.release(bytes);
}

}  // namespace vitrine::detail
