// 0.b as pure functions of counts: what the components of the raw mask say about the threshold.
#pragma once

#include "core/mask/components.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace vitrine {

/// What is left after the largest components that hold 95 % of the voxels.
struct RemainingComponents {
  std::int64_t components = 0, voxels = 0;
  std::optional<double> meanVoxels;               ///< empty if nothing remains
  std::optional<std::int64_t> largest, smallest;  ///< sizes in voxels
};

struct ComponentStatistics {
  std::int64_t components = 0, voxels = 0;  ///< K and S
  std::int64_t largest = 0;                 ///< s_1
  std::int64_t to95Percent = 0;             ///< n95: fewest components with at least 95 % of the voxels
  RemainingComponents remaining;
  std::optional<std::int64_t> vrsRemainingLargest;  ///< the VRS names s_n95, the last of those already counted

  double outsideLargest() const {  ///< 1 - s_1 / S
    return voxels > 0 ? 1 - static_cast<double>(largest) / static_cast<double>(voxels) : 0;
  }
};

ComponentStatistics componentStatistics(const ComponentList& list);

/// Specific volume and mean mass of a residue for the mass-threshold table.
struct Composition {
  std::string_view name;
  double volumePerDaltonA3 = 0;
  double residuesPerKDa = 0;
};
/// "protein": 1.207 A^3/Da, 110 Da per residue (as the VRS); "nucleic": 0.95 A^3/Da, 330 Da per nucleotide; "mixed":
/// half of the mass each. @pre name is one of these
Composition compositionNamed(std::string_view name);

/// Mass in kDa of a volume in A^3.
double massKDa(double volumeA3, const Composition& composition);

/// Volume of a sphere of the diameter `resolutionA`: smaller blobs are grains of noise by construction.
double resolutionElementA3(double resolutionA);

}  // namespace vitrine
