// A report as sections of blocks: what the PDF painter, the HTML writer and the window's report pages walk over.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/checks/picture.hpp"
#include "core/checks/plot.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace vitrine {

enum class TextStyle { Body, Small, Caption, Emphasis, Alarm };

/// Texts are ASCII; painters replace " A", " A^2", " A^3" after numbers by the Angstrom sign and superscripts.
struct Paragraph {
  std::string text;
  TextStyle style = TextStyle::Body;
};
/// Bulleted list.
struct BulletList {
  std::vector<std::string> items;
  std::vector<std::optional<PlotPlace>> places = {};  ///< [i], where there are any: what item i speaks of
};
/// Rows of label, value (text with unit) and a remark in small type ("VRS definition gives 26.00 A").
struct NumberRow {
  std::string label, value, remark;
};
struct NumberTable {
  std::vector<NumberRow> rows;
};
/// Cells already formatted. link[i], if not empty, makes row i lead to the section of that anchor.
struct TextTable {
  std::string caption;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> links;
  std::vector<Status> rowStatus;  ///< colours the last cell; empty: none
  std::vector<Index3> places;     ///< row i is at this voxel of the map; empty: rows have no place
};
struct PlotBlock {
  CurvePlot plot;
};
struct SphereBlock {
  SpherePlot sphere;
};
struct FigureBlock {
  Figure figure;
};
struct StatusBlock {
  Status status = Status::Ok;
  std::string text;  ///< "OK", "2 warnings", "Could not be measured: ..."
};
/// What is said beneath a warning; empty texts are left out.
struct WarningNote {
  std::string place;     ///< "at voxel (1, 2, 3), position ...", "at 4.55 A in \"Fourier shell correlation\""
  std::string passes;    ///< what would pass: "At least 20 A would pass."
  std::string accepted;  ///< the sentence with which the user accepts it (UTF-8)
};
struct WarningBlock {
  std::vector<Warning> warnings;
  /// notes[i], where there are any, belongs to warnings[i].
  std::vector<WarningNote> notes = {};
  WarningNote note(std::size_t i) const { return i < notes.size() ? notes[i] : WarningNote{}; }
};
/// Filled in by the painter from the sections that follow.
struct TableOfContents {};

using Block = std::variant<Paragraph, BulletList, NumberTable, TextTable, PlotBlock, SphereBlock, FigureBlock,
                           StatusBlock, WarningBlock, TableOfContents>;

struct Section {
  int depth = 1;       ///< 1: "2. Input data", 2: "3.1 Level 0.a Mass analysis"
  std::string number;  ///< "3.1"; empty for front matter
  std::string title;
  std::string anchor;  ///< target of links: "0.a"
  bool startsPage = false;
  std::vector<Block> blocks = {};
};

struct Document {
  std::string title, subtitle;
  std::vector<std::pair<std::string, std::string>> frontPage;  ///< label, value: entry, dates, program
  std::vector<Section> sections;
};

}  // namespace vitrine
