// FSC curves as files: reading what EMDB, RELION and cryoSPARC write, writing the EMDB form.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

/// y over spatial frequency in 1/A, ascending.
struct ForeignCurve {
  std::string title;  ///< as the file names it: "RELION masked-corrected FSC", "No mask"
  std::vector<double> x, y;
};

/// The author's curves of one file.
struct CurveFile {
  std::filesystem::path path;
  std::string kind;  ///< "EMDB FSC XML", "RELION postprocess.star", "cryoSPARC text", "columns of numbers"
  std::vector<ForeignCurve> curves;
  std::optional<double> resolutionA;  ///< what the file states (RELION: rlnFinalResolution)
};

/// Recognised by content: EMDB FSC XML, RELION's postprocess.star and model.star, columns of numbers with or without
/// headings (cryoSPARC, CSV); each may be compressed. Positions without a telling name are judged by their values:
/// whole numbers 0, 1, 2 ... count shells, falling ones are A, rising ones up to 2 are 1/A. A y that is NaN is left
/// out. At most 16 MiB (uncompressed) and 10^6 points.
/// @param boxEdgeA  edge of the map's box in A: needed when the file counts shells instead of 1/A; empty: not known
/// @throws InputError naming file, line and column; E-FSCXML where the XML is at fault
CurveFile readCurveFile(const std::filesystem::path& file, std::optional<double> boxEdgeA = {});
/// As readCurveFile() for text at hand. @param name  of the text, for messages; it becomes the path
CurveFile parseCurves(std::string_view text, const std::string& name, std::optional<double> boxEdgeA = {});

/// The text of an EMDB FSC file: one curve, ascending, 8 significant digits, '.' as decimal separator, y within
/// -1 .. 1; samples at x = 0 and those that are not numbers are dropped.
std::string fscXml(const std::string& title, const std::vector<double>& x, const std::vector<double>& y);

}  // namespace vitrine
