#include "core/base/number_text.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

TEST(NumberText, FixedDecimals) {
  EXPECT_EQ(fixedText(3.14159, 2), "3.14");
  EXPECT_EQ(fixedText(-111.04, 1), "-111.0");
  EXPECT_EQ(fixedText(2, 0), "2");
  EXPECT_EQ(fixedText(1e15, 0), "1000000000000000");
}

TEST(NumberText, NoNegativeZero) {
  EXPECT_EQ(fixedText(-0.001, 2), "0.00");
  EXPECT_EQ(fixedText(-0.0, 0), "0");
  EXPECT_EQ(fixedText(-0.006, 2), "-0.01");
}

TEST(NumberText, GeneralAndExact) {
  EXPECT_EQ(generalText(0.00660000001, 6), "0.0066");
  EXPECT_EQ(generalText(7.26), "7.26");
  EXPECT_EQ(exactText(0.1), "0.1");
  EXPECT_EQ(std::stod(exactText(1.0 / 3)), 1.0 / 3);
}

TEST(NumberText, WhatIsNoNumberIsSaidInWords) {
  EXPECT_EQ(fixedText(std::nan(""), 2), "not a number");
  EXPECT_EQ(generalText(std::numeric_limits<double>::infinity()), "infinite");
  EXPECT_EQ(exactText(-std::numeric_limits<double>::infinity()), "-infinite");
  EXPECT_EQ(fixedText(1e308, 2).size(), 309U + 3U);
}

TEST(NumberText, CountsInGroupsOfThree) {
  EXPECT_EQ(countText(11131513), "11 131 513");
  EXPECT_EQ(countText(999), "999");
  EXPECT_EQ(countText(-1000), "-1 000");
  EXPECT_EQ(countText(std::numeric_limits<std::int64_t>::max()), "9 223 372 036 854 775 807");
}

TEST(NumberText, PluralsAndBytes) {
  EXPECT_EQ(plural(1, "warning"), "1 warning");
  EXPECT_EQ(plural(0, "warning"), "0 warnings");
  EXPECT_EQ(bytesText(512), "512 bytes");
  EXPECT_EQ(bytesText(4LL << 30), "4.00 GiB");
  EXPECT_EQ(bytesText(3 << 19), "1.5 MiB");
}

TEST(NumberText, DoesNotDependOnTheLocale) {
  if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) std::setlocale(LC_ALL, "");
  EXPECT_EQ(fixedText(1234.5, 1), "1234.5");
  std::setlocale(LC_ALL, "C");
}

}  // namespace
}  // namespace vitrine
