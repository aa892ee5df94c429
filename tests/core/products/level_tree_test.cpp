#include "core/products/level_tree.hpp"

#include "core/base/random.hpp"
#include "core/stats/protein_mass.hpp"
#include "core/volume/scan.hpp"
#include "tests/support/phantoms.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

using namespace test;

struct Phantom {
  Volume volume;
  ThresholdTable table;
  std::shared_ptr<const ComponentTree> tree;

  explicit Phantom(Volume v) : volume(std::move(v)) {
    ThreadExecutor executor(2);
    Progress progress;
    const MapStatistics statistics = scanVolume(volume.grid, volume.data.data(), executor, progress).statistics;
    table = makeThresholdTable(volume, statistics.minimum, statistics.maximum, executor, progress);
    tree = ComponentTree::build(volume, executor, progress);
  }
  const Grid& grid() const { return volume.grid; }
  std::vector<SuggestedLevel> suggested(const Inputs& inputs) const {
    return suggestedLevels(inputs, table, grid(), tree.get());
  }
  std::vector<SuggestedLevel> suggested() const {
    const Inputs nothingGiven;
    return suggested(nothingGiven);
  }
};

constexpr double kSigma = 0.05;

Volume noise(int edge, double voxelSize = 1) {
  Volume volume(gridOf({edge, edge, edge}, voxelSize));
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i)
    volume.data[i] = static_cast<float>(kSigma * randomNormal(21, static_cast<std::uint64_t>(i)));
  return volume;
}

/// A ball of value about 1 in noise of 0.05.
Volume ballInNoise(int edge, int radius) {
  Volume volume = noise(edge);
  forBall(volume.grid, {edge / 2, edge / 2, edge / 2}, radius, [&](int x, int y, int z) { volume.at(x, y, z) += 1; });
  return volume;
}

/// Voxels of a ball.
double ballVoxels(int edge, int radius) {
  return static_cast<double>(ballMask(gridOf({edge, edge, edge}), {edge / 2, edge / 2, edge / 2}, radius).count);
}

const SuggestedLevel* find(const std::vector<SuggestedLevel>& levels, const std::string& key) {
  const auto found = std::ranges::find(levels, key, &SuggestedLevel::key);
  return found == levels.end() ? nullptr : &*found;
}

TEST(LevelTree, ShareOfAParticleInNoiseIsWhereTheNoiseAboveIsATwentieth) {
  const Phantom phantom(ballInNoise(80, 12));
  const auto level = levelOfLargestShare(*phantom.tree, phantom.table, 0.95);
  ASSERT_TRUE(level);
  // Voxels of noise above t: N Q(t / sigma). Expected: ball / (ball + N Q) = 0.95.
  const double ball = ballVoxels(80, 12), rest = 80.0 * 80 * 80 - ball;
  const double tail = std::erfc(level->level / kSigma / std::sqrt(2.0)) / 2;
  EXPECT_NEAR(ball / (ball + rest * tail), 0.95, 0.003);
  EXPECT_GE(phantom.tree->at(level->level).largestShare(), 0.95);
  EXPECT_LT(phantom.tree->at(level->level - 1e-3).largestShare(), 0.95);
  EXPECT_EQ(level->key, "largest_share");
  EXPECT_EQ(level->name, "95 % in one component");
  EXPECT_NE(level->reason.find("One component holds 95 % of the "), std::string::npos) << level->reason;
}

TEST(LevelTree, ShareOfAParticleWithWeakerBlobsIsAboveTheBlobs) {
  Volume volume = constantVolume(gridOf({64, 64, 64}), 0);
  setBall(volume, {24, 32, 32}, 12, 1);
  setBall(volume, {52, 32, 32}, 7, 0.4F);  // a sixth of the mass
  const Phantom phantom(std::move(volume));
  const auto level = levelOfLargestShare(*phantom.tree, phantom.table, 0.95);
  ASSERT_TRUE(level);
  EXPECT_NEAR(level->level, 0.4, 1e-6);
  EXPECT_EQ(phantom.tree->at(level->level).components, 1);
  // A smaller share is reached with the blob in view.
  const auto lower = levelOfLargestShare(*phantom.tree, phantom.table, 0.8);
  ASSERT_TRUE(lower);
  EXPECT_LT(lower->level, 0.01);
  EXPECT_GT(lower->level, 0);
  EXPECT_NE(lower->reason.find("at every level above the background"), std::string::npos) << lower->reason;
}

