// The plots of 1.a.
#pragma once

#include "core/checks/global_resolution/curves.hpp"
#include "core/checks/plot.hpp"
#include "core/mapio/curve_file.hpp"

#include <optional>
#include <vector>

namespace vitrine::global_resolution {

/// FSC with its 95 % band, criteria, fitted model and, if `author` is not empty, other programs' curves.
CurvePlot fscPlot(const Curves& curves, const std::optional<LogisticFit>& model, const std::vector<CurveFile>& author,
                  std::optional<double> reportedA);
/// Masked, randomised and corrected FSC beside the unmasked one. @pre curves.masked
CurvePlot maskedPlot(const Curves& curves, const std::string& maskName, std::optional<double> reportedA);
CurvePlot dprPlot(const Curves& curves, std::optional<double> reportedA);
CurvePlot ssnrPlot(const Curves& curves, std::optional<double> reportedA);

}  // namespace vitrine::global_resolution
