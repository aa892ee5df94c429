// Results as comma-separated text (RFC 4180, decimal point, one line of headings): for spreadsheets and scripts.
#pragma once

#include "core/report/model.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// A cell, quoted where it must be.
std::string csvField(std::string_view text);
/// Two columns per series, x and y (three for a band); short columns end in empty cells, gaps are empty.
std::string plotCsv(const CurvePlot& plot);
/// One line per direction: tilt and azimuth in degrees, value.
std::string sphereCsv(const SpherePlot& sphere);
/// Words first, then the numbers in full precision; a heading is the label with its unit.
std::string tableCsv(const Table& table);

struct CsvFile {
  std::string name;  ///< "1.a_curve_fsc.csv"
  std::string text;
};

/// What "--csv" writes into its folder: checks.csv (verdicts), warnings.csv, numbers.csv (input and all checks), and
/// one file per plot, sphere and table of every check.
std::vector<CsvFile> csvFiles(const ReportModel& model);

/// Makes the folder if it is not there and writes them, each whole or not at all. Other files in it stay.
/// @param inputs  never overwritten: curves of other programs may be .csv too @throws OutputError
void writeCsvFiles(const std::filesystem::path& folder, const ReportModel& model,
                   const std::vector<std::filesystem::path>& inputs);

}  // namespace vitrine
