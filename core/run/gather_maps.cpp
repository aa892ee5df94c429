#include "core/run/gather_maps.hpp"

#include "core/mapio/reader.hpp"
#include "core/run/gather_sets.hpp"

#include <algorithm>
#include <array>
#include <climits>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

namespace vitrine {
namespace {

constexpr std::size_t kMostHeaders = 200;
constexpr double kVoxelTolerance = 1e-3;  // relative; what comparePair() calls equal

/// A file with its header.
struct Candidate {
  NamedFile name;
  std::optional<MapInfo> info;
  bool isTaken = false;
};

bool agree(const MapInfo& a, const MapInfo& b) {
  if (!a.grid.sameSize(b.grid)) return false;
  if (!a.grid.hasVoxelSize() || !b.grid.hasVoxelSize()) return true;  // one may have lost it
  for (std::size_t axis = 0; axis < 3; ++axis)
    if (std::abs(a.grid.voxelSize[axis] / b.grid.voxelSize[axis] - 1) > kVoxelTolerance) return false;
  return true;
}

std::string boxText(const MapInfo& info) {
  const Index3& n = info.grid.size;
  return std::to_string(n[0]) + " x " + std::to_string(n[1]) + " x " + std::to_string(n[2]);
}

int iterationRank(const NamedFile& file) { return file.iteration < 0 ? INT_MAX : file.iteration; }

class MapChooser {
public:
  MapChooser(const std::vector<NamedFile>& files, Gathered& gathered, const Progress& progress)
      : m_gathered(gathered), m_progress(progress) {
    leaveOutEarlierIterations(files);
    for (Candidate& candidate : m_candidates) readHeader(candidate);
    readGivenMap();
  }

  void run() {
    chooseHalves();
    chooseMap();
    chooseMask();
    for (const Candidate& candidate : m_candidates)
      if (!candidate.isTaken) leaveOut(candidate.name.path, reasonAgainst(candidate));
  }

private:
  void leaveOut(const std::filesystem::path& file, const std::string& reason) {
    m_gathered.leftOut.push_back({file, reason});
  }

  void leaveOutEarlierIterations(const std::vector<NamedFile>& files) {
    std::map<std::string, int> latest;
    for (const NamedFile& file : files) {
      const auto [at, isNew] = latest.emplace(file.series, iterationRank(file));
      if (!isNew) at->second = std::max(at->second, iterationRank(file));
    }
    for (const NamedFile& file : files) {
      const OpenRequest& request = m_gathered.request;
      if (file.path == request.map || file.path == request.half1 || file.path == request.half2 ||
          file.path == request.mask)
        continue;  // given, or named by a file that lists them
      if (iterationRank(file) < latest[file.series])
        leaveOut(file.path, "an earlier iteration");
      else if (m_candidates.size() >= kMostHeaders)
        leaveOut(file.path, "more than 200 maps; name it");
      else
        m_candidates.push_back({file, {}, false});
    }
  }

  void readHeader(Candidate& candidate) const {
    m_progress.throwIfStopped();
    ReadHints hints = m_gathered.request.hints;
    hints.strict = false;
    hints.volumeIndex.reset();
    try {
      candidate.info = probe(candidate.name.path, hints);
    } catch (const MapError&) {
      // Not a map: it may still be chosen if it is the only one, so that opening it says what is wrong.
    }
  }

  void readGivenMap() {
    if (m_gathered.request.map.empty()) return;
    try {
      m_map = probe(m_gathered.request.map, m_gathered.request.hints);
    } catch (const MapError&) {
    }
  }

  std::vector<Candidate*> ofKind(FileKind kind) {
    std::vector<Candidate*> list;
    for (Candidate& candidate : m_candidates)
      if (candidate.name.kind == kind && !candidate.isTaken) list.push_back(&candidate);
    return list;
  }

  void take(Candidate& candidate, FileRole role, const std::string& reason) {
    candidate.isTaken = true;
    choose(m_gathered, role, candidate.name.path, reason);
  }

  /// The best two that belong together by name and box; without a map at hand also one alone.
  void chooseHalves() {
    if (!isOpen(m_gathered.request, FileRole::Half1) || !isOpen(m_gathered.request, FileRole::Half2)) return;
    const auto first = ofKind(FileKind::Half1), second = ofKind(FileKind::Half2);
    std::optional<std::tuple<bool, bool, bool, int, int>> bestScore;
    std::pair<Candidate*, Candidate*> best{nullptr, nullptr};
    for (Candidate* one : first)
      for (Candidate* two : second) {
        const bool sameBox = one->info && two->info && agree(*one->info, *two->info);
        const bool fitsMap = m_map && one->info && agree(*m_map, *one->info);
        const std::tuple score(one->name.pair == two->name.pair, sameBox, fitsMap,
                               one->name.preference + two->name.preference, iterationRank(one->name));
        if (bestScore && score <= *bestScore) continue;
        bestScore = score;
        best = {one, two};
      }
    if (best.first != nullptr) {
      take(*best.first, FileRole::Half1, best.first->name.why);
      take(*best.second, FileRole::Half2, best.second->name.why);
      m_half = best.first;
      return;
    }
    const bool isAlone = m_gathered.request.map.empty() && ofKind(FileKind::Map).empty();
    if (isAlone && first.size() + second.size() == 1)  // for the map that is open
      take(first.empty() ? *second.front() : *first.front(), first.empty() ? FileRole::Half2 : FileRole::Half1,
           (first.empty() ? second : first).front()->name.why);
  }

