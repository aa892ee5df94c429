#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/stats/float_key.hpp"
#include "core/stats/linear_fit.hpp"
#include "core/stats/moments.hpp"
#include "core/stats/tests.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace vitrine {
namespace {

TEST(FloatKey, KeepsOrderAndComesBack) {
  const float inf = std::numeric_limits<float>::infinity();
  const float values[] = {-inf, -3e38F, -1, -1e-30F, -1e-45F, 0, 1e-45F, 1e-30F, 0.5F, 1, 3e38F, inf};
  for (std::size_t i = 0; i < std::size(values); ++i) {
    EXPECT_EQ(keyFloat(floatKey(values[i])), values[i]);
    if (i > 0) {
      EXPECT_LT(floatKey(values[i - 1]), floatKey(values[i]));
    }
  }
  EXPECT_EQ(floatKey(-0.0F), floatKey(0.0F));
}

TEST(FloatKey, LimitsCompareAsDoublesDo) {
  for (const double limit : {0.1, 0.0066, -0.3, 1e-50, -1e-50, 0.0, 1.0, 1e300}) {
    const float centre = static_cast<float>(limit);
    for (const float v : {std::nextafter(centre, -1e30F), centre, std::nextafter(centre, 1e30F)}) {
      EXPECT_EQ(v >= floatAtLeast(limit), static_cast<double>(v) >= limit) << limit;
      EXPECT_EQ(v > floatAtMost(limit), static_cast<double>(v) > limit) << limit;
    }
  }
}

TEST(Moments, KeepTheirDigitsUnderALargeOffset) {
  Moments moments;
  for (int i = 0; i < 1000; ++i) moments.add((1e6 + i % 2) - 1e6);
  EXPECT_DOUBLE_EQ(moments.mean(1e6), 1e6 + 0.5);
  EXPECT_DOUBLE_EQ(moments.populationSd(), 0.5);
  EXPECT_NEAR(moments.sampleSd(), 0.5 * std::sqrt(1000.0 / 999), 1e-15);
}

TEST(LinearFit, IsExactForALine) {
  std::vector<double> x, y;
  for (int i = 0; i < 20; ++i) {
    x.push_back(1e5 + i);
    y.push_back(3 - 0.25 * x.back());
  }
  const LinearFit fit = fitLine(x, y);
  EXPECT_NEAR(fit.slope, -0.25, 1e-12);
  EXPECT_NEAR(fit.intercept, 3, 1e-6);
  EXPECT_NEAR(*fit.rSquared, 1, 1e-12);
  EXPECT_NEAR(*fit.slopeError, 0, 1e-9);
}

// R 4.2, summary(lm(y ~ x)): slope 0.6 (0.2828), intercept 2.2 (0.9381), R-squared 0.6.
TEST(LinearFit, GivesTheErrorsOfATextbookExample) {
  const std::vector<double> x{1, 2, 3, 4, 5}, y{2, 4, 5, 4, 5};
  const LinearFit fit = fitLine(x, y);
  EXPECT_NEAR(fit.slope, 0.6, 1e-12);
  EXPECT_NEAR(fit.intercept, 2.2, 1e-12);
  EXPECT_NEAR(*fit.rSquared, 0.6, 1e-12);
  EXPECT_NEAR(*fit.slopeError, 0.28284271, 1e-7);
  EXPECT_NEAR(*fit.interceptError, 0.93808315, 1e-7);
  EXPECT_EQ(fit.points, 5);
}

TEST(LinearFit, NeedsTwoDifferentAbscissae) {
  const std::vector<double> one{1}, equal{2, 2}, y{1, 3}, x{0, 1};
  EXPECT_THROW(fitLine(one, one), NotMeasurable);
  EXPECT_THROW(fitLine(equal, y), NotMeasurable);
  EXPECT_FALSE(fitLine(x, y).slopeError.has_value());
}

// Tables of Student's t: two-sided p.
TEST(StudentT, AgreesWithTables) {
  EXPECT_NEAR(studentT(12.706, 1).pValue, 0.05, 1e-5);
  EXPECT_NEAR(studentT(-2.228, 10).pValue, 0.05, 1e-4);
  EXPECT_NEAR(studentT(1.959964, 1e9).pValue, 0.05, 1e-6);
  EXPECT_DOUBLE_EQ(studentT(0, 30).pValue, 1);
  EXPECT_DOUBLE_EQ(studentT(0, 30).log10PValue, 0);
}

TEST(StudentT, IsRightFarOutInTheTail) {
  const TTest far = studentT(20.1560, 104596);
  EXPECT_NEAR(far.pValue / 3.54e-90, 1, 0.01);
  EXPECT_NEAR(far.log10PValue, std::log10(far.pValue), 1e-9);
}

TEST(StudentT, KeepsTheLogarithmWhereTheProbabilityVanishes) {
  // Gaussian limit: ln p = ln 2 - t^2/2 - ln(t sqrt(2 pi)) to first order in 1/t^2.
  const double t = -9188.29, nu = 1024856679;
  const TTest test = studentT(t, nu);
  EXPECT_EQ(test.pValue, 0);
  const double exponent = -(nu + 1) / 2 * std::log1p(t * t / nu);
  const double expected = (std::log(2.0) + exponent - std::log(std::abs(t) * std::sqrt(2 * M_PI))) / std::log(10.0);
  EXPECT_NEAR(test.log10PValue / expected, 1, 1e-6);
}

TEST(StudentT, TheLogarithmIsContinuousWhereTheFormulaChanges) {
  // Just above and below p = 1e-290 the two ways must meet.
  const double nu = 1000;
  double before = 0;
  for (double t = 51; t < 56; t += 0.01) {
    const double now = studentT(t, nu).log10PValue;
    if (before != 0) {
      EXPECT_LT(now, before);
      EXPECT_NEAR(now - before, -0.06, 0.15) << t;
    }
    before = now;
  }
}

TEST(OneSampleT, OfTheDefinition) {
  const TTest test = oneSampleT(0.5, 2, 16);
  EXPECT_DOUBLE_EQ(test.t, 1);
  EXPECT_DOUBLE_EQ(test.degreesOfFreedom, 15);
}

}  // namespace
}  // namespace vitrine
