// The null hypothesis of an FSC played out: amplitudes kept, relative phases drawn anew.
#pragma once

#include "core/base/parallel.hpp"
#include "core/fourier/spectrum.hpp"

#include <cstdint>
#include <vector>

namespace vitrine {

/// Independent coefficients of one shell, all or a random part of them.
struct ShellSample {
  int shell = 0;
  std::int64_t coefficients = 0;  ///< independent complex ones the shell holds
  std::vector<float> product;     ///< |F1| |F2| of the sampled ones, relative to their root mean square amplitudes
  double fsc = 0;                 ///< of the sampled ones
  /// Real degrees of freedom of the sample: min(2 size, 2 P11 P22 / X), as Freedom::ofNull without mask and symmetry.
  double freedom = 0;
};

/// Samples of at most about `most` coefficients from each of `shells`; which ones is a function of (seed, index) alone.
/// Coefficients that are real for every real map are left out, of Friedel pairs one is taken. Reads only the rows'
/// parts inside the shells. @throws Cancelled
std::vector<ShellSample> sampleShells(const Spectrum& half1, const Spectrum& half2, const std::vector<int>& shells,
                                      int most, std::uint64_t seed, Executor& executor, const Progress& progress);

/// How many coefficients of a shell are enough: the sum of 4096 terms is Gaussian to three digits.
inline constexpr int kSampleSize = 4096;

struct PhaseReplicates {
  int replicates = 0;
  int exceeding = 0;       ///< replicates with an FSC of at least the observed one
  double probability = 1;  ///< (exceeding + 1) / (replicates + 1) (Phipson and Smyth 2010, doi:10.2202/1544-6115.1585)
  double analytic = 1;     ///< nullProbability() of the observed FSC
  int belowFivePercent = 0;  ///< replicates whose own analytic probability is <= 0.05: 5 % of them if the formula holds
  /// Both counts lie within what chance allows once in a thousand.
  bool agree() const;
};
PhaseReplicates replicatePhases(const ShellSample& sample, int replicates, std::uint64_t seed, Executor& executor,
                                const Progress& progress);

}  // namespace vitrine
