// Loops over rows of floats: the inner work of interpolation and its adjoint. The same operations in the same order on
// every processor.
#pragma once

#include "core/resolution/monogenic/kaiser_bessel.hpp"

namespace vitrine::monogenic {

/// out[i] = sum of weight[k] * row[k][i].
void combineRows(const float* const* rows, const float* weight, int width, int n, float* out);
/// to[i] += weight * from[i].
void addScaled(float* to, const float* from, float weight, int n);
/// out[i] = the row at position i. `row` is indexed by sample, all that the weights name must exist.
void interpolateRow(const float* row, const AxisWeights& weights, float* out);
/// The same for four interleaved rows at once, to four rows.
void interpolateFour(const float* interleaved, const AxisWeights& weights, float* const out[4]);
/// out[i] = sum over the positions that add to sample i.
void gatherRow(const float* row, const AxisGather& gather, float* out);

/// out[x] = sqrt(sum over c of (full[c][x] - sum over k of weight[k] * low[c * width + k][x])^2), width 1 or
/// kKernelWidth.
void amplitudeRow(const float* const full[4], const float* const* low, const float* weight, int width, int n,
                  float* out);
/// out[x] = sqrt(sum over c of full[c][x]^2).
void plainAmplitudeRow(const float* const full[4], int n, float* out);

}  // namespace vitrine::monogenic
