// From what a processing program or the archive left - a folder, a file that names others, files dropped together - to
// an OpenRequest: which file is the map, which are half maps, mask, curves, and why. docs/user/opening.md has the
// rules.
#pragma once

#include "core/base/progress.hpp"
#include "core/run/open.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine {

enum class FileRole { Map, Half1, Half2, Mask, Model, Curves, Entry };
/// "map", "half map 1", ...
std::string_view fileRoleName(FileRole role);

struct ChosenFile {
  FileRole role = FileRole::Map;
  std::filesystem::path path;
  std::string reason;  ///< "named *half_A*": fits into brackets after the name
};

struct LeftOutFile {
  std::filesystem::path path;
  std::string reason;
};

struct Gathered {
  OpenRequest request;               ///< what was given with what was found; the map may be empty
  std::string source;                ///< "RELION postprocess.star", "folder of an EMDB entry", "files"
  std::vector<ChosenFile> chosen;    ///< in the order of the roles; not what was given
  std::vector<LeftOutFile> leftOut;  ///< maps, models, curves and metadata that were looked at and not taken
  std::vector<std::string> notes;    ///< "resolution 3.4 A, as postprocess.star states"
};

/// Fills what `given` leaves open from a folder (a RELION or cryoSPARC job, an EMDB entry as mirrored, any folder of
/// maps), from postprocess.star, from a .cs file or from a single map. Reads names, headers, and of a few maps that
/// names do not tell apart a sample of the values; milliseconds to a second. At most 10000 names and 200 headers.
/// @param given  roles set here are not searched for
/// @throws InputError  nothing there, not readable, or no map in it (and none given); Cancelled
Gathered gather(const std::filesystem::path& from, const OpenRequest& given, const Progress& progress);

/// The same for files that were dropped or named together; folders among them are opened. Without a map among them the
/// request's map stays empty: half maps, masks and curves may belong to a map that is open. A single map-like file is
/// the map, whatever its name. @throws Cancelled
Gathered gatherFiles(const std::vector<std::filesystem::path>& files, const OpenRequest& given,
                     const Progress& progress);

/// Roles by the names alone; no file is touched.
OpenRequest rolesByName(const std::vector<std::filesystem::path>& files);

/// Whether opening `file` by itself means a whole set: a folder, postprocess.star, a .cs file.
bool namesASet(const std::filesystem::path& file);

}  // namespace vitrine
