// The mask half maps are multiplied with, for half_map_shells.cpp only.
#pragma once

#include "core/fourier/spectrum.hpp"
#include "core/mask/soft_mask.hpp"
#include "core/products/half_maps.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>

namespace vitrine {

/// The constructed mask with its soft edge, plane by plane from the bits, or the user's own file with its values as
/// they are.
class HalfMapMask {
public:
  /// Empty, with the reason in `omitted`, if there is none: no voxel reaches the contour level, a file of another box.
  /// @throws MemoryError, Cancelled
  static std::optional<HalfMapMask> make(const ValidationContext& context, std::string& omitted, Progress& progress);
  static std::string key(const Inputs& inputs);
  /// Held by the mask beyond the products it is made from, and beside it while halves are multiplied.
  static Bytes bytes(const Inputs& inputs);
  static Bytes multiplyPeak(const Inputs& inputs);

  const std::string& name() const { return m_name; }
  const std::string& sha256() const { return m_sha256; }

  /// Multiplies both padded real halves in place. @throws MemoryError, Cancelled
  void multiply(std::array<Spectrum, 2>& padded, Executor& executor, const Progress& progress) const;

  struct Measured {
    double inflation = 1;                     ///< kappa (varianceInflation)
    std::optional<HalfMapContrast> contrast;  ///< of the halves before they were multiplied
  };
  /// The same, measuring mask and halves on the way. @throws NotMeasurable if the mask vanishes
  Measured multiplyAndMeasure(std::array<Spectrum, 2>& padded, Executor& executor, Progress& progress) const;

private:
  void planes(int beginZ, int endZ, float* out) const;

  std::shared_ptr<const SoftMask> m_soft;
  std::shared_ptr<const Volume> m_file;
  std::string m_name, m_sha256;
};

}  // namespace vitrine
