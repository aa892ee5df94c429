#include "core/base/random.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace vitrine {
namespace {

/// The generator as published, with a state: seeds and outputs must agree with the form f(seed, index).
struct SplitMix64 {
  std::uint64_t state;
  std::uint64_t next() {
    std::uint64_t z = (state += 0x9E3779B97F4A7C15ULL);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
};

TEST(Random, GivesTheKnownValuesOfSplitmix64) {
  // First outputs for seed 1234567, as in the test of Java's SplittableRandom ports.
  EXPECT_EQ(randomBits(1234567, 0), 6457827717110365317ULL);
  EXPECT_EQ(randomBits(1234567, 1), 3203168211198807973ULL);
  EXPECT_EQ(randomBits(1234567, 2), 9817491932198370423ULL);
  EXPECT_EQ(randomBits(1234567, 3), 4593380528125082431ULL);
  EXPECT_EQ(randomBits(1234567, 4), 16408922859458223821ULL);
}

TEST(Random, IndexIsThePositionInTheStream) {
  SplitMix64 stream{60749};
  for (std::uint64_t i = 0; i < 1000; ++i) EXPECT_EQ(randomBits(60749, i), stream.next());
}

TEST(Random, UniformsLieInTheHalfOpenUnitInterval) {
  double sum = 0;
  for (std::uint64_t i = 0; i < 100000; ++i) {
    const double u = randomUniform(3, i);
    ASSERT_GE(u, 0.0);
    ASSERT_LT(u, 1.0);
    sum += u;
  }
  EXPECT_NEAR(sum / 100000, 0.5, 0.005);
}

TEST(Random, NormalsHaveTheirMoments) {
  double sum = 0, squares = 0, fourth = 0;
  constexpr int kCount = 200000;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    const double g = randomNormal(2021, i);
    ASSERT_TRUE(std::isfinite(g));
    sum += g;
    squares += g * g;
    fourth += g * g * g * g;
  }
  EXPECT_NEAR(sum / kCount, 0.0, 0.01);
  EXPECT_NEAR(squares / kCount, 1.0, 0.02);
  EXPECT_NEAR(fourth / kCount, 3.0, 0.1);
}

}  // namespace
}  // namespace vitrine
