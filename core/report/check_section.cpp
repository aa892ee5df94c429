// One check as a section: the same text for the report and for the window's details.
#include "core/base/number_text.hpp"
#include "core/report/compose.hpp"
#include "core/report/sections.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::string_view kVrs = "vrs_";
constexpr std::size_t kPrintedRows = 24;  // of a table; all rows are in the JSON
constexpr std::array kAxisEnds = {" along X", " along Y", " along Z"};
constexpr double kAbsurd = 1e4;  // a VRS number this many times the headline says only that its formula broke

void heading(Section& section, std::string text) {
  section.blocks.emplace_back(Paragraph{std::move(text), TextStyle::Emphasis});
}

void paragraph(Section& section, std::string_view title, std::string_view text) {
  if (text.empty()) return;
  heading(section, std::string(title));
  section.blocks.emplace_back(Paragraph{std::string(text)});
}

/// The VRS number as printed beside its headline.
std::string vrsText(const Number& headline, const Number& vrs) {
  if (!vrs.value || !std::isfinite(*vrs.value)) return "no value";
  const double scale = std::max(1.0, std::abs(headline.value.value_or(0)));
  if (vrs.decimals <= 0 || std::abs(*vrs.value) < kAbsurd * scale) return numberText(vrs);
  Number rounded = vrs;
  rounded.decimals = -3;
  return numberText(rounded);
}

/// "VRS definition gives 26.00 A", or nothing where both print the same.
std::string vrsRemark(const Number& headline, const Number* vrs) {
  if (vrs == nullptr || numberText(*vrs) == numberText(headline)) return "";
  return "VRS definition gives " + vrsText(headline, *vrs);
}

/// The three numbers of one quantity along X, Y and Z; nothing if it is not such a quantity.
std::optional<std::array<const Number*, 3>> axisTriple(const CheckResult& result, const Number& first) {
  if (first.key.starts_with(kVrs) || !first.label.ends_with(kAxisEnds[0])) return std::nullopt;
  const std::string stem = first.label.substr(0, first.label.size() - std::string_view(kAxisEnds[0]).size());
  std::array<const Number*, 3> triple{};
  for (std::size_t axis = 0; axis < triple.size(); ++axis) {
    const auto found = std::ranges::find(result.numbers, stem + kAxisEnds[axis], &Number::label);
    if (found == result.numbers.end() || found->unit != first.unit) return std::nullopt;
    triple[axis] = &*found;
  }
  return triple;
}

bool isAlongAxis(const CheckResult& result, const Number& number) {
  const std::string key = number.key.starts_with(kVrs) ? number.key.substr(kVrs.size()) : number.key;
  const Number* headline = result.find(key);
  if (headline == nullptr) return false;
  for (const Number& first : result.numbers) {
    const auto triple = axisTriple(result, first);
    if (triple && std::ranges::find(*triple, headline) != triple->end()) return true;
  }
  return false;
}

Number withoutUnit(Number number) {
  number.unit.clear();
  return number;
}

