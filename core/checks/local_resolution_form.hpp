// How 1.c, 1.d and 1.e report: one form, so that three methods can be compared.
#pragma once

#include "core/checks/check.hpp"
#include "core/resolution/local_resolution.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace vitrine {

/// Warning limits of the criteria, the same for the three checks.
inline constexpr double kHomogeneousA = 0.01;  ///< P97.5 - P2.5 below it
inline constexpr double kFewFiner = 0.1;       ///< percent of the voxels finer than the reported resolution, below it
inline constexpr double kLowCoverage = 1;      ///< percent of the mask, below it: an observation
/// The two criteria in words, for CheckInfo::criteria.
inline constexpr const char* kLocalResolutionCriteria =
    "A warning is given if 95 % of the local resolutions lie within 0.01 A of each other (too homogeneous to be "
    "credible), or if less than 0.1 % of them are finer than the reported resolution (it is particularly high for "
    "this distribution).";

/// What differs from check to check and from map to map.
struct LocalResolutionForm {
  std::string method;               ///< "Blocres": in titles and in the list of resolutions
  std::int64_t maskVoxels = 0;      ///< of the mask the method worked in: the coverage is measured against it
  std::optional<double> reportedA;  ///< Inputs::resolution; empty: said, and nothing is compared with it
  std::optional<double> fscA;       ///< marked in the histogram (fscResolutionA)
  int percentileDecimals = 1;       ///< of `reported_percentile`
  /// The percentile of the reported resolution that is printed and judged, where it is not that of the values: with
  /// other limits of the method. That of the values then stands beside it as "vrs_reported_percentile".
  std::optional<double> reportedPercentile;
  /// Resolutions by the VRS definition, where it gives others: their percentiles become the "vrs_" companions, without
  /// a value where it gives none at all.
  std::optional<std::span<const float>> vrsValues;
};

/// 1.a's resolution of the unmasked half maps at FSC 0.143; empty without half maps or if the curve never crosses. Asks
/// for HalfMapComparison (two half maps while it is built): call it while the check holds nothing large. @throws what
/// that throws
std::optional<double> fscResolutionA(const ValidationContext& context, Progress& progress);

/// Numbers (percentiles, reported_percentile, coverage), the histogram, both criteria, remarks, the median among the
/// resolution estimates. Quick enough (10 ns per value, 32 MiB) for partial results. @pre values finite
/// @throws NotMeasurable if `values` is empty ("no voxel of the mask could be assigned a resolution"); MemoryError,
/// Cancelled
void addLocalDistribution(CheckResult& result, std::span<const float> values, const LocalResolutionForm& form,
                          const Progress& progress);

/// The same where no voxel of the mask has a value: every number, but the percentiles empty; no histogram, no
/// resolution estimate; an observation that ends with `why` ("nothing stands out of the noise"). Without a verdict
/// (`scored`), unless the caller finds one. @throws MemoryError, Cancelled
void addNothingDetermined(CheckResult& result, const LocalResolutionForm& form, const std::string& why,
                          const Progress& progress);

/// The volume `local_resolution`, made from the compact values when it is asked for.
void addLocalVolume(CheckResult& result, std::shared_ptr<const LocalResolution> local, const LocalResolutionForm& form);
/// The volume and the three coloured views. @pre addLocalDistribution() filled the result: the colours run between its
/// percentiles
void addLocalViews(CheckResult& result, std::shared_ptr<const LocalResolution> local, const LocalResolutionForm& form,
                   const ValidationContext& context, Progress& progress);

/// Products that fscResolutionA() (with half maps) and addLocalViews() ask for, for Check::requirements(), but for the
/// pair they are made from: whoever keeps one counts it, as HalfMapPair among the products or in privatePeak.
std::vector<ProductNeed> localResolutionNeeds(const Inputs& inputs);
/// What both allocate themselves at most, what the result keeps included, with `voxels` values. For
/// Requirements::privatePeak.
Bytes localResolutionBytes(const Inputs& inputs, std::int64_t voxels);

}  // namespace vitrine
