#include "core/stats/map_difference.hpp"

#include "core/base/error.hpp"
#include "core/base/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

constexpr std::int64_t kBlock = 1 << 19;  // voxels: 4 MB of both maps, about a millisecond
constexpr const char* kAxes = "XYZ";
constexpr double kVoxelDrift = 0.25, kOriginShift = 0.5;  // of a voxel's edge
constexpr double kLimitSigmas = 4;

/// Sums of both maps about fixed shifts, so that an offset costs no digits.
struct PairSums {
  std::int64_t count = 0;
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;

  void add(double x, double y) {
    ++count;
    a += x;
    b += y;
    aa += x * x;
    bb += y * y;
    ab += x * y;
  }
};

/// One voxel belongs to the background, or to what either map has, and then perhaps to what both have.
struct Regions {
  PairSums background, either, both;
};

void combine(PairSums& total, const PairSums& next) {
  total.count += next.count;
  total.a += next.a;
  total.b += next.b;
  total.aa += next.aa;
  total.bb += next.bb;
  total.ab += next.ab;
}

void combineRegions(Regions& total, const Regions& next) {
  combine(total.background, next.background);
  combine(total.either, next.either);
  combine(total.both, next.both);
}

struct Residue {
  std::int64_t inside = 0, outside = 0;
  double squaresInside = 0, squaresOutside = 0;
  double largest = 0;
  std::int64_t at = -1;
};

void combineResidues(Residue& total, const Residue& next) {
  total.inside += next.inside;
  total.outside += next.outside;
  total.squaresInside += next.squaresInside;
  total.squaresOutside += next.squaresOutside;
  if (next.at >= 0 && (total.at < 0 || std::abs(next.largest) > std::abs(total.largest))) {
    total.largest = next.largest;
    total.at = next.at;
  }
}

bool bothNumbers(float x, float y) { return std::isfinite(x) && std::isfinite(y); }

double rmsOf(double squares, std::int64_t count) {
  return count > 0 ? std::sqrt(squares / static_cast<double>(count)) : 0;
}

/// The part of the result that the first pass gives.
MapDifference lineOf(const Regions& regions, double levelA, double levelB) {
  const auto& [background, either, both] = regions;
  if (either.count < 2) throw NotMeasurable("no voxels reach the contour levels of the two maps; lower them");
  if (both.count == 0) throw NotMeasurable("the maps have no density above their contour levels in common");
  if (background.count == 0) throw NotMeasurable("the contour levels leave no background; raise them");
  const auto n = static_cast<double>(either.count);
  const double meanA = either.a / n, meanB = either.b / n;
  const double varianceA = either.aa / n - meanA * meanA, varianceB = either.bb / n - meanB * meanB;
  if (!(varianceA > 0) || !(varianceB > 0))
    throw NotMeasurable("one of the maps is constant above the contour levels; nothing can be scaled");

  const auto outside = static_cast<double>(background.count), common = static_cast<double>(both.count);
  const double zeroA = background.a / outside, zeroB = background.b / outside;  // as all sums: from the levels
  const double products = both.ab - zeroA * both.b - zeroB * both.a + common * zeroA * zeroB;
  const double squares = both.bb - 2 * zeroB * both.b + common * zeroB * zeroB;

  MapDifference fit;
  fit.levelA = levelA;
  fit.levelB = levelB;
  fit.inside = either.count;
  fit.scale = products / squares;  // in `both` B lies above its level, the background below: never 0
  fit.offset = levelA + zeroA - fit.scale * (levelB + zeroB);
  fit.correlation = std::clamp((either.ab / n - meanA * meanB) / std::sqrt(varianceA * varianceB), -1.0, 1.0);
  fit.deviationInsideA = std::sqrt(varianceA);
  return fit;
}

}  // namespace

