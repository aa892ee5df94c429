// From results to the report's sections, sentences and JSON. The only code that knows section numbers and captions.
#pragma once

#include "core/base/parallel.hpp"
#include "core/checks/registry.hpp"
#include "core/report/document.hpp"
#include "core/report/model.hpp"

#include <string>

namespace vitrine {

/// Score, resolution range, abstract, from the results.
Summary summarise(const Inputs& inputs, const std::vector<CheckResult>& checks);

/// The input section's figures (level0 section 2) from the context's products; a figure whose product fails is left out
/// with a caption saying why.
std::vector<Figure> inputFigures(const ValidationContext& context, Progress& progress);

/// The whole report in the order of the VRS.
Document composeReport(const ReportModel& model);
/// One check's section, for the window's details.
Section composeCheck(const CheckInfo& info, const CheckResult& result, const std::string& number);

/// "OK", "1 warning", "Does not apply: ...".
std::string statusText(const CheckResult& result);
/// Value with unit as printed: "26.00 A"; empty value: "not reached".
std::string numberText(const Number& number);

}  // namespace vitrine
