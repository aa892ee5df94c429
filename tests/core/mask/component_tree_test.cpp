#include "core/mask/component_tree.hpp"
#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "core/mask/components.hpp"
#include "core/mask/threshold.hpp"
#include "core/mask/tree_sweep.hpp"
#include "core/volume/float_mode.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace vitrine {
namespace {

using namespace test;

constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// A stream of random numbers for one map.
struct Dice {
  std::uint64_t seed, next = 0;
  double uniform() { return randomUniform(seed, next++); }
  int below(int n) { return static_cast<int>(uniform() * n); }
  double normal() { return randomNormal(seed ^ 0x5EED, next++); }
};

/// One of ten kinds of maps; many of them full of equal values.
Volume randomMap(const Index3& size, int kind, Dice& dice) {
  Volume volume(gridOf(size));
  const double slope = dice.normal();
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
    const Index3 v = volume.grid.voxelOf(i);
    float value = static_cast<float>(dice.normal());
    switch (kind) {
      case 0:
        break;  // white noise
      case 1:
        value = static_cast<float>(dice.below(4));
        break;  // few integers
      case 2:
        value = static_cast<float>(dice.below(2));
        break;  // a mask
      case 3:
        value = static_cast<float>(std::floor(3 * value));
        break;  // integers, negative ones too
      case 4:
        value = 7;
        break;  // constant
      case 5:
        value = dice.uniform() < 0.3 ? kNaN : value;
        break;  // holes
      case 6:
        value = dice.uniform() < 0.9 ? 0.0F : -value * 1e-3F;
        break;  // masked map, 0 and -0
      case 7:   // smooth
        value = static_cast<float>(std::sin(0.9 * v[0]) + std::cos(0.7 * v[1] + slope) * std::sin(0.5 * v[2]));
        break;
      case 8:
        value = static_cast<float>((v[0] / 3 + v[1] / 2 + v[2] / 4) % 3);
        break;    // plateaus
      default: {  // extremes
        const float odd[] = {kInfinity, -kInfinity, 1e-42F, -1e-42F, 3e38F, -0.0F, 0.0F, kNaN};
        value = odd[dice.below(8)];
      }
    }
    volume.data[i] = value;
  }
  return volume;
}

/// A level worth asking for: a voxel's value, a little beside one, or anywhere.
double randomLevel(const Volume& volume, Dice& dice) {
  const auto place = static_cast<std::int64_t>(dice.uniform() * static_cast<double>(volume.grid.voxels()));
  const double value = volume.data[place];
  switch (dice.below(5)) {
    case 0:
      return std::nextafter(value, 1e300);
    case 1:
      return std::nextafter(value, -1e300);
    case 2:
      return 2 * dice.normal();
    default:
      return value;
  }
}

std::shared_ptr<const ComponentTree> build(const Volume& volume, int threads = 1) {
  ThreadExecutor executor(threads);
  Progress progress;
  return ComponentTree::build(volume, executor, progress);
}

/// The same, by labelling the mask of this one level.
LevelComponents bruteForce(const Volume& volume, double level) {
  SerialExecutor executor;
  Progress progress;
  const Mask mask = aboveLevel(volume, level, executor, progress);
  Mask largest;
  const ComponentList list = labelComponents(mask, largest, executor, progress);
  LevelComponents expected{
      .level = level, .components = list.count, .voxels = mask.count, .largest = largest.count, .bySize = {}};
  for (const auto& [voxels, count] : list.countsBySize)
    expected.bySize[static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(voxels))) - 1] += count;
  return expected;
}

void expectSame(const LevelComponents& got, const LevelComponents& expected, const std::string& where) {
  ASSERT_EQ(got.components, expected.components) << where << " level " << expected.level;
  ASSERT_EQ(got.voxels, expected.voxels) << where << " level " << expected.level;
  ASSERT_EQ(got.largest, expected.largest) << where << " level " << expected.level;
  ASSERT_EQ(got.bySize, expected.bySize) << where << " level " << expected.level;
}

std::string nameOf(const Index3& size, int kind) {
  std::string name = "kind ";
  name += std::to_string(kind);
  for (const int edge : size) {
    name += " ";
    name += std::to_string(edge);
  }
  return name;
}

TEST(ComponentTree, EqualsLabellingAtTenThousandRandomMapsAndLevels) {
  Dice dice{.seed = 4711};
  int pairs = 0;
  for (int map = 0; pairs < 10000; ++map) {
    Index3 size{4 + dice.below(17), 4 + dice.below(17), 4 + dice.below(17)};
    if (map % 7 == 0) size[static_cast<std::size_t>(dice.below(3))] = 1;
    if (map % 35 == 0) size = {1, 1, 1 + dice.below(4)};
    const int kind = map % 10;
    const Volume volume = randomMap(size, kind, dice);
    const auto tree = build(volume);
    for (int i = 0; i < 4; ++i, ++pairs) {
      const double level = randomLevel(volume, dice);
      ASSERT_NO_FATAL_FAILURE(expectSame(tree->at(level), bruteForce(volume, level), nameOf(size, kind)));
    }
  }
}

