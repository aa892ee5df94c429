// Adds runs of coefficients to the cones that hold them. Private to core/resolution.
#pragma once

#include "core/base/buffer.hpp"
#include "core/resolution/cone_cells.hpp"
#include "core/resolution/pair_row.hpp"

namespace vitrine {

/// Neighbouring coefficients of a row that share shell, cell and Friedel weight; begin and end within a RowProducts.
struct ConeRun {
  int begin, end, shell, cell;
  double friedel;
};

/// Where a piece of a row lies: frequencies in units of the shell width.
struct RowPlace {
  const double* x;        ///< along the row, of the first coefficient of the RowProducts
  const double* inverse;  ///< 1 / |g| of the coefficients
  double y, z;
};

/// Sums {cross, power1, power2, weight} of every axis of a set in every shell, with one place for the missing axes of a
/// list.
struct AxisSums {
  AxisSums() = default;
  AxisSums(int shells, int axes, bool squared);
  static Bytes bytes(int shells, int axes, bool squared);
  /// Shells of an axis lie together: along a row a cell meets one after the other.
  std::int64_t index(int shell, int axis) const { return axis * shells + shell; }

  std::int64_t shells = 0;
  Buffer<Quad> sums;
  Buffer<double> squares;  ///< of the weights; empty if not asked for
};

/// Hard cones: what the cells between border and inside hold; the rest follows from cellSums at the end.
void addHardCones(const ConeRun* runs, int count, const RowProducts& products, const RowPlace& place, AxisSums& sums);
/// Cones with the weights of 1.g, exact to 4e-9 relative.
void addWeightedCones(const ConeRun* runs, int count, const RowProducts& products, const RowPlace& place,
                      AxisSums& sums);
/// Totals of cells; element [cell * shells + shell].
void addCells(const ConeRun* runs, int count, const RowProducts& products, std::int64_t shells, Quad* cellSums);

}  // namespace vitrine
