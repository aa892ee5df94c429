// Loops whose blocks share large scratch: counters too big to have once per block.
#pragma once

#include "core/base/parallel.hpp"

#include <algorithm>
#include <atomic>
#include <vector>

namespace vitrine {

/// How many scratch objects laneBlocks() can use at once: one per thread, at most 16 (they are large).
inline int laneCount(const Executor& executor, std::int64_t blocks) {
  return static_cast<int>(std::clamp<std::int64_t>(blocks, 1, std::min(16, std::max(1, executor.width()))));
}

/// As parallelBlocks, but every block borrows one of `lanes`; which one depends on timing. So a lane may only gather
/// what does not depend on order: integer counts, bits. @throws Cancelled, and whatever body throws
template <class Lane, class Body>
void laneBlocks(Executor& executor, const Progress& progress, std::int64_t total, std::int64_t blockSize,
                std::vector<Lane>& lanes, Body body) {
  const std::int64_t blocks = total > 0 ? (total + blockSize - 1) / blockSize : 0;
  std::atomic<std::int64_t> next{0}, done{0};
  executor.run(static_cast<std::int64_t>(lanes.size()), [&](std::int64_t lane) {
    for (std::int64_t index = next++; index < blocks; index = next++) {
      progress.throwIfStopped();
      body(BlockRange{index * blockSize, std::min(total, (index + 1) * blockSize), index},
           lanes[static_cast<std::size_t>(lane)]);
      progress.report(static_cast<double>(++done) / static_cast<double>(blocks));
    }
  });
}

}  // namespace vitrine
