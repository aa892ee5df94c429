// What the statistic does where there is only noise, and which values are too large for that.
#pragma once

#include "core/base/parallel.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace vitrine::resmap {

/// The upper tail of sum_i weight_i chi^2_1, as a mixture of chi-square distributions of the smallest weight with
/// positive terms only (Ruben 1962, doi:10.1214/aoms/1177704580): about ten digits at any depth down to 1e-20.
/// Cost: about 70 largest / smallest weight terms.
class WeightedChiSquares {
public:
  /// @pre not empty, all > 0
  explicit WeightedChiSquares(std::vector<double> weights);
  /// Probability of a value above q.
  double upperTail(double q) const;
  /// The value that is passed with the given probability, 1e-15 < probability < 1.
  double quantile(double probability) const;

private:
  double m_smallest;
  double m_halfDegrees;           // of the first term
  std::vector<double> m_mixture;  // of term k, with 2k degrees of freedom more
};

/// log of an upper tail on evenly spaced nodes with straight lines between them.
class TailTable {
public:
  /// From `from` to where the tail is 1e-20.
  TailTable(const WeightedChiSquares& distribution, double from);
  /// log of the tail; beyond the last node its value there, which no discovery rate asks for. @pre q >= from
  double logUpperTail(double q) const;

private:
  double m_from, m_step;
  std::vector<double> m_log;
};

/// One test of many voxels at once.
struct Discoveries {
  std::int64_t tested = 0;
  double single = 0;                ///< the value one voxel of noise alone passes with probability p
  std::int64_t aboveSingle = 0;     ///< values above it
  std::optional<double> threshold;  ///< values above this are discoveries; empty: none
  std::int64_t count = 0;           ///< of discoveries
};

/// Which values are discoveries at a false discovery rate p under any dependence (Benjamini and Yekutieli 2001,
/// doi:10.1214/aos/1013699998). With the values above `single` in ascending order, the threshold is the first whose
/// tail is below p r / (m c), r the number of larger ones, m of all, c = 1 + 1/2 + .. + 1/(m-1). Every value is looked
/// at; a sort only of the few that share their upper 22 bits with the threshold.
/// @param values    one per voxel; those whose `isDecided` is not 0 are left out
/// A few passes over the values, 64 MiB. @throws Cancelled, MemoryError
Discoveries discover(const float* values, const std::uint8_t* isDecided, std::int64_t count,
                     const WeightedChiSquares& null, double p, Executor& executor, const Progress& progress);

}  // namespace vitrine::resmap
