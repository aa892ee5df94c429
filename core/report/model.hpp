// Everything a report says, as data: what window, PDF, HTML and JSON are made from.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/inputs.hpp"

#include <optional>
#include <string>
#include <vector>

namespace vitrine {

struct ResolutionEstimate {
  std::string check, method;
  double resolutionA = 0;
};

struct Summary {
  int passed = 0;       ///< OK among the evaluable
  int evaluable = 0;    ///< checks that gave a verdict (OK or warnings)
  int notMeasured = 0;  ///< could not be measured: printed beside the score, which hides them
  std::vector<ResolutionEstimate> estimates;
  std::optional<double> resolutionMinA, resolutionMaxA, resolutionMeanA;
  std::vector<std::string> abstract;  ///< sentences
};

struct ReportModel {
  Inputs inputs;
  /// Info after loading (hashes, statistics) where loading succeeded, else as probed.
  MapInfo map;
  std::optional<MapInfo> half1, half2, mask;
  std::optional<double> threshold;  ///< in force; empty when the map could not be loaded
  ThresholdSource thresholdSource = ThresholdSource::User;
  std::vector<Figure> inputFigures;  ///< central slices, maximum-variance slices, projections, isosurface, masks
  std::vector<CheckResult> checks;   ///< all sixteen, report order; those not asked for are absent
  Summary summary;
  std::string entryDate, reportDate;  ///< ISO 8601; reportDate is left out when results are compared
};

}  // namespace vitrine