  bool fitsHalves(const Candidate& candidate) const {
    return m_half == nullptr || !m_half->info || (candidate.info && agree(*m_half->info, *candidate.info));
  }

  /// Larger is better; equal scores are not told apart by anything but the values.
  std::tuple<bool, bool, bool, bool, int, int> mapScore(const Candidate& candidate) const {
    const NamedFile& name = candidate.name;
    const bool sameIteration = m_half == nullptr || name.iteration == m_half->name.iteration;
    return {candidate.info.has_value(), fitsHalves(candidate), name.preference > 0, sameIteration, name.preference,
            iterationRank(name)};
  }

  void chooseMap() {
    if (!isOpen(m_gathered.request, FileRole::Map)) return;
    std::vector<Candidate*> maps = ofKind(FileKind::Map);
    if (maps.empty()) return;
    std::ranges::stable_sort(maps,
                             [this](const Candidate* a, const Candidate* b) { return mapScore(*a) > mapScore(*b); });
    const auto equal =
        std::ranges::find_if(maps, [&](const Candidate* map) { return mapScore(*map) != mapScore(*maps.front()); });
    maps.erase(equal, maps.end());
    if (maps.size() > 1) takeMaskOutOf(maps);
    Candidate& map = *maps.front();
    std::string why = map.name.why;
    if (m_half != nullptr && map.info && m_half->info)
      why += fitsHalves(map) ? ", box as the half maps" : ", although its box is not that of the half maps";
    if (map.info) m_map = map.info;
    take(map, FileRole::Map, why);
  }

  /// Where names do not tell a mask: the one of a few maps whose values do.
  void takeMaskOutOf(std::vector<Candidate*>& maps) {
    constexpr std::size_t kMostLooked = 8;
    if (!isOpen(m_gathered.request, FileRole::Mask) || !ofKind(FileKind::Mask).empty()) return;
    for (std::size_t i = 0; i < std::min(maps.size(), kMostLooked); ++i) {
      if (!maps[i]->info || !looksLikeMask(*maps[i])) continue;
      m_maskByValues = maps[i];
      maps.erase(maps.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  /// Values within 0 to 1 that reach 1, more than half of them 0, in a sample of at most 64^3 voxels (plain files) or
  /// in the whole map if it is small.
  bool looksLikeMask(const Candidate& candidate) const {
    constexpr int kSampleEdge = 64;
    constexpr std::int64_t kSmall = std::int64_t{256} * 256 * 256;
    const MapInfo& info = *candidate.info;
    Progress progress = m_progress;
    try {
      if (info.compression == Compression::None)
        return isMask(preview(candidate.name.path, info, kSampleEdge, progress));
      if (info.grid.voxels() > kSmall) return false;
      SerialExecutor executor;
      return isMask(load(candidate.name.path, {}, executor, progress)->volume);
    } catch (const Error&) {
      return false;
    }
  }

  static bool isMask(const Volume& volume) {
    std::int64_t zeros = 0;
    float largest = 0;
    for (const float value : volume.data) {
      if (!(value >= 0 && value <= 1)) return false;
      zeros += value == 0 ? 1 : 0;
      largest = std::max(largest, value);
    }
    return 2 * zeros > volume.grid.voxels() && largest == 1;
  }

  void chooseMask() {
    if (!isOpen(m_gathered.request, FileRole::Mask)) return;
    if (m_maskByValues != nullptr) {
      take(*m_maskByValues, FileRole::Mask, "values from 0 to 1, more than half of them 0");
      return;
    }
    const auto score = [this](const Candidate& mask) {
      return std::tuple(fitsMap(mask), mask.name.preference, iterationRank(mask.name));
    };
    Candidate* best = nullptr;
    for (Candidate* mask : ofKind(FileKind::Mask))
      if (best == nullptr || score(*mask) > score(*best)) best = mask;
    // A mask of another box would end the opening; half maps of another box only their checks.
    if (best != nullptr && fitsMap(*best)) take(*best, FileRole::Mask, best->name.why);
  }

  bool fitsMap(const Candidate& mask) const { return !m_map || (mask.info && m_map->grid.sameSize(mask.info->grid)); }

  std::string reasonAgainst(const Candidate& candidate) {
    const NamedFile& name = candidate.name;
    if (!candidate.info) return "cannot be read as a map";
    switch (name.kind) {
      case FileKind::Half1:
      case FileKind::Half2:
        return m_half == nullptr && isOpen(m_gathered.request, FileRole::Half1) ? "the other half map is missing"
                                                                                : "there are other half maps";
      case FileKind::Mask:
        return fitsMap(candidate) ? "there is another mask"
                                  : "its box, " + boxText(*candidate.info) + ", is not the map's";
      default:
        if (!fitsHalves(candidate)) return "its box, " + boxText(*candidate.info) + ", is not that of the half maps";
        return name.preference == 0 ? name.why : "there is another map";
    }
  }

  Gathered& m_gathered;
  const Progress& m_progress;
  std::vector<Candidate> m_candidates;
  std::optional<MapInfo> m_map;
  Candidate *m_half = nullptr, *m_maskByValues = nullptr;
};

}  // namespace

void addMaps(const std::vector<NamedFile>& files, Gathered& gathered, const Progress& progress) {
  MapChooser(files, gathered, progress).run();
}

}  // namespace vitrine
