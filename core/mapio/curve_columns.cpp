// Curves as columns of numbers: cryoSPARC's text files, CSV, plain text.
#include "core/mapio/curve_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

/// A curve is a correlation: other columns of a table (SSNR, counts) are not.
constexpr double kLargestCorrelation = 1.01;
constexpr std::size_t kMostColumns = 256;
constexpr int kMostTextLines = 20;  ///< before the numbers

struct ColumnTable {
  std::vector<NumberColumn> columns;
  bool hasHeadings = false;
};

bool isNumberLike(std::string_view text) {
  if (text.empty()) return false;
  const char c = text.front();
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || lowerCase(text) == "nan";
}

class ColumnReader {
public:
  explicit ColumnReader(const SourceText& source) : m_source(source) {}

  ColumnTable read() {
    const std::string_view text = m_source.text();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      readLine(text.substr(begin, end - begin), begin);
      begin = end + 1;
    }
    if (m_table.columns.empty() || m_table.columns.front().values.empty())
      m_source.fail(0, "no row of numbers; FSC curves are read from EMDB XML, RELION STAR and columns of numbers");
    return std::move(m_table);
  }

private:
  /// A line that has tabs is separated by them, else by semicolons, else by commas, else by blanks.
  std::vector<TextCell> cells(std::string_view line, std::size_t at) {
    std::vector<TextCell> result;
    m_isSeparated = false;
    const auto add = [&](std::size_t begin, std::size_t end) {
      std::string_view cell = trimmed(line.substr(begin, end - begin));
      if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"')
        cell = trimmed(cell.substr(1, cell.size() - 2));
      result.push_back({cell, at + (cell.empty() ? begin : static_cast<std::size_t>(cell.data() - line.data()))});
    };
    for (const char separator : {'\t', ';', ','}) {
      if (trimmed(line).find(separator) == std::string_view::npos) continue;
      m_isSeparated = true;
      for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t end = std::min(line.find(separator, begin), line.size());
        add(begin, end);
        begin = end + 1;
      }
      while (!result.empty() && result.back().text.empty()) result.pop_back();  // a separator at the line's end
      return result;
    }
    for (std::size_t begin = line.find_first_not_of(" \r"); begin < line.size();) {
      const std::size_t end = std::min(line.find_first_of(" \r", begin), line.size());
      add(begin, end);
      begin = line.find_first_not_of(" \r", end);
    }
    return result;
  }

  void readLine(std::string_view line, std::size_t at) {
    std::string_view said = trimmed(line);
    if (said.empty()) return;
    if (said.front() == '#' || said.front() == '%') {
      // A comment right above the numbers may hold the headings.
      if (m_table.columns.empty()) m_headings = cells(said.substr(1), at);
      return;
    }
    const std::vector<TextCell> row = cells(line, at);
    if (row.empty()) return;
    if (m_table.columns.empty()) {
      if (!isNumberLike(row.front().text)) {
        if (m_textLines++ > kMostTextLines) m_source.fail(row.front().at, "text where a row of numbers was expected");
        m_headings = row;
        return;
      }
      begin(row);
    }
    takeRow(row);
  }

  void begin(const std::vector<TextCell>& row) {
    if (row.size() < 2) m_source.fail(row.front().at, "one number in the row; a curve needs two columns");
    if (row.size() > kMostColumns) m_source.fail(row.front().at, "more than 256 columns");
    m_table.columns.resize(row.size());
    m_table.hasHeadings = m_headings.size() == row.size();
    if (!m_table.hasHeadings && m_textLines > 0 && m_headings.size() > 1)
      m_source.fail(row.front().at, "this row has " + std::to_string(row.size()) + " values for " +
                                        std::to_string(m_headings.size()) + " headings");
    for (std::size_t i = 0; i < row.size() && m_table.hasHeadings; ++i)
      m_table.columns[i].name = std::string(m_headings[i].text);
  }

  void takeRow(const std::vector<TextCell>& row) {
    if (row.size() > m_table.columns.size())
      m_source.fail(row[m_table.columns.size()].at, "this row has more values than the rows above");
    // Empty cells at a line's end are left out only where separators say which cells the others are.
    if (row.size() < (m_isSeparated ? 2 : m_table.columns.size()))
      m_source.fail(row.front().at, "this row has fewer values than the rows above; is the file complete?");
    m_points += m_table.columns.size();
    if (m_points > kMostCurvePoints) m_source.fail(row.front().at, "more than a million values");
    for (std::size_t i = 0; i < m_table.columns.size(); ++i) {
      const bool isThere = i < row.size() && !row[i].text.empty();
      m_table.columns[i].values.push_back(isThere ? curveNumber(m_source, row[i])
                                                  : std::numeric_limits<double>::quiet_NaN());
      m_table.columns[i].places.push_back(row[std::min(i, row.size() - 1)].at);
    }
  }

  const SourceText& m_source;
  ColumnTable m_table;
  std::vector<TextCell> m_headings;
  bool m_isSeparated = false;  ///< the last line had separators other than blanks
  int m_textLines = 0;
  std::size_t m_points = 0;
};

