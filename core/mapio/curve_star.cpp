// RELION's STAR files: postprocess.star with its four curves, model.star with the gold-standard FSC of each class.
#include "core/mapio/curve_text.hpp"
#include "core/mapio/star_text.hpp"

#include <algorithm>

namespace vitrine {
namespace {

struct Block {
  std::string name;
  std::vector<std::pair<std::string, TextCell>> values;  ///< outside loops
  std::vector<NumberColumn> columns;                     ///< of the loop, those read
};

/// Labels of curves and the words for them, in the order in which they are shown.
constexpr std::pair<std::string_view, const char*> kCurves[] = {
    {"_rlnFourierShellCorrelationUnmaskedMaps", "RELION unmasked"},
    {"_rlnFourierShellCorrelationMaskedMaps", "RELION masked"},
    {"_rlnCorrectedFourierShellCorrelationPhaseRandomizedMaskedMaps", "RELION phase-randomised, masked"},
    {"_rlnFourierShellCorrelationCorrected", "RELION corrected"},
    {"_rlnFourierShellCorrelation", "RELION FSC"},
    {"_rlnGoldStandardFsc", "RELION gold-standard FSC"}};
/// Labels of positions, best first.
constexpr std::pair<std::string_view, CurveAxis> kAxes[] = {{"_rlnResolution", CurveAxis::Frequency},
                                                            {"_rlnAngstromResolution", CurveAxis::Angstrom},
                                                            {"_rlnSpectralIndex", CurveAxis::Shells}};

bool isRead(std::string_view label) {
  const auto isThis = [&](const auto& known) { return known.first == label; };
  return std::ranges::any_of(kCurves, isThis) || std::ranges::any_of(kAxes, isThis);
}

/// The numbers of the columns that are read.
std::vector<Block> readBlocks(const SourceText& source) {
  std::vector<Block> blocks;
  for (StarBlock& star : readStar(source, isRead)) {
    Block block{std::move(star.name), std::move(star.values), {}};
    for (const StarColumn& column : star.columns) {
      NumberColumn numbers{column.name, {}, {}};
      for (const TextCell& cell : column.cells) {
        numbers.values.push_back(curveNumber(source, cell));
        numbers.places.push_back(cell.at);
      }
      block.columns.push_back(std::move(numbers));
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

const NumberColumn* find(const Block& block, std::string_view label) {
  const auto found = std::ranges::find(block.columns, label, &NumberColumn::name);
  return found == block.columns.end() ? nullptr : &*found;
}

void addCurves(const SourceText& source, const Block& block, bool isOneOfMany, std::optional<double> boxEdgeA,
               CurveFile& file) {
  for (const auto& [label, title] : kCurves) {
    const NumberColumn* y = find(block, label);
    if (y == nullptr || y->values.empty()) continue;
    const auto axis =
        std::ranges::find_if(kAxes, [&](const auto& known) { return find(block, known.first) != nullptr; });
    if (axis == std::end(kAxes))
      source.fail(y->places.front(), "table " + block.name + " has neither _rlnResolution nor _rlnAngstromResolution");
    std::string name = title;
    if (isOneOfMany) name += " (" + block.name + ")";
    file.curves.push_back(foreignCurve(source, std::move(name), axis->second, *find(block, axis->first), *y, boxEdgeA));
  }
}

}  // namespace

CurveFile readCurveStar(const SourceText& source, std::optional<double> boxEdgeA) {
  const std::vector<Block> blocks = readBlocks(source);
  const auto tables =
      std::ranges::count_if(blocks, [](const Block& block) { return find(block, "_rlnGoldStandardFsc") != nullptr; });
  CurveFile file;
  file.kind = tables > 0 ? "RELION model.star" : "RELION postprocess.star";
  for (const Block& block : blocks) {
    addCurves(source, block, tables > 1, boxEdgeA, file);
    for (const auto& [label, cell] : block.values)
      if (label == "_rlnFinalResolution" || label == "_rlnCurrentResolution") {
        const double resolution = curveNumber(source, cell);
        if (resolution > 0) file.resolutionA = resolution;
      }
  }
  if (file.curves.empty())
    throw InputError(source.name() +
                     ": this STAR file holds no FSC; name RELION's postprocess.star or a refinement's model.star");
  return file;
}

}  // namespace vitrine
