#include "core/products/background.hpp"

#include "core/base/lanes.hpp"
#include "core/base/number_text.hpp"
#include "core/mask/row_bits.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/stats/moments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace vitrine {
namespace {

constexpr int kBlockEdge = 4;  // of the finest cubes, and planes per block of work: cubes are never shared
constexpr int kLargestBlockEdge = 64;
constexpr int kFewestBlocks = 30;
constexpr double kPlateau = 1.1;  // the standard error has stopped growing with the edge of the cubes
constexpr int kCandidates = 8;    // values that may be flat: those of the corner voxels

constexpr std::uint64_t kAll = ~std::uint64_t{0};

/// Distinct values of the eight corner voxels: a map masked by a sphere, cylinder or box has its flat value there.
std::vector<float> cornerValues(const Volume& volume) {
  std::vector<float> values;
  const Index3 n = volume.grid.size;
  for (const int z : {0, n[2] - 1})
    for (const int y : {0, n[1] - 1})
      for (const int x : {0, n[0] - 1}) {
        const float value = volume.at(x, y, z);
        if (std::ranges::find(values, value) == values.end()) values.push_back(value);
      }
  return values;
}

/// Sums of one class of voxels; the candidates for "flat" are counted apart, so that they can be added back or not.
struct ClassSums {
  Moments rest;
  std::array<std::int64_t, kCandidates> candidates{};

  ClassSums& operator+=(const ClassSums& other) {
    rest += other.rest;
    for (int i = 0; i < kCandidates; ++i) candidates[i] += other.candidates[i];
    return *this;
  }
};

struct BlockSums {
  ClassSums inside, corners;   // of the inscribed sphere
  Moments vrsAdded, vrsTaken;  // voxels only the VRS mask leaves out, and only ours does
};

/// 64 consecutive values at once; four sums side by side, so that the compiler may use vectors.
void addWord(Moments& moments, const float* values, double shift) {
  double sum[4] = {}, squares[4] = {};
  for (int i = 0; i < 64; i += 4)
    for (int k = 0; k < 4; ++k) {
      const double d = values[i + k] - shift;
      sum[k] += d;
      squares[k] += d * d;
    }
  moments.count += 64;
  moments.sum += (sum[0] + sum[1]) + (sum[2] + sum[3]);
  moments.squares += (squares[0] + squares[1]) + (squares[2] + squares[3]);
}

void addBits(Moments& moments, const float* values, std::uint64_t bits, double shift) {
  if (bits == kAll) return addWord(moments, values, shift);
  forEachBit(bits, [&](int i) { moments.add(values[i] - shift); });
}

/// The first pass: holds what all blocks share.
class MomentsPass {
public:
  MomentsPass(const Volume& volume, const Mask& hard, const Mask& vrsHard, double shift)
      : m_volume(volume), m_hard(hard), m_vrsHard(vrsHard), m_shift(shift), m_candidates(cornerValues(volume)) {
    const Grid& grid = volume.grid;
    for (int axis = 0; axis < 3; ++axis) m_blocks[axis] = grid.size[axis] / kBlockEdge;
    const std::int64_t blocks = std::int64_t{m_blocks[0]} * m_blocks[1] * m_blocks[2];
    m_blockSums = Buffer<double>::zeroed(blocks);
    m_blockFlags = Buffer<std::uint8_t>::zeroed(blocks);
    m_sphereRadius = std::min({grid.edge(0), grid.edge(1), grid.edge(2)}) / 2;
  }

  BackgroundMoments run(Executor& executor, const Progress& progress);

private:
  void block(const BlockRange& range, BlockSums& sums, KeyHistogram& histogram);
  void row(int y, int z, BlockSums& sums, KeyHistogram& histogram, std::vector<std::uint64_t>& valid);
  std::uint64_t takeCandidates(const float* values, std::int64_t word, std::uint64_t bits, std::uint64_t inside,
                               std::int64_t blockRow, BlockSums& sums);
  std::array<int, 2> insideRange(int y, int z) const;
  void closeBlocks(std::int64_t layer, const std::vector<std::uint64_t>& whole);
  void blockLevels(BackgroundMoments& result, std::uint8_t flatBit);
  void plot(BackgroundMoments& result, const KeyHistogram& histogram) const;

