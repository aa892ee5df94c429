#include "core/run/gather_sets.hpp"

#include "core/base/number_text.hpp"
#include "core/mapio/cryosparc_file.hpp"
#include "core/mapio/reader.hpp"
#include "core/mapio/relion_star.hpp"

#include <array>
#include <cmath>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

bool isFile(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

/// `reason` for the file that `written` leads to; leaves it out if it leads nowhere.
void chooseWritten(Gathered& gathered, FileRole role, const std::string& written, const fs::path& from,
                   const std::string& reason) {
  if (written.empty()) return;
  const fs::path found = resolveFromProject(written, from);
  if (!found.empty())
    choose(gathered, role, found, reason);
  else
    gathered.leftOut.push_back({written, "named by " + from.filename().string() + " as the " +
                                             std::string(fileRoleName(role)) +
                                             ", but found neither in a folder above it nor beside it"});
}

/// Halves only together: one alone would be refused later.
void chooseHalves(Gathered& gathered, const std::array<std::string, 2>& written, const fs::path& from,
                  const std::array<std::string, 2>& reasons) {
  std::array<fs::path, 2> found;
  for (std::size_t i = 0; i < 2; ++i) found[i] = written[i].empty() ? fs::path() : resolveFromProject(written[i], from);
  const bool areBoth = !found[0].empty() && !found[1].empty();
  for (std::size_t i = 0; i < 2; ++i) {
    const FileRole role = i == 0 ? FileRole::Half1 : FileRole::Half2;
    if (areBoth || found[i].empty())
      chooseWritten(gathered, role, written[i], from, reasons[i]);
    else
      gathered.leftOut.push_back({found[i], "the other half map is missing"});
  }
}

/// The voxel size that cryoSPARC states, where the map's header says something else or nothing.
void adoptVoxelSize(double stated, const fs::path& from, Gathered& gathered) {
  constexpr double kTolerance = 1e-3;  // relative; what is called equal elsewhere
  if (gathered.request.hints.voxelSize || gathered.request.map.empty()) return;
  try {
    const Vector3 header = probe(gathered.request.map, gathered.request.hints).grid.voxelSize;
    bool agrees = true;
    for (const double edge : header) agrees = agrees && std::abs(edge - stated) <= kTolerance * stated;
    if (agrees) return;
    gathered.request.hints.voxelSize = Vector3{stated, stated, stated};
    gathered.notes.push_back("voxel size " + generalText(stated) + " A, as " + from.filename().string() +
                             " states; the map's header says otherwise");
  } catch (const MapError&) {
    // Opening the map will say what is wrong with it.
  }
}

}  // namespace

fs::path resolveFromProject(const std::string& written, const fs::path& from) {
  constexpr int kHighest = 32;
  const fs::path path(written);
  std::error_code error;
  const fs::path absolute = fs::absolute(from, error);
  if (path.is_absolute() && isFile(path)) return path;
  if (path.is_relative()) {
    fs::path folder = absolute.parent_path();
    for (int i = 0; i < kHighest; ++i) {
      if (isFile(folder / path)) return (folder / path).lexically_normal();
      if (folder == folder.parent_path()) break;
      folder = folder.parent_path();
    }
  }
  const fs::path beside = absolute.parent_path() / path.filename();
  return isFile(beside) ? beside : fs::path();
}

void addPostprocess(const fs::path& star, Gathered& gathered) {
  const RelionPostprocess set = readPostprocess(star);
  const std::string by = "named by " + star.filename().string();
  if (set.map.empty() && isFile(star.parent_path() / "postprocess.mrc"))
    choose(gathered, FileRole::Map, star.parent_path() / "postprocess.mrc", "beside " + star.filename().string());
  else
    chooseWritten(gathered, FileRole::Map, set.map, star, by + " (rlnPostprocessedMap)");
  chooseHalves(gathered, {set.half1, set.half2}, star,
               {by + " (rlnUnfilteredMapHalf1)", by + " (rlnUnfilteredMapHalf2)"});
  chooseWritten(gathered, FileRole::Mask, set.mask, star, by + " (rlnMaskName)");
  choose(gathered, FileRole::Curves, star, "RELION's own FSC");
  if (set.resolutionA && !gathered.request.resolution) {
    gathered.request.resolution = set.resolutionA;
    gathered.notes.push_back("resolution " + generalText(*set.resolutionA) + " A, as " + star.filename().string() +
                             " states");
  }
}

void addCryosparc(const fs::path& file, Gathered& gathered) {
  const CryosparcVolumes set = readCryosparc(file);
  const auto written = [&](const std::string& name) {
    const auto found = set.paths.find(name);
    return found == set.paths.end() ? std::string() : found->second;
  };
  const auto reason = [&](const std::string& name) {
    return "named by " + file.filename().string() + " (" + name + "/path)";
  };
  const auto chooseFirst = [&](FileRole role, std::initializer_list<const char*> names) {
    for (const std::string name : names) {
      if (written(name).empty()) continue;
      chooseWritten(gathered, role, written(name), file, reason(name));
      if (!isOpen(gathered.request, role)) return;
    }
  };
  chooseFirst(FileRole::Map, {"map_sharp", "map"});
  chooseHalves(gathered, {written("map_half_A"), written("map_half_B")}, file,
               {reason("map_half_A"), reason("map_half_B")});
  chooseFirst(FileRole::Mask, {"mask_fsc_auto", "mask_fsc", "mask_refine", "mask"});
  if (set.voxelSizeA) adoptVoxelSize(*set.voxelSizeA, file, gathered);
  if (set.rows > 1)
    gathered.notes.push_back(file.filename().string() + " lists " + std::to_string(set.rows) +
                             " volumes; the first is taken");
}

}  // namespace vitrine