TEST(LevelTree, ShareIsNotOfferedWhereItHoldsAtEveryLevel) {
  Volume volume = constantVolume(gridOf({64, 64, 64}), -0.1F);
  setBall(volume, {32, 32, 32}, 12, 1);
  const Phantom phantom(std::move(volume));
  ASSERT_TRUE(levelOfLargestShare(*phantom.tree, phantom.table, 0.95));
  EXPECT_EQ(find(phantom.suggested(), "largest_share"), nullptr);
}

TEST(LevelTree, ShareOfTwoEqualBodiesDoesNotExist) {
  Volume volume = constantVolume(gridOf({64, 64, 64}), 0);
  setBall(volume, {16, 32, 32}, 10, 1);
  setBall(volume, {48, 32, 32}, 10, 1);
  const Phantom phantom(std::move(volume));
  EXPECT_FALSE(levelOfLargestShare(*phantom.tree, phantom.table, 0.95));
  EXPECT_TRUE(levelOfLargestShare(*phantom.tree, phantom.table, 0.5));
}

TEST(LevelTree, PureNoiseHasNeitherShareNorElbow) {
  const Phantom phantom(noise(64));
  EXPECT_FALSE(levelOfLargestShare(*phantom.tree, phantom.table, 0.95));
  EXPECT_EQ(find(phantom.suggested(), "elbow"), nullptr);
}

TEST(LevelTree, ElbowIsWhereTheNoiseEnds) {
  const Phantom phantom(ballInNoise(80, 12));
  const std::vector<SuggestedLevel> levels = phantom.suggested();
  const SuggestedLevel* elbow = find(levels, "elbow");
  ASSERT_NE(elbow, nullptr);
  // The highest of 512,000 values of noise lies at about 4.7 sigma.
  EXPECT_GT(elbow->level, 3.5 * kSigma);
  EXPECT_LT(elbow->level, 5 * kSigma);
  EXPECT_LT(phantom.tree->at(elbow->level).components, 50);
  EXPECT_NE(elbow->reason.find(" in the noise (level 0.0"), std::string::npos) << elbow->reason;
}

TEST(LevelTree, AMapWithoutNoiseHasNoElbow) {
  // Forty peaks on a body over nothing: most components are high up.
  Volume volume = constantVolume(gridOf({64, 64, 64}), 0);
  setBall(volume, {32, 32, 32}, 20, 1);
  for (int i = 0; i < 40; ++i) volume.at(20 + i % 8 * 3, 26 + i / 8 * 3, 32) = 2;
  const Phantom phantom(std::move(volume));
  EXPECT_EQ(phantom.tree->at(1.5).components, 40);
  EXPECT_EQ(find(phantom.suggested(), "elbow"), nullptr);
}

TEST(LevelTree, OtsuSeparatesTwoGroupsOfPositiveValues) {
  Volume volume = constantVolume(gridOf({40, 40, 40}), -3);
  setBall(volume, {12, 20, 20}, 8, 0.2F);
  setBall(volume, {30, 20, 20}, 8, 1);
  const Phantom phantom(std::move(volume));
  const std::vector<SuggestedLevel> levels = phantom.suggested();
  const SuggestedLevel* otsu = find(levels, "otsu");
  ASSERT_NE(otsu, nullptr);
  EXPECT_GT(otsu->level, 0.2);
  EXPECT_LT(otsu->level, 1);
  EXPECT_NE(otsu->reason.find("50 % of the positive voxels"), std::string::npos) << otsu->reason;
}

