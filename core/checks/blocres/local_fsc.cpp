#include "core/checks/blocres/local_fsc.hpp"

#include "core/base/number_text.hpp"
#include "core/checks/blocres/interpolation.hpp"

#include <atomic>
#include <chrono>
#include <cmath>
#include <utility>

namespace vitrine::blocres {
namespace {

constexpr double kNominalThreads = 2;
constexpr int kCoarsestPreview = 20;             // voxels
constexpr std::int64_t kWorthPreviews = 20'000;  // boxes: a second
constexpr int kPlanesPerPass = 64;
constexpr std::int64_t kRowsPerBlock = 64;  // of voxels: the first ones combine node rows anew

struct AtomicTally {
  std::atomic<std::int64_t> beyondNyquist{0}, atLimit{0}, finerUpToNyquist{0};

  void add(const Tally& tally) {
    beyondNyquist.fetch_add(tally.beyondNyquist, std::memory_order_relaxed);
    atLimit.fetch_add(tally.atLimit, std::memory_order_relaxed);
    finerUpToNyquist.fetch_add(tally.finerUpToNyquist, std::memory_order_relaxed);
  }
  Tally get() const { return {beyondNyquist, atLimit, finerUpToNyquist}; }
};

/// The resolution of a box, and what is counted on the way.
class Reading {
public:
  Reading(const BoxSums& boxes, const Options& options) : m_boxes(boxes), m_options(options) {}

