// The two half maps: read once, compared once, transformed once per state; everything level 1 needs of them in a few
// megabytes.
#pragma once

#include "core/fourier/spectrum.hpp"
#include "core/products/context.hpp"
#include "core/resolution/pair_pass.hpp"
#include "core/resolution/phase_replicates.hpp"
#include "core/volume/image.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace vitrine {

/// Both half maps in memory, rows padded for a transform in place: 2.00 x map. @throws MapError when a file cannot be
/// read, NotMeasurable with Inputs::halfMapsProblem, NotApplicable without half maps
struct HalfMapPair {
  std::array<Spectrum, 2> padded;  ///< on the map's grid: voxel sizes that differ by less than 0.1 % are the same
  std::array<MapInfo, 2> info;
  std::array<MapScan, 2> scan;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const HalfMapPair> build(const ValidationContext&, Progress&);
};

/// The pair to change in place: out of the cache if nobody else holds it, else read anew. @throws what its build throws
std::shared_ptr<HalfMapPair> ownHalfMapPair(const ValidationContext& context, Progress& progress);

/// Statistics of both files and of their difference, slices of maximum variance, and what the comparison found.
struct HalfMapFacts {
  std::array<MapInfo, 2> info;  ///< after reading: hashes, statistics, diagnostics (E-HALFSAME, W-HALFMASKED ...)
  MapStatistics difference;     ///< of half 1 - half 2
  /// half 1, half 2, difference; per axis the slice of maximum population variance
  std::array<std::array<GrayImage, 3>, 3> slices;
  std::array<std::array<std::optional<int>, 3>, 3> runnerUp;  ///< a slice within 1e-5 of the largest variance
  /// Correlation coefficient of the voxels of both; empty if one has no variance or holds voxels that are no numbers.
  std::optional<double> correlation;
  /// Share of voxels that have exactly the most frequent value, and that value.
  std::array<double, 2> commonShare{}, commonValue{};
  bool identical = false;
  /// Why nothing can be measured from this pair ("the half maps are identical"); empty: it can.
  std::string problem;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const HalfMapFacts> build(const ValidationContext&, Progress&);
};

/// What the difference of the halves looks like inside and outside the mask (soft mask at or above 0.5).
struct HalfMapContrast {
  double varianceRatio = 0;  ///< of half 1 - half 2, inside over outside
  /// Correlation of half 1 + half 2 with |half 1 - half 2|: noise that follows the structure.
  double inside = 0, outside = 0;
};

/// The spectra of both halves as they were given. @throws NotMeasurable with the pair's problem (HalfMapFacts::problem,
/// proportional halves), NotApplicable without half maps, MapError, MemoryError, Cancelled
struct HalfMapComparison {
  PairSums unmasked;   ///< shells; of cones only in HalfMapShells
  int lastUsable = 0;  ///< last shell in which both halves have power; curves stop there
  /// Diagnostics that need the spectra: W-HALFFILTERED, W-HALFSHIFT, W-HALFHAND, W-HALFAVERAGE, W-HALFOTHER; each with
  /// the file it is about.
  std::vector<Diagnostic> findings;
  /// Correlation of the map with the average of the halves, both low-passed where FSC falls below 0.143, on block
  /// averages of at most 256 voxels per edge; empty if the map cannot be compared.
  std::optional<double> mapCorrelation;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  /// Waits for HalfMapShells, which leaves one behind, where that is being built.
  static std::shared_ptr<const HalfMapComparison> build(const ValidationContext&, Progress&);
};

/// The sums of all three states (docs/checks/1.a.md). @throws as HalfMapComparison
struct HalfMapShells : HalfMapComparison {
  std::optional<PairSums> masked, randomised;  ///< randomised: phases randomised from `randomisedFrom`, then masked
  std::string maskedOmitted;                   ///< why `masked` is missing
  std::string randomisedOmitted;               ///< why `randomised` is missing: FSC never below 0.8
  int randomisedFrom = 0;                      ///< first shell with unmasked FSC < 0.8; 0: none
  std::vector<ShellSample> samples;            ///< unmasked coefficients of selfCheckShells(), for 1.b
  double maskInflation = 1;                    ///< kappa of the soft mask (1 unmasked)
  std::string maskName, maskSha256;
  std::optional<HalfMapContrast> contrast;  ///< with a mask that leaves voxels on both sides

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const HalfMapShells> build(const ValidationContext&, Progress&);
};

/// What the scheduler must know of a check that reads HalfMapShells: peaks hold what is built on the way (the full map
/// for the mask, the pair) and leaves again.
std::vector<ProductNeed> halfMapNeeds(const Inputs& inputs);
/// Why a check of half maps does not apply ("no half maps were given"); empty if it does. Half maps that were given but
/// cannot be used make it "could not be measured" instead: HalfMapPair's build says why.
std::string halfMapsMissing(const Inputs& inputs);

}  // namespace vitrine
