// Number tables and text tables as strips.
#include "app/export/block_strips.hpp"
#include "app/export/table_strips.hpp"
#include "widgets/theme/text.hpp"

#include <QRegularExpression>

#include <algorithm>

namespace vitrine::pdf {

using ui::displayText;

namespace {

/// A hash or another long code: set in a fixed pitch, so that its letters can be compared.
bool isCode(const QString& text) {
  static const QRegularExpression hexadecimal(QStringLiteral("^[0-9a-fA-F]{32,}$"));
  return hexadecimal.match(text).hasMatch();
}

bool isNumeric(const QString& text) {
  static const QRegularExpression number(
      QStringLiteral("^(-|[-+]?[0-9][0-9 .,]*(e[-+]?[0-9]+)?([\\s\\x{00a0}]?(%|\\x{00c5}\\S*|kDa|GiB|MiB|s))?)$"));
  return text.isEmpty() || number.match(text).hasMatch();
}

}  // namespace

void StripMaker::add(const NumberTable& table) {
  const QFont labelFont = ui::paperFont(Sizes::kBody * kPoint), valueFont = ui::paperFont(Sizes::kBody * kPoint, true);
  const QFont codeFont = ui::paperMonoFont(Sizes::kTable * kPoint), remarkFont = ui::paperFont(Sizes::kSmall * kPoint);
  const double gap = 12 * kPoint;
  double labels = 0, values = 0;
  bool hasRemarks = false;
  for (const NumberRow& row : table.rows) {
    labels = std::max(labels, textWidth(displayText(row.label), labelFont));
    values = std::max(values, textWidth(displayText(row.value), valueFont));
    hasRemarks = hasRemarks || !row.remark.empty();
  }
  labels = std::min(labels + kPoint, m_width * 0.42);
  const double valueLeft = labels + gap;
  values = hasRemarks ? std::min(values + kPoint, m_width * 0.34) : m_width - valueLeft;
  const double remarkLeft = valueLeft + values + gap;

  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const NumberRow& row = table.rows[i];
    const QString value = displayText(row.value);
    const bool code = isCode(value);
    // A value that is a sentence rather than a number is not shouted.
    const bool sentence = !code && value.size() > 40;
    std::vector<CellText> cells;
    cells.push_back({std::make_shared<TextBlock>(displayText(row.label), labelFont, m_palette.text, labels), 0});
    cells.push_back({std::make_shared<TextBlock>(value,
                                                 code       ? codeFont
                                                 : sentence ? labelFont
                                                            : valueFont,
                                                 m_palette.text, row.remark.empty() ? m_width - valueLeft : values),
                     valueLeft});
    if (!row.remark.empty()) {
      cells.push_back(
          {std::make_shared<TextBlock>(displayText(row.remark), remarkFont, m_palette.mutedText, m_width - remarkLeft),
           remarkLeft});
    }
    RowLook look;
    look.rule = m_palette.grid;
    look.ruleWidth = 0.5 * kPoint;
    look.padding = 1.8 * kPoint;
    auto strips = rowStrips(cells, look, m_width, m_pageHeight * 0.6);
    if (i == 0) strips.front().before = 6 * kPoint;
    m_strips.insert(m_strips.end(), strips.begin(), strips.end());
  }
}

void StripMaker::add(const TextTable& table) {
  std::size_t columns = table.header.size();
  for (const auto& row : table.rows) columns = std::max(columns, row.size());
  if (columns == 0) return;
  const QFont cellFont = ui::paperFont(Sizes::kTable * kPoint), headFont = ui::paperFont(Sizes::kTable * kPoint, true);
  const double gap = 10 * kPoint, side = 3 * kPoint;
  const auto text = [](const std::vector<std::string>& row, std::size_t column) {
    return column < row.size() ? displayText(row[column]) : QString();
  };

  std::vector<double> words(columns), wishes(columns);
  std::vector<bool> numeric(columns, !table.rows.empty());
  for (std::size_t c = 0; c < columns; ++c) {
    const QString head = text(table.header, c);
    words[c] = widestWord(head, headFont) + kPoint;
    wishes[c] = textWidth(head, headFont) + kPoint;
    bool anyText = false;
    for (const auto& row : table.rows) {
      const QString cell = text(row, c);
      const QFont& face = c + 1 == columns && !table.rowStatus.empty() ? headFont : cellFont;
      words[c] = std::max(words[c], widestWord(cell, face) + kPoint);
      wishes[c] = std::max(wishes[c], textWidth(cell, face) + kPoint);
      if (!isNumeric(cell)) numeric[c] = false;
      anyText = anyText || !cell.isEmpty();
    }
    if (!anyText) numeric[c] = false;
  }
  const std::vector<double> widths = columnWidths(words, wishes, m_width - 2 * side, gap);
  std::vector<double> lefts(columns, side);
  for (std::size_t c = 1; c < columns; ++c) lefts[c] = lefts[c - 1] + widths[c - 1] + gap;

  addCaption(table.caption, 9, true);
  std::shared_ptr<Strip> header;
  if (std::any_of(table.header.begin(), table.header.end(), [](const std::string& h) { return !h.empty(); })) {
    std::vector<CellText> cells;
    for (std::size_t c = 0; c < columns; ++c) {
      const Qt::Alignment alignment = numeric[c] ? Qt::AlignRight : Qt::AlignLeft;
      cells.push_back(
          {std::make_shared<TextBlock>(text(table.header, c), headFont, m_palette.text, widths[c], alignment),
           lefts[c]});
    }
    RowLook look;
    look.rule = m_palette.frame;
    look.ruleWidth = 0.8 * kPoint;
    look.padding = 2.2 * kPoint;
    look.keepWithNext = true;
    const auto strips = rowStrips(cells, look, m_width, m_pageHeight * 0.3);
    m_strips.insert(m_strips.end(), strips.begin(), strips.end());
    m_strips[m_strips.size() - strips.size()].before = (table.caption.empty() ? 8 : 2) * kPoint;
    if (strips.size() == 1) header = std::make_shared<Strip>(strips.front());
  }

  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const bool hasStatus = r < table.rowStatus.size();
    RowLook look;
    if (r % 2 == 1) look.ground = m_palette.zebra;
    look.rule = m_palette.grid;
    look.ruleWidth = 0.4 * kPoint;
    look.padding = 2 * kPoint;
    look.header = header;
    look.keepWithNext = r == 0 && table.rows.size() > 1;  // a head is followed by two rows at least
    if (r < table.links.size()) look.link = table.links[r];
    std::vector<CellText> cells;
    for (std::size_t c = 0; c < columns; ++c) {
      const QString cell = text(table.rows[r], c);
      const bool isStatus = hasStatus && c + 1 == columns;
      const bool isLink = !look.link.empty() && c == 0;
      const QColor color = isStatus ? m_palette.status(table.rowStatus[r]) : isLink ? m_palette.accent : m_palette.text;
      // The longer a status, the less it needs to be loud.
      const QFont& face = isStatus && cell.size() <= 40 ? headFont : cellFont;
      cells.push_back(
          {std::make_shared<TextBlock>(cell, face, color, widths[c], numeric[c] ? Qt::AlignRight : Qt::AlignLeft),
           lefts[c]});
    }
    const auto strips = rowStrips(cells, look, m_width, m_pageHeight * 0.5);
    m_strips.insert(m_strips.end(), strips.begin(), strips.end());
  }
}

}  // namespace vitrine::pdf
