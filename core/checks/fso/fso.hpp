// 1.g: Fourier shell occupancy, the share of directions that still correlate at a frequency (Vilas and Tagare 2023,
// doi:10.1038/s41592-023-01874-3).
#pragma once

#include "core/resolution/crossing.hpp"
#include "core/resolution/freedom.hpp"
#include "core/resolution/pair_pass.hpp"

#include <array>
#include <optional>
#include <vector>

namespace vitrine::fso {

inline constexpr double kThreshold = 0.143;  ///< of the directional FSC
/// Below this shell every direction counts as occupied, by definition.
inline constexpr int kFirstCounted = 5;
/// A direction may end from this shell on.
inline constexpr int kFirstEnd = 3;

/// Eigenvalues, ascending, and unit eigenvectors of the mean of n n^T over the occupied directions n of a shell. All
/// 1/3 where they are even; a small one belongs to an axis without occupied directions.
struct DirectionTensor {
  std::array<double, 3> value{};
  std::array<Vector3, 3> axis{};
};

/// Curves indexed by shell, 0 .. last; shell 0 (DC) carries no meaning.
struct Occupancy {
  double width = 0;  ///< 1/A between shells
  int last = 0;
  std::vector<double> globalFsc;              ///< of whole shells
  std::vector<double> lowest, mean, highest;  ///< FSC over the directions, negative values as 0
  std::vector<double> fso;                    ///< share of directions with FSC >= 0.143
  std::vector<int> occupied;                  ///< their number
  /// Bingham's S = 15 k (tr T^2 - 1/3), k directions and their antipodes, T the tensor above (Bingham 1974,
  /// doi:10.1214/aos/1176342874)
  std::vector<double> bingham;
  std::vector<Crossing> ends;  ///< per axis: first shell from kFirstEnd on with FSC <= 0.143, not interpolated

  double frequency(int shell) const { return shell * width; }  ///< 1/A
  Crossing crossing(double level) const { return findCrossing(fso, level, width, 1, last); }
  Crossing globalCrossing() const { return findCrossing(globalFsc, kThreshold, width, 1, last); }
};

/// @param last  last shell with power in both halves @pre sums.occupancy over icosphere().axes
Occupancy occupancy(const PairSums& sums, int last);

/// The tensor of a shell; empty if no direction is occupied.
std::optional<DirectionTensor> directionTensor(const PairSums& sums, int shell);

/// Probability that even directions give a smaller S: chi-square with 5 degrees, P(5/2, S/2).
double anisotropy(double bingham);
/// What Xmipp (and the VRS) shows: P(5, S), S rounded to a table with step 0.5 that ends at 20.
double vrsAnisotropy(double bingham);

/// What noise alone would do in a shell.
struct NoiseLevel {
  double fsc = 1;        ///< 95 % of the cones lie below; at most 1
  double occupancy = 0;  ///< expected share of cones at or above 0.143
};
/// From the mean effective count of the shell's cones, weight^2 / squaredWeight, not more than the shell's independent
/// coefficients, over the mask's inflation.
NoiseLevel noiseLevel(const PairSums& sums, int shell, const Freedom& freedom);

}  // namespace vitrine::fso
