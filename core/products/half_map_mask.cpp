#include "core/products/half_map_mask.hpp"

#include "core/base/error.hpp"
#include "core/base/lanes.hpp"
#include "core/base/number_text.hpp"
#include "core/fourier/transform.hpp"
#include "core/mapio/reader.hpp"
#include "core/products/maps.hpp"
#include "core/products/masks.hpp"
#include "core/resolution/freedom.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace vitrine {
namespace {

constexpr float kInside = 0.5F;  // of the soft mask, as 0.b binarises it
constexpr int kMostEdge = 256;   // of the squared mask whose transform gives kappa
constexpr int kFewSlabs = 4;     // computed at once, of at most kSlabPlanes planes, as squaredMask() does
constexpr std::int64_t kSlabPlanes = 32;

/// Sums over voxels of one side of the mask: of d = half 1 - half 2, |d| and s = half 1 + half 2.
struct SideSums {
  double count = 0, d = 0, dd = 0, absolute = 0, s = 0, ss = 0, product = 0;

  void add(double h1, double h2) {
    const double difference = h1 - h2, sum = h1 + h2, size = std::abs(difference);
    count += 1;
    d += difference;
    dd += difference * difference;
    absolute += size;
    s += sum;
    ss += sum * sum;
    product += sum * size;
  }
  void add(const SideSums& other) {
    count += other.count;
    d += other.d;
    dd += other.dd;
    absolute += other.absolute;
    s += other.s;
    ss += other.ss;
    product += other.product;
  }
  double variance() const { return dd / count - d / count * (d / count); }
  /// Of s with |d|; 0 where either is constant.
  double correlation() const {
    const double covariance = product / count - s / count * (absolute / count);
    const double spread = (ss / count - s / count * (s / count)) * (dd / count - absolute / count * (absolute / count));
    return spread > 0 ? covariance / std::sqrt(spread) : 0.0;
  }
};

using BothSides = std::array<SideSums, 2>;  // outside, inside

std::optional<HalfMapContrast> contrastOf(const BothSides& sums) {
  if (sums[0].count < 2 || sums[1].count < 2 || !(sums[0].variance() > 0)) return std::nullopt;
  return HalfMapContrast{.varianceRatio = sums[1].variance() / sums[0].variance(),
                         .inside = sums[1].correlation(),
                         .outside = sums[0].correlation()};
}

/// w of one plane; the halves' sums are taken before they are multiplied.
void multiplyPlane(std::array<Spectrum, 2>& padded, int z, const float* mask, BothSides* sums) {
  const auto [nx, ny, nz] = padded[0].grid.size;
  for (int y = 0; y < ny; ++y, mask += nx) {
    float* a = paddedRow(padded[0], y, z);
    float* b = paddedRow(padded[1], y, z);
    if (sums != nullptr)  // before
      for (int x = 0; x < nx; ++x) (*sums)[mask[x] >= kInside ? 1 : 0].add(a[x], b[x]);
    for (int x = 0; x < nx; ++x) {
      a[x] *= mask[x];
      b[x] *= mask[x];
    }
  }
}

int blockFor(const Grid& grid) {
  const int edge = *std::max_element(grid.size.begin(), grid.size.end());
  return (edge + kMostEdge - 1) / kMostEdge;
}

/// The user's mask as the file holds it. @throws InputError with the reason why it cannot be used
std::shared_ptr<const LoadedMap> loadMaskFile(const ValidationContext& context, Progress& progress) {
  const InputMap& input = *context.inputs().mask;
  // It does not fit the map, or cannot be read.
  if (const Diagnostic* error = input.info.firstForbidding()) throw MapError(*error);
  ReadHints hints = input.hints;
  hints.role = MapRole::Mask;
  auto loaded = load(input.path, hints, context.executor(), progress);
  if (const Diagnostic* notNumbers = loaded->info.find("E-NONFINITE")) throw MapError(*notNumbers);
  if (!loaded->volume.grid.sameSize(context.inputs().grid()))
    throw InputError(loaded->info.file + ": the mask has another box than the map");
  if (!(loaded->scan.statistics.maximum > 0)) throw InputError(loaded->info.file + ": the mask is empty");
  return loaded;
}

}  // namespace

