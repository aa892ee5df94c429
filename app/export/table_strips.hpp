// Rows of cells as strips: shared by number tables, text tables and the front page.
#pragma once

#include "app/export/text_block.hpp"

#include <memory>
#include <string>
#include <vector>

namespace vitrine::pdf {

struct CellText {
  std::shared_ptr<const TextBlock> text;
  double x = 0;
};

struct RowLook {
  QColor ground;         ///< invalid: none
  QColor rule;           ///< line below; invalid: none
  double ruleWidth = 0;  ///< device units
  double padding = 0;    ///< above and below, device units
  std::string link;      ///< the whole row leads to this anchor
  bool keepWithNext = false;
  std::shared_ptr<Strip> header;
};

/// A row as one strip; a row higher than `mostHeight` becomes several, torn between lines.
std::vector<Strip> rowStrips(const std::vector<CellText>& cells, const RowLook& look, double width, double mostHeight);

/// Widths of columns: what each needs if all fit, else between its widest word and what it needs.
/// @param words  widest word per column; @param wishes  widest cell per column
std::vector<double> columnWidths(const std::vector<double>& words, const std::vector<double>& wishes, double width,
                                 double gap);

}  // namespace vitrine::pdf
