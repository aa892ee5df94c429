// Everything a report says, as data: what window, PDF, HTML and JSON are made from.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/products/half_maps.hpp"
#include "core/products/inputs.hpp"

#include <map>
#include <memory>
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
  std::shared_ptr<const HalfMapFacts> halfMaps;                ///< null: none, or they could not be read together
  std::shared_ptr<const HalfMapComparison> halfMapComparison;  ///< null also if no check of level 1 was asked for
  std::shared_ptr<const HalfMapShells> halfMapShells;          ///< null also if none of 1.a, 1.b, 1.g, 1.h was
  std::string halfMapsProblem;                                 ///< why nothing can be measured from them; empty: it can
  std::optional<double> threshold;                             ///< in force; empty when the map could not be loaded
  ThresholdSource thresholdSource = ThresholdSource::User;
  std::vector<Figure> inputFigures;  ///< central slices, maximum-variance slices, projections, isosurface, masks
  std::vector<CheckResult> checks;   ///< all sixteen, report order; those not asked for are absent
  /// Warnings the user accepts, with why: "0.b/many_components" (check/code) -> sentence. The verdict stays.
  std::map<std::string, std::string> comments;
  Summary summary;
  std::string entryDate, reportDate;  ///< ISO 8601; reportDate is left out when results are compared
};

}  // namespace vitrine
