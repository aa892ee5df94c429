#include "core/run/gather.hpp"

#include "core/mapio/curve_file.hpp"
#include "core/mapio/entry.hpp"
#include "core/mapio/reader.hpp"
#include "core/run/file_roles.hpp"
#include "core/run/gather_maps.hpp"
#include "core/run/gather_sets.hpp"

#include <algorithm>
#include <cmath>
#include <regex>

namespace vitrine {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNames = 10000;

bool isFolder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

/// Files of one folder, sorted by name. @throws InputError
std::vector<fs::path> filesIn(const fs::path& folder) {
  std::error_code error;
  std::vector<fs::path> files;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (files.size() >= kMostNames)
      throw InputError(folder.string() + ": more than 10000 files in this folder; name the files");
    const bool isHidden = at->path().filename().string().starts_with('.');
    std::error_code unknown;
    if (!isHidden && at->is_regular_file(unknown)) files.push_back(at->path());
  }
  if (error) throw InputError(folder.string() + ": the folder cannot be read (" + error.message() + ")");
  std::ranges::sort(files);
  return files;
}

/// An entry as the archive has it: map/emd_NNNN.map.gz and, beside map/, other/, masks/, header/, fsc/.
bool isEmdbFolder(const fs::path& folder) {
  if (!isFolder(folder / "map")) return false;
  std::error_code error;
  for (fs::directory_iterator at(folder / "map", error), end; !error && at != end; at.increment(error))
    if (at->path().filename().string().starts_with("emd_")) return true;
  return false;
}

std::vector<fs::path> filesOfEntry(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const char* name : {"map", "other", "masks", "header", "fsc"}) {
    if (!isFolder(folder / name)) continue;
    const std::vector<fs::path> more = filesIn(folder / name);
    files.insert(files.end(), more.begin(), more.end());
  }
  for (const fs::path& file : filesIn(folder))
    if (readName(file).kind == FileKind::Entry) files.push_back(file);
  return files;
}

/// Whether an XML file is metadata and not a curve, by its first element; curves stay curves.
bool isHeaderXml(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.ends_with(".xml") && name.starts_with("emd-");
}

/// Of a folder only what is named so that it may hold an FSC: folders are full of other texts.
bool mayHoldCurves(const NamedFile& file) {
  const std::string& name = file.series;
  return name.find("fsc") != std::string::npos || (name.ends_with("_model.star") && file.iteration < 0);
}

/// "emd-1234-v30.xml" and "emd_1234.map.gz" are "emd1234"; other names without what follows the first dot.
std::string entryName(const fs::path& file) {
  static const std::regex deposited("^emd[-_]([0-9]{4,})");
  std::string name = file.filename().string();
  std::smatch match;
  if (std::regex_search(name, match, deposited)) return "emd" + match[1].str();
  return name.substr(0, name.find('.'));
}

/// Whether metadata may be of this map: where both know a voxel size, it is the same.
bool mayBelong(const EntryMetadata& entry, const OpenRequest& request) {
  constexpr double kTolerance = 0.01;  // relative: a header that rounds is still of this entry
  if (!entry.voxelSize) return true;
  try {
    const Grid grid = probe(request.map, request.hints).grid;
    if (!grid.hasVoxelSize()) return true;
    for (std::size_t axis = 0; axis < 3; ++axis)
      if (std::abs(grid.voxelSize[axis] / (*entry.voxelSize)[axis] - 1) > kTolerance) return false;
  } catch (const MapError&) {
  }
  return true;
}

/// Metadata that shares the map's name, else such that does not contradict the map.
void addEntry(std::vector<NamedFile> files, Gathered& gathered, const Progress& progress) {
  const std::string map = entryName(gathered.request.map);
  const auto shares = [&](const NamedFile& file) { return entryName(file.path) == map; };
  std::ranges::stable_partition(files, shares);
  for (const NamedFile& file : files) {
    progress.throwIfStopped();
    if (!isOpen(gathered.request, FileRole::Entry)) {
      gathered.leftOut.push_back({file.path, "there is other metadata"});
      continue;
    }
    try {
      const EntryMetadata entry = readEntry(file.path);
      if (shares(file) || gathered.request.map.empty() || mayBelong(entry, gathered.request))
        choose(gathered, FileRole::Entry, file.path,
               "metadata of " + (entry.id.empty() ? std::string("an entry") : entry.id));
      else
        gathered.leftOut.push_back({file.path, "metadata of a map with another voxel size"});
    } catch (const InputError&) {
      gathered.leftOut.push_back({file.path, "not the metadata of an entry"});
    }
  }
}

