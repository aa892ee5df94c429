#include "core/resolution/shell_sums.hpp"

#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

double CrossPower::correlation(std::size_t shell) const {
  const double norm = std::sqrt(power1[shell]) * std::sqrt(power2[shell]);
  return norm > 0 ? cross[shell] / norm : 0.0;
}

double ShellSums::differentialPhaseResidual(int shell) const {
  const auto s = static_cast<std::size_t>(shell);
  return amplitude[s] > 0 ? std::sqrt(phaseError[s] / amplitude[s]) : kNone;
}

double ShellSums::meanCosine(int shell) const {
  const auto s = static_cast<std::size_t>(shell);
  return full.count[s] > 0 ? cosine[s] / full.count[s] : kNone;
}

double ShellSums::amplitudeCount(int shell) const {
  const auto s = static_cast<std::size_t>(shell);
  return powerProduct[s] > 0 ? full.power1[s] * full.power2[s] / powerProduct[s] : 0.0;
}

}  // namespace vitrine
