#include "core/products/context.hpp"

#include "core/base/buffer.hpp"
#include "core/base/error.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <stdexcept>
#include <stop_token>
#include <thread>
#include <vector>

namespace vitrine {
namespace {

using Value = std::shared_ptr<const void>;

Value number(int value) { return std::make_shared<const int>(value); }
int asInt(const Value& value) { return *static_cast<const int*>(value.get()); }

/// Holds `bytes` of the process budget.
Value block(Bytes bytes) { return std::make_shared<Buffer<char>>(bytes); }

/// Sets the limit of the process budget for one test.
class Limit {
public:
  explicit Limit(Bytes free) : m_before(MemoryBudget::process().limit()) {
    MemoryBudget::process().setLimit(MemoryBudget::process().used() + free);
  }
  ~Limit() { MemoryBudget::process().setLimit(m_before); }

private:
  Bytes m_before;
};

TEST(ProductCache, BuildsOnce) {
  ProductCache cache;
  int builds = 0;
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(asInt(cache.get({"a", 4, 0}, {},
                              [&] {
                                ++builds;
                                return number(7);
                              })),
              7);
  EXPECT_EQ(builds, 1);
  EXPECT_TRUE(cache.isResident("a"));
  EXPECT_FALSE(cache.isResident("b"));
}

TEST(ProductCache, CallersAtTheSameTimeShareOneBuild) {
  ProductCache cache;
  std::atomic<int> builds{0};
  constexpr int kThreads = 8;
  std::latch start(kThreads);
  std::vector<const void*> seen(kThreads);
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < kThreads; ++i)
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        seen[i] = cache
                      .get({"a", 4, 0}, {},
                           [&] {
                             ++builds;
                             std::this_thread::yield();
                             return number(1);
                           })
                      .get();
      });
  }
  EXPECT_EQ(builds, 1);
  for (const void* pointer : seen) EXPECT_EQ(pointer, seen[0]);
}

TEST(ProductCache, RemembersAFailureAndRethrowsIt) {
  ProductCache cache;
  int builds = 0;
  const auto failing = [&]() -> Value {
    ++builds;
    throw NotMeasurable("no voxel reaches the level");
  };
  for (int i = 0; i < 2; ++i) {
    try {
      cache.get({"a", 4, 0}, {}, failing);
      FAIL();
    } catch (const NotMeasurable& error) {
      EXPECT_STREQ(error.what(), "no voxel reaches the level");
    }
  }
  EXPECT_EQ(builds, 1);
  EXPECT_FALSE(cache.isResident("a"));
  cache.clearUnpinned();
  EXPECT_EQ(asInt(cache.get({"a", 4, 0}, {}, [] { return number(2); })), 2);
}

TEST(ProductCache, LackOfMemoryIsNotRemembered) {
  ProductCache cache;
  EXPECT_THROW(cache.get({"a", 4, 0}, {}, []() -> Value { throw MemoryError(9, 6); }), MemoryError);
  EXPECT_THROW(cache.get({"a", 4, 0}, {}, []() -> Value { throw std::bad_alloc(); }), std::bad_alloc);
  EXPECT_EQ(asInt(cache.get({"a", 4, 0}, {}, [] { return number(2); })), 2);
}

TEST(ProductCache, ACancelledBuildIsForgottenAndAWaitingCallerBuildsAnew) {
  ProductCache cache;
  std::latch building(1), cancel(1);
  std::jthread first([&] {
    EXPECT_THROW(cache.get({"a", 4, 0}, {},
                           [&]() -> Value {
                             building.count_down();
                             cancel.wait();
                             throw Cancelled();
                           }),
                 Cancelled);
  });
  building.wait();
  int value = 0;
  std::jthread second([&] { value = asInt(cache.get({"a", 4, 0}, {}, [] { return number(5); })); });
  cancel.count_down();
  first.join();
  second.join();
  EXPECT_EQ(value, 5);
}

TEST(ProductCache, AWaitingCallerCanBeStoppedWithoutTheBuilder) {
  ProductCache cache;
  std::latch building(1), finish(1);
  std::jthread builder([&] {
    EXPECT_EQ(asInt(cache.get({"a", 4, 0}, {},
                              [&] {
                                building.count_down();
                                finish.wait();
                                return number(3);
                              })),
              3);
  });
  building.wait();
  std::stop_source stop;
  std::latch stopped(1);
  std::jthread waiter([&] {
    const Progress progress(nullptr, stop.get_token());
    EXPECT_THROW(cache.get({"a", 4, 0}, progress, [] { return number(0); }), Cancelled);
    stopped.count_down();
  });
  stop.request_stop();
  stopped.wait();  // while the builder is still at work
  finish.count_down();
}

TEST(ProductCache, EvictsWhatNobodyHoldsWhenABuildNeedsTheRoom) {
  ProductCache cache;
  constexpr Bytes kMiB = 1 << 20;
  const Limit limit(10 * kMiB);
  const Value pinned = cache.get({"pinned", 4 * kMiB, 0}, {}, [&] { return block(4 * kMiB); });
  cache.get({"loose", 4 * kMiB, 0}, {}, [&] { return block(4 * kMiB); });
  EXPECT_EQ(cache.pinnedBytes(), 4 * kMiB);
  cache.get({"new", 5 * kMiB, 0}, {}, [&] { return block(5 * kMiB); });
  EXPECT_TRUE(cache.isResident("pinned"));
  EXPECT_FALSE(cache.isResident("loose"));
  EXPECT_TRUE(cache.isResident("new"));
}

