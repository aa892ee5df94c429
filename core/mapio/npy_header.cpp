#include "core/mapio/npy_header.hpp"

#include "core/base/error.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace vitrine {
namespace {

constexpr int kDeepest = 12;
constexpr std::size_t kMostColumns = 10000;
constexpr std::int64_t kLongestRow = 1 << 20;

/// A value of the few kinds that stand in such a header.
struct Literal {
  enum class Kind { Text, Number, Word, List, Dictionary };
  Kind kind = Kind::Word;
  std::string text;            ///< Text; Word: True, False, None
  std::int64_t number = 0;     ///< Number
  std::vector<Literal> items;  ///< List (also tuples); Dictionary: key, value, key, value ...
};

class LiteralReader {
public:
  LiteralReader(std::string_view text, const std::string& name) : m_text(text), m_name(name) {}

  Literal read() {
    Literal value = readValue(0);
    skipBlanks();
    if (m_at != m_text.size()) fail("something follows the dictionary");
    return value;
  }

private:
  [[noreturn]] void fail(const std::string& what) const {
    throw InputError(m_name + ": the header of this NumPy file cannot be read (character " + std::to_string(m_at) +
                     ": " + what + ")");
  }
  void skipBlanks() {
    while (m_at < m_text.size() && std::string_view(" \t\r\n").find(m_text[m_at]) != std::string_view::npos) ++m_at;
  }
  char peek() {
    skipBlanks();
    return m_at < m_text.size() ? m_text[m_at] : '\0';
  }

  Literal readValue(int depth) {
    if (depth > kDeepest) fail("nested too deeply");
    const char first = peek();
    if (first == '\'' || first == '"') return readText();
    if (first == '(' || first == '[') return readList(first == '(' ? ')' : ']', depth);
    if (first == '{') return readDictionary(depth);
    if (first == '-' || (first >= '0' && first <= '9')) return readNumber();
    return readWord();
  }

  Literal readText() {
    const char quote = m_text[m_at++];
    Literal value{Literal::Kind::Text, {}, 0, {}};
    while (m_at < m_text.size() && m_text[m_at] != quote) {
      if (m_text[m_at] == '\\') ++m_at;  // the character after it stands for itself; names hold nothing else
      if (m_at < m_text.size()) value.text += m_text[m_at++];
    }
    if (m_at >= m_text.size()) fail("a text does not end");
    ++m_at;
    return value;
  }

  Literal readNumber() {
    Literal value{Literal::Kind::Number, {}, 0, {}};
    const auto [end, error] = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), value.number);
    if (error != std::errc()) fail("no whole number of 64 bits");
    m_at = static_cast<std::size_t>(end - m_text.data());
    if (m_at < m_text.size() && m_text[m_at] == 'L') ++m_at;  // written by Python 2
    return value;
  }

  Literal readWord() {
    for (const std::string_view word : {"True", "False", "None"})
      if (m_text.substr(m_at).starts_with(word)) {
        m_at += word.size();
        return {Literal::Kind::Word, std::string(word), 0, {}};
      }
    fail("neither text, number, list nor dictionary");
  }

  Literal readList(char end, int depth) {
    ++m_at;
    Literal value{Literal::Kind::List, {}, 0, {}};
    while (peek() != end) {
      if (value.items.size() >= kMostColumns) fail("too many entries");
      value.items.push_back(readValue(depth + 1));
      if (peek() == ',')
        ++m_at;
      else if (peek() != end)
        fail("a comma is missing");
    }
    ++m_at;
    return value;
  }

  Literal readDictionary(int depth) {
    ++m_at;
    Literal value{Literal::Kind::Dictionary, {}, 0, {}};
    while (peek() != '}') {
      if (value.items.size() >= kMostColumns) fail("too many entries");
      value.items.push_back(readValue(depth + 1));
      if (peek() != ':') fail("a colon is missing");
      ++m_at;
      value.items.push_back(readValue(depth + 1));
      if (peek() == ',')
        ++m_at;
      else if (peek() != '}')
        fail("a comma is missing");
    }
    ++m_at;
    return value;
  }

  std::string_view m_text;
  const std::string& m_name;
  std::size_t m_at = 0;
};

const Literal* find(const Literal& dictionary, std::string_view key) {
  for (std::size_t i = 0; i + 1 < dictionary.items.size(); i += 2)
    if (dictionary.items[i].kind == Literal::Kind::Text && dictionary.items[i].text == key)
      return &dictionary.items[i + 1];
  return nullptr;
}

/// a * b of counts; empty where it would pass `most`.
std::optional<std::int64_t> product(std::int64_t a, std::int64_t b, std::int64_t most) {
  if (a < 0 || b < 0) return {};
  if (a != 0 && b > most / a) return {};
  return a * b;
}

