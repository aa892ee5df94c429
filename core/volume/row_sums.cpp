#include "core/volume/row_sums.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

// The wider copy is chosen when the program starts; both do the same additions in the same order.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define VITRINE_WIDE __attribute__((target_clones("avx2", "default")))
#else
#define VITRINE_WIDE
#endif

namespace vitrine {
namespace {

// Vectors as wide as one register of the wider copy: wider types would live in memory between additions.
constexpr int kLanes = 4;
constexpr int kStep = 2 * kLanes;  // two independent sets of sums, so that one need not wait for the other
using Floats = float __attribute__((vector_size(kLanes * sizeof(float))));
using Doubles = double __attribute__((vector_size(kLanes * sizeof(double))));
using Ints = std::int32_t __attribute__((vector_size(kLanes * sizeof(std::int32_t))));

constexpr std::int32_t kExponent = 0x7F800000;

}  // namespace

VITRINE_WIDE bool allFinite(const float* row, int n) {
  Ints odd{};
  int i = 0;
  for (; i + kLanes <= n; i += kLanes) {
    Ints bits;
    std::memcpy(&bits, row + i, sizeof bits);
    odd |= (bits & kExponent) == kExponent;
  }
  std::int32_t any = 0;
  for (int l = 0; l < kLanes; ++l) any |= odd[l];
  for (; i < n; ++i) any |= (std::bit_cast<std::int32_t>(row[i]) & kExponent) == kExponent;
  return any == 0;
}

VITRINE_WIDE RowSums addRow(const float* __restrict row, int n, double* __restrict column,
                            double* __restrict columnSquares, double* __restrict depth) {
  Doubles sum[2]{}, squares[2]{}, cubes[2]{};
  Floats low[2], high[2];
  Ints zeros[2]{};
  for (int h = 0; h < 2; ++h)
    for (int l = 0; l < kLanes; ++l) low[h][l] = high[h][l] = row[0];
  int i = 0;
  for (; i + kStep <= n; i += kStep) {
    for (int h = 0; h < 2; ++h) {
      const int at = i + h * kLanes;
      Floats value;
      std::memcpy(&value, row + at, sizeof value);
      low[h] = value < low[h] ? value : low[h];
      high[h] = value > high[h] ? value : high[h];
      zeros[h] -= value == 0.0F;  // a true lane is -1
      const Doubles wide = __builtin_convertvector(value, Doubles);
      const Doubles square = wide * wide;
      sum[h] += wide;
      squares[h] += square;
      cubes[h] += square * wide;
      Doubles total;
      std::memcpy(&total, column + at, sizeof total);
      total += wide;
      std::memcpy(column + at, &total, sizeof total);
      std::memcpy(&total, columnSquares + at, sizeof total);
      total += square;
      std::memcpy(columnSquares + at, &total, sizeof total);
      std::memcpy(&total, depth + at, sizeof total);
      total += wide;
      std::memcpy(depth + at, &total, sizeof total);
    }
  }
  RowSums result;
  result.minimum = low[0][0];
  result.maximum = high[0][0];
  for (int h = 0; h < 2; ++h)
    for (int l = 0; l < kLanes; ++l) {
      result.sum += sum[h][l];
      result.squares += squares[h][l];
      result.cubes += cubes[h][l];
      result.zeros += zeros[h][l];
      result.minimum = std::min(result.minimum, low[h][l]);
      result.maximum = std::max(result.maximum, high[h][l]);
    }
  for (; i < n; ++i) {
    const double wide = row[i];
    const double square = wide * wide;
    result.sum += wide;
    result.squares += square;
    result.cubes += square * wide;
    result.zeros += row[i] == 0.0F;
    result.minimum = std::min(result.minimum, row[i]);
    result.maximum = std::max(result.maximum, row[i]);
    column[i] += wide;
    columnSquares[i] += square;
    depth[i] += wide;
  }
  return result;
}

RowSums addRowWithOddValues(const float* row, int n, double* column, double* columnSquares, double* depth,
                            OddValues& odd) {
  std::vector<float> clean(row, row + n);
  float low = std::numeric_limits<float>::infinity();
  float high = -low;
  std::int64_t replaced = 0;
  for (int i = 0; i < n; ++i) {
    float& value = clean[static_cast<std::size_t>(i)];
    if (std::isfinite(value)) {
      low = std::min(low, value);
      high = std::max(high, value);
      continue;
    }
    if (odd.first < 0) odd.first = i;
    (std::isnan(value) ? odd.nan : value > 0 ? odd.plusInfinity : odd.minusInfinity) += 1;
    value = 0;
    ++replaced;
  }
  RowSums result = addRow(clean.data(), n, column, columnSquares, depth);
  result.zeros -= replaced;
  result.minimum = low;
  result.maximum = high;
  return result;
}

}  // namespace vitrine