  const Volume& m_volume;
  const Mask& m_hard;
  const Mask& m_vrsHard;
  double m_shift;
  std::vector<float> m_candidates;
  Index3 m_blocks{0, 0, 0};
  Buffer<double> m_blockSums;         ///< of (V - shift); NaN where the cube is not wholly outside the mask
  Buffer<std::uint8_t> m_blockFlags;  ///< bit i: candidate i occurs in the cube
  double m_sphereRadius = 0;
};

/// x range of a row inside the sphere about the origin voxel that touches the nearest faces.
std::array<int, 2> MomentsPass::insideRange(int y, int z) const {
  const Grid& grid = m_volume.grid;
  const double dy = (y - grid.centre(1)) * grid.voxelSize[1], dz = (z - grid.centre(2)) * grid.voxelSize[2];
  const double rest = m_sphereRadius * m_sphereRadius - dy * dy - dz * dz;
  if (rest < 0) return {0, 0};
  const int half = static_cast<int>(std::sqrt(rest) / grid.voxelSize[0]);
  return {std::max(0, grid.centre(0) - half), std::min(grid.size[0], grid.centre(0) + half + 1)};
}

/// Counts the candidates among `bits`, flags their cubes and returns the bits that are left.
std::uint64_t MomentsPass::takeCandidates(const float* values, std::int64_t word, std::uint64_t bits,
                                          std::uint64_t inside, std::int64_t blockRow, BlockSums& sums) {
  const int count = static_cast<int>(std::min<std::int64_t>(64, m_volume.grid.size[0] - word * 64));
  for (std::size_t k = 0; k < m_candidates.size(); ++k) {
    int any = 0;
    for (int i = 0; i < count; ++i) any |= static_cast<int>(values[i] == m_candidates[k]);
    if (any == 0) continue;
    std::uint64_t equal = 0;
    for (int i = 0; i < count; ++i) equal |= static_cast<std::uint64_t>(values[i] == m_candidates[k]) << i;
    equal &= bits;
    sums.inside.candidates[k] += std::popcount(equal & inside);
    sums.corners.candidates[k] += std::popcount(equal & ~inside);
    if (blockRow >= 0)
      forEachBit(equal, [&](int i) {
        const std::int64_t cube = (word * 64 + i) / kBlockEdge;
        if (cube < m_blocks[0]) m_blockFlags[blockRow + cube] |= static_cast<std::uint8_t>(1U << k);
      });
    bits &= ~equal;
  }
  return bits;
}

void MomentsPass::row(int y, int z, BlockSums& sums, KeyHistogram& histogram, std::vector<std::uint64_t>& valid) {
  const Grid& grid = m_volume.grid;
  const float* values = m_volume.data.data() + grid.index(0, y, z);
  const std::uint64_t* hard = m_hard.row(y, z);
  const std::uint64_t* vrs = m_vrsHard.row(y, z);
  const auto [insideBegin, insideEnd] = insideRange(y, z);
  const int by = y / kBlockEdge, bz = z / kBlockEdge;
  const std::int64_t blockRow =
      by < m_blocks[1] && bz < m_blocks[2] ? std::int64_t{m_blocks[0]} * (by + std::int64_t{m_blocks[1]} * bz) : -1;

  if (blockRow >= 0)
    for (std::int64_t cube = 0; cube < m_blocks[0]; ++cube) {
      const float* v = values + cube * kBlockEdge;
      m_blockSums[blockRow + cube] += ((v[0] - m_shift) + (v[1] - m_shift)) + ((v[2] - m_shift) + (v[3] - m_shift));
    }
  for (std::int64_t word = 0; word < m_hard.wordsPerRow(); ++word) {
    const float* v = values + word * 64;
    const std::uint64_t box = rangeBits(word, 0, grid.size[0]);
    const std::uint64_t background = ~hard[word] & box;
    valid[static_cast<std::size_t>(word)] = background;
    if (const std::uint64_t differ = (hard[word] ^ vrs[word]) & box; differ != 0) {
      addBits(sums.vrsAdded, v, differ & hard[word], m_shift);
      addBits(sums.vrsTaken, v, differ & vrs[word], m_shift);
    }
    if (background == 0) continue;
    const std::uint64_t inside = rangeBits(word, insideBegin, insideEnd);
    const std::uint64_t bits = takeCandidates(v, word, background, inside, blockRow, sums);
    addBits(sums.inside.rest, v, bits & inside, m_shift);
    addBits(sums.corners.rest, v, bits & ~inside, m_shift);
    if (bits == kAll)
      for (int i = 0; i < 64; ++i) histogram.add(v[i]);
    else
      forEachBit(bits, [&](int i) { histogram.add(v[i]); });
  }
}

/// Marks the cubes of a layer that are not wholly outside the mask.
void MomentsPass::closeBlocks(std::int64_t layer, const std::vector<std::uint64_t>& whole) {
  const std::int64_t words = m_hard.wordsPerRow();
  for (int by = 0; by < m_blocks[1]; ++by)
    for (std::int64_t cube = 0; cube < m_blocks[0]; ++cube) {
      const std::int64_t x = cube * kBlockEdge;
      const std::uint64_t bits = whole[static_cast<std::size_t>(by * words + (x >> 6))] >> (x & 63);
      if ((bits & 0xF) != 0xF)
        m_blockSums[cube + m_blocks[0] * (by + m_blocks[1] * layer)] = std::numeric_limits<double>::quiet_NaN();
    }
}

void MomentsPass::block(const BlockRange& range, BlockSums& sums, KeyHistogram& histogram) {
  const std::int64_t words = m_hard.wordsPerRow();
  std::vector<std::uint64_t> valid(static_cast<std::size_t>(words));
  std::vector<std::uint64_t> whole(static_cast<std::size_t>(words * std::max(1, m_blocks[1])), kAll);
  for (int z = static_cast<int>(range.begin); z < range.end; ++z)
    for (int y = 0; y < m_volume.grid.size[1]; ++y) {
      row(y, z, sums, histogram, valid);
      if (y / kBlockEdge < m_blocks[1])
        for (std::int64_t word = 0; word < words; ++word)
          whole[static_cast<std::size_t>(y / kBlockEdge * words + word)] &= valid[static_cast<std::size_t>(word)];
    }
  if (range.index < m_blocks[2]) closeBlocks(range.index, whole);
}

/// Standard errors of the mean from cubes of growing edge; coarser cubes are sums of eight finer ones.
void MomentsPass::blockLevels(BackgroundMoments& result, std::uint8_t flatBit) {
  Index3 blocks = m_blocks;
  Buffer<double> sums = std::move(m_blockSums);
  for (std::int64_t i = 0; i < sums.size(); ++i)
    if ((m_blockFlags[i] & flatBit) != 0) sums[i] = std::numeric_limits<double>::quiet_NaN();
  m_blockFlags = {};

  for (int edge = kBlockEdge; edge <= kLargestBlockEdge; edge *= 2) {
    const double voxels = static_cast<double>(edge) * edge * edge;
    Moments means;
    for (const double sum : sums)
      if (!std::isnan(sum)) means.add(sum / voxels);
    if (means.count >= 2)
      result.blockMeans.push_back({edge, means.count, means.sampleSd() / std::sqrt(static_cast<double>(means.count))});
    const Index3 half{blocks[0] / 2, blocks[1] / 2, blocks[2] / 2};
    auto coarse = Buffer<double>::zeroed(std::int64_t{half[0]} * half[1] * half[2]);
    for (int z = 0; z < 2 * half[2]; ++z)
      for (int y = 0; y < 2 * half[1]; ++y)
        for (int x = 0; x < 2 * half[0]; ++x)  // NaN of any of the eight makes the sum NaN
          coarse[x / 2 + half[0] * (y / 2 + std::int64_t{half[1]} * (z / 2))] +=
              sums[x + blocks[0] * (y + std::int64_t{blocks[1]} * z)];
    sums = std::move(coarse);
    blocks = half;
  }

  for (std::size_t i = 0; i < result.blockMeans.size(); ++i) {
    const BlockMeans& level = result.blockMeans[i];
    if (level.blocks < kFewestBlocks) break;
    result.blockTest = level;  // the largest so far
    const bool isPlateau =
        i + 1 < result.blockMeans.size() && result.blockMeans[i + 1].standardError < kPlateau * level.standardError;
    if (level.edge >= 8 && isPlateau) break;
  }
}

void MomentsPass::plot(BackgroundMoments& result, const KeyHistogram& histogram) const {
  result.plotHistogram.assign(BackgroundMoments::kPlotBins, 0);
  if (!(result.sigma > 0)) return;
  const double width = BackgroundMoments::kPlotBinSigma * result.sigma;
  const double begin = result.mean - width * BackgroundMoments::kPlotBins / 2;
  for (std::int64_t bin = 0; bin < KeyHistogram::kBins; ++bin) {
    if (histogram[bin] == 0) continue;
    const double value = (static_cast<double>(KeyHistogram::lowest(bin)) + KeyHistogram::highest(bin)) / 2;
    const double place = std::floor((value - begin) / width);
    if (place >= 0 && place < BackgroundMoments::kPlotBins)
      result.plotHistogram[static_cast<std::size_t>(place)] += static_cast<double>(histogram[bin]);
  }
}

BackgroundMoments MomentsPass::run(Executor& executor, const Progress& progress) {
  const std::int64_t planes = m_volume.grid.size[2];
  const std::int64_t blocks = (planes + kBlockEdge - 1) / kBlockEdge;
  std::vector<BlockSums> partials(static_cast<std::size_t>(blocks));
  std::vector<KeyHistogram> lanes(static_cast<std::size_t>(laneCount(executor, blocks)));
  laneBlocks(executor, progress, planes, kBlockEdge, lanes, [&](const BlockRange& range, KeyHistogram& lane) {
    block(range, partials[static_cast<std::size_t>(range.index)], lane);
  });
  KeyHistogram& histogram = lanes.front();
  for (std::size_t i = 1; i < lanes.size(); ++i) histogram.add(lanes[i]);
  BlockSums total;
  for (const BlockSums& partial : partials) {
    total.inside += partial.inside;
    total.corners += partial.corners;
    total.vrsAdded += partial.vrsAdded;
    total.vrsTaken += partial.vrsTaken;
  }

  // Which candidate is flat, if any; all others were ordinary values after all.
  BackgroundMoments result;
  result.outside = m_hard.grid.voxels() - m_hard.count;
  std::size_t flat = kCandidates;
  for (std::size_t k = 0; k < m_candidates.size(); ++k) {
    const std::int64_t count = total.inside.candidates[k] + total.corners.candidates[k];
    if (count > result.flatVoxels) {
      result.flatVoxels = count;
      flat = k;
    }
  }
  if (result.flatFraction() > BackgroundMoments::kFlatFraction) {
    result.flatValue = m_candidates[flat];
  } else {
    result.flatVoxels = 0;
    flat = kCandidates;
  }
  Moments vrs = total.inside.rest;
  vrs += total.corners.rest;
  vrs += total.vrsAdded;
  vrs -= total.vrsTaken;
  for (std::size_t k = 0; k < m_candidates.size(); ++k) {
    const double d = m_candidates[k] - m_shift;
    vrs.addMany(d, total.inside.candidates[k] + total.corners.candidates[k]);
    if (k == flat) continue;
    total.inside.rest.addMany(d, total.inside.candidates[k]);
    total.corners.rest.addMany(d, total.corners.candidates[k]);
    histogram.addMany(m_candidates[k], total.inside.candidates[k] + total.corners.candidates[k]);
  }

  Moments used = total.inside.rest;
  used += total.corners.rest;
  result.count = used.count;
  result.mean = used.mean(m_shift);
  result.sigma = used.populationSd();
  result.countInside = total.inside.rest.count;
  result.countCorners = total.corners.rest.count;
  result.sigmaInside = total.inside.rest.populationSd();
  result.sigmaCorners = total.corners.rest.populationSd();
  result.vrsCount = vrs.count;
  result.vrsMean = vrs.mean(m_shift);
  result.vrsSigma = vrs.populationSd();
  result.vrsSampleSd = vrs.sampleSd();
  result.isConstant = result.outside > 0 && (result.flatFraction() > BackgroundMoments::kConstantFraction ||
                                             (result.count > 0 && !(result.sigma > 0)));
  if (result.isConstant && result.flatValue) result.mean = *result.flatValue;
  blockLevels(result, flat < kCandidates ? static_cast<std::uint8_t>(1U << flat) : std::uint8_t{0});
  if (result.count > 0) {
    plot(result, histogram);
    result.brackets = robustBrackets(histogram);
  }
  return result;
}

}  // namespace

