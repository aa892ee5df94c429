// Just enough XML for the EMDB's files. No document types, no entities but the five of XML and characters by number, so
// nothing outside the file is ever asked for and nothing grows.
#pragma once

#include "core/mapio/curve_text.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace vitrine {

struct XmlTag {
  std::string_view name;  ///< without the prefix of its name space
  std::size_t at = 0;
  bool closes = false, isEmpty = false;  ///< </name>, <name/>
  std::vector<std::pair<std::string_view, TextCell>> attributes;

  /// As written; an empty cell if there is none of this name.
  TextCell attribute(std::string_view wanted) const;
};

/// Reads tag by tag. Elements are not matched with their ends: that is the caller's.
class XmlReader {
public:
  /// @param source  must outlive the reader and what it returns
  explicit XmlReader(const SourceText& source) : m_source(source), m_text(source.text()) {}

  /// The next tag; the characters before it are in text(). False at the end of the file. @throws InputError
  bool next(XmlTag& tag);
  /// The characters before the last tag, without the blanks around them. Valid until next().
  TextCell text() const;
  /// With entities replaced; characters beyond ASCII given by number become "?". @throws InputError
  std::string decoded(std::string_view text, std::size_t at) const;

private:
  bool starts(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }
  void skipTo(std::string_view end, const std::string& what);
  void skipBlanks();
  std::string_view readName();
  XmlTag readTag();
  void readAttribute(XmlTag& tag);
  std::string character(std::string_view name, std::size_t at) const;

  const SourceText& m_source;
  std::string_view m_text;
  std::size_t m_at = 0, m_contentAt = 0;
  std::string m_content;
};

}  // namespace vitrine
