#include "core/report/html_text.hpp"

#include <array>
#include <cctype>
#include <cstddef>

namespace vitrine {
namespace {

constexpr std::string_view kAngstrom = "\xc3\x85";  // U+00C5
constexpr std::string_view kNoBreakSpace = "\xc2\xa0";

bool isWord(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }
bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// What stands at text[i]; 0 outside.
char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : '\0'; }

bool startsExponent(std::string_view text, std::size_t i) {
  return at(text, i) == '^' && (isDigit(at(text, i + 1)) || (at(text, i + 1) == '-' && isDigit(at(text, i + 2))));
}

/// Whether the A at text[i] is the unit and not a word.
bool isAngstrom(std::string_view text, std::size_t i) {
  const std::string_view before = text.substr(0, i), after = text.substr(i + 1);
  if (!before.empty() && isWord(before.back())) return false;
  if (startsExponent(text, i + 1)) return true;
  const char next = at(text, i + 1);
  const bool ends = next == '\0' || std::string_view(")],;.:/").find(next) != std::string_view::npos;
  if (before.size() >= 2 && before.back() == ' ' && isDigit(before[before.size() - 2]))
    return !isWord(next) && next != '\'';
  if (!before.empty() && std::string_view("([/").find(before.back()) != std::string_view::npos)
    return ends || next == ' ';
  if (before.ends_with(", ")) return next == '\0';
  if (before.ends_with("in ")) {
    for (const std::string_view word : {" per", " and", " from", " along"})
      if (after.starts_with(word)) return true;
    return ends;
  }
  return after.starts_with("/voxel") || after.starts_with(" per voxel");
}

std::string_view superscript(char c) {
  static constexpr std::array<std::string_view, 10> kDigits = {
      "\xe2\x81\xb0", "\xc2\xb9",     "\xc2\xb2",     "\xc2\xb3",     "\xe2\x81\xb4",
      "\xe2\x81\xb5", "\xe2\x81\xb6", "\xe2\x81\xb7", "\xe2\x81\xb8", "\xe2\x81\xb9"};
  return c == '-' ? "\xe2\x81\xbb" : kDigits[static_cast<std::size_t>(c - '0')];
}

/// Replaces units and exponents, before escaping: what it puts in needs none, except the <sup> of `withElements`.
std::string typeset(std::string_view text, bool withElements) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == 'A' && isAngstrom(text, i)) {
      if (result.ends_with(' ') && result.size() >= 2 && isDigit(result[result.size() - 2]))
        result.replace(result.size() - 1, 1, kNoBreakSpace);
      result += kAngstrom;
    } else if (startsExponent(text, i) && i > 0 && text[i - 1] != ' ') {
      if (withElements) result += "<sup>";
      for (++i; i < text.size() && (isDigit(text[i]) || text[i] == '-'); ++i) {
        if (withElements)
          result += text[i];
        else
          result += superscript(text[i]);
      }
      --i;
      if (withElements) result += "</sup>";
    } else {
      result += escapeHtml(text.substr(i, 1));
    }
  }
  return result;
}

std::string base64(std::string_view bytes) {
  static constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const auto byte = [&](std::size_t k) {
      return static_cast<unsigned>(static_cast<unsigned char>(at(bytes, i + k)));
    };
    const unsigned group = byte(0) << 16 | byte(1) << 8 | byte(2);
    for (std::size_t k = 0; k < 4; ++k) text += i + k <= bytes.size() ? kLetters[group >> (18 - 6 * k) & 63U] : '=';
  }
  return text;
}

}  // namespace

std::string escapeHtml(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string htmlText(std::string_view text) { return typeset(text, true); }
std::string plainHtmlText(std::string_view text) { return typeset(text, false); }
std::string pngDataUri(std::string_view png) { return "data:image/png;base64," + base64(png); }

}  // namespace vitrine
