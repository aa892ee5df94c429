// One floating-point mode for every thread that sums voxels.
#pragma once

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

namespace vitrine {

/// While it lives, this thread takes subnormal floats (below 1.2e-38) for zero. Threads may come in either mode; sums
/// that several threads share must not depend on which. Conversions and copies of voxels are not affected.
class SubnormalsAreZero {
public:
#if defined(__SSE2__)
  SubnormalsAreZero() : m_saved(_mm_getcsr()) { _mm_setcsr(m_saved | 0x8040); }  // FTZ 0x8000, DAZ 0x0040
  ~SubnormalsAreZero() { _mm_setcsr(m_saved); }

private:
  unsigned m_saved;

public:
#else
  SubnormalsAreZero() = default;
#endif
  SubnormalsAreZero(const SubnormalsAreZero&) = delete;
  SubnormalsAreZero& operator=(const SubnormalsAreZero&) = delete;
};

}  // namespace vitrine
