#include "core/volume/landmarks.hpp"

#include <cmath>
#include <limits>

namespace vitrine {
namespace {

struct PlaneSums {
  float largest = -std::numeric_limits<float>::infinity();
  std::int64_t index = -1;
  double weight = 0, x = 0, y = 0, z = 0;
};

}  // namespace

Landmarks findLandmarks(const Volume& volume, double level, Executor& executor, const Progress& progress) {
  const Grid& grid = volume.grid;
  const PlaneSums sums = orderedReduce(
      executor, progress, grid.size[2], 1, PlaneSums(),
      [&](const BlockRange& block, PlaneSums& part) {
        const int z = static_cast<int>(block.begin);
        for (int y = 0; y < grid.size[1]; ++y) {
          const float* row = volume.data.data() + grid.index(0, y, z);
          double weight = 0, moment = 0;
          for (int x = 0; x < grid.size[0]; ++x) {
            if (!std::isfinite(row[x])) continue;
            if (row[x] > part.largest || part.index < 0) {
              part.largest = row[x];
              part.index = grid.index(x, y, z);
            }
            if (row[x] < level) continue;
            weight += row[x];
            moment += double{row[x]} * x;
          }
          part.weight += weight;
          part.x += moment;
          part.y += weight * y;
          part.z += weight * z;
        }
      },
      [](PlaneSums& total, const PlaneSums& next) {
        if (next.index >= 0 && (total.index < 0 || next.largest > total.largest)) {
          total.largest = next.largest;
          total.index = next.index;
        }
        total.weight += next.weight;
        total.x += next.x;
        total.y += next.y;
        total.z += next.z;
      });
  Landmarks landmarks;
  if (sums.index >= 0) landmarks.largest = grid.voxelOf(sums.index);
  if (sums.weight > 0)
    landmarks.centreOfMass = Vector3{sums.x / sums.weight, sums.y / sums.weight, sums.z / sums.weight};
  return landmarks;
}

}  // namespace vitrine