class HeaderReader {
public:
  explicit HeaderReader(const std::string& name) : m_name(name) {}

  NpyHeader read(const Literal& dictionary) {
    if (dictionary.kind != Literal::Kind::Dictionary) fail("its header is no dictionary");
    const Literal *types = find(dictionary, "descr"), *shape = find(dictionary, "shape");
    if (types == nullptr || types->kind != Literal::Kind::List || types->items.empty())
      fail("it is no table with named columns, as cryoSPARC writes them");
    if (shape == nullptr || shape->kind != Literal::Kind::List || shape->items.size() != 1 ||
        shape->items.front().kind != Literal::Kind::Number || shape->items.front().number < 0)
      fail("its rows are not counted by one number");
    NpyHeader header;
    header.rows = shape->items.front().number;
    for (const Literal& type : types->items) {
      NpyColumn column = readColumn(type);
      column.offset = header.rowBytes;
      header.rowBytes += column.bytes();
      if (header.rowBytes > kLongestRow) fail("its rows are longer than 1 MiB");
      header.columns.push_back(std::move(column));
    }
    return header;
  }

private:
  [[noreturn]] void fail(const std::string& what) const {
    throw InputError(m_name + ": this NumPy file is not read: " + what);
  }

  /// ('name', '<f4') or ('name', '<f4', (3,)).
  NpyColumn readColumn(const Literal& type) const {
    const bool isPair = type.kind == Literal::Kind::List && (type.items.size() == 2 || type.items.size() == 3) &&
                        type.items[0].kind == Literal::Kind::Text && type.items[1].kind == Literal::Kind::Text;
    if (!isPair) fail("a column is not described by name and type");
    NpyColumn column;
    column.name = type.items[0].text;
    std::string_view code = type.items[1].text;
    if (!code.empty() && std::string_view("<>|=").find(code.front()) != std::string_view::npos) {
      column.order = code.front() == '=' ? '<' : code.front();
      code.remove_prefix(1);
    }
    if (code.empty()) fail("a column has no type");
    column.kind = code.front();
    if (column.kind == 'O') fail("a column holds Python objects");
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(code.data() + 1, code.data() + code.size(), count);
    const auto bytes = product(count, column.kind == 'U' ? 4 : 1, kLongestRow);
    if (error != std::errc() || end != code.data() + code.size() || !bytes) fail("a column has an unknown type");
    column.itemBytes = *bytes;
    if (type.items.size() == 3) column.items = itemsOf(type.items[2]);
    if (!product(column.items, std::max<std::int64_t>(1, column.itemBytes), kLongestRow))
      fail("its rows are longer than 1 MiB");
    return column;
  }

  std::int64_t itemsOf(const Literal& shape) const {
    if (shape.kind == Literal::Kind::Number && shape.number >= 0 && shape.number <= kLongestRow) return shape.number;
    if (shape.kind != Literal::Kind::List) fail("a column has no whole shape");
    std::int64_t items = 1;
    for (const Literal& length : shape.items) {
      const auto more = length.kind == Literal::Kind::Number ? product(items, length.number, kLongestRow)
                                                             : std::optional<std::int64_t>();
      if (!more) fail("a column has no whole shape");
      items = *more;
    }
    return items;
  }

  const std::string& m_name;
};

}  // namespace

NpyHeader parseNpyHeader(std::string_view start, const std::string& name) {
  using namespace std::string_view_literals;
  if (start.size() < 12 || !start.starts_with("\x93NUMPY"sv))
    throw InputError(name + ": this is no NumPy file; cryoSPARC's .cs files are");
  const auto byte = [&](std::size_t i) { return static_cast<std::int64_t>(static_cast<unsigned char>(start[i])); };
  const bool isShort = byte(6) == 1;
  if (byte(6) < 1 || byte(6) > 3)
    throw InputError(name + ": version " + std::to_string(byte(6)) + " of NumPy's format is not read; 1 to 3 are");
  const std::int64_t begin = isShort ? 10 : 12;
  const std::int64_t length =
      isShort ? byte(8) + 256 * byte(9) : byte(8) + (byte(9) << 8) + (byte(10) << 16) + (byte(11) << 24);
  if (begin + length > kLargestNpyHeader) throw InputError(name + ": the header of this NumPy file is too long");
  if (begin + length > static_cast<std::int64_t>(start.size()))
    throw InputError(name + ": the file ends inside its header; copy it again");
  const std::string_view text = start.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(length));
  NpyHeader header = HeaderReader(name).read(LiteralReader(text, name).read());
  header.dataOffset = begin + length;
  return header;
}

}  // namespace vitrine
