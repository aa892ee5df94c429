#include "core/stats/percentiles.hpp"

#include "core/base/error.hpp"
#include "core/base/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <stop_token>

namespace vitrine {
namespace {

const Progress kQuiet;

/// Many equal values, values one float apart, and some of every size: what coarse bins alone would not tell apart.
std::vector<float> mixedValues(std::size_t count) {
  std::vector<float> values;
  for (std::size_t i = 0; i < count; ++i) {
    const double u = randomUniform(3, i);
    if (i % 5 == 0)
      values.push_back(200);
    else if (i % 5 == 1)
      values.push_back(std::nextafter(4.0F, u < 0.5 ? 3.0F : 5.0F));
    else
      values.push_back(static_cast<float>(2 + 10 * u * u));
  }
  return values;
}

TEST(Percentiles, AreThoseOfTheSortedValues) {
  const std::vector<float> values = mixedValues(20011);
  std::vector<float> sorted = values;
  std::ranges::sort(sorted);
  const std::vector<double> q = {0, 2.5, 25, 50, 75, 97.5, 100};
  const std::vector<double> found = percentiles(values, q, kQuiet);
  ASSERT_EQ(found.size(), q.size());
  for (std::size_t i = 0; i < q.size(); ++i) {
    const double position = q[i] / 100 * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const double above = sorted[std::min(below + 1, sorted.size() - 1)];
    EXPECT_DOUBLE_EQ(found[i], sorted[below] + (position - static_cast<double>(below)) * (above - sorted[below]))
        << q[i];
  }
}

TEST(Percentiles, InterpolateBetweenOrderStatistics) {
  const std::vector<float> values = {4, 1, 3, 2};
  const std::vector<double> q = {50, 25, 97.5};
  const std::vector<double> found = percentiles(values, q, kQuiet);
  EXPECT_DOUBLE_EQ(found[0], 2.5);
  EXPECT_DOUBLE_EQ(found[1], 1.75);
  EXPECT_DOUBLE_EQ(found[2], 3.925);
  const std::vector<float> one = {7};
  EXPECT_EQ(percentiles(one, q, kQuiet), std::vector<double>({7, 7, 7}));
}

TEST(Percentiles, EveryRankIsExact) {
  std::vector<float> values = mixedValues(500);
  std::vector<std::int64_t> ranks;
  for (std::int64_t rank = 0; rank < 500; ++rank) ranks.push_back(rank);
  const std::vector<float> found = orderStatistics(values, ranks, kQuiet);
  std::ranges::sort(values);
  EXPECT_EQ(found, values);
}

TEST(Percentiles, ShareBelowIsStrict) {
  const std::vector<float> values = {3, 4, 4, 5};
  EXPECT_DOUBLE_EQ(percentBelow(values, 4, kQuiet), 25);
  EXPECT_DOUBLE_EQ(percentBelow(values, std::nextafter(4.0, 5.0), kQuiet), 75);
  EXPECT_DOUBLE_EQ(percentBelow(values, 3, kQuiet), 0);
  EXPECT_DOUBLE_EQ(percentBelow(values, 9, kQuiet), 100);
}

TEST(Percentiles, HistogramHoldsEveryValueOnce) {
  std::vector<float> values;
  for (int i = 0; i <= 100; ++i) values.push_back(static_cast<float>(i));
  const ValueHistogram histogram = valueHistogram(values, 25, 0.01, kQuiet);
  ASSERT_EQ(histogram.counts.size(), 25U);
  ASSERT_EQ(histogram.edges.size(), 26U);
  EXPECT_DOUBLE_EQ(histogram.edges.front(), 0);
  EXPECT_DOUBLE_EQ(histogram.edges.back(), 100);
  EXPECT_DOUBLE_EQ(histogram.centre(0), 2);
  for (std::size_t bin = 0; bin < 24; ++bin) EXPECT_EQ(histogram.counts[bin], 4) << bin;
  EXPECT_EQ(histogram.counts[24], 5);  // the last bin is closed
}

TEST(Percentiles, HistogramKeepsValuesOnTheRightSideOfEdges) {
  // Edges that floats do not hold: what is compared is the edge itself.
  std::vector<float> values = {3.69322F, 9.88014F};
  for (int i = 1; i < 25; ++i) values.push_back(static_cast<float>(values[0] + (values[1] - values[0]) * i / 25.0));
  const ValueHistogram histogram = valueHistogram(values, 25, 0.01, kQuiet);
  std::vector<std::int64_t> expected(25, 0);
  for (const float value : values) {
    std::size_t bin = 0;
    while (bin + 1 < 25 && value >= histogram.edges[bin + 1]) ++bin;
    ++expected[bin];
  }
  EXPECT_EQ(histogram.counts, expected);
}

TEST(Percentiles, HistogramOfEqualValuesIsOneBin) {
  const std::vector<float> values(7, 4.5F);
  const ValueHistogram histogram = valueHistogram(values, 25, 0.5, kQuiet);
  EXPECT_EQ(histogram.counts, std::vector<std::int64_t>({7}));
  EXPECT_EQ(histogram.edges, std::vector<double>({4.25, 4.75}));
}

TEST(Percentiles, CanBeStopped) {
  std::stop_source stop;
  stop.request_stop();
  const Progress stopped(nullptr, stop.get_token());
  const std::vector<float> values = {1, 2};
  const std::vector<double> q = {50};
  EXPECT_THROW(percentiles(values, q, stopped), Cancelled);
}

}  // namespace
}  // namespace vitrine
