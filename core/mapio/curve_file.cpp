#include "core/mapio/curve_file.hpp"

#include "core/base/number_text.hpp"
#include "core/mapio/curve_text.hpp"
#include "core/mapio/star_text.hpp"
#include "core/mapio/text_file.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::size_t kMostBytes = 16 << 20;

bool isBinary(std::string_view text) {
  const std::string_view start = text.substr(0, 4096);
  return std::ranges::any_of(start, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 32 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  });
}

/// Eight significant digits without an exponent.
std::string decimalText(double value) {
  const double size = std::abs(value);
  const int leading = size > 0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
  return fixedText(value, std::clamp(7 - leading, 7, 16));
}

std::string escapedXml(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += static_cast<unsigned char>(c) < 32 ? ' ' : c;
  }
  return result;
}

}  // namespace

void SourceText::fail(std::size_t at, const std::string& what) const {
  const std::string_view before = m_text.substr(0, std::min(at, m_text.size()));
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t lineBegin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  std::string message = m_name + ", line " + std::to_string(line) + ", column ";
  message += std::to_string(before.size() - lineBegin + 1) + ": " + what;
  if (!m_id.empty()) message += " (" + m_id + ")";
  throw InputError(message);
}

std::string lowerCase(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return result;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

double curveNumber(const SourceText& source, const TextCell& cell) {
  std::string_view digits = cell.text;
  if (digits.starts_with('+')) digits.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool isWhole = error == std::errc() && end == digits.data() + digits.size() && !digits.empty();
  if (isWhole && !std::isinf(value)) return value;
  std::string shown(cell.text.substr(0, 40));
  std::ranges::replace_if(
      shown, [](unsigned char c) { return c < 32 || c > 126; }, '?');
  const bool isDecimalComma = cell.text.find(',') != std::string_view::npos;
  source.fail(cell.at, "\"" + shown + "\" is no number" + (isDecimalComma ? "; write decimal points" : ""));
}

CurveAxis judgedAxis(const SourceText& source, const NumberColumn& x) {
  constexpr double kHighestFrequency = 2;  // 1/A: a voxel of 0.25 A, finer than any map
  constexpr std::size_t kFew = 3;
  const std::vector<double>& v = x.values;
  if (v.size() < 2) source.fail(x.places.empty() ? 0 : x.places.front(), "a curve needs at least two samples");
  bool isRising = true, isFalling = true, isCounted = v.size() >= kFew && (v[0] == 0 || v[0] == 1);
  for (std::size_t i = 1; i < v.size(); ++i) {
    isRising = isRising && v[i] > v[i - 1];
    isFalling = isFalling && v[i] < v[i - 1];
    isCounted = isCounted && v[i] == v[i - 1] + 1;
  }
  if (isCounted) return CurveAxis::Shells;
  if (isFalling && v.back() > 0) return CurveAxis::Angstrom;
  if (isRising && v.front() >= 0 && v.back() <= kHighestFrequency) return CurveAxis::Frequency;
  source.fail(x.places.back(),
              "the first column is neither 1/A (rising, at most 2), nor A (falling), nor shell numbers (0, 1, 2 ...)");
}

namespace {

/// Of what a file says of itself: short, printable, ASCII.
std::string cleanTitle(std::string title) {
  constexpr std::size_t kLongest = 120;
  if (title.size() > kLongest) title.replace(kLongest, std::string::npos, " ...");
  std::ranges::replace_if(
      title, [](unsigned char c) { return c < 32 || c > 126; }, '?');
  return title;
}

}  // namespace

ForeignCurve foreignCurve(const SourceText& source, std::string title, CurveAxis axis, const NumberColumn& x,
                          const NumberColumn& y, std::optional<double> boxEdgeA) {
  constexpr double kNoResolution = 999;  // RELION's for shell 0
  if (axis == CurveAxis::Shells && !(boxEdgeA && *boxEdgeA > 0))
    throw InputError(source.name() +
                     ": the curve counts shells; the voxel size of the map is needed to turn them into 1/A");
  ForeignCurve curve;
  curve.title = cleanTitle(std::move(title));
  for (std::size_t i = 0; i < std::min(x.values.size(), y.values.size()); ++i) {
    double frequency = x.values[i];
    if (!std::isfinite(frequency)) source.fail(x.places[i], "the position of a sample is not a number");
    if (axis == CurveAxis::Angstrom) {
      if (frequency <= 0 || (i == 0 && frequency == kNoResolution)) continue;
      frequency = 1 / frequency;
    } else if (axis == CurveAxis::Shells) {
      frequency /= *boxEdgeA;
    }
    if (frequency < 0) source.fail(x.places[i], "a spatial frequency is negative");
    if (!curve.x.empty() && frequency <= curve.x.back())
      source.fail(x.places[i], "the positions of the samples do not go on in one direction");
    if (std::isnan(y.values[i])) continue;  // no value there
    curve.x.push_back(frequency);
    curve.y.push_back(y.values[i]);
  }
  if (curve.x.size() < 2)
    source.fail(x.places.empty() ? 0 : x.places.front(),
                "the curve \"" + curve.title + "\" has fewer than two samples");
  return curve;
}

CurveFile readCurveFile(const std::filesystem::path& file, std::optional<double> boxEdgeA) {
  return parseCurves(readTextFile(file, kMostBytes, "a file of FSC curves"), file.string(), boxEdgeA);
}

CurveFile parseCurves(std::string_view text, const std::string& name, std::optional<double> boxEdgeA) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    throw InputError(name + ": this is UTF-16 text; save it as UTF-8");
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  if (trimmed(text).empty()) throw InputError(name + ": the file is empty");
  if (isBinary(text))
    throw InputError(name + ": this is no text; FSC curves are read from EMDB XML, RELION STAR and columns of numbers");
  CurveFile result;
  if (trimmed(text).starts_with('<'))
    result = readCurveXml(SourceText(name, text, "E-FSCXML"), boxEdgeA);
  else if (looksLikeStar(text))
    result = readCurveStar(SourceText(name, text), boxEdgeA);
  else
    result = readCurveColumns(SourceText(name, text), boxEdgeA);
  result.path = name;
  return result;
}

std::string fscXml(const std::string& title, const std::vector<double>& x, const std::vector<double>& y) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<fsc title=\"";
  xml.append(escapedXml(title)).append("\" xaxis=\"Resolution (A-1)\" yaxis=\"Correlation Coefficient\">\n");
  for (std::size_t i = 0; i < std::min(x.size(), y.size()); ++i) {
    if (!(x[i] > 0) || !std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    xml.append("  <coordinate>\n    <x>").append(decimalText(x[i])).append("</x>\n    <y>");
    xml.append(decimalText(std::clamp(y[i], -1.0, 1.0))).append("</y>\n  </coordinate>\n");
  }
  return xml + "</fsc>\n";
}

}  // namespace vitrine
