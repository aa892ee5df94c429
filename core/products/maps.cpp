#include "core/products/maps.hpp"

#include "core/base/number_text.hpp"
#include "core/volume/reduced_grid.hpp"

#include <algorithm>
#include <cmath>

namespace vitrine {
namespace {

constexpr Bytes kMiB = 1 << 20;

void refuseUnusable(const LoadedMap& map) {
  if (const Diagnostic* error = map.info.firstForbidding()) throw MapError(*error);
  if (map.scan.statistics.isConstant())
    throw MapError({.id = "E-CONSTANT",
                    .file = map.info.file,
                    .message = "the map is constant (every voxel is " + generalText(map.scan.statistics.minimum) + ")",
                    .values = {},
                    .assumption = {},
                    .remedy = {}});
}

}  // namespace

int reductionFactor(const Grid& grid) {
  const int edge = *std::ranges::max_element(grid.size);
  return std::max(1, (edge + ReducedMap::kMaxEdge - 1) / ReducedMap::kMaxEdge);
}

std::string mapKey(const InputMap& map) {
  const ReadHints& hints = map.hints;
  std::string key = map.path.string() + "|";
  if (hints.voxelSize)
    for (const double edge : *hints.voxelSize) key += exactText(edge) + ",";
  const auto option = [&](const char* name, int value) { key += std::string("|") + name + std::to_string(value); };
  if (hints.byteOrder) option("order", static_cast<int>(*hints.byteOrder));
  if (hints.mode0) option("mode0-", static_cast<int>(*hints.mode0));
  if (hints.volumeIndex) option("volume", *hints.volumeIndex);
  option("as-volume", hints.asVolume ? 1 : 0);
  option("role", static_cast<int>(hints.role));
  option("nonfinite", static_cast<int>(hints.nonFinite));
  return key;
}

std::string LoadedMapProduct::key(const Inputs& inputs) { return "map:" + mapKey(inputs.map); }
Bytes LoadedMapProduct::bytes(const Inputs& inputs) {
  return inputs.grid().voxels() * static_cast<Bytes>(sizeof(float));
}
Bytes LoadedMapProduct::buildPeak(const Inputs& inputs) {
  return std::min(200 * kMiB, 2 * bytes(inputs) + 16 * kMiB);  // read-ahead and unpacking of the reader
}
std::shared_ptr<const LoadedMapProduct> LoadedMapProduct::build(const ValidationContext& context, Progress& progress) {
  const InputMap& map = context.inputs().map;
  auto product = std::make_shared<LoadedMapProduct>();
  ReadHints hints = map.hints;
  if (map.info.stamp.inode != 0) hints.stamp = map.info.stamp;  // the file must still be the one that was opened
  product->loaded = load(map.path, hints, context.executor(), progress);
  return product;
}

std::string FullMap::key(const Inputs& inputs) { return LoadedMapProduct::key(inputs); }
Bytes FullMap::bytes(const Inputs& inputs) { return LoadedMapProduct::bytes(inputs); }
Bytes FullMap::buildPeak(const Inputs& inputs) { return LoadedMapProduct::buildPeak(inputs); }
std::shared_ptr<const FullMap> FullMap::build(const ValidationContext& context, Progress& progress) {
  auto map = std::make_shared<FullMap>();
  map->product = context.get<LoadedMapProduct>(progress);
  refuseUnusable(*map->product->loaded);
  return map;
}

bool MapSums::isSumOf(const MapScan& scan) const {
  return statistics.minimum == scan.statistics.minimum && statistics.maximum == scan.statistics.maximum &&
         statistics.nonFinite() == scan.statistics.nonFinite() && planeSum == scan.planeSum &&
         planeSumOfSquares == scan.planeSumOfSquares;
}

std::string MapSums::key(const Inputs& inputs) { return "map-sums:" + mapKey(inputs.map); }
Bytes MapSums::bytes(const Inputs& inputs) {
  const Index3& size = inputs.grid().size;
  return 2 * static_cast<Bytes>(sizeof(double)) * (Bytes{size[0]} + size[1] + size[2]);
}
Bytes MapSums::buildPeak(const Inputs&) { return 0; }
std::shared_ptr<const MapSums> MapSums::build(const ValidationContext& context, Progress& progress) {
  const auto map = context.get<LoadedMapProduct>(progress);
  auto sums = std::make_shared<MapSums>();
  sums->statistics = map->scan().statistics;
  sums->planeSum = map->scan().planeSum;
  sums->planeSumOfSquares = map->scan().planeSumOfSquares;
  return sums;
}

std::string ReducedMap::key(const Inputs& inputs) { return "reduced-map:" + mapKey(inputs.map); }
Bytes ReducedMap::bytes(const Inputs& inputs) {
  return reducedGrid(inputs.grid(), reductionFactor(inputs.grid())).voxels() * static_cast<Bytes>(sizeof(float));
}
Bytes ReducedMap::buildPeak(const Inputs&) { return 0; }
std::shared_ptr<const ReducedMap> ReducedMap::build(const ValidationContext& context, Progress& progress) {
  Progress loading = progress.part(0.8);
  const auto map = context.get<LoadedMapProduct>(loading);
  const Progress averaging = progress.part(0.2, "reduced map");
  auto reduced = std::make_shared<ReducedMap>();
  reduced->factor = reductionFactor(map->volume().grid);
  const Volume& volume = map->volume();
  reduced->volume = blockAverage(volume.grid, volume.data.data(), volume.grid.size[0], reduced->factor,
                                 context.executor(), averaging);
  return reduced;
}

Volume blockAverage(const Grid& grid, const float* voxels, std::int64_t rowStride, int factor, Executor& executor,
                    const Progress& progress) {
  const Index3 size = grid.size;
  Volume reduced(reducedGrid(grid, factor));
  const int nx = reduced.grid.size[0];
  const int ny = reduced.grid.size[1];
  parallelBlocks(executor, progress, reduced.grid.size[2], 1, [&](const BlockRange& block) {
    const int z = static_cast<int>(block.begin);
    std::vector<double> sum(static_cast<std::size_t>(nx) * ny, 0.0);
    std::vector<int> count(sum.size(), 0);
    for (int zz = z * factor; zz < std::min(size[2], (z + 1) * factor); ++zz)
      for (int yy = 0; yy < size[1]; ++yy) {
        const float* row = voxels + rowStride * (yy + std::int64_t{size[1]} * zz);
        const std::size_t first = static_cast<std::size_t>(yy / factor) * nx;
        for (int x = 0; x < nx; ++x)
          for (int xx = x * factor; xx < std::min(size[0], (x + 1) * factor); ++xx) {
            if (!std::isfinite(row[xx])) continue;
            sum[first + x] += row[xx];
            ++count[first + x];
          }
      }
    float* plane = reduced.plane(z);
    for (std::size_t i = 0; i < sum.size(); ++i) plane[i] = count[i] > 0 ? static_cast<float>(sum[i] / count[i]) : 0.0F;
  });
  return reduced;
}

}  // namespace vitrine
