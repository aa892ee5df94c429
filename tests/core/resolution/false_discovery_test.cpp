#include "core/resolution/false_discovery.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine {
namespace {

// p.adjust(c(0.01, 0.002, 0.04, 0.03, 0.5), "BH") of R; "BY" multiplies by the harmonic sum.
TEST(FalseDiscovery, QValuesAreThoseOfTheStepUpProcedure) {
  const std::vector<double> p{0.01, 0.002, 0.04, 0.03, 0.5};
  const std::vector<double> bh{0.025, 0.01, 0.05, 0.05, 0.5};
  const double harmonic = 1 + 1 / 2. + 1 / 3. + 1 / 4. + 1 / 5.;
  const auto q = benjaminiHochberg(p), qy = benjaminiYekutieli(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_NEAR(q[i], bh[i], 1e-15);
    EXPECT_NEAR(qy[i], std::min(1.0, bh[i] * harmonic), 1e-15);
  }
}

TEST(FalseDiscovery, QValuesAreMonotoneInPAndAtMostOne) {
  const auto q = benjaminiYekutieli({0.9, 0.8, 0.001, 0.7, 0.0011});
  EXPECT_EQ(q[0], 1);
  EXPECT_LE(q[2], q[4]);
  EXPECT_TRUE(benjaminiYekutieli({}).empty());
}

}  // namespace
}  // namespace vitrine
