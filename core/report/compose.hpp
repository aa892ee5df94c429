// From results to the report's sections, sentences and JSON. The only code that knows section numbers and captions.
#pragma once

#include "core/base/parallel.hpp"
#include "core/checks/registry.hpp"
#include "core/report/document.hpp"
#include "core/report/model.hpp"

#include <map>
#include <string>

namespace vitrine {

/// Score, resolution range, abstract, from the results.
Summary summarise(const Inputs& inputs, const std::vector<CheckResult>& checks);

/// The input section's figures (level0 section 2) from the context's products; a figure whose product fails is left out
/// with a caption saying why.
std::vector<Figure> inputFigures(const ValidationContext& context, Progress& progress);

/// Puts what reading the half maps tells into the model: hashes, statistics, diagnoses. Reads both if nothing did so
/// before. Nothing is thrown if they cannot be used: the model says why. @throws Cancelled
void addHalfMaps(const ValidationContext& context, ReportModel& model, Progress& progress);
/// Puts in what the checks of level 1 learnt about the half maps, if any ran; returns these diagnoses.
std::vector<Diagnostic> addHalfMapFindings(const ValidationContext& context, ReportModel& model);

/// The whole report in the order of the VRS.
Document composeReport(const ReportModel& model);
/// One check's section, for the window's details. @param comments  as in ReportModel
Section composeCheck(const CheckInfo& info, const CheckResult& result, const std::string& number,
                     const std::map<std::string, std::string>& comments = {});
/// The sentence with which a warning is accepted; empty if it is not. @param comments  as in ReportModel
std::string acceptedWith(const std::map<std::string, std::string>& comments, const std::string& check,
                         const std::string& code);

/// A warning's text in two: what was found, and what would pass ("At least 20 A would pass."), which is empty where the
/// text does not tell it apart.
struct WarningParts {
  std::string found, passes;
};
WarningParts warningParts(const std::string& text);
/// "at voxel (1, 2, 3), position 1.5, 3.0, 4.5 A" or "at 4.55 A in "Fourier shell correlation""; empty without a place.
/// @param result  the check the warning is of
std::string placeText(const Warning& warning, const CheckResult& result);

/// "OK", "1 warning", "Does not apply: ...".
std::string statusText(const CheckResult& result);
/// Value with unit as printed: "26.00 A"; empty value: "not reached".
std::string numberText(const Number& number);

}  // namespace vitrine
