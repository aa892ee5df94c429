// A comparison as text in columns, for a terminal.
#include "core/base/number_text.hpp"
#include "core/report/compare.hpp"
#include "core/report/sections.hpp"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

constexpr std::size_t kColumns = 5;
constexpr std::size_t kWidestLabel = 52, kWidestCell = 28;

using Cells = std::array<std::string, kColumns>;  // label, A, B, difference, relative

/// Rows are held back until the widths of all are known.
class Columns {
public:
  void heading(std::string text) { m_rows.push_back({std::move(text), {}, false}); }
  void row(Cells cells) {
    for (std::size_t i = 0; i < kColumns; ++i)
      m_width[i] = std::max(m_width[i], std::min(cells[i].size(), i == 0 ? kWidestLabel : kWidestCell));
    m_rows.push_back({{}, std::move(cells), true});
  }
  std::string text() const {
    std::string text;
    for (const Row& row : m_rows) {
      if (!row.isCells) {
        text += row.heading + "\n";
        continue;
      }
      std::string line = "  " + padded(row.cells[0], m_width[0], false);
      for (std::size_t i = 1; i < kColumns; ++i) line += "  " + padded(row.cells[i], m_width[i], true);
      text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
  }

private:
  struct Row {
    std::string heading;
    Cells cells;
    bool isCells = false;
  };
  static std::string padded(const std::string& text, std::size_t width, bool right) {
    if (text.size() >= width) return text;
    const std::string gap(width - text.size(), ' ');
    return right ? gap + text : text + gap;
  }
  std::vector<Row> m_rows;
  std::array<std::size_t, kColumns> m_width{};
};

void addNumbers(Columns& columns, const std::vector<ComparedNumber>& numbers, bool all) {
  std::int64_t same = 0;
  for (const ComparedNumber& number : numbers) {
    if (!all && !number.isDifferent()) {
      ++same;
      continue;
    }
    columns.row({number.label, comparedText(number, Side::A), comparedText(number, Side::B), differenceText(number),
                 relativeText(number)});
  }
  if (same > 0) columns.heading("  " + plural(same, "number") + " the same");
}

void addWarnings(Columns& columns, const char* sign, const std::vector<Warning>& warnings) {
  for (const Warning& warning : warnings) columns.heading(std::string("  ") + sign + " " + warning.text);
}

}  // namespace

std::string comparisonText(const Comparison& comparison, bool allNumbers) {
  std::string text;
  for (const std::string& sentence : comparison.summary) text += sentence + "\n";
  Columns columns;
  columns.row({"", "A", "B", "B - A", "relative"});
  columns.heading("Input");
  for (const ComparedText& row : comparison.texts) {
    const bool isHash = row.key.ends_with("sha256");
    if (!isHash && (allNumbers || row.isDifferent())) columns.row({row.label, row.a, row.b, "", ""});
  }
  addNumbers(columns, comparison.numbers, allNumbers);
  for (const ComparedCheck& check : comparison.checks) {
    const std::string a = comparedStatus(check, Side::A), b = comparedStatus(check, Side::B);
    columns.heading(checkLabel(check.id) + ": " + (a == b ? a : a + " -> " + b));
    addWarnings(columns, "only B warns:", check.gained);
    addWarnings(columns, "only A warns:", check.lost);
    for (const ComparedText& row : check.parameters) columns.row({row.label, row.a, row.b, "", ""});
    addNumbers(columns, check.numbers, allNumbers);
  }
  return text + "\n" + columns.text();
}

}  // namespace vitrine
