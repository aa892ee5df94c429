#include "core/resolution/directions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

namespace vitrine {
namespace {

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }
double degrees(double cosine) { return std::acos(std::min(1.0, std::abs(cosine))) * 180 / std::numbers::pi; }

/// Angle in degrees to the nearest axis of the set, as axes: a direction and its opposite are the same.
double toNearest(const Axes& axes, const Vector3& direction, bool skipItself) {
  double best = 0;
  for (const Vector3& axis : axes) {
    const double c = std::abs(dot(axis, direction));
    if (skipItself && c > 1 - 1e-12) continue;
    best = std::max(best, c);
  }
  return degrees(best);
}

TEST(Icosphere, HasTheSizesOfFrequencyEight) {
  const Icosphere& sphere = icosphere();
  EXPECT_EQ(sphere.axes.size(), 321U);
  EXPECT_EQ(sphere.vertices.size(), 642U);
  EXPECT_EQ(sphere.axisOfVertex.size(), 642U);
  EXPECT_EQ(sphere.triangles.size(), 1280U);
  for (const Vector3& v : sphere.vertices) EXPECT_NEAR(dot(v, v), 1, 1e-15);
  for (const Vector3& axis : sphere.axes) EXPECT_GE(axis[2], 0);
}

TEST(Icosphere, IsAClosedSurfaceSeenFromOutside) {
  const Icosphere& sphere = icosphere();
  std::map<std::pair<int, int>, int> edges;
  double volume = 0;
  for (const auto& [a, b, c] : sphere.triangles) {
    ++edges[{a, b}];
    ++edges[{b, c}];
    ++edges[{c, a}];
    const auto at = [&](int i) { return sphere.vertices[static_cast<std::size_t>(i)]; };
    const Vector3 p = at(a), q = at(b), r = at(c);
    const double corner = dot(p, {q[1] * r[2] - q[2] * r[1], q[2] * r[0] - q[0] * r[2], q[0] * r[1] - q[1] * r[0]});
    EXPECT_GT(corner, 0);
    volume += corner / 6;
  }
  for (const auto& [edge, count] : edges) {
    EXPECT_EQ(count, 1);
    EXPECT_TRUE(edges.count({edge.second, edge.first}));
  }
  EXPECT_EQ(642 - static_cast<int>(edges.size()) / 2 + 1280, 2);  // Euler
  EXPECT_NEAR(volume, 4 * std::numbers::pi / 3, 0.05);
}

TEST(Icosphere, PairsEveryVertexWithItsOpposite) {
  const Icosphere& sphere = icosphere();
  std::map<int, std::vector<Vector3>> verticesOf;
  for (std::size_t i = 0; i < sphere.vertices.size(); ++i)
    verticesOf[sphere.axisOfVertex[i]].push_back(sphere.vertices[i]);
  ASSERT_EQ(verticesOf.size(), 321U);
  for (const auto& [axis, pair] : verticesOf) {
    ASSERT_EQ(pair.size(), 2U);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(pair[0][i], -pair[1][i]);
    EXPECT_NEAR(std::abs(dot(pair[0], sphere.axes[static_cast<std::size_t>(axis)])), 1, 1e-15);
  }
}

TEST(Icosphere, IsSpacedAsPublished) {
  const Axes& axes = icosphere().axes;
  double least = 90, most = 0;
  for (const Vector3& axis : axes) {
    const double nearest = toNearest(axes, axis, true);
    least = std::min(least, nearest);
    most = std::max(most, nearest);
  }
  EXPECT_NEAR(least, 7.9, 0.05);
  EXPECT_NEAR(most, 9.1, 0.05);
}

/// Directions printed by Xmipp 3 (resolution_fso): azimuth and tilt in degrees, one of each kind of vertex and some
/// that a subdivision by rows instead of bisection would miss.
TEST(Icosphere, HoldsTheDirectionsOfXmipp) {
  const double directions[][2] = {{0, 0},
                                  {324, 63.4349},
                                  {36, 31.7175},
                                  {0, 58.2825},
                                  {306, 90},
                                  {346.3862, 43.6469},
                                  {225.7323, 73.955},
                                  {341.533, 59.6208},
                                  {18.467, 59.6208},
                                  {314.4943, 76.5584},
                                  {76.7693, 81.9488},
                                  {152.2677, 34.924},
                                  {85.5146, 20.3172},
                                  {58.1363, 66.7276},
                                  {127.6899, 51.609},
                                  {247.3133, 83.2562},
                                  {337.2786, 68.041},
                                  {189.4537, 53.278},
                                  {48.7264, 37.1611},
                                  {13.9484, 81.9568},
                                  {44.6069, 61.2449},
                                  {40.9523, 69.9333},
                                  {9.299, 58.6205},
                                  {9, 90},
                                  {307.502, 27.9429},
                                  {65.9052, 50.7685},
                                  {180, 7.929},
                                  {36, 76.3782}};
  for (const auto& [azimuth, tilt] : directions) {
    const double a = azimuth * std::numbers::pi / 180, t = tilt * std::numbers::pi / 180;
    EXPECT_LT(toNearest(icosphere().axes, {std::sin(t) * std::cos(a), std::sin(t) * std::sin(a), std::cos(t)}, false),
              0.001)
        << azimuth << " " << tilt;
  }
}

TEST(FibonacciAxes, AreUniformWithoutClusters) {
  const Axes axes = fibonacciAxes(500);
  ASSERT_EQ(axes.size(), 500U);
  int nearPole = 0;
  double moments[3] = {0, 0, 0};
  for (const Vector3& axis : axes) {
    EXPECT_NEAR(dot(axis, axis), 1, 1e-15);
    EXPECT_GT(toNearest(axes, axis, true), 2.0);  // 500 discs of a hemisphere are 5 degrees across
    nearPole += axis[2] > 0.9;
    for (std::size_t i = 0; i < 3; ++i) moments[i] += axis[i] * axis[i] / 500;
  }
  EXPECT_EQ(nearPole, 50);  // a hemisphere's height is shared out evenly
  for (const double moment : moments) EXPECT_NEAR(moment, 1.0 / 3, 0.002);
}

TEST(ConeAxes, StartWithTheAxesOfTheBox) {
  const Axes& axes = coneAxes();
  ASSERT_EQ(axes.size(), static_cast<std::size_t>(ConeAxes::kCount));
  EXPECT_EQ(axes[ConeAxes::kX], (Vector3{1, 0, 0}));
  EXPECT_EQ(axes[ConeAxes::kY], (Vector3{0, 1, 0}));
  EXPECT_EQ(axes[ConeAxes::kZ], (Vector3{0, 0, 1}));
  EXPECT_EQ(axes[ConeAxes::kFibonacci], fibonacciAxes(500)[0]);
  EXPECT_EQ(axes[ConeAxes::kIcosphere], icosphere().axes[0]);
}

}  // namespace
}  // namespace vitrine
