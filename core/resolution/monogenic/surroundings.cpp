#include "core/resolution/monogenic/surroundings.hpp"

#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/mono_res.hpp"
#include "core/stats/moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace vitrine::monogenic {
namespace {

constexpr double kSteepest = 0.01;  // fall of the variance where the map ends

std::size_t at(int i) { return static_cast<std::size_t>(i); }

/// Squared distance of voxels to the middle of the box, in voxels of the coarsest axis.
class Distances {
public:
  explicit Distances(const Grid& grid) {
    const double coarsest = grid.nyquistA() / 2;
    for (int a = 0; a < 3; ++a)
      for (int i = 0; i < grid.size[at(a)]; ++i) {
        const double d = (i - grid.centre(a)) * (grid.voxelSize[at(a)] / coarsest);  // whole numbers for equal edges
        m_squared[at(a)].push_back(d * d);
      }
    for (int a = 0; a < 3; ++a) m_halfEdge = std::max(m_halfEdge, grid.edge(a) / coarsest / 2);
  }
  double squared(int x, int y, int z) const { return m_squared[0][at(x)] + m_squared[1][at(y)] + m_squared[2][at(z)]; }
  double halfEdge() const { return m_halfEdge; }

private:
  std::array<std::vector<double>, 3> m_squared;
  double m_halfEdge = 0;
};

}  // namespace

/// The voxels of the mask nearer than `radius`.
Mask inside(const Mask& mask, double radius, const Progress& progress) {
  const Distances distances(mask.grid);
  Mask result(mask.grid);
  for (int z = 0; z < mask.grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < mask.grid.size[1]; ++y)
      forMaskRow(mask, y, z, [&](int x) {
        if (!(distances.squared(x, y, z) < radius * radius)) return;
        result.set(x, y, z);
        ++result.count;
      });
  }
  return result;
}

Surroundings surroundingsOf(Spectrum& rows, const Mask& mask, double radius, std::optional<float> flatValue,
                            std::int64_t every, const AmplitudeBox& box, const Progress& progress) {
  const Distances distances(mask.grid);
  Surroundings result{Mask(mask.grid)};
  const auto isKept = [&](std::size_t axis, int i) {
    if (box.whole[axis]) return true;
    const int place = i - box.begin[axis];
    return place >= box.fade && place < box.size[axis] - box.fade;
  };
  for (int z = 0; z < mask.grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < mask.grid.size[1] && isKept(2, z); ++y) {
      if (!isKept(1, y)) continue;
      const float* row = paddedRow(rows, y, z);
      for (int x = 0; x < mask.grid.size[0]; ++x) {
        if (!isKept(0, x) || mask.at(x, y, z) || !(distances.squared(x, y, z) < radius * radius)) continue;
        if (flatValue && row[x] == *flatValue) {
          ++result.flat;
        } else if (result.noisy++ % every == 0) {
          result.noise.set(x, y, z);
          ++result.noise.count;
        }
      }
    }
  }
  return result;
}

double noiseRadius(Spectrum& rows, const Mask& mask, Executor& executor, const Progress& progress) {
  const Grid& grid = rows.grid;
  const Distances distances(grid);
  double farthest = 0;
  for (int z = 0; z < grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < grid.size[1]; ++y)
      forMaskRow(mask, y, z, [&](int x) { farthest = std::max(farthest, distances.squared(x, y, z)); });
  }
  const int first = static_cast<int>(std::sqrt(farthest)), end = static_cast<int>(distances.halfEdge());
  if (first + 1 >= end) return distances.halfEdge();
  using Shells = std::vector<Moments>;
  const Shells shells = orderedReduce(
      executor, progress, grid.size[2], 4, Shells(),
      [&](const BlockRange& block, Shells& mine) {
        mine.resize(at(end - first));
        for (int z = static_cast<int>(block.begin); z < block.end; ++z)
          for (int y = 0; y < grid.size[1]; ++y) {
            const float* row = paddedRow(rows, y, z);
            for (int x = 0; x < grid.size[0]; ++x) {
              // The shell decides, not the square: just below the square of a whole number the root rounds up to it.
              const int shell = static_cast<int>(std::sqrt(distances.squared(x, y, z)));
              if (shell >= first && shell < end) mine[at(shell - first)].add(row[x]);
            }
          }
      },
      [&](Shells& sum, const Shells& next) {
        sum.resize(next.size());
        for (std::size_t i = 0; i < next.size(); ++i) sum[i] += next[i];
      });
  for (int r = first + 1; r < end; ++r)
    if (shells[at(r - first)].populationVariance() < kSteepest * shells[at(r - 1 - first)].populationVariance())
      return r - 1;
  return distances.halfEdge();
}

}  // namespace vitrine::monogenic
