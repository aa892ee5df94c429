#include "core/checks/blocres/shells.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace vitrine::blocres {

Shells shellsFor(const Grid& grid, const Settings& settings) {
  const double voxel = grid.voxelSize[0];
  Shells shells;
  shells.padded = 2 * settings.box;
  shells.scaleA = shells.padded * voxel;
  shells.finestA =
      std::min(std::max(settings.finestA, 2 * voxel / std::numbers::sqrt3), static_cast<double>(grid.size[0]) * voxel);
  shells.bins = static_cast<int>(std::floor(2 + shells.scaleA / shells.finestA));
  shells.nyquistBins = std::min(shells.bins, shells.padded / 2 + 1);
  shells.nyquistA = 2 * voxel;
  for (std::size_t i = 0; i < 3; ++i) shells.stretch[i] = voxel / grid.voxelSize[i];
  return shells;
}

void fscOf(const float* sums, int stride, int bins, float floor, float* fsc) {
  const float *x = sums, *d1 = sums + stride, *d2 = sums + 2 * static_cast<std::ptrdiff_t>(stride);
  for (int s = 0; s < bins; ++s) {
    const bool known = d1[s] > floor && d2[s] > floor;
    const float product = known ? d1[s] * d2[s] : 1.0F;
    const float value = known ? x[s] / std::sqrt(product) : 0.0F;
    fsc[s] = value > 1 ? 1.0F : value < -1 ? -1.0F : value;
  }
  fsc[0] = 1;
}

double resolutionOf(std::span<const float> fsc, double cutoff, double scaleA, double finestA) {
  const int bins = static_cast<int>(fsc.size());
  const auto at = [&](int s) { return static_cast<double>(fsc[static_cast<std::size_t>(s)]); };
  double bin = 0.5;
  for (int s = bins - 2; s >= 0; --s)
    if (at(s) >= cutoff && at(s + 1) < cutoff) {
      bin = s + (cutoff - at(s)) / (at(s + 1) - at(s));
      break;
    }
  if (bin < 1 && at(bins - 1) > cutoff) bin = bins - 1;
  return std::clamp(scaleA / bin, finestA, kCoarsestA);
}

}  // namespace vitrine::blocres
