// STAR files as RELION writes them: blocks of values and of tables.
#pragma once

#include "core/mapio/curve_text.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {

/// One column of a table. Its cells refer to the text that was read.
struct StarColumn {
  std::string name;  ///< label with its underscore
  std::vector<TextCell> cells;
};

/// What stands between one "data_NAME" and the next.
struct StarBlock {
  std::string name;
  std::vector<std::pair<std::string, TextCell>> values;  ///< outside tables: label, value
  std::vector<StarColumn> columns;                       ///< of the tables, those wanted
};

/// One pass over the text; at most a million cells of wanted columns. Quoted words lose their quotes; texts of several
/// lines (between semicolons) are not known to RELION and not read.
/// @param isWanted  whether the cells of the column with this label are kept
/// @throws InputError naming line and column
std::vector<StarBlock> readStar(const SourceText& source, const std::function<bool(std::string_view)>& isWanted);

/// Whether the first line that says anything opens a STAR block.
bool looksLikeStar(std::string_view text);

}  // namespace vitrine
