// The EMDB's FSC files: a reader of just enough XML. No document types, no entities but the five of XML and characters
// by number, so nothing outside the file is ever asked for and nothing grows.
#include "core/mapio/curve_text.hpp"

#include <algorithm>
#include <charconv>

namespace vitrine {
namespace {

constexpr std::size_t kDeepest = 32;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

struct Tag {
  std::string_view name;  ///< without the prefix of its name space
  std::size_t at = 0;
  bool closes = false, isEmpty = false;
  std::string_view title;  ///< the attribute of that name, as written
  std::size_t titleAt = 0;
};

std::string_view withoutPrefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

class XmlReader {
public:
  explicit XmlReader(const SourceText& source) : m_source(source), m_text(source.text()) {}

  /// The next tag; the characters before it are in text(). False at the end of the file.
  bool next(Tag& tag) {
    m_content.clear();
    for (;;) {
      const std::size_t open = std::min(m_text.find('<', m_at), m_text.size());
      if (m_content.empty()) m_contentAt = m_at;
      m_content += m_text.substr(m_at, open - m_at);
      m_at = open;
      if (m_at == m_text.size()) return false;
      if (starts("<!--"))
        skipTo("-->", "a comment");
      else if (starts("<?"))
        skipTo("?>", "a processing instruction");
      else if (starts("<!"))
        m_source.fail(m_at, "document types and CDATA sections are not read; FSC files have none");
      else
        break;
    }
    tag = readTag();
    return true;
  }

  /// A cell of the characters before the last tag, without the blanks around them.
  TextCell text() const {
    const std::string_view inner = trimmed(m_content);
    return {inner, m_contentAt + static_cast<std::size_t>(inner.empty() ? 0 : inner.data() - m_content.data())};
  }

  std::string decoded(std::string_view text, std::size_t at) const {
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '&') {
        result += text[i];
        continue;
      }
      const std::size_t end = text.find(';', i);
      if (end == std::string_view::npos) m_source.fail(at + i, "an & that begins no character");
      result += character(text.substr(i + 1, end - i - 1), at + i);
      i = end;
    }
    return result;
  }

private:
  bool starts(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }

  void skipTo(std::string_view end, const std::string& what) {
    const std::size_t found = m_text.find(end, m_at);
    if (found == std::string_view::npos) m_source.fail(m_at, what + " does not end");
    m_at = found + end.size();
  }

  void skipBlanks() {
    while (m_at < m_text.size() && isBlank(m_text[m_at])) ++m_at;
  }

  std::string_view readName() {
    const std::size_t begin = m_at;
    while (m_at < m_text.size() && !isBlank(m_text[m_at]) &&
           std::string_view("/>=<\"'").find(m_text[m_at]) == std::string_view::npos)
      ++m_at;
    if (m_at == begin) m_source.fail(m_at, "a name is missing in a tag");
    return withoutPrefix(m_text.substr(begin, m_at - begin));
  }

  Tag readTag() {
    Tag tag;
    tag.at = m_at++;
    tag.closes = starts("/");
    if (tag.closes) ++m_at;
    tag.name = readName();
    for (;;) {
      skipBlanks();
      if (m_at >= m_text.size()) m_source.fail(tag.at, "the file ends inside a tag");
      if (starts("/>")) tag.isEmpty = true, ++m_at;
      if (m_text[m_at] == '>') break;
      readAttribute(tag);
    }
    ++m_at;
    return tag;
  }

  void readAttribute(Tag& tag) {
    const std::string_view name = readName();
    skipBlanks();
    if (!starts("=")) m_source.fail(m_at, "an attribute has no value");
    ++m_at;
    skipBlanks();
    const char quote = m_at < m_text.size() ? m_text[m_at] : '\0';
    if (quote != '"' && quote != '\'') m_source.fail(m_at, "the value of an attribute is not quoted");
    const std::size_t begin = ++m_at, end = m_text.find(quote, begin);
    if (end == std::string_view::npos) m_source.fail(begin - 1, "the value of an attribute does not end");
    m_at = end + 1;
    if (name != "title") return;
    tag.title = m_text.substr(begin, end - begin);
    tag.titleAt = begin;
  }

