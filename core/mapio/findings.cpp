#include "core/mapio/findings.hpp"

#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>
#include <span>

namespace vitrine {
namespace {

using Values = std::map<std::string, std::string>;

void tell(const InputFile& file, MapInfo& info, std::string id, std::string message, Values values,
          std::string assumption = {}, std::string remedy = {}) {
  info.diagnostics.push_back(makeDiagnostic(file, std::move(id), std::move(message), std::move(values),
                                            std::move(assumption), std::move(remedy)));
}

std::string voxelText(const Index3& voxel) {
  return std::to_string(voxel[0]) + "," + std::to_string(voxel[1]) + "," + std::to_string(voxel[2]);
}

void judgeNumbers(const InputFile& file, ReadMap& map) {
  const MapStatistics& s = map.scan.statistics;
  if (s.nonFinite() > 0)
    tell(file, map.info, "E-NONFINITE",
         plural(s.nonFinite(), "voxel") + (s.nonFinite() == 1 ? " is not a number" : " are not numbers") +
             " (first at " + voxelText(*s.firstNonFinite) + ").",
         {{"NaN", std::to_string(s.nan)},
          {"+Inf", std::to_string(s.plusInfinity)},
          {"-Inf", std::to_string(s.minusInfinity)},
          {"first", voxelText(*s.firstNonFinite)}},
         {}, "Replace them by 0 (--nonfinite zero).");
  if (s.isConstant())
    tell(file, map.info, "E-CONSTANT", "All voxels have the value " + generalText(s.minimum) + ".",
         {{"value", exactText(s.minimum)}}, {}, "Is it the right file?");
  if (map.info.mode == 7 && std::max(std::abs(s.minimum), std::abs(s.maximum)) > 0x1p24)
    tell(file, map.info, "W-MODE7", "32-bit integers beyond 16777216 lose their last digits.",
         {{"minimum", exactText(s.minimum)}, {"maximum", exactText(s.maximum)}},
         "Values are rounded to the nearest 32-bit float.");
}

template <class Visit>
void forEachRow(const VoxelRows& rows, Visit visit) {
  for (int z = 0; z < rows.grid.size[2]; ++z)
    for (int y = 0; y < rows.grid.size[1]; ++y)
      visit(std::span<float>(rows.row(y, z), static_cast<std::size_t>(rows.grid.size[0])));
}

/// Does the other reading of the bytes, and only that one, give the range that the header claims?
void judgeSign(const InputFile& file, ReadMap& map) {
  const auto& claimed = map.info.claimed;
  if (!map.info.mode0 || map.info.mode0 == Mode0::ImodOffset || !claimed.minimum || !claimed.maximum) return;
  const double low = *claimed.minimum, high = *claimed.maximum;
  const MapStatistics& s = map.scan.statistics;
  const bool isInteger = low == std::floor(low) && high == std::floor(high);
  if (!(low < high) || !isInteger || (s.minimum == low && s.maximum == high)) return;
  const bool isSigned = map.info.mode0 == Mode0::Signed;
  double otherLow = 1e9, otherHigh = -1e9;
  forEachRow(map.rows, [&](std::span<const float> row) {
    for (const float value : row) {
      const double other = isSigned ? (value < 0 ? value + 256 : value) : (value > 127 ? value - 256 : value);
      otherLow = std::min(otherLow, other);
      otherHigh = std::max(otherHigh, other);
    }
  });
  if (otherLow != low || otherHigh != high) return;
  const std::string used = isSigned ? "signed" : "unsigned", other = isSigned ? "unsigned" : "signed";
  const auto range = [](double a, double b) { return generalText(a) + " to " + generalText(b); };
  tell(file, map.info, "W-SIGN",
       "The header claims values " + range(low, high) + ", which the bytes give only when read as " + other + ".",
       {{used, range(s.minimum, s.maximum)}, {other, range(otherLow, otherHigh)}},
       "Read as " + used + " (" + range(s.minimum, s.maximum) + ") because the format says so.",
       "Choose the other reading if the picture looks wrong.");
}

/// IMOD stores a 0/1 mask as -128/-127; as a mask that is 0/1.
void shiftImodMask(const InputFile& file, const RawHeader& raw, const ReadHints& hints, Executor& executor,
                   const Progress& progress, ReadMap& map) {
  if (hints.role != MapRole::Mask || map.info.mode0 != Mode0::Signed || !raw.hasImodFlags() || hints.mode0) return;
  if (map.scan.statistics.minimum != -128) return;
  forEachRow(map.rows, [](std::span<float> row) {
    for (float& value : row) value += 128;
  });
  map.scan = scanRows(map.rows.grid, map.rows.data, map.rows.rowStride, executor, progress);
  map.info.mode0 = Mode0::ImodOffset;
  tell(file, map.info, "W-IMODMASK", "The mask's values start at -128 because IMOD stores bytes that way.",
       {{"minimum", "-128"}}, "128 is added to every value.");
}

/// The header's statistics against the measured ones; older programs leave stale values after editing.
void compareClaims(const InputFile& file, ReadMap& map) {
  if (map.info.volumes > 1) return;  // the claims are those of all volumes together
  const MapStatistics& s = map.scan.statistics;
  const HeaderStatistics& c = map.info.claimed;
  if (s.count == 0) return;
  Values values;
  const auto compare = [&values](const char* name, std::optional<double> claim, double measured, double tolerance) {
    if (claim && !(std::abs(*claim - measured) <= tolerance))
      values[name] = generalText(*claim) + " (measured " + generalText(measured) + ")";
  };
  const double range = 1e-6 * std::max(std::abs(c.minimum.value_or(0)), std::abs(c.maximum.value_or(0)));
  compare("DMIN", c.minimum, s.minimum, range);
  compare("DMAX", c.maximum, s.maximum, range);
  compare("DMEAN", c.mean, s.mean, 0.01 * s.rms + 1e-6 * std::abs(s.mean));  // the claim itself is a rounded float
  compare("RMS", c.rms, s.rms, 0.01 * s.rms);
  if (values.empty()) return;
  std::string list;
  for (const auto& [name, text] : values) list += (list.empty() ? "" : ", ") + name + " = " + text;
  tell(file, map.info, "N-STATS", "The statistics in the header disagree with the data: " + list + ".", values,
       "Only the measured ones are used.");
}

}  // namespace

void tellReplaced(const InputFile& file, const Replaced& replaced, MapInfo& info) {
  info.nonFiniteReplaced = replaced.count;
  if (replaced.count == 0) return;
  const std::string first = voxelText(info.grid.voxelOf(replaced.first));
  tell(file, info, "W-NONFINITE",
       plural(replaced.count, "voxel") + (replaced.count == 1 ? " was" : " were") + " not a number (first at " + first +
           ").",
       {{"voxels", std::to_string(replaced.count)}, {"first", first}}, "Replaced by 0, as asked.");
}

void tellEndlessTail(const InputFile& file, MapInfo& info) {
  std::erase_if(info.diagnostics, [](const Diagnostic& d) { return d.id == "W-TRAILING"; });
  tell(file, info, "W-TRAILING", "More than 64 MiB of extra bytes follow the data.", {{"bytes", "more than 67108864"}},
       "Unpacking stopped there; the SHA-256 of the uncompressed file is not known.", "Pack the map alone.");
}

void tellJunk(const InputFile& file, std::int64_t bytes, MapInfo& info) {
  tell(file, info, "W-TRAILING", std::to_string(bytes) + " extra bytes follow the compressed data.",
       {{"bytes", std::to_string(bytes)}}, "They are ignored.");
}

void judgeValues(const InputFile& file, const RawHeader& raw, const ReadHints& hints, Executor& executor,
                 const Progress& progress, ReadMap map) {
  judgeSign(file, map);
  compareClaims(file, map);  // before a mask is shifted: the claims are those of the bytes
  shiftImodMask(file, raw, hints, executor, progress, map);
  judgeNumbers(file, map);
  map.info.measured = map.scan.statistics;
}

}  // namespace vitrine
