#include "core/base/parallel.hpp"

#include "core/base/error.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace vitrine {
namespace {

TEST(ParallelBlocks, CoverTheRangeOnceWithBlocksOfTheData) {
  for (const int threads : {1, 2, 7}) {
    test::ThreadExecutor executor(threads);
    std::vector<std::atomic<int>> hits(23);
    std::atomic<int> blocks{0};
    parallelBlocks(executor, {}, 23, 5, [&](const BlockRange& block) {
      ++blocks;
      EXPECT_EQ(block.begin, block.index * 5);
      EXPECT_EQ(block.end, std::min<std::int64_t>(23, block.begin + 5));
      for (std::int64_t i = block.begin; i < block.end; ++i) ++hits[static_cast<std::size_t>(i)];
    });
    EXPECT_EQ(blocks, 5);
    for (const auto& hit : hits) EXPECT_EQ(hit, 1);
  }
}

TEST(ParallelBlocks, OfNothingCallNothing) {
  SerialExecutor executor;
  parallelBlocks(executor, {}, 0, 5, [](const BlockRange&) { FAIL(); });
}

TEST(OrderedReduce, IsBitForBitTheSameForAnyNumberOfThreads) {
  const auto sum = [](Executor& executor) {
    return orderedReduce(
        executor, {}, 100000, 37, 0.0,
        [](const BlockRange& block, double& part) {
          for (std::int64_t i = block.begin; i < block.end; ++i) part += std::sin(double(i)) * 1e10;
        },
        [](double& total, const double& next) { total += next; });
  };
  SerialExecutor serial;
  const double expected = sum(serial);
  for (const int threads : {2, 7}) {
    test::ThreadExecutor executor(threads);
    EXPECT_EQ(sum(executor), expected);
  }
}

TEST(OrderedReduce, CombinesInBlockOrder) {
  test::ThreadExecutor executor(4);
  const std::string joined = orderedReduce(
      executor, {}, 10, 3, std::string(),
      [](const BlockRange& b, std::string& part) { part = std::to_string(b.index); },
      [](std::string& total, const std::string& next) { total += next; });
  EXPECT_EQ(joined, "0123");
}

TEST(OrderedReduce, RethrowsTheExceptionOfTheLowestBlock) {
  for (const int threads : {1, 2, 7}) {
    test::ThreadExecutor executor(threads);
    try {
      orderedReduce(
          executor, {}, 100, 1, 0,
          [](const BlockRange& block, int&) {
            if (block.index >= 3) throw std::runtime_error(std::to_string(block.index));
          },
          [](int&, const int&) {});
      FAIL();
    } catch (const std::runtime_error& error) {
      EXPECT_STREQ(error.what(), "3");
    }
  }
}

TEST(ParallelBlocks, StopBeforeTheNextBlock) {
  std::stop_source stop;
  const Progress progress(nullptr, stop.get_token());
  SerialExecutor executor;
  int blocks = 0;
  EXPECT_THROW(parallelBlocks(executor, progress, 10, 1,
                              [&](const BlockRange&) {
                                if (++blocks == 4) stop.request_stop();
                              }),
               Cancelled);
  EXPECT_EQ(blocks, 4);
}

TEST(Executor, AJobMayRunJobsOfItsOwn) {
  test::ThreadExecutor executor(2);
  std::atomic<int> inner{0};
  executor.run(4, [&](std::int64_t) { executor.run(5, [&](std::int64_t) { ++inner; }); });
  EXPECT_EQ(inner, 20);
}

}  // namespace
}  // namespace vitrine