  std::string character(std::string_view name, std::size_t at) const {
    constexpr std::pair<std::string_view, const char*> kKnown[] = {
        {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}};
    for (const auto& [known, letter] : kKnown)
      if (name == known) return letter;
    if (name.starts_with('#')) {
      const bool isHex = name.starts_with("#x");
      const std::string_view digits = name.substr(isHex ? 2 : 1);
      unsigned code = 0;
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, isHex ? 16 : 10);
      // Titles are shown in ASCII; what lies beyond stands as a question mark.
      if (error == std::errc() && end == digits.data() + digits.size() && !digits.empty())
        return std::string(1, code >= 32 && code < 127 ? static_cast<char>(code) : '?');
    }
    m_source.fail(at, "the entity &" + std::string(name.substr(0, 20)) + "; is not known; none but XML's own are");
  }

  const SourceText& m_source;
  std::string_view m_text;
  std::size_t m_at = 0, m_contentAt = 0;
  std::string m_content;
};

/// Collects the numbers of <coordinate> elements.
class FscReader {
public:
  explicit FscReader(const SourceText& source) : m_source(source), m_xml(source) {}

  CurveFile read(std::optional<double> boxEdgeA) {
    Tag tag;
    while (m_xml.next(tag)) {
      tag.closes ? close(tag) : open(tag);
      if (!tag.closes && tag.isEmpty) close(tag);
    }
    if (!m_path.empty())
      m_source.fail(m_source.text().size(), "the file ends inside <" + std::string(m_path.back()) + ">");
    if (!m_hasRoot) m_source.fail(0, "there is no <fsc> element");
    CurveFile file;
    file.kind = "EMDB FSC XML";
    const CurveAxis axis = judgedAxis(m_source, m_x);
    file.curves.push_back(foreignCurve(m_source, m_title.empty() ? "FSC" : m_title, axis, m_x, m_y, boxEdgeA));
    return file;
  }

private:
  void open(const Tag& tag) {
    if (m_path.empty()) {
      if (m_hasRoot) m_source.fail(tag.at, "a second element after the end of <fsc>");
      if (tag.name != "fsc")
        m_source.fail(tag.at, "this XML begins with <" + std::string(tag.name.substr(0, 40)) + ">, not with <fsc>");
      m_hasRoot = true;
      m_title = m_xml.decoded(tag.title, tag.titleAt);
    }
    if (m_path.size() >= kDeepest) m_source.fail(tag.at, "elements are nested too deeply");
    m_path.push_back(tag.name);
    if (tag.name == "coordinate") m_hasX = m_hasY = false;
  }

  void close(const Tag& tag) {
    if (m_path.empty() || m_path.back() != tag.name)
      m_source.fail(tag.at, "</" + std::string(tag.name.substr(0, 40)) + "> closes nothing");
    m_path.pop_back();
    const bool isInCoordinate = !m_path.empty() && m_path.back() == "coordinate";
    if (isInCoordinate && tag.name == "x") take(m_x, m_hasX, tag);
    if (isInCoordinate && tag.name == "y") take(m_y, m_hasY, tag);
    if (tag.name == "coordinate" && (!m_hasX || !m_hasY))
      m_source.fail(tag.at, std::string("a coordinate has no <") + (m_hasX ? "y" : "x") + ">");
  }

  void take(NumberColumn& column, bool& isThere, const Tag& tag) {
    if (isThere) m_source.fail(tag.at, "a coordinate has two <" + std::string(tag.name) + ">");
    isThere = true;
    const TextCell cell = m_xml.text();
    if (column.values.size() >= kMostCurvePoints) m_source.fail(cell.at, "more than a million samples");
    column.values.push_back(curveNumber(m_source, cell));
    column.places.push_back(cell.at);
  }

  const SourceText& m_source;
  XmlReader m_xml;
  std::vector<std::string_view> m_path;
  std::string m_title;
  NumberColumn m_x, m_y;
  bool m_hasRoot = false, m_hasX = false, m_hasY = false;
};

}  // namespace

CurveFile readCurveXml(const SourceText& source, std::optional<double> boxEdgeA) {
  return FscReader(source).read(boxEdgeA);
}

}  // namespace vitrine
