#include "core/run/file_roles.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <regex>

namespace vitrine {
namespace {

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
  return text;
}

struct SplitName {
  std::string stem, suffix;  ///< lower case, the suffix with its dot and without that of the compression
};

SplitName split(const std::filesystem::path& file) {
  std::string name = lower(file.filename().string());
  for (const std::string_view packed : {".gz", ".bz2", ".zst"})
    if (name.size() > packed.size() && name.ends_with(packed)) {
      name.resize(name.size() - packed.size());
      break;
    }
  const std::size_t dot = name.rfind('.');
  if (dot == std::string::npos || dot == 0) return {name, ""};
  return {name.substr(0, dot), name.substr(dot)};
}

bool isOneOf(const std::string& text, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, text) != list.end();
}

bool has(const std::string& text, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

/// Takes the iteration out of a stem: "run_it025_half1" (RELION), "j42_003_volume_map" (cryoSPARC).
int takeIteration(std::string& stem) {
  static const std::regex relion("(_ct[0-9]+)?_it([0-9]{3,4})(?=_|$)"),
      cryosparc("()_([0-9]{3})(?=_(volume|map|mask|class|fsc))");
  std::smatch match;
  for (const std::regex* pattern : {&relion, &cryosparc}) {
    if (!std::regex_search(stem, match, *pattern)) continue;
    const int iteration = std::stoi(match[2].str());
    stem = match.prefix().str() + match.suffix().str();
    return iteration;
  }
  return -1;
}

/// 1 or 2 for the name of a half map, whose mark is replaced by "half" in `stem`; 0 for another.
int takeHalf(std::string& stem, std::string& why) {
  static const std::regex numbered("half[-_ .]?(maps?)?[-_ .]?([12])(?![0-9])"),
      lettered("half[-_ .]?(maps?)?[-_ .]?([ab])(?![a-z0-9])"), evenOdd("(^|[-_ .])(even|odd)(?=$|[-_ .])");
  std::smatch match;
  for (const std::regex* pattern : {&numbered, &lettered, &evenOdd}) {
    if (!std::regex_search(stem, match, *pattern)) continue;
    const std::string mark = match[2].str(), written = match[0].str();
    why = "named *" + written + "*";
    const int half = mark == "1" || mark == "a" || mark == "even" ? 1 : 2;
    stem = match.prefix().str() + "<half>" + match.suffix().str();
    return half;
  }
  return 0;
}

int maskPreference(const std::string& stem, std::string& why) {
  struct Rule {
    std::string_view word;
    int preference;
  };
  // Best first: the mask of the FSC before that of the alignment, as the resolution was stated with it.
  constexpr std::array kRules{Rule{"mask_fsc_auto", 4}, Rule{"mask_fsc", 3}, Rule{"mask_refine", 1}, Rule{"mask", 2},
                              Rule{"msk", 2}};
  for (const Rule& rule : kRules)
    if (stem.find(rule.word) != std::string::npos) {
      why = "named *" + std::string(rule.word) + "*";
      return rule.preference;
    }
  return -1;
}

/// How likely a map is the one that is to be judged.
int mapPreference(const std::string& stem, bool isUnfiltered, std::string& why) {
  static const std::regex deposited("^emd_[0-9]{4,}$"), relionClass("_class[0-9]{3}$");
  if (has(stem, {"locres", "local_res", "localres", "_additional", "precision", "_diff", "weight", "resmap", "locbfac",
                 "occupancy"})) {
    why = "named as a map of something else";
    return 0;
  }
  if (stem.ends_with("postprocess")) {
    why = "named *postprocess*";
    return 5;
  }
  if (stem.ends_with("map_sharp") || stem.ends_with("_sharp") || stem.ends_with("_sharpened")) {
    why = "named *_sharp";
    return 4;
  }
  if (std::regex_search(stem, deposited)) {
    why = "named as the EMDB's primary map";
    return 3;
  }
  if (isUnfiltered) {
    why = "named *unfil*";
    return 1;
  }
  if (std::regex_search(stem, relionClass)) {
    why = "named *_class...";
    return 1;
  }
  why = "the remaining map";
  return 2;
}

FileKind kindOfSuffix(const std::string& stem, const std::string& suffix) {
  static const std::regex metadata("^emd-[0-9]{4,}$");
  if (isOneOf(suffix, {".pdb", ".ent", ".cif", ".mmcif"}))
    return std::regex_search(stem, metadata) ? FileKind::Other : FileKind::Model;
  if (suffix == ".star") return stem.ends_with("postprocess") ? FileKind::RelionStar : FileKind::Curves;
  if (suffix == ".cs") return FileKind::Cryosparc;
  if (suffix == ".json") return FileKind::Entry;
  if (isOneOf(suffix, {".xml", ".csv", ".tsv", ".txt", ".dat"})) return FileKind::Curves;
  if (isOneOf(suffix, {".mrcs", ".st", ".ali"})) return FileKind::Stack;
  if (isOneOf(suffix, {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".svg", ".pdf", ".eps",  ".html",
                       ".log", ".out", ".err",  ".md",  ".py",   ".sh",  ".csg", ".com", ".yaml", ".yml"}))
    return FileKind::Other;
  return FileKind::Map;
}

}  // namespace

bool isMapName(const std::filesystem::path& file) {
  return isOneOf(split(file).suffix, {".mrc", ".map", ".ccp4", ".rec"});
}

NamedFile readName(const std::filesystem::path& file) {
  auto [stem, suffix] = split(file);
  NamedFile named;
  named.path = file;
  named.kind = kindOfSuffix(stem, suffix);
  named.iteration = takeIteration(stem);
  named.series = stem + suffix;
  if (named.kind != FileKind::Map) {
    named.preference = named.kind == FileKind::Entry || stem.ends_with("-v30") ? 1 : 0;
    return named;
  }
  named.isUnfiltered = has(stem, {"unfil"});
  static const std::regex masked("masked($|[^a-z])");
  if (std::regex_search(stem, masked)) {
    named.why = "named as a map that was masked";  // neither a mask nor what should be judged
    return named;
  }
  if (const int half = takeHalf(stem, named.why)) {
    named.kind = half == 1 ? FileKind::Half1 : FileKind::Half2;
    named.pair = stem;
    named.preference = named.isUnfiltered ? 1 : 0;
    if (named.isUnfiltered) named.why += ", unfiltered";
    return named;
  }
  if (const int preference = maskPreference(stem, named.why); preference >= 0) {
    named.kind = FileKind::Mask;
    named.preference = preference;
    return named;
  }
  named.preference = mapPreference(stem, named.isUnfiltered, named.why);
  return named;
}

}  // namespace vitrine
