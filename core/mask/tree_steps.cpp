#include "core/mask/tree_steps.hpp"

#include <algorithm>
#include <bit>

namespace vitrine::tree {
namespace {

std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}
std::int64_t unzigzag(std::uint64_t code) {
  return static_cast<std::int64_t>(code >> 1) ^ -static_cast<std::int64_t>(code & 1);
}

}  // namespace

/// Seven bits a byte, lowest first; the high bit says that more follow.
void Steps::pushNumber(std::uint64_t number) {
  for (; number >= 0x80; number >>= 7) m_changes.push(static_cast<std::uint8_t>(number | 0x80));
  m_changes.push(static_cast<std::uint8_t>(number));
}

std::uint64_t Steps::readNumber(const std::uint8_t*& from) {
  std::uint64_t number = 0;
  for (int shift = 0;; shift += 7) {
    const std::uint8_t byte = *from++;
    number |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return number;
  }
}

void Steps::add(std::uint32_t key, const Sizes& sizes) {
  pushNumber(sizes.voxels - m_last.voxels);
  pushNumber(sizes.largest - m_last.largest);
  std::uint64_t changed = 0;
  for (std::size_t k = 0; k < Sizes::kClasses; ++k)
    if (sizes.components[k] != m_last.components[k]) changed |= std::uint64_t{1} << k;
  pushNumber(changed);
  for (; changed != 0; changed &= changed - 1) {
    const auto k = static_cast<std::size_t>(std::countr_zero(changed));
    pushNumber(zigzag(std::int64_t{sizes.components[k]} - m_last.components[k]));
  }
  m_last = sizes;
  if (m_keys.size() % kAnchorEvery == 0) m_anchors.push({m_changes.size(), sizes});
  m_keys.push(key);
}

void Steps::shrink() {
  m_keys.shrink();
  m_changes.shrink();
  m_anchors.shrink();
}

Sizes Steps::at(std::uint32_t key) const {
  const std::uint32_t* begin = m_keys.data();
  const std::uint32_t* end = begin + m_keys.size();
  const std::int64_t steps =
      std::partition_point(begin, end, [&](std::uint32_t stepKey) { return stepKey >= key; }) - begin;
  if (steps == 0) return {};
  const std::int64_t step = steps - 1;
  const Anchor& anchor = m_anchors[step / kAnchorEvery];
  Sizes sizes = anchor.sizes;
  const std::uint8_t* from = m_changes.data() + anchor.next;
  for (std::int64_t i = step % kAnchorEvery; i > 0; --i) {
    sizes.voxels += static_cast<std::uint32_t>(readNumber(from));
    sizes.largest += static_cast<std::uint32_t>(readNumber(from));
    for (std::uint64_t changed = readNumber(from); changed != 0; changed &= changed - 1) {
      std::uint32_t& components = sizes.components[static_cast<std::size_t>(std::countr_zero(changed))];
      components = static_cast<std::uint32_t>(components + unzigzag(readNumber(from)));
    }
  }
  return sizes;
}

}  // namespace vitrine::tree