TEST(ComponentTree, EqualsLabellingAcrossItsBlocks) {
  Dice dice{.seed = 99};
  const Index3 sizes[] = {{130, 5, 66}, {65, 65, 65}, {3, 129, 70}, {200, 1, 1}, {64, 64, 128}, {67, 70, 2}};
  for (const Index3& size : sizes)
    for (const int kind : {0, 1, 4, 5, 6, 7, 8}) {
      const Volume volume = randomMap(size, kind, dice);
      const auto tree = build(volume);
      for (int i = 0; i < 12; ++i) {
        const double level = randomLevel(volume, dice);
        ASSERT_NO_FATAL_FAILURE(expectSame(tree->at(level), bruteForce(volume, level), nameOf(size, kind)));
      }
    }
}

/// The parts of build(), with as few voxels at once as asked for: what only large maps would meet.
tree::Swept sweepBy(const Volume& volume, std::int64_t voxelsAtOnce, int threads) {
  ThreadExecutor executor(threads);
  Progress progress;
  const tree::Uphill uphill = tree::findUphill(volume, executor, progress);
  const tree::Basins basins = tree::findBasins(uphill, executor, progress);
  tree::EdgeStore edges;
  std::vector<tree::KeyExtent> extents;
  tree::findEdges(volume, uphill, basins, edges, extents, executor, progress);
  return tree::sweep(volume, uphill, basins, edges, extents, voxelsAtOnce, executor, progress);
}

TEST(ComponentTree, DoesNotDependOnHowManyVoxelsAreSortedAtOnce) {
  Dice dice{.seed = 5};
  for (int kind = 0; kind < 10; ++kind) {
    const Volume volume = randomMap({70, 31, 20}, kind, dice);
    const tree::Swept all = sweepBy(volume, 1 << 20, 1);
    for (const std::int64_t voxelsAtOnce : {1, 50, 1000, 20000}) {
      if (voxelsAtOnce < 1000 && kind != 1) continue;  // as many passes as there are values
      const tree::Swept parts = sweepBy(volume, voxelsAtOnce, 2);
      ASSERT_EQ(parts.joined, all.joined) << kind;
      ASSERT_TRUE(std::equal(all.joins.data(), all.joins.data() + all.joined, parts.joins.data())) << kind;
      ASSERT_EQ(parts.steps.count(), all.steps.count()) << kind;
      for (std::int64_t i = 0; i < volume.grid.voxels(); i += 97) {
        const std::uint32_t key = tree::valueKey(volume.data[i]);
        ASSERT_EQ(parts.steps.at(key).voxels, all.steps.at(key).voxels);
        ASSERT_EQ(parts.steps.at(key).largest, all.steps.at(key).largest);
        ASSERT_EQ(parts.steps.at(key).components, all.steps.at(key).components);
      }
    }
  }
}

TEST(ComponentTree, DoesNotDependOnThreads) {
  Dice dice{.seed = 31};
  for (const int kind : {0, 1, 5, 7}) {
    const Volume volume = randomMap({90, 70, 67}, kind, dice);
    const auto one = build(volume);
    for (const int threads : {2, 7}) {
      const auto other = build(volume, threads);
      EXPECT_EQ(other->peaks(), one->peaks());
      EXPECT_EQ(other->bytes(), one->bytes());
      for (int i = 0; i < 300; ++i) {
        const double level = -3 + 0.02 * i;
        ASSERT_NO_FATAL_FAILURE(expectSame(other->at(level), one->at(level), nameOf(volume.grid.size, kind)));
      }
    }
  }
}

TEST(ComponentTree, DoesNotDependOnWhetherThreadsTakeSubnormalsForZero) {
  Dice dice{.seed = 17};
  const Volume volume = randomMap({20, 20, 20}, 9, dice);
  const auto tree = build(volume);
  std::shared_ptr<const ComponentTree> flushed;
  {
    const SubnormalsAreZero mode;
    SerialExecutor executor;
    Progress progress;
    flushed = ComponentTree::build(volume, executor, progress);
  }
  for (const double level : {1e-42, 1e-43, 0.0, -1e-43, -1e-42})
    ASSERT_NO_FATAL_FAILURE(expectSame(flushed->at(level), tree->at(level), "subnormals"));
  EXPECT_LT(tree->at(1e-42).voxels, tree->at(0).voxels);
}

