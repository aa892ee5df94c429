// The plots of 1.b.
#pragma once

#include "core/checks/fsc_permutation/permutation.hpp"
#include "core/checks/plot.hpp"

#include <optional>

namespace vitrine::fsc_permutation {

/// FSC, the shells that are significant, and what would just be significant; `masked` may be absent.
CurvePlot fscPlot(const TestedCurve& unmasked, const TestedCurve* masked, bool isCorrected,
                  std::optional<double> reportedA);
CurvePlot probabilityPlot(const TestedCurve& unmasked, const TestedCurve* masked, std::optional<double> reportedA);

}  // namespace vitrine::fsc_permutation
