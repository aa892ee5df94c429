// Loops over blocks of data on whatever threads the program lends. Blocks are cut by the size of the data, never by the
// number of threads, and partial results are combined in block order: the numbers do not depend on --threads.
#pragma once

#include "core/base/progress.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace vitrine {

/// Threads lent to core. The program implements it on its one pool; tests use SerialExecutor.
class Executor {
public:
  virtual ~Executor() = default;
  /// How many jobs can run at once, at least 1.
  virtual int width() const = 0;
  /// Runs job(0) .. job(count - 1) and returns when all have ended. The calling thread takes jobs too, so a job that
  /// calls run() again cannot wait for itself. If jobs throw, no new ones start and the exception of the lowest index
  /// is rethrown.
  virtual void run(std::int64_t count, const std::function<void(std::int64_t)>& job) = 0;
};

/// Runs everything on the calling thread, in order.
class SerialExecutor final : public Executor {
public:
  int width() const override { return 1; }
  void run(std::int64_t count, const std::function<void(std::int64_t)>& job) override;
};

/// Half-open range of items and the number of its block.
struct BlockRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::int64_t index = 0;
};

/// Calls body(BlockRange) for the blocks [0, blockSize), [blockSize, 2 blockSize) ... of [0, total). Asks for a stop
/// before every block and reports progress after it. @throws Cancelled, and whatever body throws.
void parallelBlocks(Executor& executor, const Progress& progress, std::int64_t total, std::int64_t blockSize,
                    const std::function<void(const BlockRange&)>& body);

/// As parallelBlocks, each block filling its own Partial; returns the partials combined in block order by
/// `combine(Partial& total, const Partial& next)`. Keep Partial small: one exists per block.
template <class Partial, class Body, class Combine>
Partial orderedReduce(Executor& executor, const Progress& progress, std::int64_t total, std::int64_t blockSize,
                      const Partial& empty, Body body, Combine combine) {
  const std::int64_t blocks = total > 0 ? (total + blockSize - 1) / blockSize : 0;
  std::vector<Partial> partials(static_cast<std::size_t>(blocks), empty);
  parallelBlocks(executor, progress, total, blockSize,
                 [&](const BlockRange& block) { body(block, partials[static_cast<std::size_t>(block.index)]); });
  Partial result = empty;
  for (const Partial& partial : partials) combine(result, partial);
  return result;
}

}  // namespace vitrine
