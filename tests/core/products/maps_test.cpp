#include "core/products/maps.hpp"

#include "core/base/error.hpp"
#include "core/products/spectra.hpp"
#include "core/volume/scan.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>

namespace vitrine {
namespace {

/// Inputs whose map is in the cache already.
struct Loaded {
  Loaded(const Grid& grid, float (*valueAt)(int x, int y, int z), const std::string& diagnostic = "") {
    Volume volume(grid);
    for (int z = 0; z < grid.size[2]; ++z)
      for (int y = 0; y < grid.size[1]; ++y)
        for (int x = 0; x < grid.size[0]; ++x) volume.at(x, y, z) = valueAt(x, y, z);
    auto map = std::make_shared<LoadedMap>();
    map->scan = scanVolume(grid, volume.data.data(), executor, {});
    map->info.grid = grid;
    if (!diagnostic.empty())
      map->info.diagnostics.push_back(
          {.id = diagnostic, .file = "f", .message = "it says so", .values = {}, .assumption = {}, .remedy = {}});
    map->volume = std::move(volume);
    inputs.map.path = "in memory";
    inputs.map.info = map->info;
    auto product = std::make_shared<LoadedMapProduct>();
    product->loaded = map;
    pin = cache->get(need<LoadedMapProduct>(inputs), {}, [&] { return product; });
    product.reset();
    context.emplace(inputs, executor, cache);
  }
  test::ThreadExecutor executor{2};
  std::shared_ptr<ProductCache> cache = std::make_shared<ProductCache>();
  Inputs inputs;
  std::shared_ptr<const void> pin;
  std::optional<ValidationContext> context;
  Progress progress;
};

const Grid kSmall{{6, 5, 4}, {1, 1, 1}, {0, 0, 0}};
float ramp(int x, int y, int z) { return static_cast<float>(x + 10 * y + 100 * z); }

TEST(FullMap, SharesTheLoadedMapAndPinsIt) {
  Loaded map(kSmall, ramp);
  const auto full = map.context->get<FullMap>(map.progress);
  map.pin.reset();
  EXPECT_EQ(full->volume().at(1, 2, 3), 321);
  EXPECT_EQ(map.cache->resident().size(), 1U);
  EXPECT_EQ(map.cache->pinnedBytes(), LoadedMapProduct::bytes(map.inputs));
  EXPECT_EQ(need<FullMap>(map.inputs).key, need<LoadedMapProduct>(map.inputs).key);
  map.cache->clearUnpinned();
  EXPECT_EQ(map.cache->resident().size(), 1U);
}

TEST(FullMap, RefusesAConstantMapThatCanStillBeShown) {
  Loaded map(kSmall, [](int, int, int) { return 2.5F; });
  EXPECT_NO_THROW(map.context->get<LoadedMapProduct>(map.progress));
  try {
    map.context->get<FullMap>(map.progress);
    FAIL();
  } catch (const MapError& error) {
    EXPECT_EQ(error.diagnostic().id, "E-CONSTANT");
    EXPECT_NE(std::string(error.what()).find("constant"), std::string::npos);
  }
}

TEST(FullMap, RefusesWhateverTheReaderCallsAnError) {
  for (const char* id : {"E-NONFINITE", "E-VOXEL", "E-CONSTANT"}) {
    Loaded map(kSmall, ramp, id);
    EXPECT_THROW(map.context->get<FullMap>(map.progress), MapError) << id;
    EXPECT_NO_THROW(map.context->get<LoadedMapProduct>(map.progress));
  }
  Loaded map(kSmall, ramp, "W-VOXEL1");
  EXPECT_NO_THROW(map.context->get<FullMap>(map.progress));
}

TEST(MapKey, DependsOnHowTheFileIsRead) {
  InputMap a, b;
  a.path = b.path = "m.mrc";
  EXPECT_EQ(mapKey(a), mapKey(b));
  b.hints.voxelSize = {1.0, 1.0, 1.5};
  EXPECT_NE(mapKey(a), mapKey(b));
  b = a;
  b.hints.nonFinite = NonFinitePolicy::Zero;
  EXPECT_NE(mapKey(a), mapKey(b));
  b = a;
  b.hints.volumeIndex = 1;
  EXPECT_NE(mapKey(a), mapKey(b));
}

TEST(BlockAverage, AveragesBlocksAndWhatIsLeftAtTheFarFaces) {
  Loaded map({{5, 4, 3}, {1, 2, 3}, {10, 0, 0}}, ramp);
  const auto full = map.context->get<FullMap>(map.progress);
  const Volume& whole = full->volume();
  const Volume reduced = blockAverage(whole.grid, whole.data.data(), whole.grid.size[0], 2, map.executor, map.progress);
  EXPECT_EQ(reduced.grid.size, (Index3{3, 2, 2}));
  EXPECT_EQ(reduced.grid.voxelSize, (Vector3{2, 4, 6}));
  EXPECT_EQ(reduced.grid.origin, (Vector3{10.5, 1, 1.5}));  // the centre of the first block
  EXPECT_FLOAT_EQ(reduced.at(0, 0, 0), 55.5F);
  EXPECT_FLOAT_EQ(reduced.at(2, 1, 0), 79.0F);   // x = 4 alone; y = 2, 3; z = 0, 1
  EXPECT_FLOAT_EQ(reduced.at(2, 1, 1), 229.0F);  // z = 2 alone
}

TEST(BlockAverage, LeavesOutVoxelsThatAreNoNumbers) {
  Loaded map({{2, 2, 2}, {1, 1, 1}, {0, 0, 0}},
             [](int x, int y, int z) { return x + y + z == 0 ? std::numeric_limits<float>::quiet_NaN() : 3.0F; });
  const auto loaded = map.context->get<LoadedMapProduct>(map.progress);
  const Volume& whole = loaded->volume();
  const Volume reduced = blockAverage(whole.grid, whole.data.data(), whole.grid.size[0], 2, map.executor, map.progress);
  EXPECT_EQ(reduced.at(0, 0, 0), 3.0F);
}

TEST(ReducedMap, OfASmallMapIsTheMap) {
  Loaded map(kSmall, ramp);
  const auto reduced = map.context->get<ReducedMap>(map.progress);
  EXPECT_EQ(reduced->factor, 1);
  EXPECT_EQ(reduced->volume.at(1, 2, 3), 321);
  EXPECT_EQ(ReducedMap::bytes(map.inputs), reduced->volume.data.bytes());
}

TEST(ReducedMap, KeepsEveryEdgeBelowItsLimit) {
  Loaded map({{600, 3, 257}, {1, 1, 1}, {0, 0, 0}}, ramp);
  const auto reduced = map.context->get<ReducedMap>(map.progress);
  EXPECT_EQ(reduced->factor, 3);
  EXPECT_EQ(reduced->volume.grid.size, (Index3{200, 1, 86}));
  EXPECT_EQ(ReducedMap::bytes(map.inputs), reduced->volume.data.bytes());
}

TEST(MapSpectrum, IsTakenOverWhenNobodyElseHoldsItAndMadeAnewOtherwise) {
  Loaded map({{16, 16, 16}, {1, 1, 1}, {0, 0, 0}}, ramp);
  auto held = map.context->get<MapSpectrum>(map.progress);
  EXPECT_EQ(MapSpectrum::bytes(map.inputs), held->spectrum.data.bytes());
  Progress progress;
  const Spectrum second = ownMapSpectrum(*map.context, progress);
  EXPECT_NE(second.data.data(), held->spectrum.data.data());
  const std::complex<float>* const where = held->spectrum.data.data();
  held.reset();
  Progress again;
  const Spectrum taken = ownMapSpectrum(*map.context, again);
  EXPECT_EQ(taken.data.data(), where);
  EXPECT_FALSE(map.cache->isResident(MapSpectrum::key(map.inputs)));
}

TEST(MapShellAmplitudes, AreSmallAndSurviveTheSpectrum) {
  Loaded map({{16, 12, 20}, {1, 1.5, 1}, {0, 0, 0}}, ramp);
  const auto amplitudes = map.context->get<MapShellAmplitudes>(map.progress);
  EXPECT_EQ(amplitudes->profile.proper.count(), Shells(map.inputs.grid()).count());
  EXPECT_LT(MapShellAmplitudes::bytes(map.inputs), 1024);
}

}  // namespace
}  // namespace vitrine
