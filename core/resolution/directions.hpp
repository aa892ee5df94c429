// Sets of axes over which directional correlations are taken. An axis and its opposite are the same.
#pragma once

#include "core/volume/grid.hpp"

#include <array>
#include <vector>

namespace vitrine {

/// Unit vectors x, y, z, one per axis.
using Axes = std::vector<Vector3>;

/// `count` points of a Fibonacci spiral over one hemisphere: near-uniform, no clusters.
Axes fibonacciAxes(int count);

/// Icosahedron whose triangles were bisected three times and drawn out to the sphere: 642 vertices, of which 321 axes;
/// the body whose sphericity 1.h reports, and the grid of Xmipp's Fourier shell occupancy, in the same orientation: a
/// vertex on +z, its five neighbours at azimuth 36 + 72 i degrees from +x towards +y. Meets Xmipp's table
/// of directions to 0.001 degrees. The opposite of a vertex is a vertex to the last bit.
struct Icosphere {
  Axes axes;                                  ///< 321, z >= 0
  std::vector<Vector3> vertices;              ///< 642 unit vectors
  std::vector<int> axisOfVertex;              ///< vertex -> axis
  std::vector<std::array<int, 3>> triangles;  ///< 1280, counter-clockwise from outside
};
const Icosphere& icosphere();

/// The axes of level 1: X, Y, Z, then 500 of fibonacciAxes, then the 321 of icosphere().
struct ConeAxes {
  static constexpr int kX = 0, kY = 1, kZ = 2;
  static constexpr int kFibonacci = 3, kFibonacciCount = 500;
  static constexpr int kIcosphere = kFibonacci + kFibonacciCount, kIcosphereCount = 321;
  static constexpr int kCount = kIcosphere + kIcosphereCount;
};
const Axes& coneAxes();

}  // namespace vitrine
