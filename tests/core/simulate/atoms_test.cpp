// Reference values of the synthetic map S1 (64^3, 1.5 A): docs/checks/0.d.md, "Test map".

#include "tests/support/atoms.hpp"
#include "tests/support/half_maps.hpp"
#include "tests/support/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

const Grid kBox{{64, 64, 64}, {1.5, 1.5, 1.5}, {0, 0, 0}};

std::vector<test::Atom> atomsOfS1() {
  std::vector<test::Atom> atoms = test::atomsInBall(300, 25, 60749);
  for (test::Atom& atom : atoms) atom.bFactor = atom.positionA[0] < 0 ? 50 : 200;
  return atoms;
}

double sumOf(const Volume& volume, int power = 1) {
  double sum = 0;
  for (const float value : volume.data) sum += std::pow(double(value), power);
  return sum;
}

TEST(Atoms, AreDrawnAsDocumented) {
  const std::vector<test::Atom> atoms = atomsOfS1();
  ASSERT_EQ(atoms.size(), 300U);
  EXPECT_NEAR(atoms[0].positionA[0], -19.02147139, 5e-9);
  EXPECT_NEAR(atoms[0].positionA[1], -9.32125469, 5e-9);
  EXPECT_NEAR(atoms[0].positionA[2], -10.31710803, 5e-9);
  EXPECT_EQ(std::ranges::count_if(atoms, [](const test::Atom& atom) { return atom.positionA[0] < 0; }), 151);
}

TEST(Atoms, RenderTheReferenceMapS1) {
  test::ThreadExecutor executor(2);
  Progress progress;
  Volume map = test::renderAtoms(kBox, atomsOfS1(), executor, progress);
  const auto [low, high] = std::minmax_element(map.data.begin(), map.data.end());
  EXPECT_NEAR(sumOf(map), 300.0, 1e-3);
  EXPECT_NEAR(*high, 0.43436991651, 2e-7);
  EXPECT_NEAR(*low, -0.03057488, 1e-7);

  const double sd = 0.02 * 0.43436991651;
  EXPECT_NEAR(sd, 0.00868739833, 1e-11);
  test::addNoise(map, 2021, sd, executor);
  EXPECT_NEAR(map.at(32, 32, 32), 0.012355627065, 1e-7);
  EXPECT_NEAR(map.at(0, 0, 0), 0.006736630491, 1e-7);
  EXPECT_NEAR(map.at(20, 30, 40), 0.215618016847, 1e-7);
  EXPECT_NEAR(sumOf(map), 304.950705113, 1e-3);
  EXPECT_NEAR(sumOf(map, 2), 48.560052310, 1e-5);
}

TEST(Atoms, AnAtomOnAVoxelOfABoxOfAnyParityPeaksThere) {
  for (const Index3 size : {Index3{20, 21, 18}, Index3{15, 16, 17}}) {
    const Grid grid{size, {1.0, 1.5, 2.0}, {0, 0, 0}};
    test::ThreadExecutor executor(2);
    Progress progress;
    const Volume map = test::renderAtoms(grid, {{{2.0, -3.0, 4.0}, 5.0, 60.0}}, executor, progress);
    const auto peak = std::max_element(map.data.begin(), map.data.end()) - map.data.begin();
    EXPECT_EQ(grid.voxelOf(peak), (Index3{size[0] / 2 + 2, size[1] / 2 - 2, size[2] / 2 + 2}));
    EXPECT_NEAR(sumOf(map), 5.0, 1e-4);
  }
}

TEST(Atoms, NoiseDoesNotDependOnThreads) {
  Volume a(kBox), b(kBox);
  for (float& value : a.data) value = 0;
  for (float& value : b.data) value = 0;
  SerialExecutor serial;
  test::ThreadExecutor seven(7);
  test::addNoise(a, 3, 1.0, serial);
  test::addNoise(b, 3, 1.0, seven);
  EXPECT_TRUE(std::equal(a.data.begin(), a.data.end(), b.data.begin()));
}

}  // namespace
}  // namespace vitrine
