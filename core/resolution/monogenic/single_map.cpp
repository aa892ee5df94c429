// MonoRes without half maps: the map's own surroundings are the noise.
#include "core/base/error.hpp"
#include "core/base/number_text.hpp"
#include "core/fourier/transform.hpp"
#include "core/resolution/monogenic/level_plan.hpp"
#include "core/resolution/monogenic/surroundings.hpp"
#include "core/resolution/monogenic/voxel_tests.hpp"

#include <algorithm>

namespace vitrine::monogenic {
namespace {

constexpr double kRefineWidth = 4;  // voxels, smoothing before the mask is refined
constexpr double kMostFlat = 0.5;   // of the voxels outside: where masking took more, what is left is its edge
constexpr std::int64_t kMostNoise = std::int64_t{1} << 26;  // noise voxels looked at
constexpr std::int64_t kSmall = std::int64_t{1} << 27;      // voxels of a map that is taken as a whole

/// How many noise voxels share one that is looked at.
std::int64_t thinning(const AmplitudeBox& box, std::int64_t maskVoxels) {
  return std::max<std::int64_t>(0, box.voxels() - maskVoxels) / kMostNoise + 1;
}

void requireNoise(const Surroundings& around, std::optional<float> flatValue) {
  const auto outside = static_cast<double>(around.noisy + around.flat);
  if (static_cast<double>(around.flat) > kMostFlat * outside)
    throw NotApplicable("no noise outside the mask: " + fixedText(100 * static_cast<double>(around.flat) / outside, 1) +
                        " % of the voxels there have exactly the value " + generalText(*flatValue) +
                        ", as in a map that was masked");
  if (around.noise.count == 0) throw NotApplicable("no noise outside the mask");
}

/// The voxels of `tested` whose unfiltered amplitude reaches what the threshold of the noise asks; the others join the
/// noise, unless that is thinned out.
Mask refined(MonogenicAmplitude& amplitude, const Mask& tested, Mask& noise, bool isThinned, double significance,
             Executor& executor, Progress& progress) {
  Progress computing = progress.part(0.8);
  const AmplitudeGrid smoothed = amplitude.unfiltered(kRefineWidth, executor, computing);
  const VoxelList insideList(tested), outsideList(noise);
  Buffer<float> values(outsideList.count());
  pick(smoothed, outsideList, values, executor, progress.part(0.08));
  const double limit = noiseOf(values, significance, executor, progress.part(0.04)).threshold;
  values = Buffer<float>(insideList.count());
  pick(smoothed, insideList, values, executor, progress.part(0.08));
  Mask kept(tested.grid);
  for (int z = 0; z < tested.grid.size[2]; ++z) {
    progress.throwIfStopped();
    for (int y = 0; y < tested.grid.size[1]; ++y) {
      std::int64_t i = insideList.before(y, z);
      forMaskRow(tested, y, z, [&](int x) {
        const bool isKept = values[i++] >= limit;
        if (!isKept && isThinned) return;
        Mask& mask = isKept ? kept : noise;
        mask.set(x, y, z);
        ++mask.count;
      });
    }
  }
  return kept;
}

}  // namespace

AmplitudeBox singleMapBox(const Grid& grid, const AmplitudeBox& around) {
  return grid.voxels() <= kSmall ? wholeBox(grid) : around;
}

MonoRes monoResOfMap(Spectrum map, const Mask& mask, std::optional<float> flatValue, const MonoResOptions& options,
                     Executor& executor, Progress& progress, const OnLevel& onLevel) {
  requireMask(mask);
  const Grid grid = map.grid;
  const std::vector<Level> levels = requireLevels(grid, options);
  MonoRes result;
  result.isSingleMap = true;
  result.noiseRadius = noiseRadius(map, mask, executor, progress.part(0.02));
  const Mask tested = inside(mask, result.noiseRadius, progress);
  requireMask(tested);
  result.box = singleMapBox(grid, boxFor(tested, options));
  const std::int64_t every = thinning(result.box, tested.count);
  Surroundings around =
      surroundingsOf(map, mask, result.noiseRadius, flatValue, every, result.box, progress.part(0.02));
  requireNoise(around, flatValue);

  const LevelPlan plan = planLevels(levels, grid, result.box, options, 1, false);
  result.isCompact = plan.amplitude.isCompact;
  result.slabs = plan.slabs;
  Progress transforming = progress.part(0.03);
  forwardInPlace(map, executor, transforming);
  MonogenicAmplitude amplitude(std::move(map), result.box, plan.amplitude);
  {
    Progress refining = progress.part(0.05, "refining the mask");
    result.mask = refined(amplitude, tested, around.noise, every > 1, options.significance, executor, refining);
  }
  if (result.mask.count == 0) throw NotMeasurable("nothing inside the mask stands out of the noise outside");
  result.givenVoxels = result.mask.count;

  const VoxelList list(result.mask), noiseList(around.noise);
  const double unit = 0.87 / plan.cost();
  VoxelTests voxels(list.count(), result.givenVoxels);
  Buffer<float> values(list.count()), noise(noiseList.count());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    if (plan.ways[i] != Way::Complement) amplitude.releaseComponents();
    Progress part = progress.part(unit * plan.costs[i], "levels");
    {
      Progress computing = part.part(0.88);
      const AmplitudeGrid smoothed = amplitude.atLevel(levels[i].u, plan.ways[i], executor, computing);
      pick(smoothed, list, values, executor, part.part(0.04));
      pick(smoothed, noiseList, noise, executor, part.part(0.04));
    }
    const Noise measured = noiseOf(noise, options.significance, executor, part.part(0.02));
    const bool goesOn =
        voxels.test(levels[i], plan.ways[i], values, measured, options, result, executor, part.part(0.02));
    if (onLevel && result.levels.size() == i + 1) onLevel(result.levels);
    if (!goesOn) break;
  }
  result.bases = amplitude.baseCount();
  result.lastPassed = voxels.take();
  return result;
}

Bytes singleMapBytes(const Grid& grid, const AmplitudeBox& box, std::int64_t maskVoxels,
                     const MonoResOptions& options) {
  const std::vector<Level> levels = resolutionLevels(grid, options.coarsestA, options.stepA);
  const LevelPlan plan = planLevels(levels, grid, box, options, 1, false);
  const Bytes amplitudes =
      std::max(planBytes(plan, levels, grid, box), amplitudeBytes(grid, box, 0.5, Way::Direct, options.amplitude));
  const std::int64_t outside = std::max<std::int64_t>(0, box.voxels() - maskVoxels) / thinning(box, maskVoxels);
  const Bytes lists = (Bytes{sizeof(float)} + VoxelTests::kBytesPerVoxel) * maskVoxels + Bytes{sizeof(float)} * outside;
  return amplitudes + lists + Bytes{32} * grid.size[1] * grid.size[2] + 4 * grid.voxels() / 8;
}

}  // namespace vitrine::monogenic
