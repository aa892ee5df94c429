// How much a thread yields to others.
#pragma once

namespace vitrine {

/// Niceness of what works beside a window: a thread that wakes up for the user is then run at once, however busy the
/// processors are, while work alone on the machine loses nothing. Measured with window_bench.
inline constexpr int kNicenessOfWork = 10;
/// Between both: pictures come before checks, and the event loop before pictures.
inline constexpr int kNicenessOfPictures = 4;

/// Makes the calling thread yield to threads of a lower niceness, and threads it starts later likewise; a thread that
/// yields more already stays as it is. Linux only (where it needs no privilege); elsewhere it does nothing.
void yieldTo(int niceness) noexcept;
/// Of the calling thread; 0 where it is not known.
int threadNiceness() noexcept;

}  // namespace vitrine
