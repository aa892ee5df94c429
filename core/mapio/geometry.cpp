#include "core/base/number_text.hpp"
#include "core/mapio/judge.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace vitrine {
namespace {

constexpr double kRightAngleTolerance = 0.01;  // degrees
constexpr double kIsotropic = 1e-5;            // relative spread of rounding
constexpr double kNearlyIsotropic = 1e-3;      // up to here the mean is taken

std::string triple(const Vector3& v) { return generalText(v[0]) + ", " + generalText(v[1]) + ", " + generalText(v[2]); }
std::string triple(const Index3& v) {
  return std::to_string(v[0]) + ", " + std::to_string(v[1]) + ", " + std::to_string(v[2]);
}

void judgeAngles(const InputFile& file, const RawHeader& raw, MapInfo& info) {
  info.cellAngles = raw.angles;
  if (std::all_of(raw.angles.begin(), raw.angles.end(), [](double a) { return a == 0; })) {
    info.cellAngles = {90, 90, 90};
    info.diagnostics.push_back(makeDiagnostic(file, "N-ANGLES0", "The cell angles are 0, which means not set.",
                                              {{"CELLB", triple(raw.angles)}}, "Read as 90 degrees."));
    return;
  }
  for (const double angle : raw.angles)
    if (!(std::abs(angle - 90) <= kRightAngleTolerance))
      throw MapError(makeDiagnostic(file, "E-SKEWCELL",
                                    "The cell is not orthogonal: its angles are " + triple(raw.angles) +
                                        " degrees, and voxels must be rectangular boxes.",
                                    {{"CELLB", triple(raw.angles)}}, {},
                                    "Resample the map on an orthogonal grid; crystal maps are not supported."));
}

void judgeVoxelSize(const InputFile& file, const RawHeader& raw, const ReadHints& hints, MapInfo& info) {
  Vector3& voxel = info.grid.voxelSize;
  for (std::size_t a = 0; a < 3; ++a) info.headerVoxelSize[a] = raw.cell[a] / raw.sampling[a];
  if (hints.voxelSize) {
    voxel = *hints.voxelSize;
  } else {
    const bool usable = std::all_of(info.headerVoxelSize.begin(), info.headerVoxelSize.end(),
                                    [](double v) { return std::isfinite(v) && v > 0; }) &&
                        std::all_of(raw.sampling.begin(), raw.sampling.end(), [](int m) { return m > 0; });
    if (!usable) {
      voxel = {0, 0, 0};
      info.diagnostics.push_back(makeDiagnostic(
          file, "E-VOXEL",
          "The voxel size cannot be used: cell " + triple(raw.cell) + " A over " + triple(raw.sampling) + " intervals.",
          {{"CELLA", triple(raw.cell)}, {"M", triple(raw.sampling)}}, {}, "Enter it (--voxel-size)."));
      return;
    }
    voxel = info.headerVoxelSize;
  }
  const double spread = info.grid.anisotropy();
  const Vector3 asRead = voxel;
  if (spread > kNearlyIsotropic) {
    info.diagnostics.push_back(makeDiagnostic(
        file, "E-ANISO", "The voxel is not a cube: " + triple(asRead) + " A; some methods have one voxel size only.",
        {{"voxel size", triple(asRead)}}, "Methods that can, use the size per axis.",
        hints.voxelSize ? "Resample the map to cubic voxels." : "If the header is wrong, enter it (--voxel-size)."));
  } else if (spread > 0) {
    const double mean = (voxel[0] + voxel[1] + voxel[2]) / 3;
    voxel = {mean, mean, mean};
    if (spread > kIsotropic)
      info.diagnostics.push_back(makeDiagnostic(
          file, "N-ANISO",
          "The voxel edges differ by " + generalText(100 * spread, 2) + " percent: " + triple(asRead) + " A.",
          {{"voxel size", triple(asRead)}}, "The mean, " + generalText(mean) + " A, is used."));
  }
  if (hints.voxelSize) return;
  if (std::all_of(voxel.begin(), voxel.end(), [](double v) { return std::abs(v - 1) < 5e-7; }))
    info.diagnostics.push_back(makeDiagnostic(
        file, "W-VOXEL1", "The voxel size is exactly 1 A: it was probably never set.", {{"voxel size", triple(voxel)}},
        "1 A is used.", "If you know better, enter it (--voxel-size)."));
  else if (std::any_of(voxel.begin(), voxel.end(), [](double v) { return v < 0.2 || v > 20; }))
    info.diagnostics.push_back(makeDiagnostic(
        file, "W-VOXELRANGE", "The voxel size " + triple(voxel) + " A is suspicious: outside 0.2 to 20 A.",
        {{"voxel size", triple(voxel)}}, "It is used as it stands.",
        "Check the unit: it must be in A (--voxel-size)."));
}

void judgePlacement(const InputFile& file, const RawHeader& raw, MapInfo& info) {
  for (std::size_t a = 0; a < 3; ++a) info.start[a] = raw.start[static_cast<std::size_t>(info.fileAxis[a])];
  const Vector3& voxel = info.grid.voxelSize;
  Vector3 origin = raw.origin;
  // Before the MAP id was introduced, these words meant other things.
  const bool hasOrigin = raw.hasMapId() && std::any_of(origin.begin(), origin.end(), [](double o) { return o != 0; });
  if (hasOrigin) {
    bool usable = true;
    for (std::size_t a = 0; a < 3; ++a) {
      const float edge = std::abs(static_cast<float>(origin[a]));
      const float step = voxel[a] > 0 ? static_cast<float>(voxel[a]) : 1.0F;
      // A position so large that one voxel more makes no difference was never computed by anybody.
      if (!std::isfinite(edge) || edge + step == edge) usable = false;
    }
    if (usable) {
      if (raw.hasImodFlags() && (raw.imodFlags & 4) != 0)
        for (double& o : origin) o = o == 0 ? 0 : -o;
      info.grid.origin = origin;
      return;
    }
    info.diagnostics.push_back(makeDiagnostic(file, "W-PLACEMENT",
                                              "ORIGIN = " + triple(raw.origin) + " A is no position.",
                                              {{"ORIGIN", triple(raw.origin)}}, "It is ignored; START is used."));
  }
  for (std::size_t a = 0; a < 3; ++a) {
    const std::int64_t limit = 10 * std::max<std::int64_t>(raw.sampling[a], info.grid.size[a]);
    const std::int64_t start = info.start[a];
    if (std::abs(start) > limit) {
      info.diagnostics.push_back(makeDiagnostic(file, "W-PLACEMENT",
                                                "START = " + triple(info.start) + " is far outside the cell.",
                                                {{"START", triple(info.start)}}, "The map is placed at 0."));
      info.grid.origin = {0, 0, 0};
      return;
    }
    info.grid.origin[a] = static_cast<double>(start) * voxel[a];
  }
}

}  // namespace

void judgeGeometry(const InputFile& file, const RawHeader& raw, const ReadHints& hints, MapInfo& info) {
  judgeAngles(file, raw, info);
  judgeVoxelSize(file, raw, hints, info);
  judgePlacement(file, raw, info);
}

}  // namespace vitrine
