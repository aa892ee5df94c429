#include "core/mapio/star_text.hpp"

#include <algorithm>

namespace vitrine {
namespace {

constexpr std::size_t kMostBlocks = 100000;

class StarReader {
public:
  StarReader(const SourceText& source, const std::function<bool(std::string_view)>& isWanted)
      : m_source(source), m_isWanted(isWanted) {}

  std::vector<StarBlock> read() {
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
      if (m_blocks.size() >= kMostBlocks) m_source.fail(at, "more than 100000 data_ blocks");
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
      if (!m_isWanted(m_labels[i])) continue;
      m_columnOf[i] = static_cast<int>(m_blocks.back().columns.size());
      m_blocks.back().columns.push_back({m_labels[i], {}});
    }
  }

  void readRow(const std::vector<TextCell>& cells, std::size_t at) {
    if (cells.size() != m_labels.size())
      m_source.fail(at, "this row has " + std::to_string(cells.size()) + " values for " +
                            std::to_string(m_labels.size()) + " labels; is the file complete?");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (m_columnOf[i] < 0) continue;
      if (++m_kept > kMostCurvePoints) m_source.fail(at, "more than a million values");
      m_blocks.back().columns[static_cast<std::size_t>(m_columnOf[i])].cells.push_back(cells[i]);
    }
  }

  enum class State { Values, Labels, Rows };
  const SourceText& m_source;
  const std::function<bool(std::string_view)>& m_isWanted;
  State m_state = State::Values;
  std::vector<StarBlock> m_blocks;
  std::vector<std::string> m_labels;
  std::vector<int> m_columnOf;
  std::size_t m_kept = 0;
};

}  // namespace

std::vector<StarBlock> readStar(const SourceText& source, const std::function<bool(std::string_view)>& isWanted) {
  return StarReader(source, isWanted).read();
}

bool looksLikeStar(std::string_view text) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    if (!line.empty() && line.front() != '#') return line.starts_with("data_");
    begin = end + 1;
  }
  return false;
}

}  // namespace vitrine
