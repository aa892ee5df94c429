#include "core/mapio/relion_star.hpp"

#include "core/mapio/star_text.hpp"
#include "core/mapio/text_file.hpp"

namespace vitrine {
namespace {

constexpr std::size_t kMostBytes = 16 << 20;

/// RELION may append how to read a file: "mask.mrc:mrc".
std::string withoutFormat(std::string_view path) {
  constexpr std::string_view kFormat = ":mrc";
  if (path.ends_with(kFormat)) path.remove_suffix(kFormat.size());
  return path == "None" ? std::string() : std::string(path);
}

}  // namespace

RelionPostprocess parsePostprocess(std::string_view text, const std::string& name) {
  const SourceText source(name, text);
  RelionPostprocess found;
  for (const StarBlock& block : readStar(source, [](std::string_view) { return false; }))
    for (const auto& [label, cell] : block.values) {
      if (label == "_rlnUnfilteredMapHalf1") found.half1 = withoutFormat(cell.text);
      if (label == "_rlnUnfilteredMapHalf2") found.half2 = withoutFormat(cell.text);
      if (label == "_rlnMaskName") found.mask = withoutFormat(cell.text);
      if (label == "_rlnPostprocessedMap") found.map = withoutFormat(cell.text);
      if (label != "_rlnFinalResolution") continue;
      const double resolution = curveNumber(source, cell);
      if (resolution > 0) found.resolutionA = resolution;
    }
  if (found.map.empty() && found.half1.empty())
    throw InputError(name + ": this STAR file names no maps; give RELION's postprocess.star or the job's folder");
  return found;
}

RelionPostprocess readPostprocess(const std::filesystem::path& file) {
  return parsePostprocess(readTextFile(file, kMostBytes, "RELION's postprocess.star"), file.string());
}

}  // namespace vitrine
