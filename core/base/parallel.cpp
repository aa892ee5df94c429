#include "core/base/parallel.hpp"

#include <algorithm>
#include <atomic>

namespace vitrine {

void SerialExecutor::run(std::int64_t count, const std::function<void(std::int64_t)>& job) {
  for (std::int64_t i = 0; i < count; ++i) job(i);
}

void parallelBlocks(Executor& executor, const Progress& progress, std::int64_t total, std::int64_t blockSize,
                    const std::function<void(const BlockRange&)>& body) {
  if (total <= 0) return;
  const std::int64_t blocks = (total + blockSize - 1) / blockSize;
  std::atomic<std::int64_t> done{0};
  executor.run(blocks, [&](std::int64_t index) {
    progress.throwIfStopped();
    body({index * blockSize, std::min(total, (index + 1) * blockSize), index});
    progress.report(static_cast<double>(done.fetch_add(1) + 1) / static_cast<double>(blocks));
  });
}

}  // namespace vitrine
