#include "core/report/json_text.hpp"

#include "core/base/number_text.hpp"

#include <cmath>

namespace vitrine {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kLineLength = 120;

std::string scalarText(const Json& value) {
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (!std::isfinite(number)) return "null";
    return exactText(number == 0 ? 0.0 : number);  // no "-0"
  }
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string keyText(const std::string& key) { return scalarText(Json(key)) + ": "; }

/// Appends the value without line breaks; false (with a text of no use) as soon as it is longer than `limit`.
bool appendCompact(const Json& value, std::size_t limit, std::string& text) {
  if (!value.is_structured()) {
    text += scalarText(value);
    return text.size() <= limit;
  }
  text += value.is_array() ? "[" : "{";
  bool isFirst = true;
  for (const auto& [key, member] : value.items()) {
    if (!isFirst) text += ", ";
    isFirst = false;
    if (value.is_object()) text += keyText(key);
    if (!appendCompact(member, limit, text)) return false;
  }
  text += value.is_array() ? "]" : "}";
  return text.size() <= limit;
}

bool hasOnlyScalars(const Json& array) {
  for (const Json& member : array)
    if (member.is_structured()) return false;
  return true;
}

class Writer {
public:
  std::string take(const Json& value) {
    write(value, 0);
    return std::move(m_text) + "\n";
  }

private:
  void write(const Json& value, std::size_t indent) {
    const std::size_t column = m_text.size() - m_lineStart;
    std::string compact;
    if (column < kLineLength && appendCompact(value, kLineLength - column, compact)) {
      m_text += compact;
    } else if (!value.is_structured()) {
      m_text += scalarText(value);
    } else if (value.is_array() && hasOnlyScalars(value)) {
      fill(value, indent + 2);
    } else {
      writeMembers(value, indent + 2);
    }
  }

  void writeMembers(const Json& value, std::size_t indent) {
    m_text += value.is_array() ? "[" : "{";
    bool isFirst = true;
    for (const auto& [key, member] : value.items()) {
      if (!isFirst) m_text += ",";
      isFirst = false;
      newLine(indent);
      if (value.is_object()) m_text += keyText(key);
      write(member, indent);
    }
    newLine(indent - 2);
    m_text += value.is_array() ? "]" : "}";
  }

  /// As many scalars on a line as fit.
  void fill(const Json& array, std::size_t indent) {
    m_text += "[";
    newLine(indent);
    bool isFirstOfLine = true;
    for (std::size_t i = 0; i < array.size(); ++i) {
      const std::string text = scalarText(array[i]) + (i + 1 < array.size() ? "," : "");
      if (!isFirstOfLine && m_text.size() - m_lineStart + 1 + text.size() > kLineLength) {
        newLine(indent);
        isFirstOfLine = true;
      }
      if (!isFirstOfLine) m_text += " ";
      m_text += text;
      isFirstOfLine = false;
    }
    newLine(indent - 2);
    m_text += "]";
  }

  void newLine(std::size_t indent) {
    m_text += "\n";
    m_lineStart = m_text.size();
    m_text.append(indent, ' ');
  }

  std::string m_text;
  std::size_t m_lineStart = 0;
};

}  // namespace

std::string prettyJson(const nlohmann::ordered_json& value) { return Writer().take(value); }

}  // namespace vitrine
