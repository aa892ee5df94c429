// Contour level, raw mask and its components, constructed (hard) mask: shared by 0.a, 0.b, 0.c and every local check.
#pragma once

#include "core/mask/components.hpp"
#include "core/mask/mask.hpp"
#include "core/products/context.hpp"
#include "core/products/inputs.hpp"

#include <string>

namespace vitrine {

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
  /// Voxels at or above `level`, to the precision of a bin (exact at bin edges).
  double voxelsAbove(double level) const;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ThresholdTable> build(const ValidationContext&, Progress&);
};

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
/// voxels.
struct RawMask {
  Mask mask;                 ///< R
  Mask largest;              ///< C1
  ComponentList components;  ///< sorted by size, largest first

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const RawMask> build(const ValidationContext&, Progress&);
};

/// The constructed mask: C1 dilated by 2 A (Euclidean), or the user's mask binarised at 0.5.
struct ConstructedMask {
  Mask mask;  ///< H, corrected profile
  bool fromUser = false;
  std::string name;    ///< "constructed mask" or the user's file
  std::string sha256;  ///< hex over the mask's bits and grid; for a user's mask, of its uncompressed file

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const ConstructedMask> build(const ValidationContext&, Progress&);
};

/// The constructed mask by the VRS definition: ceil(2 A / voxel) steps of the 18-neighbourhood, box faces never
/// written.
struct VrsMask {
  Mask mask;

  static std::string key(const Inputs&);
  static Bytes bytes(const Inputs&);
  static Bytes buildPeak(const Inputs&);
  static std::shared_ptr<const VrsMask> build(const ValidationContext&, Progress&);
};

}  // namespace vitrine