/// Curves whose content proves them to be such; one that needs a voxel size is kept for the opening to judge.
void addCurves(const std::vector<NamedFile>& files, Gathered& gathered, const Progress& progress) {
  constexpr double kAnyEdge = 100;  // A: whether it is a curve does not depend on it
  const bool hasStar = !gathered.request.authorCurves.empty();
  for (const NamedFile& file : files) {
    progress.throwIfStopped();
    if (hasStar && file.series == "postprocess_fsc.xml") {
      gathered.leftOut.push_back({file.path, "postprocess.star has the same curve"});
      continue;
    }
    try {
      const CurveFile curves = readCurveFile(file.path, kAnyEdge);
      choose(gathered, FileRole::Curves, file.path, curves.kind);
    } catch (const InputError&) {
      gathered.leftOut.push_back({file.path, "no FSC curve in it"});
    }
  }
}

void addModel(const std::vector<NamedFile>& files, Gathered& gathered) {
  for (const NamedFile& file : files) choose(gathered, FileRole::Model, file.path, "an atomic model by its name");
}

struct Sorted {
  std::vector<NamedFile> maps, models, curves, entries, stars, cryosparc;
};

/// @param isFolder  a folder: only what is likely to belong to an entry; otherwise all that was named
Sorted sorted(const std::vector<fs::path>& files, bool isFolder, Gathered& gathered) {
  Sorted lists;
  for (const fs::path& path : files) {
    NamedFile file = readName(path);
    switch (file.kind) {
      case FileKind::Map:
      case FileKind::Half1:
      case FileKind::Half2:
      case FileKind::Mask:
        if (!isFolder || isMapName(path)) lists.maps.push_back(std::move(file));
        break;
      case FileKind::Model:
        lists.models.push_back(std::move(file));
        break;
      case FileKind::Curves:
        if (isHeaderXml(path))
          lists.entries.push_back(std::move(file));
        else if (!isFolder || mayHoldCurves(file))
          lists.curves.push_back(std::move(file));
        break;
      case FileKind::Entry:
        lists.entries.push_back(std::move(file));
        break;
      case FileKind::RelionStar:
        lists.stars.push_back(std::move(file));
        break;
      case FileKind::Cryosparc:
        lists.cryosparc.push_back(std::move(file));
        break;
      case FileKind::Stack:
        gathered.leftOut.push_back({path, "a stack of images by its name"});
        break;
      case FileKind::Other:
        if (!isFolder) gathered.leftOut.push_back({path, "neither a map nor a model nor a curve"});
        break;
    }
  }
  // The JSON of an entry before its XML, the data model that the archive names before the plain one.
  std::ranges::stable_sort(lists.entries, std::ranges::greater{}, &NamedFile::preference);
  return lists;
}

/// A .cs file that names volumes, for a folder whose own names tell no map.
void addFirstCryosparc(const std::vector<NamedFile>& files, Gathered& gathered) {
  for (const NamedFile& file : files) {
    if (!gathered.request.map.empty()) return;
    try {
      addCryosparc(file.path, gathered);
    } catch (const InputError&) {
      gathered.leftOut.push_back({file.path, "names no volumes"});
    }
  }
}

void gatherList(const std::vector<fs::path>& files, bool isFolder, Gathered& gathered, const Progress& progress) {
  Sorted lists = sorted(files, isFolder, gathered);
  if (lists.stars.size() == 1) {
    // RELION says itself what belongs together; names only fill what it leaves open.
    try {
      addPostprocess(lists.stars.front().path, gathered);
    } catch (const InputError&) {
      lists.curves.push_back(lists.stars.front());  // curves without the names of maps
    }
  } else {
    lists.curves.insert(lists.curves.end(), lists.stars.begin(), lists.stars.end());
  }
  if (!isFolder && lists.cryosparc.size() == 1) addFirstCryosparc(lists.cryosparc, gathered);
  addMaps(lists.maps, gathered, progress);
  addFirstCryosparc(lists.cryosparc, gathered);
  addModel(lists.models, gathered);
  addCurves(lists.curves, gathered, progress);
  addEntry(lists.entries, gathered, progress);
}

std::string folderSource(const std::vector<fs::path>& files) {
  for (const fs::path& file : files) {
    const std::string name = file.filename().string();
    if (name == "postprocess.star" || name == "job.star") return "RELION job folder";
    if (name == "job.json" || name.ends_with(".cs")) return "cryoSPARC job folder";
  }
  return "folder";
}

void gatherFolder(const fs::path& folder, Gathered& gathered, const Progress& progress) {
  const bool isEntry = isEmdbFolder(folder);
  const std::vector<fs::path> files = isEntry ? filesOfEntry(folder) : filesIn(folder);
  gathered.source = isEntry ? "folder of an EMDB entry" : folderSource(files);
  gatherList(files, true, gathered, progress);
}

/// Map first, as everywhere.
void order(Gathered& gathered) { std::ranges::stable_sort(gathered.chosen, {}, &ChosenFile::role); }

}  // namespace

std::string_view fileRoleName(FileRole role) {
  switch (role) {
    case FileRole::Map:
      return "map";
    case FileRole::Half1:
      return "half map 1";
    case FileRole::Half2:
      return "half map 2";
    case FileRole::Mask:
      return "mask";
    case FileRole::Model:
      return "model";
    case FileRole::Curves:
      return "FSC curves";
    case FileRole::Entry:
      return "entry";
  }
  return "";
}