  float resolution(const float* sums, Tally& tally) const {
    const Shells& shells = m_boxes.shells();
    float fsc[kMostBins];
    fscOf(sums, shells.stride(), shells.bins, m_boxes.floor(), fsc);
    const double cutoff = m_options.settings.cutoff;
    const double found =
        resolutionOf({fsc, static_cast<std::size_t>(shells.bins)}, cutoff, shells.scaleA, shells.finestA);
    if (found < shells.nyquistA) ++tally.beyondNyquist;
    if (found == shells.finestA) ++tally.atLimit;
    if (m_options.reportedA) {
      const double upToNyquist = resolutionOf({fsc, static_cast<std::size_t>(shells.nyquistBins)}, cutoff,
                                              shells.scaleA, std::max(shells.finestA, shells.nyquistA));
      if (upToNyquist < *m_options.reportedA) ++tally.finerUpToNyquist;
    }
    return static_cast<float>(found);
  }

private:
  static constexpr int kMostBins = 128;
  const BoxSums& m_boxes;
  const Options& m_options;
};

/// What all passes share.
struct Job {
  const BoxSums& boxes;
  const HalfPair& halves;
  const Options& options;
  Executor& executor;
  PassScratch scratch = {};
};

/// One box per node: the resolutions in raster order.
Tally readNodes(Job& job, const Mask& nodes, int step, std::span<float> values, Progress& progress) {
  const Reading reading(job.boxes, job.options);
  const std::vector<std::int64_t> before = bitsBeforeRows(nodes);
  const std::int64_t rows = nodes.grid.size[1];
  AtomicTally tally;
  for (int begin = 0; begin < nodes.grid.size[2]; begin += kPlanesPerPass) {
    const int end = std::min(begin + kPlanesPerPass, nodes.grid.size[2]);
    const auto at = [&](int my, int mz) { return before[static_cast<std::size_t>(my + rows * mz)]; };
    const Progress part = progress.part(static_cast<double>(at(0, end) - at(0, begin)) /
                                        static_cast<double>(std::max<std::int64_t>(1, nodes.count)));
    boxPass(job.boxes, job.halves, nodes, step, begin, end, job.scratch, job.executor, part,
            [&](int mx, int my, int mz, const float* sums) {
              Tally own;
              const std::int64_t rank = at(my, mz) + bitsBefore(nodes.row(my, mz), mx);
              values[static_cast<std::size_t>(rank)] = reading.resolution(sums, own);
              tally.add(own);
            });
  }
  return tally.get();
}

/// Voxel planes [begin, end) from the lattice planes held.
void interpolatePlanes(Job& job, const NodeSums& sums, int step, const Mask& voxels,
                       const std::vector<std::int64_t>& before, int begin, int end, std::span<float> values,
                       AtomicTally& tally, const Progress& progress) {
  const Reading reading(job.boxes, job.options);
  const std::int64_t rows = voxels.grid.size[1], total = rows * (end - begin);
  const std::int64_t blocks = (total + kRowsPerBlock - 1) / kRowsPerBlock;
  std::vector<RowInterpolation> lanes(static_cast<std::size_t>(laneCount(job.executor, blocks)),
                                      RowInterpolation(sums, voxels.grid, step));
  laneBlocks(job.executor, progress, total, kRowsPerBlock, lanes, [&](const BlockRange& block, RowInterpolation& lane) {
    Tally own;
    for (std::int64_t i = block.begin; i < block.end; ++i) {
      const int y = static_cast<int>(i % rows), z = begin + static_cast<int>(i / rows);
      const auto row = static_cast<std::size_t>(y + rows * z);
      if (before[row] == before[row + 1]) continue;
      lane.prepare(voxels.row(y, z), voxels.wordsPerRow(), y, z);
      float* to = values.data() + before[row];
      forBits(voxels.row(y, z), voxels.wordsPerRow(), [&](int x) { *to++ = reading.resolution(lane.at(x), own); });
    }
    tally.add(own);
  });
}

/// Boxes at the lattice points, voxels between them interpolated; a few lattice planes at a time.
Tally readBetweenNodes(Job& job, const Mask& voxels, int step, std::span<float> values, Progress& progress) {
  constexpr double kBoxShare = 0.9;  // of the time
  const Mask nodes = neededNodes(voxels, step, job.executor, Progress());
  NodeSums sums(nodes, job.boxes.shells().sumsLength(), job.options.mostSums);
  const std::vector<std::int64_t> before = bitsBeforeRows(voxels), nodesBefore = bitsBeforeRows(nodes);
  const std::int64_t nodeRows = nodes.grid.size[1];
  const int planes = nodes.grid.size[2], voxelPlanes = voxels.grid.size[2];
  AtomicTally tally;
  int done = 0;
  while (sums.end() < planes) {
    const int had = sums.end(), end = sums.advance(std::max(0, had - (kNodes - 1)));
    const auto count =
        nodesBefore[static_cast<std::size_t>(nodeRows * end)] - nodesBefore[static_cast<std::size_t>(nodeRows * had)];
    const double share = static_cast<double>(count) / static_cast<double>(std::max<std::int64_t>(1, nodes.count));
    const Progress computing = progress.part(kBoxShare * share);
    boxPass(job.boxes, job.halves, nodes, step, had, end, job.scratch, job.executor, computing,
            [&](int mx, int my, int mz, const float* from) { std::copy_n(from, sums.length(), sums.at(mx, my, mz)); });
    const int ready = end == planes ? voxelPlanes : std::clamp(step * (end - (kNodes - kBelow)), done, voxelPlanes);
    const Progress reading = progress.part((1 - kBoxShare) * share);
    interpolatePlanes(job, sums, step, voxels, before, done, ready, values, tally, reading);
    done = ready;
  }
  return tally.get();
}

/// Seconds of one box on this thread, from a few columns spread over the map.
double measuredBoxSeconds(Job& job, const Mask& voxels, int step) {
  constexpr int kColumns = 24;
  const int half = job.options.settings.box / 2, low = half, high = voxels.grid.size[2] - half - (kLanes - 1) * step;
  std::vector<float> sums(static_cast<std::size_t>(kLanes * job.boxes.shells().sumsLength()));
  BoxScratch scratch;
  std::chrono::steady_clock::duration spent{};
  const std::int64_t rows = std::int64_t{voxels.grid.size[1]} * voxels.grid.size[2];
  for (int i = 0; i <= kColumns; ++i) {
    const std::int64_t row = rows * (i + 1) / (kColumns + 2);
    const int y = static_cast<int>(row % voxels.grid.size[1]), z = static_cast<int>(row / voxels.grid.size[1]);
    const BoxColumn column{voxels.grid.size[0] / 2, std::clamp(y, half, voxels.grid.size[1] - half),
                           std::clamp(z, std::min(low, high), std::max(low, high)), step, kLanes};
    // The first time only fetches voxels and tables: in a run neighbours have done that.
    job.boxes.compute(job.halves, column, scratch, sums.data());
    const auto begin = std::chrono::steady_clock::now();
    job.boxes.compute(job.halves, column, scratch, sums.data());
    if (i > 0) spent += std::chrono::steady_clock::now() - begin;
  }
  return std::chrono::duration<double>(spent).count() / (kColumns * kLanes);
}

std::string durationText(double seconds) {
  if (seconds < 90) return fixedText(std::max(1.0, std::round(seconds)), 0) + " s";
  return fixedText(std::round(seconds / 60), 0) + " min";
}

std::string forecast(Job& job, const Plan& plan, const Mask& voxels) {
  // Runs of boxes do not always come in eights.
  constexpr double kAllowance = 1.1;
  const double seconds = kAllowance * measuredBoxSeconds(job, voxels, plan.step) * static_cast<double>(plan.boxes) /
                         std::max(1, job.executor.width());
  return "local FSC of " + countText(plan.boxes) + " boxes, " +
         (plan.step == 1 ? "one at every voxel" : "one at every " + std::to_string(plan.step) + " voxels") +
         ", about " + durationText(seconds);
}

}  // namespace

double nominalBoxSeconds(int box) {
  constexpr double kUsual = 5e-5, kOtherThanUsual = 4;  // the tuned transform is that of 20 voxels
  const double size = box / 20.0;
  return kUsual * size * size * size * (box == 20 ? 1 : kOtherThanUsual);
}

void clearMargins(Mask& mask, int box) {
  const auto [nx, ny, nz] = mask.grid.size;
  const int margin = box / 2;
  mask.count = 0;
  std::vector<std::uint64_t> inside(static_cast<std::size_t>(mask.wordsPerRow()));
  for (int x = margin; x <= nx - margin && x < nx; ++x)
    inside[static_cast<std::size_t>(x >> 6)] |= std::uint64_t{1} << (x & 63);
  for (int z = 0; z < nz; ++z)
    for (int y = 0; y < ny; ++y) {
      const bool isInside = z >= margin && z <= nz - margin && y >= margin && y <= ny - margin;
      std::uint64_t* row = mask.row(y, z);
      for (std::int64_t w = 0; w < mask.wordsPerRow(); ++w) {
        row[w] &= isInside ? inside[static_cast<std::size_t>(w)] : 0;
        mask.count += std::popcount(row[w]);
      }
    }
}

Plan planFor(const Mask& voxels, const Options& options, Executor& executor, Progress& progress) {
  constexpr double kSecondsPerMinute = 60;
  const int largest = std::min(kLargestStep, options.settings.box / 4);
  Plan plan;
  for (plan.step = options.step.value_or(1);; ++plan.step) {
    plan.boxes = plan.step == 1 ? voxels.count
                                : neededNodes(voxels, plan.step, executor, progress.part(1.0 / kLargestStep)).count;
    plan.nominalSeconds = static_cast<double>(plan.boxes) * nominalBoxSeconds(options.settings.box) / kNominalThreads;
    if (options.step || plan.step >= largest || plan.nominalSeconds <= kSecondsPerMinute * options.minutes) return plan;
  }
}

LocalFsc localFsc(const HalfPair& halves, Mask voxels, const Options& options, Executor& executor, Progress& progress,
                  const std::function<void(const Preview&)>& preview) {
  const BoxSums boxes(halves[0].grid, options.settings);
  Job job{boxes, halves, options, executor};
  LocalFsc result;
  Progress planning = progress.part(0.01, "choosing the lattice of the local FSC");
  result.plan = planFor(voxels, options, executor, planning);
  const int step = result.plan.step;
  result.local.grid = halves[0].grid;
  result.local.resolutionA = Buffer<float>(voxels.count);
  Progress computing = progress.part(0.99, forecast(job, result.plan, voxels));

  // Coarse lattices first: an even sample tells the percentiles long before every voxel is known.
  constexpr int kWorth = 4;  // steps; closer ones would cost an eighth of everything
  int coarsest = step;
  while (2 * coarsest <= kCoarsestPreview) coarsest *= 2;
  for (int coarse = coarsest; preview && result.plan.boxes >= kWorthPreviews && coarse >= kWorth * step; coarse /= 2) {
    const Mask sample = sampledNodes(voxels, coarse, executor, Progress());
    if (sample.count == 0) continue;
    std::vector<float> values(static_cast<std::size_t>(sample.count));
    Progress part = computing.part(2.0 * static_cast<double>(sample.count) / static_cast<double>(result.plan.boxes));
    const Tally tally = readNodes(job, sample, coarse, values, part);
    preview({values, tally, coarse});
  }

  Progress all = computing.part(1);
  result.tally = step == 1 ? readNodes(job, voxels, 1, result.local.resolutionA.span(), all)
                           : readBetweenNodes(job, voxels, step, result.local.resolutionA.span(), all);
  result.local.determined = std::move(voxels);
  return result;
}

}  // namespace vitrine::blocres
