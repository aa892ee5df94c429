// A result file ("vitrine-report/1") read back: what two of them, or one and an open map, are compared by.
#pragma once

#include "core/report/model.hpp"

#include <filesystem>
#include <string_view>

namespace vitrine {

/// True if the file begins like JSON: what `compare` takes for a report and not for a map. False if it cannot be read.
bool looksLikeReport(const std::filesystem::path& file);

/// Inputs (names, hashes, grids, statistics, level, resolution), and of every check: status, reason, warnings with
/// their places, observations, numbers with label and unit, parameters, mask, notes and curves (one plot each). What a
/// report does not hold stays empty: tables, pictures, spheres, volumes. Decimals follow from the units.
/// @throws InputError  no such file, no JSON, another schema, or a member of the wrong kind; names the file
ReportModel readReport(const std::filesystem::path& file);
/// The same of a text. @param name  for messages
ReportModel parseReport(std::string_view text, const std::string& name);

}  // namespace vitrine
