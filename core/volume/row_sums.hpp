// The innermost loop of the scan: one row of voxels into sums along x, y and z.
#pragma once

#include <cstdint>

namespace vitrine {

/// Sums of one row in double, in eight interleaved lanes added in fixed order: the same bits on every processor.
struct RowSums {
  double sum = 0, squares = 0, cubes = 0;
  float minimum = 0, maximum = 0;
  std::int64_t zeros = 0;
};

/// How many values of a row are not numbers, and where the first of them is.
struct OddValues {
  std::int64_t nan = 0, plusInfinity = 0, minusInfinity = 0;
  int first = -1;
};

bool allFinite(const float* row, int n);
/// Adds the values to column[] and depth[], their squares to columnSquares[]. @pre all finite, n >= 1
RowSums addRow(const float* row, int n, double* column, double* columnSquares, double* depth);
/// As addRow for rows with NaN or infinities, which count as 0 in sums and not at all in the extremes. A row without
/// any finite value has minimum +inf and maximum -inf.
RowSums addRowWithOddValues(const float* row, int n, double* column, double* columnSquares, double* depth,
                            OddValues& odd);

}  // namespace vitrine