TEST(LevelTree, MassIsThatOfTheVoxelsAbove) {
  // A cone: value = distance from the outside, so that every level has its own ball.
  Volume volume(gridOf({60, 60, 60}, 2));
  for (std::int64_t i = 0; i < volume.grid.voxels(); ++i) {
    const Index3 v = volume.grid.voxelOf(i);
    volume.data[i] = static_cast<float>(40 - std::hypot(v[0] - 30, v[1] - 30, v[2] - 30));
  }
  const Phantom phantom(std::move(volume));
  // The ball of radius 12 voxels (24 A): level 40 - 12 = 28.
  const double volumeA3 = 4.0 / 3 * std::acos(-1.0) * 24 * 24 * 24;
  const auto level = levelOfMass(phantom.table, phantom.grid(), proteinMassKDa(volumeA3));
  ASSERT_TRUE(level);
  EXPECT_NEAR(level->level, 28, 0.1);
  EXPECT_NEAR(phantom.tree->at(level->level).voxels * 8, volumeA3, 0.01 * volumeA3);
  EXPECT_NE(level->reason.find(" kDa of protein"), std::string::npos) << level->reason;

  Grid unknown = phantom.grid();
  unknown.voxelSize = {0, 0, 0};
  EXPECT_FALSE(levelOfMass(phantom.table, unknown, 10));
  EXPECT_FALSE(levelOfMass(phantom.table, phantom.grid(), 0));
  EXPECT_FALSE(levelOfMass(phantom.table, phantom.grid(), 1e9));   // more than the box
  EXPECT_FALSE(levelOfMass(phantom.table, phantom.grid(), 1e-6));  // less than a voxel
}

TEST(LevelTree, OffersTheGivenLevelFirst) {
  const Phantom phantom(ballInNoise(64, 8));
  Inputs inputs;
  inputs.threshold = 0.31;
  inputs.thresholdSource = ThresholdSource::Entry;
  const std::vector<SuggestedLevel> levels = phantom.suggested(inputs);
  std::vector<std::string> keys;
  for (const SuggestedLevel& level : levels) {
    keys.push_back(level.key);
    EXPECT_FALSE(level.name.empty());
    EXPECT_EQ(level.reason.back(), '.');
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"entry", "largest_share", "elbow", "otsu", "one_percent"}));
  EXPECT_EQ(levels.front().level, 0.31);
  EXPECT_NEAR(static_cast<double>(phantom.tree->at(levels.back().level).voxels), 0.01 * 64 * 64 * 64, 3);

  inputs.thresholdSource = ThresholdSource::User;
  EXPECT_EQ(phantom.suggested(inputs).front().key, "user");
  // Without the tree: what the histogram alone can say.
  inputs.threshold.reset();
  EXPECT_EQ(suggestedLevels(inputs, phantom.table, phantom.grid(), nullptr).size(), 2U);
}

TEST(LevelTree, AConstantMapOffersNothing) {
  const Phantom phantom(constantVolume(gridOf({20, 20, 20}, 1), 1));
  EXPECT_TRUE(phantom.suggested().empty());
  EXPECT_FALSE(levelOfMass(phantom.table, phantom.grid(), 1));
}

/// The tree of a map in the cache is made once and its predicted size is kept to.
TEST(LevelTree, IsAProductOfTheMap) {
  ThreadExecutor executor(2);
  Progress progress;
  auto map = std::make_shared<LoadedMap>();
  map->volume = ballInNoise(64, 10);
  map->scan = scanVolume(map->volume.grid, map->volume.data.data(), executor, progress);
  map->info.grid = map->volume.grid;
  Inputs inputs;
  inputs.map.path = "in memory";
  inputs.map.info = map->info;
  auto product = std::make_shared<LoadedMapProduct>();
  product->loaded = map;
  auto cache = std::make_shared<ProductCache>();
  const auto pin = cache->get(need<LoadedMapProduct>(inputs), progress, [&] { return product; });
  const ValidationContext context(inputs, executor, cache);

  MemoryBudget& budget = MemoryBudget::process();
  const Bytes before = budget.used();
  budget.resetPeak();
  const auto tree = context.get<LevelTree>(progress);
  EXPECT_EQ(context.get<LevelTree>(progress), tree);
  EXPECT_GT(tree->tree->at(0.5).largest, 4000);
  EXPECT_LE(tree->tree->bytes(), LevelTree::bytes(inputs));
  EXPECT_LE(budget.peak() - before, LevelTree::bytes(inputs) + LevelTree::buildPeak(inputs));
  Inputs other = inputs;
  other.threshold = 0.7;  // the tree does not depend on the level
  EXPECT_EQ(LevelTree::key(other), LevelTree::key(inputs));
}

}  // namespace
}  // namespace vitrine
