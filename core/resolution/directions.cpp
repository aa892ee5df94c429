#include "core/resolution/directions.hpp"

#include <cmath>
#include <cstdint>
#include <map>
#include <numbers>
#include <utility>

namespace vitrine {
namespace {

constexpr int kBisections = 3;  // frequency 8

Vector3 sum(const Vector3& a, const Vector3& b) { return {a[0] + b[0], a[1] + b[1], a[2] + b[2]}; }
Vector3 opposite(const Vector3& a) { return {-a[0], -a[1], -a[2]}; }

Vector3 unit(const Vector3& a) {
  const double length = std::sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
  return {a[0] / length, a[1] / length, a[2] / length};
}

double dot(const Vector3& a, const Vector3& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

/// Positive if a, b, c turn counter-clockwise seen from outside.
double turn(const Vector3& a, const Vector3& b, const Vector3& c) {
  return dot(a, {b[1] * c[2] - b[2] * c[1], b[2] * c[0] - b[0] * c[2], b[0] * c[1] - b[1] * c[0]});
}

/// Vertex i and i + 6 are opposite to the last bit, and so are all midpoints made from them.
std::vector<Vector3> icosahedron() {
  const double z = 1 / std::sqrt(5.0), r = 2 / std::sqrt(5.0);
  std::vector<Vector3> vertices = {{0, 0, 1}};
  for (int i = 0; i < 5; ++i) {
    const double rotation = (36 + 72 * i) * std::numbers::pi / 180;
    vertices.push_back({r * std::cos(rotation), r * std::sin(rotation), z});
  }
  for (std::size_t i = 0; i < 6; ++i) vertices.push_back(opposite(vertices[i]));
  return vertices;
}

std::vector<std::array<int, 3>> facesOf(const std::vector<Vector3>& vertices) {
  const auto at = [&](int i) { return vertices[static_cast<std::size_t>(i)]; };
  const auto neighbours = [&](int i, int j) { return dot(at(i), at(j)) > 0.4; };  // 1 / sqrt 5; others are negative
  std::vector<std::array<int, 3>> faces;
  const int count = static_cast<int>(vertices.size());
  for (int a = 0; a < count; ++a)
    for (int b = a + 1; b < count; ++b)
      for (int c = b + 1; c < count; ++c) {
        if (!neighbours(a, b) || !neighbours(b, c) || !neighbours(a, c)) continue;
        if (turn(at(a), at(b), at(c)) > 0)
          faces.push_back({a, b, c});
        else
          faces.push_back({a, c, b});
      }
  return faces;
}

/// Every triangle into four at the middles of its edges, drawn out to the sphere.
void bisect(std::vector<Vector3>& vertices, std::vector<std::array<int, 3>>& triangles) {
  std::map<std::pair<int, int>, int> middles;
  const auto middle = [&](int a, int b) {
    const auto [found, isNew] = middles.try_emplace(std::minmax(a, b), static_cast<int>(vertices.size()));
    if (isNew)
      vertices.push_back(unit(sum(vertices[static_cast<std::size_t>(a)], vertices[static_cast<std::size_t>(b)])));
    return found->second;
  };
  std::vector<std::array<int, 3>> finer;
  for (const auto& [a, b, c] : triangles) {
    const int ab = middle(a, b), bc = middle(b, c), ca = middle(c, a);
    finer.insert(finer.end(), {{a, ab, ca}, {ab, b, bc}, {ca, bc, c}, {ab, bc, ca}});
  }
  triangles = std::move(finer);
}

/// Of a vertex and its opposite the one that stands for the axis.
bool leads(const Vector3& v) {
  if (v[2] != 0) return v[2] > 0;
  return v[1] != 0 ? v[1] > 0 : v[0] > 0;
}

Icosphere makeIcosphere() {
  Icosphere sphere;
  sphere.vertices = icosahedron();
  sphere.triangles = facesOf(sphere.vertices);
  for (int i = 0; i < kBisections; ++i) bisect(sphere.vertices, sphere.triangles);
  std::map<Vector3, int> axes;
  for (const Vector3& v : sphere.vertices) {
    const Vector3 key = leads(v) ? v : opposite(v);
    const auto [found, isNew] = axes.try_emplace(key, static_cast<int>(sphere.axes.size()));
    if (isNew) sphere.axes.push_back(key);
    sphere.axisOfVertex.push_back(found->second);
  }
  return sphere;
}

Axes makeConeAxes() {
  Axes axes = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  const Axes spiral = fibonacciAxes(ConeAxes::kFibonacciCount);
  axes.insert(axes.end(), spiral.begin(), spiral.end());
  axes.insert(axes.end(), icosphere().axes.begin(), icosphere().axes.end());
  return axes;
}

}  // namespace

Axes fibonacciAxes(int count) {
  const double goldenAngle = std::numbers::pi * (3 - std::sqrt(5.0));
  Axes axes;
  for (int i = 0; i < count; ++i) {
    const double z = 1 - (i + 0.5) / count, r = std::sqrt(1 - z * z);
    axes.push_back({r * std::cos(goldenAngle * i), r * std::sin(goldenAngle * i), z});
  }
  return axes;
}

const Icosphere& icosphere() {
  static const Icosphere sphere = makeIcosphere();
  return sphere;
}

const Axes& coneAxes() {
  static const Axes axes = makeConeAxes();
  return axes;
}

}  // namespace vitrine