/// Quantities that exist along each axis: one row each, with the three VRS numbers where any prints differently.
TextTable axisTable(const CheckResult& result) {
  TextTable table;
  table.header = {"Quantity", "X", "Y", "Z", "VRS definition gives X; Y; Z"};
  for (const Number& first : result.numbers) {
    const auto triple = axisTriple(result, first);
    if (!triple) continue;
    const std::string stem = first.label.substr(0, first.label.size() - std::string_view(kAxisEnds[0]).size());
    std::vector<std::string> cells = {first.unit.empty() ? stem : stem + " (" + first.unit + ")"};
    std::string remark;
    bool differs = false;
    for (const Number* number : *triple) {
      const Number plain = withoutUnit(*number);
      cells.push_back(numberText(plain));
      const Number* vrs = result.find(std::string(kVrs) + number->key);
      differs = differs || !vrsRemark(*number, vrs).empty();
      remark += (remark.empty() ? "" : "; ") + (vrs == nullptr ? numberText(plain) : vrsText(plain, withoutUnit(*vrs)));
    }
    cells.push_back(differs ? remark : "");
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// Headline numbers in their order, each with its VRS remark; a VRS number without a headline keeps its own row.
NumberTable numberTable(const CheckResult& result) {
  NumberTable table;
  for (const Number& number : result.numbers) {
    if (isAlongAxis(result, number)) continue;
    if (number.key.starts_with(kVrs)) {
      if (result.find(number.key.substr(kVrs.size())) == nullptr)
        table.rows.push_back({number.label, numberText(number), "VRS definition"});
      continue;
    }
    const Number* vrs = result.find(std::string(kVrs) + number.key);
    table.rows.push_back({number.label, numberText(number), vrsRemark(number, vrs)});
  }
  return table;
}

std::string cellText(const std::optional<double>& value, const Column& column) {
  if (!value || !std::isfinite(*value)) return "-";
  return numberText(Number{.key = {}, .label = {}, .value = value, .unit = {}, .decimals = column.decimals});
}

/// Where the first rows of a table are, if it says so: columns x_voxel, y_voxel, z_voxel.
std::vector<Index3> placesOf(const Table& table, std::size_t rows) {
  std::array<std::size_t, 3> columns{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const std::string key = std::string(1, "xyz"[axis]) + "_voxel";
    const auto found = std::ranges::find(table.columns, key, &Column::key);
    if (found == table.columns.end()) return {};
    columns[axis] = static_cast<std::size_t>(found - table.columns.begin());
  }
  std::vector<Index3> places;
  for (std::size_t i = 0; i < rows; ++i) {
    Index3 voxel{0, 0, 0};
    for (std::size_t axis = 0; axis < 3; ++axis)
      voxel[axis] = static_cast<int>(table.rows[i].at(columns[axis]).value_or(0));
    places.push_back(voxel);
  }
  return places;
}

void addTable(Section& section, const Table& table) {
  TextTable printed;
  printed.caption = table.title;
  for (const WordColumn& column : table.words) printed.header.push_back(column.label);
  for (const Column& column : table.columns)
    printed.header.push_back(column.unit.empty() ? column.label : column.label + " (" + column.unit + ")");
  const std::size_t count = std::min(table.rows.size(), kPrintedRows);
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<std::string> cells;
    for (const WordColumn& column : table.words) cells.push_back(column.cells.at(i));
    for (std::size_t c = 0; c < table.columns.size() && c < table.rows[i].size(); ++c)
      cells.push_back(cellText(table.rows[i][c], table.columns[c]));
    printed.rows.push_back(std::move(cells));
  }
  printed.places = placesOf(table, count);
  section.blocks.emplace_back(std::move(printed));
  if (count < table.rows.size())
    section.blocks.emplace_back(Paragraph{"The first " + std::to_string(count) + " of the " +
                                              std::to_string(table.rows.size()) + " rows that the JSON holds.",
                                          TextStyle::Small});
}

void addResults(Section& section, const CheckResult& result) {
  const bool hasResults = !result.numbers.empty() || !result.tables.empty() || !result.plots.empty() ||
                          !result.spheres.empty() || !result.figures.empty();
  if (!hasResults) return;
  heading(section, "Results");
  TextTable axes = axisTable(result);
  if (!axes.rows.empty()) section.blocks.emplace_back(std::move(axes));
  NumberTable numbers = numberTable(result);
  if (!numbers.rows.empty()) section.blocks.emplace_back(std::move(numbers));
  for (const Table& table : result.tables)
    if (table.isPrinted) addTable(section, table);
  for (const CurvePlot& plot : result.plots) section.blocks.emplace_back(PlotBlock{plot});
  for (const SpherePlot& sphere : result.spheres) section.blocks.emplace_back(SphereBlock{sphere});
  for (const Figure& figure : result.figures) section.blocks.emplace_back(FigureBlock{figure});
}

void addList(Section& section, std::string title, BulletList list) {
  if (list.items.empty()) return;
  heading(section, std::move(title));
  section.blocks.emplace_back(std::move(list));
}

void addParameters(Section& section, const CheckResult& result) {
  const bool wasRun = result.status != Status::DoesNotApply && result.status != Status::CouldNotBeMeasured;
  if (result.parameters.empty() || !wasRun) return;
  TextTable table;
  table.header = {"Parameter", "Value", "Default"};
  for (const Parameter& parameter : result.parameters) {
    const bool isChanged = parameter.value != parameter.defaultValue;
    table.rows.push_back(
        {parameter.name, isChanged ? parameter.value + " (changed)" : parameter.value, parameter.defaultValue});
  }
  heading(section, "Parameters");
  section.blocks.emplace_back(std::move(table));
}

/// What to do is of use when something is wrong, and before anything is known.
bool wantsAdvice(Status status) {
  return status != Status::Ok && status != Status::DoesNotApply && status != Status::CouldNotBeMeasured;
}

}  // namespace

std::string acceptedWith(const std::map<std::string, std::string>& comments, const std::string& check,
                         const std::string& code) {
  const auto found = comments.find(check + "/" + code);
  return found == comments.end() ? std::string() : found->second;
}

WarningBlock warningBlock(const CheckInfo& info, const CheckResult& result,
                          const std::map<std::string, std::string>& comments) {
  WarningBlock block{result.warnings};
  for (const Warning& warning : result.warnings) {
    std::string passes = warningParts(warning.text).passes;
    if (passes.empty()) passes = info.criteria;
    block.notes.push_back(
        {placeText(warning, result), std::move(passes), acceptedWith(comments, result.id, warning.code)});
  }
  return block;
}

Section composeCheck(const CheckInfo& info, const CheckResult& result, const std::string& number,
                     const std::map<std::string, std::string>& comments) {
  const std::string id(info.id);
  Section section{.depth = 2,
                  .number = number,
                  .title = "Level " + id + " " + std::string(info.title),
                  .anchor = id,
                  .startsPage = false};
  paragraph(section, "Explanation", info.explanation);
  addResults(section, result);
  paragraph(section, "Criteria", info.criteria);
  heading(section, "Status");
  section.blocks.emplace_back(StatusBlock{result.status, statusText(result)});
  if (!result.warnings.empty()) section.blocks.emplace_back(warningBlock(info, result, comments));
  if (wantsAdvice(result.status)) paragraph(section, "What to do", info.advice);

  BulletList observations;
  for (const Observation& observation : result.observations) {
    observations.items.push_back(observation.text);
    observations.places.push_back(observation.plotPlace);
  }
  addList(section, "Observations", std::move(observations));
  addParameters(section, result);
  if (result.mask) {
    const std::string hash = result.mask->sha256.empty() ? "" : ", SHA-256 " + result.mask->sha256;
    section.blocks.emplace_back(Paragraph{"Mask: " + result.mask->name + hash, TextStyle::Small});
  }
  addList(section, "Notes", {result.notes});
  if (!info.citation.empty()) {
    heading(section, "Citation");
    section.blocks.emplace_back(Paragraph{std::string(info.citation), TextStyle::Small});
  }
  return section;
}

}  // namespace vitrine
