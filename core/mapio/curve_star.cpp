// RELION's STAR files: postprocess.star with its four curves, model.star with the gold-standard FSC of each class.
#include "core/mapio/curve_text.hpp"

#include <algorithm>
#include <array>

namespace vitrine {
namespace {

struct Block {
  std::string name;
  std::vector<std::pair<std::string, TextCell>> values;  ///< outside loops
  std::vector<NumberColumn> columns;                     ///< of the loop, those read
};

/// Labels of curves and the words for them, in the order in which they are shown.
constexpr std::pair<std::string_view, const char*> kCurves[] = {
    {"_rlnFourierShellCorrelationUnmaskedMaps", "RELION unmasked"},
    {"_rlnFourierShellCorrelationMaskedMaps", "RELION masked"},
    {"_rlnCorrectedFourierShellCorrelationPhaseRandomizedMaskedMaps", "RELION phase-randomised, masked"},
    {"_rlnFourierShellCorrelationCorrected", "RELION corrected"},
    {"_rlnFourierShellCorrelation", "RELION FSC"},
    {"_rlnGoldStandardFsc", "RELION gold-standard FSC"}};
/// Labels of positions, best first.
constexpr std::pair<std::string_view, CurveAxis> kAxes[] = {{"_rlnResolution", CurveAxis::Frequency},
                                                            {"_rlnAngstromResolution", CurveAxis::Angstrom},
                                                            {"_rlnSpectralIndex", CurveAxis::Shells}};

bool isRead(std::string_view label) {
  const auto isThis = [&](const auto& known) { return known.first == label; };
  return std::ranges::any_of(kCurves, isThis) || std::ranges::any_of(kAxes, isThis);
}

class StarReader {
public:
  explicit StarReader(const SourceText& source) : m_source(source) {}

  std::vector<Block> read() {
    const std::string_view text = m_source.text();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      readLine(text.substr(begin, end - begin), begin);
      begin = end + 1;
    }
    return std::move(m_blocks);
  }

private:
  /// Words of a line; quoted ones without their quotes.
  std::vector<TextCell> words(std::string_view line, std::size_t at) const {
    std::vector<TextCell> cells;
    for (std::size_t i = 0; i < line.size();) {
      if (line[i] == ' ' || line[i] == '\t' || line[i] == '\r') {
        ++i;
        continue;
      }
      if (line[i] == '#') break;
      const char quote = line[i] == '"' || line[i] == '\'' ? line[i] : '\0';
      const std::size_t begin = quote != '\0' ? i + 1 : i;
      const std::size_t end = quote != '\0' ? line.find(quote, begin) : line.find_first_of(" \t\r", begin);
      if (quote != '\0' && end == std::string_view::npos) m_source.fail(at + i, "a quoted word does not end");
      const std::size_t stop = std::min(end, line.size());
      cells.push_back({line.substr(begin, stop - begin), at + begin});
      i = stop + 1;
    }
    return cells;
  }

  void readLine(std::string_view line, std::size_t at) {
    const std::vector<TextCell> cells = words(line, at);
    if (cells.empty()) {
      // A blank line ends the rows of a loop, not its labels.
      if (m_state == State::Rows) m_state = State::Values;
      return;
    }
    const std::string_view first = cells.front().text;
    if (first.starts_with("data_")) {
      m_blocks.push_back({std::string(first.substr(5)), {}, {}});
      m_state = State::Values;
      return;
    }
    if (m_blocks.empty()) m_source.fail(at, "text before the first data_ block");
    if (first == "loop_") {
      m_labels.clear();
      m_state = State::Labels;
    } else if (first.starts_with('_') && m_state == State::Labels) {
      m_labels.emplace_back(first);
    } else if (m_state == State::Labels || m_state == State::Rows) {
      if (m_state == State::Labels) beginRows();
      m_state = State::Rows;
      readRow(cells, at);
    } else if (first.starts_with('_') && cells.size() >= 2) {
      m_blocks.back().values.emplace_back(std::string(first), cells[1]);
    }
  }

  void beginRows() {
    m_columnOf.assign(m_labels.size(), -1);
    for (std::size_t i = 0; i < m_labels.size(); ++i) {
      if (!isRead(m_labels[i])) continue;
      m_columnOf[i] = static_cast<int>(m_blocks.back().columns.size());
      m_blocks.back().columns.push_back({m_labels[i], {}, {}});
    }
  }

  void readRow(const std::vector<TextCell>& cells, std::size_t at) {
    if (cells.size() != m_labels.size())
      m_source.fail(at, "this row has " + std::to_string(cells.size()) + " values for " +
                            std::to_string(m_labels.size()) + " labels; is the file complete?");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (m_columnOf[i] < 0) continue;
      if (++m_points > kMostCurvePoints) m_source.fail(at, "more than a million values");
      NumberColumn& column = m_blocks.back().columns[static_cast<std::size_t>(m_columnOf[i])];
      column.values.push_back(curveNumber(m_source, cells[i]));
      column.places.push_back(cells[i].at);
    }
  }

  enum class State { Values, Labels, Rows };
  const SourceText& m_source;
  State m_state = State::Values;
  std::vector<Block> m_blocks;
  std::vector<std::string> m_labels;
  std::vector<int> m_columnOf;
  std::size_t m_points = 0;
};

const NumberColumn* find(const Block& block, std::string_view label) {
  const auto found = std::ranges::find(block.columns, label, &NumberColumn::name);
  return found == block.columns.end() ? nullptr : &*found;
}

void addCurves(const SourceText& source, const Block& block, bool isOneOfMany, std::optional<double> boxEdgeA,
               CurveFile& file) {
  for (const auto& [label, title] : kCurves) {
    const NumberColumn* y = find(block, label);
    if (y == nullptr || y->values.empty()) continue;
    const auto axis =
        std::ranges::find_if(kAxes, [&](const auto& known) { return find(block, known.first) != nullptr; });
    if (axis == std::end(kAxes))
      source.fail(y->places.front(), "table " + block.name + " has neither _rlnResolution nor _rlnAngstromResolution");
    std::string name = title;
    if (isOneOfMany) name += " (" + block.name + ")";
    file.curves.push_back(foreignCurve(source, std::move(name), axis->second, *find(block, axis->first), *y, boxEdgeA));
  }
}

}  // namespace

CurveFile readCurveStar(const SourceText& source, std::optional<double> boxEdgeA) {
  const std::vector<Block> blocks = StarReader(source).read();
  const auto tables =
      std::ranges::count_if(blocks, [](const Block& block) { return find(block, "_rlnGoldStandardFsc") != nullptr; });
  CurveFile file;
  file.kind = tables > 0 ? "RELION model.star" : "RELION postprocess.star";
  for (const Block& block : blocks) {
    addCurves(source, block, tables > 1, boxEdgeA, file);
    for (const auto& [label, cell] : block.values)
      if (label == "_rlnFinalResolution" || label == "_rlnCurrentResolution") {
        const double resolution = curveNumber(source, cell);
        if (resolution > 0) file.resolutionA = resolution;
      }
  }
  if (file.curves.empty())
    throw InputError(source.name() +
                     ": this STAR file holds no FSC; name RELION's postprocess.star or a refinement's model.star");
  return file;
}

}  // namespace vitrine
