// Words of mask rows: ranges of bits and counting inside them.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>

namespace vitrine {

/// The bits of word number `word` of a row whose voxels lie in [begin, end).
inline std::uint64_t rangeBits(std::int64_t word, std::int64_t begin, std::int64_t end) {
  const std::int64_t low = std::clamp<std::int64_t>(begin - word * 64, 0, 64);
  const std::int64_t high = std::clamp<std::int64_t>(end - word * 64, 0, 64);
  if (low >= high) return 0;
  return (~std::uint64_t{0} >> (64 - (high - low))) << low;
}

/// Set bits among the voxels [begin, end) of a row.
inline std::int64_t countRange(const std::uint64_t* words, std::int64_t begin, std::int64_t end) {
  std::int64_t count = 0;
  for (std::int64_t word = begin >> 6; word * 64 < end; ++word)
    count += std::popcount(words[word] & rangeBits(word, begin, end));
  return count;
}

/// Calls visit(bit) for the set bits, lowest first.
template <class Visit>
void forEachBit(std::uint64_t bits, Visit visit) {
  for (; bits != 0; bits &= bits - 1) visit(std::countr_zero(bits));
}

}  // namespace vitrine
