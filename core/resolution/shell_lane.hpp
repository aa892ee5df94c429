// Shell sums of one lane of the pass. Private to core/resolution.
#pragma once

#include "core/base/buffer.hpp"
#include "core/resolution/pair_row.hpp"
#include "core/resolution/row_shells.hpp"
#include "core/resolution/shell_sums.hpp"

namespace vitrine {

/// Neighbouring coefficients of a row that share shell and Friedel weight; begin and end within a RowProducts.
struct ShellRun {
  int begin, end, shell, friedel;
};

/// Coefficients are gathered by what tells the three ways of counting apart, and weighted at the end.
class ShellLane {
public:
  explicit ShellLane(int shells) : m_parts(Buffer<Part>::zeroed(shells)) {}
  static Bytes bytes(int shells) { return Bytes{shells} * static_cast<Bytes>(sizeof(Part)); }

  /// @param upper  whether the row's index k is at most ny/2
  void add(const ShellRun* runs, int count, const RowProducts& products, bool upper);
  /// Ratios of n coefficients in the shells floor |g|. @param squares  of the frequency in shell widths
  /// @param shell  on entry at most the shell of the first, on return that of the last
  void addRatios(const double* squares, int n, const RowProducts& products, int& shell);
  void addTo(ShellSums& sums) const;

private:
  struct Part {
    double pairs[2][2][4];  ///< [friedel - 1][upper] of {cross, power1, power2, count}
    double imaginary, powerProduct, amplitude, phaseError, cosine, ratio, ratioCount;
  };
  Buffer<Part> m_parts;
};

ShellSums emptyShellSums(double width, int shells);

}  // namespace vitrine
