// Each named diagnosis of a pair of half maps: one case that has it, and good pairs that do not.
#include "core/base/error.hpp"
#include "core/fourier/transform.hpp"
#include "core/products/half_maps.hpp"
#include "tests/support/corpus.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/run_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>
#include <numbers>
#include <set>
#include <sstream>

namespace vitrine {
namespace {

using test::gridOf;
using test::MapEntry;

/// A structure without symmetry that fills a good part of the box, plus noise of its own in each half.
struct Pair {
  explicit Pair(const Grid& grid = gridOf({48, 48, 48}, 1.5), double centre = 0.25)
      : halves(test::halfMapsWithFsc(grid, test::logisticFsc(grid, centre), 5, executor, falling(grid))) {}

  static test::OfFrequency falling(const Grid& grid) {
    const double edge = grid.edge(0);
    return [edge](const Vector3& g) {
      const double s = edge * std::sqrt(g[0] * g[0] + g[1] * g[1] + g[2] * g[2]);
      return 1 / (1 + s * s / 30);
    };
  }
  Volume mean() const {
    Volume map(halves[0].grid);
    for (std::int64_t i = 0; i < map.data.size(); ++i) map.data[i] = 0.5F * (halves[0].data[i] + halves[1].data[i]);
    return map;
  }
  template <class Change>
  Pair& change(std::size_t half, Change change) {
    Volume& volume = halves[half];
    for (std::int64_t i = 0; i < volume.data.size(); ++i) volume.data[i] = change(volume.data[i], i);
    return *this;
  }
  /// Multiplies the transform of one half by factor(h, k, l).
  template <class Factor>
  Pair& filter(std::size_t half, Factor factor) {
    Progress progress;
    Spectrum spectrum = forward(halves[half], executor, progress);
    const auto [nx, ny, nz] = spectrum.grid.size;
    for (int l = 0; l < nz; ++l)
      for (int k = 0; k < ny; ++k)
        for (int h = 0; h <= nx / 2; ++h)
          spectrum.row(k, l)[h] *= std::complex<float>(factor(h, signedIndex(k, ny), signedIndex(l, nz)));
    halves[half] = inverse(std::move(spectrum), executor, progress);
    return *this;
  }
  /// New half: at (x, y, z) what stood at from(x, y, z).
  template <class From>
  Pair& move(std::size_t half, From from) {
    Volume moved(halves[half].grid);
    const auto [nx, ny, nz] = moved.grid.size;
    for (int z = 0; z < nz; ++z)
      for (int y = 0; y < ny; ++y)
        for (int x = 0; x < nx; ++x) {
          const Index3 v = from(x, y, z);
          moved.at(x, y, z) = halves[half].at((v[0] + nx) % nx, (v[1] + ny) % ny, (v[2] + nz) % nz);
        }
    halves[half] = std::move(moved);
    return *this;
  }

  test::ThreadExecutor executor{2};
  std::array<Volume, 2> halves;
};

/// What was found, with and without transforms.
struct Found {
  std::shared_ptr<const HalfMapFacts> facts;
  std::shared_ptr<const HalfMapShells> shells;  ///< null if they could not be measured
  std::string reason;

