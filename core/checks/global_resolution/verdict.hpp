// Warnings and observations of 1.a.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/global_resolution/readings.hpp"

#include <optional>

namespace vitrine::global_resolution {

/// A reported resolution finer than this share of a measured one is doubtful.
inline constexpr double kTolerance = 0.8;

/// The three criteria of the VRS, on FSC 0.143, DPR 94.7 degrees and SSNR 1; those that do not cross are passed over.
void judge(CheckResult& result, const Readings& readings, const Curves& curves, std::optional<double> reportedA);
/// What is worth saying beyond them.
void observe(CheckResult& result, const Readings& readings, const Curves& curves, const HalfMapShells& shells,
             std::optional<double> reportedA);

}  // namespace vitrine::global_resolution