std::string gridMismatch(const Grid& a, const Grid& b, bool useOrigins) {
  const auto sizes = [](const Grid& grid) {
    return std::to_string(grid.size[0]) + " x " + std::to_string(grid.size[1]) + " x " + std::to_string(grid.size[2]);
  };
  if (!a.sameSize(b)) return "The boxes have " + sizes(a) + " and " + sizes(b) + " voxels.";
  for (int axis = 0; axis < 3; ++axis) {
    const double drift = std::abs(a.voxelSize[axis] - b.voxelSize[axis]) * a.size[axis];
    if (drift > kVoxelDrift * std::max(a.voxelSize[axis], b.voxelSize[axis]))
      return std::string("The voxels along ") + kAxes[axis] + " measure " + generalText(a.voxelSize[axis]) + " A and " +
             generalText(b.voxelSize[axis]) + " A.";
  }
  if (!useOrigins) return {};
  for (int axis = 0; axis < 3; ++axis) {
    const double shift = std::abs(a.origin[axis] - b.origin[axis]);
    if (shift > kOriginShift * a.voxelSize[axis] && shift > 0)
      return std::string("The origins in the files are ") + fixedText(shift, 2) + " A apart along " + kAxes[axis] + ".";
  }
  return {};
}

MapDifference compareMaps(const Volume& a, double levelA, const Volume& b, double levelB, Executor& executor,
                          Progress& progress) {
  const float* va = a.data.data();
  const float* vb = b.data.data();
  const std::int64_t total = a.grid.voxels();
  const auto isInside = [&](float x, float y) { return x >= levelA || y >= levelB; };

  Progress fitting = progress.part(0.5, "fitting");
  const Regions regions = orderedReduce(
      executor, fitting, total, kBlock, Regions{},
      [&](const BlockRange& block, Regions& partial) {
        for (std::int64_t i = block.begin; i < block.end; ++i) {
          if (!bothNumbers(va[i], vb[i])) continue;
          const double x = va[i] - levelA, y = vb[i] - levelB;
          (x >= 0 || y >= 0 ? partial.either : partial.background).add(x, y);
          if (x >= 0 && y >= 0) partial.both.add(x, y);
        }
      },
      combineRegions);
  MapDifference fit = lineOf(regions, levelA, levelB);

  Progress subtracting = progress.part(0.5, "subtracting");
  const Residue residue = orderedReduce(
      executor, subtracting, total, kBlock, Residue{},
      [&](const BlockRange& block, Residue& partial) {
        for (std::int64_t i = block.begin; i < block.end; ++i) {
          if (!bothNumbers(va[i], vb[i])) continue;
          const double d = fit.scale * vb[i] + fit.offset - va[i];
          if (!isInside(va[i], vb[i])) {
            ++partial.outside;
            partial.squaresOutside += d * d;
            continue;
          }
          ++partial.inside;
          partial.squaresInside += d * d;
          if (partial.at < 0 || std::abs(d) > std::abs(partial.largest)) {
            partial.largest = d;
            partial.at = i;
          }
        }
      },
      combineResidues);
  fit.rmsInside = rmsOf(residue.squaresInside, residue.inside);
  fit.rmsOutside = rmsOf(residue.squaresOutside, residue.outside);
  fit.largest = residue.largest;
  fit.largestVoxel = a.grid.voxelOf(residue.at);
  fit.limit = kLimitSigmas * std::max(fit.rmsInside, fit.rmsOutside);
  return fit;
}

Volume differenceVolume(const Volume& a, const Volume& b, const MapDifference& fit, Executor& executor,
                        Progress& progress) {
  Volume difference(a.grid);
  const float* va = a.data.data();
  const float* vb = b.data.data();
  float* out = difference.data.data();
  parallelBlocks(executor, progress, a.grid.voxels(), kBlock, [&](const BlockRange& block) {
    for (std::int64_t i = block.begin; i < block.end; ++i)
      out[i] = bothNumbers(va[i], vb[i]) ? static_cast<float>(fit.scale * vb[i] + fit.offset - va[i]) : 0.0F;
  });
  return difference;
}

}  // namespace vitrine