TEST(ProductCache, NeverEvictsWhileTheBudgetSuffices) {
  ProductCache cache;
  constexpr Bytes kMiB = 1 << 20;
  const Limit limit(10 * kMiB);
  for (const char* key : {"a", "b"}) cache.get({key, 4 * kMiB, 0}, {}, [&] { return block(4 * kMiB); });
  EXPECT_TRUE(cache.isResident("a"));
  EXPECT_TRUE(cache.isResident("b"));
  EXPECT_EQ(cache.resident().size(), 2U);
}

TEST(ProductCache, ABuildPeakMakesRoomToo) {
  ProductCache cache;
  constexpr Bytes kMiB = 1 << 20;
  const Limit limit(10 * kMiB);
  cache.get({"a", 4 * kMiB, 0}, {}, [&] { return block(4 * kMiB); });
  cache.get({"b", kMiB, 6 * kMiB}, {}, [&] {
    const Value scratch = block(6 * kMiB);
    return block(kMiB);
  });
  EXPECT_FALSE(cache.isResident("a"));
}

TEST(ProductCache, TheCheapestToMakeAgainLeavesFirst) {
  ProductCache cache;
  constexpr Bytes kMiB = 1 << 20;
  const Limit limit(9 * kMiB);
  cache.get({"a-costly", 4 * kMiB, 0}, {}, [&] {
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(50);
    while (std::chrono::steady_clock::now() < end) std::this_thread::yield();
    return block(4 * kMiB);
  });
  cache.get({"b-cheap", 4 * kMiB, 0}, {}, [&] { return block(4 * kMiB); });
  cache.get({"c", 3 * kMiB, 0}, {}, [&] { return block(3 * kMiB); });
  EXPECT_TRUE(cache.isResident("a-costly"));
  EXPECT_FALSE(cache.isResident("b-cheap"));
}

TEST(ProductCache, ClearingEmptiesWhatIsNotHeld) {
  ProductCache cache;
  const Value held = cache.get({"held", 4, 0}, {}, [] { return number(1); });
  // A product that holds another one: both go.
  cache.get({"outer", 4, 0}, {}, [&]() -> Value {
    return std::make_shared<Value>(cache.get({"inner", 4, 0}, {}, [] { return number(2); }));
  });
  cache.clearUnpinned();
  EXPECT_TRUE(cache.isResident("held"));
  EXPECT_FALSE(cache.isResident("outer"));
  EXPECT_FALSE(cache.isResident("inner"));
}

TEST(ProductCache, HandsOverOnlyToASoleHolder) {
  ProductCache cache;
  Value mine = cache.get({"a", 4, 0}, {}, [] { return number(1); });
  {
    const Value other = mine;
    EXPECT_FALSE(cache.handOver("a", mine.get()));
  }
  const int unrelated = 0;
  EXPECT_FALSE(cache.handOver("a", &unrelated));
  EXPECT_FALSE(cache.handOver("b", mine.get()));
  EXPECT_TRUE(cache.isResident("a"));
  EXPECT_TRUE(cache.handOver("a", mine.get()));
  EXPECT_FALSE(cache.isResident("a"));
  EXPECT_EQ(asInt(mine), 1);
}

TEST(ProductCache, KeepsWhatIsOfferedUntilNothingElseCanLeave) {
  ProductCache cache;
  constexpr Bytes kSize = 1 << 20;
  const Limit limit(3 * kSize);
  cache.get({"built", kSize, 0}, {}, [&] { return block(kSize); });
  cache.offer({"offered", kSize, 0}, block(kSize));
  EXPECT_TRUE(cache.isResident("offered"));
  cache.get({"one", kSize, 0}, {}, [&] { return block(kSize); });
  cache.get({"two", kSize, 0}, {}, [&] { return block(kSize); });
  EXPECT_NE(cache.isResident("built"), cache.isResident("one"));  // whichever took less time
  EXPECT_TRUE(cache.isResident("offered"));
  cache.clearUnpinned();
  EXPECT_FALSE(cache.isResident("offered"));
}

TEST(ProductCache, AnOfferNeitherReplacesNorDisturbs) {
  ProductCache cache;
  const Value built = cache.get({"a", 4, 0}, {}, [&] {
    EXPECT_TRUE(cache.isComing("a"));
    EXPECT_FALSE(cache.isResident("a"));
    cache.offer({"a", 4, 0}, number(2));  // while it is being built
    return number(1);
  });
  cache.offer({"a", 4, 0}, number(3));
  EXPECT_EQ(cache.get({"a", 4, 0}, {}, [] { return number(4); }), built);
  EXPECT_EQ(asInt(built), 1);
  EXPECT_FALSE(cache.isComing("b"));
  EXPECT_THROW(cache.get({"b", 4, 0}, {}, []() -> Value { throw std::runtime_error("no"); }), std::runtime_error);
  EXPECT_FALSE(cache.isComing("b"));
}

TEST(ProductCache, SurvivesManyThreadsUnderATightBudget) {
  ProductCache cache;
  constexpr Bytes kMiB = 1 << 20;
  const Limit limit(64 * kMiB);
  std::atomic<int> wrong{0};
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&, t] {
        for (int i = 0; i < 200; ++i) {
          const int which = (i * 7 + t * 3) % 20;
          const Value value = cache.get({std::to_string(which), 5 * kMiB, 0}, {}, [&]() -> Value {
            auto buffer = std::make_shared<Buffer<char>>(5 * kMiB);
            (*buffer)[0] = static_cast<char>(which);
            return buffer;
          });
          if ((*static_cast<const Buffer<char>*>(value.get()))[0] != which) ++wrong;
          if (i % 50 == 0) cache.clearUnpinned();
          (void)cache.resident();
          (void)cache.pinnedBytes();
        }
      });
  }
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace vitrine
