// Contour level, raw mask and its components, constructed (hard) mask: shared by 0.a, 0.b, 0.c and every local check.
#pragma once

#include "core/mask/components.hpp"
#include "core/mask/mask.hpp"
#include "core/mask/mask_slices.hpp"
#include "core/products/context.hpp"
#include "core/products/inputs.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// Defaults of --param 0.b.dilation_A and 0.b.soft_sigma_A (0: 2 voxels).
inline constexpr std::string_view kDefaultDilationA = "2";
inline constexpr std::string_view kDefaultSoftSigmaA = "0";
/// How far the constructed mask reaches beyond the molecule. @throws InputError
double maskDilationA(const Inputs& inputs);
/// Standard deviation of the soft edge; 0: 2 voxels. @throws InputError
double softSigmaA(const Inputs& inputs);

/// Value histogram and the exact counts of the mass-threshold table. One pass over the map.
struct ThresholdTable {
  static constexpr int kLevels = 24;
  static constexpr int kBins = 65536;
  std::vector<double> level;            ///< i M / 25, i = 1..24; empty if the maximum M <= 0
  std::vector<std::int64_t> above;      ///< voxels strictly above each level
  double minimum = 0, maximum = 0;      ///< of the map: the histogram's range
  std::vector<std::int64_t> histogram;  ///< kBins linear bins between minimum and maximum
  /// Level above or at which `fraction` of the voxels lie, interpolated within a bin. 0 < fraction < 1
  double levelEnclosing(double fraction) const;
  /// Voxels at or above the level `wanted`, to the precision of a bin (exact at bin edges).
  double voxelsAbove(double wanted) const;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ThresholdTable> build(const ValidationContext&, Progress&);
};

/// The table of a map whose smallest and largest values are known. One pass. @throws Cancelled
ThresholdTable makeThresholdTable(const Volume& volume, double minimum, double maximum, Executor& executor,
                                  const Progress& progress);

/// The contour level in force: the user's, the entry's, or the one enclosing 1 % of the voxels.
struct ContourLevel {
  double value = 0;
  ThresholdSource source = ThresholdSource::User;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ContourLevel> build(const ValidationContext&, Progress&);
};

/// Raw mask {V >= t}, its 26-connected components, and the largest one. One pass over the map plus the molecule's
/// voxels. Masks and list are empty if no voxel reaches t (emptyMaskMessage). @throws NotMeasurable if t lies so deep
/// in the noise that there are more than kMaximumRuns runs
struct RawMask {
  Mask mask;                 ///< R
  PlaneCounts planes;        ///< of R
  Mask largest;              ///< C1
  ComponentList components;  ///< sorted by size, largest first

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const RawMask> build(const ValidationContext&, Progress&);
};

/// "No voxel reaches the threshold t; the map's maximum is M. Lower the threshold."
std::string emptyMaskMessage(double threshold, double maximum);

/// The constructed mask: C1 dilated by 2 A (Euclidean), or the user's mask binarised at 0.5. Empty if C1 is.
/// @throws InputError if the user's mask has another box or selects nothing
struct ConstructedMask {
  Mask mask;  ///< H, corrected profile
  PlaneCounts planes;
  bool fromUser = false;
  std::string name;    ///< "constructed mask" or the user's file
  std::string sha256;  ///< hex over the mask's bits and grid; for a user's mask, of its uncompressed file

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ConstructedMask> build(const ValidationContext&, Progress&);
};

/// The constructed mask by the VRS definition: ceil(2 A / voxel) steps of the 18-neighbourhood, box faces never
/// written. The user's own mask, where there is one, is the same mask in both profiles.
struct VrsMask {
  std::shared_ptr<const Mask> mask;
  PlaneCounts planes;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const VrsMask> build(const ValidationContext&, Progress&);
};

}  // namespace vitrine