BackgroundMoments measureBackground(const Volume& volume, const Mask& hard, const Mask& vrsHard, double shift,
                                    Executor& executor, const Progress& progress) {
  return MomentsPass(volume, hard, vrsHard, shift).run(executor, progress);
}

std::string BackgroundMoments::key(const Inputs& inputs) {
  return "background:" + ConstructedMask::key(inputs) + "|" + VrsMask::key(inputs);
}
Bytes BackgroundMoments::bytes(const Inputs&) {
  return kPlotBins * static_cast<Bytes>(sizeof(double)) + static_cast<Bytes>(sizeof(BackgroundMoments));
}
Bytes BackgroundMoments::buildPeak(const Inputs& inputs) {
  // Cubes of 4^3: a double and a byte each, and the next coarser level; histograms of two threads.
  return inputs.grid().voxels() / 64 * 10 + 3 * KeyHistogram::kBins * static_cast<Bytes>(sizeof(std::int64_t));
}
std::shared_ptr<const BackgroundMoments> BackgroundMoments::build(const ValidationContext& context,
                                                                  Progress& progress) {
  Progress first = progress.part(0.5);
  const auto hard = context.get<ConstructedMask>(first);
  Progress second = progress.part(0.1);
  const auto vrs = context.get<VrsMask>(second);
  Progress loading = progress.part(0.1);
  const auto map = context.get<FullMap>(loading);
  return std::make_shared<BackgroundMoments>(measureBackground(map->volume(), hard->mask, *vrs->mask,
                                                               map->scan().statistics.mean, context.executor(),
                                                               progress.part(0.3, "background")));
}

}  // namespace vitrine
