// Four doubles at a time, for the loops over coefficients. Private to core/resolution.
#pragma once

#include <cstring>

// The wider copy is chosen when the program starts; both do the same operations in the same order.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define VITRINE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define VITRINE_WIDE
#endif
#define VITRINE_INLINE __attribute__((always_inline)) inline

namespace vitrine {

using Doubles = double __attribute__((vector_size(4 * sizeof(double))));
using Longs = long long __attribute__((vector_size(4 * sizeof(long long))));

/// Four sums kept together, so that a hit is one addition.
struct alignas(32) Quad {
  double value[4];
};

}  // namespace vitrine
