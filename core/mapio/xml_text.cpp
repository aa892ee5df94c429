#include "core/mapio/xml_text.hpp"

#include <algorithm>
#include <charconv>

namespace vitrine {
namespace {

constexpr std::size_t kMostAttributes = 1000;

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view withoutPrefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

TextCell XmlTag::attribute(std::string_view wanted) const {
  for (const auto& [known, value] : attributes)
    if (known == wanted) return value;
  return {};
}

bool XmlReader::next(XmlTag& tag) {
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
      m_source.fail(m_at, "document types and CDATA sections are not read; the EMDB's files have none");
    else
      break;
  }
  tag = readTag();
  return true;
}

TextCell XmlReader::text() const {
  const std::string_view inner = trimmed(m_content);
  return {inner, m_contentAt + static_cast<std::size_t>(inner.empty() ? 0 : inner.data() - m_content.data())};
}

std::string XmlReader::decoded(std::string_view text, std::size_t at) const {
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

void XmlReader::skipTo(std::string_view end, const std::string& what) {
  const std::size_t found = m_text.find(end, m_at);
  if (found == std::string_view::npos) m_source.fail(m_at, what + " does not end");
  m_at = found + end.size();
}

void XmlReader::skipBlanks() {
  while (m_at < m_text.size() && isBlank(m_text[m_at])) ++m_at;
}

std::string_view XmlReader::readName() {
  const std::size_t begin = m_at;
  while (m_at < m_text.size() && !isBlank(m_text[m_at]) &&
         std::string_view("/>=<\"'").find(m_text[m_at]) == std::string_view::npos)
    ++m_at;
  if (m_at == begin) m_source.fail(m_at, "a name is missing in a tag");
  return withoutPrefix(m_text.substr(begin, m_at - begin));
}

XmlTag XmlReader::readTag() {
  XmlTag tag;
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

void XmlReader::readAttribute(XmlTag& tag) {
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
  if (tag.attributes.size() >= kMostAttributes) m_source.fail(begin, "more than a thousand attributes");
  tag.attributes.emplace_back(name, TextCell{m_text.substr(begin, end - begin), begin});
}

std::string XmlReader::character(std::string_view name, std::size_t at) const {
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

}  // namespace vitrine
