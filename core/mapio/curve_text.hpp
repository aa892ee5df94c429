// What the readers of FSC curves share; for the curve_*.cpp files only.
#pragma once

#include "core/base/error.hpp"
#include "core/mapio/curve_file.hpp"

#include <cstddef>
#include <string_view>

namespace vitrine {

inline constexpr std::size_t kMostCurvePoints = 1000000;

/// A text with its name: makes every message say where.
class SourceText {
public:
  SourceText(std::string name, std::string_view text, std::string id = {})
      : m_name(std::move(name)), m_id(std::move(id)), m_text(text) {}
  std::string_view text() const { return m_text; }
  const std::string& name() const { return m_name; }
  /// @param at  offset into the text @throws InputError "FILE, line L, column C: what"
  [[noreturn]] void fail(std::size_t at, const std::string& what) const;

private:
  std::string m_name, m_id;
  std::string_view m_text;
};

/// A piece of the text and where it stands.
struct TextCell {
  std::string_view text;
  std::size_t at = 0;
};

/// One column of numbers with the places of its cells.
struct NumberColumn {
  std::string name;  ///< heading; empty: none
  std::vector<double> values;
  std::vector<std::size_t> places;
};

/// What the x of a file counts.
enum class CurveAxis { Frequency, Angstrom, Shells };

/// A decimal number; "nan" in any case is NaN. @throws InputError for anything else, a comma or an infinity among it
double curveNumber(const SourceText& source, const TextCell& cell);

/// What an x column without a telling name counts (file-formats.md, section 13): whole numbers 0, 1, 2 ... are shells,
/// falling values are A, rising ones up to 2 are 1/A. @throws InputError if it is none of them
CurveAxis judgedAxis(const SourceText& source, const NumberColumn& x);

/// x in 1/A, ascending, with the y's that are numbers. Rows of A that stand for no frequency (0, 999 of RELION's shell
/// 0) are left out. @throws InputError: fewer than two samples, x not monotonic, shells without a box edge
ForeignCurve foreignCurve(const SourceText& source, std::string title, CurveAxis axis, const NumberColumn& x,
                          const NumberColumn& y, std::optional<double> boxEdgeA);

CurveFile readCurveXml(const SourceText& source, std::optional<double> boxEdgeA);
CurveFile readCurveStar(const SourceText& source, std::optional<double> boxEdgeA);
CurveFile readCurveColumns(const SourceText& source, std::optional<double> boxEdgeA);

/// Lower case of ASCII letters.
std::string lowerCase(std::string_view text);
std::string_view trimmed(std::string_view text);

}  // namespace vitrine
