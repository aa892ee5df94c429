#include "core/resolution/monogenic/level_plan.hpp"

#include "core/base/error.hpp"

#include <algorithm>
#include <numeric>

namespace vitrine::monogenic {
namespace {

constexpr double kCheaperDirect = 0.92;  // coarse grid over the map's: from here on subtracting saves nothing

/// What is given up where memory is short.
struct Thrift {
  bool readsAgain, isCompact;
  int mostSlabs;
};
// Slabs cost columns along z, reading costs the files once more and levels of the noise that nobody may ask for,
// compact components a little precision.
constexpr Thrift kThrifts[] = {{false, false, 2}, {true, false, 4}, {false, true, 4}, {true, true, 8}};

double costOf(const Grid& map, const AmplitudeBox& box, double w, Way way, const AmplitudeOptions& options) {
  const double share = way == Way::Direct ? 1
                       : way == Way::Band ? std::min(1.0, 4 * w + 0.1)
                                          : coarseShare(map, w, options);
  const double fraction = static_cast<double>(box.voxels()) / static_cast<double>(map.voxels());
  return (way == Way::Complement ? 0.3 : 1.0) * 4 * share * share * share + 2 * fraction;
}

/// The ways with these options; false if a level for which the complement would be cheaper has no room for it.
bool chooseWays(LevelPlan& plan, const std::vector<Level>& levels, const Grid& map, const AmplitudeBox& box, Mode mode,
                int mostSlabs) {
  plan.ways.clear();
  plan.slabs = 1;
  bool complement = mode == Mode::Complement, isComplete = true;
  for (const Level& level : levels) {
    const bool isCheaper = mode == Mode::Complement && coarseShare(map, level.u, plan.amplitude) < kCheaperDirect;
    const int slabs = isCheaper && complement ? complementSlabs(map, box, level.u, plan.amplitude) : 0;
    complement = slabs > 0 && slabs <= mostSlabs;
    if (complement) plan.slabs = std::max(plan.slabs, slabs);
    isComplete = isComplete && complement == isCheaper;
    plan.ways.push_back(complement ? Way::Complement : mode == Mode::Band ? Way::Band : Way::Direct);
  }
  return isComplete;
}

}  // namespace

double LevelPlan::cost() const { return std::accumulate(costs.begin(), costs.end(), 0.0); }

LevelPlan planLevels(const std::vector<Level>& levels, const Grid& map, const AmplitudeBox& box,
                     const MonoResOptions& options, int maps, bool mayReadAgain) {
  LevelPlan plan;
  plan.amplitude = options.amplitude;
  for (const Thrift& thrift : kThrifts) {
    if (thrift.readsAgain && !mayReadAgain) continue;
    plan.keepsAll = !thrift.readsAgain;
    plan.amplitude.isCompact = thrift.isCompact;
    const bool holdsBoth = maps > 1 && !thrift.readsAgain;
    const Bytes most =
        holdsBoth && mayReadAgain ? std::min(options.mostBytes, options.mostBytesOfBoth) : options.mostBytes;
    plan.amplitude.room = most - (holdsBoth ? maps : 1) * transformBytes(map);
    if (chooseWays(plan, levels, map, box, options.mode, thrift.mostSlabs)) break;
  }
  for (std::size_t i = 0; i < levels.size(); ++i)
    plan.costs.push_back(costOf(map, box, levels[i].u, plan.ways[i], plan.amplitude));
  return plan;
}

Bytes planBytes(const LevelPlan& plan, const std::vector<Level>& levels, const Grid& map, const AmplitudeBox& box) {
  Bytes peak = 0;
  for (std::size_t i = 0; i < levels.size(); ++i)
    peak = std::max(peak, amplitudeBytes(map, box, levels[i].u, plan.ways[i], plan.amplitude));
  return peak;
}

Bytes transformBytes(const Grid& map) { return Bytes{8} * (map.size[0] / 2 + 1) * map.size[1] * map.size[2]; }

AmplitudeBox boxFor(const Mask& mask, const MonoResOptions& options) {
  return options.mode == Mode::FullGrid ? wholeBox(mask.grid) : boxAround(mask, options.margin);
}

std::vector<Level> requireLevels(const Grid& grid, const MonoResOptions& options) {
  std::vector<Level> levels = resolutionLevels(grid, options.coarsestA, options.stepA);
  if (levels.empty()) throw NotMeasurable("the coarsest level to be tried is finer than the voxels can show");
  return levels;
}

void requireMask(const Mask& mask) {
  if (mask.count == 0) throw NotMeasurable("the mask is empty");
}

}  // namespace vitrine::monogenic