TEST(ComponentTree, StepsOfLargeMapsAreFineWhereFewVoxelsAre) {
  const std::int64_t small = std::int64_t{1} << 22, large = std::int64_t{1} << 30;
  EXPECT_EQ(tree::stepLength(small, small), 1);
  EXPECT_EQ(tree::stepLength(large, 0), 1);
  EXPECT_EQ(tree::stepLength(large, 2047), 1);
  EXPECT_EQ(tree::stepLength(large, 100'000), 97);
  EXPECT_EQ(tree::stepLength(large, large / 2), 1024);
}

/// 164^3 is more than 2^22 voxels: `components` stay exact, sizes are those of a step close by.
TEST(ComponentTree, OfALargeMapCountsComponentsExactlyAndSizesToAStep) {
  Volume volume(gridOf({164, 164, 164}));
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i)
    volume.data[i] = static_cast<float>(randomNormal(8, static_cast<std::uint64_t>(i)));
  setBall(volume, {80, 80, 80}, 20, 6);
  const auto tree = build(volume, 2);
  for (const double level : {6.0, 4.9, 3.7, 3.0, 2.0, 1.31, 1.2, 0.0, -2.0}) {
    const LevelComponents got = tree->at(level), expected = bruteForce(volume, level);
    EXPECT_EQ(got.components, expected.components);
    const std::int64_t missing = expected.voxels - got.voxels;
    EXPECT_GE(missing, 0);
    EXPECT_LT(missing, tree::stepLength(volume.grid.voxels(), expected.voxels));
    EXPECT_LE(std::abs(expected.largest - got.largest), expected.largest / 100);
    EXPECT_NEAR(static_cast<double>(got.bySize[0]), static_cast<double>(expected.bySize[0]), 8);
  }
}

TEST(ComponentTree, OfFiveObjectsFindsThem) {
  const Volume volume = fiveObjects();
  const LevelComponents at = build(volume)->at(0.5);
  EXPECT_EQ(at.components, 5);
  EXPECT_EQ(at.bySize[0], 1);  // (40, 40, 4)
  EXPECT_EQ(at.bySize[1], 1);  // two voxels touching at a corner
  EXPECT_EQ(at.bySize[2], 1);  // radius 1: 7 voxels
  EXPECT_EQ(at.bySize[5], 1);  // radius 2: 33
  EXPECT_EQ(at.bySize[12], 1);
  EXPECT_GT(at.largestShare(), 0.98);
}

TEST(ComponentTree, OfNothingHasNothing) {
  const Volume volume = constantVolume(gridOf({9, 9, 9}), kNaN);
  const auto tree = build(volume);
  EXPECT_EQ(tree->peaks(), 0);
  EXPECT_EQ(tree->at(-1e300).components, 0);
  EXPECT_EQ(tree->at(-1e300).voxels, 0);
  EXPECT_EQ(tree->at(0).largestShare(), 0);
  EXPECT_EQ(build(constantVolume(gridOf({9, 9, 9}), 1))->at(kNaN).components, 0);
}

TEST(ComponentTree, CurveAscendsBetweenItsEnds) {
  const auto tree = build(fiveObjects());
  const std::vector<LevelComponents> curve = tree->curve(11, 0, 1);
  ASSERT_EQ(curve.size(), 11U);
  EXPECT_EQ(curve.front().level, 0);
  EXPECT_EQ(curve.back().level, 1);
  for (std::size_t i = 0; i + 1 < curve.size(); ++i) {
    EXPECT_LT(curve[i].level, curve[i + 1].level);
    EXPECT_GE(curve[i].voxels, curve[i + 1].voxels);
  }
  EXPECT_EQ(curve[5].components, tree->at(0.5).components);
  EXPECT_TRUE(tree->curve(0, 0, 1).empty());
}

TEST(ComponentTree, StopsWhenAsked) {
  /// Asks for a stop at the first report beyond a fraction.
  struct Stopper : ProgressSink {
    std::stop_source source;
    double limit = 0;
    void progress(double fraction, std::string_view) noexcept override {
      if (fraction >= limit) source.request_stop();
    }
  };
  Dice dice{.seed = 3};
  const Volume volume = randomMap({80, 80, 80}, 0, dice);
  const Bytes before = MemoryBudget::process().used();
  for (const double limit : {0.0, 0.1, 0.3, 0.6, 0.95}) {
    Stopper stopper;
    stopper.limit = limit;
    Progress progress(&stopper, stopper.source.get_token());
    ThreadExecutor executor(2);
    EXPECT_THROW(ComponentTree::build(volume, executor, progress), Cancelled) << limit;
    EXPECT_EQ(MemoryBudget::process().used(), before);
  }
}

TEST(ComponentTree, RefusesToPassTheMemoryBudget) {
  Dice dice{.seed = 3};
  const Volume volume = randomMap({80, 80, 80}, 0, dice);
  MemoryBudget& budget = MemoryBudget::process();
  const Bytes limit = budget.limit(), before = budget.used();
  budget.setLimit(before + volume.data.bytes() / 2);
  EXPECT_THROW(build(volume), MemoryError);
  budget.setLimit(limit);
  EXPECT_EQ(budget.used(), before);
}

}  // namespace
}  // namespace vitrine
