#include "core/resolution/monogenic/coarse_grid.hpp"

#include "core/resolution/monogenic/component.hpp"
#include "core/resolution/monogenic/smoothed.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine::monogenic {

FourierReach coarseReach(const Grid& map, double highest, double points) {
  FourierReach result{map.size, reachOf(map, highest)};
  for (std::size_t a = 0; a < 3; ++a) {
    const int wanted =
        std::max(2 * result.reach[a] + 2,
                 static_cast<int>(std::ceil(2 * points * highest / frequencyStep(map, static_cast<int>(a)))));
    result.size[a] = std::min(map.size[a], fastSize(std::max(wanted, kKernelWidth)));
  }
  return result;
}

std::array<KaiserBessel, 3> coarseKernels(const Grid& map, const FourierReach& coarse) {
  std::array<KaiserBessel, 3> kernels;
  for (std::size_t a = 0; a < 3; ++a)
    if (coarse.size[a] != map.size[a])
      kernels[a] = KaiserBessel(kKernelWidth, static_cast<double>(coarse.reach[a]) / coarse.size[a]);
  return kernels;
}

}  // namespace vitrine::monogenic
