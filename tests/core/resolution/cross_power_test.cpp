#include "core/resolution/cross_power.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/pair_pass.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace vitrine {
namespace {

TEST(CrossPower, IsWhatTheWholePassFinds) {
  test::ThreadExecutor executor(2);
  for (const Grid& grid :
       {Grid{{24, 24, 24}, {1.5, 1.5, 1.5}, {0, 0, 0}}, Grid{{23, 20, 31}, {1.21, 1.5, 1}, {0, 0, 0}}}) {
    const auto halves = test::halfSpectraWithFsc(
        grid, [](const Vector3&) { return 0.5; }, 1, executor);
    const CrossPower all = pairPass(halves[0], halves[1], {}, executor, {}).shells.full;
    for (const int last : {0, 5, 1000}) {
      const CrossPower sums = crossPower(halves[0], halves[1], last, executor, {});
      ASSERT_EQ(sums.shells(), std::min(static_cast<std::size_t>(last) + 1, all.shells()));
      for (std::size_t s = 1; s < sums.shells(); ++s) {
        EXPECT_EQ(sums.count[s], all.count[s]) << s;
        EXPECT_NEAR(sums.cross[s], all.cross[s], 1e-6 * all.power1[s]) << s;
        EXPECT_NEAR(sums.power1[s] / all.power1[s], 1, 1e-6) << s;
        EXPECT_NEAR(sums.power2[s] / all.power2[s], 1, 1e-6) << s;
      }
    }
  }
}

TEST(CrossPower, DoesNotDependOnThreads) {
  SerialExecutor one;
  test::ThreadExecutor seven(7);
  const Grid grid{{32, 30, 28}, {1, 1, 1}, {0, 0, 0}};
  const auto halves = test::halfSpectraWithFsc(
      grid, [](const Vector3&) { return 0.5; }, 2, one);
  const CrossPower a = crossPower(halves[0], halves[1], 12, one, {}),
                   b = crossPower(halves[0], halves[1], 12, seven, {});
  EXPECT_EQ(a.cross, b.cross);
  EXPECT_EQ(a.power2, b.power2);
}

}  // namespace
}  // namespace vitrine