/// What a heading says the column counts; empty if it does not say.
std::optional<CurveAxis> namedAxis(const std::string& heading) {
  const std::string name = lowerCase(heading);
  const auto has = [&](std::initializer_list<const char*> words) {
    return std::ranges::any_of(words, [&](const char* word) { return name.find(word) != std::string::npos; });
  };
  if (has({"fsc", "frc", "correlation"})) return {};
  if (has({"freq", "1/a", "a-1", "a^-1", "1/ang", "per_a", "/a)"})) return CurveAxis::Frequency;
  if (has({"wave", "shell", "index", "ring"}) || name == "k") return CurveAxis::Shells;
  if (has({"resol", "angstrom", "(a)"}) || name == "d" || name == "a") return CurveAxis::Angstrom;
  return {};
}

/// Resolution is said of both A and 1/A: rising values are the latter.
CurveAxis checkedAxis(const NumberColumn& column, CurveAxis named) {
  const auto& v = column.values;
  const bool isRising = v.size() > 1 && v.front() < v.back();
  return named == CurveAxis::Angstrom && isRising ? CurveAxis::Frequency : named;
}

struct ChosenAxis {
  std::size_t column = 0;
  CurveAxis axis = CurveAxis::Frequency;
};

ChosenAxis chooseAxis(const SourceText& source, const ColumnTable& table, std::vector<bool>& isPosition) {
  std::optional<ChosenAxis> chosen;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const auto named = namedAxis(table.columns[i].name);
    if (!named) continue;
    isPosition[i] = true;
    const CurveAxis axis = checkedAxis(table.columns[i], *named);
    if (!chosen || axis < chosen->axis) chosen = ChosenAxis{i, axis};  // best first
  }
  if (chosen) return *chosen;
  isPosition[0] = true;
  return {0, judgedAxis(source, table.columns[0])};
}

bool isCorrelation(const NumberColumn& column) {
  return std::ranges::all_of(column.values,
                             [](double v) { return std::isnan(v) || std::abs(v) <= kLargestCorrelation; }) &&
         !std::ranges::all_of(column.values, [](double v) { return std::isnan(v); });
}

/// Positions written a second time, in another unit, under no heading.
bool isStrictlyRising(const NumberColumn& column) {
  return std::ranges::adjacent_find(column.values, [](double a, double b) { return !(a < b); }) == column.values.end();
}

std::string curveTitle(const NumberColumn& column, bool isCryoSparc) {
  constexpr std::pair<std::string_view, const char*> kCryoSparc[] = {
      {"fsc_nomask", "cryoSPARC no mask"},
      {"fsc_sphericalmask", "cryoSPARC spherical mask"},
      {"fsc_loosemask", "cryoSPARC loose mask"},
      {"fsc_tightmask", "cryoSPARC tight mask"},
      {"fsc_noisesub", "cryoSPARC corrected"},
      {"fsc_noisesub_true", "cryoSPARC corrected, true"},
      {"fsc_noisesub_raw", "cryoSPARC corrected, raw"},
      {"fsc_prmm", "cryoSPARC phase-randomised, masked"}};
  for (const auto& [known, title] : kCryoSparc)
    if (isCryoSparc && column.name == known) return title;
  return column.name.empty() ? "FSC" : column.name;
}

}  // namespace

CurveFile readCurveColumns(const SourceText& source, std::optional<double> boxEdgeA) {
  const ColumnTable table = ColumnReader(source).read();
  std::vector<bool> isPosition(table.columns.size(), false);
  const ChosenAxis x = chooseAxis(source, table, isPosition);
  const bool isCryoSparc = table.columns.front().name == "wave_number";
  const bool hasNamedCurves = std::ranges::any_of(table.columns, [](const NumberColumn& column) {
    const std::string name = lowerCase(column.name);
    return name.find("fsc") != std::string::npos || name.find("correlation") != std::string::npos;
  });

  CurveFile file;
  file.kind = isCryoSparc ? "cryoSPARC text" : "columns of numbers";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const NumberColumn& column = table.columns[i];
    const std::string name = lowerCase(column.name);
    if (isPosition[i] || !isCorrelation(column)) continue;
    const bool isNamedCurve = name.find("fsc") != std::string::npos || name.find("correlation") != std::string::npos;
    if (hasNamedCurves ? !isNamedCurve : table.columns.size() > 2 && isStrictlyRising(column)) continue;
    file.curves.push_back(
        foreignCurve(source, curveTitle(column, isCryoSparc), x.axis, table.columns[x.column], column, boxEdgeA));
  }
  if (file.curves.empty())
    throw InputError(source.name() + ": no column holds correlations, which lie between -1 and 1");
  return file;
}

}  // namespace vitrine
