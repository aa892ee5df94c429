#include "core/stats/selection.hpp"
#include "core/base/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace vitrine {
namespace {

double sortedMedian(std::vector<double> values) {
  std::ranges::sort(values);
  const double low = values[(values.size() - 1) / 2], high = values[values.size() / 2];
  return low + (high - low) / 2;
}

/// Both passes as the background uses them; also tells how many values had to be collected.
MedianAndMad twoPasses(const std::vector<float>& values, std::size_t& collected) {
  KeyHistogram histogram;
  for (const float v : values) histogram.add(v);
  const RobustBrackets brackets = robustBrackets(histogram);
  ValueBag bag;
  std::int64_t inner = 0;
  collected = 0;
  for (const float v : values) {
    const bool isWanted = (v >= brackets.medianLow && v <= brackets.medianHigh) ||
                          (v >= brackets.lowerBegin && v <= brackets.lowerEnd) ||
                          (v >= brackets.upperBegin && v <= brackets.upperEnd);
    if (isWanted) {
      bag.add(v);
      ++collected;
    }
    if (v > brackets.lowerEnd && v < brackets.upperBegin) ++inner;
  }
  return resolve(brackets, bag, inner);
}

void expectExact(const std::vector<float>& values, const char* what) {
  std::size_t collected = 0;
  const MedianAndMad result = twoPasses(values, collected);
  const double median = sortedMedian({values.begin(), values.end()});
  std::vector<double> distances;
  for (const float v : values) distances.push_back(std::abs(v - median));
  EXPECT_EQ(result.median, median) << what;
  EXPECT_EQ(result.mad, sortedMedian(distances)) << what;
}

TEST(Selection, IsExactForManyShapesOfData) {
  for (const int n : {1, 2, 3, 10, 1001, 20000}) {
    std::vector<float> gaussian, offset, skewed, quantised, tight, twoValues;
    for (int i = 0; i < n; ++i) {
      const double g = randomNormal(3, static_cast<std::uint64_t>(i));
      gaussian.push_back(static_cast<float>(g));
      offset.push_back(static_cast<float>(100 + g));
      skewed.push_back(static_cast<float>(std::exp(2 * g)));
      quantised.push_back(static_cast<float>(std::round(3 * g)));
      tight.push_back(static_cast<float>(1 + 1e-7 * g));
      twoValues.push_back(i % 3 == 0 ? -2.0F : 5.0F);
    }
    expectExact(gaussian, "gaussian");
    expectExact(offset, "offset");
    expectExact(skewed, "skewed");
    expectExact(quantised, "quantised");
    expectExact(tight, "tight");
    expectExact(twoValues, "two values");
  }
}

TEST(Selection, CollectsOnlyAFewValuesOfNoise) {
  std::vector<float> values;
  for (int i = 0; i < 400000; ++i)
    values.push_back(static_cast<float>(0.3 + randomNormal(8, static_cast<std::uint64_t>(i))));
  std::size_t collected = 0;
  twoPasses(values, collected);
  EXPECT_LT(collected, values.size() / 500);
}

TEST(ValueBag, MergesEqualValues) {
  ValueBag bag;
  for (int i = 0; i < 300000; ++i) bag.add(static_cast<float>(i % 7));
  ValueBag other;
  other.add(3, 5);
  bag.add(other);
  ASSERT_EQ(bag.sorted().size(), 7U);
  EXPECT_EQ(bag.sorted()[3].value, 3);
  EXPECT_EQ(bag.sorted()[3].times, 300000 / 7 + 5);
}

}  // namespace
}  // namespace vitrine
