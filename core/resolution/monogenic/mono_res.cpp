#include "core/resolution/monogenic/mono_res.hpp"

#include "core/base/error.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/level_plan.hpp"
#include "core/resolution/monogenic/surroundings.hpp"
#include "core/resolution/monogenic/voxel_tests.hpp"
#include "core/stats/moments.hpp"

#include <algorithm>

namespace vitrine::monogenic {
namespace {

constexpr double kSameMap = 1e-12;  // var(D) / var(V)

/// Halves to average (first) and half difference (second), in place. Returns both variances.
std::array<double, 2> averageAndDifference(std::array<Spectrum, 2>& pair, Executor& executor,
                                           const Progress& progress) {
  const auto [nx, ny, nz] = pair[0].grid.size;
  using Both = std::array<Moments, 2>;
  const Both sums = orderedReduce(
      executor, progress, nz, 1, Both{},
      [&, columns = nx, rows = ny](const BlockRange& block, Both& part) {
        const int z = static_cast<int>(block.begin);
        for (int y = 0; y < rows; ++y) {
          float* a = paddedRow(pair[0], y, z);
          float* b = paddedRow(pair[1], y, z);
          for (int x = 0; x < columns; ++x) {
            const float average = 0.5F * (a[x] + b[x]), difference = 0.5F * (a[x] - b[x]);
            a[x] = average;
            b[x] = difference;
            part[0].add(average);
            part[1].add(difference);
          }
        }
      },
      [](Both& total, const Both& next) {
        total[0] += next[0];
        total[1] += next[1];
      });
  return {sums[0].populationVariance(), sums[1].populationVariance()};
}

/// The values of one level at the voxels of a list.
void valuesAt(MonogenicAmplitude& amplitude, const Level& level, Way way, const VoxelList& list, Buffer<float>& values,
              Executor& executor, Progress& progress) {
  Progress computing = progress.part(0.93);
  const AmplitudeGrid grid = amplitude.atLevel(level.u, way, executor, computing);
  pick(grid, list, values, executor, progress.part(0.05));
}

}  // namespace

MonoRes monoResOfHalves(std::array<Spectrum, 2> pair, const std::function<Spectrum(Progress&)>& readAgain,
                        const Mask& mask, const MonoResOptions& options, Executor& executor, Progress& progress,
                        const OnLevel& onLevel) {
  requireMask(mask);
  const Grid grid = pair[0].grid;
  const std::vector<Level> levels = requireLevels(grid, options);
  const auto variances = averageAndDifference(pair, executor, progress.part(0.02, "average and difference"));
  if (!(variances[1] > kSameMap * variances[0])) throw NotMeasurable("the half maps are identical");

  MonoRes result;
  result.givenVoxels = mask.count;
  result.noiseRadius = noiseRadius(pair[0], mask, executor, progress.part(0.02));
  result.mask = inside(mask, result.noiseRadius, progress);
  requireMask(result.mask);
  result.box = boxFor(result.mask, options);
  const VoxelList list(result.mask);
  const LevelPlan plan = planLevels(levels, grid, result.box, options, 2, static_cast<bool>(readAgain));
  if (!plan.keepsAll) pair[0].data = {};
  result.isCompact = plan.amplitude.isCompact;
  result.slabs = plan.slabs;
  const double unit = 0.43 / plan.cost();

  Buffer<float> values(list.count());
  Progress transforming = progress.part(0.03, "noise");
  forwardInPlace(pair[1], executor, transforming);
  MonogenicAmplitude noise(std::move(pair[1]), result.box, plan.amplitude);
  std::vector<Noise> noises;
  const auto measureNoise = [&](std::size_t i) {
    Progress part = progress.part(unit * plan.costs[i], "noise");
    valuesAt(noise, levels[i], plan.ways[i], list, values, executor, part);
    noises.push_back(noiseOf(values, options.significance, executor, part.part(0.02)));
  };
  // Levels that need no components may wait until the signal asks for them: it may stop before.
  const auto isEarly = [&](std::size_t i) { return !plan.keepsAll || plan.ways[i] == Way::Complement; };
  for (std::size_t i = 0; i < levels.size() && isEarly(i); ++i) measureNoise(i);
  noise.releaseComponents();
  if (!plan.keepsAll) {
    noise = MonogenicAmplitude({}, result.box);
    Progress reading = progress.part(0.02, "reading the half maps again");
    pair[0] = readAgain(reading);
    result.wasReadAgain = true;
  }

  Progress forth = progress.part(0.03, "signal");
  forwardInPlace(pair[0], executor, forth);
  MonogenicAmplitude signal(std::move(pair[0]), result.box, plan.amplitude);
  VoxelTests voxels(list.count(), result.givenVoxels);
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (plan.ways[i] != Way::Complement) signal.releaseComponents();
    if (i == noises.size()) measureNoise(i);
    Progress part = progress.part(unit * plan.costs[i], "signal");
    valuesAt(signal, levels[i], plan.ways[i], list, values, executor, part);
    const bool goesOn =
        voxels.test(levels[i], plan.ways[i], values, noises[i], options, result, executor, part.part(0.02));
    if (onLevel && result.levels.size() == i + 1) onLevel(result.levels);
    if (!goesOn) break;
  }
  result.bases = signal.baseCount();
  result.lastPassed = voxels.take();
  return result;
}

Bytes monoResBytes(const Grid& grid, const AmplitudeBox& box, std::int64_t maskVoxels, const MonoResOptions& options) {
  const std::vector<Level> levels = resolutionLevels(grid, options.coarsestA, options.stepA);
  const LevelPlan plan = planLevels(levels, grid, box, options, 2, true);
  const Bytes perVoxel = sizeof(float) + VoxelTests::kBytesPerVoxel;
  const Bytes lists = perVoxel * maskVoxels + Bytes{16} * grid.size[1] * grid.size[2] + 2 * grid.voxels() / 8;
  const Bytes most = planBytes(plan, levels, grid, box);
  return lists + (plan.keepsAll ? most : std::max<Bytes>(0, most - transformBytes(grid)));
}

}  // namespace vitrine::monogenic
