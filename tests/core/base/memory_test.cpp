#include "core/base/memory.hpp"
#include "core/base/buffer.hpp"
#include "core/base/error.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace vitrine {
namespace {

TEST(Buffer, ChargesItsBudgetWhileItLives) {
  MemoryBudget budget(1000);
  {
    const Buffer<std::int32_t> buffer(100, budget);
    EXPECT_EQ(budget.used(), 400);
    EXPECT_EQ(buffer.bytes(), 400);
  }
  EXPECT_EQ(budget.used(), 0);
  EXPECT_EQ(budget.peak(), 400);
}

TEST(Buffer, BeyondTheBudgetThrowsBothNumbersAndChargesNothing) {
  MemoryBudget budget(1000);
  const Buffer<char> first(600, budget);
  try {
    const Buffer<char> second(500, budget);
    FAIL();
  } catch (const MemoryError& error) {
    EXPECT_EQ(error.neededBytes(), 1100);
    EXPECT_EQ(error.allowedBytes(), 1000);
  }
  EXPECT_EQ(budget.used(), 600);
}

TEST(Buffer, MovesWithoutChargingTwice) {
  MemoryBudget budget(1000);
  Buffer<char> a(600, budget);
  const char* const data = a.data();
  Buffer<char> b(std::move(a));
  EXPECT_EQ(b.data(), data);
  EXPECT_EQ(budget.used(), 600);
  Buffer<char> c(100, budget);
  c = std::move(b);
  EXPECT_EQ(c.data(), data);
  b = Buffer<char>();
  EXPECT_EQ(budget.used(), 600);
}

TEST(Buffer, IsAlignedAndZeroedOnRequestSmallAndLarge) {
  for (const std::int64_t size : {1, 1000, 1 << 20, 3 << 20}) {
    const auto buffer = Buffer<float>::zeroed(size);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer.data()) % 64, 0U);
    bool allZero = true;
    for (const float value : buffer) allZero = allZero && value == 0;
    EXPECT_TRUE(allZero);
  }
}

TEST(Buffer, CopiesWhenAsked) {
  Buffer<int> a(3);
  for (int i = 0; i < 3; ++i) a[i] = i;
  const Buffer<int> b = a.copy();
  a[1] = 9;
  EXPECT_EQ(b[1], 1);
  EXPECT_TRUE(Buffer<int>().copy().empty());
}

TEST(MemoryBudget, KnowsTheMachine) {
  EXPECT_GT(physicalMemory(), 0);
  EXPECT_EQ(MemoryBudget(5).limit(), 5);
  EXPECT_GT(MemoryBudget::process().limit(), 0);
  EXPECT_GT(peakResidentMemory(), 0);
}

TEST(MemoryBudget, CountsFromManyThreads) {
  MemoryBudget budget(1 << 30);
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
      threads.emplace_back([&] {
        for (int i = 0; i < 1000; ++i) const Buffer<char> buffer(1000, budget);
      });
  }
  EXPECT_EQ(budget.used(), 0);
  EXPECT_GE(budget.peak(), 1000);
  EXPECT_LE(budget.peak(), 4000);
}

TEST(PeakWatch, SeesThePeakOfItsOwnTime) {
  MemoryBudget budget(10000);
  const Buffer<char> base(100, budget);
  { const Buffer<char> earlier(5000, budget); }
  const PeakWatch outer(budget);
  EXPECT_EQ(outer.peak(), 100);
  { const Buffer<char> some(300, budget); }
  const PeakWatch inner(budget);
  { const Buffer<char> some(200, budget); }
  EXPECT_EQ(outer.peak(), 400);
  EXPECT_EQ(inner.peak(), 300);
}

}  // namespace
}  // namespace vitrine
