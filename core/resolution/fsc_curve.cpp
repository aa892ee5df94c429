#include "core/resolution/fsc_curve.hpp"

#include <algorithm>
#include <limits>

namespace vitrine {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

}  // namespace

FscCurve fscCurve(const ShellSums& sums, const Freedom& freedom, int lastUsable) {
  FscCurve curve;
  curve.width = sums.width;
  curve.last = std::clamp(lastUsable, 0, std::max(0, sums.count() - 2));
  for (int s = 0; s < sums.count(); ++s) {
    const auto i = static_cast<std::size_t>(s);
    const bool isEmpty = s > lastUsable || !(sums.full.power1[i] > 0) || !(sums.full.power2[i] > 0);
    curve.fsc.push_back(isEmpty ? kNone : sums.fsc(s));
    curve.nullFreedom.push_back(isEmpty ? 0.0 : freedom.ofNull(sums, s));
    curve.errorFreedom.push_back(isEmpty ? 0.0 : freedom.ofError(sums, s));
    curve.error.push_back(isEmpty ? kNone : standardError(sums.fsc(s), curve.errorFreedom.back()));
  }
  return curve;
}

FscCurve correctedCurve(const FscCurve& masked, const FscCurve& randomised, int randomisedFrom) {
  FscCurve curve = masked;
  curve.last = std::min(masked.last, randomised.last);
  for (int s = firstCorrected(randomisedFrom); s < curve.count(); ++s) {
    const auto i = static_cast<std::size_t>(s);
    const double rest = 1 - randomised.fsc[i];
    curve.fsc[i] = rest > 0 ? (masked.fsc[i] - randomised.fsc[i]) / rest : kNone;
    curve.nullFreedom[i] = masked.nullFreedom[i] / 2;
    curve.errorFreedom[i] = masked.errorFreedom[i] / 2;
    curve.error[i] = standardError(std::clamp(curve.fsc[i], -1.0, 1.0), curve.errorFreedom[i]);
  }
  return curve;
}

}  // namespace vitrine
