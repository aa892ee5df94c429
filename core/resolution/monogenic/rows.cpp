#include "core/resolution/monogenic/rows.hpp"

#include "core/resolution/monogenic/smoothed.hpp"
#include "core/resolution/wide.hpp"

#include <cmath>
#include <cstring>

namespace vitrine::monogenic {
namespace {

using Floats = float __attribute__((vector_size(4 * sizeof(float))));

template <int Width>
VITRINE_INLINE void amplitudeOf(const float* const full[4], const float* const* low, const float* weight, int n,
                                float* __restrict out) {
  for (int x = 0; x < n; ++x) {
    float sum = 0;
    for (int c = 0; c < 4; ++c) {
      float value = full[c][x];
      for (int k = 0; k < Width; ++k) value -= weight[k] * low[c * Width + k][x];
      sum += value * value;
    }
    out[x] = std::sqrt(sum);
  }
}

template <int Width>
VITRINE_INLINE void combine(const float* const* rows, const float* weight, int n, float* __restrict out) {
  for (int x = 0; x < n; ++x) {
    float sum = 0;
    for (int k = 0; k < Width; ++k) sum += weight[k] * rows[k][x];
    out[x] = sum;
  }
}

VITRINE_WIDE void amplitudeWide(const float* const full[4], const float* const* low, const float* weight, int n,
                                float* __restrict out) {
  amplitudeOf<kKernelWidth>(full, low, weight, n, out);
}
VITRINE_WIDE void combineWide(const float* const* rows, const float* weight, int n, float* __restrict out) {
  combine<kKernelWidth>(rows, weight, n, out);
}

}  // namespace

void combineRows(const float* const* rows, const float* weight, int width, int n, float* out) {
  if (width == kKernelWidth) return combineWide(rows, weight, n, out);
  for (int x = 0; x < n; ++x) out[x] = weight[0] * rows[0][x];
  for (int k = 1; k < width; ++k) addScaled(out, rows[k], weight[k], n);
}

VITRINE_WIDE void addScaled(float* __restrict to, const float* __restrict from, float weight, int n) {
  for (int x = 0; x < n; ++x) to[x] += weight * from[x];
}

void interpolateRow(const float* row, const AxisWeights& weights, float* out) {
  const int n = weights.count();
  const int* start = weights.start.data();
  for (int i = 0; i < n; ++i) {
    const float* from = row + start[i];
    const float* w = weights.of(i);
    float sum = 0;
    for (int k = 0; k < weights.width; ++k) sum += w[k] * from[k];
    out[i] = sum;
  }
}

void interpolateFour(const float* interleaved, const AxisWeights& weights, float* const out[4]) {
  const int n = weights.count();
  const int* start = weights.start.data();
  for (int i = 0; i < n; ++i) {
    const float* from = interleaved + 4 * std::ptrdiff_t{start[i]};
    const float* w = weights.of(i);
    Floats sum{};
    for (int k = 0; k < weights.width; ++k) {
      Floats value;
      std::memcpy(&value, from + 4 * k, sizeof value);
      sum += w[k] * value;
    }
    for (int c = 0; c < 4; ++c) out[c][i] = sum[c];
  }
}

void gatherRow(const float* row, const AxisGather& gather, float* out) {
  for (int i = 0; i < gather.count(); ++i) {
    float sum = 0;
    for (int j = gather.begin[static_cast<std::size_t>(i)]; j < gather.begin[static_cast<std::size_t>(i) + 1]; ++j)
      sum += gather.weight[static_cast<std::size_t>(j)] * row[gather.position[static_cast<std::size_t>(j)]];
    out[i] = sum;
  }
}

void amplitudeRow(const float* const full[4], const float* const* low, const float* weight, int width, int n,
                  float* out) {
  if (width == kKernelWidth)
    amplitudeWide(full, low, weight, n, out);
  else
    amplitudeOf<1>(full, low, weight, n, out);
}

VITRINE_WIDE void plainAmplitudeRow(const float* const full[4], int n, float* __restrict out) {
  for (int x = 0; x < n; ++x)
    out[x] = std::sqrt(full[0][x] * full[0][x] + full[1][x] * full[1][x] + full[2][x] * full[2][x] +
                       full[3][x] * full[3][x]);
}

}  // namespace vitrine::monogenic
