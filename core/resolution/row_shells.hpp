// Frequencies of rows of coefficients in units of the shell width. Private to core/resolution.
#pragma once

#include "core/fourier/shells.hpp"

#include <algorithm>
#include <vector>

namespace vitrine {

/// Along a row of increasing h frequency only grows: shells are found by comparing squares with the next border,
/// without a root per coefficient. In a cube the squares are whole numbers and no border can be hit.
struct RowShells {
  explicit RowShells(const Grid& grid) : size(grid.size), last(Shells(grid).last()) {
    const double shortest = std::min({grid.edge(0), grid.edge(1), grid.edge(2)});  // its frequency is the shell width
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const double step = shortest / grid.edge(static_cast<int>(axis));
      const int stored = axis == 0 ? size[0] / 2 + 1 : size[axis];
      for (int i = 0; i < stored; ++i) frequency[axis].push_back((axis == 0 ? i : signedIndex(i, size[axis])) * step);
    }
    for (const double f : frequency[0]) squareX.push_back(f * f);
  }

  int count() const { return last + 1; }
  double y(int k) const { return frequency[1][static_cast<std::size_t>(k)]; }
  double z(int l) const { return frequency[2][static_cast<std::size_t>(l)]; }
  double squareAcross(int k, int l) const { return y(k) * y(k) + z(l) * z(l); }
  /// Square at which shell s begins.
  static double begin(int s) { return (s - 0.5) * (s - 0.5); }
  /// First h of a row whose square reaches `square`.
  int firstReaching(double square, double across) const {
    const auto below = [&](double x) { return across + x < square; };
    return static_cast<int>(std::partition_point(squareX.begin(), squareX.end(), below) - squareX.begin());
  }

  Index3 size;
  int last;
  std::vector<double> frequency[3];  ///< of index h, k, l
  std::vector<double> squareX;       ///< of h
};

}  // namespace vitrine