bool isOpen(const OpenRequest& request, FileRole role) {
  switch (role) {
    case FileRole::Map:
      return request.map.empty();
    case FileRole::Half1:
      return !request.half1;
    case FileRole::Half2:
      return !request.half2;
    case FileRole::Mask:
      return !request.mask;
    case FileRole::Model:
      return !request.model;
    case FileRole::Curves:
      return true;
    case FileRole::Entry:
      return !request.entry;
  }
  return false;
}

void choose(Gathered& gathered, FileRole role, const fs::path& file, const std::string& reason) {
  OpenRequest& request = gathered.request;
  if (!isOpen(request, role)) {
    gathered.leftOut.push_back({file, "there is another " + std::string(fileRoleName(role))});
    return;
  }
  switch (role) {
    case FileRole::Map:
      request.map = file;
      break;
    case FileRole::Half1:
      request.half1 = file;
      break;
    case FileRole::Half2:
      request.half2 = file;
      break;
    case FileRole::Mask:
      request.mask = file;
      break;
    case FileRole::Model:
      request.model = file;
      break;
    case FileRole::Curves:
      if (std::ranges::find(request.authorCurves, file) != request.authorCurves.end()) return;
      request.authorCurves.push_back(file);
      break;
    case FileRole::Entry:
      request.entry = file;
      break;
  }
  gathered.chosen.push_back({role, file, reason});
}

bool namesASet(const fs::path& file) {
  if (isFolder(file)) return true;
  const FileKind kind = readName(file).kind;
  return kind == FileKind::RelionStar || kind == FileKind::Cryosparc;
}

Gathered gather(const fs::path& from, const OpenRequest& given, const Progress& progress) {
  Gathered gathered;
  gathered.request = given;
  std::error_code error;
  if (!fs::exists(from, error))
    throw InputError(from.string() + ": there is no such file or folder" +
                     (error ? " (" + error.message() + ")" : std::string()) + "; check the name");
  const FileKind kind = readName(from).kind;
  if (isFolder(from)) {
    gatherFolder(from, gathered, progress);
  } else if (kind == FileKind::RelionStar || (kind == FileKind::Curves && from.extension() == ".star")) {
    gathered.source = "RELION postprocess.star";
    addPostprocess(from, gathered);
  } else if (kind == FileKind::Cryosparc) {
    gathered.source = "cryoSPARC file";
    addCryosparc(from, gathered);
  } else if (given.map.empty() &&
             (kind == FileKind::Map || kind == FileKind::Half1 || kind == FileKind::Half2 || kind == FileKind::Mask)) {
    gathered.source = "file";
    choose(gathered, FileRole::Map, from, "the file itself");
  } else {
    throw InputError(from.string() +
                     ": give a folder, RELION's postprocess.star, a cryoSPARC .cs file or the folder of an EMDB entry");
  }
  if (gathered.request.map.empty())
    throw InputError(from.string() + ": no map was found" +
                     (gathered.leftOut.empty() ? std::string()
                                               : " (" + gathered.leftOut.front().path.string() + ": " +
                                                     gathered.leftOut.front().reason + ")") +
                     "; name the folder of a job or an entry, or the map itself");
  order(gathered);
  return gathered;
}

Gathered gatherFiles(const std::vector<fs::path>& files, const OpenRequest& given, const Progress& progress) {
  if (files.size() == 1 && namesASet(files.front())) return gather(files.front(), given, progress);
  Gathered gathered;
  gathered.request = given;
  gathered.source = "files";
  std::vector<fs::path> all;
  for (const fs::path& file : files) {
    if (!isFolder(file)) {
      all.push_back(file);
      continue;
    }
    const std::vector<fs::path> inside = isEmdbFolder(file) ? filesOfEntry(file) : filesIn(file);
    all.insert(all.end(), inside.begin(), inside.end());
  }
  if (all.size() == 1 && given.map.empty() && readName(all.front()).kind == FileKind::Map)
    choose(gathered, FileRole::Map, all.front(), "the file itself");
  else
    gatherList(all, false, gathered, progress);
  order(gathered);
  return gathered;
}

OpenRequest rolesByName(const std::vector<fs::path>& files) {
  OpenRequest request;
  for (const fs::path& path : files) {
    const NamedFile file = readName(path);
    std::optional<fs::path>* role = file.kind == FileKind::Half1   ? &request.half1
                                    : file.kind == FileKind::Half2 ? &request.half2
                                    : file.kind == FileKind::Mask  ? &request.mask
                                    : file.kind == FileKind::Model ? &request.model
                                                                   : nullptr;
    if (file.kind == FileKind::Curves || file.kind == FileKind::RelionStar)
      request.authorCurves.push_back(path);
    else if (file.kind == FileKind::Entry)
      request.entry = path;
    else if (role != nullptr && !*role)
      *role = path;
    else if (file.kind == FileKind::Map && request.map.empty())
      request.map = path;
  }
  return request;
}

}  // namespace vitrine
