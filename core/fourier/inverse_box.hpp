// Inverse transforms of few coefficients, of which only a part of the grid is wanted: nothing is computed of either
// side that is zero or thrown away.
#pragma once

#include "core/base/memory.hpp"
#include "core/base/parallel.hpp"
#include "core/volume/grid.hpp"

#include <complex>
#include <cstdint>
#include <functional>

namespace vitrine {

/// Points begin .. begin + count - 1 of every axis of a periodic grid; they may begin below 0, and there may be more of
/// them than the grid has.
struct PeriodicBox {
  Index3 begin{0, 0, 0}, count{0, 0, 0};
};

/// Which coefficients are not zero: signed indices -reach .. reach of every axis (h: 0 .. reach), or all of an axis of
/// at most 2 reach + 1 points.
struct FourierReach {
  Index3 size{1, 1, 1};   ///< points of the grid
  Index3 reach{0, 0, 0};  ///< largest index per axis

  /// Coefficients per axis: of y and z with both signs, in the order of signedIndex(i, rows(axis)).
  int rows(int axis) const;
  int columns() const;  ///< of x, half space
};

/// Writes coefficients of the columns h .. h + count - 1 (count <= 16) at signed index k: coefficient of column c and
/// signed index l at out[c * stride + (l < 0 ? l + nz : l)]. `out` comes zeroed. Returns false if all are zero. Called
/// from several threads.
using ColumnFill = std::function<bool(int h, int count, int k, std::complex<float>* out, std::int64_t stride)>;
/// Takes the row of x at (y, z), counted from the begin of the box. Called from several threads, once per row.
using RowSink = std::function<void(int y, int z, const float* row)>;

/// The unscaled inverse transform of a half-space spectrum, inside `box`. Imaginary parts that a real map cannot have
/// are ignored. Peak: inverseBoxBytes(). The same for any number of threads. @throws MemoryError, Cancelled
void inverseBox(const FourierReach& reach, const PeriodicBox& box, const ColumnFill& fill, const RowSink& sink,
                Executor& executor, Progress& progress);

Bytes inverseBoxBytes(const FourierReach& reach, const PeriodicBox& box);

/// Smallest n >= atLeast without prime factors beyond 7, so that transforms are fast.
int fastSize(int atLeast);

}  // namespace vitrine
