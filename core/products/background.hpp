// What lies outside the molecule: moments, flat voxels, block means, tails. Two passes over the map, shared by 0.a, 0.c
// and the local checks. Definitions: docs/checks/0.c.md.
#pragma once

#include "core/mask/mask.hpp"
#include "core/products/context.hpp"
#include "core/stats/selection.hpp"
#include "core/volume/volume.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace vitrine {

/// Means over cubes of voxels that lie wholly in the background: they see the correlation of neighbours.
struct BlockMeans {
  int edge = 0;              ///< voxels
  std::int64_t blocks = 0;   ///< J
  double standardError = 0;  ///< of the background's mean: sd of the block means / sqrt(J)
};

/// First pass. The background is every voxel outside the constructed mask; voxels of one frequent exact value ("flat":
/// the map was masked) are left out of everything below except where said.
struct BackgroundMoments {
  static constexpr double kFlatFraction = 0.005;     ///< above this share of the background a value is flat
  static constexpr double kConstantFraction = 0.99;  ///< above this the background is constant

  std::int64_t outside = 0;  ///< voxels outside the mask, flat ones included
  std::optional<float> flatValue;
  std::int64_t flatVoxels = 0;
  bool isConstant = false;  ///< nearly all flat, or no variance

  std::int64_t count = 0;                          ///< outside - flatVoxels
  double mean = 0;                                 ///< the flat value if the background is constant; 0 if there is none
  double sigma = 0;                                ///< population standard deviation
  std::int64_t countInside = 0, countCorners = 0;  ///< in and out of the sphere inscribed in the box
  double sigmaInside = 0, sigmaCorners = 0;
  std::vector<BlockMeans> blockMeans;   ///< edges 4, 8, 16, 32, 64; those with at least two blocks
  std::optional<BlockMeans> blockTest;  ///< the edge to believe: beyond the noise's correlation, at least 30 blocks
  /// Histogram for drawing: kPlotBins bins of kPlotBinSigma sigma about the mean.
  static constexpr int kPlotBins = 160;
  static constexpr double kPlotBinSigma = 0.1;
  std::vector<double> plotHistogram;
  RobustBrackets brackets;

  /// By the VRS definition: its own mask, flat voxels included.
  std::int64_t vrsCount = 0;
  double vrsMean = 0, vrsSigma = 0, vrsSampleSd = 0;

  double flatFraction() const {
    return outside > 0 ? static_cast<double>(flatVoxels) / static_cast<double>(outside) : 0;
  }

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const BackgroundMoments> build(const ValidationContext&, Progress&);
};

/// @param shift  anything near the background's mean (the map's mean): sums are taken about it
/// Peak: 4 % of the map for block sums and 32 MiB per thread. @throws MemoryError, Cancelled
BackgroundMoments measureBackground(const Volume& volume, const Mask& hard, const Mask& vrsHard, double shift,
                                    Executor& executor, const Progress& progress);

/// Second pass: exact median and MAD, and every voxel more than 5 robust sigma away.
struct BackgroundTails {
  static constexpr double kSigmas = 5;
  static constexpr double kMadToSigma = 1.4826;  ///< of a Gaussian
  static constexpr int kShells = 100;
  static constexpr double kNearA = 10;  ///< "near the mask"

  double median = 0, mad = 0;
  double robustSigma = 0;       ///< 1.4826 MAD; sigma if the MAD is 0 (more than half of the voxels are equal)
  double lower = 0, upper = 0;  ///< outliers are < lower or > upper
  std::int64_t above = 0, below = 0;
  std::int64_t aboveThreshold = 0;       ///< of `above`, those that reach the contour level
  std::optional<std::int64_t> nearMask;  ///< of `above`, those within 10 A of the mask; empty if there is no mask
  Mask outliers;
  Index3 maximumVariancePlanes{0, 0, 0};  ///< of the map where it is an outlier, 0 elsewhere
  std::optional<Index3> strongest;        ///< farthest from the median
  double strongestValue = 0;
  /// Shells about the origin voxel out to the corners of the box: background voxels and outliers.
  double shellWidthA = 0;
  std::vector<std::int64_t> shellVoxels, shellOutliers;
  std::int64_t vrsBeyond = 0;  ///< voxels of the VRS background with |V| > 5 of its sigma

  std::int64_t total() const { return above + below; }

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const BackgroundTails> build(const ValidationContext&, Progress&);
};

/// @param moments    of the same volume and masks; @pre !moments.isConstant && moments.count > 0
/// @param threshold  contour level
/// One pass over the map; then only the voxels that may be outliers are read again.
/// Peak: two bit masks. @throws MemoryError, Cancelled
BackgroundTails measureTails(const Volume& volume, const Mask& hard, const Mask& vrsHard,
                             const BackgroundMoments& moments, double threshold, Executor& executor,
                             Progress& progress);

}  // namespace vitrine