  std::multiset<std::string> ids() const {
    std::multiset<std::string> all;
    for (std::size_t half = 0; half < 2; ++half)
      for (const Diagnostic& d : facts->info[half].diagnostics) all.insert(d.id + " " + std::to_string(half + 1));
    if (shells)
      for (const Diagnostic& d : shells->findings) all.insert(d.id + (d.file == facts->info[0].file ? " 1" : " 2"));
    return all;
  }
  const Diagnostic& of(const std::string& id) const {
    for (const MapInfo& info : facts->info)
      if (const Diagnostic* found = info.find(id)) return *found;
    for (const Diagnostic& d : shells->findings)
      if (d.id == id) return d;
    throw std::out_of_range(id);
  }
};

Found examine(const OpenRequest& request) {
  test::ThreadExecutor executor(2);
  Progress progress;
  const ValidationContext context(openEntry(request).inputs, executor, std::make_shared<ProductCache>());
  Found found;
  found.facts = context.get<HalfMapFacts>(progress);
  try {
    found.shells = context.get<HalfMapShells>(progress);
  } catch (const NotMeasurable& error) {
    found.reason = error.what();
  }
  return found;
}

Found examine(const Pair& pair, const Volume& map) {
  MapEntry entry(map);
  entry.halves(pair.halves[0], pair.halves[1]).threshold(1e6);  // without masked states
  return examine(entry.request());
}
Found examine(const Pair& pair) { return examine(pair, pair.mean()); }

using Ids = std::multiset<std::string>;

TEST(HalfMapDoctor, IsQuietAboutGoodPairs) {
  for (const double centre : {0.1, 0.25, 0.6}) EXPECT_EQ(examine(Pair(gridOf({48, 48, 48}, 1.5), centre)).ids(), Ids{});
  EXPECT_EQ(examine(Pair(gridOf({45, 37, 40}, 1.5))).ids(), Ids{});
  Grid grid = gridOf({40, 40, 40}, 1.5);
  grid.voxelSize = {1.5, 1.5, 1.8};
  grid.origin = {-30, 12, 400};
  EXPECT_EQ(examine(Pair(grid)).ids(), (Ids{"E-ANISO 1", "E-ANISO 2"}));  // measured all the same
}

TEST(HalfMapDoctor, IsQuietAboutPureNoise) {
  const Grid grid = gridOf({32, 32, 32}, 1.5);
  for (const std::uint64_t seed : {1, 2, 3, 4, 5, 6}) {
    Pair pair(grid);
    pair.halves = {test::whiteNoise(grid, 2 * seed, pair.executor),
                   test::whiteNoise(grid, 2 * seed + 1, pair.executor)};
    EXPECT_EQ(examine(pair).ids(), Ids{}) << seed;
  }
}

TEST(HalfMapDoctor, KnowsIdenticalHalves) {
  Pair pair;
  pair.halves[1].data = pair.halves[0].data.copy();
  const Volume other = Pair(gridOf({48, 48, 48}, 1.5), 0.3).mean();
  Found found = examine(pair, other);
  EXPECT_EQ(found.reason, "the half maps are identical");
  EXPECT_TRUE(found.facts->identical);
  EXPECT_EQ(found.ids(), Ids{"E-HALFSAME 2"});
  EXPECT_EQ(found.of("E-HALFSAME").message, "The two half maps are identical.");

  pair.change(1, [](float v, std::int64_t) { return 3 * v + 7; });
  found = examine(pair, other);
  EXPECT_EQ(found.reason, "the half maps are identical");
  EXPECT_EQ(found.ids(), (Ids{"E-HALFSAME 2", "W-HALFSCALE 2"}));
  EXPECT_EQ(found.of("E-HALFSAME").message, "The two half maps are identical but for a factor of 3.");
}

TEST(HalfMapDoctor, KnowsOneFileGivenTwice) {
  Pair pair;
  MapEntry entry(pair.mean());
  entry.halves(pair.halves[0], pair.halves[1]);
  entry.request().half2 = entry.request().half1;
  const Found found = examine(entry.request());
  EXPECT_EQ(found.reason, "the half maps are identical");
  EXPECT_EQ(found.ids(), Ids{"E-HALFSAME 2"});
}

TEST(HalfMapDoctor, KnowsHalvesThatDifferByNextToNothing) {
  Pair pair;  // more than rounding, so that only the shells tell
  for (std::int64_t i = 0; i < pair.halves[0].data.size(); ++i) pair.halves[1].data[i] = pair.halves[0].data[i];
  pair.filter(1, [](int h, int k, int l) { return 1 + 0.3 * std::min(1.0, std::sqrt(h * h + k * k + l * l) / 24); });
  const Found found = examine(pair);
  EXPECT_FALSE(found.facts->identical);
  EXPECT_EQ(found.reason, "the half maps are identical");
}

TEST(HalfMapDoctor, KnowsTheFullMapAmongTheHalves) {
  Pair pair;
  const Volume map = pair.mean();
  pair.halves[1].data = map.data.copy();
  const Found found = examine(pair, map);
  EXPECT_EQ(found.ids(), Ids{"E-HALFISMAP 2"});
  EXPECT_EQ(found.reason, "half map 2 is the full map");
}

TEST(HalfMapDoctor, KnowsAnAverageAmongTheHalves) {
  for (const std::size_t half : {0, 1}) {
    Pair pair;
    const Volume map = pair.mean();
    pair.halves[half].data = map.data.copy();
    pair.change(half, [](float v, std::int64_t) { return 1.1F * v; });  // rescaled since
    const Found found = examine(pair, map);
    EXPECT_EQ(found.ids(), Ids{"W-HALFAVERAGE " + std::to_string(half + 1)});
    EXPECT_NEAR(std::stod(found.of("W-HALFAVERAGE").values.at("tail mean")), std::sqrt(0.5), 0.02);
  }
}

TEST(HalfMapDoctor, KnowsMaskedHalves) {
  Pair pair;
  for (const std::size_t half : {0, 1})
    pair.change(half, [&](float v, std::int64_t i) {
      const Index3 at = pair.halves[0].grid.voxelOf(i);
      return std::hypot(at[0] - 24, at[1] - 24, at[2] - 24) <= 23 ? v : -0.125F;
    });
  const Found found = examine(pair);
  EXPECT_EQ(found.ids(), (Ids{"W-HALFMASKED 1", "W-HALFMASKED 2"}));
  EXPECT_EQ(found.facts->commonValue[0], -0.125);
  EXPECT_NEAR(found.facts->commonShare[0], 1 - 4 * std::numbers::pi / 3 * 23 * 23 * 23 / (48.0 * 48 * 48), 0.01);
}

TEST(HalfMapDoctor, DoesNotTakeCoarseValuesForAMask) {
  Pair pair;  // half maps in steps of a standard deviation, as from a file of bytes
  for (const std::size_t half : {0, 1}) {
    const double sd =
        scanVolume(pair.halves[half].grid, pair.halves[half].data.data(), pair.executor, {}).statistics.rms;
    pair.change(half, [sd](float v, std::int64_t) { return static_cast<float>(std::round(v / sd)); });
  }
  const Found found = examine(pair);
  EXPECT_GT(found.facts->commonShare[0], 0.3);
  EXPECT_EQ(found.ids(), Ids{});
}

TEST(HalfMapDoctor, KnowsFilteredHalves) {
  const auto within = [](double shells) {
    return [shells](int h, int k, int l) { return std::sqrt(h * h + k * k + l * l) <= shells ? 1.0 : 0.0; };
  };
  Pair pair;
  pair.filter(0, within(14.5)).filter(1, within(14.5));
  Found found = examine(pair);
  EXPECT_EQ(found.ids(), (Ids{"W-HALFFILTERED 1", "W-HALFFILTERED 2"}));
  EXPECT_EQ(found.shells->lastUsable, 14);
  EXPECT_EQ(found.of("W-HALFFILTERED").message,
            "This half map is filtered: nothing is left beyond 5.14 A.");  // 72 / 14

  Pair one;  // one of them only, with a soft edge that leaves a little everywhere
  one.filter(1, [](int h, int k, int l) { return 0.1 + 0.9 * std::exp(-0.01 * (h * h + k * k + l * l)); });
  found = examine(one);
  EXPECT_EQ(found.ids(), (Ids{"W-HALFFILTERED 2", "W-HALFSCALE 2"}));
  EXPECT_EQ(found.shells->lastUsable, 24);

  Pair mild;  // a B-factor of 20 A^2 on one half: a tenth of the power only beyond Nyquist
  mild.filter(1, [](int h, int k, int l) { return std::exp(-5.0 * (h * h + k * k + l * l) / (72.0 * 72.0)); });
  EXPECT_EQ(examine(mild).ids(), Ids{});
}

TEST(HalfMapDoctor, KnowsHalvesOfAnotherScale) {
  Pair pair;
  const Volume map = pair.mean();
  pair.change(1, [](float v, std::int64_t) { return 1.2F * v; });
  EXPECT_EQ(examine(pair, map).ids(), Ids{});
  pair.change(1, [](float v, std::int64_t) { return 1.1F * v; });
  const Found found = examine(pair, map);
  EXPECT_EQ(found.ids(), Ids{"W-HALFSCALE 2"});
  EXPECT_NEAR(std::stod(found.of("W-HALFSCALE").values.at("ratio")), 1.32, 0.02);
}

TEST(HalfMapDoctor, KnowsDisplacedHalves) {
  for (const Index3& by : {Index3{3, -2, 1}, Index3{1, 0, 0}, Index3{0, 0, -9}}) {
    Pair pair;
    const Volume map = pair.mean();
    pair.move(1, [by](int x, int y, int z) { return Index3{x - by[0] + 48, y - by[1] + 48, z - by[2] + 48}; });
    const Found found = examine(pair, map);
    EXPECT_EQ(found.ids().count("W-HALFSHIFT 2"), 1u);
    const auto& values = found.of("W-HALFSHIFT").values;
    EXPECT_NEAR(std::stod(values.at("x A")), 1.5 * by[0], 0.1);
    EXPECT_NEAR(std::stod(values.at("y A")), 1.5 * by[1], 0.1);
    EXPECT_NEAR(std::stod(values.at("z A")), 1.5 * by[2], 0.1);
  }
}

TEST(HalfMapDoctor, MeasuresDisplacementsOfPartsOfAVoxel) {
  const auto shiftAlongY = [](double voxels) {
    return [voxels](int, int k, int) { return std::polar(1.0, -2 * std::numbers::pi * k * voxels / 48); };
  };
  Pair pair;
  const Volume map = pair.mean();
  pair.filter(1, shiftAlongY(0.6));
  const Found found = examine(pair, map);
  EXPECT_EQ(found.ids(), Ids{"W-HALFSHIFT 2"});
  EXPECT_NEAR(std::stod(found.of("W-HALFSHIFT").values.at("y A")), 0.9, 0.05);
  EXPECT_NEAR(std::stod(found.of("W-HALFSHIFT").values.at("x A")), 0.0, 0.05);
  Pair tiny;
  tiny.filter(1, shiftAlongY(0.1));
  EXPECT_EQ(examine(tiny, map).ids(), Ids{});
}

TEST(HalfMapDoctor, KnowsTheOtherHand) {
  Pair pair;
  const Volume map = pair.mean();
  pair.move(1, [](int x, int y, int z) { return Index3{x, y, 48 - z}; });
  Found found = examine(pair, map);
  EXPECT_EQ(found.ids().count("W-HALFHAND 2"), 1u);
  EXPECT_EQ(found.of("W-HALFHAND").values.at("axes"), "X, Y, -Z");
  EXPECT_NE(found.of("W-HALFHAND").message.find("of the other hand"), std::string::npos);

  Pair swapped;
  swapped.move(1, [](int x, int y, int z) { return Index3{y, z, x}; });
  found = examine(swapped, map);
  EXPECT_EQ(found.of("W-HALFHAND").values.at("axes"), "Y, Z, X");  // what stands along X, Y, Z must be read from these
  EXPECT_NE(found.of("W-HALFHAND").message.find("turned"), std::string::npos);
}

TEST(HalfMapDoctor, KnowsHalvesOfAnotherMap) {
  const Pair pair;
  Pair other;
  other.halves = test::halfMapsWithFsc(other.halves[0].grid, test::logisticFsc(other.halves[0].grid), 99,
                                       other.executor, Pair::falling(other.halves[0].grid));
  Found found = examine(pair, other.mean());
  EXPECT_EQ(found.ids(), Ids{"W-HALFOTHER 1"});
  EXPECT_NEAR(*found.shells->mapCorrelation, 0, 0.3);

  Pair sharp;  // the same map sharpened until its noise dominates
  const auto sharpen = [](int h, int k, int l) { return std::exp(0.01 * (h * h + k * k + l * l)); };
  sharp.filter(0, sharpen).filter(1, sharpen);
  found = examine(pair, sharp.mean());
  EXPECT_EQ(found.ids(), Ids{});
}

TEST(HalfMapDoctor, NamesVoxelsThatAreNoNumbers) {
  Pair pair;
  pair.halves[1].at(5, 6, 7) = std::numeric_limits<float>::quiet_NaN();
  pair.halves[1].at(5, 6, 8) = std::numeric_limits<float>::infinity();
  MapEntry entry(Pair().mean());
  entry.halves(pair.halves[0], pair.halves[1]);
  Found found = examine(entry.request());
  EXPECT_EQ(found.reason, "half map 2 holds 2 non-finite voxels, first at (5, 6, 7)");
  EXPECT_EQ(found.ids().count("E-NONFINITE 2"), 1u);
  EXPECT_FALSE(found.facts->correlation);
  EXPECT_EQ(found.facts->difference.nonFinite(), 2);

  entry.request().hints.nonFinite = NonFinitePolicy::Zero;
  found = examine(entry.request());
  EXPECT_EQ(found.reason, "");
  EXPECT_GT(found.shells->unmasked.shells.fsc(5), 0.5);
}

TEST(HalfMapDoctor, NamesConstantHalves) {
  Pair pair;
  pair.change(0, [](float, std::int64_t) { return 0.25F; });
  const Found found = examine(pair, Pair().mean());
  EXPECT_EQ(found.reason, "half map 1 is constant: every voxel is 0.25");
  EXPECT_EQ(found.ids(), Ids{"E-CONSTANT 1"});
}

TEST(HalfMapDoctor, ReadsCompressedHalvesAlike) {
  const Pair pair;
  MapEntry entry(pair.mean());
  entry.halves(pair.halves[0], pair.halves[1]);
  const Found plain = examine(entry.request());
  for (auto* half : {&entry.request().half1, &entry.request().half2}) {
    std::stringstream bytes;
    bytes << std::ifstream(**half, std::ios::binary).rdbuf();
    *half = half->value().string() + ".gz";
    test::writeFile(**half, test::gzipped(bytes.str()));
  }
  const Found packed = examine(entry.request());
  EXPECT_EQ(packed.ids(), Ids{});
  EXPECT_EQ(packed.facts->info[0].sha256, plain.facts->info[0].sha256);
  EXPECT_NE(packed.facts->info[0].sha256File, "");
  EXPECT_EQ(packed.shells->unmasked.shells.full.cross, plain.shells->unmasked.shells.full.cross);
}

}  // namespace
}  // namespace vitrine
