// The part of JSON Schema (draft 2020-12) that resources/report.schema.json uses, to judge reports in tests.
#pragma once

#include <nlohmann/json.hpp>

#include <algorithm>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::test {

/// Knows $ref (within the document), anyOf, type, const, enum, required, properties, additionalProperties, items,
/// minItems, maxItems, minimum, pattern. A keyword it does not know is an error, so that no rule passes unread.
class JsonSchema {
public:
  using Json = nlohmann::ordered_json;

  explicit JsonSchema(Json schema) : m_root(std::move(schema)) {}

  /// One line per broken rule, with the place; empty: the value conforms.
  std::vector<std::string> problems(const Json& value) const {
    std::vector<std::string> found;
    check(m_root, value, "", found);
    return found;
  }

private:
  using Problems = std::vector<std::string>;

  void check(const Json& schema, const Json& value, const std::string& place, Problems& found) const {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) found.push_back(place + ": not allowed");
      return;
    }
    for (const auto& [keyword, rule] : schema.items()) checkKeyword(schema, keyword, rule, value, place, found);
  }

  void checkKeyword(const Json& schema, std::string_view keyword, const Json& rule, const Json& value,
                    const std::string& place, Problems& found) const {
    const auto fail = [&](const std::string& what) { found.push_back(place + ": " + what + ", is " + shorten(value)); };
    if (keyword == "$ref") {
      check(m_root.at(Json::json_pointer(rule.get<std::string>().substr(1))), value, place, found);
    } else if (keyword == "anyOf") {
      if (!conformsToAny(rule, value, place)) fail("fits none of anyOf");
    } else if (keyword == "type") {
      if (!isOfType(rule, value)) fail("should be " + rule.dump());
    } else if (keyword == "const") {
      if (value != rule) fail("should be " + rule.dump());
    } else if (keyword == "enum") {
      if (std::find(rule.begin(), rule.end(), value) == rule.end()) fail("should be one of " + rule.dump());
    } else if (keyword == "minimum") {
      if (value.is_number() && value.get<double>() < rule.get<double>()) fail("should be at least " + rule.dump());
    } else if (keyword == "pattern") {
      if (value.is_string() && !std::regex_search(value.get<std::string>(), std::regex(rule.get<std::string>())))
        fail("should match " + rule.dump());
    } else if (keyword == "minItems" || keyword == "maxItems") {
      const bool isMinimum = keyword == "minItems";
      if (value.is_array() && (isMinimum ? value.size() < rule : value.size() > rule))
        fail(std::string(keyword) + " " + rule.dump());
    } else if (keyword == "items") {
      checkItems(rule, value, place, found);
    } else if (keyword == "required") {
      for (const Json& key : rule)
        if (value.is_object() && !value.contains(key.get<std::string>())) fail("lacks " + key.dump());
    } else if (keyword == "properties") {
      for (const auto& [key, member] : rule.items())
        if (value.is_object() && value.contains(key)) check(member, value[key], place + "/" + key, found);
    } else if (keyword == "additionalProperties") {
      if (!value.is_object()) return;
      for (const auto& [key, member] : value.items())
        if (!schema.contains("properties") || !schema["properties"].contains(key))
          check(rule, member, place + "/" + key, found);
    } else if (!isAnnotation(keyword)) {
      throw std::invalid_argument("this validator does not know the keyword " + std::string(keyword));
    }
  }

  void checkItems(const Json& rule, const Json& value, const std::string& place, Problems& found) const {
    if (!value.is_array()) return;
    for (std::size_t i = 0; i < value.size(); ++i) check(rule, value[i], place + "/" + std::to_string(i), found);
  }

  bool conformsToAny(const Json& alternatives, const Json& value, const std::string& place) const {
    for (const Json& alternative : alternatives) {
      Problems found;
      check(alternative, value, place, found);
      if (found.empty()) return true;
    }
    return false;
  }

  static bool isOfType(const Json& rule, const Json& value) {
    if (rule.is_array()) {
      for (const Json& one : rule)
        if (isOfType(one, value)) return true;
      return false;
    }
    const auto type = rule.get<std::string>();
    if (type == "number") return value.is_number();
    if (type == "integer") return value.is_number_integer();
    return value.type_name() == type;
  }

  static bool isAnnotation(std::string_view keyword) {
    return keyword == "$schema" || keyword == "$id" || keyword == "$defs" || keyword == "title" ||
           keyword == "description";
  }

  static std::string shorten(const Json& value) {
    const std::string text = value.dump();
    return text.size() > 60 ? text.substr(0, 60) + "..." : text;
  }

  Json m_root;
};

}  // namespace vitrine::test
