// Two sets of results side by side: every number with its difference, warnings gained and lost, curves in pairs.
#pragma once

#include "core/checks/check_result.hpp"
#include "core/report/document.hpp"
#include "core/report/model.hpp"
#include "core/stats/map_difference.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

enum class Side { A, B };

/// One number of both sides.
struct ComparedNumber {
  std::string key, label, unit;
  int decimals = 2;               ///< as Number::decimals
  std::optional<double> a, b;     ///< empty: that side lacks it, or it does not exist (a curve that never crosses)
  bool inA = false, inB = false;  ///< the side lists it, with a value or without

  std::optional<double> difference() const;  ///< b - a
  std::optional<double> relative() const;    ///< (b - a) / |a|; empty where a is 0
  /// They print differently, or only one side has it.
  bool isDifferent() const;
};

/// One thing that is no number: a file, a hash, a parameter.
struct ComparedText {
  std::string key, label, a, b;
  bool isDifferent() const { return a != b; }
};

/// A warning both sides have; their texts hold the numbers of each.
struct KeptWarning {
  Warning a, b;
};

struct ComparedCheck {
  std::string id, title;
  std::optional<Status> statusA, statusB;  ///< empty: that side has no result of this check
  std::size_t warningsA = 0, warningsB = 0;
  std::string reasonA, reasonB;
  std::vector<ComparedNumber> numbers;  ///< order of A, then what only B has
  /// By code. Empty unless both sides were measured: nothing is lost where nothing was looked at.
  std::vector<Warning> gained, lost;
  std::vector<KeptWarning> kept;
  std::vector<ComparedText> parameters;  ///< those that differ, and the mask if it does
};

/// Curves of one key: A solid, B dashed.
struct ComparedCurve {
  std::string key;    ///< "1.a/fsc"
  std::string check;  ///< "1.a"
  bool inA = false, inB = false;
  CurvePlot plot;
};

struct Comparison {
  std::string nameA, nameB;  ///< file names without folders; folders too where the names alone are equal
  std::string fileA, fileB;
  std::vector<ComparedText> texts;      ///< files and hashes
  std::vector<ComparedNumber> numbers;  ///< box, voxel, origin, statistics, level, resolution
  std::vector<ComparedCheck> checks;    ///< report order
  std::vector<ComparedCurve> curves;
  std::optional<MapDifference> difference;
  std::string differenceProblem;     ///< why there is none; empty if there is one or nobody looked
  std::vector<std::string> summary;  ///< sentences
};

/// One side.
struct ComparedSide {
  std::string file;                    ///< as given: map or report
  const ReportModel* model = nullptr;  ///< not owned, not null
};

/// @param difference  what subtracting the maps told, if that was done; problem: why it was not
Comparison compareResults(const ComparedSide& a, const ComparedSide& b, std::optional<MapDifference> difference = {},
                          std::string differenceProblem = {});

/// True for resolutions in A, where it is clear which of two is the better one. Nothing is said of other numbers.
bool smallerIsBetter(std::string_view check, std::string_view key);

/// "3.42 A", "not reached", "" (a side that does not list the number): what tables show.
std::string comparedText(const ComparedNumber& number, Side side);
/// With sign: "+0.11 A"; "" without a difference.
std::string differenceText(const ComparedNumber& number);
/// "-3.2 %"; "" where it does not exist.
std::string relativeText(const ComparedNumber& number);
/// "OK", "2 warnings", "No result".
std::string comparedStatus(const ComparedCheck& check, Side side);

/// "vitrine-compare/1"; resources/compare.schema.json. Ends with a newline.
std::string comparisonJson(const Comparison& comparison);
/// For people and terminals: the sentences, then a table per check of what differs (or of all). ASCII.
std::string comparisonText(const Comparison& comparison, bool allNumbers = false);
/// For HTML.
Document composeComparison(const Comparison& comparison);
/// The table of numbers: check, number, unit, A, B, difference, relative.
std::string comparisonCsv(const Comparison& comparison);

}  // namespace vitrine