std::optional<HalfMapMask> HalfMapMask::make(const ValidationContext& context, std::string& omitted,
                                             Progress& progress) {
  const Inputs& inputs = context.inputs();
  HalfMapMask mask;
  try {
    if (inputs.mask) {
      context.cache().makeRoom(bytes(inputs));
      const auto loaded = loadMaskFile(context, progress);
      mask.m_file = std::shared_ptr<const Volume>(loaded, &loaded->volume);
      mask.m_name = inputs.mask->path.filename().string();
      mask.m_sha256 = loaded->info.sha256;
      return mask;
    }
    const auto constructed = context.get<ConstructedMask>(progress);
    if (constructed->mask.count == 0) {
      omitted = "no voxel reaches the contour level " + generalText(context.get<ContourLevel>(progress)->value);
      return std::nullopt;
    }
    mask.m_soft =
        std::make_shared<SoftMask>(std::shared_ptr<const Mask>(constructed, &constructed->mask), softSigmaA(inputs));
    mask.m_name = constructed->name + ", soft edge of " + fixedText(mask.m_soft->sigmaA(), 2) + " A";
    mask.m_sha256 = constructed->sha256;
    return mask;
  } catch (const MemoryError&) {  // not the mask's fault
    throw;
  } catch (const Error& error) {
    omitted = error.what();
    return std::nullopt;
  }
}

std::string HalfMapMask::key(const Inputs& inputs) {
  const std::string made = ConstructedMask::key(inputs);
  return inputs.mask ? made : made + "|soft" + exactText(softSigmaA(inputs));
}

Bytes HalfMapMask::bytes(const Inputs& inputs) {
  return inputs.mask ? inputs.grid().voxels() * static_cast<Bytes>(sizeof(float)) : 0;
}

Bytes HalfMapMask::multiplyPeak(const Inputs& inputs) {
  const Grid& grid = inputs.grid();
  const Bytes planes = std::min<Bytes>(kSlabPlanes, grid.size[2]);
  const Bytes slabs = kFewSlabs * planes * grid.planeVoxels() * static_cast<Bytes>(sizeof(float));
  Bytes coarse = static_cast<Bytes>(sizeof(float));
  for (const int n : grid.size) coarse *= (n + blockFor(grid) - 1) / blockFor(grid) + 2;
  return slabs + 3 * coarse;  // the squared mask and its transform
}

void HalfMapMask::planes(int beginZ, int endZ, float* out) const {
  if (m_soft) return m_soft->computeSlab(beginZ, endZ, out);
  const std::int64_t plane = m_file->grid.planeVoxels();
  std::copy_n(m_file->data.data() + plane * beginZ, plane * (endZ - beginZ), out);
}

void HalfMapMask::multiply(std::array<Spectrum, 2>& padded, Executor& executor, const Progress& progress) const {
  const Grid& grid = padded[0].grid;
  const std::int64_t slabs = (grid.size[2] + kSlabPlanes - 1) / kSlabPlanes;
  std::vector<Buffer<float>> lanes(static_cast<std::size_t>(std::min<int>(kFewSlabs, laneCount(executor, slabs))));
  laneBlocks(executor, progress, grid.size[2], kSlabPlanes, lanes, [&](const BlockRange& block, Buffer<float>& slab) {
    if (slab.empty()) slab = Buffer<float>(grid.planeVoxels() * std::min<std::int64_t>(kSlabPlanes, grid.size[2]));
    planes(static_cast<int>(block.begin), static_cast<int>(block.end), slab.data());
    for (std::int64_t z = block.begin; z < block.end; ++z)
      multiplyPlane(padded, static_cast<int>(z), slab.data() + grid.planeVoxels() * (z - block.begin), nullptr);
  });
}

HalfMapMask::Measured HalfMapMask::multiplyAndMeasure(std::array<Spectrum, 2>& padded, Executor& executor,
                                                      Progress& progress) const {
  const Grid& grid = padded[0].grid;
  std::vector<BothSides> sums(static_cast<std::size_t>(grid.size[2]));
  // The squared mask asks for every plane once: while a plane is in the cache, the halves are multiplied with it.
  const auto slab = [&](int beginZ, int endZ, float* out) {
    planes(beginZ, endZ, out);
    for (int z = beginZ; z < endZ; ++z)
      multiplyPlane(padded, z, out + grid.planeVoxels() * (z - beginZ), &sums[static_cast<std::size_t>(z)]);
  };
  const Volume squared = squaredMask(grid, blockFor(grid), slab, executor, progress.part(0.8));
  BothSides total;
  for (const BothSides& plane : sums)
    for (std::size_t side = 0; side < 2; ++side) total[side].add(plane[side]);
  Progress inflating = progress.part(0.2);
  return {varianceInflation(squared, executor, inflating), contrastOf(total)};
}

}  // namespace vitrine
